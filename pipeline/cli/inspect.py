"""`shinchoku inspect FILE`: how would this table be read? Nothing is registered or changed."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import Seeds
from pipeline.cli.output import console, print_text, table_of
from pipeline.settings import Settings
from pipeline.values.field_names import place_name
from pipeline.values.fiscal_years import fiscal_year_label

if TYPE_CHECKING:
    from pipeline.columns.inspection import ColumnInspection, Inspection
    from pipeline.intake.inspecting import Seen

_KINDS = {
    "measure": "実施内容の行 measures",
    "continuation": "続きの行 continuations",
    "header": "見出し headings",
    "title": "表題 titles",
    "policy": "施策名の行 policies",
    "total": "合計 totals",
    "note": "注・凡例 notes",
    "blank": "空行 blank",
    "separator": "区切り線 separators",
    "unreadable": "読み取れない行 unreadable",
}
_SOURCES = {"declared": "登録済み declared", "legend": "凡例 legend", "learnt": "列から推定 learnt"}


def inspect(
    file: Annotated[Path, typer.Argument(help="進捗状況の表（TSV・CSV・XLSX）/ the table")],
    edition: Annotated[str, typer.Option(help="何年度の版か（例: 2024、令和6年度）/ fiscal year of the edition")] = "",
    init: Annotated[
        Path | None, typer.Option(help="修正用の seeds フォルダを作成 / write a seeds folder to correct")
    ] = None,
    seeds: Seeds = None,
) -> None:
    """表がどう読み取られるかを表示します（登録・変更はしません）。 Show how a table would be read.

    例 example: shinchoku inspect 進捗状況表.xlsx
    例 example: shinchoku inspect 進捗状況表.xlsx --edition 令和6年度 --init seeds-new
    """
    # Reading a table takes pandas, which other commands need not wait for.
    from pipeline.intake.candidates import edition_year
    from pipeline.intake.inspecting import inspect_file, write_seeds
    from pipeline.seeds.judgement import read_judgement

    settings = Settings.of(seeds)
    seen = inspect_file(file, settings.seeds, read_judgement(settings.seeds).headings, edition_year(edition))
    _print(seen)
    if init is not None:
        for path in write_seeds(seen, init):
            print_text(console(), f"作成しました written: {path}")
        refresh = f"shinchoku refresh --seeds {shlex.quote(str(init))}"
        print_text(console(), f"確認・修正のうえ、実行してください。 Correct them, then run: {refresh}")


def _print(seen: "Seen") -> None:
    out, grid, found = console(), seen.text.grid, seen.inspection
    place = f"シート sheet {grid.sheet}" if grid.sheet else f"文字コード encoding {grid.encoding}"
    print_text(out, f"形式 format: {grid.format}　{place}　行 lines: {len(grid.rows)}")
    print_text(out, f"表の範囲 table: {found.first_line_no}～{found.last_line_no} 行目 lines")
    kinds = "、".join(f"{_KINDS[kind]} {count}" for kind, count in found.kinds.items())
    print_text(out, f"行の種類 kinds of lines: {kinds}")
    if grid.unread:
        print_text(out, f"読み取らないシート sheets not read: {grid.unread_told}")
    years = "、".join(map(fiscal_year_label, found.fiscal_years)) or "なし none"
    print_text(out, f"年度 fiscal years: {years}")
    headings = ("列 no", "見出し heading", "読み取り field", "確度 sure", "例 samples")
    out.print(table_of(None, headings, [_row(column) for column in found.columns]))
    if any(column.column.is_uncertain for column in found.columns):
        print_text(out, "「A？ B」は、A として読み取りますが、B の可能性もある列です。 'A？ B': read as A, perhaps B.")
    _print_scales(found)


def _row(seen: "ColumnInspection") -> tuple[object, ...]:
    column = seen.column
    doubt = f"？ {place_name(column.alternative_field or 'attribute', None)}" if column.is_uncertain else ""
    place = place_name(column.field, column.fiscal_year)
    return (
        column.cell_no,
        column.text or "（なし none）",
        place + doubt,
        f"{column.posterior:.0%}",
        " ／ ".join(seen.samples),
    )


def _print_scales(found: "Inspection") -> None:
    for heading, scale in found.scales.items():
        marks = "、".join(
            f"{mark.mark}（{mark.meaning}）" if mark.meaning else mark.mark for mark in scale.marks.values()
        )
        print_text(console(), f"評価尺度 rating scale「{heading}」: {marks}　{_SOURCES[scale.source]}")
