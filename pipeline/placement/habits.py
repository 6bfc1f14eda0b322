"""What a first pass teaches about a document, for the second: its columns, and how it writes.

Sentences come back from year to year and from row to row. A text that begins or ends like others which the first
pass placed with confidence most likely belongs to the same field.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.placement.alignment import Array
from pipeline.values.text import normalise

_DIGITS = re.compile(r"[\d\s]+")
# Ten characters are about two words: enough to recognise a sentence, short enough to survive a changed object.
_STEM = 10
# Long enough to be one measure's own sentence, digits included.
_SENTENCE = 16
# Dashes and ratings stand everywhere and tell nothing.
_SHORTEST = 4
# Tables repeat their texts from year to year; a bound keeps memory flat over many documents.
_TEXTS_REMEMBERED = 20_000
# A stem seen in the document counts like this many unseen texts of average kind.
_PRIOR_TEXTS = 1.5
# Beginnings and endings tell partly the same.
_WEIGHT = 0.6


def lost_by_block(blocks: Sequence[int | None], lost: Array, prior: Array, prior_rows: float) -> Array:
    """Return each row's probability of a lost cell per slot, learnt from its block and drawn to the prior.

    `lost` (rows, slots) is the first pass's; blocks of a common width share their shift.
    """
    block_of = np.array(blocks)
    learnt = np.empty_like(lost)
    for block in set(blocks):
        is_here = block_of == block
        learnt[is_here] = (lost[is_here].sum(axis=0) + prior_rows * prior) / (is_here.sum() + prior_rows)
    return learnt


def field_likeness(texts: Sequence[str], posterior: Array) -> Array:
    """Return the log-odds per text and class that likeness to the document's other texts adds.

    `posterior` (texts, classes) is the first pass's. A text is compared with all others but itself; one without
    likeness, and one too short to recognise, gets zeros.
    """
    itself = np.arange(len(texts))
    stems = ([_beginning(text) for text in texts], [_ending(text) for text in texts])
    return sum((_likeness(stem, posterior, itself) for stem in stems), np.zeros_like(posterior))


def listing_likeness(texts: Sequence[str], posterior: Array, rows: NDArray[np.int64]) -> Array:
    """Return the same for classes of field and year, from texts of *other rows* that begin with the same words.

    A measure that is listed again repeats its texts in the same years; within a row, years repeat each other.
    """
    return _likeness([normalise(text)[:_SENTENCE] for text in texts], posterior, rows)


def _likeness(stems: Sequence[str], posterior: Array, leave_out: NDArray[np.int64]) -> Array:
    """Share of each class among the texts of one stem, those of the same `leave_out` group not counted."""
    base = (posterior.sum(axis=0) + 1) / (posterior.sum() + posterior.shape[1])
    stem = pd.factorize(np.array(stems, dtype=object))[0]
    group = pd.factorize(stem * (int(leave_out.max()) + 1) + leave_out)[0]
    others = _summed(stem, posterior) - _summed(group, posterior)
    others[[len(text) < _SHORTEST for text in stems]] = 0
    share = (others + _PRIOR_TEXTS * base) / (others.sum(axis=1, keepdims=True) + _PRIOR_TEXTS)
    return _WEIGHT * (np.log(share) - np.log(base))


def _summed(index: NDArray[np.int64], posterior: Array) -> Array:
    total: Array = np.stack([np.bincount(index, weights=column) for column in posterior.T], axis=1).astype(np.float64)
    return total[index]


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def _beginning(text: str) -> str:
    return _DIGITS.sub("", normalise(text))[:_STEM]


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def _ending(text: str) -> str:
    return _DIGITS.sub("", normalise(text)).rstrip("。")[-_STEM:]
