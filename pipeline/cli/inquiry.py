"""`shinchoku inquiry`: workbooks with questions for the responsible sections, and their answers back into the seeds."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from pipeline.cli.help import Command, Group
from pipeline.cli.options import Output, Seeds
from pipeline.cli.output import console
from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.values.text import visible
from pipeline.warehouse.connect import published_warehouse

if TYPE_CHECKING:
    from pipeline.inquiry.answers import Told
    from pipeline.inquiry.questions import Inquiries, Section

SOME_UNUSABLE = 3
_DAYS_TO_ANSWER = 14


class Severity(StrEnum):
    """Severities of findings."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


_UNREGISTERED = "（未登録の名称です。送付先をご確認ください unregistered name: check the addressee）"

app = typer.Typer(
    help="担当課ごとの照会票（Excel）の作成と、回答の取り込み。 Questions to the sections, and their answers.\n\n"
    "例 example: shinchoku inquiry export --due 2026-12-11",
    cls=Group,
    rich_markup_mode=None,
    no_args_is_help=True,
)


@app.command("export", cls=Command)
def export(
    department: Annotated[
        list[str] | None, typer.Option(help="担当課（繰り返し可。省略時は全課） / section, may be repeated")
    ] = None,
    due: Annotated[
        str | None, typer.Option(help="回答期限 / due date, 2026-12-08", show_default="2週間後 two weeks on")
    ] = None,
    sender: Annotated[
        list[str] | None, typer.Option("--from", help="差出人（繰り返し可） / sender, may be repeated")
    ] = None,
    contact: Annotated[
        list[str] | None, typer.Option(help="お問い合わせ先（繰り返し可） / whom to contact, may be repeated")
    ] = None,
    severity: Annotated[
        Severity, typer.Option(help="この重要度以上の事項を照会 / ask about findings of this severity and above")
    ] = Severity.WARNING,
    on: Annotated[str | None, typer.Option(help="依頼の日付 / date of the letter", show_default="今日 today")] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="回答の入ったファイルも上書き / overwrite files with answers, too")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            help="公開中のデータのフォルダ（その中の inquiry/ に書き出す）。データのないフォルダなら、そこに書き出す "
            "/ folder of the warehouse (written to its inquiry/), or any other folder to write to",
            show_default="warehouse/",
        ),
    ] = None,
) -> None:
    """担当課ごとの照会票（Excel）を書き出します。 Write a workbook of questions for each section.

    例 example: shinchoku inquiry export --due 2026-12-11 --from 健康推進課
    例 example: shinchoku inquiry export --department 障害福祉課 --overwrite
    """
    from pipeline.inquiry.letter import Letter
    from pipeline.inquiry.outgoing import chosen_sections, contents, write_workbooks
    from pipeline.inquiry.questions import read_inquiries

    settings, folder = _folders(output)
    sent_on = _day("--on", on) or _today()
    due_on = _day("--due", due) or sent_on + timedelta(days=_DAYS_TO_ANSWER)
    if due_on < sent_on:
        raise InputError(
            f"回答期限 {due_on} が依頼の日付 {sent_on} より前です。--due を直してください。",
            f"The due date {due_on} lies before the letter's, {sent_on}; correct --due.",
        )
    with published_warehouse(settings) as connection:
        inquiries = read_inquiries(connection, severity.value)
    chosen = chosen_sections(inquiries, department or [])
    asked = [section for section in chosen if inquiries.questions.get(section.department_id)]
    letter = Letter(sent_on, due_on, sender or [], contact or [])
    write_workbooks(folder, contents(inquiries, asked, letter), overwrite)
    _tell_written(folder, inquiries, asked)
    _tell_unwritten(inquiries, chosen if department else None)


@app.command("import", cls=Command)
def import_answers(
    files: Annotated[list[Path], typer.Argument(help="回答の入った照会票 / returned workbooks")],
    seeds: Seeds = None,
    on: Annotated[str | None, typer.Option(help="回答の日付 / date of the answers", show_default="今日 today")] = None,
    output: Output = None,
) -> None:
    """回答を seeds/ に取り込みます。反映は次の refresh で行います。 Take answers into the seeds, for the next refresh.

    訂正は adjudications.csv、「記載のとおり」と終了・統合などは accepted_findings.csv、実施内容が同じか別かは
    measure_links.csv に追記します。取り込み済みの回答は変更しません。
    Corrections go to adjudications.csv, confirmations and endings to accepted_findings.csv, whether two measures are
    the same to measure_links.csv. What was taken in before stays.

    終了コード exit status: 0 完了 done; 3 使用できない回答あり some answers could not be used.

    例 example: shinchoku inquiry import 照会票_障害福祉課.xlsx 照会票_介護保険課.xlsx
    """
    from pipeline.inquiry.incoming import import_files
    from pipeline.seeds.writing import ACCEPTED, ADJUDICATIONS, LINKS

    settings = Settings.of(seeds, output)
    decided_on = (_day("--on", on) or _today()).isoformat()
    with published_warehouse(settings) as connection:
        decisions = import_files(connection, settings.seeds, files, decided_on)
    _print_told("取り込めなかった回答 not usable", decisions.problems)
    _print_told("確認してください please note", decisions.notes)
    appended = {
        ADJUDICATIONS: decisions.adjudications,
        ACCEPTED: decisions.acceptances,
        LINKS: decisions.links,
    }
    if any(appended.values()):
        told = "、".join(f"{name} {len(rows)} 行 rows" for name, rows in appended.items() if rows)
        _print(f"追記しました appended: {told}")
        _print("shinchoku refresh を実行すると反映されます。 Run shinchoku refresh to apply them.")
    else:
        _print("新しい回答はありません。seeds/ は変更していません。 Nothing new; the seeds are as they were.")
    unchanged, unanswered = decisions.unchanged_count, decisions.unanswered_count
    _print(f"取り込み済み recorded before: {unchanged} 件、未回答 unanswered: {unanswered} 件")
    if decisions.problems:
        raise typer.Exit(SOME_UNUSABLE)


def _print_told(title: str, told: "Sequence[Told]") -> None:
    if told:
        _print(f"{title}: {len(told)} 件")
    for item in told:
        _print(f"  {' '.join(filter(None, vars(item.where).values()))}: {item.message_ja} / {item.message_en}")


def _folders(output: Path | None) -> tuple[Settings, Path]:
    """Return the warehouse to read and the folder to write to: a folder without a warehouse is only written to."""
    settings = Settings.of(output=output)
    if output is not None and not settings.warehouse.is_file() and Settings.of().warehouse.is_file():
        return Settings.of(), settings.output
    return settings, settings.output / "inquiry"


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"{option}「{text}」は 2026-12-08 のような日付で指定してください。",
            f"{option} '{text}' must be a date like 2026-12-08.",
        ) from error


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


def _print(text: str) -> None:
    console().print(visible(text), markup=False, highlight=False, soft_wrap=True)


def _tell_written(folder: Path, inquiries: "Inquiries", asked: Sequence["Section"]) -> None:
    """Name each workbook, with how many questions it asks."""
    from pipeline.inquiry.outgoing import file_names

    for name, file in file_names(asked).items():
        remark = "" if inquiries.sections[name].is_registered else _UNREGISTERED
        _print(f"{folder / file}: {len(inquiries.questions[name])} 件 questions{remark}")


def _tell_unwritten(inquiries: "Inquiries", chosen: "Sequence[Section] | None") -> None:
    """Name the sections without a workbook, of those that were chosen or of all (None), and what nobody is asked."""
    from pipeline.inquiry.outgoing import unaddressed_sections

    if chosen is None and (unknown := unaddressed_sections(inquiries)):
        told = "、".join(f"{s.section_name} {len(inquiries.questions[s.department_id])} 件" for s in unknown)
        _print(f"未登録の名称のため作成せず（必要なら --department で指定） unregistered, not written: {told}")
    every = inquiries.sections.values() if chosen is None else chosen
    if idle := [section.section_name for section in every if not inquiries.questions.get(section.department_id)]:
        _print(f"照会する事項のない課（照会票なし） nothing to ask: {'、'.join(idle)}")
    if inquiries.unaddressed_count:
        _print(f"担当課の分からない事項 nobody to ask: {inquiries.unaddressed_count} 件")
