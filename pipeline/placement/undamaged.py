"""Tables whose cells have not moved: each cell stands in its column, and only the column can be in doubt.

A table that nobody damaged needs no alignment; what looks strange in it is what the city wrote.
"""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.columns.headings import HeadingField
from pipeline.documents.lines import Line
from pipeline.intake.frames import LinedDocument
from pipeline.placement.cells import ListingField, PlacedCell
from pipeline.placement.shifted import are_out_of_order, are_shifted, fit_of
from pipeline.values.text import is_blank, is_dash

# Of the rows of an undamaged table, so many have as many cells as its heading; fewer rows than these cannot show it.
_UNDAMAGED, _FEWEST_ROWS = 0.98, 8
# Nobody is asked for what is kept under its own heading.
UNASKED = ("attribute", "quarantined")


def undamaged_lines(lines: Sequence[Line], headings: Mapping[int, Sequence[HeadingField]]) -> list[Line]:
    """Return the measure lines of an undamaged document that have a cell for each column; none of a damaged one."""
    rows = [line for line in lines if line.is_row and line.heading_line_no is not None]
    whole = [line for line in rows if len(line.cells) == _width(headings[line.heading_line_no or 0])]
    if len(rows) < _FEWEST_ROWS or len(whole) < _UNDAMAGED * len(rows):
        return []
    # A heading that is repeated is one: its rows show together what its columns hold.
    alike: dict[tuple[tuple[int, str], ...], list[Line]] = {}
    for line in whole:
        columns = headings[line.heading_line_no or 0]
        alike.setdefault(tuple((column.cell_no, column.text) for column in columns), []).append(line)
    kept = {line.line_no for own in alike.values() for line in _in_place(own, len(own[0].cells))}
    return [line for line in whole if line.line_no in kept]


def _in_place(lines: Sequence[Line], width: int) -> list[Line]:
    """Return the lines of a heading whose cells stand where they should; none where many have moved."""
    fit = fit_of(lines, width)
    if are_shifted(fit):
        return []
    return [line for line, is_moved in zip(lines, are_out_of_order(fit), strict=True) if not is_moved]


def cells_of(line: Line, columns: Sequence[HeadingField]) -> Iterator[PlacedCell]:
    """Yield the non-blank cells of an undamaged line, each in its column, as sure as that is; surplus where the table
    has none."""
    asked = {column.cell_no: column for column in columns}
    for cell_no, text in enumerate(line.cells, 1):
        if is_blank(text):
            continue
        column = asked.get(cell_no)
        field, year = (column.field, column.fiscal_year) if column else ("surplus", None)
        yield PlacedCell(
            line.line_no,
            cell_no,
            field,
            year,
            text,
            "positional",
            1.0,
            is_uncertain=False,
            heading_cell_no=cell_no if column else None,
            is_beside=column is not None and column.is_beside,
        )


def states_of(line: Line, columns: Sequence[HeadingField]) -> Iterator[ListingField]:
    """Yield what stands in each column of an undamaged line."""
    for column in columns:
        if column.field in UNASKED or column.is_beside:
            continue
        text = line.cells[column.cell_no - 1]
        state = "blank" if is_blank(text) else "dash" if is_dash(text) else "filled"
        yield ListingField(line.line_no, column.field, column.fiscal_year, state)


def in_doubtful_columns(cells: Sequence[PlacedCell], document: LinedDocument) -> Iterator[PlacedCell]:
    """Yield cells as sure as their columns: where those are in doubt, so is what stands in them."""
    columns = {(line_no, column.cell_no): column for line_no, row in document.headings.items() for column in row}
    for cell in cells:
        column = columns.get((document.lines[cell.line_no - 1].heading_line_no or 0, cell.heading_cell_no or 0))
        if column is None or column.posterior == 1.0 or cell.method == "adjudicated":
            yield cell
        else:
            is_uncertain = cell.is_uncertain or column.is_uncertain
            yield cell._replace(posterior=cell.posterior * column.posterior, is_uncertain=is_uncertain)


def _width(columns: Sequence[HeadingField]) -> int:
    return max((column.cell_no for column in columns), default=0)
