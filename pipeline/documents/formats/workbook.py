"""Sheets of Excel workbooks (.xlsx), read with openpyxl: it knows number formats, merged and hidden cells."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils import column_index_from_string
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.documents.formats.grid import OLE_MAGIC, FormatError, Grid, Likeness, UnreadSheet
from pipeline.documents.formats.number_formats import shown
from pipeline.settings import LIMITS

_CHUNK = 1 << 20


def read_workbook(data: bytes, sheet: str, likeness: Likeness) -> Grid:
    """Return the named sheet, or else the one that looks most like a progress table. Raises FormatError."""
    if data.startswith(OLE_MAGIC):
        raise FormatError(
            "パスワードで保護されたブック、または旧形式（.xls）のブックは読めません。"
            "保護を外し、.xlsx 形式で保存し直してください",
            "a workbook with a password, or in the old format .xls, cannot be read; "
            "save it as .xlsx without a password",
        )
    _require_bounded(data)
    book = _opened(data)
    chosen = _named(book, sheet) if sheet else None
    grids = {one.title: _grid(one) for one in book.worksheets}
    scores = {name: likeness(grid.rows, grid.spans) for name, grid in grids.items() if grid.rows}
    if chosen:
        return _beside_others(grids[chosen.title], scores)
    filled = [grids[one.title] for one in book.worksheets if one.sheet_state == "visible" and one.title in scores]
    if not filled:
        raise FormatError(
            "表示されているシートに値がありません。表のあるシートを確認してください",
            "no visible sheet holds any value; check that it has the table",
        )
    return _beside_others(max(filled, key=lambda grid: scores[str(grid.sheet)]), scores)


def _beside_others(grid: Grid, scores: Mapping[str, float]) -> Grid:
    """Return the sheet that is read with the names of those that are not."""
    return replace(grid, unread=tuple(UnreadSheet(name, s > 0) for name, s in scores.items() if name != grid.sheet))


def _opened(data: bytes) -> Workbook:
    try:
        return openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    # openpyxl raises whatever its parsers do: a damaged file, a part that is missing, a value of the wrong kind.
    except Exception as error:
        raise FormatError(
            "Excel のブックとして読めません（壊れているか、別の形式です）。"
            "Excel で開いて .xlsx 形式で保存し直してください",
            "it cannot be read as a workbook (damaged, or of another format); open it in Excel and save it as .xlsx",
        ) from error


def _named(book: Workbook, name: str) -> Worksheet:
    found = next((sheet for sheet in book.worksheets if sheet.title == name), None)
    if found is None:
        names = [sheet.title for sheet in book.worksheets]
        raise FormatError(
            f"シート「{name}」がありません（あるシート: {'、'.join(names)}）。台帳の sheet を直してください",
            f"there is no sheet '{name}' (there are: {', '.join(names)}); correct sheet in the register",
        )
    return found


def _require_bounded(data: bytes) -> None:
    """A workbook is a zip file: what a few bytes unpack to can take the machine's memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
            if size > (most := LIMITS.bytes_unpacked):
                raise FormatError(
                    f"ブックを展開すると大きすぎます（{size >> 20} MiB、上限 {most >> 20} MiB）。"
                    "進捗状況の表か確認してください",
                    f"it unpacks to {size >> 20} MiB (at most {most >> 20}); check that it is a progress table",
                )
            for name in packed.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    _require_bounded_sheet(packed, name)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise FormatError(
            "ファイルが途中で切れているか壊れています。元のファイルを置き直してください",
            "the file is truncated or damaged; put the original there again",
        ) from error


def _require_bounded_sheet(packed: zipfile.ZipFile, name: str) -> None:
    rows = cells = 0
    with packed.open(name) as part:
        while chunk := part.read(_CHUNK):
            rows, cells = rows + chunk.count(b"<row"), cells + chunk.count(b"<c ")
            if rows > LIMITS.lines or cells > LIMITS.cells:
                raise FormatError(
                    f"シートが大きすぎます（上限 {LIMITS.lines:,}行、{LIMITS.cells:,} セル）。"
                    "表の下や右の空の行・列を削除して保存し直してください",
                    f"a sheet is too large (at most {LIMITS.lines:,} rows, {LIMITS.cells:,} cells); "
                    "delete the empty rows and columns behind the table and save it again",
                )


def _grid(sheet: Worksheet) -> Grid:
    rows = [[_text(cell) for cell in row] for row in sheet.iter_rows()]
    height = max((number for number, row in enumerate(rows, 1) if any(map(str.strip, row))), default=0)
    width = max((number for row in rows for number, text in enumerate(row, 1) if text.strip()), default=0)
    kept = tuple(tuple(row[:width]) for row in rows[:height])
    spans = {
        (area.min_row, area.min_col): (min(area.max_col, width) - area.min_col + 1, area.max_row - area.min_row + 1)
        for area in sheet.merged_cells.ranges
        if area.min_row <= height and area.min_col <= width
    }
    lines = frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden and number <= height)
    return Grid("xlsx", kept, sheet.title, spans=spans, hidden_lines=lines, hidden_cells=_hidden_cells(sheet, width))


def _hidden_cells(sheet: Worksheet, width: int) -> frozenset[int]:
    return frozenset(_numbers_of_hidden(sheet, width))


def _numbers_of_hidden(sheet: Worksheet, width: int) -> Iterator[int]:
    for letter, column in sheet.column_dimensions.items():
        if column.hidden:
            first = column.min or column_index_from_string(letter)
            yield from range(first, min(column.max or first, width) + 1)


def _text(cell: Cell) -> str:
    return shown(cell.value, cell.number_format or "General").replace("\r\n", "\n").replace("_x000D_", "")
