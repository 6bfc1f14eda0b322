"""Lines to placed cells: the most accurate path through the posteriors, and what is left in doubt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.documents.headings import HeadingField
from pipeline.documents.lines import Line
from pipeline.placement.alignment import Alignment, Array
from pipeline.placement.model import Batch, aligned_batches
from pipeline.placement.scoring import fitted_weights
from pipeline.placement.slots import Place, Slot
from pipeline.values.policies import read_policy_title
from pipeline.values.text import is_blank, is_dash

# Below CERTAIN a cell is marked as doubtful; below PLACEABLE no place is given at all. Reasons: docs/decisions.md.
CERTAIN = 0.9
PLACEABLE = 0.4
# A row whose cells are placed with less on the average is no sequence any more (scrambled, or two measures in one):
# what is not certain in it is quarantined.
READABLE = 0.7
_SURPLUS: Place = ("surplus", None)


@dataclass(frozen=True)
class PlacedCell:
    """A non-blank cell with its field (see `staging.placed_cell`)."""

    line_no: int
    cell_no: int
    field: str
    fiscal_year: int | None
    text: str
    method: str
    posterior: float
    is_uncertain: bool
    alternative_field: str | None = None
    alternative_fiscal_year: int | None = None
    alternative_posterior: float | None = None
    decided_by: str | None = None
    decided_on: str | None = None


@dataclass(frozen=True)
class ListingField:
    """What became of one field that the heading asks for, in one line (see `staging.listing_field`)."""

    line_no: int
    field: str
    fiscal_year: int | None
    state: str


def place(
    lines: Sequence[Line], headings: Mapping[int, Sequence[HeadingField]], weights: pd.DataFrame | None = None
) -> tuple[list[PlacedCell], list[ListingField]]:
    """Place every non-blank cell of the measure and policy lines of one document.

    `headings` maps a heading's line number to its columns; `weights` are those of the evidence (default: as fitted).
    Returns the cells in document order, and for each measure line the state of every field its heading asks for.
    """
    cells = [cell for line in lines if line.kind == "policy" for cell in _policy_cells(line)]
    states: list[ListingField] = []
    for batch, alignment in aligned_batches(lines, headings, fitted_weights() if weights is None else weights):
        cells += _placed_cells(batch, alignment)
        for line, chosen in zip(batch.lines, alignment.slot, strict=True):
            states += _states(line, batch.slots, chosen)
    return sorted(cells, key=lambda c: (c.line_no, c.cell_no)), sorted(states, key=lambda s: s.line_no)


def _policy_cells(line: Line) -> Iterator[PlacedCell]:
    for cell_no, text in enumerate(line.cells, 1):
        if not is_blank(text):
            field = "policy" if read_policy_title(text) else "surplus"
            yield PlacedCell(line.line_no, cell_no, field, None, text, "positional", 1.0, is_uncertain=False)


def _placed_cells(batch: Batch, alignment: Alignment) -> Iterator[PlacedCell]:
    """Give every non-blank cell of a batch its place on the path, and its second-best place."""
    places = [*dict.fromkeys(slot.place for slot in batch.slots), _SURPLUS]
    posterior = _by_place(batch, alignment, places)
    index_of = np.array([*(places.index(slot.place) for slot in batch.slots), len(places) - 1])
    chosen = index_of[alignment.slot]  # slot −1 is the last: surplus
    best = np.take_along_axis(posterior, chosen[:, :, None], axis=2)[:, :, 0]
    others = posterior.copy()
    np.put_along_axis(others, chosen[:, :, None], -1.0, axis=2)
    rival, second = others.argmax(axis=2), others.max(axis=2)
    for row, line in enumerate(batch.lines):
        printed = [i for i, text in enumerate(line.cells) if not is_blank(text)]
        method = "positional" if _is_positional(printed, batch.slots, alignment.slot[row]) else "aligned"
        needed = CERTAIN if best[row, printed].mean() < READABLE else PLACEABLE
        for i in printed:
            first = (places[chosen[row, i]], float(best[row, i]))
            runner_up = (places[rival[row, i]], float(second[row, i]))
            yield _placed_cell(line, i, method, first, runner_up, needed)


def _by_place(batch: Batch, alignment: Alignment, places: Sequence[Place]) -> Array:
    """Return the posterior of each cell's places, slots of one field and year summed: (rows, cells, places)."""
    member = np.array([[float(slot.place == place) for place in places] for slot in batch.slots])
    posterior = alignment.match @ member
    posterior[:, :, -1] = alignment.surplus
    return np.minimum(posterior, 1.0)


def _is_positional(printed: Sequence[int], slots: Sequence[Slot], chosen: NDArray[np.int64]) -> bool:
    asked = [j for j, slot in enumerate(slots) if not slot.is_optional]
    return all(i < len(asked) and chosen[i] == asked[i] for i in printed)


def _placed_cell(
    line: Line, i: int, method: str, first: tuple[Place, float], runner_up: tuple[Place, float], needed: float
) -> PlacedCell:
    """Place a cell if its first candidate is probable enough; else it is quarantined, the candidate kept beside it."""
    (field, year), posterior = first
    other, other_posterior = runner_up
    if field == "item" and read_policy_title(line.cells[i]):
        field = "policy"
    if posterior < needed or field == "quarantined":
        other, other_posterior = first if field != "quarantined" else runner_up
        field, year = "quarantined", None
    return PlacedCell(
        line.line_no,
        i + 1,
        field,
        year,
        line.cells[i],
        method,
        posterior,
        is_uncertain=posterior < CERTAIN or field == "quarantined",
        alternative_field=None if other[0] == "quarantined" else other[0],
        alternative_fiscal_year=other[1],
        alternative_posterior=other_posterior,
    )


def _states(line: Line, slots: Sequence[Slot], chosen: NDArray[np.int64]) -> list[ListingField]:
    at = {int(slot): i for i, slot in enumerate(chosen) if slot >= 0}
    states = []
    for j, slot in enumerate(slots):
        if slot.field and not slot.is_optional:
            text = line.cells[at[j]] if j in at else None
            state = "lost" if text is None else "blank" if is_blank(text) else "dash" if is_dash(text) else "filled"
            states.append(ListingField(line.line_no, slot.field, slot.fiscal_year, state))
    return states
