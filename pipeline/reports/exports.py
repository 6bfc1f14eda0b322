"""Exports: core tables, marts and findings as Parquet and CSV, with a data package that describes them.

The same content gives the same bytes: rows are ordered by key, and nothing tells when or where it was written. So
findings go out as they were gathered: without their state and those about acceptances, which depend on the day.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pipeline.contracts.base import Contract, columns, conform, key_columns, table_comment, table_name
from pipeline.contracts.quality import Finding, GatheredFinding, Lineage
from pipeline.contracts.tables import CORE, MARTS, QUALITY
from pipeline.quality.rules.acceptances import EXPIRED, UNMATCHED
from pipeline.reports.spreadsheet import safe_cell
from pipeline.reports.withholding import WITHHELD, Withholding
from pipeline.settings import ReleaseFolder
from pipeline.warehouse.connect import warehouse_of
from pipeline.warehouse.statements import reading_statement

EXPORTED: tuple[type[Contract], ...] = (*CORE, *MARTS, *QUALITY)
_FRICTIONLESS_TYPES = {"VARCHAR": "string", "INTEGER": "integer", "DOUBLE": "number", "BOOLEAN": "boolean"}
_DESCRIPTION = (
    f"Texts about very few persons are replaced by {WITHHELD}. "
    "CSV: a text that a spreadsheet program would run as a formula has an apostrophe (') in front; take it away to get "
    "the text. Such a text begins, blanks aside, with = + - @ or their full-width forms, or with a tab or line break, "
    "and is neither a plain number nor a lone dash. Parquet has it as it is. "
    "Findings are without their state (new, persisting, accepted), which depends on the run: it is in the warehouse."
)


def write_exports(release: ReleaseFolder) -> list[Path]:
    """Write every exported table from the database of a release; return the files."""
    release.exports.mkdir(parents=True, exist_ok=True)
    with warehouse_of(release) as connection:
        cells, values = (
            connection.execute(reading_statement(f"sensitive_{name}")).df() for name in ("cells", "values")
        )
        withholding = Withholding.of(cells, values, connection.table(table_name(Lineage)).df())
        frames = {contract: withholding.applied(contract, _frame(connection, contract)) for contract in EXPORTED}
    paths = [path for contract, frame in frames.items() for path in _write(frame, release.exports, _name(contract))]
    package = release.exports / "datapackage.json"
    package.write_text(json.dumps(_package(), ensure_ascii=False, indent=2) + "\n", "utf-8")
    return [*paths, package]


def _name(contract: type[Contract]) -> str:
    return table_name(Finding if contract is GatheredFinding else contract)


def _frame(connection: duckdb.DuckDBPyConnection, contract: type[Contract]) -> pd.DataFrame:
    frame = connection.table(_name(contract)).df()
    if contract is GatheredFinding:
        frame = frame[~frame["rule_code"].isin([EXPIRED, UNMATCHED])]
    # Types and order are the contract's: a column that happens to be empty has no type of its own.
    return conform(contract, frame)


def _write(frame: pd.DataFrame, folder: Path, name: str) -> Iterator[Path]:
    parquet, csv = (folder / f"{name}.{ending}" for ending in ("parquet", "csv"))
    frame.to_parquet(parquet, index=False)
    texts = frame.select_dtypes(["object", "str"])
    shown = frame.assign(**{str(column): texts[column].map(safe_cell, na_action="ignore") for column in texts})
    # Excel takes a CSV for UTF-8 only with a byte order mark.
    shown.to_csv(csv, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    yield from (parquet, csv)


def _package() -> dict[str, Any]:
    """Return the data package (https://datapackage.org), derived from the contracts."""
    return {
        "name": "shinchoku",
        "title": "施策進捗データ / progress of municipal plans",
        "description": _DESCRIPTION,
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
    name = _name(contract)
    return {
        "name": name.replace(".", "-").replace("_", "-"),
        "path": f"{name}.csv",
        "description": table_comment(contract),
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": key_columns(contract)},
    }
