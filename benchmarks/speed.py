"""Speed and memory of placement alone, on long documents of generated rows.

Processor time is counted, so that a second core gains nothing.
"""

import resource
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import median

from benchmarks.cities import CITIES, city_table
from benchmarks.damage import MIXED, DamagedTable, damaged
from benchmarks.scoring import Headings, read_table
from pipeline.documents.lines import Line
from pipeline.placement.placing import place

_FEWEST_ROWS, _MOST_ROWS = 100, 4000


def long_document(rows: int, seed: int) -> tuple[list[Line], Headings]:
    """Return a document of about `rows` measures: one city's damaged tables of many seeds, one below the other."""
    city = list(CITIES)[seed % len(CITIES)]
    tables: list[DamagedTable] = []
    found = 0
    while found < rows:
        table = city_table(city, 1000 * seed + len(tables))
        found += sum(len(section.rows) for section in table.sections)
        tables.append(damaged(table, MIXED, seed))
    return read_table(DamagedTable(city, tuple(line for table in tables for line in table.lines), ()))


def speed_rows(seconds_per_run: float, runs: int) -> list[dict[str, str]]:
    """Return the measurements: rows a second, time for twice the rows, peak memory for one document and for five.

    Documents are as long as a run may last, up to 4,000 rows.
    """
    affordable = int(seconds_per_run / _seconds_per_row(_FEWEST_ROWS, seed=0))
    rows = min(_MOST_ROWS, max(_FEWEST_ROWS, affordable // 100 * 100))
    seconds = {size: [_seconds_per_row(size, 1 + run) for run in range(runs)] for size in (rows, 2 * rows)}
    once, twice = median(seconds[rows]), median(seconds[2 * rows])
    one, five = _peak_megabytes(rows, 1), _peak_megabytes(rows, 5)
    return [
        {"quantity": "rows a second", "value": f"{1 / once:,.0f}", "how": f"{rows:,} rows, median of {runs} documents"},
        {"quantity": "rows a second", "value": f"{1 / twice:,.0f}", "how": f"{2 * rows:,} rows, the same"},
        {"quantity": "time for twice the rows", "value": f"{2 * twice / once:.2f} ×", "how": "2 is linear"},
        {"quantity": "peak memory, 1 document", "value": f"{one:.0f} MB", "how": f"{rows:,} rows"},
        {"quantity": "peak memory, 5 documents", "value": f"{five:.0f} MB", "how": "one after the other"},
    ]


def _seconds_per_row(rows: int, seed: int) -> float:
    lines, headings = long_document(rows, seed)
    start = time.process_time()
    place(lines, headings)
    return (time.process_time() - start) / _measures(lines)


def _measures(lines: Sequence[Line]) -> int:
    return sum(line.kind == "measure" for line in lines)


def _peak_megabytes(rows: int, documents: int) -> float:
    """Return the peak resident memory of a process of its own that places so many documents."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_placed_peak, rows, documents).result()


def _placed_peak(rows: int, documents: int) -> float:
    for seed in range(documents):
        place(*long_document(rows, 1 + len(CITIES) * seed))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
