"""Bytes to grids: CSV in every dress, sheets of workbooks as a reader sees them, and files that are neither."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.documents.formats.delimited import read_text
from pipeline.documents.formats.grid import OLE_MAGIC, FormatError, Grid
from pipeline.documents.formats.number_formats import shown
from pipeline.documents.formats.workbook import read_workbook
from pipeline.settings import LIMITS

ROWS = (("事業名", "担当課", "実績"), ("相談, 支援", '"窓口"', "一行目\n二行目"), ("0157", "", "80%"))


def read(book: Workbook, sheet: str = "") -> Grid:
    stream = io.BytesIO()
    book.save(stream)
    return read_workbook(stream.getvalue(), sheet, lambda rows, _: len(rows))


def book_of(*rows: tuple[object, ...]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_csv_gives_its_cells_whatever_the_delimiter_and_line_ends(delimiter: str, newline: str) -> None:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in ROWS]
    text = newline.join(delimiter.join(row) for row in quoted) + newline
    grid = read_text(text, "utf-8")
    assert (grid.format, grid.rows) == ("csv", ROWS)


def test_a_text_with_tabs_is_split_at_each_and_nowhere_else() -> None:
    assert read_text('事業,名\t"担当"\n', "utf-8").rows == (("事業,名", '"担当"'),)
    assert read_text("事業,名,課\n", "utf-8", is_tsv=True).rows == (("事業,名,課",),)


def test_a_quote_that_is_never_closed_is_told_with_its_line() -> None:
    with pytest.raises(FormatError, match="do not match near line"):
        read_text('事業名,担当課\n"相談,福祉課\n', "utf-8")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.8, "0%", "80%"),
        (0.957, "0.0%", "95.7%"),
        (157, "0000", "0157"),
        (12345, "#,##0", "12,345"),
        (-5, '#,##0;"▲"#,##0', "▲5"),
        (7000.0, "General", "7000"),
        (0.1 + 0.2, "General", "0.3"),
        (5, '0"人"', "5人"),
        (0, '#,##0;-#,##0;"－"', "－"),
        (date(2024, 1, 1), 'm"月"d"日"', "1月1日"),
        (date(2024, 4, 1), '[$-411]ggge"年"m"月"d"日"', "令和6年4月1日"),
        (date(2024, 4, 1), "mm-dd-yy", "2024/4/1"),
        (True, "General", "TRUE"),
        ("#REF!", "General", "#REF!"),
        (None, "General", ""),
    ],
)
def test_a_value_is_shown_as_its_format_shows_it(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_a_sheet_is_read_with_its_merged_and_hidden_cells() -> None:
    book = book_of(("事業名", "令和6年度", ""), ("", "実績", "評価"), ("相談", "12回", "A"), ("研修", "3回", "B"))
    sheet = book.active
    sheet.merge_cells("B1:C1")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    grid = read(book)
    assert grid.rows[0] == ("事業名", "令和6年度", "")
    assert grid.spans == {(1, 2): (2, 1)}
    assert (grid.hidden_lines, grid.hidden_cells) == ({4}, {3})


def test_blank_rows_and_columns_behind_the_table_are_left_out() -> None:
    book = book_of(("事業名", "評価"), ("相談", "A"))
    book.active["E9"].number_format = "0%"
    assert read(book).rows == (("事業名", "評価"), ("相談", "A"))


def test_the_named_sheet_is_read_and_else_the_likeliest() -> None:
    book = book_of(("表紙",))
    book.create_sheet("一覧").append(("事業名", "評価"))
    book["一覧"].append(("相談", "A"))
    assert read(book).sheet == "一覧"
    assert read(book, "Sheet").sheet == "Sheet"
    with pytest.raises(FormatError, match="there are: Sheet, 一覧"):
        read(book, "進捗")


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def bomb(_: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * (LIMITS.bytes_unpacked + 1))
    return stream.getvalue()


def endless(_: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"<row/>" * (LIMITS.lines + 1))
    return stream.getvalue()


def no_workbook(_: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("notes.txt", "no workbook")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (truncated, "truncated or damaged"),
        (bomb, "unpacks to"),
        (endless, "a sheet is too large"),
        (no_workbook, "cannot be read as a workbook"),
        (lambda _: OLE_MAGIC + bytes(600), "without a password"),
    ],
    ids=["truncated", "bomb", "endless", "no workbook", "encrypted"],
)
def test_a_workbook_that_cannot_be_read_is_told_in_one_sentence(spoil: Callable[[bytes], bytes], words: str) -> None:
    stream = io.BytesIO()
    book_of(("事業名", "評価")).save(stream)
    with pytest.raises(FormatError) as error:
        read_workbook(spoil(stream.getvalue()), "", lambda rows, _: len(rows))
    assert words in error.value.what_en
    assert "\n" not in error.value.what_ja


def test_a_workbook_without_values_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no visible sheet holds any value"):
        read(Workbook())
