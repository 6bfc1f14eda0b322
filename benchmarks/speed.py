"""Speed and memory of placement alone, on long documents of generated rows.

Processor time is counted, so that a second core gains nothing.
"""

import resource
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks.damage import MIXED, DamagedTable, damaged
from benchmarks.report import TABLES, generated_table
from benchmarks.scoring import Headings, read_table
from pipeline.documents.lines import Line
from pipeline.placement.placing import place


def long_document(rows: int, name: str, seed: int) -> tuple[list[Line], Headings]:
    """Return a document of about `rows` measures: one table damaged by many seeds, one below the other."""
    lines: list[str] = []
    found = 0
    while found < rows:
        table_seed = 100_000 * seed + found
        table = generated_table(name, table_seed)
        found += sum(len(section.rows) for section in table.sections)
        lines += damaged(table, MIXED, table_seed).lines
    return read_table(DamagedTable(name, tuple(lines), ()))


def speed_rows(rows: int) -> list[dict[str, str]]:
    """Return for each table how many rows are placed in a second of one core, and the time for twice as many.

    Each number is from a document that was not placed before; the texts of an invented city are new in each.
    """
    _seconds(*long_document(rows, TABLES[0], seed=0))
    return [_speed(name, long_document(rows, name, seed=1), long_document(2 * rows, name, seed=2)) for name in TABLES]


def _speed(name: str, once: tuple[list[Line], Headings], twice: tuple[list[Line], Headings]) -> dict[str, str]:
    short, long = _seconds(*once), _seconds(*twice)
    return {
        "table": name,
        "columns": str(max(map(len, once[1].values()))),
        "rows": f"{_measures(once[0]):,}",
        "rows a second": f"{_measures(once[0]) / short:,.0f}",
        "twice as many, rows a second": f"{_measures(twice[0]) / long:,.0f}",
        "time": f"{long / short:.2f} ×",
    }


def memory_rows(rows: int) -> list[dict[str, str]]:
    """Return the peak memory of a process of its own that places one document, and of one that places five."""
    return [
        {"documents, one after the other": str(documents), "peak memory": f"{_peak_megabytes(rows, documents):.0f} MB"}
        for documents in (1, 5)
    ]


def _seconds(lines: Sequence[Line], headings: Headings) -> float:
    start = time.process_time()
    place(lines, headings)
    return time.process_time() - start


def _measures(lines: Sequence[Line]) -> int:
    return sum(line.kind == "measure" for line in lines)


def _peak_megabytes(rows: int, documents: int) -> float:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_placed_peak, rows, documents).result()


def _placed_peak(rows: int, documents: int) -> float:
    for seed in range(documents):
        place(*long_document(rows, TABLES[0], seed))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
