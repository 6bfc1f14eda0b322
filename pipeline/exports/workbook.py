"""The workbook: a sheet per mart with Japanese headings, their meanings in notes, and how to read it all in front.

Texts are written as strings, whatever they begin with; numbers as numbers. The same content gives the same bytes.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.contracts.base import Contract
from pipeline.contracts.japanese import table_meaning
from pipeline.exports.contents import exported_columns, exported_name
from pipeline.exports.looks import Look, line_count, looks
from pipeline.exports.read_me import Line, read_me
from pipeline.exports.spreadsheet import fitting
from pipeline.values.text import visible
from pipeline.warehouse.statements import japanese_view_names

NAME = "shinchoku.xlsx"
FIRST_SHEET, COLUMNS_SHEET = "お読みください", "列の説明"
# A sheet of 20,000 rows takes 6 s and 190 MB to write. In a release, who has more than a fourth of that is better
# served by the files beside it; a table that is asked for by its name may be longer.
MOST_ROWS, MOST_ROWS_ASKED_FOR = 5_000, 20_000
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# Excel shows when a workbook was made; the same content would not give the same bytes.
_CREATED = datetime(2000, 1, 1)
_FONT = {"font_name": "游ゴシック", "font_size": 10, "valign": "top"}
_LINE = {"border": 1, "border_color": "#BFBFBF"}
_NUMBER = {**_LINE, "align": "right", "indent": 1}
_HEAD = {**_LINE, "bold": True, "text_wrap": True, "bg_color": "#DDEBF7", "valign": "vcenter"}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "text": {**_LINE, "text_wrap": True},
    "mark": {**_LINE, "align": "center"},
    "plain": {**_NUMBER, "num_format": "0"},
    "count": {**_NUMBER, "num_format": "#,##0"},
    "decimal": {**_NUMBER, "num_format": "#,##0.0"},
    "percent": {**_NUMBER, "num_format": '#,##0.0"%"'},
    "share": {**_NUMBER, "num_format": "0.0%"},
    "points": {**_NUMBER, "num_format": "+#,##0.0;-#,##0.0;0.0"},
    "heading": {**_HEAD, "align": "center"},
    "head": _HEAD,
    "title": {"font_size": 16, "bold": True},
    "section": {"font_size": 12, "bold": True, "valign": "bottom"},
    "paragraph": {"font_size": 10.5, "text_wrap": True},
    "row": {**_LINE, "text_wrap": True},
    "link": {**_LINE, "text_wrap": True, "font_color": "#0563C1", "underline": 1},
}
# Columns of the first sheet and of the one that explains columns, in digits of the standard font.
_READ_ME_WIDTHS, _COLUMN_WIDTHS = (28, 96, 14), (28, 26, 84, 34)
_LINE_HEIGHTS = {"paragraph": 19.0, "row": 17.0, "link": 17.0, "text": 16.0}
# No row of a spreadsheet may be higher.
_HIGHEST_ROW = 409.0
_HEIGHTS = {"title": 30.0, "section": 32.0, "head": 20.0}
_PAPER_A4, _PAPER_A3 = 9, 8
_PAGE_WIDTH = 150.0
# What is held in place at the left may not take the whole screen.
_MOST_FROZEN = 52.0


@dataclass(frozen=True)
class Sheet:
    """A table as a sheet: how many rows it has, and these rows, unless they are too many for a workbook."""

    rows: pd.DataFrame
    row_count: int

    @classmethod
    def empty(cls) -> "Sheet":
        """Return a sheet to which nothing was added yet."""
        return cls(pd.DataFrame(), 0)

    def with_rows(self, rows: pd.DataFrame, most_rows: int) -> "Sheet":
        """Return the sheet with further rows; one that has more than `most_rows` of them shows none."""
        count = self.row_count + len(rows)
        if count > most_rows:
            return Sheet(rows.head(0), count)
        return Sheet(pd.concat([self.rows, rows], ignore_index=True) if self.row_count else rows, count)

    @property
    def is_whole(self) -> bool:
        """Say whether all rows are there."""
        return len(self.rows) == self.row_count


def workbook_bytes(tables: Mapping[type[Contract], Sheet], documents: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the workbook of some tables; documents are rows of `sql/reading/document_sources.sql`."""
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file, _OPTIONS)
    workbook.set_properties({"title": "施策進捗データ", "created": _CREATED})
    styles = {name: workbook.add_format({**_FONT, **style}) for name, style in _STYLES.items()}
    first = _sheet(workbook, FIRST_SHEET)
    names, seen, sheets = japanese_view_names(), {}, []
    for contract, shown in tables.items():
        table = exported_name(contract)
        name = names.get(table.removeprefix("mart."), table)
        seen[name] = looks(table, exported_columns(contract), shown.rows)
        count = shown.row_count
        sheets.append((name, table_meaning(table), f"{count:,} 行" if shown.is_whole else _too_many(count, table)))
        _write_table(_sheet(workbook, name), seen[name], styles)
    _write_columns(_sheet(workbook, COLUMNS_SHEET), seen, styles)
    _write_read_me(first, read_me(documents, [*sheets, (COLUMNS_SHEET, "すべてのシートの列の意味です。", "")]), styles)
    first.activate()
    workbook.close()
    return file.getvalue()


def _too_many(count: int, table: str) -> str:
    return f"{count:,} 行（多いため、{table}.csv をご利用ください）"


def _sheet(workbook: xlsxwriter.Workbook, name: str) -> Worksheet:
    sheet = workbook.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(_PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&8施策進捗データ　{name}&R&8&P / &N")
    return sheet


def _write_table(sheet: Worksheet, shown: Sequence[Look], styles: Mapping[str, Format]) -> None:
    for index, look in enumerate(shown):
        sheet.set_column(index, index, look.width)
        sheet.write_string(0, index, look.heading, styles["heading"])
        sheet.write_comment(0, index, look.note, {"x_scale": 2.4, "y_scale": 1.1, "font_size": 9})
        for row, value in enumerate(look.values, 1):
            _write(sheet, row, index, value, styles[look.style])
    _set_heights(sheet, shown)
    lines = max(line_count(look.heading, look.width) for look in shown)
    sheet.set_row(0, 16.0 * lines + 8)
    rows = len(shown[0].values)
    sheet.autofilter(0, 0, max(rows, 1), len(shown) - 1)
    sheet.freeze_panes(1, _frozen(shown))
    sheet.repeat_rows(0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    pages = math.ceil(sum(look.width for look in shown) / _PAGE_WIDTH)
    sheet.set_paper(_PAPER_A4 if pages == 1 else _PAPER_A3)
    sheet.fit_to_pages(math.ceil(pages / 2), 0)


def _set_heights(sheet: Worksheet, shown: Sequence[Look]) -> None:
    """Make rows as high as their texts. By hand: not every program fits rows itself."""
    texts = [look for look in shown if look.style == "text"]
    for row, values in enumerate(zip(*(look.values for look in texts), strict=True), 1):
        widths = zip(values, (look.width for look in texts), strict=True)
        lines = max((line_count(value, width) for value, width in widths if isinstance(value, str)), default=1)
        if lines > 1:
            sheet.set_row(row, min(lines * _LINE_HEIGHTS["text"] + 4, _HIGHEST_ROW))


def _write(sheet: Worksheet, row: int, column: int, value: str | int | float | None, style: Format) -> None:
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, fitting(value), style)
    else:
        sheet.write_number(row, column, value, style)


def _frozen(shown: Sequence[Look]) -> int:
    """Return how many columns stay in view: those before the first count, as far as there is room for them."""
    count, width = 0, 0.0
    for look in shown:
        width += look.width
        if look.style not in ("text", "plain") or width > _MOST_FROZEN:
            break
        count += 1
    return count


def _write_columns(sheet: Worksheet, seen: Mapping[str, Sequence[Look]], styles: Mapping[str, Format]) -> None:
    for index, width in enumerate(_COLUMN_WIDTHS):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, ("シート", "列", "意味", "列の英語名")[index], styles["heading"])
    row = 0
    for name, shown in seen.items():
        for look in shown:
            row += 1
            meaning, _, column = look.note.rpartition("\n")
            for index, text in enumerate((name, look.heading, meaning, column.strip("（）"))):
                sheet.write_string(row, index, text, styles["row"])
            sheet.set_row(row, _height([meaning], _COLUMN_WIDTHS[2:3], "row"))
    sheet.autofilter(0, 0, row, len(_COLUMN_WIDTHS) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def _write_read_me(sheet: Worksheet, lines: Iterable[Line], styles: Mapping[str, Format]) -> None:
    sheet.hide_gridlines(2)
    for index, width in enumerate(_READ_ME_WIDTHS):
        sheet.set_column(index, index, width)
    for row, (style, texts) in enumerate(lines):
        _write_line(sheet, row, style, [fitting(visible(text)) for text in texts], styles)


def _write_line(sheet: Worksheet, row: int, style: str, texts: Sequence[str], styles: Mapping[str, Format]) -> None:
    """Write a line; its last text reaches to the right edge, but for what is wide by itself (titles)."""
    last = len(_READ_ME_WIDTHS) - 1
    for index, text in enumerate(texts):
        form = styles["row" if style == "link" and index else style]
        if index == len(texts) - 1 and index < last and style != "title":
            sheet.merge_range(row, index, row, last, "", form)
        if style == "link" and index == 0:
            sheet.write_url(row, index, f"internal:'{text}'!A1", form, text)
        else:
            sheet.write_string(row, index, text, form)
    widths = [*_READ_ME_WIDTHS[: len(texts) - 1], sum(_READ_ME_WIDTHS[len(texts) - 1 :])]
    sheet.set_row(row, _HEIGHTS.get(style) or _height(texts, widths, style))


def _height(texts: Sequence[str], widths: Sequence[float], style: str) -> float:
    """Return the height that texts take in columns of given widths."""
    lines = max(line_count(text, width) for text, width in zip(texts, widths, strict=True))
    return min(lines * _LINE_HEIGHTS[style] + 4, _HIGHEST_ROW)
