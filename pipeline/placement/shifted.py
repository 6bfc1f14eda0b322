"""Tables that are as wide as their heading and yet damaged: a sheet fills up the rows whose cells have moved.

Where a cell is lost, the texts behind it stand one column too far left: each looks like those of the next column.
"""

from collections.abc import Sequence

import numpy as np

from pipeline.documents.lines import Line
from pipeline.placement.alignment.column_likeness import column_scores
from pipeline.placement.alignment.pair_hmm import Array
from pipeline.placement.evidence.texts import coded

# A row is shifted if it reads so much better one column further; so many of them are damage and no odd texts.
_BETTER, _DAMAGED = 4.0, 0.03


def are_shifted(lines: Sequence[Line], width: int) -> bool:
    """Say whether cells of so many rows of one heading have moved that the table must be aligned."""
    texts, codes = coded([line.cells for line in lines])
    code = np.stack([row[:width] for row in codes])
    scores = column_scores(texts, codes, width)
    scores[:, texts.is_blank] = 0.0
    here = scores[np.arange(width), code]  # rows, columns
    right = np.zeros_like(here)
    right[:, :-1] = scores[np.arange(1, width), code[:, :-1]]
    return float(np.mean(_gain(here, right) > _BETTER)) >= _DAMAGED


def _gain(here: Array, right: Array) -> Array:
    """Return how much better each row reads if all its cells from some column on belong one further to the right."""
    moved = np.cumsum((right - here)[:, ::-1], axis=1)
    return np.asarray(moved.max(axis=1))
