"""The data package (https://datapackage.org) that describes the CSV files, derived from the contracts."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.contracts.base import Column, Contract, key_columns, table_comment
from pipeline.contracts.core import DimDepartment, DimFiscalYear, DimMeasure, DimPolicy
from pipeline.contracts.editions import DimPlan
from pipeline.contracts.quality import Finding, GatheredFinding
from pipeline.contracts.quality import Rule as RuleTable
from pipeline.exports.contents import EXPORTED, exported_columns, exported_name
from pipeline.reports.withholding import WITHHELD
from pipeline.values.fiscal_years import fiscal_year_label

NAME = "datapackage.json"
_TYPES = {"VARCHAR": "string", "INTEGER": "integer", "DOUBLE": "number", "BOOLEAN": "boolean"}
# Tables that others refer to by the name of their key: the same quantity has the same name everywhere.
_REFERRED = (DimPlan, DimPolicy, DimDepartment, DimMeasure, RuleTable)
_DESCRIPTION = (
    f"個人に関わる可能性があると判定した記載は{WITHHELD}に置き換えています。"
    "CSV では、表計算ソフトが数式として実行しかねない記載の前に ' を付けています（Parquet は原文どおり）。"
    "確認事項には、処理のたびに変わる状態（新規・継続・確認済み）を含みません。\n"
    f"Texts about very few persons are replaced by {WITHHELD}. "
    "CSV: a text that a spreadsheet program would run as a formula has an apostrophe (') in front; take it away to get "
    "the text. Such a text begins, blanks aside, with = + - @ or their full-width forms, or with a tab or line break, "
    "and is neither a plain number nor a lone dash. Parquet has it as it is. "
    "Findings are without their state (new, persisting, accepted), which depends on the run: it is in the warehouse."
)
_NO_LICENCE = (
    "利用条件が文書台帳に登録されていない文書があります。利用の際は、公表した団体の利用条件をご確認ください。\n"
    "The register names no licence for some of the sources: ask who published them."
)
_LICENCE_ID = re.compile(r"[A-Za-z][\w.-]*( [\w.-]+){0,3}", re.ASCII)
Row = dict[str, Any]


def package_text(documents: Sequence[Row]) -> str:
    """Return the data package of the exports of these documents (rows of `sql/reading/document_sources.sql`)."""
    return json.dumps(_package(documents), ensure_ascii=False, indent=2) + "\n"


def _package(documents: Sequence[Row]) -> dict[str, Any]:
    licences = sorted({row["licence"] for row in documents if row["licence"]})
    is_known = all(row["licence"] for row in documents)
    package: dict[str, Any] = {
        "name": "shinchoku",
        "title": "施策進捗データ / progress of municipal plans",
        "description": _DESCRIPTION if is_known else f"{_DESCRIPTION}\n{_NO_LICENCE}",
        "sources": [_source(row) for row in documents],
    }
    if licences:
        package["licenses"] = [{"name": _licence_name(title), "title": title} for title in licences]
    return package | {"resources": [_resource(contract) for contract in EXPORTED]}


def _licence_name(title: str) -> str:
    """Return CC-BY-4.0 for `CC BY 4.0`; what is told in a sentence has no name."""
    return "-".join(title.split()) if _LICENCE_ID.fullmatch(title) else "other"


def _source(document: Row) -> dict[str, str]:
    edition = f"{fiscal_year_label(document['edition_fiscal_year'])}版"
    title = f"{document['municipality_name']} {document['plan_name']} {edition}"
    return {"title": title} | ({"path": document["source_url"]} if document["source_url"] else {})


def _resource(contract: type[Contract]) -> dict[str, Any]:
    name = exported_name(contract)
    keys = list(_foreign_keys(contract))
    return {
        "name": _resource_name(contract),
        "type": "table",
        "profile": "tabular-data-resource",
        "path": f"{name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "description": table_comment(Finding if contract is GatheredFinding else contract),
        "dialect": {"csv": {"lineTerminator": "\r\n"}},
        "schema": {
            "fields": [_field(column) for column in exported_columns(contract)],
            "missingValues": [""],
            "primaryKey": key_columns(contract),
        }
        | ({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.duckdb_type], "description": column.comment}
    if column.heading_ja:
        field["title"] = column.heading_ja
    constraints: dict[str, Any] = {} if column.is_nullable else {"required": True}
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    return field | ({"constraints": constraints} if constraints else {})


def _foreign_keys(contract: type[Contract]) -> Iterator[dict[str, Any]]:
    names = [column.name for column in exported_columns(contract)]
    for referred in (*_REFERRED, DimFiscalYear):
        (key,) = key_columns(referred)
        if referred is not contract and key in names:
            yield {"fields": [key], "reference": {"resource": _resource_name(referred), "fields": [key]}}


def _resource_name(contract: type[Contract]) -> str:
    return exported_name(contract).replace(".", "-").replace("_", "-")
