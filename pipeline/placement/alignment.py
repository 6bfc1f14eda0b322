"""The alignment: a row is a noisy reading of its heading. A pair hidden Markov model, batched over rows.

States: *match* (a cell stands in a slot), *lost* (a slot has no cell), *surplus* (a cell has no slot). The
forward–backward pass gives, for every cell, the probability of each slot; the path of greatest expected accuracy
places the cells. Works on numbers alone: no text, no field, no city.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
IMPOSSIBLE = -1e9


@dataclass(frozen=True)
class Alignment:
    """Posteriors of a batch of rows with equal numbers of cells and slots.

    `match` (rows, cells, slots) and `surplus` (rows, cells) sum to 1 over a cell's possibilities; `slot` (rows,
    cells) is the chosen slot, −1 for surplus; `lost` (rows, slots) is the probability that a slot has no cell;
    `log_likelihood` (rows) is that of the row under the model, relative to the background of its texts.
    """

    match: Array
    surplus: Array
    lost: Array
    slot: NDArray[np.int64]
    log_likelihood: Array


def align(match: Array, lost: Array, surplus: Array, run: Array | None = None) -> Alignment:
    """Align a batch of rows.

    `match` (rows, cells, slots): log-likelihood ratio of each text in each slot. `lost` (rows, slots): log-odds that
    a slot has no cell. `surplus` (rows, cells): log-odds that a cell has no slot. `run` (rows, cells − 1): what two
    surplus cells in a row gain, for strangers come in company (default: nothing). All in nats.
    """
    run = np.zeros((surplus.shape[0], max(surplus.shape[1] - 1, 0))) if run is None else run
    forward = _forward(match, lost, surplus, run)
    mirrored = (match[:, ::-1, ::-1], lost[:, ::-1], surplus[:, ::-1], run[:, ::-1])
    backward = _forward(*mirrored)[:, ::-1, ::-1]
    total = forward[:, -1, -1]
    scale = total[:, None, None]
    matched = np.exp(np.minimum(forward[:, :-1, :-1] + match + backward[:, 1:, 1:] - scale, 0))
    unmatched = np.clip(1 - matched.sum(axis=2), 0, 1)
    empty = np.clip(1 - matched.sum(axis=1), 0, 1)
    return Alignment(matched, unmatched, empty, _most_accurate(matched, unmatched), total)


def mixed_with_position(
    alignment: Alignment, scores: tuple[Array, Array, Array], asked: Sequence[int], log_odds: float
) -> Alignment:
    """Mix an alignment with the reading by position: a row as it should be printed is a model of its own.

    `scores` are `match`, `lost` and `surplus` of `align`; `asked` are the slots in the order of the columns; `log_odds`
    is how much likelier an undamaged row is than the alignment takes its path to be, in nats.
    """
    match, lost, surplus = scores
    cells, slots = match.shape[1:]
    width = min(cells, len(asked))
    filled = list(asked[:width])
    others = [j for j in range(slots) if j not in filled]
    score = match[:, range(width), filled].sum(axis=1) + lost[:, others].sum(axis=1) + surplus[:, width:].sum(axis=1)
    share = 1 / (1 + np.exp(np.clip(alignment.log_likelihood - score - log_odds, -500, 500)))
    placed = np.zeros((cells, slots))
    placed[range(width), filled] = 1
    matched = (1 - share)[:, None, None] * alignment.match + share[:, None, None] * placed
    unmatched = np.clip(1 - matched.sum(axis=2), 0, 1)
    empty = np.clip(1 - matched.sum(axis=1), 0, 1)
    return Alignment(matched, unmatched, empty, _most_accurate(matched, unmatched), alignment.log_likelihood)


def _forward(match: Array, lost: Array, surplus: Array, run: Array) -> Array:
    """Return the log-sum over all alignments of the first i cells with the first j slots: (rows, cells+1, slots+1).

    Lost slots come before surplus cells between two matches, so that each alignment is counted once.
    """
    rows, cells, slots = match.shape
    closed = np.full((rows, cells + 1, slots + 1), IMPOSSIBLE)  # ends in a match or a lost slot
    opened = np.full((rows, cells + 1, slots + 1), IMPOSSIBLE)  # ends in a surplus cell
    closed[:, 0, 0] = 0
    for i in range(cells + 1):
        if i:
            before = np.logaddexp(closed[:, i - 1], opened[:, i - 1])
            company = run[:, i - 2, None] if i > 1 else 0.0
            opened[:, i] = np.logaddexp(closed[:, i - 1], opened[:, i - 1] + company) + surplus[:, i - 1, None]
            closed[:, i, 1:] = before[:, :-1] + match[:, i - 1]
        for j in range(1, slots + 1):
            closed[:, i, j] = np.logaddexp(closed[:, i, j], closed[:, i, j - 1] + lost[:, j - 1])
    return np.logaddexp(closed, opened)


def _most_accurate(matched: Array, unmatched: Array) -> NDArray[np.int64]:
    """Return the monotone path with the greatest sum of posteriors, as a slot per cell (−1: surplus)."""
    rows, cells, slots = matched.shape
    best = np.zeros((rows, cells + 1, slots + 1))
    step = np.zeros((rows, cells + 1, slots + 1), dtype=np.int8)  # 0 slot skipped, 1 surplus, 2 match
    step[:, 1:, 0] = 1
    best[:, 1:, 0] = unmatched.cumsum(axis=1)
    for i in range(1, cells + 1):
        stray = best[:, i - 1] + unmatched[:, i - 1, None]
        placed = np.full((rows, slots + 1), IMPOSSIBLE)
        placed[:, 1:] = best[:, i - 1, :-1] + matched[:, i - 1]
        best[:, i] = np.maximum(stray, placed)
        step[:, i] = np.where(placed > stray, 2, 1)
        for j in range(1, slots + 1):
            is_better = best[:, i, j - 1] > best[:, i, j]
            best[:, i, j] = np.where(is_better, best[:, i, j - 1], best[:, i, j])
            step[:, i, j] = np.where(is_better, 0, step[:, i, j])
    return _traced(step)


def _traced(step: NDArray[np.int8]) -> NDArray[np.int64]:
    rows, cells, slots = step.shape[0], step.shape[1] - 1, step.shape[2] - 1
    slot = np.full((rows, cells), -1)
    i, j, every = np.full(rows, cells), np.full(rows, slots), np.arange(rows)
    for _ in range(cells + slots):
        here = step[every, i, j]
        is_match = (here == 2) & (i > 0)
        slot[every[is_match], i[is_match] - 1] = j[is_match] - 1
        i = np.where((here >= 1) & (i > 0), i - 1, i)
        j = np.where((here != 1) & (j > 0), j - 1, j)
    return slot
