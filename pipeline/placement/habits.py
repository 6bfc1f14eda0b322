"""What a first pass teaches about a document, for the second: its columns, and how it writes.

Sentences come back from year to year and from row to row. A text that begins or ends like others which the first
pass placed with confidence, or shares their words, most likely belongs to the same field.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.placement.alignment import Array
from pipeline.placement.texts import Codes, Texts

# A stem seen in the document counts like this many unseen texts of average kind.
_PRIOR_TEXTS = 1.5
# How much likelier two texts of a row are that alike if they are of one field than if they are of two, in nats: counted
# on the labelled rows and on generated ones. Of one field, three in five share nearly all their words.
ALIKE = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9)
ALIKE_LOG_ODDS = (-1.9, -1.6, -1.0, -0.4, 0.2, 0.9, 2.4, 3.6)
# Rows whose words are compared at once: what fits into the processor's cache.
_ROWS_AT_ONCE = 128
# Less than this of a cell teaches nothing, whatever the number of cells.
_NOTHING = 1e-9
# Beginnings and endings tell partly the same.
_WEIGHT = 0.6


def lost_by_block(blocks: Sequence[int | None], lost: Array, prior: Array, prior_rows: float) -> Array:
    """Return each row's probability of a lost cell per slot, (slots, rows), learnt from its block, drawn to the prior.

    `lost` (slots, rows) is the first pass's, `prior` (slots); blocks of a common width share their shift.
    """
    names = [-1 if block is None else block for block in blocks]
    _, block_of = np.unique(names, return_inverse=True)
    rows = np.bincount(block_of)
    summed = np.stack([np.bincount(block_of, weights=slot) for slot in lost])
    learnt = (summed + prior_rows * prior[:, None]) / (rows + prior_rows)
    return learnt[:, block_of]


def field_likeness(texts: Texts, code: Codes, posterior: Array) -> Array:
    """Return the log-odds per cell and field that likeness to the document's other cells adds.

    `code` (cells) names each cell's text; `posterior` (cells, fields) is the first pass's. A cell is compared with all
    others but itself; one without likeness, and one too short to recognise, gets zeros.
    """
    found = np.zeros_like(posterior)
    for stems in (texts.beginning, texts.ending):
        found += _likeness(stems[code], posterior)
    return found


def listing_likeness(texts: Texts, code: Codes, posterior: Array, rows: NDArray[np.int64]) -> Array:
    """Return the same for classes of field and year, from cells of *other rows* that begin with the same words.

    A measure that is listed again repeats its texts in the same years; within a row, years repeat each other.
    """
    stems = texts.sentence[code]
    return _likeness(stems, posterior, stems * (int(rows.max(initial=0)) + 1) + rows)


def row_likeness(texts: Texts, code: Codes, posterior: Array, field_distance: int) -> Array:
    """Return the log-odds that the likeness to other cells of its row adds per cell and class: (cells, classes, rows).

    `code` (cells, rows) names the texts; `posterior` (cells, classes, rows) is the first pass's. What counts is the
    most alike cell that is placed in the class. Cells nearer than the heading puts two columns of one field are not
    compared: they are of one year and speak of the same events, or a double.
    """
    index = np.arange(len(code))
    is_far = (np.abs(index[:, None] - index) >= field_distance).astype(np.float32)[:, :, None]
    found = np.zeros(posterior.shape)
    for start in range(0, code.shape[1], _ROWS_AT_ONCE):
        part = slice(start, start + _ROWS_AT_ONCE)
        words = texts.words[code[:, part].T]
        alike = np.ascontiguousarray(np.matmul(words, words.transpose(0, 2, 1)).transpose(1, 2, 0))
        for number in range(posterior.shape[1]):
            placed = posterior[:, number, part].astype(np.float32) * is_far  # (cells, other cells, rows)
            known = placed.max(axis=1, initial=0.0)
            placed *= alike
            nearest = placed.max(axis=1, initial=0.0) / np.maximum(known, 1e-6)
            found[:, number, part] = known * np.interp(nearest, ALIKE, ALIKE_LOG_ODDS)
    return found


def _likeness(stems: Codes, posterior: Array, groups: Codes | None = None) -> Array:
    """Return the log-odds per cell and class from the other cells of its stem, those of its own group left out.

    Without groups each cell is one.
    """
    base = (posterior.sum(axis=0) + 1) / (posterior.sum() + posterior.shape[1])
    found = np.zeros_like(posterior)
    stem = stems + 1
    group = np.arange(len(stems)) if groups is None else pd.factorize(groups)[0]
    # A stem that stands in one group alone has no others.
    is_shared = np.flatnonzero((stems >= 0) & (np.bincount(stem)[stem] > np.bincount(group)[group]))
    part = posterior[is_shared]
    others = _summed(stem[is_shared], part)
    others -= part if groups is None else _summed(group[is_shared], part)
    np.maximum(others, 0.0, out=others)
    total = others.sum(axis=1, keepdims=True) + _PRIOR_TEXTS
    others += _PRIOR_TEXTS * base
    others /= total * base
    found[is_shared] = _WEIGHT * np.log(others, out=others)
    return found


def _summed(index: NDArray[np.int64], posterior: Array) -> Array:
    """Return for each cell the sum over the cells of its index; most of their posteriors are next to nothing."""
    cell, number = np.nonzero(posterior > _NOTHING)
    size = (int(index.max(initial=-1)) + 1, posterior.shape[1])
    place, weights = index[cell] * size[1] + number, posterior[cell, number]
    total = np.asarray(np.bincount(place, weights, size[0] * size[1]), dtype=np.float64)
    return total.reshape(size)[index]
