"""Every municipality of the country: `python -m benchmarks.national [PLANS...]`, by default 40, 400 and 1,741.

Three layouts, every fourth plan in four editions, from invented rows that are written one document at a time. Each
number of plans is refreshed by the command, new; then one of them is changed. Needs Linux (/proc).
"""

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import duckdb
from tabulate import tabulate

from benchmarks.nation import changed, write_seeds
from benchmarks.processes import Taken, shinchoku

MUNICIPALITIES = 1741
EDITIONS = (1, 1, 1, 4)
_QUERY = "select policy_kind, sum(percent_sum), sum(percent_count) from mart.achievement_by_policy_year group by all"


def measured(plans: int, folder: Path) -> dict[str, str]:
    """Return what so many plans take."""
    seeds, output = folder / "seeds", folder / "output"
    rows = write_seeds(seeds, plans, editions=EDITIONS)
    arguments = ("refresh", "--seeds", str(seeds), "--output", str(output))
    new = shinchoku(*arguments)
    changed(seeds, plans // 2)
    again = shinchoku(*arguments)
    return {"plans": f"{plans:,}", "rows": f"{rows:,}", **_told(new, rows), **_changed(again), **_sizes(output)}


def query_milliseconds(database: Path) -> float:
    """Return the median of a query over a mart, in a process that has the file open."""
    taken = []
    with duckdb.connect(str(database), read_only=True) as connection:
        for _ in range(9):
            start = time.perf_counter()
            connection.execute(_QUERY).fetchall()
            taken.append(time.perf_counter() - start)
    return 1000 * statistics.median(taken)


def _told(new: Taken, rows: int) -> dict[str, str]:
    return {
        "seconds": f"{new.seconds:,.0f}",
        "processor ms a row": f"{1000 * new.processor_seconds / rows:.1f}",
        "rows a second": f"{rows / new.seconds:,.0f}",
        "peak memory": f"{new.megabytes:,.0f} MB",
    }


def _changed(again: Taken) -> dict[str, str]:
    return {"one changed, seconds": f"{again.seconds:.1f}", "one changed, peak": f"{again.megabytes:,.0f} MB"}


def _sizes(output: Path) -> dict[str, str]:
    database = output / "shinchoku.duckdb"
    return {"database": f"{database.stat().st_size >> 20} MB", "mart query": f"{query_milliseconds(database):.0f} ms"}


def main() -> None:
    """Print a row for each number of plans as soon as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plans", nargs="*", type=int, default=[40, 400, MUNICIPALITIES])
    for plans in parser.parse_args().plans:
        folder = Path(tempfile.mkdtemp())
        try:
            print(tabulate([measured(plans, folder)], headers="keys", tablefmt="github"), flush=True)
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
