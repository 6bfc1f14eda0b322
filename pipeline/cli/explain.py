"""`shinchoku explain "文"`: what the rules understand of a sentence."""

from typing import Annotated

import typer

from pipeline.cli.output import console, print_text, table_of
from pipeline.values.text import quoted

_KINDS = {
    "quantity": "数量 quantity",
    "rate": "率 rate",
    "event": "実施等 event",
    "change": "増減 change",
    "judgement": "判断 judgement",
    "reference": "参照 reference",
    "no_text": "本文なし no text",
}
_HEADINGS = ("種類 kind", "意味 sense", "語句 words", "対象 about", "数値 number", "単位 unit", "位置 place")


def explain(
    text: Annotated[str, typer.Argument(help="実施状況・評価などの文 / a text as it stands in a cell")],
    fiscal_year: Annotated[
        int | None, typer.Option(help="その欄の年度（例: 2023）/ fiscal year of its column, if it compares years")
    ] = None,
) -> None:
    """文がどう読み取られるかを表示します。 Show what is read in a text.

    例 example: shinchoku explain "講師の都合により開催を見送った。"
    """
    # The analyser loads its dictionary, which other commands need not wait for.
    from pipeline.prose.statements import read_statements

    statements = read_statements(text, fiscal_year)
    if not statements:
        print_text(
            console(), "読み取れる記載（数量・実施の有無・増減など）はありません。 Nothing is read in this text."
        )
        return
    rows = [
        (_KINDS[s.kind], s.sense, quoted(s.words), s.label, s.number, s.unit, f"{s.start + 1}～{s.end}")
        for s in statements
    ]
    console().print(table_of(None, _HEADINGS, rows))
