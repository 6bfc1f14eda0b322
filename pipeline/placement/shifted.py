"""Tables that are as wide as their heading and yet damaged: a sheet fills up the rows whose cells have moved.

Where a cell is lost, the texts behind it stand one column too far left: each looks like those of the next column.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.documents.lines import Line
from pipeline.placement.alignment.column_likeness import column_scores
from pipeline.placement.alignment.pair_hmm import Array
from pipeline.placement.evidence.texts import coded

# A row is shifted if it reads so much better one column further; so many of them are damage and no odd texts.
_BETTER, _DAMAGED = 4.0, 0.03
# In nats a cell, on the average of a row: rows of undamaged tables have 0.9 and more, nine in ten of those whose cells
# were shuffled have less than this. Fewer texts, or rows to learn from, tell nothing.
_LIKE_ITS_COLUMNS, _FEWEST_TEXTS, _FEWEST_ROWS = 0.5, 4, 8
# So much better neighbours read that changed places; no row of an undamaged table gains so much, six in ten such do.
_SWAPPED = 6.0


@dataclass(frozen=True)
class Fit:
    """How well the cells of rows, (rows, columns), fit their own column and those beside it, by what the columns of
    the table hold; `is_printed`: anything stands in them."""

    here: Array
    right: Array
    left: Array
    is_printed: NDArray[np.bool_]


def fit_of(lines: Sequence[Line], width: int) -> Fit:
    """Measure the lines of one heading."""
    texts, codes = coded([line.cells for line in lines])
    code = np.stack([row[:width] for row in codes])
    scores = column_scores(texts, codes, width)
    scores[:, texts.is_blank] = 0.0
    here = scores[np.arange(width), code]
    right, left = np.zeros_like(here), np.zeros_like(here)
    right[:, :-1] = scores[np.arange(1, width), code[:, :-1]]
    left[:, 1:] = scores[np.arange(width - 1), code[:, 1:]]
    return Fit(here, right, left, ~texts.is_blank[code])


def are_shifted(fit: Fit) -> bool:
    """Say whether cells of so many rows of one heading have moved that the table must be aligned."""
    return float(np.mean(_gain(fit.here, fit.right) > _BETTER)) >= _DAMAGED


def are_out_of_order(fit: Fit) -> NDArray[np.bool_]:
    """Say of each row whether its texts look like hardly any of the columns they stand in, or two neighbours each like
    the other's."""
    swapped = (fit.right - fit.here)[:, :-1] + (fit.left - fit.here)[:, 1:]
    return np.asarray(_are_scrambled(fit) | (swapped > _SWAPPED).any(axis=1))


def _are_scrambled(fit: Fit) -> NDArray[np.bool_]:
    count = fit.is_printed.sum(axis=1)
    if len(count) < _FEWEST_ROWS:
        return np.zeros(len(count), dtype=bool)
    return np.asarray((count >= _FEWEST_TEXTS) & (fit.here.sum(axis=1) < _LIKE_ITS_COLUMNS * count))


def _gain(here: Array, right: Array) -> Array:
    """Return how much better each row reads if all its cells from some column on belong one further to the right."""
    moved = np.cumsum((right - here)[:, ::-1], axis=1)
    return np.asarray(moved.max(axis=1))
