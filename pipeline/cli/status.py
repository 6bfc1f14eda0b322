"""`shinchoku status`: what is published, from which documents, when, with how many facts and findings."""

import duckdb

from pipeline.cli.options import Output
from pipeline.cli.output import console, table_of
from pipeline.settings import Settings
from pipeline.values.text import visible
from pipeline.warehouse.connect import published_warehouse, read_rows

_DOCUMENTS = (
    "文書 document",
    "団体",
    "計画",
    "年度版",
    "文字 encoding",
    "行 lines",
    "実施内容 measures",
    "値 facts",
)
_STATES = ("new", "persisting", "accepted")
_FINDINGS = ("重要度\nseverity", "規則\nrule", "内容", "件数\nopen", "新規\nnew", "確認済み\naccepted")


def status(output: Output = None) -> None:
    """公開済みのデータの概要を表示します。 Show what is published."""
    settings = Settings.of(output=output)
    with published_warehouse(settings) as connection:
        print_status(settings, connection)


def print_status(settings: Settings, connection: duckdb.DuckDBPyConnection) -> None:
    """Print run, documents, cells and findings of a published warehouse."""
    out = console()
    (run,) = read_rows(connection, "run")
    out.print(f"公開 published: {settings.warehouse}", soft_wrap=True, highlight=False)
    out.print(f"日時 at: {run['published_at']}  版 version: {run['shinchoku_version']}", highlight=False)
    documents = [tuple(row.values()) for row in read_rows(connection, "documents")]
    out.print(table_of("文書 documents", _DOCUMENTS, documents))
    for row in read_rows(connection, "rejected_documents"):
        told = f"読み取れない文書 rejected: {row['message_ja']}\n{row['message_en']}"
        out.print(visible(told), soft_wrap=True, highlight=False, markup=False)
    cells = {row["disposition"]: row["cell_count"] for row in read_rows(connection, "cells")}
    counted = "、".join(f"{disposition} {count:,}" for disposition, count in cells.items())
    out.print(f"セル cells: {sum(cells.values()):,}（{counted}）", highlight=False, soft_wrap=True)
    found = read_rows(connection, "findings")
    new, persisting, accepted = (sum(row[f"{state}_count"] for row in found) for state in _STATES)
    title = f"確認事項 findings: 新規 new {new:,}、継続 persisting {persisting:,}、確認済み accepted {accepted:,}"
    columns = ("severity", "rule_code", "title_ja", "open_count", "new_count", "accepted_count")
    out.print(table_of(title, _FINDINGS, [[row[column] for column in columns] for row in found]))
