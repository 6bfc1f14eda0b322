"""Schedules: a plan (実施スケジュール, 工程) over a run of years, of which each holds a word or an arrow."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.columns.evidence.measured import Column
from pipeline.columns.evidence.words import read_words
from pipeline.columns.known import heading_key
from pipeline.columns.years.column_years import without_unreadable_year
from pipeline.contracts.names import FIELDS

_ARROWS = frozenset("→⇒➡➝⟶↓⇨")
# What stands in a schedule is a word: 検討, 一部実施, 設計・工事.
_LONGEST_WORD, _NEARLY_ALL = 8, 0.8
# So many years of one plan side by side are a schedule; where arrows stand in them, two are.
_FEWEST_YEARS, _FEWEST_WITH_ARROWS = 3, 2
# Heading and place say so together, and contents nothing: 検討 and 実施 are marks elsewhere.
_SURE = 6.0


def as_schedules(logits: NDArray[np.float64], columns: Sequence[Column]) -> NDArray[np.float64]:
    """Return the log-odds of columns (columns, FIELDS), those of a schedule turned to plans of their years."""
    plan = FIELDS.index("plan")
    turned = logits.copy()
    found = scheduled(columns)
    told = {column.year.own for index, column in enumerate(columns) if _is_planned(column) and index not in found}
    # What a year's own column plans says more than the schedule does.
    alone = [index for index in found if columns[index].year.own not in told]
    turned[alone, plan] = logits[alone].max(axis=1) + _SURE
    return turned


def scheduled(columns: Sequence[Column]) -> list[int]:
    """Return which columns are years of a schedule, from 0."""
    found: list[int] = []
    for run in _runs(columns):
        texts = [text.strip() for index in run for text in columns[index].texts if text.strip()]
        is_terse = sum(len(text) <= _LONGEST_WORD for text in texts) > _NEARLY_ALL * len(texts)
        fewest = _FEWEST_WITH_ARROWS if _ARROWS & set(texts) else _FEWEST_YEARS
        found += run if is_terse and len(run) >= fewest else []
    return found


def _runs(columns: Sequence[Column]) -> Iterator[list[int]]:
    """Yield the columns side by side that differ in nothing but their year, one after another, and call it a plan."""
    run: list[int] = []
    for index, column in enumerate(columns):
        if run and not (_is_planned(column) and _goes_on(columns[run[-1]], column)):
            yield run
            run = []
        if _is_planned(column):
            run.append(index)
    if run:
        yield run


def _is_planned(column: Column) -> bool:
    words = read_words(without_unreadable_year(column.heading))
    # What is planned to be spent or saved is no plan.
    is_plan = words.last == "plan" and words.is_exact and "money" not in words.others
    return is_plan and column.year.own is not None and column.registered is None


def _goes_on(before: Column, column: Column) -> bool:
    years = [one.year.own.first for one in (before, column) if one.year.own]
    is_next = all(b - a == 1 for a, b in pairwise(years))
    return is_next and _key(before) == _key(column)


def _key(column: Column) -> str:
    return heading_key(without_unreadable_year(column.heading))
