"""The file of a register entry to its grid, without losing a character; what is wrong with it, where, what to do."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.documents.decoding import decoded
from pipeline.documents.formats.delimited import read_text
from pipeline.documents.formats.grid import FormatError, Grid, Likeness, is_workbook
from pipeline.errors import DocumentError
from pipeline.seeds.files import OutsideError, TooLargeError, read_inside
from pipeline.seeds.register import REGISTER_NAME, RegisterEntry
from pipeline.settings import LIMITS


@dataclass(frozen=True)
class DocumentText:
    """A document as it was read: its rows of texts."""

    entry: RegisterEntry
    sha256: str
    grid: Grid

    def cells(self) -> list[list[str]]:
        """Return the cells of every line."""
        return [list(row) for row in self.grid.rows]


def read_document(entry: RegisterEntry, seeds: Path, likeness: Likeness = lambda rows, _: len(rows)) -> DocumentText:
    """Read the file of a register entry; of a workbook the sheet that it names, else the one of the most `likeness`.

    Raises DocumentError, naming the file and the register's line, for a file that is missing, empty, outside the seeds
    folder, no file, binary, of another encoding, larger than `LIMITS`, or not the one that was registered.
    """
    path = seeds / entry.path
    data = _bytes(path, seeds, entry)
    digest = hashlib.sha256(data).hexdigest()
    if entry.sha256 and entry.sha256.lower() != digest:
        raise document_error(
            path,
            entry,
            f"sha256 が台帳と一致しません（実際は {digest}）。ファイルか台帳の値を正しいものに替えてください",
            f"its sha256 is not the registered one (it is {digest}); restore the file or correct the register",
        )
    grid = _grid(data, path, entry, likeness)
    if not any(cell.strip() for row in grid.rows for cell in row):
        what = ("空のファイルです。正しいファイルに替えてください", "it is empty; replace it by the right file")
        raise document_error(path, entry, *what)
    _require_bounded(grid.rows, path, entry)
    return DocumentText(entry, digest, grid)


def _grid(data: bytes, path: Path, entry: RegisterEntry, likeness: Likeness) -> Grid:
    try:
        if is_workbook(data):
            # Whether a file changed is asked far more often than it is read.
            from pipeline.documents.formats.workbook import read_workbook

            return read_workbook(data, entry.sheet, likeness)
        return read_text(*_decoded(data, path, entry), is_tsv=path.suffix.lower() == ".tsv")
    except FormatError as error:
        raise document_error(path, entry, error.what_ja, error.what_en) from error


def file_hash(entry: RegisterEntry, seeds: Path) -> str:
    """Return the hash of a registered file's bytes; of one that cannot be read, what is told about it."""
    try:
        return hashlib.sha256(_bytes(seeds / entry.path, seeds, entry)).hexdigest()
    except DocumentError as error:
        return error.message_en


def document_error(path: Path, entry: RegisterEntry, what_ja: str, what_en: str) -> DocumentError:
    """Return the error about a document, with the place of the file and of its registration, if it has one."""
    line = entry.register_line
    place_ja, place_en = (f"（{REGISTER_NAME} {line}行目）", f" ({REGISTER_NAME}, line {line})") if line else ("", "")
    return DocumentError(f"{path}{place_ja}: {what_ja}。", f"{path}{place_en}: {what_en}.")


def _require_bounded(rows: Sequence[Sequence[str]], path: Path, entry: RegisterEntry) -> None:
    """A table beyond the limits is damaged or none: it would take the machine's memory, and nobody could read it."""
    if len(rows) > LIMITS.lines:
        what_ja = f"行が多すぎます（{len(rows):,}行、上限 {LIMITS.lines:,}行）。進捗状況の表か確認してください"
        what_en = f"it has {len(rows):,} lines (at most {LIMITS.lines:,}); check that it is a progress table"
        raise document_error(path, entry, what_ja, what_en)
    if (cells := sum(map(len, rows))) > LIMITS.cells:
        what_ja = f"セルが多すぎます（{cells:,} セル、上限 {LIMITS.cells:,} セル）。進捗状況の表か確認してください"
        what_en = f"it has {cells:,} cells (at most {LIMITS.cells:,}); check that it is a progress table"
        raise document_error(path, entry, what_ja, what_en)
    for line_no, row in enumerate(rows, 1):
        characters = len(row) - 1 + sum(map(len, row))
        if len(row) > LIMITS.cells_in_line or characters > LIMITS.characters_in_line:
            what_ja = (
                f"{line_no}行目が長すぎます（{len(row):,} セル、{characters:,} 文字。上限は "
                f"{LIMITS.cells_in_line:,} セル、{LIMITS.characters_in_line:,} 文字）。行の区切りを確認してください"
            )
            what_en = (
                f"line {line_no} is too long ({len(row):,} cells, {characters:,} characters; at most "
                f"{LIMITS.cells_in_line:,} and {LIMITS.characters_in_line:,}); check how its lines end"
            )
            raise document_error(path, entry, what_ja, what_en)
        if (longest := max(map(len, row))) > (most := LIMITS.characters_in_cell):
            what_ja = f"{line_no}行目に長すぎるセルがあります（{longest:,} 文字、上限 {most:,} 文字）"
            what_en = f"line {line_no} has a cell of {longest:,} characters (at most {most:,})"
            remedy = ("。行と列の区切りを確認してください", "; check how its lines and cells end")
            raise document_error(path, entry, what_ja + remedy[0], what_en + remedy[1])


def _bytes(path: Path, seeds: Path, entry: RegisterEntry) -> bytes:
    try:
        if Path(entry.path).is_absolute():
            raise OutsideError
        return read_inside(path, seeds)
    # RuntimeError: a loop of links. ValueError: a path that no file can have.
    except (OSError, RuntimeError, ValueError) as error:
        raise document_error(path, entry, *_unread(error)) from error


def _unread(error: Exception) -> tuple[str, str]:
    """Return what is wrong with a file that cannot be read, and what to do, in both languages."""
    match error:
        case OutsideError():
            what_ja = "seeds フォルダの外のファイルは読みません。フォルダの中に置き、台帳の path を直してください"
            return (
                what_ja,
                "it lies outside the seeds folder and is not read; put it into the folder and correct its path",
            )
        case TooLargeError():
            most = LIMITS.bytes_of_file >> 20
            what_ja = f"ファイルが大きすぎます（上限 {most} MiB）。進捗状況の表か確認してください"
            return what_ja, f"it is larger than {most} MiB; check that it is a progress table"
        case IsADirectoryError():
            return "フォルダです。ファイルを指定してください", "it is a folder; name a file"
        case FileNotFoundError():
            what_ja = "ファイルがありません。ファイルを置くか、台帳の path を直してください"
            return what_ja, "there is no such file; put it there or correct its path"
    reason = getattr(error, "strerror", None) or str(error)
    what_ja = f"読み取れません（{reason}）。台帳の path とファイルの権限を確認してください"
    return what_ja, f"it cannot be read ({reason}); check its path and permissions"


def _decoded(data: bytes, path: Path, entry: RegisterEntry) -> tuple[str, str]:
    if found := decoded(data):
        return found
    what = (
        "表として読めません（UTF-8・CP932・UTF-16 のテキストでも Excel ブックでもありません）。"
        "TSV・CSV・.xlsx で保存してください",
        "it is neither a text table in UTF-8, CP932 or UTF-16 nor a workbook; save it as TSV, CSV or .xlsx",
    )
    raise document_error(path, entry, *what)
