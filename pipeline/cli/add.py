"""`shinchoku add FILE`: register a new table, as what its title, its headings and the register say it is."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import Seeds
from pipeline.cli.output import console, print_text, table_of
from pipeline.errors import InputError
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.intake.registering import Proposal

_SOURCES = {
    "given": "指定 given",
    "title": "表題 title",
    "headings": "見出しの年度 years of the headings",
    "register": "文書台帳 register",
}
_NAMES = {
    "municipality_code": "団体コード",
    "municipality_name": "団体名",
    "plan_code": "計画コード",
    "plan_name": "計画名",
    "edition_fiscal_year": "版の年度",
}


def add(
    file: Annotated[Path, typer.Argument(help="進捗状況の表 / the table")],
    municipality_code: Annotated[str, typer.Option(help="団体コード（6桁）/ code of the municipality")] = "",
    municipality_name: Annotated[str, typer.Option(help="団体名 / its name")] = "",
    plan_code: Annotated[str, typer.Option(help="計画コード（半角英数字とハイフン）/ short name of the plan")] = "",
    plan_name: Annotated[str, typer.Option(help="計画名 / its name")] = "",
    edition: Annotated[str, typer.Option(help="何年度の版か（例: 2024、令和6年度）/ fiscal year of the edition")] = "",
    source_url: Annotated[str, typer.Option(help="掲載元の URL / where it was published")] = "",
    licence: Annotated[str, typer.Option(help="利用条件 / its licence")] = "",
    note: Annotated[str, typer.Option(help="備考 / a note")] = "",
    is_confirmed: Annotated[bool, typer.Option("--yes", "-y", help="確認を省略 / do not ask")] = False,
    seeds: Seeds = None,
) -> None:
    """表を文書台帳に登録します。 Register a table: copy it into seeds/ and add its row to the register.

    指定のない項目は、表題・見出しの年度・文書台帳から読み取り、確認を求めます。
    What is not given is read from title, headings and register, and shown for confirmation.

    例 example: shinchoku add R6進捗.tsv
    例 example: shinchoku add R6進捗.tsv --edition 令和6年度 --plan-code jisatsu --yes
    """
    # Reading a table takes pandas, which other commands need not wait for.
    from pipeline.intake.registering import propose, register

    settings = Settings.of(seeds)
    columns = (*_NAMES, "source_url", "licence", "note")
    values = (municipality_code, municipality_name, plan_code, plan_name, edition, source_url, licence, note)
    proposal = propose(settings.seeds, file, dict(zip(columns, values, strict=True)))
    _print(proposal)
    if not is_confirmed:
        _confirm()
    place = register(settings.seeds, proposal)
    console().print(f"登録しました。 Registered: {place}", soft_wrap=True, highlight=False)
    refresh = "shinchoku refresh" if seeds is None else f"shinchoku refresh --seeds {shlex.quote(str(seeds))}"
    print_text(console(), f"続けて {refresh} を実行してください。 Now run: {refresh}")


def _print(proposal: "Proposal") -> None:
    rows = [(_NAMES[name], getattr(proposal.entry, name), _SOURCES[proposal.values[name].source]) for name in _NAMES]
    rows.append(("保存先 path", proposal.entry.path, ""))
    title = f"登録する内容 to be registered: {proposal.source}"
    console().print(table_of(title, ("項目", "内容", "読み取り元 from"), rows))
    if proposal.unread_sheets:
        print_text(console(), f"読み取らないシート sheets not read: {proposal.unread_sheets}")
    ja, en = proposal.told
    console().print(f"{ja}として登録します。", soft_wrap=True, highlight=False, markup=False)
    console().print(f"It will be {en}.", soft_wrap=True, highlight=False, markup=False)


def _confirm() -> None:
    if not sys.stdin.isatty():
        raise InputError(
            "対話できる画面ではないため、確認できません。内容を確かめたうえで --yes を付けてください。"
            "何も変更していません。",
            "There is no terminal to confirm in; check the values and give --yes. Nothing was changed.",
        )
    if not typer.confirm("登録しますか / Register it?", default=True):
        raise InputError("登録を中止しました。何も変更していません。", "Not registered; nothing was changed.")
