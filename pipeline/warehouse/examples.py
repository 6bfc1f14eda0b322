"""Examples of what the columns of a table hold, as the dictionary shows them."""

from collections.abc import Sequence

import duckdb

from pipeline.warehouse.statements import rendered


def examples_of(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> dict[str, str]:
    """Return a value of each column as a text, by column; columns that are empty throughout are left out.

    `table` is a table or view of the warehouse: `core.fact_progress`, `ja.達成度_一覧`.
    """
    schema, _, name = table.partition(".")
    statement = rendered("select_examples", schema=schema, name=name, columns=columns)
    row = connection.execute(statement).fetchone() or ()
    return {column: value for column, value in zip(columns, row, strict=True) if value is not None}
