"""`shinchoku trace`: from a fact back to its source cells, and how each was placed."""

from itertools import groupby
from typing import Annotated, Any

import typer
from rich.console import Console

from pipeline.cli.options import Output
from pipeline.cli.output import console
from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.values.field_names import cell_name
from pipeline.values.fiscal_years import fiscal_year_label
from pipeline.values.text import visible
from pipeline.warehouse.connect import published_warehouse, read_rows

_KEY = ("document_id", "fiscal_year", "measure_id", "department_id")
_CONDITIONS = ("measure", "fiscal_year", "department", "line_no", "document_id")


def trace(
    measure: Annotated[str | None, typer.Argument(help="実施内容の ID か名称の一部 / id, or part of the name")] = None,
    year: Annotated[int | None, typer.Option(help="年度（西暦） / fiscal year, e.g. 2021")] = None,
    department: Annotated[str | None, typer.Option(help="担当課の名称の一部 / part of the section's name")] = None,
    line: Annotated[int | None, typer.Option(help="文書の行番号 / line of the document")] = None,
    document: Annotated[str | None, typer.Option(help="文書の ID / document id")] = None,
    limit: Annotated[int, typer.Option(min=1, help="表示する件数 / how many facts to show")] = 10,
    output: Output = None,
) -> None:
    """値の出どころを原文のセルまでたどります。 Trace facts back to their source cells.

    例 example: shinchoku trace 市民相談 --year 2021
    例 example: shinchoku trace --department 健康推進課 --year 2022 --limit 3
    """
    conditions = dict(zip(_CONDITIONS, (measure, year, department, line, document), strict=True))
    if not any(value is not None for value in conditions.values()):
        raise InputError(
            "対象を指定してください。例: shinchoku trace 市民相談 --year 2021",
            "Say what to trace, for example: shinchoku trace 市民相談 --year 2021",
        )
    with published_warehouse(Settings.of(output=output)) as connection:
        facts = read_rows(connection, "trace_facts", conditions)
        if not facts:
            raise InputError(
                "該当する値がありません。条件を減らして試してください。",
                "No fact meets these conditions; try fewer of them.",
            )
        for fact in facts[:limit]:
            key = {name: fact[name] for name in _KEY}
            _print_fact(console(), fact, read_rows(connection, "trace_cells", key))
            _print_supplied(console(), read_rows(connection, "trace_supplied", key))
    if len(facts) > limit:
        console().print(f"ほか {len(facts) - limit} 件（--limit で表示） / {len(facts) - limit} more (see --limit)")


def _print_fact(out: Console, fact: dict[str, Any], cells: list[dict[str, Any]]) -> None:
    name = fact["measure_name"] or "（名称不明）"
    _print(out, f"\n{name} | {fiscal_year_label(fact['fiscal_year'])} | {fact['section_name']}", style="bold")
    edition = "現在の値 current" if fact["is_current"] else "以前の版の値 of an earlier edition"
    _print(out, " | ".join((*(str(fact[column]) for column in _KEY), edition)), style="dim")
    printed = "（記載なし）" if fact["achievement_as_printed"] is None else f"「{fact['achievement_as_printed']}」"
    pct = "" if fact["achievement_pct"] is None else f" {fact['achievement_pct']:g}%"
    shared = f", {fact['department_count']}課共通 shared" if fact["attribution"] == "shared" else ""
    _print(out, f"達成度 achievement: {printed} → {fact['achievement_kind']}{pct}{shared}")
    for _, sources in groupby(cells, key=lambda cell: (cell["line_no"], cell["cell_no"])):
        _print_cell(out, list(sources))


def _print_cell(out: Console, sources: list[dict[str, Any]]) -> None:
    """Print a cell, how it was placed, and the values it gave; `?` marks a doubtful placement."""
    cell = sources[0]
    place = f"{cell['field']} {cell['fiscal_year'] or ''}".strip()
    doubt = "?" if cell["is_uncertain"] else ""
    where = cell_name(cell["line_no"], cell["cell_no"], cell["cell_ref"])
    how = f"{cell['method']}, {cell['posterior']:.3f}{doubt}"
    _print(out, f"  {where}: {place} ({how}) → {_values(sources)}", style="cyan")
    _print(out, f"      {cell['text_as_printed']}")
    if cell["text_in_use"] != cell["text_as_printed"]:
        _print(out, f"      訂正後 adjudicated ({_decision(cell)}): {cell['text_in_use']}")


def _print_supplied(out: Console, rows: list[dict[str, Any]]) -> None:
    """Print the answers behind values that no cell holds."""
    for _, group in groupby(rows, key=lambda row: (row["line_no"], row["field"], row["fiscal_year"])):
        sources = list(group)
        value = sources[0]
        place = f"{value['field']} {value['fiscal_year'] or ''}".strip()
        where = f"{cell_name(value['line_no'])}、セルなし no cell"
        _print(out, f"  {where}: {place} (adjudicated, {_decision(value)}) → {_values(sources)}", style="cyan")
        _print(out, "      （原文に記載なし nothing printed）")
        _print(out, f"      回答 answered: {value['text']}")
        _print(out, f"      理由 reason: {value['reason']}")


def _decision(row: dict[str, Any]) -> str:
    return f"{row['decided_by']}, {row['decided_on']}"


def _values(sources: list[dict[str, Any]]) -> str:
    return ", ".join(f"{row['core_table'].removeprefix('core.')}.{row['column_name']}" for row in sources)


def _print(out: Console, text: str, style: str | None = None) -> None:
    out.print(visible(text), style=style, markup=False, highlight=False, soft_wrap=True)
