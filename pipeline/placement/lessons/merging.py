"""Texts of two neighbouring columns run together in one cell: where they may be cut, and how well the halves fit.

Only cells beside a slot that the first pass takes for lost come into question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from pipeline.placement.alignment.pair_hmm import Alignment, Array, Pair
from pipeline.placement.evidence.forms import EVIDENCE
from pipeline.placement.evidence.scoring import FIELDS, field_scores
from pipeline.placement.evidence.texts import Codes, Texts
from pipeline.placement.lessons.cuts import Cut, KnownTexts, cuts_of
from pipeline.placement.lessons.learning import Learnt
from pipeline.placement.slots import Slot

# One cell in two hundred is two: rarer than a lost cell, so that only halves that fit better than the whole count.
MERGED = np.log(0.005)
# A text of one column seldom begins or ends with a rating, a page or a list of departments that stands by itself, and
# seldom holds white space.
CLOSED_HALF = 3.0
SPACED = 1.5
# Nor does it hold, by chance, the end of another text of the document, or the beginning of one.
KNOWN = 1.5
_CLOSED_FORMS = ("rating", "page_mark", "bureaus", "sections")
# A description that slipped behind the last column without a year is printed over the first year's cell half the time.
COVERED = np.log(0.5)
# A slot that is lost with less is not looked at.
_LOST = 0.2
_FIRST_SHARE = 0.6


def asked_pairs(slots: Sequence[Slot]) -> list[Pair]:
    """Return each two slots that are neighbours in the heading: columns that it does not name may lie between.

    A cell that is two counts for the first, where it begins, and nearly as much for the second: it is never certain.
    """
    asked = [j for j, slot in enumerate(slots) if not slot.is_optional and slot.field]
    return [(j, k, _FIRST_SHARE) for j, k in pairwise(asked)]


def in_question(code: Codes, slots: Sequence[Slot], first: Alignment) -> Codes:
    """Return the codes of texts that the first pass places beside a slot that it takes for lost.

    `code` (cells, rows) names the texts of a batch.
    """
    left, right = _sides(slots)
    is_lost, is_beside = first.lost > _LOST, np.zeros(first.lost.shape, dtype=bool)
    is_beside[left] |= is_lost[right]
    is_beside[right] |= is_lost[left]
    # Of the two sides of a pair one has half of what is asked for.
    cell, row = np.nonzero(((first.match > _LOST / 2) & is_beside).any(axis=1))
    beside = _beside(first, slots, cell, row)
    return np.unique(code[cell, row][beside.max(axis=1, initial=0.0) > _LOST])


@dataclass(frozen=True)
class Halves:
    """The texts of a document that may be two, by their code, and how well the best two halves of each fit each two
    fields: (texts, FIELDS, FIELDS), log-likelihood ratios, prior included."""

    code: Codes
    fit: Array

    @classmethod
    def of(cls, texts: Texts, codes: Codes, weights: pd.DataFrame, learnt: Learnt) -> "Halves":
        """Cut the texts of these codes; those that cannot be cut are left out."""
        printed = texts.normalised.to_pylist()
        known = KnownTexts.of(printed)
        halves = {int(c): cuts for c in codes if (cuts := cuts_of(printed[c], known, texts.marks_are_ratings))}
        if not halves:
            return cls(np.zeros(0, dtype=np.int64), np.zeros((0, len(FIELDS), len(FIELDS))))
        fit = _best_halves(list(halves.values()), texts.marks_are_ratings, weights, learnt)
        return cls(np.array(list(halves)), fit + MERGED)


def merge_scores(halves: Halves, code: Codes, slots: Sequence[Slot], first: Alignment, likeness: Array) -> Array:
    """Return the log-likelihood ratio, prior included, of each cell as two, (cells, pairs, rows); −∞: cannot be.

    Pairs are those of `asked_pairs`; `first` is the first pass's alignment; `likeness` (cells, slots, rows) is what the
    whole text is like: as much as one half of it, whichever that is.
    """
    left, right = _sides(slots)
    scores = np.full((len(code), len(left), code.shape[1]), -np.inf)
    cell, row = np.nonzero(np.isin(code, halves.code))
    if len(cell) and len(left):
        fields = np.array([FIELDS.index(slot.field) if slot.field else -1 for slot in slots])
        fit = halves.fit[np.searchsorted(halves.code, code[cell, row])][:, fields[left], fields[right]]
        alike = likeness[cell, :, row]
        fit += np.maximum(np.maximum(alike[:, left], alike[:, right]), 0.0)
        scores[cell, :, row] = np.where(_beside(first, slots, cell, row) > 0.0, fit, -np.inf)
    return scores


def _sides(slots: Sequence[Slot]) -> tuple[Codes, Codes]:
    pairs = np.array([pair[:2] for pair in asked_pairs(slots)], dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _beside(first: Alignment, slots: Sequence[Slot], cell: Codes, row: Codes) -> Array:
    """Return how far each cell (of this number and row) stands in a slot of a pair whose other slot is lost."""
    left, right = _sides(slots)
    placed, is_lost = first.match[cell, :, row], (first.lost > _LOST)[:, row].T
    beside: Array = placed[:, left] * is_lost[:, right] + placed[:, right] * is_lost[:, left]
    return beside


def covered_pairs(slots: Sequence[Slot]) -> list[Pair]:
    """Return each slot of a slipped description with the year's slot behind it, which it may be printed over."""
    slipped = Slot("description", is_optional=True)
    return [
        (j, j + 1, 1.0) for j, slot in enumerate(slots[:-1]) if slot == slipped and slots[j + 1].fiscal_year is not None
    ]


def covering(match: Array, slots: Sequence[Slot]) -> Array:
    """Return the log-likelihood ratio, prior included, of each cell over its covered pair: (cells, pairs, rows)."""
    return match[:, [j for j, *_ in covered_pairs(slots)]] + COVERED


def _best_halves(halves: Sequence[list[Cut]], marks_are_ratings: bool, weights: pd.DataFrame, learnt: Learnt) -> Array:
    """Return for each text how well its best two halves fit each two fields: (texts, FIELDS, FIELDS)."""
    cuts = [cut for half in halves for cut in half]
    parts = Texts([*(cut.first for cut in cuts), *(cut.second for cut in cuts)], marks_are_ratings)
    first, second = np.split(field_scores(parts.evidence, weights) + learnt.scores(parts), 2)
    forms = [EVIDENCE.index(name) for name in _CLOSED_FORMS]
    is_closed = parts.evidence[:, forms].any(axis=1).reshape(2, -1).any(axis=0)
    is_spaced, known = np.array([(cut.is_spaced, cut.known) for cut in cuts]).T
    first += (CLOSED_HALF * is_closed + SPACED * is_spaced + KNOWN * known)[:, None]
    counts = np.array([len(half) for half in halves])
    fit = first[:, :, None] + second[:, None]
    best: Array = np.maximum.reduceat(fit, np.cumsum([0, *counts[:-1]]), axis=0)
    return best - np.log(counts)[:, None, None]
