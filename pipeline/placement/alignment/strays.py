"""Cells that belong nowhere, and doubles: how likely, from the row itself. Texts of other rows: see `strangers.py`.

The odds are counted on the labelled rows of tests/data and rounded.
"""

from collections.abc import Sequence

import numpy as np

from pipeline.placement.alignment.blanks import is_within
from pipeline.placement.alignment.pair_hmm import Array
from pipeline.placement.evidence.texts import Codes, Texts

# Of 1,969 printed cells 61 belong nowhere; a blank is padding in about one of four places behind the row's last text,
# and seldom before it.
ANY, BLANK, BLANK_WITHIN = 0.01, 0.3, 0.1
# Two equal texts nearer than the heading puts two columns of one field: of two neighbours the second is a double in
# three of four cases, and in half of the cases one of two with a cell between them. Short phrases are repeated for good
# reason more often.
NEXT_TO_ITS_LIKE, NEAR_ITS_LIKE, SHORT_NEAR_ITS_LIKE = 1.5, 0.5, 0.1
_SHORT = 15
# A cell behind a stray is one itself in a third of the cases.
IN_COMPANY = 0.5


def stray_odds(texts: Texts, code: Codes, distance: Sequence[int]) -> Array:
    """Return the odds that a cell belongs nowhere, (cells, rows), as far as its row itself tells.

    `code` (cells, rows) names the texts (−1: no such cell); `distance` (cells): the fewest columns between two of one
    field in the heading there (status, evaluation, status: 2).
    """
    phrase = ((texts.length < _SHORT) & ~texts.begins_with_digit)[code]
    is_next, is_near = np.zeros(code.shape, dtype=bool), np.zeros(code.shape, dtype=bool)
    is_next[1:] = code[1:] == code[:-1]
    column = np.cumsum(~(is_next & ~texts.is_blank[code]), axis=0)  # a double takes no column of its own
    nearer = np.array(distance)[:, None]
    for step in range(2, int(nearer.max(initial=0)) + 1):
        is_equal = code[step:] == code[:-step]
        is_equal &= column[step:] - column[:-step] < np.minimum(nearer[step:], nearer[:-step])
        is_near[step:] |= is_equal
        is_near[:-step] |= is_equal
    odds = np.where(is_next, np.where(phrase, SHORT_NEAR_ITS_LIKE, NEXT_TO_ITS_LIKE), ANY)
    odds = np.where(is_near & ~is_next, np.where(phrase, SHORT_NEAR_ITS_LIKE, NEAR_ITS_LIKE), odds)
    odds[texts.is_dash[code]] = ANY
    odds[texts.is_blank[code]] = BLANK
    odds[is_within(texts, code)] = BLANK_WITHIN
    return odds


def company(log_odds: Array) -> Array:
    """Return what two strays in a row gain, (cells − 1, rows): up to the odds of a cell behind a stray."""
    return np.maximum(0.0, np.log(IN_COMPANY) - np.maximum(log_odds[1:], log_odds[:-1]))
