"""What fits no field: each cell kept under the heading of its column."""

from collections.abc import Iterator

from pipeline.contracts.core import FactAttribute
from pipeline.facts.documents import Listing
from pipeline.facts.rows import MeasureLines
from pipeline.facts.tables import CoreTables
from pipeline.placement.cells import PlacedCell
from pipeline.values.quantities import read_figure


def add_attributes(tables: CoreTables, group: MeasureLines, measure_id: str) -> None:
    """Add the attributes of a measure's lines, each with its cell."""
    for listing in group.lines:
        headings = {column.cell_no: column.text for column in listing.columns}
        for cell in _attributes(listing):
            figure = read_figure(cell.text)
            row = {
                "document_id": listing.document.document_id,
                "line_no": cell.line_no,
                "cell_no": cell.cell_no,
                "measure_id": measure_id,
                "heading": headings.get(cell.heading_cell_no or 0) or None,
                "fiscal_year": cell.fiscal_year,
                "text": cell.text,
                "number": figure.number if figure else None,
            }
            tables.add_from(listing.document.document_id, FactAttribute, row, {"text": [cell]})


def _attributes(listing: Listing) -> Iterator[PlacedCell]:
    for (field, _), cells in listing.cells.items():
        if field == "attribute":
            yield from (cell for cell in cells if isinstance(cell, PlacedCell))
