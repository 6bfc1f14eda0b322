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
_SENSES = {
    "held": "実施",
    "replaced": "形を変えて実施",
    "went_on": "中止せず実施",
    "told": "実施か（語が未登録）",
    "called_off": "中止",
    "postponed": "延期",
    "not_begun": "未着手",
    "ended": "終了",
    "not_done": "実施せず",
    "none": "該当なし",
    "reduced": "縮小",
    "smaller": "小規模",
    "preparing": "準備・検討",
    "planned": "予定",
    "count": "数",
    "total": "合計",
    "part": "内数",
    "gross": "延べ",
    "net": "実数",
    "average": "平均",
    "each": "各",
    "about": "概数",
    "change": "増減の数",
    "rate": "率",
    "rose": "増加",
    "fell": "減少",
    "unchanged": "横ばい",
    "compared": "前年度との比較",
    "reached": "目標達成",
    "missed": "目標未達",
    "achieved": "達成率",
    "fiscal_year": "年度",
    "date": "日付",
    "section": "実施した課",
    "placeholder": "仮の記載",
    "ditto": "他の箇所を参照",
    "undecided": "未確定",
    "empty": "内容なし",
}
_NOTES = {"background": "理由・背景", "but the figures differ": "数値と不一致"}
_HEADINGS = ("種類 kind", "意味 sense", "語句 words", "対象 about", "数値 number", "単位 unit", "位置 place")


def explain(
    text: Annotated[str, typer.Argument(help="実施状況・評価などの文 / a text as it stands in a cell")],
    fiscal_year: Annotated[
        int | None, typer.Option(help="その欄の年度（例: 2023）/ fiscal year of its column, if it compares years")
    ] = None,
) -> None:
    """文がどう読み取られるかを表示します。 Show what is read in a text.

    例 example: shinchoku explain "講師の都合により開催を見送った。"
    例 example: shinchoku explain "昨年度より参加者が10名増えた。" --fiscal-year 2022
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
        (_KINDS[s.kind], explained(s.sense), quoted(s.words), s.label, s.number, s.unit, f"{s.start + 1}～{s.end}")
        for s in statements
    ]
    console().print(table_of(None, _HEADINGS, rows))


def explained(sense: str) -> str:
    """Return what is said in Japanese and English: 中止 called_off, 実施（理由・背景） held (background)."""
    plain = sense.split(" (", maxsplit=1)[0].split(",", maxsplit=1)[0]
    note = next((told for name, told in _NOTES.items() if name in sense), "")
    return f"{_SENSES[plain]}{f'（{note}）' if note else ''} {sense}"
