"""How fast the whole command is, beside what was asked: `make bench-speed`.

Invented plans of 86 measures, a third of the rows damaged. Commands are run alternately, and medians are told; `floor`
is how many times longer a work takes than DuckDB's bare load of the same documents, measured in the same run. Needs
Linux (/proc) and an otherwise idle machine for the seconds; processor seconds bear other work better.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import NamedTuple

import duckdb
from tabulate import tabulate

from benchmarks.clean import Texts
from benchmarks.damage import damaged
from benchmarks.nation import changed, invented_table, printed, text_of, write_seeds
from benchmarks.national import query_milliseconds
from benchmarks.processes import Taken, shinchoku
from pipeline.plans.plan import Plan, read_plans
from pipeline.plans.tables import plan_tables

_BARE_LOAD = "create or replace table bare as select * from read_csv(?, delim = '', header = false, quote = '')"
_A_LINE = "select min(source_line_no) from core.fact_progress"


class Work(NamedTuple):
    """A row of the table: what was done, what it took (medians), how much was asked."""

    name: str
    asked: str
    measured: str
    processor: str = ""
    memory: str = ""
    floor: str = ""


def median(taken: Sequence[Taken]) -> Taken:
    """Return the median of each number."""
    return Taken(*(statistics.median(values) for values in zip(*taken, strict=True)))


def bare_load_seconds(seeds: Path) -> float:
    """Return how long DuckDB takes to load the bytes of all documents as lines, without reading anything in them."""
    with duckdb.connect() as connection:
        start = time.perf_counter()
        connection.execute(_BARE_LOAD, [str(seeds / "documents" / "*.tsv")])
        return time.perf_counter() - start


class _Folder:
    """A seeds folder of so many plans, and an output folder of its own."""

    def __init__(self, root: Path, plans: int) -> None:
        self.plans, self.seeds, self.output = plans, root / f"seeds-{plans}", root / f"output-{plans}"
        self.rows = write_seeds(self.seeds, plans)
        self._edits = 0

    def refreshed(self, *options: str, workers: int = 2) -> Taken:
        environment = {"SHINCHOKU_WORKERS": str(workers)}
        folders = ("--seeds", str(self.seeds), "--output", str(self.output))
        return shinchoku("refresh", *folders, *options, environment=environment)

    def changed(self) -> Taken:
        changed(self.seeds, self._edits % self.plans)
        self._edits += 1
        return self.refreshed()

    def read(self) -> Taken:
        with duckdb.connect(str(self.output / "shinchoku.duckdb"), read_only=True) as connection:
            ((line_no,),) = connection.execute(_A_LINE).fetchall()
        commands = (
            ("status",),
            ("query", "select 1"),
            ("findings", "--year", "2021"),
            ("trace", "--line", f"{line_no}"),
        )
        return median([shinchoku(*command, "--output", str(self.output)) for command in commands])


def _alternated(works: Mapping[str, Callable[[], Taken]], times: int) -> dict[str, Taken]:
    taken: dict[str, list[Taken]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            taken[name].append(work())
    return {name: median(found) for name, found in taken.items()}


def command_rows(root: Path, times: int) -> Iterator[Work]:
    """Yield what the commands take for one plan and for forty."""
    one, forty = _Folder(root, 1), _Folder(root, 40)
    one.refreshed()
    floors = {folder.plans: bare_load_seconds(folder.seeds) for folder in (one, forty)}
    small = _alternated({"changed": one.changed, "same": one.refreshed, "read": one.read}, times)
    yield _work("one plan of one changed", "4 s, aim 2.5 s", small["changed"], floors[1])
    yield _work("nothing changed", "1.5 s, aim 0.8 s", small["same"])
    yield _work("a reading command", "0.25 s", small["read"])
    two, alone = forty.refreshed("--all"), forty.refreshed("--all", workers=1)
    speed = f"800 rows/s, aim 2,000 (measured: {forty.rows / two.seconds:,.0f})"
    yield _work("forty plans new, two processes", speed, two, floors[40])
    yield _work("forty plans new, one process", f"1.7 x (measured: {alone.seconds / two.seconds:.2f} x)", alone)
    yield _work("one plan of forty changed", "6 s", _alternated({"changed": forty.changed}, times)["changed"])
    milliseconds = query_milliseconds(forty.output / "shinchoku.duckdb")
    yield Work("a query over a mart of forty plans", "50 ms (1,741 plans)", f"{milliseconds:.1f} ms")


def growth_rows(root: Path, rows: int) -> Iterator[Work]:
    """Yield how the processor time of one document grows when there is twice as much of something."""
    for name, text_of_size in _GROWING.items():
        once, twice = (_plan_seconds(root / f"{name}-{size}", text_of_size(size)) for size in (rows, 2 * rows))
        yield Work(f"{name}, {rows} and {2 * rows} rows", "2 x", f"{twice / once:.2f} x", f"{twice:.1f} s")


def _plan_seconds(folder: Path, text: str) -> float:
    write_seeds(folder, 1)
    (plan,) = read_plans(folder)
    (folder / plan.entries[0].path).write_text(text, "utf-8")
    return _computed(plan)


def _computed(plan: Plan) -> float:
    start = time.process_time()
    plan_tables(plan)
    return time.process_time() - start


def _long(rows: int) -> str:
    return printed(invented_table("kirigaoka", rows, rows), rows)


def _listed_often(rows: int) -> str:
    """Every fifth row lists the first measure again: of 250 rows, fifty."""
    table = invented_table("shiomi", rows, rows)
    again = {place: text for place, text in table.sections[0].rows[0].items() if place != ("item", None)}
    sections = tuple(
        replace(section, rows=tuple(again if n % 5 == 4 else row for n, row in enumerate(section.rows)))
        for section in table.sections
    )
    return text_of(damaged(replace(table, sections=sections), {}, 1))


def _nearly_alike(rows: int) -> str:
    """Every measure tells what the first one does, but for a number in each text."""
    table = invented_table("hayase", rows, rows)
    texts, numbers = table.sections[0].rows[0], count(1_000 * rows)
    sections = tuple(
        replace(section, rows=tuple(_numbered(texts, row, next(numbers)) for row in section.rows))
        for section in table.sections
    )
    return text_of(damaged(replace(table, sections=sections), {}, 1))


def _numbered(texts: Texts, row: Texts, number: int) -> Texts:
    return row | {place: f"{text}（{number}）" for place, text in texts.items() if place[0] in ("status", "evaluation")}


_GROWING: Mapping[str, Callable[[int], str]] = {
    "a longer document": _long,
    "a measure listed often": _listed_often,
    "texts nearly alike": _nearly_alike,
}


def _work(name: str, asked: str, taken: Taken, floor: float | None = None) -> Work:
    times = f"{taken.seconds / floor:,.0f} x" if floor else ""
    memory = f"{taken.megabytes:,.0f} MB"
    return Work(name, asked, f"{taken.seconds:.2f} s", f"{taken.processor_seconds:.1f} s", memory, times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="how often a short command is run")
    parser.add_argument("--rows", type=int, default=500, help="of the document that is doubled")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        works = [*command_rows(Path(folder), asked.times), *growth_rows(Path(folder), asked.rows)]
    print(tabulate([work._asdict() for work in works], headers="keys", tablefmt="github"))


if __name__ == "__main__":
    main()
