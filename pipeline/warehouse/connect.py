"""Read the published warehouse: read-only, never in the way of a refresh. Imports nothing but DuckDB."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from pipeline.errors import InputError
from pipeline.settings import ReleaseFolder, Settings
from pipeline.warehouse.statements import reading_statement, rendered

# Once more, should the release be removed between finding it and opening it: then there are newer ones.
_ATTEMPTS = 2


@contextmanager
def published_warehouse(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published warehouse read-only; whoever has it open stays with one release, whatever is published next.

    Raises InputError if nothing is published yet, or the file cannot be opened.
    """
    with _reading(_published_file(settings)) as connection:
        yield connection


@contextmanager
def warehouse_of(release: ReleaseFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the database of a release, or of a candidate, read-only. Raises InputError if it cannot be opened."""
    try:
        opened = duckdb.connect(str(release.warehouse), read_only=True)
    except duckdb.Error as error:
        raise _unreadable(release.warehouse, error) from error
    with _reading(opened) as connection:
        yield connection


def current_release(settings: Settings) -> ReleaseFolder:
    """Return the folder that `current` points to now; before there were releases, everything stood in the output."""
    is_there = settings.current.is_symlink() or settings.current.exists()
    return ReleaseFolder(settings.current.resolve() if is_there else settings.output)


def read_rows(
    connection: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, str | int | None] | None = None
) -> list[dict[str, Any]]:
    """Run a statement of `sql/reading` and return its rows; it finds `values` with getvariable.

    Raises InputError if the file was built before it had what the statement reads.
    Bound parameters would do, but make DuckDB import pandas, which takes longer than the answer.
    """
    for variable, value in (values or {}).items():
        connection.execute(rendered("set_variable", name=variable, value=value))
    try:
        result = connection.execute(reading_statement(name))
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        reason = str(error).splitlines()[0]
        raise InputError(
            f"公開中のデータの形式が古く、読み取れません（{reason}）。shinchoku refresh で作り直してください。",
            f"The published warehouse is of an older form ({reason}); rebuild it with shinchoku refresh.",
        ) from error
    headings = [column[0] for column in result.description or []]
    return [dict(zip(headings, row, strict=True)) for row in result.fetchall()]


def _published_file(settings: Settings) -> duckdb.DuckDBPyConnection:
    for _ in range(_ATTEMPTS):
        path = current_release(settings).warehouse
        try:
            if path.is_file():
                return duckdb.connect(str(path), read_only=True)
        except duckdb.Error as error:
            if path.is_file():
                raise _unreadable(settings.warehouse, error) from error
    raise _nothing_published(settings)


@contextmanager
def _reading(connection: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        # The file is for reading alone: a query must not reach other files or the network either.
        connection.execute("set enable_external_access = false")
        yield connection
    finally:
        connection.close()


def _unreadable(path: Path, error: duckdb.Error) -> InputError:
    reason = str(error).splitlines()[0]
    return InputError(
        f"{path}: 開けません（{reason}）。shinchoku refresh で作り直してください。",
        f"{path}: cannot be opened ({reason}); rebuild it with shinchoku refresh.",
    )


def _nothing_published(settings: Settings) -> InputError:
    if settings.current.is_symlink():
        return InputError(
            f"{settings.current}: リンク先にデータがありません。shinchoku rollback で以前の公開版に戻すか、"
            "shinchoku refresh で作り直してください。",
            f"{settings.current}: points to no release; go back to an earlier one with shinchoku rollback, "
            "or rebuild it with shinchoku refresh.",
        )
    return InputError(
        f"{settings.warehouse}: まだ公開されていません。先に shinchoku refresh を実行してください。",
        f"{settings.warehouse}: nothing is published yet; run shinchoku refresh first.",
    )
