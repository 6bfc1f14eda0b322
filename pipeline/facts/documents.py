"""What the facts are made from: a document with its lines, headings and placed cells, and its measure lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.documents.headings import YEARLY_FIELDS, HeadingField
from pipeline.documents.lines import Line
from pipeline.placement.placing import PlacedCell

UNUSED = ("surplus", "quarantined")


@dataclass(frozen=True)
class PlacedDocument:
    """An accepted document, read and placed."""

    document_id: str
    municipality_code: str
    plan_code: str
    lines: Sequence[Line]
    headings: Mapping[int, Sequence[HeadingField]]
    cells: Sequence[PlacedCell]

    @cached_property
    def cells_by_line(self) -> dict[int, list[PlacedCell]]:
        """Return the placed cells of each line."""
        grouped: dict[int, list[PlacedCell]] = {}
        for cell in self.cells:
            grouped.setdefault(cell.line_no, []).append(cell)
        return grouped

    def years_asked(self, line: Line) -> dict[int, set[str]]:
        """Return, per fiscal year of the line's heading, the fields it asks for."""
        asked: dict[int, set[str]] = {}
        for column in self.headings[line.heading_line_no or 0]:
            if column.field in YEARLY_FIELDS and column.fiscal_year is not None:
                asked.setdefault(column.fiscal_year, set()).add(column.field)
        return dict(sorted(asked.items()))


@dataclass(frozen=True)
class Source:
    """A text and the cells it was read from."""

    text: str
    cells: tuple[PlacedCell, ...]


@dataclass(frozen=True)
class Listing:
    """A measure line: its cells by field and year, the department and policy it stands under not yet read."""

    document: PlacedDocument
    line: Line
    cells: Mapping[tuple[str, int | None], tuple[PlacedCell, ...]] = field(repr=False)

    @property
    def line_no(self) -> int:
        """Return the line's number."""
        return self.line.line_no

    def cells_of(self, name: str, fiscal_year: int | None = None) -> tuple[PlacedCell, ...]:
        """Return the cells placed in a field."""
        return self.cells.get((name, fiscal_year), ())

    def source(self, name: str, fiscal_year: int | None = None) -> Source | None:
        """Return what was placed in a field, several cells joined by a line break; None if nothing was."""
        cells = self.cells_of(name, fiscal_year)
        return Source("\n".join(cell.text.strip() for cell in cells), cells) if cells else None

    def text(self, name: str, fiscal_year: int | None = None) -> str | None:
        """Return the text placed in a field, or None."""
        source = self.source(name, fiscal_year)
        return source.text if source else None


def listings(document: PlacedDocument) -> list[Listing]:
    """Return the measure lines of a document, in order."""
    return [
        Listing(document, line, _by_field(document.cells_by_line.get(line.line_no, ())))
        for line in document.lines
        if line.kind == "measure"
    ]


def _by_field(cells: Iterable[PlacedCell]) -> dict[tuple[str, int | None], tuple[PlacedCell, ...]]:
    grouped: dict[tuple[str, int | None], tuple[PlacedCell, ...]] = {}
    for cell in cells:
        if cell.field not in UNUSED:
            key = (cell.field, cell.fiscal_year)
            grouped[key] = (*grouped.get(key, ()), cell)
    return grouped
