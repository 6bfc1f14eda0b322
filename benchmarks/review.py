"""Twenty doubts of the bundled table, decided in the page and, counted, in the CSV: seconds and keys per decision.

The decisions are those of `seeds/adjudications.csv`, made from a copy of the seeds that has none. The browser is driven
by a program: what is measured is the machine's share, from the key to the row on the disk and to the next doubt on the
screen. How long a person reads and thinks is in neither way, and the same in both.

    python -m benchmarks.review [--count 20]
"""

import argparse
import csv
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from pipeline.cli.review import _bound
from pipeline.review.items import Item
from pipeline.review.session import Session
from pipeline.seeds.writing import ADJUDICATION_COLUMNS, ADJUDICATIONS
from pipeline.settings import PROJECT_ROOT, Settings

_BY, _DAY, _REASON = "健康推進課", "2026-12-01", "前後の欄の並びと記載の内容から判断"
_TOKEN = "benchmark"
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Print the figures of docs/review.md."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=20)
    count = parser.parse_args().count
    truth = _truth()
    with tempfile.TemporaryDirectory() as folder:
        settings = _undecided(Path(folder))
        session = Session(settings, lambda: _DAY)
        doubts = [item for item in session.awaiting("cell") if (item.line_no, item.cell_no) in truth]
        _print_reach(session, doubts, truth)
        _print_counts([_by_hand(item, truth) for item in doubts[:count]])
        _print_times(*_decided_in_browser(session, doubts[:count], truth))


def _truth() -> dict[tuple[int, int], tuple[str, str]]:
    with (PROJECT_ROOT / "seeds" / ADJUDICATIONS).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["cell_no"] and row["field"]]
    return {(int(row["line_no"]), int(row["cell_no"])): (row["field"], row["fiscal_year"]) for row in rows}


def _undecided(folder: Path) -> Settings:
    """Return seeds without adjudications, refreshed."""
    seeds = Path(shutil.copytree(PROJECT_ROOT / "seeds", folder / "seeds"))
    (seeds / ADJUDICATIONS).write_text(",".join(ADJUDICATION_COLUMNS) + "\n", "utf-8")
    options = ["--seeds", str(seeds), "--output", str(folder / "warehouse")]
    subprocess.run([sys.executable, "-m", "pipeline.cli.app", "refresh", *options], check=True, capture_output=True)
    return Settings.of(seeds, folder / "warehouse")


def _key(item: Item, place: tuple[str, str]) -> int | None:
    """Return the number key of a place; None: it is not among the candidates."""
    values = [choice.value for choice in item.choices]
    value = "place:{}:{}".format(*place)
    return values.index(value) + 1 if value in values[:9] else None


def _print_reach(session: Session, doubts: list[Item], truth: dict[tuple[int, int], tuple[str, str]]) -> None:
    shown = [(session.shown(item.key), truth[item.line_no, item.cell_no or 0]) for item in doubts]
    keys = [_key(one.item, place) for one, place in shown if one is not None]
    two = [_key(item, truth[item.line_no, item.cell_no or 0]) for item in doubts]
    print(f"doubts with a known decision: {len(doubts)}")
    print(f"  decided place has a number key: {sum(key is not None for key in keys)}")
    print(f"  with the two places of `doubts`, surplus and quarantine alone: {sum(key is not None for key in two)}")


def _by_hand(item: Item, truth: dict[tuple[int, int], tuple[str, str]]) -> tuple[int, int]:
    """Return how many fields of its row of `doubts --csv` a person fills in or corrects, and characters they type."""
    field, year = truth[item.line_no, item.cell_no or 0]
    present = (item.field, str(item.fiscal_year or ""))
    changed = [text for text, before in zip((field, year), present, strict=True) if text != before]
    typed = [*changed, _REASON, _BY, _DAY]
    return len(typed), sum(map(len, typed))


def _print_counts(counts: list[tuple[int, int]]) -> None:
    print(f"in the CSV, each of {len(counts)}: fields to fill in or correct, characters to type")
    for name, values in zip(("fields", "characters"), zip(*counts, strict=True), strict=True):
        print(f"  {name}: median {statistics.median(values):g}, {min(values)} to {max(values)}, in all {sum(values)}")


def _decided_in_browser(
    session: Session, doubts: list[Item], truth: dict[tuple[int, int], tuple[str, str]]
) -> tuple[list[float], list[float], int]:
    """Decide in a browser; return the seconds to the row and to the next doubt, and how many keys were pressed."""
    from playwright.sync_api import sync_playwright

    session.decided_by = _BY
    url, server = _served(session)
    path, written, shown_again, keys = session.settings.seeds / ADJUDICATIONS, [], [], 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_OPTIONS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        for item in doubts:
            page.goto(f"{url}?kind=cell&item={item.key}")
            before, start = path.stat().st_mtime_ns, time.time_ns()
            keys += _decide(page, session, item, truth[item.line_no, item.cell_no or 0])
            shown_again.append((time.time_ns() - start) / 1e9)
            assert path.stat().st_mtime_ns > before
            written.append((path.stat().st_mtime_ns - start) / 1e9)
        browser.close()
    server.should_exit = True
    with path.open(encoding="utf-8", newline="") as file:
        found = {(int(r["line_no"]), int(r["cell_no"])): (r["field"], r["fiscal_year"]) for r in csv.DictReader(file)}
    assert found == {(item.line_no, item.cell_no): truth[item.line_no, item.cell_no or 0] for item in doubts}
    return written, shown_again, keys


def _decide(page: Any, session: Session, item: Item, place: tuple[str, str]) -> int:
    shown = session.shown(item.key, "cell")
    key = _key(shown.item, place) if shown else None
    if key is not None:
        with page.expect_navigation():
            page.keyboard.press(str(key))
        return 1
    # o, the field and the year from their lists (two keys each, if they are typed), and the button.
    page.keyboard.press("o")
    page.select_option("#field", place[0])
    page.select_option("select[name=fiscal_year]", place[1])
    with page.expect_navigation():
        page.click("button[value=place]")
    return 6


def _served(session: Session) -> tuple[str, Any]:
    import uvicorn

    from pipeline.review.page import application

    listening = _bound(18800)
    port = listening.getsockname()[1]
    config = uvicorn.Config(application(session, _TOKEN, port), log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    return f"http://127.0.0.1:{port}/{_TOKEN}/", server


def _print_times(written: list[float], shown_again: list[float], keys: int) -> None:
    print(f"in the page, {len(written)} decisions, {keys} keys")
    for name, seconds in (("key to row written", written), ("key to next doubt shown", shown_again)):
        print(f"  {name}: median {statistics.median(seconds):.2f} s, at most {max(seconds):.2f} s")


if __name__ == "__main__":
    main()
