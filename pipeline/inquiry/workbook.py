"""The workbook that is sent to a section: cover, questions, and the section's whole rows for reference.

Every cell is written as a string: a source text that begins with = + - or @ stays a text. The same content gives the
same bytes.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import groupby
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.exports.spreadsheet import fitting
from pipeline.inquiry.columns import (
    COLUMNS,
    COVER_SHEET,
    QUESTION_SHEET,
    REFERENCE_SHEET,
    VISIBLE,
    choices,
)
from pipeline.inquiry.letter import Letter, Paragraph, cover
from pipeline.inquiry.marks import marks_told
from pipeline.inquiry.questions import YEARLY_FIELDS, FieldText, LineKey, Question
from pipeline.values.field_names import FIELD_NAMES_JA
from pipeline.values.fiscal_years import fiscal_year_label
from pipeline.values.text import visible

# Strings stay strings: no formula, no link, no number is made of them.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FONT = {"font_name": "游ゴシック", "font_size": 10, "valign": "top", "text_wrap": True}
_LINE = {"border": 1, "border_color": "#8C8C8C"}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "text": {"font_size": 11},
    "right": {"font_size": 11, "align": "right"},
    "center": {"font_size": 11, "align": "center"},
    "heading": {"font_size": 11, "bold": True},
    "title": {"font_size": 14, "bold": True, "align": "center"},
    "sheet_title": {"font_size": 13, "bold": True, "text_wrap": False},
    "note": {"text_wrap": False},
    "document": {"bold": True, "text_wrap": False},
    "head": {**_LINE, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"},
    "head_answer": {**_LINE, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#BDD7EE"},
    "cell": {**_LINE, "num_format": "@"},
    "small": {**_LINE, "num_format": "@", "font_size": 7, "font_color": "#595959"},
    "answer": {**_LINE, "num_format": "@", "bg_color": "#EAF3FA", "locked": False},
    "not_asked": {**_LINE, "bg_color": "#EDEDED"},
}
_COVER_WIDTH = 112
# A Japanese letter takes the width of two digits (a bit more at 11 points); lines of 游ゴシック are set wide.
_LETTER_WIDTH = {10: 2.0, 11: 2.15}
_LINE_HEIGHT = {10: 16.5, 11: 19.0}
# Room for an answer by hand; no row of a spreadsheet may be higher than the second.
_LOWEST_QUESTION, _HIGHEST_ROW = 50.0, 409.0
_REFERENCE = (
    ("計画書\nページ", 7),
    ("計画における項目", 18),
    ("実施内容", 22),
    ("担当課", 13),
    ("年度", 9),
    *((FIELD_NAMES_JA[name], 10.0 if name == "achievement" else 36.0) for name in YEARLY_FIELDS),
)


@dataclass(frozen=True)
class Inquiry:
    """What one workbook holds: the section's questions, the texts of its lines, and how its tables are called."""

    section_name: str
    questions: Sequence[Question]
    rows: Mapping[LineKey, Sequence[FieldText]]
    plans: Sequence[str]
    document_titles: Mapping[str, str]


def workbook_bytes(inquiry: Inquiry, letter: Letter) -> bytes:
    """Return the workbook of a section as the bytes of an XLSX file."""
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file, _OPTIONS)
    created = datetime(letter.sent_on.year, letter.sent_on.month, letter.sent_on.day)
    workbook.set_properties({"title": f"進捗状況の照会（{inquiry.section_name}）", "created": created})
    styles = {name: workbook.add_format({**_FONT, **style}) for name, style in _STYLES.items()}
    titles = list(inquiry.document_titles.values())
    paragraphs = _paragraphs(inquiry, letter, titles)
    _write_cover(_Sheet.of(workbook, COVER_SHEET, inquiry, styles), paragraphs)
    _write_questions(_Sheet.of(workbook, QUESTION_SHEET, inquiry, styles), inquiry)
    _write_reference(_Sheet.of(workbook, REFERENCE_SHEET, inquiry, styles), inquiry)
    workbook.close()
    return file.getvalue()


def _paragraphs(inquiry: Inquiry, letter: Letter, titles: Sequence[str]) -> list[Paragraph]:
    """Return the letter, with what the questions at hand need to be told of answers."""
    questions = inquiry.questions
    scales = list(dict.fromkeys(marks_told(question.marks) for question in questions if question.marks))
    rated = [question for question in questions if question.answer == "rating"]
    return cover(
        letter,
        inquiry.section_name,
        len(questions),
        inquiry.plans,
        titles,
        any(question.places for question in questions),
        scales,
        is_rate_asked=not scales or any(not question.marks for question in rated),
    )


@dataclass(frozen=True)
class _Sheet:
    """A protected worksheet set up for A4 landscape."""

    sheet: Worksheet
    styles: Mapping[str, Format]

    @classmethod
    def of(cls, workbook: xlsxwriter.Workbook, name: str, inquiry: Inquiry, styles: Mapping[str, Format]) -> "_Sheet":
        sheet = workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        # In headers and footers & begins a code.
        title = f"{'・'.join(inquiry.plans)}　進捗状況の照会（{inquiry.section_name}）【庁内限り】".replace("&", "&&")
        sheet.set_footer(f"&L&8{title}&C&8&P / &N&R&8{name}")
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.protect("", {"format_columns": True, "format_rows": True})
        return cls(sheet, styles)

    def write(self, row: int, column: int, text: str, style: str) -> None:
        """Write a text as a text, whatever it begins with."""
        if text:
            self.sheet.write_string(row, column, fitting(visible(text)), self.styles[style])
        else:
            self.sheet.write_blank(row, column, None, self.styles[style])


def _write_cover(page: _Sheet, paragraphs: Sequence[Paragraph]) -> None:
    page.sheet.hide_gridlines(2)
    page.sheet.set_column(0, 0, _COVER_WIDTH)
    page.sheet.fit_to_pages(1, 1)
    for row, paragraph in enumerate(paragraphs):
        height = _height([(paragraph.text, _COVER_WIDTH)], points=11)
        page.sheet.set_row(row, height * (1.5 if paragraph.style == "title" else 1))
        page.write(row, 0, paragraph.text, paragraph.style)


def _height(cells: Sequence[tuple[str, float]], points: int = 10) -> float:
    """Return the height that texts take in columns of given widths. Set by hand: not every program fits rows itself."""
    lines = max(sum(_line_count(line, width, points) for line in text.split("\n")) for text, width in cells)
    return min(lines * _LINE_HEIGHT[points] + 3, _HIGHEST_ROW)


def _line_count(text: str, width: float, points: int) -> int:
    taken = sum(_LETTER_WIDTH[points] if east_asian_width(c) in "WFA" else 1.15 for c in text)
    return max(1, math.ceil(taken / (width - 1)))


def _write_questions(page: _Sheet, inquiry: Inquiry) -> None:
    page.write(0, 0, f"照会事項（{inquiry.section_name}　{len(inquiry.questions)}件）", "sheet_title")
    page.sheet.set_row(0, 22)
    page.write(1, 0, "水色の欄にご記入ください。ほかの欄は保護しています。", "note")
    head = 2
    page.write(head, 0, "番号", "head")
    page.sheet.set_column(0, 0, 5)
    for index, column in enumerate(COLUMNS, 1):
        page.write(head, index, column.heading, "head_answer" if column.is_answer else "head")
        page.sheet.set_column(index, index, column.width, None, {"hidden": column.is_hidden})
    page.sheet.set_row(head, 24)
    page.sheet.repeat_rows(head)
    page.sheet.freeze_panes(head + 1, 2)
    row, number = head + 1, 0
    for document_id, questions in groupby(inquiry.questions, lambda question: question.document_id):
        page.write(row, 0, inquiry.document_titles[document_id], "document")
        row += 1
        for question in questions:
            number += 1
            _write_question(page, row, number, question)
            row += 1
    page.sheet.print_area(0, 0, row - 1, len(VISIBLE))


def _write_question(page: _Sheet, row: int, number: int, question: Question) -> None:
    page.write(row, 0, str(number), "cell")
    height = _height([(column.value(question), column.width) for column in VISIBLE[:-1]])
    page.sheet.set_row(row, max(height, _LOWEST_QUESTION))
    for index, column in enumerate(COLUMNS, 1):
        style = "answer" if column.is_answer else "small" if column in VISIBLE[-1:] else "cell"
        page.write(row, index, column.value(question), style)
    first_answer = next(index for index, column in enumerate(COLUMNS, 1) if column.is_answer)
    # A list of suggestions: whatever else is typed (85%) is accepted, too.
    suggestions = {"validate": "list", "source": list(choices(question)), "show_error": False}
    page.sheet.data_validation(row, first_answer, row, first_answer, suggestions)


def _write_reference(page: _Sheet, inquiry: Inquiry) -> None:
    page.write(0, 0, f"参考　ご担当の実施内容と記載の全文（{inquiry.section_name}）", "sheet_title")
    page.sheet.set_row(0, 22)
    page.write(1, 0, "公表している表から読み取った記載です。灰色の欄は、この表では記載を求めていない欄です。", "note")
    for index, (heading, width) in enumerate(_REFERENCE):
        page.write(2, index, heading, "head")
        page.sheet.set_column(index, index, width)
    page.sheet.set_row(2, 30)
    page.sheet.repeat_rows(2)
    page.sheet.freeze_panes(3, 3)
    row = 3
    for document_id, lines in groupby(inquiry.rows, lambda key: key[0]):
        page.write(row, 0, inquiry.document_titles[document_id], "document")
        row += 1
        for key in lines:
            row = _write_line(page, row, inquiry.rows[key])
    page.sheet.print_area(0, 0, row - 1, len(_REFERENCE) - 1)


def _write_line(page: _Sheet, row: int, fields: Sequence[FieldText]) -> int:
    """Write a measure line, a row per fiscal year; what has no year stands in the first. Return the next row."""
    texts = {(text.field, text.fiscal_year): text for text in fields}
    of_line = _yearless(texts)
    for year in sorted({text.fiscal_year for text in fields if text.fiscal_year is not None}):
        yearly = [texts.get((name, year)) for name in YEARLY_FIELDS]
        shown = [*of_line, fiscal_year_label(year), *(stands.text if stands else "" for stands in yearly)]
        styles = ["cell"] * 5 + ["cell" if stands else "not_asked" for stands in yearly]
        page.sheet.set_row(row, _height([(text, _REFERENCE[index][1]) for index, text in enumerate(shown)]))
        for index, text in enumerate(shown):
            page.write(row, index, text, styles[index])
        of_line = ["", "", texts["measure", None].text if ("measure", None) in texts else "", ""]
        row += 1
    return row


def _yearless(texts: Mapping[tuple[str, int | None], FieldText]) -> list[str]:
    page, item, measure, description, section = (
        texts[name, None].text if (name, None) in texts else ""
        for name in ("page", "item", "measure", "description", "section")
    )
    return [page, item, f"{measure}\n（{description}）" if description else measure, section]
