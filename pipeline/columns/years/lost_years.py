"""Years that a heading has lost, told by the columns beside it: 実績 R4, 実績 R■, 実績 R6. They stay in doubt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from pipeline.columns.evidence.measured import Column
from pipeline.columns.known import heading_key
from pipeline.columns.years.column_years import ColumnYear, without_unreadable_year
from pipeline.values.fiscal_years import FISCAL_YEARS, FiscalYears

# Of so many columns side by side the years must be printed, or nobody knows whether the newest is the first; a plan
# looks ahead.
_FEWEST, _FEWEST_OF_A_PLAN = 2, 1


def with_lost_years(columns: Sequence[Column]) -> list[Column]:
    """Return the columns, those that have lost the year which others of their heading print with the one that is due,
    year by year, or with none."""
    found = list(columns)
    for _, run in groupby(range(len(columns)), key=lambda index: _key(columns[index])):
        for index, year in _due(columns, list(run)):
            own = ColumnYear(FiscalYears(year, year, 0, 0), is_lost=True)
            found[index] = replace(columns[index], year=own)
    printing = {_key(column) for column in columns if column.year.is_of_group}
    return [_without_year(column) if column.heading and _key(column) in printing else column for column in found]


def _without_year(column: Column) -> Column:
    """Return a column of which others stand under their years: if it prints none, that is lost."""
    year = column.year
    return column if year.own or year.relative is not None else replace(column, year=replace(year, is_lost=True))


def _key(column: Column) -> str:
    return heading_key(without_unreadable_year(column.heading))


def _due(columns: Sequence[Column], run: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the years that are due in a run of columns, where the printed ones follow each other."""
    printed = {index: own.first for index in run if (own := columns[index].year.own) is not None}
    is_plan = any(columns[index].words.last == "plan" for index in printed)
    if len(printed) < (_FEWEST_OF_A_PLAN if is_plan else _FEWEST) or len(printed) == len(run):
        return
    steps = {(printed[b] - printed[a]) / (b - a) for a, b in pairwise(printed)} or {1.0}
    if steps not in ({1.0}, {-1.0}):
        return
    first, step = next(iter(printed)), int(steps.pop())
    for index in run:
        year = printed[first] + (index - first) * step
        if index not in printed and year in FISCAL_YEARS and _may_be_lost(columns[index], index, printed):
            yield index, year


def _may_be_lost(column: Column, index: int, printed: Mapping[int, int]) -> bool:
    """A blank heading is one of years only between them."""
    is_between = min(printed) < index < max(printed)
    return column.registered is None and column.year.relative is None and (bool(column.heading) or is_between)
