"""Rows that are no sequence any more: scrambled, or two measures in one. Their cells are placed by meaning alone."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline.placement.alignment.pair_hmm import Alignment, Array, Scores

# One row in a thousand has lost its order: the alignment must be that much less likely than cells without order.
SCRAMBLED = np.log(0.001)
# A row with fewer cells in doubt or out of order than this, by expectation, is a sequence.
_FEWEST_DOUBTS = 1.0
_SUM_RANGE = 500.0
Flags = NDArray[np.bool_]


def by_meaning(alignment: Alignment, scores: Scores, is_printed: Flags) -> Alignment:
    """Return the alignment with the rows that are no sequence placed by what each cell says, without regard to order.

    A row is one when its cells, each drawn from any slot, are likelier than the best the alignment can make of them.
    Two cells that claim one slot share it, so that neither is certain. Rows that keep their cells are not looked at.
    """
    in_doubt = (1 - alignment.match.max(axis=1)) * is_printed
    suspects = np.flatnonzero(in_doubt.sum(axis=0) >= _FEWEST_DOUBTS)
    claim = np.where(scores.is_padding[:, None, suspects], 0.0, np.exp(scores.match[:, :, suspects]))
    printed = is_printed[:, suspects]
    free = np.where(printed, np.log(np.maximum(claim.mean(axis=1), 1e-12)), 0.0).sum(axis=0)
    difference = _ordered(alignment, scores, suspects) - free - SCRAMBLED
    share = np.zeros(is_printed.shape[1])
    share[suspects] = 1 / (1 + np.exp(np.clip(difference, -_SUM_RANGE, _SUM_RANGE)))
    if not (share > 0.5).any():
        return alignment
    placed = np.zeros(alignment.match.shape)
    placed[:, :, suspects] = _claims(claim, printed)
    return _replaced(alignment, placed, share, share > 0.5)


def _ordered(alignment: Alignment, scores: Scores, suspects: NDArray[np.int64]) -> Array:
    """Return the log-likelihood of rows under the alignment, the odds of its moves turned into probabilities."""
    lost = np.logaddexp(0.0, scores.lost[:, suspects]).sum(axis=0)
    surplus = np.where(scores.is_padding, 0.0, np.logaddexp(0.0, scores.surplus))[:, suspects].sum(axis=0)
    ordered: Array = alignment.log_likelihood[suspects] - lost - surplus
    return ordered


def _claims(claim: Array, is_printed: Flags) -> Array:
    """Return each printed cell's probability of each slot: its share among the slots, and of the slot among cells."""
    placed = claim / np.maximum(claim.sum(axis=1, keepdims=True), 1e-12) * is_printed[:, None]
    return placed / np.maximum(placed.sum(axis=0), 1.0)


def _replaced(alignment: Alignment, placed: Array, share: Array, is_scrambled: Flags) -> Alignment:
    """Return the alignment with the scrambled rows placed by their claims; the greatest claim to a slot has it."""
    match = np.where(is_scrambled, share * placed + (1 - share) * alignment.match, alignment.match)
    found = Alignment.of(match, alignment.log_likelihood)
    slot = np.where(is_scrambled, match.argmax(axis=1), alignment.slot)
    claimed = np.take_along_axis(match, slot.clip(0)[:, None], axis=1)[:, 0]
    greatest = match.max(axis=0)[slot.clip(0), np.arange(len(share))]
    slot[is_scrambled & ((claimed < greatest) | (claimed < found.surplus))] = -1
    return replace(found, path=slot)
