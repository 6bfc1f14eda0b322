"""What the facts are made from: a document with its lines, headings and placed cells, and its measure lines."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.columns.headings import HeadingField
from pipeline.columns.neighbours.choices import chosen_marks, is_tick
from pipeline.columns.years.row_years import YearRow, asks_for_row_year, in_year
from pipeline.contracts.names import YEARLY_FIELDS
from pipeline.documents.formats.grid import Spans
from pipeline.documents.lines import Line
from pipeline.placement.cells import PlacedCell
from pipeline.placement.supplied import SuppliedValue
from pipeline.values.text import comparison_key

UNUSED = ("surplus", "quarantined")
# What a cell that is merged downwards says for the lines it covers. Of a year's columns it is one value for all.
_MERGED_DOWN = ("policy", "item", "bureau", "section", "page")
# What a value was read from: a cell, or the answer that stands where no cell does.
Origin = PlacedCell | SuppliedValue


@dataclass(frozen=True)
class PlacedDocument:
    """An accepted document, read and placed."""

    document_id: str
    municipality_code: str
    plan_code: str
    lines: Sequence[Line]
    headings: Mapping[int, Sequence[HeadingField]]
    cells: Sequence[PlacedCell]
    supplied: Sequence[SuppliedValue] = ()
    edition_fiscal_year: int = 0
    spans: Spans = field(default_factory=dict)
    year_rows: Mapping[int, YearRow] = field(default_factory=dict)

    @property
    def plan_id(self) -> str:
        """Return the plan that the document is an edition of."""
        return f"{self.municipality_code}_{self.plan_code}"

    @cached_property
    def read_cells(self) -> list[PlacedCell]:
        """Return the placed cells, a tick under one of several marks as that mark."""
        marks = {line_no: chosen_marks(columns) for line_no, columns in self.headings.items()}
        if not any(marks.values()):
            return list(self.cells)
        return [self._read(cell, marks) for cell in self.cells]

    def _read(self, cell: PlacedCell, marks: Mapping[int, Mapping[int, str]]) -> PlacedCell:
        own = marks.get(self.lines[cell.line_no - 1].heading_line_no or 0, {})
        mark = own.get(cell.heading_cell_no or 0)
        return cell._replace(text=mark) if mark and is_tick(cell.text) else cell

    @cached_property
    def cells_by_line(self) -> dict[int, list[PlacedCell]]:
        """Return the placed cells of each line."""
        grouped: dict[int, list[PlacedCell]] = {}
        for cell in self.read_cells:
            grouped.setdefault(cell.line_no, []).append(cell)
        return grouped

    @cached_property
    def supplied_by_line(self) -> dict[int, list[SuppliedValue]]:
        """Return the supplied values of each line."""
        grouped: dict[int, list[SuppliedValue]] = {}
        for value in self.supplied:
            grouped.setdefault(value.line_no, []).append(value)
        return grouped

    @cached_property
    def merged_by_line(self) -> dict[int, list[PlacedCell]]:
        """Return for each line the placed cells above it that are merged downwards over it."""
        placed = {(cell.line_no, cell.cell_no): cell for cell in self.read_cells}
        merged: dict[int, list[PlacedCell]] = {}
        for place, (_, rows) in self.spans.items():
            for line_no in range(place[0] + 1, place[0] + rows) if place in placed else ():
                merged.setdefault(line_no, []).append(placed[place])
        return merged

    @cached_property
    def _told_in_rows(self) -> dict[int, set[int | None]]:
        """Return the years that the rows of a measure tell of, by the first of them."""
        told: dict[int, set[int | None]] = {}
        for line_no, row in self.year_rows.items():
            cells = self.cells_by_line.get(line_no, ())
            years = {cell.fiscal_year for cell in cells if cell.field in YEARLY_FIELDS}
            told.setdefault(row.first_line_no, set()).update(years, (row.fiscal_year,))
        return told

    def rows_of(self, line_no: int) -> list[int]:
        """Return the lines that tell, each of its year, what stands side by side elsewhere: one, but in such tables."""
        return self._lines_by_first.get(line_no, [line_no])

    @cached_property
    def _lines_by_first(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for line_no, row in self.year_rows.items():
            found.setdefault(row.first_line_no, []).append(line_no)
        return found

    def years_asked(self, line: Line) -> dict[int, set[str]]:
        """Return, per fiscal year of the line's heading, the fields it asks for; without any, the edition's year."""
        asked: dict[int, set[str]] = {}
        for column in self.headings[line.heading_line_no or 0]:
            if column.field in YEARLY_FIELDS and column.fiscal_year is not None:
                asked.setdefault(column.fiscal_year, set()).add(column.field)
        if line.line_no in self.year_rows:
            told = self._told_in_rows[self.year_rows[line.line_no].first_line_no]
            asked = {year: fields for year, fields in asked.items() if year in told}
        return dict(sorted(asked.items())) or {self.edition_fiscal_year: set()}


@dataclass(frozen=True)
class Source:
    """A text and the cells it was read from; one supplied value where no cell is placed."""

    text: str
    cells: tuple[Origin, ...]


@dataclass(frozen=True)
class Listing:
    """A measure line: its cells by field and year, the department and policy it stands under not yet read."""

    document: PlacedDocument
    line: Line
    cells: Mapping[tuple[str, int | None], tuple[Origin, ...]] = field(repr=False)

    @property
    def line_no(self) -> int:
        """Return the line's number."""
        return self.line.line_no

    @property
    def columns(self) -> Sequence[HeadingField]:
        """Return the columns of the heading that the line stands under."""
        return self.document.headings[self.line.heading_line_no or 0]

    def cells_of(self, name: str, fiscal_year: int | None = None) -> tuple[Origin, ...]:
        """Return the cells placed in a field, or else the value supplied for it."""
        return self.cells.get((name, fiscal_year), ())

    def source(self, name: str, fiscal_year: int | None = None) -> Source | None:
        """Return what was placed in a field, several texts joined by a line break; None if nothing was."""
        cells = self.cells_of(name, fiscal_year)
        return Source("\n".join(dict.fromkeys(cell.text.strip() for cell in cells)), cells) if cells else None

    def text(self, name: str, fiscal_year: int | None = None) -> str | None:
        """Return the text placed in a field, or None."""
        source = self.source(name, fiscal_year)
        return source.text if source else None


def kept_beside(
    headings: Mapping[int, Sequence[HeadingField]], cells: Sequence[PlacedCell]
) -> tuple[Mapping[int, Sequence[HeadingField]], Sequence[PlacedCell]]:
    """Return headings and cells for facts: what is told beside them (`is_beside`) is kept as an attribute."""
    if not any(column.is_beside for row in headings.values() for column in row):
        return headings, cells
    asked = {
        no: [replace(column, field="attribute") if column.is_beside else column for column in row]
        for no, row in headings.items()
    }
    return asked, [cell._replace(field="attribute") if cell.is_beside else cell for cell in cells]


def in_years(
    headings: Mapping[int, Sequence[HeadingField]],
    cells: Sequence[PlacedCell],
    lines: Sequence[Line],
    rows: Mapping[int, YearRow],
) -> Mapping[int, Sequence[HeadingField]]:
    """Return headings for facts: what a column asks in the year of each row, once for each year that tells of it."""
    if not rows:
        return headings
    years: dict[int, set[int]] = {}
    for line_no, row in rows.items():
        years.setdefault(lines[line_no - 1].heading_line_no or 0, set()).update(filter(None, [row.fiscal_year]))
    told = {(cell.field, cell.fiscal_year) for cell in cells}
    return {no: list(_in_years(own, sorted(years.get(no, ())), told)) for no, own in headings.items()}


def _in_years(
    columns: Sequence[HeadingField], years: Sequence[int], told: Container[tuple[str, int | None]]
) -> Iterator[HeadingField]:
    for column in columns:
        if not asks_for_row_year(column) or not years:
            yield column
            continue
        dated = (in_year(column, year) for year in years)
        yield from (one for one in dated if (one.field, one.fiscal_year) in told)


def listings(document: PlacedDocument) -> list[Listing]:
    """Return the measure lines of a document and those that continue them, in order; lines of a measure that tell of
    one year each are one."""
    firsts = [line for line in document.lines if line.is_row and _is_first(document, line)]
    return [Listing(document, line, _told_by(document, line)) for line in firsts]


def _is_first(document: PlacedDocument, line: Line) -> bool:
    row = document.year_rows.get(line.line_no)
    return row is None or row.first_line_no == line.line_no


def _told_by(document: PlacedDocument, line: Line) -> dict[tuple[str, int | None], tuple[Origin, ...]]:
    """Return the cells of a line by their places, and those of the other rows of its measure."""
    told = _origins(document, line.line_no)
    for other in document.rows_of(line.line_no)[1:]:
        for place, cells in _origins(document, other).items():
            above = told.get(place, ())
            told[place] = (*above, *(cells if place[0] == "attribute" else (_said_again(c, above) for c in cells)))
    return told


def _said_again(cell: Origin, above: Sequence[Origin]) -> Origin:
    """Return a cell of a later row as the first one spells it, where it says the same anew (a name)."""
    same = (one.text for one in above if comparison_key(one.text) == comparison_key(cell.text))
    text = next(same, cell.text)
    return cell._replace(text=text) if isinstance(cell, PlacedCell) else cell


def _origins(document: PlacedDocument, line_no: int) -> dict[tuple[str, int | None], tuple[Origin, ...]]:
    # Where a cell is placed, nothing is supplied (placement/supplied.py).
    own = _by_field([*document.cells_by_line.get(line_no, ()), *document.supplied_by_line.get(line_no, ())])
    merged = _by_field(cell for cell in document.merged_by_line.get(line_no, ()) if cell.field in _MERGED_DOWN)
    return _named_by_indicator(document, line_no, merged | own)


def _named_by_indicator(
    document: PlacedDocument, line_no: int, cells: dict[tuple[str, int | None], tuple[Origin, ...]]
) -> dict[tuple[str, int | None], tuple[Origin, ...]]:
    """In a table of indicators that asks for no measures, the indicator is what a row reports on."""
    columns = document.headings[document.lines[line_no - 1].heading_line_no or 0]
    if ("indicator", None) not in cells or any(column.field == "measure" for column in columns):
        return cells
    return cells | {("measure", None): cells[("indicator", None)]}


def _by_field(cells: Iterable[Origin]) -> dict[tuple[str, int | None], tuple[Origin, ...]]:
    grouped: dict[tuple[str, int | None], tuple[Origin, ...]] = {}
    for cell in cells:
        if cell.field not in UNUSED:
            key = (cell.field, cell.fiscal_year)
            grouped[key] = (*grouped.get(key, ()), cell)
    return grouped
