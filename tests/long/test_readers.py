"""Many readers while publications follow one another, and several who publish at once: nobody sees half of anything."""

import json
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb
import pytest

from pipeline.settings import Settings
from pipeline.warehouse.connect import current_release, published_warehouse
from pipeline.warehouse.releases.manifest import read_manifest
from pipeline.warehouse.releases.release import listed_releases
from tests.end_to_end.test_bad_input import shinchoku
from tests.long.children import context, ended, refreshed, started
from tests.long.releases import RUN, assert_next_succeeds, change, leftovers, seeds_of, shown_run

pytestmark = pytest.mark.long

READERS, PUBLICATIONS, PAIRS = 10, 20, 10
# Enough to meet every publication, and little enough to leave them the machine.
PAUSE_SECONDS = 0.4


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings.of(seeds_of(tmp_path / "seeds").path, tmp_path / "output")
    assert refreshed(settings) == 0
    return settings


def test_readers_see_one_release_during_every_publication(settings: Settings, tmp_path: Path) -> None:
    is_over = context().Event()
    logs = [tmp_path / f"reader-{number}" for number in range(READERS)]
    readers = [context().Process(target=read_on, args=(settings, is_over, log)) for log in logs]
    for reader in readers:
        reader.start()
    runs = [shown_run(settings)]
    try:
        for _ in range(PUBLICATIONS):
            change(settings)
            assert refreshed(settings) == 0
            runs.append(shown_run(settings))
    finally:
        # Whatever failed: readers that go on reading would slow down all that follows.
        is_over.set()
    assert [ended(reader) for reader in readers] == [0] * READERS
    assert len(set(runs)) == PUBLICATIONS + 1
    for log in logs:
        told = [line.split() for line in log.read_text("utf-8").splitlines()]
        assert not [line for line in told if len(line) != 1], "a reader met an error or a mixture"
        seen = [line[0] for line in told]
        assert set(seen) <= set(runs)
        # Never back to an older one.
        assert [runs.index(run) for run in seen] == sorted(runs.index(run) for run in seen)
        assert len(set(seen)) > PUBLICATIONS // 2


def read_on(settings: Settings, is_over: Event, log: Path) -> None:
    """Read, in the ways people do, until it is over; write down the run that is seen, or what is wrong."""
    with log.open("w", encoding="utf-8") as file:
        while not is_over.wait(PAUSE_SECONDS):
            for found in (*through_code(settings), *through_links(settings), through_command(settings)):
                file.write(f"{found}\n")
                file.flush()


def through_code(settings: Settings) -> Iterator[str]:
    try:
        with published_warehouse(settings) as connection:
            ((run_id,),) = connection.execute(RUN).fetchall()
            count = "select count(*) from core.fact_progress"
            yield run_id if connection.execute(count).fetchall() == [(6,)] else f"{run_id} other facts"
        manifest = read_manifest(current_release(settings))
        yield manifest.run_id if manifest else "no manifest"
    except Exception as error:
        yield f"an error: {error!r}"


def through_links(settings: Settings) -> Iterator[str]:
    """Open what the links show; where the manifest was the same before and after, the database is of that run."""
    try:
        before = json.loads((settings.current / "manifest.json").read_bytes())["run_id"]
        with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
            ((run_id,),) = connection.execute(RUN).fetchall()
        page = (settings.reports / "internal" / "method.html").read_text("utf-8")
        after = json.loads((settings.current / "manifest.json").read_bytes())["run_id"]
        is_one = before != after or (before == run_id and run_id in page)
        yield from (before, run_id, after) if is_one else (f"a mixture: {before} {run_id}",)
    except Exception as error:
        yield f"an error: {error!r}"


def through_command(settings: Settings) -> str:
    outcome = shinchoku("query", RUN, "--format", "csv", "--output", settings.output)
    return outcome.printed.splitlines()[1] if outcome.exit_status == 0 else f"an error: {outcome.told}"


def test_of_two_refreshes_at_once_each_publishes_or_is_told_to_wait(settings: Settings) -> None:
    statuses = []
    for _ in range(PAIRS):
        change(settings)
        before = shown_run(settings)
        statuses.append(sorted(ended(process) or 0 for process in [started(settings), started(settings)]))
        assert shown_run(settings) not in (before, None)
        assert leftovers(settings) == []
    assert {tuple(pair) for pair in statuses} <= {(0, 2), (0, 0)}
    assert [0, 2] in statuses
    assert len(listed_releases(settings)) <= 4


def test_a_refresh_leaves_the_old_release_to_whoever_has_it_open(settings: Settings) -> None:
    with published_warehouse(settings) as connection:
        (before,) = connection.execute(RUN).fetchall()
        for _ in range(5):
            change(settings)
            assert_next_succeeds(settings)
        assert connection.execute(RUN).fetchall() == [before]
        assert connection.execute("select count(*) from core.fact_progress").fetchall() == [(6,)]
