"""What the columns of a table ask for, inferred for all of them together.

Each column's evidence gives odds for every field; a table has one measure column, a field and year once, and names
levels from the coarse to the fine. The best readings of the whole table, weighed by their odds, give the posteriors.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from io import StringIO
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.columns.evidence.measured import EVIDENCE, Column, evidence
from pipeline.columns.known import heading_key
from pipeline.columns.neighbours.listed import kept_as_marks
from pipeline.columns.neighbours.opinions import heard
from pipeline.columns.neighbours.rates import judged_by_marks
from pipeline.columns.neighbours.schedules import as_schedules
from pipeline.columns.years.column_years import DATED, REPORTED, ColumnYear
from pipeline.contracts.names import FIELDS

Array = NDArray[np.float64]

# Readings of a table that are weighed against each other.
_MOST_READINGS = 60
# Of one column, so many fields come into question, if they are not less likely than its best by more than this.
_MOST_FIELDS, _MOST_BEHIND = 6, 8.0
# What a table seldom has, in nats: words about a result without what was done, or figures of it, is one of them.
_NO_STATUS = -2.0
_NO_MEASURE, _SECOND_MEASURE = -6.0, -6.0
# A table of indicators can do without measures; figures of an indicator that no column names are rare.
_INDICATORS_ALONE, _NO_INDICATOR = -2.0, -2.0
# 策定時（H30） prints figures of a year, as actual values do, and is none of them.
_BASELINE_AS_ACTUAL = -2.0
# 当初値（R3） is where the plan began, whatever year stands beside it; 現状値（R5） may be what was reached.
_BEGINNING, _BEGINNING_AS_ACTUAL = re.compile(r"当初|策定|初期|基準|スタート|開始|計画時"), -4.0
_SAME_FIELD_TWICE, _COARSER_BEHIND = -4.0, -2.0
# What was found in a year that is not over, and what is told of a measure before it is named.
_REPORTED_AHEAD, _TOLD_BEFORE_NAME = -4.0, -2.0
# What is told year by year, in a column left of the groups of years.
_LEFT_OF_YEARS = -2.0
# What stands just before a unit names what is counted in it, also where it is headed as a kind: 区分, 内訳.
_BEFORE_UNIT = 4.0
# Levels of a plan, from the coarse to the fine.
_LEVELS = {"policy": 0, "item": 1, "measure": 2}
_NARRATIVES = ("plan", "status", "evaluation", "direction")
# May stand in several columns: anything that is kept under its heading.
_REPEATABLE = ("attribute",)


@dataclass(frozen=True)
class ColumnField:
    """What a column asks for: its field, with its posterior, and the second-best one."""

    field: str
    posterior: float
    alternative_field: str | None


@dataclass(frozen=True)
class _Reading:
    """A reading of the first columns of a table: their fields, what is taken, and the year of the last dated one."""

    fields: tuple[int, ...] = ()
    used: frozenset[tuple[str, int | None]] = frozenset()
    fiscal_year: int | None = None
    odds: float = 0.0


def infer(
    columns: Sequence[Column], weights: pd.DataFrame | None = None, this_year: int | None = None
) -> list[ColumnField]:
    """Return what each column of a table asks for. `this_year` is the fiscal year that the table is about."""
    if not columns:
        return []
    logits = column_scores(evidence(columns), fitted_weights() if weights is None else weights)
    logits = _pooled(logits, columns) + _not_reported_on(columns, this_year)
    logits += kept_as_marks(columns) + _counted_in_units(columns)
    logits = heard(logits, columns)
    logits = as_schedules(judged_by_marks(logits, columns), columns)
    for index, column in enumerate(columns):
        if column.registered is not None:
            logits[index] = np.where(np.array(FIELDS) == column.registered, 0.0, -2 * _MOST_BEHIND)
    readings = _best_readings(logits, columns)
    return _column_fields(readings, len(columns))


def column_scores(found: Array, weights: pd.DataFrame) -> Array:
    """Return log P(field | evidence) of columns, (columns, FIELDS)."""
    logits = found @ weights.loc[list(EVIDENCE)].to_numpy() + weights.loc["bias"].to_numpy()
    top = logits.max(axis=1, keepdims=True)
    return np.asarray(logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True)))


def _pooled(logits: Array, columns: Sequence[Column]) -> Array:
    """Columns that differ in nothing but their year ask for the same: what each says counts for all."""
    pooled = logits.copy()
    for members in _over_the_years(columns):
        pooled[members] = logits[members].mean(axis=0)
    return pooled


def _over_the_years(columns: Sequence[Column]) -> list[list[int]]:
    """Return the columns in groups that differ in nothing but their year."""
    groups: dict[str, list[int]] = {}
    for index, column in enumerate(columns):
        if column.heading and column.year.own is not None:
            groups.setdefault(heading_key(column.heading), []).append(index)
    return list(groups.values())


def _first_of_its_years(columns: Sequence[Column]) -> dict[int, int]:
    """Return of which column another one asks the same a year later, where its heading can be read: such columns are
    of one field, and their heading counts once."""
    return {
        index: members[0]
        for members in _over_the_years(columns)
        for index in members[1:]
        if columns[index].words.last and columns[index].words.is_exact
    }


def _not_reported_on(columns: Sequence[Column], this_year: int | None) -> Array:
    """Return what it costs a column to report on a year that lies ahead, or to tell what came of a baseline."""
    costs = np.zeros((len(columns), len(FIELDS)))
    for index, column in enumerate(columns):
        if this_year is None or column.year.own is None:
            continue
        if column.year.own.first > this_year:
            costs[index, [FIELDS.index(field) for field in REPORTED]] = _REPORTED_AHEAD
        if column.words.last == "baseline" and column.words.is_exact:
            costs[index, FIELDS.index("actual")] = _baseline_as_actual(column, column.year.own.first, this_year)
    return costs


def _baseline_as_actual(column: Column, year: int, this_year: int) -> float:
    """Return what it costs a baseline of a year to be what was reached in it."""
    if year < this_year and _BEGINNING.search(column.heading):
        return _BEGINNING_AS_ACTUAL
    return _BASELINE_AS_ACTUAL if year < this_year - 1 else 0.0


def _counted_in_units(columns: Sequence[Column]) -> Array:
    """Return what speaks for an indicator in a kind that stands just before a unit, where no column is headed so."""
    gains = np.zeros((len(columns), len(FIELDS)))
    if not any(column.words.last == "indicator" for column in columns):
        for index, (column, unit) in enumerate(pairwise(columns)):
            if column.words.last == "kind" and unit.words.last == "unit" and unit.words.is_exact:
                gains[index, FIELDS.index("indicator")] = _BEFORE_UNIT
    return gains


def _best_readings(logits: Array, columns: Sequence[Column]) -> list[_Reading]:
    readings = [_Reading()]
    first = _first_of_its_years(columns)
    for index, scores in enumerate(logits):
        order = np.argsort(-scores)[:_MOST_FIELDS]
        likely = order[scores[order] >= scores.max() - _MOST_BEHIND]
        told = [column.year for column in columns[index:]]
        longer = [
            _longer(reading, int(field), 0.0 if index in first else float(scores[field]), told)
            for reading in readings
            for field in ([reading.fields[first[index]]] if index in first else likely)
        ]
        readings = sorted(longer, key=lambda reading: -reading.odds)[:_MOST_READINGS]
    # A heading by itself may be a part of one.
    is_whole = any(column.texts for column in columns)
    whole = [replace(r, odds=r.odds + _lacks(r, is_whole=is_whole)) for r in readings]
    return sorted(whole, key=lambda reading: -reading.odds)


def _lacks(reading: _Reading, *, is_whole: bool) -> float:
    """Return what it costs a reading to have no measure column, figures without an indicator, words about a result
    without what was done."""
    names = {FIELDS[field] for field in reading.fields}
    measures = _NO_MEASURE if "indicator" not in names else _INDICATORS_ALONE
    figures = _NO_INDICATOR if "indicator" not in names and names & {"actual", "baseline", "unit"} else 0.0
    figures += _NO_STATUS if is_whole and "evaluation" in names and not names & {"status", "actual"} else 0.0
    return figures + (measures if is_whole and "measure" not in names else 0.0)


def _longer(reading: _Reading, field: int, odds: float, told: Sequence[ColumnYear]) -> _Reading:
    """Return a reading with one column more; `told` is what its heading and those behind it say of their years."""
    name = FIELDS[field]
    year = _fiscal_year(reading, name, told) if name in DATED else None
    if name not in _REPEATABLE and (name, year) in reading.used:
        odds += _SECOND_MEASURE if name == "measure" else _SAME_FIELD_TWICE
    if (level := _LEVELS.get(name)) is not None:
        is_behind_finer = any(_LEVELS.get(FIELDS[other], -1) > level for other in reading.fields)
        odds += _COARSER_BEHIND * is_behind_finer
    if name in _NARRATIVES and _is_left_of_years(reading, told):
        odds += _LEFT_OF_YEARS
    if name == "measure":
        odds += _TOLD_BEFORE_NAME * sum(FIELDS[other] in _NARRATIVES for other in reading.fields)
    last = year if name in DATED and name not in ("target", "actual") and told[0].own else reading.fiscal_year
    return _Reading((*reading.fields, field), reading.used | {(name, year)}, last, reading.odds + odds)


def _is_left_of_years(reading: _Reading, told: Sequence[ColumnYear]) -> bool:
    """Say whether a column without a year stands left of the first group of years."""
    is_dated = told[0].own is not None or told[0].relative is not None or reading.fiscal_year is not None
    return not is_dated and any(year.is_of_group for year in told)


def _fiscal_year(reading: _Reading, field: str, told: Sequence[ColumnYear]) -> int | None:
    """Return the year a column speaks of: its own, or that of the group it closes, or where taken the next one."""
    if told[0].own:
        return told[0].own.first + (told[0].relative or 0)
    if told[0].relative is not None:
        return told[0].relative
    before = reading.fiscal_year
    after = next((year.own.first for year in told[1:] if year.own), None)
    return after if before is not None and (field, before) in reading.used else before


def _column_fields(readings: Sequence[_Reading], count: int) -> list[ColumnField]:
    weight = np.exp(np.array([reading.odds for reading in readings]) - readings[0].odds)
    weight /= weight.sum()
    posterior = np.zeros((count, len(FIELDS)))
    for reading, share in zip(readings, weight, strict=True):
        posterior[np.arange(count), reading.fields] += share
    chosen = readings[0].fields
    found = []
    for index, field in enumerate(chosen):
        others = [(value, other) for other, value in enumerate(posterior[index]) if other != field and value > 0.005]
        second = FIELDS[max(others)[1]] if others else None
        share = posterior[index, field] + _other_level(posterior[index], field, chosen)
        found.append(ColumnField(FIELDS[field], float(min(1.0, share)), second))
    return found


def _other_level(posterior: Array, field: int, chosen: Sequence[int]) -> float:
    """Where a table names one level above its measures, policy and item are two words for it, and no doubt."""
    policy, item = FIELDS.index("policy"), FIELDS.index("item")
    if field not in (policy, item) or {policy, item} <= set(chosen):
        return 0.0
    return float(posterior[item if field == policy else policy])


@cache
def fitted_weights() -> pd.DataFrame:
    """Return the table `weights.csv`: a row per evidence, a column per field, log-odds."""
    text = resources.files(__package__).joinpath("weights.csv").read_text("utf-8")
    return pd.read_csv(StringIO(text), index_col="evidence")[list(FIELDS)]
