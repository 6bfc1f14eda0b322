"""`shinchoku query`: SQL on the published warehouse, read-only."""

from typing import Annotated

import duckdb
import typer

from pipeline.cli.options import Output
from pipeline.cli.output import Format, print_rows
from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.warehouse.connect import published_warehouse


def query(
    sql: Annotated[str, typer.Argument(help="SQL (DuckDB)")],
    form: Annotated[Format, typer.Option("--format", help="表示形式 / how to print the result")] = Format.TABLE,
    output: Output = None,
) -> None:
    """公開中のデータに SQL で検索します（読み取り専用）。 Query the published warehouse, read-only.

    表と列の意味は shinchoku dictionary で、質問の例は docs/cookbook.md で確認できます。
    Tables and columns: shinchoku dictionary; questions with their SQL: docs/cookbook.md.

    例 example: shinchoku query 'select * from ja."達成度_施策別"'
    例 example: shinchoku query "select * from core.dim_plan" --format csv
    """
    with published_warehouse(Settings.of(output=output)) as connection:
        try:
            if not connection.extract_statements(sql):
                raise InputError(
                    'SQL がありません。例: shinchoku query "select * from core.dim_plan"',
                    'There is no SQL; for example: shinchoku query "select * from core.dim_plan".',
                )
            result = connection.execute(sql)
            headings = [column[0] for column in result.description or []]
            rows = result.fetchall()
        except duckdb.Error as error:
            reason = str(error).strip()
            raise InputError(
                f"SQL を実行できません。文を直してください。\n{reason}",
                "The SQL cannot be run; correct the statement (the reason stands above).",
            ) from error
    print_rows(headings, rows, form)
