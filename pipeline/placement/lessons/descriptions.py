"""A row has one description. Where its own column holds none, one that moved is likely; where it does, hardly."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.placement.alignment.pair_hmm import Alignment, Array
from pipeline.placement.slots import Slot

# Three descriptions in a hundred move to another column; rows that never had one are counted in the table itself.
MOVED, MOST_MOVED = 0.03, 0.5
# Two descriptions in a row: one is another text that sounds like one.
SECOND = 0.002


def descriptions_held(slots: Sequence[Slot], alignment: Alignment, is_printed: NDArray[np.bool_]) -> Array:
    """Return the probability that a slot of a description holds a printed cell: (such slots, rows)."""
    places = [j for j, slot in enumerate(slots) if slot.field == "description"]
    held: Array = np.minimum((alignment.match[:, places] * is_printed[:, None]).sum(axis=0), 1.0)
    return held


def description_lost(slots: Sequence[Slot], held: Array, lost: Array) -> Array:
    """Return the probability that a slot has no cell, (slots, rows), given where else the row has its description.

    `lost` (slots, rows) is that without such knowledge, `held` what `descriptions_held` found in the first pass.
    """
    places = [j for j, slot in enumerate(slots) if slot.field == "description"]
    own = [number for number, j in enumerate(places) if not slots[j].is_optional]
    told = lost.copy()
    for number, j in enumerate(places):
        if slots[j].is_optional:
            moved = _moved(1 - held[own[0]]) if own else 1 - lost[j]
            elsewhere = 1 - np.prod(1 - np.delete(held, number, axis=0), axis=0)
            told[j] = 1 - (elsewhere * np.minimum(SECOND, moved) + (1 - elsewhere) * moved)
    return told


def _moved(missing: Array) -> float:
    """Return the probability that a description moved that its own column does not hold; `missing` (rows)."""
    return float(min(MOST_MOVED, MOVED / max(missing.mean(), MOVED)))
