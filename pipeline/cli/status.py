"""`shinchoku status`: what is published, from which documents, when, with how many facts and findings."""

import duckdb

from pipeline.cli.options import Output
from pipeline.cli.output import console, table_of
from pipeline.settings import Settings
from pipeline.warehouse.connect import published_warehouse
from pipeline.warehouse.statements import reading_statement

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
_FINDINGS = ("重要度 severity", "規則 rule", "内容", "件数 findings")


def status(output: Output = None) -> None:
    """公開済みのデータの概要を表示します。 Show what is published."""
    settings = Settings.of(output=output)
    with published_warehouse(settings) as connection:
        print_status(settings, connection)


def print_status(settings: Settings, connection: duckdb.DuckDBPyConnection) -> None:
    """Print run, documents, cells and findings of a published warehouse."""
    out = console()
    run = _one(connection, "run")
    out.print(f"公開 published: {settings.warehouse}", soft_wrap=True, highlight=False)
    out.print(f"日時 at: {run['published_at']}  版 version: {run['shinchoku_version']}", highlight=False)
    out.print(table_of("文書 documents", _DOCUMENTS, connection.execute(reading_statement("documents")).fetchall()))
    for row in connection.execute(reading_statement("rejected_documents")).fetchall():
        out.print(f"読み取れない文書 rejected: {row[1]}\n{row[2]}", soft_wrap=True, highlight=False, markup=False)
    cells = connection.execute(reading_statement("cells")).fetchall()
    counted = "、".join(f"{disposition} {count:,}" for disposition, count in cells)
    out.print(f"セル cells: {sum(count for _, count in cells):,}（{counted}）", highlight=False)
    rows = connection.execute(reading_statement("findings")).fetchall()
    shown = [(severity, code, title, count) for severity, code, title, _, count in rows]
    out.print(table_of("確認事項 findings", _FINDINGS, shown))


def _one(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, object]:
    result = connection.execute(reading_statement(name))
    headings = [column[0] for column in result.description or []]
    row = result.fetchone()
    return dict(zip(headings, row or (), strict=True))
