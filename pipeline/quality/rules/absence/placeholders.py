"""Cells that hold something in the place of a text: a placeholder, a ditto, "not yet known", a mere word."""

from collections.abc import Iterator

from pipeline.prose.no_text import Kind, is_mere_act, is_outlook, no_text, tells_nothing
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.listings import told_once
from pipeline.quality.views.narratives import certain_texts


@rule(
    severity="warning",
    title_ja="本文の代わりの仮の記載",
    title_en="Placeholder in the place of a text",
    rationale="The cell holds what was to be replaced by a text: (後日記入), ○○, 入力中, a link.",
    rationale_ja="後で埋めるための仮の記載が、そのまま残っています。",
    message_ja="本文の代わりに、仮の記載「{observed}」が残っています。",
    message_en="The placeholder '{observed}' stands in the place of a text.",
    example="実施状況に「（後日記入）」",
    question_ja="仮の記載（「{observed}」）が残っています。内容をご記入ください。",
    answer="text",
)
def placeholder_text(table: ProgressTable) -> Iterator[Finding]:
    """Report statuses and evaluations that are placeholders."""
    yield from _holding(table, "placeholder", "empty")


@rule(
    severity="warning",
    title_ja="他の箇所を指すのみの記載",
    title_en="Ditto in the place of a text",
    rationale="The cell refers to another place (同上, 左記参照, 前年度に同じ): by itself it tells nothing.",
    rationale_ja="「同上」など他の箇所を指すのみで、その年度の内容が分かりません。",
    message_ja="本文の代わりに「{observed}」とのみ記載されています。",
    message_en="The cell only says '{observed}'.",
    example="実施状況に「同上」",
    question_ja="「{observed}」とのみ記載されています。この年度の内容をご記入ください。",
    answer="text",
)
def ditto_text(table: ProgressTable) -> Iterator[Finding]:
    """Report statuses and evaluations that only refer to another place."""
    yield from _holding(table, "ditto")


@rule(
    severity="warning",
    title_ja="終了した年度の未確定の記載",
    title_en="Undecided in a year that is over",
    rationale="The year is over and rated, but the cell only says that it is undecided or still being counted.",
    rationale_ja="終了した年度ですが、「調整中」「集計中」など未確定である旨のみが記載されています。",
    message_ja="終了した年度ですが「{observed}」とのみ記載されています。",
    message_en="The year is over, but the cell only says '{observed}'.",
    example="令和4年度の実施状況に「現在集計中。」",
    question_ja="「{observed}」とのみ記載されています。確定した内容をご記入ください。",
    answer="text",
)
def undecided_text(table: ProgressTable) -> Iterator[Finding]:
    """Report statuses and evaluations of past years that are still undecided."""
    for finding in _holding(table, "undecided"):
        # An evaluation may well say what is still thought about.
        if finding.field == "status" or not is_outlook(finding.observed or ""):
            yield finding


@rule(
    severity="notice",
    title_ja="内容の分からない記載",
    title_en="Text that tells nothing",
    rationale="The status is a mere word or name (健康づくり, 適宜対応), the evaluation a mere mark (良好): no figure, "
    "no verb, nothing that was done. A notice: what it stands for may be known in the house.",
    rationale_ja="単語や名称のみの記載で、何を行ったか、何を評価したかが分かりません（庁内では通じる表記の可能性があります）。",
    message_ja="「{observed}」とのみ記載されています。",
    message_en="The cell only says '{observed}'.",
    example="実施状況に「健康づくり」",
    question_ja="「{observed}」とのみ記載されています。具体的な内容をご記入ください。",
    answer="text",
)
def text_without_statement(table: ProgressTable) -> Iterator[Finding]:
    """Report statuses that name something and say nothing of it, and evaluations of a single mark."""

    def empty(row: MeasureRow) -> Iterator[Finding]:
        for name, fiscal_year, text in certain_texts(row, "status", "evaluation"):
            is_empty = tells_nothing(text) if name == "status" else is_mere_act(text)
            if row.asks("achievement", fiscal_year) and no_text(text) is None and is_empty:
                yield row.finding(name, fiscal_year, observed=text)

    yield from told_once(table, empty)


def _holding(table: ProgressTable, *kinds: Kind) -> Iterator[Finding]:
    def found(row: MeasureRow) -> Iterator[Finding]:
        for name, fiscal_year, text in certain_texts(row, "status", "evaluation"):
            if row.asks("achievement", fiscal_year) and no_text(text) in kinds:
                yield row.finding(name, fiscal_year, observed=text)

    yield from told_once(table, found)
