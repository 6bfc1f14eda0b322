"""Cells of a row whose place is in doubt, and the places each of them may fill: what fills them is not missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.placement.cells import PlacedCell
from pipeline.quality.progress_table import MeasureRow
from pipeline.values.achievement import is_rating_form
from pipeline.values.text import is_dash

Place = tuple[str, int | None]


@dataclass(frozen=True)
class Doubt:
    """So many cells, each of which fills one of the places; `own` is the one where an uncertain cell was placed."""

    cell_count: int
    places: tuple[Place, ...]
    own: Place | None = None


def doubts(row: MeasureRow) -> Iterator[Doubt]:
    """Yield what may stand where: quarantined cells between their neighbours, uncertain ones here or there."""
    headings = row.document.headings[row.listing.line.heading_line_no or 0]
    columns: list[Place] = [(heading.field, heading.fiscal_year) for heading in headings if heading.field]
    position, pending = -1, list[PlacedCell]()
    for cell in row.document.cells_by_line.get(row.listing.line_no, []):
        place: Place = (cell.field, cell.fiscal_year)
        if cell.field == "quarantined":
            pending.append(cell)
        elif place in columns:
            following = columns.index(place)
            yield from _between(pending, columns[position + 1 : following] or columns)
            position, pending = following, []
            if cell.is_uncertain and cell.alternative_field:
                yield Doubt(1, (place, (cell.alternative_field, cell.alternative_fiscal_year)), place)
    yield from _between(pending, columns[position + 1 :])


def _between(cells: Sequence[PlacedCell], places: Sequence[Place]) -> Iterator[Doubt]:
    """Yield which of the places the cells may fill: a rating no narrative's, a dash any."""
    rating_count = sum(is_dash(cell.text) or is_rating_form(cell.text) for cell in cells)
    text_count = sum(is_dash(cell.text) or not is_rating_form(cell.text) for cell in cells)
    for count, is_rating in ((rating_count, True), (text_count, False)):
        if count:
            yield Doubt(count, tuple(place for place in places if (place[0] == "achievement") is is_rating))
