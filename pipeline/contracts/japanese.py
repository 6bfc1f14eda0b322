"""What tables and columns mean, in Japanese: `japanese.csv` beside this file.

A row names one table, several (separated by blanks), or * for a column that means the same wherever it has no row of
its own; a row without a column tells what the table holds. A test asks for every table and column, and for no more.
"""

import csv
from functools import cache
from pathlib import Path

_PATH = Path(__file__).parent / "japanese.csv"
EVERYWHERE = "*"


def table_meaning(table: str) -> str:
    """Return what a table holds; empty for tables that the warehouse does not have."""
    return meanings().get((table, ""), "")


def column_meaning(table: str, column: str) -> str:
    """Return what a column of a table means; empty for tables that the warehouse does not have."""
    return meanings().get((table, column)) or meanings().get((EVERYWHERE, column), "")


@cache
def meanings() -> dict[tuple[str, str], str]:
    """Return every meaning by table and column; tables that share one are listed apart. Raises ValueError for two."""
    found: dict[tuple[str, str], str] = {}
    with _PATH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for table in row["table"].split():
                if (table, row["column"]) in found:
                    raise ValueError(f"{_PATH.name}: {table} {row['column']} stands there twice")
                found[table, row["column"]] = row["meaning_ja"]
    return found
