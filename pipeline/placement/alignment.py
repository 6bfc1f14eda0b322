"""The alignment: a row is a noisy reading of its heading. A pair hidden Markov model, batched over rows.

Moves: *match* (a cell stands in a slot), *lost* (a slot has no cell), *surplus* (a cell has no slot), *swap* (two
neighbours stand in each other's slots), *merge* (a cell holds the texts of two neighbouring slots and stands in the
first). The forward–backward pass gives, for every cell, the probability of each slot; the path of greatest expected
accuracy places the cells. Works on numbers alone: no text, no field, no city. Rows are the last axis of every array,
so that each step of the recursion is one operation over all rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Pair = tuple[int, int, float]
# Beyond this many nats evidence is certain, and sums over a row stay within the range of a float.
_MOST_NATS = 30.0
# A float holds e to the power of 709.
_MOST_SCALE = 350.0


@dataclass(frozen=True)
class Scores:
    """What a batch of rows is aligned by; odds and likelihood ratios in nats.

    `match` (cells, slots, rows): log-likelihood ratio of each text in each slot. `lost` (slots, rows): log-odds that a
    slot has no cell. `surplus` (cells, rows): log-odds that a cell has no slot. `run` (cells − 1, rows): what two
    surplus cells in a row gain, for strangers come in company. `swap` (slots − 1): log-odds that the cells of two
    neighbouring slots changed places. `merge` (cells, pairs, rows): log-likelihood ratio, prior included, of a text as
    those of two slots together; None: no cell is, and there are
    no pairs. `pairs`: these slots, in order, and how far such a cell counts for
    the first of them; slots between the two are lost.
    `is_padding` (cells, rows): cells that a row does not have; they stand behind its last one and count for nothing.
    """

    match: Array
    lost: Array
    surplus: Array
    run: Array
    swap: Array
    is_padding: NDArray[np.bool_]
    pairs: Sequence[Pair] = ()
    merge: Array | None = None


@dataclass(frozen=True)
class Alignment:
    """Posteriors of a batch of rows.

    `match` (cells, slots, rows) and `surplus` (cells, rows) sum to 1 over the possibilities; `lost` (slots, rows) is
    the probability that a slot has no cell; `log_likelihood` (rows) is that of the row under the model, relative to the
    background of its texts. `path` is given where rows are not placed in the order of their cells.
    """

    match: Array
    surplus: Array
    lost: Array
    log_likelihood: Array
    path: NDArray[np.int64] | None = None

    @classmethod
    def of(cls, match: Array, log_likelihood: Array) -> "Alignment":
        """Return the alignment of these matches: what is not matched is surplus or lost."""
        surplus, lost = (np.clip(1 - match.sum(axis=axis), 0, 1) for axis in (1, 0))
        return cls(match, surplus, lost, log_likelihood)

    @cached_property
    def slot(self) -> NDArray[np.int64]:
        """Return the slot of each cell, (cells, rows), on the path of greatest expected accuracy; −1: surplus."""
        return _most_accurate(self.match, self.surplus) if self.path is None else self.path


@dataclass(frozen=True)
class _Factors:
    """The scores of the moves as factors, relative to all slots being lost; mirrored, they serve the backward pass."""

    match: Array
    surplus: Array
    run: Array
    swap: Array
    pairs: Sequence[Pair]
    merge: Array  # (cells, pairs, rows)

    @classmethod
    def of(cls, scores: Scores) -> "_Factors":
        gain = scores.match - scores.lost
        match = np.where(scores.is_padding[:, None], 0.0, _factor(gain))
        surplus = np.where(scores.is_padding, 1.0, _factor(scores.surplus))
        run = np.where(scores.is_padding[1:], 1.0, _factor(scores.run))
        merge = np.zeros((len(match), len(scores.pairs), match.shape[2]))
        if scores.merge is not None and scores.pairs:
            both = np.stack([scores.lost[j] + scores.lost[k] for j, k, _ in scores.pairs])
            merge = np.where(scores.is_padding[:, None] | np.isneginf(scores.merge), 0.0, _factor(scores.merge - both))
        return cls(match, surplus, run, np.exp(scores.swap), scores.pairs, merge)

    @property
    def mirrored(self) -> "_Factors":
        last = self.match.shape[1] - 1
        pairs = [(last - k, last - j, share) for j, k, share in self.pairs]
        turned = (self.match[::-1, ::-1], self.surplus[::-1], self.run[::-1], self.swap[::-1])
        return _Factors(*turned, pairs, self.merge[::-1])


def align(scores: Scores) -> Alignment:
    """Align a batch of rows."""
    factors = _Factors.of(scores)
    before, before_scale = _forward(factors)
    after, after_scale = (part[::-1] for part in _forward(factors.mirrored))
    total = np.log(before[-1, -1]) + before_scale[-1]
    matched = _posteriors(factors, before, before_scale, after[:, ::-1], after_scale, total)
    return Alignment.of(matched, total + scores.lost.sum(axis=0))


def share_of_position(alignment: Alignment, scores: Scores, asked: Sequence[int], log_odds: float) -> Array:
    """Return the probability (rows) of the reading by position: a row as it should be printed is a model of its own.

    `asked` are the slots in the order of the columns; `log_odds` is how much likelier an undamaged row is than the
    alignment takes its path to be, in nats.
    """
    cells, slots, _ = scores.match.shape
    width = min(cells, len(asked))
    filled = list(asked[:width])
    others = [j for j in range(slots) if j not in filled]
    first = np.where(scores.is_padding[:width], scores.lost[filled], scores.match[range(width), filled])
    rest = np.where(scores.is_padding[width:], 0.0, scores.surplus[width:])
    score = first.sum(axis=0) + scores.lost[others].sum(axis=0) + rest.sum(axis=0)
    share: Array = 1 / (1 + np.exp(np.clip(alignment.log_likelihood - score - log_odds, -500, 500)))
    return share


def mixed_with_position(alignment: Alignment, scores: Scores, asked: Sequence[int], share: Array) -> Alignment:
    """Mix an alignment with the reading by position, of probability `share` (rows)."""
    width = min(len(scores.match), len(asked))
    matched = alignment.match * (1 - share)
    matched[range(width), list(asked[:width])] += share * ~scores.is_padding[:width]
    return Alignment.of(matched, alignment.log_likelihood)


def printed_over(alignment: Alignment, log_odds: Array) -> Alignment:
    """Take cells out of the slots they stand in if they are printed over the ones that belong there.

    `log_odds` (cells, rows): how likely each is, in nats; −∞: not at all.
    """
    belongs = 1 / (1 + np.exp(np.clip(log_odds, -500, 500)))
    return Alignment.of(alignment.match * belongs[:, None], alignment.log_likelihood)


def _factor(score: Array) -> Array:
    return np.exp(np.clip(score, -_MOST_NATS, _MOST_NATS))


def _forward(factors: _Factors) -> tuple[Array, Array]:
    """Return the sum over all alignments of the first i cells with the first j slots, (cells + 1, slots + 1, rows), and
    the logarithm of the factor taken out of each of its steps, (cells + 1, rows).

    Lost slots come before surplus cells between two matches, so that each alignment is counted once. A slot is lost
    for nothing, so that losing slots is a running sum.
    """
    cells, slots, rows = factors.match.shape
    total, scale = np.zeros((cells + 1, slots + 1, rows)), np.zeros((cells + 1, rows))
    closed = np.ones((slots + 1, rows))  # ends in a match or a lost slot
    opened = np.zeros((slots + 1, rows))  # ends in a surplus cell
    total[0] = closed
    for i in range(1, cells + 1):
        company = factors.run[i - 2] if i > 1 else 1.0
        opened = (closed + opened * company) * factors.surplus[i - 1]
        closed = np.cumsum(_matched(factors, total, scale, i), axis=0)
        largest = np.maximum(closed[-1], opened.max(axis=0))
        closed /= largest
        opened /= largest
        total[i] = closed + opened
        scale[i] = scale[i - 1] + np.log(largest)
    return total, scale


def _matched(factors: _Factors, total: Array, scale: Array, i: int) -> Array:
    """Return the sums whose last move takes the i-th cell into a slot, in the scale of the step before."""
    found = np.zeros_like(total[i])
    found[1:] = total[i - 1, :-1] * factors.match[i - 1]
    for pair, (j, k, _) in enumerate(factors.pairs):
        found[k + 1] += total[i - 1, j] * factors.merge[i - 1, pair]
    if i > 1:
        crossed = factors.match[i - 2, 1:] * factors.match[i - 1, :-1] * factors.swap[:, None]
        found[2:] += total[i - 2, :-2] * crossed * np.exp(scale[i - 2] - scale[i - 1])
    return found


def _posteriors(
    factors: _Factors, before: Array, before_scale: Array, after: Array, after_scale: Array, total: Array
) -> Array:
    """Return the probability of each cell in each slot: (cells, slots, rows)."""
    half = _half_scale(before_scale[:-1] + after_scale[1:] - total)
    left, right = before[:-1] * half, after[1:] * half
    matched = left[:, :-1] * factors.match * right[:, 1:]
    for pair, (j, k, share) in enumerate(factors.pairs):
        both = left[:, j] * factors.merge[:, pair] * right[:, k + 1]
        matched[:, j] += share * both
        matched[:, k] += (1 - share) * both
    half = _half_scale(before_scale[:-2] + after_scale[2:] - total)
    crossed = factors.match[:-1, 1:] * factors.match[1:, :-1] * factors.swap[:, None]
    swapped = before[:-2, :-2] * half * crossed * (after[2:, 2:] * half)
    matched[:-1, 1:] += swapped
    matched[1:, :-1] += swapped
    return np.minimum(matched, 1.0)


def _half_scale(scale: Array) -> Array:
    """Return the square root of a scale, which both of two sums take, so that their product stays in range."""
    return np.exp(np.minimum(scale / 2, _MOST_SCALE))[:, None]


def _most_accurate(matched: Array, unmatched: Array) -> NDArray[np.int64]:
    """Return the path with the greatest sum of posteriors, as a slot per cell (−1: surplus); it may swap neighbours."""
    cells, slots, rows = matched.shape
    best = np.zeros((cells + 1, slots + 1, rows))
    step = np.zeros((cells + 1, slots + 1, rows), dtype=np.int8)  # 1 surplus, 2 match, 3 swap; 0: slot skipped
    step[1:, 0] = 1
    for i in range(1, cells + 1):
        found = best[i - 1] + unmatched[i - 1]
        step[i] = 1
        _improve(found[1:], step[i, 1:], best[i - 1, :-1] + matched[i - 1], 2)
        if i > 1:
            _improve(found[2:], step[i, 2:], best[i - 2, :-2] + matched[i - 2, 1:] + matched[i - 1, :-1], 3)
        best[i] = np.maximum.accumulate(found, axis=0)
        step[i, 1:][best[i, :-1] >= found[1:]] = 0
    return _traced(step)


def _improve(found: Array, step: NDArray[np.int8], candidate: Array, move: int) -> None:
    is_better = candidate > found
    np.copyto(found, candidate, where=is_better)
    step[is_better] = move


def _traced(step: NDArray[np.int8]) -> NDArray[np.int64]:
    cells, slots, rows = step.shape[0] - 1, step.shape[1] - 1, step.shape[2]
    slot = np.full((cells, rows), -1)
    i, j, every = np.full(rows, cells), np.full(rows, slots), np.arange(rows)
    for _ in range(cells + slots):
        here = step[i, j, every]
        is_match, is_swap = (here == 2) & (i > 0), (here == 3) & (i > 0)
        slot[i[is_match] - 1, every[is_match]] = j[is_match] - 1
        slot[i[is_swap] - 1, every[is_swap]] = j[is_swap] - 2
        slot[i[is_swap] - 2, every[is_swap]] = j[is_swap] - 1
        i = np.where(i > 0, i - (here >= 1) - is_swap, i)
        j = np.where(j > 0, j - (here != 1) - is_swap, j)
    return slot
