"""Documents with their lines and columns as frames, and back: what the next asset reads is what the warehouse shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import pandas as pd

from pipeline.columns.headings import HeadingField
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet
from pipeline.columns.years.row_years import YearRow, year_rows
from pipeline.contracts.base import conform, plain_values, records
from pipeline.contracts.raw import Cell
from pipeline.contracts.raw import Line as LineContract
from pipeline.contracts.staging import HeadingField as HeadingContract
from pipeline.documents.formats.grid import Spans
from pipeline.documents.frames import text_hash
from pipeline.documents.lines import Line
from pipeline.documents.reading import DocumentText

_COLUMN = [column.name for column in fields(HeadingField)]


@dataclass(frozen=True)
class LinedDocument:
    """A document as its lines and the fields of its headings (by the heading's line number)."""

    document_id: str
    lines: tuple[Line, ...]
    headings: dict[int, list[HeadingField]]
    spans: Spans = field(default_factory=dict)
    sheet: str | None = None

    @property
    def plan_id(self) -> str:
        """Return the plan that the document is an edition of: the id without the edition's year."""
        return self.document_id.rpartition("_")[0]

    @cached_property
    def year_rows(self) -> dict[int, YearRow]:
        """Return the rows that tell of one year each, by line; empty where the headings print the years."""
        edition = self.document_id.rpartition("_")[2]
        return year_rows(self.lines, self.headings, int(edition) if edition.isdigit() and int(edition) else None)


def with_lines(text: DocumentText, known: KnownHeadings) -> LinedDocument:
    """Classify the lines of a document and read its headings."""
    grid = text.grid
    found = read_sheet(grid.rows, known, grid.spans, text.entry.edition_fiscal_year or None)
    return LinedDocument(text.entry.document_id, found.lines, found.headings, grid.spans, grid.sheet)


def line_frame(documents: Sequence[LinedDocument]) -> pd.DataFrame:
    """Return the lines as `raw.line`."""
    return conform(LineContract, [_line_row(document, line) for document in documents for line in document.lines])


def cell_frame(documents: Sequence[LinedDocument]) -> pd.DataFrame:
    """Return the cells as `raw.cell`."""
    rows = [
        {
            "document_id": document.document_id,
            "line_no": line.line_no,
            "cell_no": cell_no,
            "text": text,
            "cell_ref": _cell_ref(document.sheet, line.line_no, cell_no),
            "column_span": document.spans.get((line.line_no, cell_no), (1, 1))[0],
            "row_span": document.spans.get((line.line_no, cell_no), (1, 1))[1],
        }
        for document in documents
        for line in document.lines
        for cell_no, text in enumerate(line.cells, 1)
    ]
    return conform(Cell, rows)


def heading_frame(documents: Sequence[LinedDocument]) -> pd.DataFrame:
    """Return the headings' columns as `staging.heading_field`."""
    rows = [
        {"document_id": document.document_id, "line_no": line_no, **vars(column)}
        for document in documents
        for line_no, columns in document.headings.items()
        for column in columns
    ]
    return conform(HeadingContract, rows)


def lined_documents(lines: pd.DataFrame, cells: pd.DataFrame, headings: pd.DataFrame) -> Iterator[LinedDocument]:
    """Read documents back from their frames."""
    texts: dict[tuple[str, int], list[str]] = {}
    for document_id, line_no, text in zip(*_columns(cells, "document_id", "line_no", "text"), strict=True):
        texts.setdefault((document_id, line_no), []).append(text)
    columns = {str(name): rows for name, rows in headings.groupby("document_id")}
    spans = _spans(cells)
    for name, rows in lines.groupby("document_id"):
        document_id = str(name)
        yield LinedDocument(
            document_id,
            tuple(_line(row, tuple(texts[(document_id, row["line_no"])])) for row in records(rows)),
            _headings(columns[document_id]) if document_id in columns else {},
            spans.get(document_id, {}),
        )


def _columns(frame: pd.DataFrame, *names: str) -> Iterator[list[Any]]:
    return (plain_values(frame[name]) for name in names)


def _spans(cells: pd.DataFrame) -> dict[str, dict[tuple[int, int], tuple[int, int]]]:
    merged = cells[(cells["column_span"] > 1) | (cells["row_span"] > 1)]
    spans: dict[str, dict[tuple[int, int], tuple[int, int]]] = {}
    for cell in merged.to_dict("records"):
        own = spans.setdefault(cell["document_id"], {})
        own[(cell["line_no"], cell["cell_no"])] = (cell["column_span"], cell["row_span"])
    return spans


def _cell_ref(sheet: str | None, line_no: int, cell_no: int) -> str | None:
    return f"{sheet}!{_column_letters(cell_no)}{line_no}" if sheet is not None else None


def _column_letters(number: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _line_row(document: LinedDocument, line: Line) -> dict[str, Any]:
    return {
        "document_id": document.document_id,
        "line_no": line.line_no,
        "kind": line.kind,
        "block_no": line.block_no,
        "heading_line_no": line.heading_line_no,
        "cell_count": len(line.cells),
        "sha256": text_hash("\t".join(line.cells)),
    }


def _line(row: dict[Any, Any], cells: tuple[str, ...]) -> Line:
    return Line(row["line_no"], row["kind"], row["block_no"], row["heading_line_no"], cells)


def _headings(rows: pd.DataFrame) -> dict[int, list[HeadingField]]:
    headings: dict[int, list[HeadingField]] = {}
    for row in records(rows):
        column = HeadingField(**{name: row[name] for name in _COLUMN})
        headings.setdefault(row["line_no"], []).append(column)
    return headings
