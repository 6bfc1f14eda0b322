"""Exports: core tables, marts and findings as Parquet and CSV, with a data package that describes them.

The same content gives the same bytes: rows are ordered by key, and nothing tells when or where it was written.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from pipeline.contracts.base import Contract, columns, key_columns, table_comment, table_name
from pipeline.contracts.tables import CORE, MARTS, QUALITY
from pipeline.settings import Settings
from pipeline.warehouse.connect import published_warehouse

EXPORTED: tuple[type[Contract], ...] = (*CORE, *MARTS, *QUALITY)
_FRICTIONLESS_TYPES = {"VARCHAR": "string", "INTEGER": "integer", "DOUBLE": "number", "BOOLEAN": "boolean"}


def write_exports(settings: Settings) -> list[Path]:
    """Write every exported table from the published warehouse; return the files."""
    settings.exports.mkdir(parents=True, exist_ok=True)
    with published_warehouse(settings) as connection:
        paths = [path for contract in EXPORTED for path in _write_table(connection, contract, settings.exports)]
    package = settings.exports / "datapackage.json"
    package.write_text(json.dumps(_package(), ensure_ascii=False, indent=2) + "\n", "utf-8")
    for stale in set(settings.exports.iterdir()) - {*paths, package}:
        stale.unlink()
    return [*paths, package]


def _write_table(connection: duckdb.DuckDBPyConnection, contract: type[Contract], folder: Path) -> Iterator[Path]:
    order = ", ".join(key_columns(contract) or [column.name for column in columns(contract)])
    frame = connection.table(table_name(contract)).order(order).df()
    for column in columns(contract):
        if column.duckdb_type == "INTEGER":
            frame[column.name] = frame[column.name].astype("Int64")
    parquet, csv = (folder / f"{table_name(contract)}.{ending}" for ending in ("parquet", "csv"))
    frame.to_parquet(parquet, index=False)
    # Excel takes a CSV for UTF-8 only with a byte order mark.
    frame.to_csv(csv, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    yield from (parquet, csv)


def _package() -> dict[str, Any]:
    """Return the data package (https://datapackage.org), derived from the contracts."""
    return {
        "name": "shinchoku",
        "title": "施策進捗データ / progress of municipal plans",
        "resources": [_resource(contract) for contract in EXPORTED],
    }


def _resource(contract: type[Contract]) -> dict[str, Any]:
    fields = []
    for column in columns(contract):
        field = {
            "name": column.name,
            "type": _FRICTIONLESS_TYPES[column.duckdb_type],
            "description": column.comment,
        }
        if column.heading_ja:
            field["title"] = column.heading_ja
        fields.append(field | ({} if column.is_nullable else {"constraints": {"required": True}}))
    name = table_name(contract)
    return {
        "name": name.replace(".", "-").replace("_", "-"),
        "path": f"{name}.csv",
        "description": table_comment(contract),
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": key_columns(contract)},
    }
