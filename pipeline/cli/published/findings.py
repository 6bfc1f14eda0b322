"""`shinchoku findings`: what is to be asked or repaired, chosen, compared with the run before, and exported."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from rich.console import Console

from pipeline.cli.options import Output
from pipeline.cli.output import Format, console, error_console, print_labelled, print_rows, print_text
from pipeline.errors import InputError
from pipeline.exports.spreadsheet import safe_cell
from pipeline.settings import Settings
from pipeline.values.field_names import cell_name, place_name
from pipeline.values.finding_names import SEVERITY_NAMES_JA, STATE_NAMES_JA
from pipeline.values.text import filled
from pipeline.warehouse.connect import published_warehouse, read_rows

COLUMNS = (
    "finding_id",
    "state",
    "severity",
    "rule_code",
    "title_ja",
    "title_en",
    "document_id",
    "line_no",
    "cell_no",
    "measure_id",
    "measure_name",
    "fiscal_year",
    "field",
    "section_names",
    "observed",
    "expected",
    "message_ja",
    "message_en",
    "question_ja",
    "evidence",
    "first_seen_run",
)
DIFF_COLUMNS = ("change", *COLUMNS, "resolved_in_run")
_CHANGES = ("new", "resolved", "persisting")
_KINDS_JA = {
    "rule": "規則",
    "family": "区分",
    "severity": "重要度",
    "department": "担当課",
    "state": "状態",
    "document": "文書",
}
# Names of which a part may be given.
_BY_PART = ("family", "department")
_STYLES = {"error": "bold red", "warning": "bold yellow", "notice": "bold"}

Row = dict[str, Any]


def findings(
    rule: Annotated[str | None, typer.Option(help="規則 / rule code")] = None,
    family: Annotated[str | None, typer.Option(help="区分（一部でも可）/ family, or part of its name")] = None,
    severity: Annotated[str | None, typer.Option(help="重要度 / error, warning, notice")] = None,
    department: Annotated[
        str | None, typer.Option(help="担当課の名称（一部でも可）/ section, or part of its name")
    ] = None,
    year: Annotated[int | None, typer.Option(help="年度（西暦）/ fiscal year")] = None,
    state: Annotated[str | None, typer.Option(help="状態 / new, persisting, accepted, superseded")] = None,
    document: Annotated[str | None, typer.Option(help="文書の ID / document id")] = None,
    diff: Annotated[bool, typer.Option("--diff", help="前回の公開との違い / changes since the run before")] = False,
    form: Annotated[Format, typer.Option("--format", help="表示形式 / how to print the findings")] = Format.TABLE,
    limit: Annotated[int, typer.Option(min=1, help="画面に表示する件数 / how many to show on the screen")] = 20,
    output_file: Annotated[
        Path | None, typer.Option(help="書き出すファイル（CSV は Excel 用に BOM 付き）/ file to write to")
    ] = None,
    output: Output = None,
) -> None:
    """確認事項を、重要なもの、文書の順に表示します。 List findings, most severe first, as in the document.

    確認済みとは、seeds/accepted_findings.csv に記入したものです。
    accepted: listed in seeds/accepted_findings.csv.

    csv・json・markdown には全件を出力します。個人に関わる記載も含むため、庁内でお使いください。
    These formats print all of them, sensitive texts included: for use within the office.

    CSV では、表計算ソフトが数式とみなす記載の先頭に ' を付けます。
    In CSV a text that would run as a formula has ' in front.

    例 example: shinchoku findings --department 健康 --year 2021
    例 example: shinchoku findings --diff
    例 example: shinchoku findings --format csv --output-file 確認事項.csv
    """
    settings = Settings.of(output=output)
    given = {"rule": rule, "family": family, "severity": severity, "department": department, "state": state}
    given["document"] = document
    with published_warehouse(settings) as connection:
        _require_known(connection, given, is_diff=diff)
        conditions = {**given, "fiscal_year": year, "is_with_resolved": int(diff)}
        found = read_rows(connection, "listed_findings", conditions)
        (run,) = read_rows(connection, "run")
    with _destination(output_file, form):
        if form is Format.TABLE:
            _print_findings(console(), found, run if diff else None, None if output_file else limit)
        else:
            columns = DIFF_COLUMNS if diff else COLUMNS
            print_rows(columns, [_exported(row, columns, form) for row in found], form)


def _require_known(connection: duckdb.DuckDBPyConnection, given: dict[str, str | None], is_diff: bool) -> None:
    """Refuse a name that nothing has; otherwise a slip would read as "no findings"."""
    known: dict[str, list[str]] = {"severity": list(SEVERITY_NAMES_JA), "state": list(STATE_NAMES_JA)}
    if not is_diff:
        known["state"].remove("resolved")
    for row in read_rows(connection, "known_names"):
        known.setdefault(row["kind"], []).append(row["name"])
    for kind, value in given.items():
        names = known.get(kind, [])
        is_part = kind in _BY_PART and value is not None and any(value in name for name in names)
        if value is not None and value not in names and not is_part and value not in known.get(f"{kind}_id", []):
            listed = ", ".join(names)
            raise InputError(
                f"{_KINDS_JA[kind]}「{value}」はありません。次のいずれかを指定してください: {listed}",
                f"There is no {kind} '{value}'; name one of: {listed}",
            )


@contextmanager
def _destination(path: Path | None, form: Format) -> Iterator[None]:
    if path is None:
        yield
        return
    try:
        # Excel takes a CSV for UTF-8 only with a byte order mark.
        encoding = "utf-8-sig" if form is Format.CSV else "utf-8"
        with path.open("w", encoding=encoding, newline="") as file, redirect_stdout(file):
            yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"{path}: 書き込めません（{reason}）。別のファイルを指定してください。",
            f"{path}: cannot be written ({reason}); name another file.",
        ) from error


def _exported(row: Row, columns: Sequence[str], form: Format) -> list[Any]:
    row = row | {"question_ja": filled(row["question_ja"] or "", row)}
    values = [row[name] for name in columns]
    return [safe_cell(value) for value in values] if form is Format.CSV else values


def _print_findings(out: Console, found: list[Row], diff_run: Row | None, limit: int | None) -> None:
    if diff_run:
        _print_changes(out, found, diff_run)
        found = sorted(found, key=lambda row: _CHANGES.index(row["change"]))
    shown = found[:limit]
    if not diff_run:
        counts = Counter(row["state"] for row in found)
        told = "、".join(
            f"{STATE_NAMES_JA[state]} {state} {counts[state]}" for state in ("new", "persisting", "accepted")
        )
        print_text(out, f"確認事項 findings: {len(found)} 件（{told}）")
    if not found:
        print_text(out, "該当する確認事項はありません。 No finding meets these conditions.")
    for row in shown:
        _print_finding(out, row, row["change"] if diff_run else row["state"])
    if rest := len(found) - len(shown):
        print_text(error_console(), f"\nほか {rest} 件（--limit で表示） / {rest} more (see --limit)")


def _print_changes(out: Console, found: list[Row], run: Row) -> None:
    since = run["previous_published_at"]
    print_text(out, f"前回の公開 previous run: {since or 'なし none（すべて新規 all are new）'}")
    counts = Counter(row["change"] for row in found)
    told = "、".join(f"{STATE_NAMES_JA[change]} {change} {counts[change]}" for change in _CHANGES)
    print_text(out, f"確認事項の変化 changes: {told}")


def _print_finding(out: Console, row: Row, state: str) -> None:
    severity, code = row["severity"], row["rule_code"]
    title = f"\n{SEVERITY_NAMES_JA[severity]} {severity} | {row['title_ja']} {code} | {STATE_NAMES_JA[state]} {state}"
    print_text(out, title, style=_STYLES[severity])
    places = (
        cell_name(row["line_no"], row["cell_no"], row["cell_ref"]) if row["line_no"] else "",
        place_name(row["field"], row["fiscal_year"]) if row["field"] else _year(row["fiscal_year"]),
    )
    where = "、".join(place for place in places if place)
    print_labelled(out, "場所 where", f"{row['document_id']}{' ' if where else ''}{where}")
    if row["measure_id"]:
        print_labelled(out, "内容 measure", row["measure_name"] or "（名称不明）")
    if row["section_names"]:
        print_labelled(out, "担当 section", row["section_names"])
    print_labelled(out, "確認 finding", row["message_ja"], style="cyan")
    print_labelled(out, "", row["message_en"])
    print_labelled(out, "ID", row["finding_id"], style="dim")


def _year(fiscal_year: int | None) -> str:
    return f"{fiscal_year}年度" if fiscal_year else ""
