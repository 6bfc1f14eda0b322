"""Text that stands twice: in several years of one field, or in two fields of one year.

A text of another measure stands in `reading/strangers.py`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pipeline.prose.figures.counts import read_counts
from pipeline.prose.outcome import denies, tells_of_continuing
from pipeline.prose.writing.likeness import (
    is_reworded,
    is_same,
    is_same_but_figures,
    is_standing_phrase,
    length_of_words,
    longest_prose,
    says_the_same,
    states_the_same,
)
from pipeline.prose.writing.restating import is_restated, says_as_before
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.rules.figures.series import unchanged_figures
from pipeline.quality.views.listings import is_run_told_first, is_told_first, rows_by_id
from pipeline.quality.views.narratives import certain_text
from pipeline.values.field_names import FIELD_NAMES_JA
from pipeline.values.fiscal_years import fiscal_years_label
from pipeline.values.text import comparison_key, filled

# Two years may be alike in a short sentence; over three or more even a short one is worth asking about.
_LEAST_IN_TWO_YEARS, _LEAST_IN_MORE = 20, 12
# A plan may well be the same for two years.
_LEAST_PLAN = 40
# Lists of counts have the same labels each year; so long a stretch between two figures is prose.
_LEAST_PROSE = 30
_LEAST_IN_TWO_FIELDS, _LEAST_FIGURE = 15, 100
# What an evaluation thinks of the status is told in words of its own: so many of the status and no others.
_LEAST_RESTATED = 5
_LEAST_POSTERIOR = 0.6
_FIGURE = re.compile(r"[\d元.,]+")
Run = tuple[int, ...]


@rule(
    severity="warning",
    title_ja="前年度と同文の実施状況",
    title_en="Status repeated word for word",
    rationale="What was done is told in the same words in several years (but for the year they name): it may not have "
    "been brought up to date. Short standing phrases (継続, 年1回実施) are no repetition.",
    rationale_ja="実施状況が複数の年度で同文となっており、更新されていない可能性があります（短い定型文は除きます）。",
    message_ja="{expected}の実施状況が同文です。「{observed}」",
    message_en="The status is the same in {expected}: '{observed}'",
    example="3年続けて「相談窓口の一覧を作成し、児童・生徒に周知を行った。」",
    question_ja="実施状況が{expected}で同じ記載となっています。各年度の内容として差し支えないか、ご確認ください。",
    answer="text",
)
def status_repeated(table: ProgressTable) -> Iterator[Finding]:
    """Report, once per run of years, a status that does not change; figures alone are another rule's affair."""
    yield from _repeated(table, "status", is_same, lambda text, run: _has_figures(text) or _is_long_enough(text, run))


@rule(
    severity="notice",
    title_ja="前年度と同文の評価",
    title_en="Evaluation repeated word for word",
    rationale="The evaluation is the same in several years, whatever was done. A notice: a section may well come to "
    "the same judgement.",
    rationale_ja="担当課の評価が複数の年度で同文となっています（同じ評価となることもあるため、参考扱いとします）。",
    message_ja="{expected}の担当課の評価が同文です。「{observed}」",
    message_en="The evaluation is the same in {expected}: '{observed}'",
    example="4年続けて「面接することにより不安、悩みを解消することができた。」",
    question_ja="評価が{expected}で同じ記載となっています。各年度の内容として差し支えないか、ご確認ください。",
    answer="text",
)
def evaluation_repeated(table: ProgressTable) -> Iterator[Finding]:
    """Report, once per run of years, an evaluation that does not change but for figures."""
    yield from _repeated(table, "evaluation", lambda a, b: is_same(a, b) or is_same_but_figures(a, b), _is_long_enough)


@rule(
    severity="notice",
    title_ja="前年度と同文の実施計画",
    title_en="Plan repeated word for word",
    rationale="A long plan is the same in several years and does not speak of continuing: it may not have been brought "
    "up to date.",
    rationale_ja="継続の旨のない長い実施計画が複数の年度で同文となっており、更新されていない可能性があります。",
    message_ja="{expected}の実施計画が同文です。「{observed}」",
    message_en="The plan is the same in {expected}: '{observed}'",
    example="2年続けて「市報・ホームページへ掲載するほか、相談の内容を説明したチラシを作成し、公共施設に設置する。」",
    question_ja="実施計画が{expected}で同じ記載となっています。各年度の内容として差し支えないか、ご確認ください。",
    answer="text",
)
def plan_repeated(table: ProgressTable) -> Iterator[Finding]:
    """Report, once per run of years, a long plan that does not change, unless it says that things go on."""
    yield from _repeated(table, "plan", lambda a, b: is_same(a, b) or is_same_but_figures(a, b), _is_new_plan)


@rule(
    severity="notice",
    title_ja="数値以外が前年度と同文の実施状況",
    title_en="Status repeated but for its figures",
    rationale="A long status is the same in several years but for its figures. A notice: where the figures were "
    "brought up to date, the words are often right, too (four of the five first read).",
    rationale_ja="長い文が、数値を除いて複数の年度で同文となっています（数値は更新されているため、参考扱いとします）。",
    message_ja="{expected}の実施状況が、数値を除いて同文です。「{observed}」",
    message_en="The status is the same in {expected} but for its figures: '{observed}'",
    example="「教室を市内10か所で週1～2回実施し、一年を通して460回程度実施した。」の数値のみが年度により異なる",
    question_ja="数値以外の部分が{expected}で同じ記載となっています。内容に変更がないか、ご確認ください。",
    answer="text",
)
def status_repeated_but_figures(table: ProgressTable) -> Iterator[Finding]:
    """Report, once per run of years, a long status of which only figures change."""
    yield from _repeated(table, "status", is_same_but_figures, _is_long_prose, is_word_for_word=False)


@rule(
    severity="notice",
    title_ja="言い換えのみの実施状況",
    title_en="Status that says the same in other words",
    rationale="The status of two years tells the same things with the same figures, if any, worded otherwise, and "
    "neither tells more. A notice: a measure may well be the same each year.",
    rationale_ja="表現は異なりますが、同じ内容・同じ数値が前年度の実施状況にも記載されています（毎年同じ内容の取組の可能性があります）。",
    message_ja="{expected}の実施状況が、表現を除いて同じ内容です。「{observed}」",
    message_en="The status says the same in {expected}, in other words: '{observed}'",
    example="前年度「講座を5回、公民館で開催し、延べ80人が受講」、当年度「公民館で講座を5回開催、受講者は延べ80人」",
    question_ja="実施状況が{expected}で同じ内容・数値となっています。各年度の実績として差し支えないか、ご確認ください。",
    answer="text",
)
def same_statements_repeated(table: ProgressTable) -> Iterator[Finding]:
    """Report, once per run of years, statuses that say the same in other words, with the same figures if any.

    A text that says itself that it is as in the year before (昨年に引き続き) is not asked about.
    """

    def is_alike(text: str, other: str) -> bool:
        is_stated = bool(read_counts(text)) and states_the_same(text, other)
        return not (is_same(text, other) or says_as_before(text)) and (
            is_stated or (denies(text) == denies(other) and _is_in_other_words(text, other))
        )

    yield from _repeated(table, "status", is_alike, lambda text, _: True, is_word_for_word=False)


@rule(
    severity="warning",
    title_ja="同じ年度の二つの欄の同文",
    title_en="Same text in two fields of a year",
    rationale="Two fields of one year say the same: one of them may have been filled by mistake.",
    rationale_ja="同じ年度の二つの欄（実施状況と評価など）が同文で、転記の誤りの可能性があります。",
    message_ja="{expected}と同じ内容が記載されています。「{observed}」",
    message_en="The text is that of {expected}: '{observed}'",
    example="実施状況と評価がともに「夜間相談を2回実施し、特設相談を同時に実施した。」",
    question_ja="同じ年度の「{expected}」の欄と同じ内容が記載されています。このままでよろしいか、異なる場合はこの欄の内容をご記入ください。",
    answer="text",
)
def text_in_two_fields(table: ProgressTable) -> Iterator[Finding]:
    """Report evaluations that repeat the status, and statuses that repeat the plan of their year."""
    rows = rows_by_id(table)
    for row in table.rows:
        for fiscal_year in row.years:
            for field, other in (("evaluation", "status"), ("status", "plan")):
                text, other_text = _in_place(row, field, fiscal_year), _in_place(row, other, fiscal_year)
                if not (text and other_text) or is_standing_phrase(text) or is_standing_phrase(other_text):
                    continue
                is_told = is_told_first(row, rows, [(field, fiscal_year), (other, fiscal_year)])
                is_repeated = says_the_same(text, other_text, _LEAST_IN_TWO_FIELDS) or (
                    field == "evaluation" and _tells_the_same(text, other_text)
                )
                if is_repeated and not is_told:
                    expected = FIELD_NAMES_JA[other]
                    yield row.finding(field, fiscal_year, observed=text, expected=expected, text=text, other=other_text)


def _tells_the_same(text: str, other: str) -> bool:
    """Say whether a text tells another one in other words; what is thought of its figures would be more."""
    if is_restated(text, other, least=_LEAST_RESTATED, most=0):
        return True
    return states_the_same(text, other) or (bool(read_counts(text)) and is_reworded(text, other))


def _is_in_other_words(text: str, other: str) -> bool:
    return is_reworded(text, other) or is_restated(text, other)


def _in_place(row: MeasureRow, field: str, fiscal_year: int) -> str | None:
    """Two equal neighbours make placement doubt both, which is no doubt about the document: one of them is a double.

    In a row in which nothing is lost they are where they belong however small their posterior.
    """
    is_complete = "lost" not in row.states.values()
    cells = row.listing.cells_of(field, fiscal_year)
    is_likely = is_complete or all(cell.posterior >= _LEAST_POSTERIOR for cell in cells)
    return row.text(field, fiscal_year) if is_likely else None


def _repeated(
    table: ProgressTable,
    field: str,
    is_alike: Callable[[str, str], bool],
    is_worth: Callable[[str, Run], bool],
    *,
    is_word_for_word: bool = True,
) -> Iterator[Finding]:
    """Yield a finding per run of years; `is_word_for_word`: its rule speaks of equal texts, so others are told."""
    rows = rows_by_id(table)
    for row in table.rows:
        for run in _runs(row, field, is_alike):
            text = row.text(field, run[-1]) or ""
            if not is_worth(text, run) or is_run_told_first(row, rows, field, run):
                continue
            if is_alike is is_same and any(set(years) <= set(run) for years in unchanged_figures(row, field)):
                continue
            texts = {str(year): row.text(field, year) for year in run}
            years = fiscal_years_label(run[0], run[-1])
            found = row.finding(field, run[-1], observed=text, expected=years, years=list(run), texts=texts)
            unequal = _difference(texts.values()) if is_word_for_word else None
            yield replace(found, messages=_told_alike(field, text, years, unequal)) if unequal else found


def _difference(texts: Iterable[str | None]) -> tuple[str, str] | None:
    """Return in what way texts that are alike are the same, in both languages; None: in every word."""
    keys = {comparison_key(text or "") for text in texts}
    if len(keys) == 1:
        return None
    if len({_FIGURE.sub("", key) for key in keys}) == 1:
        return "年度・数値を除いて同文です", "the same but for years or figures"
    return "ほぼ同文です", "nearly the same"


def _told_alike(field: str, text: str, years: str, how: tuple[str, str]) -> tuple[str, str]:
    values = {"observed": text, "expected": years}
    return (
        filled(f"{{expected}}の{FIELD_NAMES_JA[field]}が、{how[0]}。「{{observed}}」", values),
        filled(f"The {field} in {{expected}} is {how[1]}: '{{observed}}'", values),
    )


def _runs(row: MeasureRow, field: str, is_alike: Callable[[str, str], bool]) -> Iterator[Run]:
    """Yield the runs of neighbouring years whose texts are alike, of two years at least."""
    run: list[int] = []
    for fiscal_year in row.years:
        text = certain_text(row, field, fiscal_year)
        last = certain_text(row, field, run[-1]) if run else None
        if text and last and is_alike(text, last):
            run.append(fiscal_year)
            continue
        if len(run) > 1:
            yield tuple(run)
        run = [fiscal_year]
    if len(run) > 1:
        yield tuple(run)


def _is_long_enough(text: str, run: Run) -> bool:
    least = _LEAST_IN_TWO_YEARS if len(run) == 2 else _LEAST_IN_MORE
    if denies(text):
        least = 2 * _LEAST_IN_TWO_YEARS
    return length_of_words(text) >= least and not is_standing_phrase(text)


def _is_long_prose(text: str, _: Run) -> bool:
    return longest_prose(text) >= _LEAST_PROSE


def _has_figures(text: str) -> bool:
    """Of three digits and more hardly any count comes about twice, however short the text around it."""
    return any(count.is_plain and count.value >= _LEAST_FIGURE for count in read_counts(text))


def _is_new_plan(text: str, run: Run) -> bool:
    return length_of_words(text) >= _LEAST_PLAN and not tells_of_continuing(text)
