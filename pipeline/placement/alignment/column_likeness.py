"""What the cells of each column look like in this document: evidence for columns that have no other.

A number, a code, a note: what an attribute or an indicator holds, no general weight can know. The rows that have a cell
for each column show it: their forms, their lengths, and the texts that come back.
"""

from collections.abc import Sequence

import numpy as np

from pipeline.placement.alignment.pair_hmm import Array
from pipeline.placement.evidence.texts import Codes, Texts

# Forms of one text go together, so that they count less than if each told something new.
_FORMS_WEIGHT, _MOST = 0.5, 6.0
# A column's share of a form is drawn to that of all columns as if it had been seen in so many cells.
_PRIOR_CELLS = 2.0
_LENGTHS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89)
# So many rows show what a column holds.
_FEWEST_ROWS = 5


def column_scores(texts: Texts, rows: Sequence[Codes], width: int) -> Array:
    """Return log P(text | column) − log P(text) of each text in each column, (columns, texts).

    `rows` are the codes of the lines under a heading of `width` cells; those that have a cell for each column teach.
    """
    clear = [row for row in rows if len(row) == width]
    if len(clear) < _FEWEST_ROWS:
        return np.zeros((width, len(texts.distinct)))
    code = np.stack(clear)
    scores = _form_scores(_forms(texts), code) + _repetition_scores(code, len(texts.distinct))
    return np.clip(scores, -_MOST, _MOST)


def _forms(texts: Texts) -> Array:
    """Return yes-or-no forms of each text: (texts, forms)."""
    longer = texts.length[:, None] >= np.array(_LENGTHS)
    return np.hstack([texts.evidence, longer, texts.begins_with_digit[:, None]]).astype(np.float64)


def _form_scores(forms: Array, code: Codes) -> Array:
    seen = forms[code]  # rows, columns, forms
    share = np.clip(seen.mean(axis=(0, 1)), 0.005, 0.995)
    own = (seen.sum(axis=0) + _PRIOR_CELLS * share) / (len(code) + _PRIOR_CELLS)
    has, lacks = np.log(own / share), np.log((1 - own) / (1 - share))
    return np.asarray(_FORMS_WEIGHT * (has @ forms.T + lacks @ (1 - forms).T))


def _repetition_scores(code: Codes, count: int) -> Array:
    """A text that a column has held before stands in it again; a column whose texts come back seldom holds others."""
    scores = np.zeros((code.shape[1], count))
    of_all = np.bincount(code.ravel(), minlength=count) / code.size
    for column, held in enumerate(code.T):
        own = np.bincount(held, minlength=count)
        kinds = np.count_nonzero(own)
        background = np.maximum(of_all, 1 / code.size)
        scores[column] = np.log((own + kinds * background) / (len(held) + kinds) / background)
    return _FORMS_WEIGHT * scores
