"""Measure lines as batches: those whose headings ask for the same, with what each cell says about each slot."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.columns.headings import HeadingField
from pipeline.documents.lines import Line
from pipeline.placement.alignment.column_likeness import column_scores
from pipeline.placement.alignment.pair_hmm import Array, Scores
from pipeline.placement.alignment.strays import company, stray_odds
from pipeline.placement.evidence.forms import EVIDENCE
from pipeline.placement.evidence.scoring import FIELDS, field_scores, year_scores
from pipeline.placement.evidence.texts import Codes, Texts, coded
from pipeline.placement.slots import Slot, distances_near, slots_of

# Prior probabilities that a slot has no cell. That of evaluations is a rounded count on the labelled rows of
# tests/data, and so is that of a column without heading (it has a cell in about 1 of 25 rows). The others were tried
# out on labels and generated damage together; a little more or less of them changes next to nothing.
LOST = {"status": 0.015, "evaluation": 0.15, "achievement": 0.05, "plan": 0.05}
YEARLESS_LOST, OPTIONAL_LOST = 0.03, 0.96
# The log-odds that two neighbours within the years changed places: about one row in a hundred, one pair in fifteen.
SWAPPED = -7.5
_NEVER = -50.0
# The score of any text in a column whose heading is unknown: a little less than in a column it fits.
_UNKNOWN_COLUMN = -1.0  # of no heading at all
# A policy's title stands in the item column, or belongs to no row.
_NO_TITLE = -12.0
# A department that the row has named already is a stray, not a second one.
_SAME_UNIT_TWICE = -6.0
# Rows that are aligned together: few enough for the cache, and enough to make up for the steps of the recursion.
_MOST_ROWS = 256


@dataclass(frozen=True)
class Batch:
    """Measure lines whose headings ask for the same: they share their slots and are aligned together.

    The lines of one heading make several batches, for arrays that fit into the processor's cache; those of a batch have
    about as many cells. `code` (cells, rows) names their texts, −1 where a row has no more cells; `general` (texts,
    FIELDS) is what each text of the document scores in each field.
    """

    lines: list[Line]
    slots: tuple[Slot, ...]
    texts: Texts
    code: Codes
    scores: Scores
    general: Array

    @property
    def lost_prior(self) -> Array:
        """Return the prior probability (slots) that a slot has no cell."""
        return np.array([_lost_prior(slot) for slot in self.slots])

    @property
    def is_printed(self) -> NDArray[np.bool_]:
        """Say of each cell, (cells, rows), whether anything is printed in it."""
        return ~self.texts.is_blank[self.code]


def is_positional(batch: Batch, chosen: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say of each row whether every printed cell stands in the column of its heading; `chosen` is its slot."""
    asked = [j for j, slot in enumerate(batch.slots) if not slot.is_optional]
    column = np.array([*asked, *[-2] * max(0, len(chosen) - len(asked))])[: len(chosen)]
    return ((chosen == column[:, None]) | ~batch.is_printed).all(axis=0)


def _lost_prior(slot: Slot) -> float:
    if slot.is_optional:
        return OPTIONAL_LOST
    return LOST.get(slot.field or "", YEARLESS_LOST)


def batches_of(
    lines: Sequence[Line], headings: Mapping[int, Sequence[HeadingField]], weights: pd.DataFrame
) -> list[Batch]:
    """Return the measure lines of a document in batches, those of one heading side by side."""
    measures = [line for line in lines if line.is_row and line.heading_line_no is not None and line.cells]
    if not measures:
        return []
    texts, codes = coded([line.cells for line in measures])
    texts = replace(texts, marks_are_ratings=texts.rates_by_marks(np.concatenate(codes), len(measures)))
    groups = _by_slots(measures, headings)
    years = list(dict.fromkeys(slot.fiscal_year for asked in groups for slot in asked))
    by_field = field_scores(texts.evidence, weights).T.copy()
    by_field[:, texts.is_title] = np.where(np.array(FIELDS) == "item", by_field.T, _NO_TITLE).T[:, texts.is_title]
    by_year = year_scores(texts, years, weights).T.copy()
    batches = []
    for asked, group in groups.items():
        fit = _Fit(by_field, years, by_year, _by_column(asked, texts, [codes[i] for i in group]))
        batches += [
            _batch([measures[i] for i in members], asked, texts, _padded([codes[i] for i in members]), fit)
            for members in _parts(group, [len(code) for code in codes])
        ]
    return batches


def _by_column(slots: tuple[Slot, ...], texts: Texts, rows: Sequence[Codes]) -> Array:
    """Return how well each text fits what the columns of these slots hold in this document: (columns, texts)."""
    if all(slot.field for slot in slots):
        return np.zeros((0, len(texts.distinct)))
    return column_scores(texts, rows, max(slot.cell_no or 0 for slot in slots))


@dataclass(frozen=True)
class _Fit:
    """How well each text fits each field, (FIELDS, texts), each of the years, (years, texts), and each column, as far
    as columns are needed, (columns, texts)."""

    by_field: Array
    years: list[int | None]
    by_year: Array
    by_column: Array

    def of(self, code: Codes, slots: tuple[Slot, ...]) -> Array:
        """Return how well these texts, (cells, rows), fit these slots: (cells, slots, rows)."""
        of_field, of_year = self.by_field[:, code], self.by_year[:, code]
        match = np.empty((code.shape[0], len(slots), code.shape[1]))
        for j, slot in enumerate(slots):
            fit = of_field[FIELDS.index(slot.field)] if slot.field else self._of_column(slot, code)
            np.add(fit, of_year[self.years.index(slot.fiscal_year)], out=match[:, j])
        return match

    def _of_column(self, slot: Slot, code: Codes) -> Array | float:
        return self.by_column[slot.cell_no - 1][code] if slot.cell_no else _UNKNOWN_COLUMN


def _by_slots(
    measures: Sequence[Line], headings: Mapping[int, Sequence[HeadingField]]
) -> dict[tuple[Slot, ...], list[int]]:
    """Return the numbers of the measure lines under each kind of heading, in the order of the headings."""
    groups: dict[tuple[Slot, ...], list[int]] = {}
    by_columns: dict[tuple[tuple[str | None, int | None], ...], list[int]] = {}
    group_of = {}
    for line_no, heading in headings.items():
        columns = tuple((column.field, column.fiscal_year) for column in heading)
        if columns not in by_columns:  # most headings repeat the one before
            by_columns[columns] = groups.setdefault(slots_of(heading), [])
        group_of[line_no] = by_columns[columns]
    for index, line in enumerate(measures):
        group_of[line.heading_line_no or 0].append(index)
    return groups


def _parts(members: list[int], widths: Sequence[int]) -> Iterator[list[int]]:
    """Yield rows in parts of about one size, those with the most cells first: later parts fit into their memory."""
    by_width = sorted(members, key=lambda i: -widths[i])
    count = -(-len(members) // _MOST_ROWS)
    for number in range(count):
        yield by_width[number * len(members) // count : (number + 1) * len(members) // count]


def _padded(rows: Sequence[Codes]) -> Codes:
    """Return rows of codes side by side, (cells, rows), filled up with −1."""
    code = np.full((max(map(len, rows)), len(rows)), -1)
    for number, row in enumerate(rows):
        code[: len(row), number] = row
    return code


def _batch(lines: list[Line], slots: tuple[Slot, ...], texts: Texts, code: Codes, fit: _Fit) -> Batch:
    is_padding = code < 0
    match = fit.of(code, slots)
    _forbid_second_units(match, slots, texts, code)
    surplus = np.log(stray_odds(texts, code, distances_near(slots, len(code))))
    lost = log_odds(np.tile(np.array([_lost_prior(slot) for slot in slots])[:, None], code.shape[1]))
    scores = Scores(match, lost, surplus, company(surplus), _swap(slots), is_padding, is_double=code[1:] == code[:-1])
    return Batch(lines, slots, texts, code, scores, fit.by_field.T)


def _swap(slots: tuple[Slot, ...]) -> Array:
    """Return the log-odds that the cells of two neighbouring slots changed places: only within the years."""
    is_yearly = [slot.fiscal_year is not None for slot in slots]
    return np.array([SWAPPED if is_yearly[j] and is_yearly[j + 1] else _NEVER for j in range(len(slots) - 1)])


def _forbid_second_units(match: Array, slots: tuple[Slot, ...], texts: Texts, code: Codes) -> None:
    """A second pair of bureau and section: neither is one the row has named, and the bureau has its section behind."""
    second = {slot.field: j for j, slot in enumerate(slots) if slot.is_optional and slot.field != "description"}
    bureaus, sections = (texts.evidence[:, EVIDENCE.index(name)] > 0 for name in ("bureaus", "sections"))
    is_repeated = np.zeros(code.shape, dtype=bool)
    for i in range(1, len(code)):
        is_repeated[i] = (code[:i] == code[i]).any(axis=0)
    has_section = np.zeros(code.shape, dtype=bool)
    has_section[:-1] = sections[code[1:]] & ~is_repeated[1:]
    is_unit = (bureaus | sections)[code]
    if "section" in second:
        match[:, second["section"]][is_unit & is_repeated] = _SAME_UNIT_TWICE
    if "bureau" in second:
        match[:, second["bureau"]][is_unit & (is_repeated | ~has_section)] = _SAME_UNIT_TWICE


def log_odds(probability: Array) -> Array:
    """Return the log-odds of a probability, certainty left out."""
    clipped = np.clip(probability, 1e-4, 1 - 1e-4)
    return np.log(clipped) - np.log1p(-clipped)
