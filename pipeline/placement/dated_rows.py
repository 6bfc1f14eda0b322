"""Cells and states of tables whose rows tell of one year each: in the year of their row, at the first row of their
measure, as if its years stood side by side."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.columns.years.column_years import DATED, read_column_year, steps_from
from pipeline.columns.years.row_years import YearRow, asks_for_row_year
from pipeline.intake.frames import LinedDocument
from pipeline.placement.cells import ListingField, PlacedCell


def dated_cells(
    cells: Sequence[PlacedCell], document: LinedDocument, rows: Mapping[int, YearRow]
) -> Iterator[PlacedCell]:
    """Yield cells with the year of their row; where it cannot be read, they are in doubt."""
    texts = _texts(document)
    for cell in cells:
        row = rows.get(cell.line_no)
        heading = (document.lines[cell.line_no - 1].heading_line_no or 0, cell.heading_cell_no or 0)
        if row is None or cell.field not in DATED or cell.fiscal_year is not None or heading not in texts:
            yield cell
        elif row.fiscal_year is None:
            yield cell._replace(is_uncertain=True)
        else:
            steps = steps_from(cell.field, read_column_year(texts[heading]))
            yield cell._replace(fiscal_year=row.fiscal_year + steps)


def dated_states(
    states: Sequence[ListingField], cells: Sequence[PlacedCell], document: LinedDocument, rows: Mapping[int, YearRow]
) -> Iterator[ListingField]:
    """Yield what became of each field and year at the first row of its measure. What no row of a year tells (results
    of one that is still planned) is not asked for."""
    if not rows:
        yield from states
        return
    told = {(cell.field, cell.fiscal_year) for cell in cells}
    for state in states:
        row = rows.get(state.line_no)
        if row is None:
            yield state
        elif state.field not in DATED or state.fiscal_year is not None:
            if row.first_line_no == state.line_no:
                yield state
        elif row.fiscal_year is not None:
            year = row.fiscal_year + _steps(state, document)
            if (state.field, year) in told:
                yield state._replace(line_no=row.first_line_no, fiscal_year=year)


def at_first_rows(cells: Sequence[PlacedCell], rows: Mapping[int, YearRow]) -> list[PlacedCell]:
    """Return cells at the first row of their measure."""
    return [cell._replace(line_no=rows[cell.line_no].first_line_no) if cell.line_no in rows else cell for cell in cells]


def _steps(state: ListingField, document: LinedDocument) -> int:
    columns = document.headings[document.lines[state.line_no - 1].heading_line_no or 0]
    own = (column for column in columns if column.field == state.field and asks_for_row_year(column))
    return next((steps_from(column.field, read_column_year(column.text)) for column in own), 0)


def _texts(document: LinedDocument) -> dict[tuple[int, int], str]:
    return {(no, column.cell_no): column.text for no, columns in document.headings.items() for column in columns}
