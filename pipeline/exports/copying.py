"""Take exported tables of the published release to where somebody wants them.

They are what the release holds in `exports/`: what may leave the house. Nothing heavy is imported unless a workbook is
to be made.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import InputError, output_error
from pipeline.settings import ReleaseFolder
from pipeline.warehouse.statements import japanese_view_names

ALL = "all"
FORMATS = ("csv", "parquet", "xlsx")
_PACKAGE, _WORKBOOK = "datapackage.json", "shinchoku.xlsx"


def exported_tables(release: ReleaseFolder) -> list[str]:
    """Return the names of the tables that a release exports."""
    return sorted(path.stem for path in release.exports.glob("*.parquet"))


def table_of_name(release: ReleaseFolder, name: str) -> str:
    """Return the exported table of a name: its own, that of a mart without its schema, or that of its Japanese view.

    Raises InputError, with the names there are.
    """
    known = exported_tables(release)
    views = {view: mart for mart, view in japanese_view_names().items()}
    plain = name.removeprefix("ja.")
    for candidate in (name, f"mart.{views.get(plain, plain)}"):
        if candidate in known:
            return candidate
    raise InputError(
        f"書き出しに「{name}」という表はありません。次のいずれかか、all を指定してください: {', '.join(known)}",
        f"The exports have no table '{name}'; name one of these, or all: {', '.join(known)}",
    )


def copy_exports(
    release: ReleaseFolder, documents: Sequence[dict[str, Any]], name: str, form: str, to: Path, *, overwrite: bool
) -> list[Path]:
    """Write a table, or all of them, in a format to a folder; return the files.

    `documents`: rows of `sql/reading/document_sources.sql`, for the first sheet of a workbook. Raises InputError for an
    unknown table and for files that are there already, OutputError if the folder cannot be written to.
    """
    contents = _contents(release, documents, name, form)
    files = {to / file: content for file, content in contents.items()}
    there = [path for path in files if path.exists()]
    if there and not overwrite:
        raise InputError(
            f"{there[0]}: すでにあります。上書きしてよければ --overwrite を付けてください。何も書き出していません。",
            f"{there[0]}: is there already; give --overwrite to replace it. Nothing was written.",
        )
    try:
        to.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            _write(path, content)
    except OSError as error:
        raise output_error(to, error) from error
    return list(files)


def _contents(release: ReleaseFolder, documents: Sequence[dict[str, Any]], name: str, form: str) -> dict[str, bytes]:
    if name == ALL:
        names = [f"{table}.{form}" for table in exported_tables(release)] if form != "xlsx" else [_WORKBOOK]
        names += [_PACKAGE] if form == "csv" else []
        return {file: (release.exports / file).read_bytes() for file in names}
    table = table_of_name(release, name)
    if form == "xlsx":
        return {f"{table}.xlsx": _workbook(release, documents, table)}
    return {f"{table}.{form}": (release.exports / f"{table}.{form}").read_bytes()}


def _workbook(release: ReleaseFolder, documents: Sequence[dict[str, Any]], table: str) -> bytes:
    import pandas as pd

    from pipeline.contracts.base import conform
    from pipeline.exports.contents import EXPORTED, exported_name
    from pipeline.exports.workbook import MOST_ROWS_ASKED_FOR, Sheet, workbook_bytes

    (contract,) = (contract for contract in EXPORTED if exported_name(contract) == table)
    frame = conform(contract, pd.read_parquet(release.exports / f"{table}.parquet"))
    sheet = Sheet.empty().with_rows(frame, MOST_ROWS_ASKED_FOR)
    return workbook_bytes({contract: sheet}, documents)


def _write(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
