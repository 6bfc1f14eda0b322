"""Build the DuckDB file from the tables of all plans and `sql/`, commented throughout. It is not published here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.contracts.base import Column, Contract, columns, key_columns, table_comment, table_name
from pipeline.contracts.tables import OF_SEVERAL_PLANS
from pipeline.warehouse.statements import check_statements, japanese_view_names, mart_statements, rendered

SCHEMAS = ("raw", "staging", "core", "mart", "quality", "ja")
_MOST_FAILING_ROWS = 50


@dataclass(frozen=True)
class Table:
    """A contract as the templates of `sql/ddl` see it."""

    name: str
    comment: str
    columns: list[Column]
    keys: list[str]

    @classmethod
    def of(cls, contract: type[Contract]) -> "Table":
        """Return the table of a contract."""
        return cls(table_name(contract), table_comment(contract), columns(contract), key_columns(contract))

    @property
    def is_keyed(self) -> bool:
        """Say whether the key can be a primary key: none of its columns may be empty."""
        return bool(self.keys) and not any(column.is_nullable for column in self.columns if column.is_key)


def build_warehouse(
    path: Path,
    files: Mapping[type[Contract], Sequence[Path]],
    frames_of_run: Callable[[Mapping[str, int]], Mapping[type[Contract], pd.DataFrame]],
    marts: Sequence[type[Contract]],
) -> dict[str, int]:
    """Write a new file at `path` with every table, the marts and the Japanese views; return its row counts.

    `files`: Parquet files of each table, one of each plan; `frames_of_run` is given the row counts of these tables.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for stale in (path, path.with_name(path.name + ".wal")):
        stale.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        # One transaction: nobody reads before the end, and each of a thousand comments would wait for the disk.
        connection.begin()
        for schema in SCHEMAS:
            connection.execute(rendered("create_schema", name=schema))
        for contract, paths in files.items():
            table = Table.of(contract)
            template = "select_merged_files" if contract in OF_SEVERAL_PLANS else "select_files"
            _fill(connection, table, rendered(template, table=table, paths=[str(path) for path in paths]))
        frames = frames_of_run(_row_counts(connection, list(files)))
        for contract, frame in frames.items():
            connection.register("incoming", frame)
            _fill(connection, Table.of(contract), "select * from incoming")
            connection.unregister("incoming")
        statements = mart_statements()
        for contract in marts:
            _fill(connection, Table.of(contract), statements[table_name(contract).removeprefix("mart.")])
        _create_views(connection, marts)
        counts = _row_counts(connection, [*files, *frames, *marts])
        connection.commit()
        connection.execute("checkpoint")
    return counts


def run_checks(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Run `sql/checks` on a built file; return the failing rows (at most 50) of the checks that fail."""
    with duckdb.connect(str(path), read_only=True) as connection:
        found = {
            name: connection.execute(statement).fetchmany(_MOST_FAILING_ROWS)
            for name, statement in check_statements().items()
        }
    return {name: rows for name, rows in found.items() if rows}


def _fill(connection: duckdb.DuckDBPyConnection, table: Table, rows: str) -> None:
    connection.execute(rendered("create_table", table=table))
    connection.execute(rendered("insert_rows", table=table, rows=rows))
    _comment(connection, "table", table.name, table.comment, {c.name: c.comment for c in table.columns})


def _create_views(connection: duckdb.DuckDBPyConnection, marts: Sequence[type[Contract]]) -> None:
    names = japanese_view_names()
    for contract in marts:
        table = Table.of(contract)
        name = names[table.name.removeprefix("mart.")]
        connection.execute(rendered("create_view", table=table, name=name))
        comments = {str(column.heading_ja): f"{column.meaning_ja} ({column.name})" for column in table.columns}
        _comment(connection, "view", f'ja."{name}"', f"{table.name}: {table.comment}", comments)


def _comment(
    connection: duckdb.DuckDBPyConnection, kind: str, name: str, comment: str, of_columns: Mapping[str, str]
) -> None:
    connection.execute(rendered("comment_on", kind=kind, name=name, comment=comment, columns=of_columns))


def _row_counts(connection: duckdb.DuckDBPyConnection, contracts: Sequence[type[Contract]]) -> dict[str, int]:
    return {name: len(connection.table(name)) for name in map(table_name, contracts)}
