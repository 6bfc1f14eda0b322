"""Read the published warehouse: read-only, never in the way of a refresh. Imports nothing but DuckDB."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from pipeline.errors import InputError
from pipeline.settings import Settings


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
