"""Lines to placed cells: the most accurate path through the posteriors, and what is left in doubt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.documents.headings import HeadingField
from pipeline.documents.lines import Line
from pipeline.placement.alignment import Alignment, Array
from pipeline.placement.evidence import fitted_weights
from pipeline.placement.model import aligned_batches
from pipeline.placement.slots import Place, Slot
from pipeline.values.policies import read_policy_title
from pipeline.values.text import is_blank, is_dash

# Below CERTAIN a cell is marked as doubtful; below PLACEABLE no place is given at all. Reasons: docs/decisions.md.
CERTAIN = 0.9
PLACEABLE = 0.4


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
        for row, line in enumerate(batch.lines):
            cells += _placed_cells(line, batch.slots, alignment, row)
            states += _states(line, batch.slots, alignment.slot[row])
    return sorted(cells, key=lambda c: (c.line_no, c.cell_no)), sorted(states, key=lambda s: s.line_no)


def _policy_cells(line: Line) -> Iterator[PlacedCell]:
    for cell_no, text in enumerate(line.cells, 1):
        if not is_blank(text):
            field = "policy" if read_policy_title(text) else "surplus"
            yield PlacedCell(line.line_no, cell_no, field, None, text, "positional", 1.0, is_uncertain=False)


def _placed_cells(line: Line, slots: tuple[Slot, ...], alignment: Alignment, row: int) -> list[PlacedCell]:
    chosen = alignment.slot[row]
    asked = [j for j, slot in enumerate(slots) if not slot.is_optional]
    printed = [i for i, text in enumerate(line.cells) if not is_blank(text)]
    is_positional = all(i < len(asked) and chosen[i] == asked[i] for i in printed)
    method = "positional" if is_positional else "aligned"
    return [
        _placed_cell(line, i, slots, chosen[i], alignment.match[row, i], alignment.surplus[row, i], method)
        for i in printed
    ]


def _placed_cell(
    line: Line, i: int, slots: tuple[Slot, ...], chosen: int, match: Array, surplus: float, method: str
) -> PlacedCell:
    text = line.cells[i]
    weights = _by_field(slots, match) | {("surplus", None): float(surplus)}
    place = slots[chosen].place if chosen >= 0 else ("surplus", None)
    posterior = min(weights.pop(place), 1.0)
    rival, rival_posterior = max(weights.items(), key=lambda item: item[1])
    field, year = ("policy", None) if read_policy_title(text) else place
    if posterior < PLACEABLE or field == "quarantined":
        field, year = "quarantined", None
    return PlacedCell(
        line.line_no,
        i + 1,
        field,
        year,
        text,
        method,
        posterior,
        is_uncertain=posterior < CERTAIN,
        alternative_field=None if rival[0] == "quarantined" else rival[0],
        alternative_fiscal_year=rival[1],
        alternative_posterior=min(rival_posterior, 1.0),
    )


def _by_field(slots: tuple[Slot, ...], match: Array) -> dict[Place, float]:
    """Sum the posteriors of slots for the same field and year."""
    weights: dict[Place, float] = {}
    for slot, probability in zip(slots, match, strict=True):
        weights[slot.place] = weights.get(slot.place, 0.0) + float(probability)
    return weights


def _states(line: Line, slots: tuple[Slot, ...], chosen: Sequence[int]) -> list[ListingField]:
    at = {int(slot): i for i, slot in enumerate(chosen) if slot >= 0}
    states = []
    for j, slot in enumerate(slots):
        if slot.field and not slot.is_optional:
            text = line.cells[at[j]] if j in at else None
            state = "lost" if text is None else "blank" if is_blank(text) else "dash" if is_dash(text) else "filled"
            states.append(ListingField(line.line_no, slot.field, slot.fiscal_year, state))
    return states
