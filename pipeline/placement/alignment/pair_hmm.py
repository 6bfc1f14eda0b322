"""The alignment: a row is a noisy reading of its heading. A pair hidden Markov model, batched over rows.

Moves: *match* (a cell stands in a slot), *lost* (a slot has no cell), *surplus* (a cell has no slot), *swap* (two
neighbours stand in each other's slots), *merge* (a cell holds the texts of two neighbouring slots and stands in the
first). The forward–backward pass gives, for every cell, the probability of each slot; the path of greatest expected
accuracy places the cells. Works on numbers alone: no text, no field, no city. Rows are the last axis of every array,
so that each step of the recursion is one operation over all rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.placement.alignment.decoding import most_accurate

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
Pair = tuple[int, int, float]
# Beyond this many nats evidence is certain, and sums over a row stay within the range of a float.
_MOST_NATS = 30.0
# A float holds e to the power of 709; two matches and a swap come on top.
_MOST_SCALE = 600.0


@dataclass(frozen=True)
class Scores:
    """What a batch of rows is aligned by; odds and likelihood ratios in nats.

    `match` (cells, slots, rows): log-likelihood ratio of each text in each slot. `lost` (slots, rows): log-odds that a
    slot has no cell. `surplus` (cells, rows): log-odds that a cell has no slot. `run` (cells − 1, rows): what two
    surplus cells in a row gain, for strangers come in company. `swap` (slots − 1): log-odds that the cells of two
    neighbouring slots changed places (None: they did not); `is_double` (cells − 1, rows): which cells hold the text of
    the next, so that to exchange them makes no difference. `merge` (cells, pairs, rows): log-likelihood ratio, prior
    included, of a text as those of two slots together (None: there are no pairs); `pairs`: these slots, in order, and
    how far such a cell counts for the first of them; slots between the two are lost.
    `is_padding` (cells, rows): cells that a row does not have; they stand behind its last one and count for nothing.
    """

    match: Array
    lost: Array
    surplus: Array
    run: Array
    swap: Array | None
    is_padding: NDArray[np.bool_]
    pairs: Sequence[Pair] = ()
    merge: Array | None = None
    is_double: NDArray[np.bool_] | None = None


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
    path: Codes | None = None

    @classmethod
    def of(cls, match: Array, log_likelihood: Array) -> "Alignment":
        """Return the alignment of these matches: what is not matched is surplus or lost."""
        surplus, lost = (np.clip(1 - match.sum(axis=axis), 0, 1) for axis in (1, 0))
        return cls(match, surplus, lost, log_likelihood)

    @cached_property
    def slot(self) -> Codes:
        """Return the slot of each cell, (cells, rows), on the path of greatest expected accuracy; −1: surplus."""
        return most_accurate(self.match, self.surplus) if self.path is None else self.path


@dataclass(frozen=True)
class _Merges:
    """The cells that may be two, each with its pair of slots: few of all there could be, so that they are listed.

    `cell`, `first`, `second`, `row`, `factor`, `share` (entries), in the order of the cells.
    """

    cell: Codes
    first: Codes
    second: Codes
    row: Codes
    factor: Array
    share: Array

    @classmethod
    def of(cls, scores: Scores) -> "_Merges":
        merge = np.empty((0, 1, 1)) if scores.merge is None else scores.merge
        entries = np.flatnonzero(merge > -np.inf)
        cell, pair, row = np.unravel_index(entries, merge.shape)
        j, k = np.array([pair[:2] for pair in scores.pairs], dtype=np.int64).reshape(-1, 2)[pair].T
        factor = _factor(merge.reshape(-1)[entries] - scores.lost[j, row] - scores.lost[k, row])
        share = np.array([share for *_, share in scores.pairs])[pair]
        return cls(cell, j, k, row, np.where(scores.is_padding[cell, row], 0.0, factor), share)

    def mirrored(self, cells: int, slots: int) -> "_Merges":
        turned = replace(self, cell=cells - 1 - self.cell, first=slots - 1 - self.second, second=slots - 1 - self.first)
        return _Merges(*(getattr(turned, part.name)[::-1] for part in fields(turned)))

    def moved(self, total: Array, cells: slice) -> tuple[Codes, Array]:
        """Return the places in (slots, rows), flattened, that the merges of these entries end in, and the sums that
        they bring there from `total` (slots + 1, rows)."""
        rows = total.shape[1]
        start, end = self.first[cells] * rows + self.row[cells], self.second[cells] * rows + self.row[cells]
        return end, total.reshape(-1)[start] * self.factor[cells]


@dataclass(frozen=True)
class _Factors:
    """The scores of the moves as factors, relative to all slots being lost; mirrored, they serve the backward pass.

    `crossed` (cells − 1, slots − 1, rows) is what two neighbouring cells in each other's slots are worth
    (None: nothing).
    """

    match: Array
    surplus: Array
    run: Array
    crossed: Array | None
    merges: _Merges

    @classmethod
    def of(cls, scores: Scores) -> "_Factors":
        match = _factor(scores.match - scores.lost)
        match *= ~scores.is_padding[:, None]
        surplus = np.where(scores.is_padding, 1.0, _factor(scores.surplus.copy()))
        run = np.where(scores.is_padding[1:], 1.0, _factor(scores.run.copy()))
        return cls(match, surplus, run, _crossed(match, scores), _Merges.of(scores))

    @property
    def mirrored(self) -> "_Factors":
        crossed = None if self.crossed is None else self.crossed[::-1, ::-1]
        turned = (self.match[::-1, ::-1], self.surplus[::-1], self.run[::-1], crossed)
        return _Factors(*turned, self.merges.mirrored(*self.match.shape[:2]))


def _crossed(match: Array, scores: Scores) -> Array | None:
    if scores.swap is None:
        return None
    crossed: Array = match[:-1, 1:] * match[1:, :-1]
    crossed *= np.exp(scores.swap)[:, None]
    if scores.is_double is not None:
        crossed *= ~scores.is_double[:, None]
    return crossed


def align(scores: Scores) -> Alignment:
    """Align a batch of rows."""
    factors = _Factors.of(scores)
    before, before_scale = _forward(factors)
    after, after_scale = (part[::-1] for part in _forward(factors.mirrored))
    log_total = np.log(before[-1, -1]) + before_scale[-1]
    matched = _posteriors(factors, before, after[:, ::-1], before_scale - log_total, after_scale)
    return Alignment.of(matched, log_total + scores.lost.sum(axis=0))


def share_of_position(alignment: Alignment, scores: Scores, asked: Sequence[int], log_odds: float) -> Array:
    """Return the probability (rows) of the reading by position: a row as it should be printed is a model of its own.

    `asked` are the slots in the order of the columns; `log_odds` is how much likelier an undamaged row is than the
    alignment takes its path to be, in nats.
    """
    cells, slots = scores.match.shape[:2]
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
    """Turn a score into its factor, in place: new arrays of this size cost more than what is done with them."""
    np.clip(score, -_MOST_NATS, _MOST_NATS, out=score)
    return np.exp(score, out=score)


def _forward(factors: _Factors) -> tuple[Array, Array]:
    """Return the sum over all alignments of the first i cells with the first j slots, (cells + 1, slots + 1, rows), and
    the logarithm of the factor taken out of each of its steps, (cells + 1, rows).

    Lost slots come before surplus cells between two matches, so that each alignment is counted once. A slot is lost
    for nothing, so that losing slots is a running sum: a product with a matrix of ones and zeros. All sums grow with
    the slots, so that the last is the largest.
    """
    cells, slots, rows = factors.match.shape
    total, largest = np.empty((cells + 1, slots + 1, rows)), np.ones((cells + 1, rows))
    total[0] = 1.0
    closed = np.ones((slots + 1, rows))  # ends in a match or a lost slot
    opened = np.zeros((slots + 1, rows))  # ends in a surplus cell
    ends_before = np.tri(slots + 1, slots, -1)
    starts = np.searchsorted(factors.merges.cell, np.arange(cells + 1))
    for i in range(1, cells + 1):
        opened *= factors.run[i - 2] if i > 1 else 1.0
        opened += closed
        opened *= factors.surplus[i - 1] / largest[i - 1]
        merges = slice(starts[i - 1], starts[i])
        np.matmul(ends_before, _matched(factors, total, largest, i, merges), out=closed)
        np.add(closed, opened, out=total[i])
        largest[i] = total[i, -1]
        total[i] *= 1 / largest[i]
    return total, np.cumsum(np.log(largest), axis=0)


def _matched(factors: _Factors, total: Array, largest: Array, i: int, merges: slice) -> Array:
    """Return the sums whose last move takes the i-th cell into a slot, (slots, rows), in the scale of the step before;
    `merges` are the i-th cell's."""
    found = total[i - 1, :-1] * factors.match[i - 1]
    if i > 1 and factors.crossed is not None:
        crossed = total[i - 2, :-2] * factors.crossed[i - 2]
        crossed *= 1 / largest[i - 1]
        found[1:] += crossed
    if merges.start < merges.stop:
        np.add.at(found.reshape(-1), *factors.merges.moved(total[i - 1], merges))
    return found


def _posteriors(factors: _Factors, before: Array, after: Array, before_scale: Array, after_scale: Array) -> Array:
    """Turn the factors of matches into the probability of each cell in each slot, (cells, slots, rows), in place.

    The scales are those of the sums before and after, the total taken out.
    """
    scale = _unscaled(before_scale[:-1] + after_scale[1:])
    matched, swapped = factors.match, factors.crossed
    matched *= scale[:, None]
    matched *= before[:-1, :-1]
    matched *= after[1:, 1:]
    if swapped is not None:
        swapped *= _unscaled(before_scale[:-2] + after_scale[2:])[:, None]
        swapped *= before[:-2, :-2]
        swapped *= after[2:, 2:]
        matched[:-1, 1:] += swapped
        matched[1:, :-1] += swapped
    merges = factors.merges
    i, j, k, row = merges.cell, merges.first, merges.second, merges.row
    merged = before[i, j, row] * scale[i, row] * merges.factor * after[i + 1, k + 1, row]
    for slot, share in ((j, merges.share), (k, 1 - merges.share)):
        place = np.ravel_multi_index((i, slot, row), matched.shape)
        np.add.at(matched.reshape(-1), place, share * merged)
    return np.minimum(matched, 1.0, out=matched)


def _unscaled(log_scale: Array) -> Array:
    return np.exp(np.minimum(log_scale, _MOST_SCALE))
