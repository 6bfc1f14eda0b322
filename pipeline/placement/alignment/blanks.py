"""Blank cells: behind a row's last text they are padding, before it most stand in a column that was left blank.

How often a table leaves its years' columns blank differs: where ratings are seldom given, or a measure begins later
than the plan, blanks are as usual as texts. So that is learnt from the document.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.placement.alignment.pair_hmm import Array
from pipeline.placement.evidence.scoring import FIELDS
from pipeline.placement.evidence.texts import Codes, Texts
from pipeline.placement.slots import Slot
from pipeline.values.field_names import YEARLY_FIELDS

# A column's habit is drawn to that of all documents as if that had been seen in so many rows.
_PRIOR_ROWS = 20.0
# However usual blanks are in a column, one is no stronger evidence for it than this, in nats.
_MOST = -0.3
YEARLY = [FIELDS.index(field) for field in YEARLY_FIELDS if field in FIELDS]


def is_within(texts: Texts, code: Codes) -> NDArray[np.bool_]:
    """Say of each cell, (cells, rows), whether it is blank and stands before its row's last text."""
    is_printed = ~texts.is_blank[code]
    return ~is_printed & np.logical_or.accumulate(is_printed[::-1])[::-1]


def blank_scores(parts: Iterable[tuple[Sequence[Slot], Array, NDArray[np.bool_]]], general: Array) -> Array:
    """Return what a blank within a row scores in each field of a year, (FIELDS), 0 in the others.

    `parts` are slots, the first pass's posteriors (cells, slots, rows) and the flags of `is_within`; `general` (FIELDS)
    is what a blank scores in any document.
    """
    blank, every, cells, blanks = np.zeros(len(FIELDS)), np.zeros(len(FIELDS)), 10.0, 1.0
    for slots, match, within in parts:
        cells, blanks = cells + within.size, blanks + within.sum()
        of_slots, of_blanks = match.sum(axis=(0, 2)), np.einsum("ijk,ik->j", match, within)
        for slot, total, held in zip(slots, of_slots, of_blanks, strict=True):
            if slot.fiscal_year is not None and slot.field:
                every[FIELDS.index(slot.field)] += total
                blank[FIELDS.index(slot.field)] += held
    share = blanks / cells
    rate = (blank + _PRIOR_ROWS * share * np.exp(general)) / (every + _PRIOR_ROWS)
    scores = np.zeros(len(FIELDS))
    scores[YEARLY] = np.minimum(np.log(rate / share), _MOST)[YEARLY]
    return scores


def with_blanks(match: Array, slots: Sequence[Slot], within: NDArray[np.bool_], scores: Array) -> None:
    """Replace the scores of blanks within rows in the years' columns; `match` (cells, slots, rows)."""
    for j, slot in enumerate(slots):
        if slot.fiscal_year is not None and slot.field:
            match[:, j][within] = scores[FIELDS.index(slot.field)]
