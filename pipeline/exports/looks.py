"""How a column of a mart looks in a workbook: its values in Japanese, its number format, its width."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from unicodedata import east_asian_width

import pandas as pd

from pipeline.contracts.base import Column
from pipeline.values.code_names import code_names, with_names
from pipeline.values.text import visible

Value = str | int | float | None
_PERCENT = re.compile(r"_pct(_before)?$|percent_(mean|min|max|first|last)$")
_TRUE = "○"
# Rows stand as the plan prints them, then by year: the keys of tables have no order that a reader would know.
_ORDER = (
    "plan_id",
    "policy_kind",
    "policy_number",
    "item_no",
    "section_name",
    "bureau_name",
    "measure_name",
    "measure_id",
    "fiscal_year",
)
_DIGITS, _DIGITS_SORTED = re.compile(r"\d+"), 9
# Widths in digits of the standard font, a Japanese letter taking two.
_NARROWEST, _WIDEST_NUMBER, _WIDEST_TEXT = 7, 12, 46
_HEADING_LINES = 2


@dataclass(frozen=True)
class Look:
    """A column as a workbook shows it: heading, note, name of its style, width, and its values."""

    heading: str
    note: str
    style: str
    width: float
    values: Sequence[Value]


def looks(table: str, columns: Sequence[Column], frame: pd.DataFrame) -> list[Look]:
    """Return how a table looks: in the order of the plan, ids (but the plan's) behind what people read."""
    order = [name for name in _ORDER if name in frame]
    frame = frame.sort_values(order, key=lambda column: column.map(_counted, na_action="ignore"), kind="stable")
    ids = [column for column in columns if column.name.endswith("_id") and column.name != "plan_id"]
    shown = [column for column in columns if column not in ids]
    return [_look(table, column, frame[column.name]) for column in (*shown, *ids)]


def _look(table: str, column: Column, values: pd.Series) -> Look:
    # Only marts have headings of their own for every column.
    heading = str(column.heading_ja) if table.startswith("mart.") else column.name
    converted = _converter(table, column)
    shown = [converted(value) for value in values]
    note = f"{_meaning(table, column)}\n（{column.name}）"
    return Look(heading, note, style_of(column), _width(heading, shown), shown)


def _meaning(table: str, column: Column) -> str:
    """Return what a column means, with the names of its codes: the codes themselves are not shown."""
    names, text = code_names(table, column.name), column.meaning_ja
    for code, name in names.items():
        text = text.replace(f"{code} {name}", name)
    return with_names(text, names)


def style_of(column: Column) -> str:
    """Return the style of a column: a kind of number, a mark, or a text."""
    if column.duckdb_type == "BOOLEAN":
        return "mark"
    if column.duckdb_type == "VARCHAR":
        return "text"
    if _PERCENT.search(column.name):
        return "percent"
    for ending in ("points", "share"):
        if column.name.endswith(ending):
            return ending
    if "fiscal_year" in column.name or column.name.endswith(("_no", "_number")):
        return "plain"
    return "count" if column.duckdb_type == "INTEGER" else "decimal"


def _converter(table: str, column: Column) -> Callable[[Any], Value]:
    names = code_names(table, column.name)

    def converted(value: Any) -> Value:
        if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
            return None
        if column.duckdb_type == "BOOLEAN":
            return _TRUE if value else None
        if column.duckdb_type == "VARCHAR":
            return with_names(value, names) if names else visible(value)
        return int(value) if column.duckdb_type == "INTEGER" else float(value)

    return converted


def _counted(value: Any) -> Any:
    """Return a text whose numbers sort as numbers: 1-2 before 1-10."""
    return _DIGITS.sub(lambda match: match.group().zfill(_DIGITS_SORTED), value) if isinstance(value, str) else value


def _width(heading: str, values: Sequence[Value]) -> float:
    # A button of the filter covers the end of the heading.
    least = max(math.ceil(text_width(heading) / _HEADING_LINES) + 3, _NARROWEST)
    most = _WIDEST_TEXT if any(isinstance(value, str) for value in values) else _WIDEST_NUMBER
    longest = max((text_width(line) for value in values for line in _lines(value)), default=0) + 2
    return float(max(least, min(longest, most)))


def _lines(value: Value) -> list[str]:
    return [] if value is None else str(round(value, 1) if isinstance(value, float) else value).split("\n")


def line_count(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of a width, with some room for how programs break lines."""
    return sum(max(1, math.ceil(text_width(line) / (width - 2))) for line in text.split("\n"))


# Most texts stand in several rows, and are asked for twice: for the width of their column and the height of their row.
@lru_cache(maxsize=50_000)
def text_width(text: str) -> int:
    """Return the width of a text on one line, a Japanese letter taking two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
