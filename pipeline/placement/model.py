"""The model of a document: slots, scores and posteriors of its measure lines, in two passes.

The first pass knows what such tables look like in general; what it teaches about this document sharpens the second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pandas as pd

from pipeline.documents.headings import HeadingField
from pipeline.documents.lines import Line
from pipeline.placement.alignment import Alignment, Array, align
from pipeline.placement.evidence import FIELDS, field_scores, year_scores
from pipeline.placement.habits import field_likeness, listing_likeness, lost_by_block
from pipeline.placement.slots import Place, Slot, slots_of
from pipeline.values.text import is_blank, is_dash

# Prior odds, counted on the labelled rows of tests/data and rounded: an asked column lacks its cell in about 1 of 25
# rows, a column without heading has one in about 1 of 25, a printed cell belongs nowhere in about 1 of 40, one that
# stands again nearby in about 1 of 10, and a blank is padding in about 1 of 4.
LOST, OPTIONAL_LOST, SURPLUS, SURPLUS_DOUBLE, SURPLUS_BLANK = 0.04, 0.96, 0.025, 0.1, 0.3
# How many rows the prior weighs against the rows of a block when a block teaches its own habits.
PRIOR_ROWS = 4.0
# The score of any text in a column whose heading is unknown: a little less than in a column it fits.
_UNKNOWN_COLUMN = -1.0
# A department that the row has named already is a stray, not a second one.
_SAME_UNIT_TWICE = -6.0


@dataclass(frozen=True)
class Batch:
    """Measure lines under one heading and of one width: they share their slots and are aligned together.

    `match` (lines, cells, slots) and `surplus` (lines, cells) are the scores of the alignment.
    """

    lines: list[Line]
    slots: tuple[Slot, ...]
    match: Array
    surplus: Array

    @property
    def lost_prior(self) -> Array:
        """Return the prior probability (slots) that a slot has no cell."""
        return np.array([OPTIONAL_LOST if slot.is_optional else LOST for slot in self.slots])


def aligned_batches(
    lines: Sequence[Line], headings: Mapping[int, Sequence[HeadingField]], weights: pd.DataFrame
) -> list[tuple[Batch, Alignment]]:
    """Return the measure lines of a document in batches, each with its posteriors."""
    measures = sorted((line for line in lines if line.kind == "measure"), key=_batch_key)
    groups = [(key[0], list(rows)) for key, rows in groupby(measures, key=_batch_key)]
    batches = [_batch(rows, slots_of(headings[heading]), weights) for heading, rows in groups]
    return list(zip(batches, _two_passes(batches), strict=True)) if batches else []


def _batch_key(line: Line) -> tuple[int, int]:
    assert line.heading_line_no is not None
    return line.heading_line_no, len(line.cells)


def _batch(lines: list[Line], slots: tuple[Slot, ...], weights: pd.DataFrame) -> Batch:
    return Batch(lines, slots, _scores(lines, slots, weights), _surplus(lines))


def _two_passes(batches: list[Batch]) -> list[Alignment]:
    """Align with general knowledge, learn the document's habits from that, and align again with both."""
    first = [align(b.match, _log_odds(np.tile(b.lost_prior, (len(b.lines), 1))), b.surplus) for b in batches]
    likeness = _likeness(batches, first)
    second = []
    for batch, alignment, alike in zip(batches, first, likeness, strict=True):
        blocks = [line.block_no for line in batch.lines]
        lost = lost_by_block(blocks, alignment.lost, batch.lost_prior, PRIOR_ROWS)
        second.append(align(batch.match + alike, _log_odds(lost), batch.surplus))
    return second


def _likeness(batches: list[Batch], alignments: list[Alignment]) -> list[Array]:
    """Return per batch what the likeness of texts over the whole document adds to each slot's score."""
    texts = [text for batch in batches for line in batch.lines for text in line.cells]
    rows = np.array([line.line_no for batch in batches for line in batch.lines for _ in line.cells])
    classes = sorted({slot.place for batch in batches for slot in batch.slots}, key=str)
    members = [_membership(batch.slots, classes) for batch in batches]
    parts = [a.match.reshape(-1, len(b.slots)) @ m for b, a, m in zip(batches, alignments, members, strict=True)]
    posterior = np.concatenate(parts)
    posterior[[is_blank(text) for text in texts]] = 0
    by_field = np.array([[float(field == name) for name in (*FIELDS, "quarantined")] for field, _ in classes])
    scores = field_likeness(texts, posterior @ by_field) @ by_field.T + listing_likeness(texts, posterior, rows)
    ends = np.cumsum([len(part) for part in parts])[:-1]
    return [
        (part @ member.T).reshape(batch.match.shape)
        for batch, member, part in zip(batches, members, np.split(scores, ends), strict=True)
    ]


def _membership(slots: tuple[Slot, ...], classes: list[Place]) -> Array:
    return np.array([[float(slot.place == name) for name in classes] for slot in slots])


def _scores(lines: list[Line], slots: tuple[Slot, ...], weights: pd.DataFrame) -> Array:
    """Return the log-likelihood ratio of each text in each slot: (rows, cells, slots)."""
    texts = [text for line in lines for text in line.cells]
    by_field = field_scores(texts, weights)
    column = [FIELDS.index(slot.field) if slot.field else -1 for slot in slots]
    scores = by_field[:, column]
    scores[:, [slot.field is None for slot in slots]] = _UNKNOWN_COLUMN
    scores += year_scores(texts, [slot.fiscal_year for slot in slots], weights)
    is_second_unit = [slot.is_optional and slot.field in ("bureau", "section") for slot in slots]
    scores[np.ix_([cell in line.cells[:i] for line in lines for i, cell in enumerate(line.cells)], is_second_unit)] = (
        _SAME_UNIT_TWICE
    )
    return scores.reshape(len(lines), -1, len(slots))


def _surplus(lines: list[Line]) -> Array:
    """Return the log-odds that a cell belongs nowhere: little for a text, more for one that stands again nearby."""
    return np.log(np.array([[_surplus_odds(line.cells, i) for i in range(len(line.cells))] for line in lines]))


def _surplus_odds(cells: Sequence[str], i: int) -> float:
    if is_blank(cells[i]):
        return SURPLUS_BLANK
    is_double = not is_dash(cells[i]) and cells[i] in (*cells[max(i - 2, 0) : i], *cells[i + 1 : i + 3])
    return SURPLUS_DOUBLE if is_double else SURPLUS


def _log_odds(probability: Array) -> Array:
    clipped = np.clip(probability, 1e-4, 1 - 1e-4)
    return np.log(clipped) - np.log1p(-clipped)
