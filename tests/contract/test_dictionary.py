"""docs/dictionary.md is written from the contracts; the examples in it come from the bundled document.

After a wanted change: `make dictionary` (or `python -m tests.contract.test_dictionary`), and review the difference.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipeline.contracts.base import columns, table_name
from pipeline.contracts.core import FactProgress
from pipeline.contracts.dictionary import ColumnEntry, TableEntry, dictionary
from pipeline.contracts.japanese import EVERYWHERE, meanings
from pipeline.contracts.tables import BY_NAME
from pipeline.settings import PROJECT_ROOT, Settings
from pipeline.warehouse.examples import examples_of
from pipeline.warehouse.statements import japanese_view_names

PAGE = PROJECT_ROOT / "docs" / "dictionary.md"
_SHOWN = 36
# What differs from run to run is no example.
_OF_THE_RUN = ("quality.run", "quality.finding_history")
_VOLATILE = ("state", "first_seen_run")
_SCHEMAS = {
    "mart": "集計表 / marts: figures to quote",
    "core": "値と台帳 / dimensions and facts",
    "quality": "確認事項と記録 / findings, ledger, lineage",
    "staging": "セルの位置 / where each cell belongs",
    "raw": "原文 / what was read, faithful",
}
_INTRODUCTION = """\
# データ辞書 / Data dictionary

`warehouse/shinchoku.duckdb` のすべての表と列の意味です。
`pipeline/contracts/` の定義から `make dictionary` で作成しています。
画面では `shinchoku dictionary 表の名称` で確認できます。

- 見出し：原文の見出し、または日本語ビュー（スキーマ `ja`）と Excel での列の名称
- 🔑：行を特定する列（その組合せが1行の単位）
- 空可：空のことがある列
- 例：同梱の文書（清瀬市自殺対策計画）から

Every table and column of `warehouse/shinchoku.duckdb`, generated from `pipeline/contracts/` (`make dictionary`);
`shinchoku dictionary TABLE` shows the same on a screen. The heading is the printed one, or the column's name in the
Japanese views (schema `ja`) and the workbook. 🔑: together they identify a row, which is the table's grain. 空可:
may be NULL. Examples come from the bundled document.
"""


def page(connection: duckdb.DuckDBPyConnection) -> str:
    """Return docs/dictionary.md."""
    entries = dictionary()
    parts = [_INTRODUCTION, *_contents(entries)]
    for schema, title in _SCHEMAS.items():
        parts.append(f"## `{schema}` {title}\n")
        parts += [_section(entry, connection) for entry in entries if entry.schema == schema]
    return "\n".join(parts)


def _contents(entries: list[TableEntry]) -> Iterator[str]:
    for schema, title in _SCHEMAS.items():
        links = (f"[{entry.name}](#{entry.name.replace('.', '')})" for entry in entries if entry.schema == schema)
        yield f"- {title}: {'、'.join(links)}"
    yield ""


def _section(entry: TableEntry, connection: duckdb.DuckDBPyConnection) -> str:
    examples = {} if entry.name in _OF_THE_RUN else examples_of(connection, entry.name, [c.name for c in entry.columns])
    view = japanese_view_names().get(entry.name.removeprefix("mart.")) if entry.schema == "mart" else None
    lines = [
        f"### {entry.name}",
        "",
        entry.meaning_ja + (f"日本語ビュー: `ja.{view}`。" if view else ""),
        "",
        entry.meaning_en,
        "",
        f"- 1行の単位 grain: {' × '.join(f'`{name}`' for name in entry.key)}",
        f"- 出どころ source: {entry.source_ja} / {entry.source_en}" if entry.source_ja != entry.source_en
        else f"- 出どころ source: [{entry.source_ja}](../{entry.source_ja})",
        "",
        "| 列 column | 型 type | 見出し heading | 意味 meaning | 例 example |",
        "|---|---|---|---|---|",
        *(_row(column, examples.get(column.name)) for column in entry.columns),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _row(column: ColumnEntry, example: str | None) -> str:
    key, may_be_null = "🔑 " if column.is_key else "", " 空可" if column.is_nullable else ""
    shown = "" if example is None or column.name in _VOLATILE else _cut(example)
    meaning = f"{column.meaning_ja}<br>{column.meaning_en}{_codes(column)}"
    cells = (f"{key}`{column.name}`", f"{column.duckdb_type}{may_be_null}", column.heading_ja or "", meaning, shown)
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _codes(column: ColumnEntry) -> str:
    if all(code.code in column.meaning_ja for code in column.codes):
        return ""
    told = "、".join(f"`{code.code}`{f' {code.name_ja}' if code.name_ja else ''}" for code in column.codes)
    return f"<br>値 values: {told}"


def _cut(text: str) -> str:
    on_one_line = " ".join(text.split())
    return on_one_line if len(on_one_line) <= _SHOWN else on_one_line[: _SHOWN - 1] + "…"


def test_the_page_is_up_to_date(kiyose: duckdb.DuckDBPyConnection) -> None:
    assert PAGE.read_text("utf-8") == page(kiyose), "run make dictionary and review the difference"


def test_every_table_and_column_has_its_meaning_in_japanese_and_no_meaning_is_left_over() -> None:
    used = set()
    for name, contract in BY_NAME.items():
        used.add((name, ""))
        for column in columns(contract):
            assert column.meaning_ja, f"{name}.{column.name}: give it a row in pipeline/contracts/japanese.csv"
            used.add((name if (name, column.name) in meanings() else EVERYWHERE, column.name))
    assert set(meanings()) == used


def test_the_dictionary_has_every_table_and_names_its_codes() -> None:
    entries = {entry.name: entry for entry in dictionary()}
    assert set(entries) == set(map(table_name, BY_NAME.values()))
    kinds = next(c for c in entries["core.fact_progress"].columns if c.name == "achievement_kind")
    assert ("not_due", "未到来") in [(code.code, code.name_ja) for code in kinds.codes]
    assert entries["mart.achievement"].source_en == "sql/marts/achievement.sql"
    for entry in entries.values():
        assert not entry.source_en.startswith("sql/") or (PROJECT_ROOT / entry.source_en).is_file()
        assert {column.name for column in entry.columns if column.is_key} == set(entry.key)


def test_examples_are_what_the_tables_hold(kiyose: duckdb.DuckDBPyConnection) -> None:
    examples = examples_of(kiyose, "core.fact_progress", list(FactProgress.to_schema().columns))
    for name, example in examples.items():
        found = kiyose.execute(f"select count(*) from core.fact_progress where {name}::varchar = ?", [example])
        assert found.fetchone() != (0,), json.dumps(examples)
    assert examples["document_id"] == "132217_jisatsu_2023"
    assert "achievement_grade" not in examples


if __name__ == "__main__":
    from pipeline.assets.run import run_refresh

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.of(PROJECT_ROOT / "seeds", Path(folder))
        run_refresh(settings, lambda _: None)
        with duckdb.connect(str(settings.warehouse), read_only=True) as opened:
            PAGE.write_text(page(opened), "utf-8")
