"""Read the published warehouse: read-only, never in the way of a refresh. Imports nothing but DuckDB."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb

from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.warehouse.statements import reading_statement, rendered


@contextmanager
def published_warehouse(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published warehouse read-only.

    Raises InputError if nothing is published yet, or the file cannot be opened.
    """
    path = settings.warehouse
    if not path.is_file():
        raise InputError(
            f"{path}: まだ公開されていません。先に shinchoku refresh を実行してください。",
            f"{path}: nothing is published yet; run shinchoku refresh first.",
        )
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise InputError(
            f"{path}: 開けません（{reason}）。shinchoku refresh で作り直してください。",
            f"{path}: cannot be opened ({reason}); rebuild it with shinchoku refresh.",
        ) from error
    try:
        # The file is for reading alone: a query must not reach other files or the network either.
        connection.execute("set enable_external_access = false")
        yield connection
    finally:
        connection.close()


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
            f"公開済みのデータが古い形です（{reason}）。shinchoku refresh で作り直してください。",
            f"The published warehouse is of an older form ({reason}); rebuild it with shinchoku refresh.",
        ) from error
    headings = [column[0] for column in result.description or []]
    return [dict(zip(headings, row, strict=True)) for row in result.fetchall()]
