"""What placement gives: cells with their fields, and what became of the fields that a heading asks for."""

from typing import NamedTuple


class PlacedCell(NamedTuple):
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
    decision_reason: str | None = None
    heading_cell_no: int | None = None
    is_beside: bool = False


class ListingField(NamedTuple):
    """What became of one field that the heading asks for, in one line (see `staging.listing_field`)."""

    line_no: int
    field: str
    fiscal_year: int | None
    state: str
