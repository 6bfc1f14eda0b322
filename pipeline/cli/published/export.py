"""`shinchoku export`: tables of the published release, as they may leave the house, into any folder."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Output
from pipeline.cli.output import console, print_text
from pipeline.exports.copying import ALL, copy_exports, exported_tables
from pipeline.settings import Settings
from pipeline.warehouse.connect import current_release, published_warehouse, read_rows
from pipeline.warehouse.statements import japanese_view_names


class FileFormat(StrEnum):
    """Formats of a file."""

    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"


def completed_tables(incomplete: str) -> list[str]:
    """Return the names of exported tables that begin so, for the shell."""
    names = [*exported_tables(current_release(Settings.of())), *japanese_view_names().values(), ALL]
    return [name for name in names if name.startswith(incomplete)]


def export(
    table: Annotated[
        str,
        typer.Argument(
            help="表の名称（日本語ビューの名称でも可）、または all / table or Japanese view, or all",
            autocompletion=completed_tables,
        ),
    ],
    form: Annotated[FileFormat, typer.Option("--format", help="ファイルの形式 / format of the files")] = FileFormat.CSV,
    to: Annotated[
        Path, typer.Option(help="書き出すフォルダ / folder to write to", show_default="現在のフォルダ .")
    ] = Path(),
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="同じ名前のファイルを上書き / replace files of the same name")
    ] = False,
    output: Output = None,
) -> None:
    """公開中の表を、CSV・Parquet・Excel のファイルに書き出します。
    Write published tables to files.

    個人に関わる可能性があると判定された記載は、非公開の表示に置き換えています。外部に提供する際は、内容をご確認ください。
    all の Excel は、集計表ごとのシートを持つ一つのファイルです。
    Texts that were found to concern very few persons are withheld; look through the files before you give them out.
    As a workbook, all is one file with a sheet per mart.

    例 example: shinchoku export 達成度_部署別 --format xlsx --to 資料
    例 example: shinchoku export all --format parquet --to data
    """
    settings = Settings.of(output=output)
    with published_warehouse(settings) as connection:
        documents = read_rows(connection, "document_sources")
    for path in copy_exports(current_release(settings), documents, table, form.value, to, overwrite=overwrite):
        print_text(console(), f"書き出しました written: {path}")
