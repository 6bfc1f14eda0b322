"""The data dictionary as plain Python: every table with its columns, for pages, workbooks and data packages.

All of it derives from the contracts. How it is laid out, and examples out of a database, belong to who shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.contracts.base import Column, Contract, columns, key_columns, table_description, table_name
from pipeline.contracts.japanese import table_meaning
from pipeline.contracts.tables import BY_NAME
from pipeline.values.code_names import code_names

SCHEMAS = ("mart", "core", "quality", "staging", "raw")
# Where the rows of a schema come from; a mart names its statement.
_SOURCES = {
    "raw": ("seeds/documents.csv に登録した文書", "documents registered in seeds/documents.csv"),
    "staging": ("raw の行とセル、seeds/ の判断の記録", "lines and cells of raw, decisions in seeds/"),
    "core": (
        "staging の値（セルごとの出どころは quality.lineage）",
        "values of staging (cell by cell: quality.lineage)",
    ),
    "quality": ("ほかのすべての表と、pipeline/quality/rules/ の規則", "all other tables, and pipeline/quality/rules/"),
    "mart": ("sql/marts/{name}.sql", "sql/marts/{name}.sql"),
}


@dataclass(frozen=True)
class Code:
    """A code that a column may hold, and its Japanese name; empty where it has none."""

    code: str
    name_ja: str


@dataclass(frozen=True)
class ColumnEntry:
    """A column: its printed heading or Japanese title if it has one, and what it means in both languages."""

    name: str
    duckdb_type: str
    is_key: bool
    is_nullable: bool
    heading_ja: str | None
    meaning_ja: str
    meaning_en: str
    codes: tuple[Code, ...]


@dataclass(frozen=True)
class TableEntry:
    """A table: what it holds, the columns that identify a row (its grain), where its rows come from."""

    name: str
    meaning_ja: str
    meaning_en: str
    source_ja: str
    source_en: str
    key: tuple[str, ...]
    columns: Sequence[ColumnEntry]

    @property
    def schema(self) -> str:
        """Return the schema it is in."""
        return self.name.partition(".")[0]


def dictionary() -> list[TableEntry]:
    """Return an entry for every table, what is quoted most first: marts, core, quality, staging, raw."""
    entries = [_table(contract) for contract in BY_NAME.values()]
    return sorted(entries, key=lambda entry: SCHEMAS.index(entry.schema))


def _table(contract: type[Contract]) -> TableEntry:
    name = table_name(contract)
    schema, _, short = name.partition(".")
    source_ja, source_en = (text.format(name=short) for text in _SOURCES[schema])
    return TableEntry(
        name=name,
        meaning_ja=table_meaning(name),
        meaning_en=table_description(contract),
        source_ja=source_ja,
        source_en=source_en,
        key=tuple(key_columns(contract)),
        columns=[_column(name, column) for column in columns(contract)],
    )


def _column(table: str, column: Column) -> ColumnEntry:
    names = code_names(table, column.name)
    return ColumnEntry(
        name=column.name,
        duckdb_type=column.duckdb_type,
        is_key=column.is_key,
        is_nullable=column.is_nullable,
        heading_ja=column.heading_ja,
        meaning_ja=column.meaning_ja,
        meaning_en=column.description,
        codes=tuple(Code(code, names.get(code, "")) for code in column.allowed),
    )
