"""Answers as they stand in returned workbooks: found by the headings of the sheet, whatever sheets or rows are called.

Nothing is judged here; what cannot be read as an answer is returned as a problem, and the rest goes on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.inquiry.columns import ANSWER, CORRECTION, FINDING_ID, HIDDEN, REMARKS
from pipeline.values.text import normalise

_HEADING_WITHIN = 30
_NEEDED = frozenset({ANSWER, CORRECTION, REMARKS, FINDING_ID, *(column.heading for column in HIDDEN)})


@dataclass(frozen=True)
class Where:
    """A place in a returned file, as people find it."""

    file: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Told:
    """Something to tell about a place in a returned file, in Japanese and English."""

    where: Where
    message_ja: str
    message_en: str


@dataclass(frozen=True)
class Answer:
    """A row of a returned workbook: what was answered, and the hidden cells by heading, as they came back."""

    where: Where
    finding_id: str
    answer: str
    correction: str
    remarks: str
    ids: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was answered; a remark alone is no answer, but is told."""
        return not (self.answer or self.correction)


def read_answers(path: Path) -> tuple[list[Answer], list[Told]]:
    """Return every row with questions of a returned workbook, answered or not, and what is wrong with the file."""
    file = Where(path.name)
    if not path.is_file():
        return [], [
            Told(file, "ファイルがありません。パスを確かめてください。", "there is no such file; check its path.")
        ]
    try:
        workbook, formulas = load_workbook(path, data_only=True), load_workbook(path)
    except Exception:  # openpyxl raises whatever it meets first in a file that is damaged or no workbook
        told = (
            "Excel ブック（.xlsx）として開けません。壊れていないか、形式が .xlsx かを確かめてください。",
            "it cannot be opened as an .xlsx workbook; check that it is whole and of that format.",
        )
        return [], [Told(file, *told)]
    sheets = [(sheet, heading) for sheet in workbook.worksheets if (heading := _heading(sheet))]
    if not sheets:
        told = (
            "照会事項のシートがありません。お送りした照会票かどうかを確かめてください。",
            "it holds no sheet of questions; check that it is the workbook that was sent.",
        )
        return [], [Told(file, *told)]
    answers: list[Answer] = []
    problems: list[Told] = []
    for sheet, heading in sheets:
        for item in _rows(path.name, sheet, formulas[sheet.title], *heading):
            (answers if isinstance(item, Answer) else problems).append(item)  # type: ignore[arg-type]
    return answers, problems


def has_answers(path: Path) -> bool:
    """Say whether a file must not be lost: it holds answers or remarks, or is no inquiry at all."""
    answers, problems = read_answers(path)
    return bool(problems) or any(not answer.is_empty or answer.remarks for answer in answers)


def _heading(sheet: Worksheet) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and the column of each; None if the sheet is not one of questions."""
    for row in sheet.iter_rows(min_row=1, max_row=min(_HEADING_WITHIN, sheet.max_row or 1)):
        columns = {str(cell.value).strip(): cell.column for cell in row if cell.value is not None}
        if columns.keys() >= _NEEDED:
            return row[0].row, columns
    return None


def _rows(
    file: str, sheet: Worksheet, formulas: Worksheet, head: int, columns: Mapping[str, int]
) -> Iterator[Answer | Told]:
    for row_no in range(head + 1, (sheet.max_row or head) + 1):
        cells = {name: sheet.cell(row_no, columns[name]) for name in _NEEDED}
        texts = {name: _text(cell) for name, cell in cells.items()}
        where = Where(file, sheet.title, cells[ANSWER].coordinate)
        given = [texts[name] for name in (ANSWER, CORRECTION, REMARKS)]
        if computed := [name for name in (ANSWER, CORRECTION) if formulas.cell(row_no, columns[name]).data_type == "f"]:
            where = Where(file, sheet.title, cells[computed[0]].coordinate)
            yield Told(
                where,
                "数式が入っています。値または文章でご記入ください。",
                "it holds a formula; give a value or a text.",
            )
        elif texts[FINDING_ID]:
            ids = {column.heading: texts[column.heading] for column in HIDDEN}
            # Several findings about one cell are one question, and its answer is for all of them.
            for finding_id in texts[FINDING_ID].split():
                yield Answer(where, finding_id, given[0], given[1], given[2], ids)
        elif any(given):
            yield Told(
                where,
                f"照会番号のない行に「{next(filter(None, given))}」とあります。照会番号のある行にご記入ください。",
                "this row has no question id; write into a row that has one.",
            )


def _text(cell: Cell | Any) -> str:
    """Return what a cell shows; a number with a percent format as 85%."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        is_percent = "%" in (cell.number_format or "")
        return f"{round(value * 100, 6):g}%" if is_percent else f"{value:.10g}"
    return " ".join(str(value).replace("\u3000", " ").split()) if normalise(str(value)) else ""
