"""`shinchoku dictionary`: what the published tables and their columns mean."""

from typing import Annotated, Any

import typer

from pipeline.cli.options import Output
from pipeline.cli.output import Format, console, print_rows, print_text, table_of
from pipeline.errors import InputError, ShinchokuError
from pipeline.settings import Settings
from pipeline.warehouse.connect import published_warehouse, read_rows
from pipeline.warehouse.examples import examples_of

COLUMNS = ("column_name", "data_type", "is_nullable", "is_key", "meaning_ja", "meaning_en", "example")
TABLE_COLUMNS = ("table_name", "row_count", "meaning_ja", "meaning_en")
_HEADINGS = ("列 column", "型 type", "意味 meaning", "例 example")
_LONGEST_EXAMPLE = 30

Row = dict[str, Any]


def completed_tables(incomplete: str) -> list[str]:
    """Return the names of tables and Japanese views that begin so, for the shell; none if nothing is published."""
    try:
        with published_warehouse(Settings.of()) as connection:
            names = [row["table_name"] for row in read_rows(connection, "dictionary_tables")]
    except ShinchokuError:
        return []
    return [name for name in names if name.startswith(incomplete)]


def dictionary(
    table: Annotated[
        str | None,
        typer.Argument(
            help="表の名称（省略時は表の一覧）/ table; without it, all tables are listed",
            autocompletion=completed_tables,
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="表示形式 / how to print it")] = Format.TABLE,
    output: Output = None,
) -> None:
    """公開中の表と列の意味を表示します。 Tell what published tables and columns mean.

    全体は docs/dictionary.md にあります。 The whole: docs/dictionary.md.

    例 example: shinchoku dictionary
    例 example: shinchoku dictionary mart.achievement_by_department_year
    例 example: shinchoku dictionary ja.達成度_部署別
    """
    with published_warehouse(Settings.of(output=output)) as connection:
        tables = {row["table_name"]: row for row in read_rows(connection, "dictionary_tables")}
        if table is None:
            _print_tables(list(tables.values()), form)
            return
        name = _known(table, list(tables))
        columns = read_rows(connection, "dictionary_columns", {"table_name": name})
        examples = examples_of(connection, name, [row["column_name"] for row in columns])
    _print_columns(tables[name], columns, examples, form)


def _known(table: str, names: list[str]) -> str:
    """Return the whole name; a schema may be left out. Raises InputError, with the names there are."""
    found = [name for name in names if table == name or table == name.partition(".")[2]]
    if not found:
        raise InputError(
            f"「{table}」という表はありません。次のいずれかを指定してください: {', '.join(names)}",
            f"There is no table '{table}'; name one of: {', '.join(names)}",
        )
    return found[0]


def _print_tables(tables: list[Row], form: Format) -> None:
    if form is Format.TABLE:
        rows = [(row["table_name"], row["row_count"], _in_two(row)[0]) for row in tables]
        console().print(table_of(None, ("表 table", "行数 rows", "内容"), rows), markup=False)
    else:
        print_rows(TABLE_COLUMNS, [(row["table_name"], row["row_count"], *_in_two(row)) for row in tables], form)


def _print_columns(table: Row, columns: list[Row], examples: dict[str, str], form: Format) -> None:
    if form is not Format.TABLE:
        told = ("column_name", "data_type", "is_nullable", "is_key")
        rows = [[*(row[name] for name in told), *_in_two(row), examples.get(row["column_name"])] for row in columns]
        print_rows(COLUMNS, rows, form)
        return
    print_text(console(), table["table_name"], style="bold")
    print_text(console(), table["comment"])
    shown = [
        (
            f"{row['column_name']}{' *' if row['is_key'] else ''}",
            f"{row['data_type']}{' 空可' if row['is_nullable'] else ''}",
            row["comment"],
            _cut(examples.get(row["column_name"], "")),
        )
        for row in columns
    ]
    console().print(table_of(None, _HEADINGS, shown), markup=False)
    print_text(console(), "* 行を特定する列 the key　空可 may be NULL")


def _in_two(row: Row) -> tuple[str, str]:
    """Return a comment in Japanese and in English; views and older releases have one of them."""
    japanese, _, english = row["comment"].partition("\n")
    return japanese, english


def _cut(text: str) -> str:
    on_one_line = " ".join(text.split())
    return on_one_line if len(on_one_line) <= _LONGEST_EXAMPLE else on_one_line[: _LONGEST_EXAMPLE - 1] + "…"
