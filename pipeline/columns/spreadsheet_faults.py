"""What a spreadsheet program does to a table by itself: errors instead of values, dates instead of numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.columns.headings import HeadingField
from pipeline.columns.reading import SheetReading
from pipeline.documents.lines import Line
from pipeline.values.text import normalise

# What a formula shows that cannot be computed, and a column that is too narrow for its number.
_ERROR = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!)|#{3,}")
# 1-1 becomes a date; beside other numbers of this kind it was none.
_NUMBER = re.compile(r"\d{1,2}\s*[-－ー‐]\s*\d{1,2}(?:\s*[-－ー‐]\s*\d{1,2})?")
_DATE = re.compile(r"\d{1,2}月\d{1,2}日|(?:19|20)\d{2}[/年]\d{1,2}[/月]\d{1,2}日?|\d{1,2}/\d{1,2}")
_SHARE_OF_NUMBERS = 0.5


@dataclass(frozen=True)
class SpreadsheetFault:
    """A fault of a column: the rule that tells it, and the lines and texts in which it shows."""

    rule: str
    heading_line_no: int
    column: HeadingField
    line_nos: tuple[int, ...]
    texts: tuple[str, ...]


def spreadsheet_faults(sheet: SheetReading) -> Iterator[SpreadsheetFault]:
    """Yield what a spreadsheet program did to each column, told once."""
    rows: dict[int | None, list[Line]] = {}
    for line in sheet.lines:
        if line.is_row:
            rows.setdefault(line.heading_line_no, []).append(line)
    for heading_line_no, columns in sheet.headings.items():
        for column in columns:
            cells = [
                (line.line_no, text)
                for line in rows.get(heading_line_no, ())
                if column.cell_no <= len(line.cells)
                if (text := normalise(line.cells[column.cell_no - 1]))
            ]
            errors = [cell for cell in cells if _ERROR.fullmatch(cell[1])]
            for rule, found in (("formula_error", errors), ("date_for_number", _dates(cells))):
                if found:
                    lines, texts = zip(*found, strict=True)
                    yield SpreadsheetFault(rule, heading_line_no, column, lines, texts)


def _dates(cells: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the dates in a column of numbers such as 1-1, where most others are such numbers."""
    dates = [cell for cell in cells if _DATE.fullmatch(cell[1])]
    numbers = sum(bool(_NUMBER.fullmatch(text)) for _, text in cells)
    return dates if numbers > _SHARE_OF_NUMBERS * (len(cells) - len(dates)) and numbers else []
