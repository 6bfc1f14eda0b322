"""CSV files of a seeds folder, read strictly: a missing column or value is told with file, line and remedy."""

import csv
import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.seeds.files import NoFileError, OutsideError, TooLargeError, read_inside
from pipeline.settings import LIMITS
from pipeline.values.fiscal_years import FISCAL_YEARS

Row = dict[str, str]
# They steer terminals and cannot stand in a workbook or a web page; nobody types them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def read_rows(
    path: Path, columns: Sequence[str], required: Sequence[str], optional: Sequence[str] = ()
) -> list[tuple[int, Row]]:
    """Return the non-empty rows of a CSV with the line each ends on; every column present, values stripped.

    Of `optional` columns a file may lack any: their values are empty then.

    Raises InputError for a file that is outside its folder, no file or not UTF-8, holds control characters, lacks one
    of `columns`, has no value in a `required` one, or has more cells in a row than in its heading.
    """
    rows = _parsed(path, _text(path), columns, optional)
    filled = [(line_no, row) for line_no, row in rows if any(row.values())]
    for line_no, row in filled:
        for name in required:
            if not row[name]:
                raise seed_error(path, line_no, f"{name} が空です。値を入れてください", f"{name} is empty; fill it in")
    return filled


def read_optional_rows(path: Path, columns: Sequence[str], required: Sequence[str]) -> list[tuple[int, Row]]:
    """Return the rows of a CSV that may be missing: then there are none. A link to nothing is told, not missing."""
    return read_rows(path, columns, required) if os.path.lexists(path) else []


def read_year(path: Path, line_no: int, column: str, text: str) -> int:
    """Return a fiscal year written as four digits."""
    if len(text) == 4 and text.isascii() and text.isdecimal() and int(text) in FISCAL_YEARS:
        return int(text)
    raise seed_error(
        path,
        line_no,
        f"{column}「{text}」は西暦4桁の年度で書いてください",
        f"{column} '{text}' must be a year like 2023",
    )


def read_date(path: Path, line_no: int, column: str, text: str) -> date:
    """Return a date written as 2026-04-01, the one form in which every spreadsheet and program reads the same day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is not None and day.isoformat() == text:
        return day
    raise seed_error(
        path,
        line_no,
        f"{column}「{text}」は 2026-04-01 のような日付（年-月-日）で書いてください",
        f"{column} '{text}' must be a date like 2026-04-01",
    )


def has_controls(text: str) -> bool:
    """Say whether a text holds control characters, for which a file that it stood in would be refused."""
    return bool(_CONTROLS.search(text))


def seed_error(path: Path, line_no: int, what_ja: str, what_en: str) -> InputError:
    """Return the error about a line of a seeds file."""
    return InputError(f"{path} {line_no}行目: {what_ja}。", f"{path}, line {line_no}: {what_en}.")


def _text(path: Path) -> str:
    try:
        data = read_inside(path, path.parent)
    # RuntimeError: a loop of links.
    except (OSError, RuntimeError) as error:
        raise seed_error(path, 1, *_unread(error)) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = ("UTF-8 で保存されていません。UTF-8 で保存し直してください", "it is not UTF-8; save it as UTF-8")
        raise seed_error(path, data.count(b"\n", 0, error.start) + 1, *what) from error
    if control := _CONTROLS.search(text):
        code = f"U+{ord(control.group()):04X}"
        what = (f"制御文字（{code}）があります。削除してください", f"it holds a control character ({code}); remove it")
        raise seed_error(path, text.count("\n", 0, control.start()) + 1, *what)
    return text


def _unread(error: Exception) -> tuple[str, str]:
    """Return what is wrong with a file that cannot be read, and what to do, in both languages."""
    match error:
        case OutsideError():
            what_ja = "seeds フォルダの外のファイルは読みません。フォルダの中に置いてください"
            return what_ja, "it lies outside the seeds folder and is not read; put it into the folder"
        case NoFileError() | IsADirectoryError():
            return "ファイルではありません。CSV ファイルに替えてください", "it is no file; replace it by a CSV file"
        case TooLargeError():
            return "ファイルが大きすぎます。内容を確認してください", "it is too large; check what it holds"
    reason = getattr(error, "strerror", None) or str(error)
    return f"読み取れません（{reason}）。権限を確認してください", f"it cannot be read ({reason}); check it"


@contextmanager
def longest_field(characters: int) -> Iterator[None]:
    """Refuse longer fields of a CSV while it is read; the limit is the whole program's, and others rely on theirs."""
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _parsed(path: Path, text: str, columns: Sequence[str], optional: Sequence[str]) -> list[tuple[int, Row]]:
    # Strict: a quote that is never closed would swallow the rows below it.
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        with longest_field(LIMITS.characters_in_cell):
            _require_columns(path, columns, reader.fieldnames or [])
            names = [*columns, *optional]
            return [(reader.line_num, _row(path, reader.line_num, names, row)) for row in reader]
    except csv.Error as error:
        what = (f"CSV として読めません（{error}）。修正してください", f"it is no valid CSV ({error}); mend it")
        raise seed_error(path, max(1, reader.line_num), *what) from error


def _row(path: Path, line_no: int, columns: Sequence[str], row: Mapping[Any, Any]) -> Row:
    # DictReader keeps under None what stands behind the last column.
    if any(cell.strip() for cell in row.get(None) or []):
        what = (
            '見出しより多くのセルがあります。カンマを含む値は " で囲んでください',
            'it has more cells than the heading; put a value that holds a comma into quotes (")',
        )
        raise seed_error(path, line_no, *what)
    return {name: (row.get(name) or "").strip() for name in columns}


def _require_columns(path: Path, columns: Sequence[str], present: Sequence[str]) -> None:
    if missing := [name for name in columns if name not in present]:
        names = ", ".join(missing)
        what = (
            f"列 {names} がありません。見出し行に追加してください",
            f"column {names} is missing; add it to the heading",
        )
        raise seed_error(path, 1, *what)
