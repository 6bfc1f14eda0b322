"""Decoding: the path through an alignment's posteriors that places the most cells right, as far as they tell.

Works on numbers alone; rows are the last axis of every array.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.int64]


def most_accurate(matched: Array, unmatched: Array) -> Codes:
    """Return the path with the greatest sum of posteriors, as a slot per cell (−1: surplus); it may swap neighbours.

    Where each cell's likeliest slot lies behind those of the cells before it, as in most rows, no path has more.
    """
    if not matched.size:
        return np.full(unmatched.shape, -1)
    slot = np.where(unmatched >= matched.max(axis=1), -1, matched.argmax(axis=1))
    is_behind = slot[1:] > np.maximum.accumulate(slot, axis=0)[:-1]
    others = np.flatnonzero(~(is_behind | (slot[1:] < 0)).all(axis=0))
    slot[:, others] = _searched(matched[:, :, others], unmatched[:, others])
    return slot


def _searched(matched: Array, unmatched: Array) -> Codes:
    """Return the same from all paths: of moves that are worth the same, the lost slot is taken, then the surplus."""
    cells, slots, rows = matched.shape
    best = np.zeros((cells + 1, slots + 1, rows))
    found = np.empty((cells, slots + 1, rows))  # before slots are lost
    move = np.zeros((cells, slots + 1, rows), dtype=np.int64)  # by so many slots: 0 surplus, 1 match, 2 swap
    crossed = matched[:-1, 1:] + matched[1:, :-1]
    for i in range(cells):
        np.add(best[i], unmatched[i], out=found[i])
        _improve(found[i, 1:], move[i, 1:], best[i, :-1] + matched[i], 1)
        if i > 0:
            _improve(found[i, 2:], move[i, 2:], best[i - 1, :-2] + crossed[i - 1], 2)
        np.maximum.accumulate(found[i], axis=0, out=best[i + 1])
    is_rise = np.concatenate([np.ones((cells, 1, rows), bool), best[1:, :-1] < found[:, 1:]], axis=1)
    rise = np.maximum.accumulate(np.where(is_rise, np.arange(slots + 1)[:, None], 0), axis=1)
    return _traced(rise, move)


def _improve(found: Array, move: Codes, candidate: Array, slots: int) -> None:
    np.copyto(move, slots, where=candidate > found)
    np.maximum(found, candidate, out=found)


def _traced(rise: Codes, move: Codes) -> Codes:
    """Follow the best path back from its end; `rise` says from where on slots were lost."""
    cells, slots, rows = rise.shape
    slot = np.full((cells, rows), -1)
    j, every, is_placed = np.full(rows, slots - 1), np.arange(rows), np.zeros(rows, bool)
    for i in reversed(range(cells)):
        j = np.where(is_placed, j, rise[i, j, every])
        step = np.where(is_placed, 0, move[i, j, every])
        is_placed = step == 2
        slot[i] = np.where(step > 0, j - step, slot[i])
        slot[i - 1] = np.where(is_placed, j - 1, slot[i - 1])  # no swap ends at the first cell
        j = j - step
    return slot
