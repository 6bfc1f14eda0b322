"""The first stage as a whole: seeds in, frames of schema `raw` and the findings of reading out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from pipeline.columns.evidence.words import read_words
from pipeline.columns.headings import HeadingField
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import SheetReading, likeness
from pipeline.columns.spreadsheet_faults import spreadsheet_faults
from pipeline.columns.years.row_years import is_year_of_row
from pipeline.documents.decoding import DAMAGED
from pipeline.documents.frames import document_frame
from pipeline.documents.reading import DocumentText, document_error, read_document
from pipeline.errors import DocumentError
from pipeline.intake.frames import LinedDocument, cell_frame, heading_frame, line_frame, with_lines
from pipeline.quality.finding_frames import finding_frame
from pipeline.quality.findings import Finding
from pipeline.seeds.register import RegisterEntry
from pipeline.values.field_names import place_name

# Of what a column's finding is about, so much stands in its message; its evidence has all lines.
_MOST_QUOTED, _MOST_LINES = 3, 10


def read_documents(
    entries: Sequence[RegisterEntry], seeds: Path, known_headings: Mapping[str, str]
) -> dict[str, pd.DataFrame]:
    """Read registered documents. One that cannot be read becomes a finding, and the others go on."""
    reader = KnownHeadings(known_headings)
    texts: list[DocumentText] = []
    documents: list[LinedDocument] = []
    findings: list[Finding] = []
    for entry in entries:
        try:
            text, document = read_registered(entry, seeds, reader)
        except DocumentError as error:
            # Findings are published: no path of the machine it ran on.
            place, told = str(seeds / entry.path), (error.message_ja, error.message_en)
            ja, en = (message.replace(place, entry.path) for message in told)
            findings.append(Finding("document_rejected", entry.document_id, observed=entry.path, messages=(ja, en)))
            continue
        texts.append(text)
        documents.append(document)
        findings += [*_reading_findings(document), *_hidden(text), *_unread_sheets(text), *_faults(document)]
    return {
        "raw.document": document_frame(texts),
        "raw.line": line_frame(documents),
        "raw.cell": cell_frame(documents),
        "staging.heading_field": heading_frame(documents),
        "stage.reading_finding": finding_frame(findings),
    }


def read_registered(entry: RegisterEntry, seeds: Path, known: KnownHeadings) -> tuple[DocumentText, LinedDocument]:
    """Read one document. Raises DocumentError if it cannot be read, or has no known heading."""
    text = read_document(entry, seeds, likeness)
    document = with_lines(text, known)
    if not document.headings:
        raise document_error(
            seeds / entry.path,
            entry,
            "見出し行が見つかりません。進捗状況の表か確認し、見出しを headings.csv に追加してください",
            "it has no known heading; check that it is a progress table, or add its headings to headings.csv",
        )
    return text, document


def _reading_findings(document: LinedDocument) -> Iterator[Finding]:
    for line in document.lines:
        damaged = [str(cell_no) for cell_no, text in enumerate(line.cells, 1) if DAMAGED in text]
        if damaged or line.kind == "unreadable":
            messages = _damage(line.kind, damaged) if damaged else None
            yield Finding("unreadable_line", document.document_id, line.line_no, messages=messages)
    yield from _column_findings(document)


def _hidden(text: DocumentText) -> Iterator[Finding]:
    """Rows and columns that a spreadsheet hides are read like all others; whoever hid them may not have meant that."""
    grid = text.grid
    if grid.hidden_lines or grid.hidden_cells:
        hidden = (_listed(grid.hidden_lines), _listed(grid.hidden_cells))
        yield Finding("hidden_lines", text.entry.document_id, observed=hidden[0], expected=hidden[1])


def _unread_sheets(text: DocumentText) -> Iterator[Finding]:
    """Tell the sheets of a workbook that are not read: those with a table of their own may have been meant, too."""
    for rule, is_table in (("table_not_read", True), ("sheet_not_read", False)):
        if names := [sheet.name for sheet in text.grid.unread if sheet.is_table == is_table]:
            yield Finding(rule, text.entry.document_id, observed="、".join(names), expected=text.grid.sheet)


def _faults(document: LinedDocument) -> Iterator[Finding]:
    for fault in spreadsheet_faults(SheetReading(document.lines, document.headings)):
        place = (document.document_id, fault.heading_line_no, fault.column.cell_no)
        yield Finding(
            fault.rule,
            *place,
            fiscal_year=fault.column.fiscal_year,
            field=fault.column.field,
            observed="、".join(list(dict.fromkeys(fault.texts))[:_MOST_QUOTED]),
            expected=_listed(fault.line_nos[:_MOST_LINES]) + ("…" if len(fault.line_nos) > _MOST_LINES else ""),
            evidence={"line_nos": list(fault.line_nos)},
        )


def _listed(numbers: Iterable[int]) -> str:
    return "、".join(map(str, sorted(numbers))) or "なし none"


def _column_findings(document: LinedDocument) -> Iterator[Finding]:
    """Tell each column once, however often its heading is repeated."""
    told: set[str] = set()
    for line_no, columns in document.headings.items():
        for column in columns:
            rule = _doubt_about(column)
            if rule and column.text not in told:
                told.add(column.text)
                yield Finding(
                    rule,
                    document.document_id,
                    line_no,
                    column.cell_no,
                    fiscal_year=column.fiscal_year,
                    field=column.field,
                    observed=column.text or "（見出しなし no heading）",
                    expected=place_name(column.field, column.fiscal_year),
                )


def _doubt_about(column: HeadingField) -> str | None:
    if column.is_uncertain:
        return "doubtful_column"
    if column.method == "registered":
        return None
    is_known = column.field != "attribute" or not column.text or read_words(column.text).last is not None
    is_known |= is_year_of_row(column.text)
    return None if is_known else "unknown_heading"


def _damage(kind: str, damaged: Sequence[str]) -> tuple[str, str]:
    unused_ja, unused_en = ("", "") if kind == "header" else ("この行は使用していません。", " The line is not used.")
    return (
        f"セル {'、'.join(damaged)} に読み取れない文字（{DAMAGED}）があります。{unused_ja}原文をご確認ください。",
        f"Cell {', '.join(damaged)} has unreadable characters ({DAMAGED}).{unused_en} Check the original.",
    )
