"""`shinchoku status`: what is published, from which documents, what changed since the release before, what to ask."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import duckdb
import typer

from pipeline.cli.options import Output
from pipeline.cli.output import console, print_labelled, print_text, table_of
from pipeline.settings import Settings
from pipeline.values.fiscal_years import fiscal_year_label
from pipeline.warehouse.changes import Changes, changes_since
from pipeline.warehouse.connect import published_warehouse, read_rows

_MOST_DOCUMENTS, _MOST_NAMES = 3, 2
_CHANGES = {"added": "追加 added", "changed": "変更 changed", "removed": "削除 removed"}
_FAMILIES = ("区分 family", "件数\nopen", "新規\nnew", "解消\nresolved", "確認済み\naccepted")
_RULES = ("重要度\nseverity", "規則\nrule", "内容", "件数\nopen", "新規\nnew", "確認済み\naccepted")
_UNKNOWN = "比較できません（前回の公開版が古い形式であるか、残っていません） cannot be compared"

Row = dict[str, Any]


def status(
    is_all: Annotated[bool, typer.Option("--all", help="規則ごとの件数を表示 / every rule, every document")] = False,
    output: Output = None,
) -> None:
    """公開中のデータの概要と、前回からの変更を表示します。 Show what is published, and what changed.

    例 example: shinchoku status
    例 example: shinchoku status --all
    """
    settings = Settings.of(output=output)
    with published_warehouse(settings) as connection:
        print_status(settings, connection, is_all=is_all)


def print_status(settings: Settings, connection: duckdb.DuckDBPyConnection, *, is_all: bool = False) -> None:
    """Print run, documents, cells, changes and findings of a published warehouse, on a screen if not `is_all`."""
    (run,) = read_rows(connection, "run")
    print_text(console(), f"公開 published: {settings.warehouse}")
    print_text(console(), f"日時 at: {run['published_at']}  プログラムの版 version: {run['shinchoku_version']}")
    _print_content(connection, is_all=is_all)
    _print_changes(changes_since(settings, run["run_id"], run["previous_run_id"]))
    _print_findings(connection, is_all=is_all)


def _print_content(connection: duckdb.DuckDBPyConnection, *, is_all: bool) -> None:
    """Print what was read: documents, those that could not be, and what became of the cells."""
    out = console()
    documents = read_rows(connection, "documents")
    for line in _documents(documents, len(documents) if is_all else _MOST_DOCUMENTS):
        print_text(out, line)
    for row in read_rows(connection, "rejected_documents"):
        print_text(out, f"反映できないもの not taken in: {row['message_ja']}\n{row['message_en']}")
    cells = read_rows(connection, "cells")
    total = sum(row["cell_count"] for row in cells)
    told = "、".join(f"{row['disposition']} {row['cell_count']:,}" for row in cells)
    print_labelled(out, "セル cells", f"{total:,}: {told}")


def _documents(rows: Sequence[Row], most: int) -> Iterator[str]:
    """Yield a line per document, the newest editions first."""
    newest = sorted(rows, key=lambda row: (-row["edition_fiscal_year"], row["document_id"]))
    for row in newest[:most]:
        edition = f"{row['plan_name']} {fiscal_year_label(row['edition_fiscal_year'])}版"
        counts = f"実施内容 {row['measure_count']:,} measures、値 {row['fact_count']:,} facts"
        yield f"  {row['document_id']}  {edition}  {counts}"
    if len(rows) > most:
        yield f"  ほか {len(rows) - most} 文書 more documents (--all)"


def _print_changes(changes: Changes) -> None:
    out = console()
    if changes.previous_run_id is None:
        print_text(out, "前回からの変更 changes: 最初の公開です the first release")
        return
    print_text(out, f"前回の公開 {changes.previous_run_id[:8]} からの変更 changes since the release before:")
    for label, told in (
        ("文書 docs", _told(changes.documents, "document_id")),
        ("実施内容", _told(changes.measures, "name")),
        ("値 values", _told_values(changes.values)),
        ("過年度の変更", _told_restatements(changes.restatements)),
    ):
        print_labelled(out, label, told)


def _told(rows: Sequence[Row] | None, name: str) -> str:
    """Say how many were added, changed and removed, and a few names."""
    if rows is None:
        return _UNKNOWN
    counts = Counter(row["change"] for row in rows)
    told = "、".join(f"{_CHANGES[change]} {counts[change]}" for change in _CHANGES if counts[change])
    names = "、".join(str(row[name] or "（名称不明）") for row in rows[:_MOST_NAMES])
    return f"{told}（{names}{' ほか' if len(rows) > _MOST_NAMES else ''}）" if rows else "なし none"


def _told_values(rows: Sequence[Row] | None) -> str:
    if rows is None:
        return _UNKNOWN
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row["change"]] += row["value_count"]
    return "、".join(f"{_CHANGES[change]} {counts[change]:,}" for change in _CHANGES if counts[change]) or "なし none"


def _told_restatements(rows: Sequence[Row] | None) -> str:
    if rows is None:
        return _UNKNOWN
    names = list(dict.fromkeys(row["measure_name"] or "（名称不明）" for row in rows))
    shown = f"{'、'.join(names[:_MOST_NAMES])}{' ほか' if len(names) > _MOST_NAMES else ''}"
    return f"{len(rows):,} 件 restatements（{shown}）" if rows else "なし none"


def _print_findings(connection: duckdb.DuckDBPyConnection, *, is_all: bool) -> None:
    families = read_rows(connection, "changed_findings")
    _print_counts(connection, families, is_all=is_all)
    if superseded := sum(row["superseded_count"] for row in families):
        told = f"このほか、以前の版だけの確認事項（照会の対象外） superseded, in earlier editions alone: {superseded:,}"
        print_text(console(), told)


def _print_counts(connection: duckdb.DuckDBPyConnection, families: Sequence[Row], *, is_all: bool) -> None:
    columns = ("open_count", "new_count", "resolved_count", "accepted_count")
    totals = [sum(row[column] for row in families) for column in columns]
    if is_all:
        rows = read_rows(connection, "findings")
        shown = ("severity", "rule_code", "title_ja", "open_count", "new_count", "accepted_count")
        title = "確認事項 findings: 件数 open {:,}、新規 new {:,}、解消 resolved {:,}、確認済み accepted {:,}"
        console().print(table_of(title.format(*totals), _RULES, [[row[name] for name in shown] for row in rows]))
        return
    lines = [[f"{row['family_ja']} {row['family_en']}", *(row[column] for column in columns)] for row in families]
    table = table_of(None, _FAMILIES, [*lines, ["確認事項 findings", *totals]])
    table.show_edge = False
    console().print(table)
