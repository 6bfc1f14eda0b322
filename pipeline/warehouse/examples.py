"""Examples of what the columns of a table hold, as the dictionary shows them."""

import duckdb

from pipeline.warehouse.statements import rendered


def examples_of(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Return a value of each column as a text, by column; columns that are empty throughout are left out.

    `table` is a table or view of the warehouse: `core.fact_progress`, `ja."達成度_一覧"`.
    """
    names = connection.table(table).columns
    row = connection.execute(rendered("select_examples", name=table, columns=names)).fetchone() or ()
    return {name: value for name, value in zip(names, row, strict=True) if value is not None}
