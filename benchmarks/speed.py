"""Speed and memory of placement alone, on long documents of generated rows.

Processor time is counted, so that a second core gains nothing.
"""

import resource
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

from benchmarks.damage import MIXED, DamagedTable, damaged
from benchmarks.scoring import Headings, read_table
from benchmarks.tables import TABLES, table_of
from pipeline.documents.lines import Line
from pipeline.placement.placing import place


def long_document(rows: int, name: str, seed: int) -> tuple[list[Line], Headings]:
    """Return a document of about `rows` measures: one table damaged by many seeds, one below the other."""
    lines: list[str] = []
    found = 0
    while found < rows:
        table_seed = 100_000 * seed + found
        table = table_of(name, table_seed)
        found += sum(len(section.rows) for section in table.sections)
        lines += damaged(table, MIXED, table_seed).lines
    return read_table(DamagedTable(name, tuple(lines), ()))


class _Run(NamedTuple):
    """How many rows were placed, and in how many seconds."""

    rows: int
    seconds: float


def speed_rows(rows: int) -> list[dict[str, str]]:
    """Return for each table, and for all of them, how many rows are placed in a second of one core.

    Each number is from a document that was not placed before; the texts of an invented city are new in each.
    """
    _run(long_document(rows, TABLES[0], seed=0))
    once = [_run(long_document(rows, name, seed=1)) for name in TABLES]
    twice = [_run(long_document(2 * rows, name, seed=2)) for name in TABLES]
    columns = [str(len(table_of(name, seed=1).headings)) for name in TABLES]
    tables = zip(TABLES, columns, once, twice, strict=True)
    return [*(_speed(*table) for table in tables), _speed("all", "", _together(once), _together(twice))]


def _speed(name: str, columns: str, once: _Run, twice: _Run) -> dict[str, str]:
    return {
        "table": name,
        "columns": columns,
        "rows": f"{once.rows:,}",
        "rows a second": f"{once.rows / once.seconds:,.0f}",
        "twice as many, rows a second": f"{twice.rows / twice.seconds:,.0f}",
        "time": f"{twice.seconds / once.seconds:.2f} ×",
    }


def _together(runs: Sequence[_Run]) -> _Run:
    return _Run(sum(run.rows for run in runs), sum(run.seconds for run in runs))


def memory_rows(rows: int) -> list[dict[str, str]]:
    """Return the peak memory of a process of its own that places one document, and of one that places five."""
    return [
        {"documents, one after the other": str(documents), "peak memory": f"{_peak_megabytes(rows, documents):.0f} MB"}
        for documents in (1, 5)
    ]


def _run(document: tuple[list[Line], Headings]) -> _Run:
    lines, headings = document
    start = time.process_time()
    place(lines, headings)
    return _Run(sum(line.kind == "measure" for line in lines), time.process_time() - start)


def _peak_megabytes(rows: int, documents: int) -> float:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_placed_peak, rows, documents).result()


def _placed_peak(rows: int, documents: int) -> float:
    for seed in range(documents):
        place(*long_document(rows, TABLES[0], seed))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
