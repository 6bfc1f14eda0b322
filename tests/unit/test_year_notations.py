"""Every layout with its years written in another way is read as before."""

from collections.abc import Callable
from random import Random

import pytest

from benchmarks.columns import read_layouts, scored
from benchmarks.layouts import Layout
from pipeline.columns.sheet.tables import find_tables
from pipeline.values.fiscal_years import read_fiscal_years

NOTATIONS: dict[str, Callable[[int], str]] = {
    "'24年度": lambda year: f"'{year % 100:02}年度",
    "24年度": lambda year: f"{year % 100}年度",
    "6年度": lambda year: f"{year - 2018 if year > 2018 else year - 1988}年度",
    "2024": str,
    "令6": lambda year: f"令{year - 2018}" if year > 2018 else f"平{year - 1988}",
}
# 中間（７年度） beside 策定時（令和２年度）: years without an era stay as they are, those rewritten contradict them.
_MIXED = "n4-environment-cp932"
LAYOUTS = {name: layout for name, layout in read_layouts() if name != _MIXED}


def rewritten(text: str, written: Callable[[int], str]) -> str:
    """Return a heading with its years written in another way; spans stay as they are."""
    years = read_fiscal_years(text)
    for year in reversed(years if all(year.first == year.last for year in years) else ()):
        text = text[: year.start] + written(year.first) + text[year.end :]
    return text


def with_years(layout: Layout, written: Callable[[int], str]) -> Layout:
    tables = find_tables(layout.rows, layout.spans, lambda _: False)
    headings = {line_no for table in tables for line_no in range(table.first_line, table.last_line + 1)}
    rows = [
        [rewritten(cell, written) for cell in row] if line_no in headings else row
        for line_no, row in enumerate(layout.rows, 1)
    ]
    return Layout(rows, layout.truth, layout.edition, layout.spans)


@pytest.mark.parametrize("notation", NOTATIONS)
def test_years_are_read_however_a_city_writes_them(notation: str) -> None:
    written = {name: with_years(layout, NOTATIONS[notation]) for name, layout in LAYOUTS.items()}
    scores = {name: scored(layout, Random(0), noise=0.0) for name, layout in written.items()}
    assert {name: score.right / score.cells for name, score in scores.items() if score.right < score.cells} == {}
