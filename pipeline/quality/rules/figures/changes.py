"""What a text says of the year before against the figures: risen or fallen, by how much, from what."""

import re
from collections.abc import Iterator, Sequence

from pipeline.prose.figures.changes_told import (
    ChangeTold,
    likeness_of_words,
    read_changes_told,
    share_words,
    tells_direction,
)
from pipeline.prose.figures.comparisons import (
    Comparison,
    figures_of,
    figures_of_last_year,
    is_difference,
    read_comparisons,
)
from pipeline.prose.figures.counts import Count, read_counts
from pipeline.prose.figures.moves import tells_jump
from pipeline.prose.figures.quantities import gives_number, is_of_some
from pipeline.prose.outcome import has_shortfall
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.narratives import certain_text, own_texts
from pipeline.values.fiscal_years import fiscal_year_label
from pipeline.values.text import fold_width

_FIELDS = ("status", "evaluation")
# Nearer to ten than two years that went otherwise; 3 and 30 are too few to tell a slip.
_LEAST_TENFOLD, _MOST_TENFOLD, _LEAST_LARGE = 9.0, 11.0, 100
# Half of the words of the shorter name, at least: 直売所への出荷登録を済ませた農家, 出荷登録をしている農家.
_LIKE = 0.5
# Figures of more, or of less, than the thing that is named.
_BESIDE_OTHERS = re.compile(r"を含|を除|うち|のほか|に加え")
_DIRECTIONS = {"rose": "増加", "fell": "減少", "unchanged": "横ばい"}


@rule(
    severity="warning",
    title_ja="数値と合わない増減の記載",
    title_en="Change that contradicts its figures",
    rationale="The text says that a quantity rose, fell or stayed, and gives both figures, which move otherwise.",
    rationale_ja="増減についての記載が、併記された前年度と当年度の数値と合っていません。",
    message_ja="「{expected}」と記載されていますが、数値は{observed}です。",
    message_en="The text says '{expected}', but the figures are {observed}.",
    example="「参加者は前年度の120人から90人へと増加した。」",
    question_ja="「{expected}」と記載されていますが、数値は{observed}となっています。いずれが正しいか、ご確認のうえご記入ください。",
    answer="text",
)
def change_contradicts_figures(table: ProgressTable) -> Iterator[Finding]:
    """Report comparisons with the year before whose words and figures disagree."""
    for row, field, fiscal_year, text in own_texts(table, _FIELDS):
        for found in read_comparisons(text, fiscal_year):
            if found.contradicts:
                yield _finding(row, field, fiscal_year, found, found.words, text)


@rule(
    severity="warning",
    title_ja="数値と合わない増減数・増減率",
    title_en="Stated change that its figures do not give",
    rationale="The text gives both figures and the change by number, percent or factor, which does not follow.",
    rationale_ja="記載された増減の数・率が、併記された前年度と当年度の数値から計算したものと異なっています。",
    message_ja="「{expected}」と記載されていますが、数値（{observed}）から計算した増減と一致しません。",
    message_en="The text says '{expected}', which its figures ({observed}) do not give.",
    example="「前年度120件から150件となり、20件増加した。」",
    question_ja="「{expected}」と記載されていますが、数値（{observed}）から計算した増減と一致していないようです。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def change_not_from_figures(table: ProgressTable) -> Iterator[Finding]:
    """Report changes by number or percent that the two figures beside them do not give."""
    for row, field, fiscal_year, text in own_texts(table, _FIELDS):
        for found in read_comparisons(text, fiscal_year):
            if not found.contradicts and (found.has_wrong_difference or found.has_wrong_pct):
                yield _finding(row, field, fiscal_year, found, found.words, text)
        for told in _told_without_figures(text, fiscal_year):
            for one in [told.between(*pair) for pair in _pairs(row, field, fiscal_year, text, told)][:1]:
                if one.has_wrong_pct and not one.contradicts:
                    yield _finding(row, field, fiscal_year, one, one.words, text)


@rule(
    severity="warning",
    title_ja="前年度と桁の異なる数値",
    title_en="Figure about ten times that of the year before",
    rationale="A figure is about ten times that of the year before, in one text or in the two years' columns, without "
    "a word for such a jump: likely a lost or doubled digit.",
    rationale_ja="前年度の数値と約10倍の差があり、桁の誤りが疑われます（大幅な増減の説明がある場合を除きます）。",
    message_ja="前年度と当年度の数値（{observed}）の桁が異なっています。",
    message_en="The figures of the two years ({observed}) are about a factor of ten apart.",
    example="「参加者数は昨年度350人、今年度は36人であった。」",
    question_ja="前年度と当年度の数値（{observed}）の桁が異なっています。このとおりでよろしいか、ご確認ください。",
    answer="text",
)
def figures_tenfold(table: ProgressTable) -> Iterator[Finding]:
    """Report comparisons, and figures told alike in two years, of which one is about ten times the other."""
    for row, field, fiscal_year, text in own_texts(table, _FIELDS):
        for found in read_comparisons(text, fiscal_year):
            if found.is_tenfold and not found.contradicts:
                yield _finding(row, field, fiscal_year, found, found.words, text)
        if field == "status" and not read_comparisons(text, fiscal_year):
            for before, now in _tenfold_columns(row, fiscal_year, text):
                observed = f"{before.printed}→{now.printed}"
                yield row.finding(field, fiscal_year, observed=observed, expected=text, text=text)


@rule(
    severity="warning",
    title_ja="前年度の欄と合わない増減の記載",
    title_en="Change that the year before's column contradicts",
    rationale="The text says that a quantity rose, fell or stayed since the year before; the columns of the two years "
    "give figures that move otherwise.",
    rationale_ja="前年度からの増減の記載が、前年度の欄に記載された数値と合っていません。",
    message_ja="前年度から{expected}と記載されていますが、両年度の欄の数値は{observed}です。",
    message_en="The text says '{expected}' against the year before, but the columns give {observed}.",
    example="令和4年度「相談件数は134件」、令和5年度「相談件数は98件となり、前年度より増加した。」",
    question_ja="前年度から{expected}と記載されていますが、両年度の欄の数値は{observed}となっています。いずれが正しいか、ご確認のうえご記入ください。",
    answer="text",
)
def change_contradicts_years(table: ProgressTable) -> Iterator[Finding]:
    """Report changes in words against the one figure of the same quantity in the column of the year before."""
    for row, field, fiscal_year, text in own_texts(table, _FIELDS):
        direction = tells_direction(text, fiscal_year)
        for told in _told_without_figures(text, fiscal_year) if direction else ():
            compared = (told.between(*pair) for pair in _pairs(row, field, fiscal_year, text, told))
            if found := next((one for one in compared if one.contradicts), None):
                yield _finding(row, field, fiscal_year, found, _DIRECTIONS[str(direction)], text)
                break


@rule(
    severity="warning",
    title_ja="前年度の欄と異なる前年度の数値",
    title_en="Figure of the year before differs from its column",
    rationale="The text quotes a figure of the year before that the column of that year gives otherwise.",
    rationale_ja="本文に引用された前年度の数値が、前年度の欄に記載された同じ数値と異なっています。",
    message_ja="前年度の数値として「{observed}」とありますが、前年度の欄では「{expected}」です。",
    message_en="The text quotes '{observed}' for the year before, whose column gives '{expected}'.",
    example="令和4年度「相談件数は132件」、令和5年度「相談件数は前年度の110件から150件に増えた。」",
    question_ja="前年度の数値として「{observed}」とありますが、前年度の欄では「{expected}」となっています。いずれが正しいか、ご確認のうえご記入ください。",
    answer="text",
)
def last_year_differs_from_column(table: ProgressTable) -> Iterator[Finding]:
    """Report quoted figures that the only count of their kind in the column of the year before does not give."""
    for row, field, fiscal_year, text in own_texts(table, _FIELDS):
        quoted = figures_of_last_year(text, fiscal_year)
        for count in quoted:
            rivals = [other for other in quoted if other.kind == count.kind]
            told = [other for other in _last_year(row, field, fiscal_year) if other.kind == count.kind]
            told = told or [
                o for o in _last_status(row, field, fiscal_year, count) if share_words(o.words, count.words)
            ]
            if len(told) > 1:
                sentence = fold_width(text)[: count.end].rpartition("。")[2]
                told = [other for other in told if share_words(other.words, sentence)]
            is_one = len(told) == len(rivals) == 1 and count.is_exact
            if is_one and not _is_given(row, fiscal_year - 1, count):
                label = fiscal_year_label(fiscal_year - 1)
                expected = f"{label} {told[0].label}{told[0].printed}"
                yield row.finding(field, fiscal_year, observed=count.printed, expected=expected, text=text)


def _finding(row: MeasureRow, field: str, fiscal_year: int, found: Comparison, words: str, text: str) -> Finding:
    return row.finding(field, fiscal_year, observed=found.printed, expected=words, text=text)


def _last_year(row: MeasureRow, field: str, fiscal_year: int) -> list[Count]:
    text = certain_text(row, field, fiscal_year - 1) or certain_text(row, "status", fiscal_year - 1) or ""
    return _whole_figures(figures_of(text))


def _is_given(row: MeasureRow, fiscal_year: int, count: Count) -> bool:
    """Say whether any text of a year has the figure, were it that of a part or rounded."""
    texts = [certain_text(row, name, fiscal_year) or "" for name in _FIELDS]
    figures = (figure for text in texts for figure in figures_of(text) if figure.kind == count.kind)
    return any(figure.value == count.value for figure in figures) or any(gives_number(text, count) for text in texts)


def _last_status(row: MeasureRow, field: str, fiscal_year: int, quoted: Count) -> list[Count]:
    """Return what the status of the year before counts of a kind, where its evaluation counts nothing of it."""
    text = certain_text(row, "status", fiscal_year - 1) or ""
    counts = figures_of(text) if field == "evaluation" else []
    return [count for count in _whole_figures(counts) if count.kind == quoted.kind]


def _named_in_status(row: MeasureRow, field: str, fiscal_year: int, now: Count, text: str) -> list[Count]:
    """Return what the status of the year before counts of a kind, in a sentence that names what this year's names."""
    status = certain_text(row, "status", fiscal_year - 1) or ""
    told, counts = _sentence_of(text, now), _last_status(row, field, fiscal_year, now)
    is_whole = not any(map(is_of_some, (now, *counts)))
    return [count for count in counts if is_whole and share_words(_sentence_of(status, count), told)]


def _sentence_of(text: str, count: Count) -> str:
    """Return the sentence of a count up to it, and what follows the count up to the next stop."""
    return fold_width(text)[: count.end].rpartition("。")[2] + count.after


def _whole_figures(counts: Sequence[Count]) -> list[Count]:
    """Return the figures that can be reckoned with; うち makes a part only where there is something to be part of."""
    kinds = [count.kind for count in counts]
    return [c for i, c in enumerate(counts) if c.is_plain and not (c.is_part and c.kind in kinds[:i])]


def _told_without_figures(text: str, fiscal_year: int) -> Sequence[ChangeTold]:
    return () if read_comparisons(text, fiscal_year) else read_changes_told(text, fiscal_year)


def _pairs(row: MeasureRow, field: str, fiscal_year: int, text: str, told: ChangeTold) -> Iterator[tuple[Count, Count]]:
    """Yield both years' figures of what a sentence tells to have changed; those of the status for an evaluation."""
    is_exact = told.direction == "unchanged" or told.pct is not None
    for before, now in _both_years(row, field, fiscal_year, text):
        # Where no year is named, both columns must name one thing.
        is_one = share_words(before.name, now.name) if told.is_implied else not is_exact or told.is_of(now)
        if is_one and not told.is_of_other(_sentence_of(text, now)):
            yield before, now
    if told.is_implied:
        return
    status = certain_text(row, "status", fiscal_year) if field == "evaluation" else None
    quoted = figures_of_last_year(text, fiscal_year)
    for before, now in _both_years(row, "status", fiscal_year, status or "", quoted):
        # 前年度(1,200件)に比べ5割の伸び: who quotes the figure of the year before has said what is compared.
        is_other = told.is_of_other(_sentence_of(status or "", now))
        if (told.is_of(now) and not is_other) or (
            quoted and before.printed.replace(",", "") in told.sentence.replace(",", "")
        ):
            yield before, now


def _both_years(
    row: MeasureRow, field: str, fiscal_year: int, text: str, quoted: Sequence[Count] = ()
) -> Iterator[tuple[Count, Count]]:
    """Yield the quantities of which both columns tell one figure of a kind; `quoted` stands for the year before's."""
    past = {count.start for count in figures_of_last_year(text, fiscal_year)}
    counts = [c for c in read_counts(text) if c.is_plain and not c.is_part and c.start not in past]
    here = [c for c in counts if not is_difference(c, fold_width(text))] if counts else []
    there = quoted or _last_year(row, field, fiscal_year)
    for now in here:
        alike = [count for count in there if count.kind == now.kind]
        alike = alike or _named_in_status(row, field, fiscal_year, now, text)
        if len(alike) == 1 and sum(count.kind == now.kind for count in here) == 1:
            yield alike[0], now


def _tenfold_columns(row: MeasureRow, fiscal_year: int, text: str) -> Iterator[tuple[Count, Count]]:
    """Yield the figures of one thing in two years' columns of which one is nine to eleven times the other.

    With a third year, `figure_off_by_ten` tells which one is odd. Where a year was out of the ordinary, so are figures.
    """
    texts = [certain_text(row, name, year) or "" for name in _FIELDS for year in (fiscal_year - 1, fiscal_year)]
    others = [certain_text(row, "status", year) for year in row.years if year not in (fiscal_year - 1, fiscal_year)]
    if any(map(tells_jump, texts)) or any(map(has_shortfall, texts[:2])) or any(map(read_counts, filter(None, others))):
        return
    for before, now in _both_years(row, "status", fiscal_year, text):
        small, large = sorted((before.value, now.value))
        is_one = _is_told_alike(before, now, (texts[0], text))
        if is_one and small > 0 and _LEAST_TENFOLD <= large / small <= _MOST_TENFOLD and large >= _LEAST_LARGE:
            yield before, now


def _is_told_alike(one: Count, other: Count, texts: tuple[str, str]) -> bool:
    """Say whether two figures stand in the same words, or in words of which most are the same.

    Before them, or behind them where nothing stands before: 健康相談の件数は, 保健センターで受けた健康相談の件数は.
    """
    if one.label == other.label and one.label:
        return True
    if not (one.label or other.label):
        return share_words(one.after, other.after) or one.after == other.after
    before, now = (fold_width(t)[: c.start].rpartition("。")[2] for t, c in zip(texts, (one, other), strict=True))
    return not (_BESIDE_OTHERS.search(before) or _BESIDE_OTHERS.search(now)) and likeness_of_words(before, now) >= _LIKE
