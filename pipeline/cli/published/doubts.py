"""`shinchoku doubts`: the cells whose place awaits a decision, and rows of `seeds/adjudications.csv` to decide them."""

from typing import Annotated, Any

import duckdb
import typer
from rich.console import Console

from pipeline.cli.options import Output
from pipeline.cli.output import Format, console, error_console, print_labelled, print_rows, print_text
from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.values.field_names import FIELD_NAMES_JA, cell_name, place_name
from pipeline.warehouse.connect import published_warehouse, read_rows

COLUMNS = (
    "document_id",
    "line_no",
    "cell_no",
    "guard",
    "field",
    "fiscal_year",
    "text",
    "reason",
    "decided_by",
    "decided_on",
)
# What the reader completes. `text` replaces what the cell says: printed here, it would be taken for a correction.
_LEFT_EMPTY = dict.fromkeys(("text", "reason", "decided_by", "decided_on"), "")
_QUOTED = 26

Row = dict[str, Any]


def doubts(
    document: Annotated[str | None, typer.Option(help="文書の ID / document id")] = None,
    line: Annotated[int | None, typer.Option(help="文書の行番号 / line of the document")] = None,
    limit: Annotated[int, typer.Option(min=1, help="表示する件数 / how many doubts to show")] = 20,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="adjudications.csv に追記する行を出力 / print rows for adjudications.csv")
    ] = False,
    output: Output = None,
) -> None:
    """位置の判断を待つセルを、影響の大きい順に表示します。 List the cells that await a decision.

    影響とは、どちらの候補に決めるかで変わる値（年度×実施内容×担当課）の件数です。
    実施内容や担当課のように年度のない欄は、その行の全年度の値に影響します。
    達成度に関わる件数、値の件数、現在の位置の確率の低さの順に並べます。

    Most consequential first: the choice between two candidates changes a number of facts
    (year × measure × department); a name or section affects every year of its line.
    Facts whose rating is at stake come first, then all facts, then the smaller probability.

    --csv の行の field と fiscal_year は、現在の位置です。
    reason・decided_by・decided_on を記入するまで、refresh はその行を受け付けません。
    Rows of --csv hold the present place; refresh refuses a row that lacks
    reason, decided_by or decided_on.

    例 example: shinchoku doubts --line 24
    例 example: shinchoku doubts --csv | tail -n +2 >> seeds/adjudications.csv
    """
    found = _found(Settings.of(output=output), document, line)
    shown = found[:limit]
    if as_csv:
        print_rows(COLUMNS, [_decision(doubt) for doubt in shown], Format.CSV)
    else:
        _print_doubts(console(), shown, len(found))
    if rest := len(found) - len(shown):
        print_text(error_console(), f"ほか {rest} 件（--limit で表示） / {rest} more (see --limit)")


def _found(settings: Settings, document: str | None, line: int | None) -> list[Row]:
    with published_warehouse(settings) as connection:
        require_document(connection, document)
        return read_rows(connection, "doubts", {"document_id": document, "line_no": line})


def require_document(connection: duckdb.DuckDBPyConnection, document: str | None) -> None:
    """Refuse the id of a document that is not published; otherwise a slip would read as "nothing is in doubt"."""
    known = [row["document_id"] for row in read_rows(connection, "documents")]
    if document is not None and document not in known:
        names = ", ".join(known)
        raise InputError(
            f"文書 {document} はありません。次のいずれかを指定してください: {names}",
            f"There is no document {document}; name one of: {names}",
        )


def _decision(doubt: Row) -> list[Any]:
    """Return the adjudication that would confirm the present place; in quarantine, that the cell stays there."""
    row = doubt | _LEFT_EMPTY
    return [row[name] for name in COLUMNS]


def _print_doubts(out: Console, shown: list[Row], count: int) -> None:
    if not shown:
        print_text(out, "判断を待つセルはありません。 No cell awaits a decision.")
        return
    print_text(out, f"判断待ち doubts: {count} 件中 {len(shown)} 件、影響の大きい順 most consequential first")
    for doubt in shown:
        _print_doubt(out, doubt)
    _print_remedy(out)


def _print_doubt(out: Console, doubt: Row) -> None:
    name = doubt["measure_name"] or "（名称不明）"
    print_text(out, f"\n{cell_name(doubt['line_no'], doubt['cell_no'])} | {name}", style="bold")
    affected = f"達成度 {doubt['rating_count']} 件 ratings、値 {doubt['fact_count']} 件 facts"
    print_labelled(out, "影響 affects", f"{affected} | {doubt['document_id']}", style="dim")
    print_labelled(out, "原文 text", doubt["text"], style="cyan")
    is_placed = doubt["field"] != "quarantined"
    present = _candidate(doubt["field"], doubt["fiscal_year"], doubt["posterior"] if is_placed else None)
    print_labelled(out, "現在 now", present)
    print_labelled(out, "別候補 or", _alternative(doubt))
    before = [cell for cell in doubt["line_cells"] if cell["cell_no"] < doubt["cell_no"]]
    after = [cell for cell in doubt["line_cells"] if cell["cell_no"] > doubt["cell_no"]]
    print_labelled(out, "前 before", _neighbour(before[-1:]), style="dim")
    print_labelled(out, "後 after", _neighbour(after[:1]), style="dim")


def _candidate(field: str, fiscal_year: int | None, posterior: float | None) -> str:
    """Return a candidate by its name and its probability, with what to write into the CSV."""
    probability = "" if posterior is None else f" {posterior:.2f}"
    code = f"{field}, {fiscal_year}" if fiscal_year else field
    return f"{place_name(field, fiscal_year)}{probability} [{code}]"


def _alternative(doubt: Row) -> str:
    """Return the second candidate, and what stands in that place already."""
    field, fiscal_year = place = doubt["alternative_field"], doubt["alternative_fiscal_year"]
    if field is None:
        return "なし none"
    candidate = _candidate(field, fiscal_year, doubt["alternative_posterior"])
    if field == "surplus":
        return candidate
    taken = [cell for cell in doubt["line_cells"] if (cell["field"], cell["fiscal_year"]) == place]
    told = "、".join(f"{cell['cell_no']}番目のセルが入っています「{_shortened(cell['text'])}」" for cell in taken)
    return f"{candidate} ← {told or '空いています vacant'}"


def _neighbour(cells: list[Row]) -> str:
    if not cells:
        return "なし none"
    (cell,) = cells
    place = place_name(cell["field"], cell["fiscal_year"])
    return f"{cell['cell_no']}番目 {place}「{_shortened(cell['text'])}」"


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def _print_remedy(out: Console) -> None:
    remedy_ja = (
        "--csv で行を出力し、field と fiscal_year を確かめます（違っていれば直します。候補にない欄も書けます）。"
        "reason（判断の理由）・decided_by（判断した人）・decided_on（日付、例 2026-04-01）を記入して "
        "seeds/adjudications.csv に追記し、shinchoku refresh を実行してください。"
    )
    remedy_en = (
        "Print rows with --csv, correct field and fiscal_year (any field will do) or leave them, fill in reason, "
        "decided_by and decided_on, append the rows to seeds/adjudications.csv, and run shinchoku refresh."
    )
    print_text(out, "")
    print_labelled(out, "決めるには", remedy_ja)
    print_labelled(out, "to decide", remedy_en)
    print_labelled(out, "欄 field", "、".join(f"{field} {name}" for field, name in FIELD_NAMES_JA.items()))
