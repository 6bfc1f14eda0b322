"""What is told and how it is rated: narratives that contradict the rating of their year, or themselves."""

from collections.abc import Iterator

from pipeline.prose.contradictions.denials import said_and_denied
from pipeline.prose.outcome import tells_of_end, told_as_done, told_as_not_done
from pipeline.prose.to_come import fewer_than_planned, is_only_planned, told_as_past
from pipeline.prose.writing.later_years import later_years_in_words
from pipeline.prose.year_context import names_month_only, names_own_year
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.listings import told_once
from pipeline.quality.views.narratives import certain_texts
from pipeline.quality.views.rated_texts import against_rating, rated_texts
from pipeline.quality.views.ratings import YearRating

_HALF = 50
_FULL = 100


@rule(
    severity="warning",
    title_ja="中止等の記載がある年度の達成度",
    title_en="Not held, but rated as held",
    rationale="The status says that nothing was held (cancelled), but the year is rated 実施 or 50 % or more.",
    rationale_ja="実施状況には中止・未実施等とのみ記載されていますが、達成度は「実施」または50％以上です。",
    message_ja="「{expected}」との記載がありますが、達成度は「{observed}」です。",
    message_en="The text says '{expected}', but the achievement is '{observed}'.",
    example="実施状況に「感染拡大防止のため中止した。」、達成度に「実施」",
    question_ja="「{expected}」との記載がありますが、達成度は「{observed}」となっています。この達成度でよろしいか、改める場合はその達成度をご記入ください。",
    answer="rating",
)
def not_held_but_rated(table: ProgressTable) -> Iterator[Finding]:
    """Report every year of which the status tells nothing but that it was not held, rated as if it had been."""
    yield from told_once(table, lambda row: _contradicting(row, table, is_rated=True))


@rule(
    severity="warning",
    title_ja="実施の記載がある年度の「未実施」",
    title_en="Work told, but rated as not implemented",
    rationale="The status tells of work that was done while the year is rated 未実施 or 0 %.",
    rationale_ja="実施状況には実施した内容が記載されていますが、達成度は「未実施」または0％です。",
    message_ja="「{expected}」との記載がありますが、達成度は「{observed}」です。",
    message_en="The text says '{expected}', but the achievement is '{observed}'.",
    example="実施状況に「市報に記事を掲載した。」、達成度に「未実施」",
    question_ja="「{expected}」との記載がありますが、達成度は「{observed}」となっています。この達成度でよろしいか、改める場合はその達成度をご記入ください。",
    answer="rating",
)
def work_told_but_not_rated(table: ProgressTable) -> Iterator[Finding]:
    """Report every year of which the status tells of work, rated 未実施 or 0 percent."""
    yield from told_once(table, lambda row: _contradicting(row, table, is_rated=False))


@rule(
    severity="warning",
    title_ja="「できた」と「できなかった」の併記",
    title_en="Could and could not",
    rationale="One text says of the same thing that it could and that it could not be done.",
    rationale_ja="一つの欄に、同じ事柄について「できた」と「できなかった」の両方が記載されています。",
    message_ja="同じ事柄について「{observed}」と「{expected}」の両方の記載があります。",
    message_en="The text says both '{observed}' and '{expected}'.",
    example="「情報共有を図ることができた。情報共有を図ることができなかった。」",
    question_ja="「{observed}」と「{expected}」の両方の記載があります。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def could_but_could_not(table: ProgressTable) -> Iterator[Finding]:
    """Report every status or evaluation that says both of one thing."""

    def contradictions(row: MeasureRow) -> Iterator[Finding]:
        for name, fiscal_year, text in certain_texts(row, "status", "evaluation"):
            if sentences := said_and_denied(text):
                yield row.finding(name, fiscal_year, observed=sentences[1], expected=sentences[0], text=text)

    yield from told_once(table, contradictions)


@rule(
    severity="notice",
    title_ja="予定回数を下回る実施で100％",
    title_en="Held less often than planned, rated in full",
    rationale="The status says that fewer were held than planned, the rating is 100 % or more.",
    rationale_ja="予定した回数を下回ったと記載されていますが、達成度は100％以上です。",
    message_ja="{expected}と記載されていますが、達成度は「{observed}」となっています。",
    message_en="Planned and held ({expected}) differ, but the achievement is '{observed}'.",
    example="実施状況に「年3回予定していたが2回の開催となった。」、達成度に「100%」",
    question_ja="{expected}と記載されていますが、達成度は「{observed}」となっています。この達成度でよろしいか、ご確認ください。",
    answer="rating",
)
def fewer_held_than_planned(table: ProgressTable) -> Iterator[Finding]:
    """Report every year rated 100 percent of which the status says that it fell short of the planned number."""

    def shortfalls(row: MeasureRow) -> Iterator[Finding]:
        for rating, text in rated_texts(row, table):
            if (rating.rated.pct or 0) >= _FULL and (told_of := fewer_than_planned(text)):
                planned, held = told_of
                told = f"予定{planned.printed}に対し実績{held.printed}"
                yield against_rating(row, rating, told, text)

    yield from told_once(table, shortfalls)


@rule(
    severity="notice",
    title_ja="予定のみの実施状況",
    title_en="Status that only tells a plan",
    rationale="The year is over, but its status only says what will be done. A notice: it may be a late entry.",
    rationale_ja="終了し、達成度も記載された年度ですが、実施状況には予定のみが記載されています。",
    message_ja="終了した年度の実施状況に、予定のみが記載されています（「{observed}」）。",
    message_en="The status of a year that is over only tells a plan: '{observed}'.",
    example="令和4年度の実施状況に「2回実施予定。」",
    question_ja="実施状況に予定（「{observed}」）が記載されています。実施した内容をご記入ください。",
    answer="text",
)
def status_only_planned(table: ProgressTable) -> Iterator[Finding]:
    """Report every status of a year for which a rating is asked that tells only of things to come."""
    yield from told_once(
        table,
        lambda row: (
            row.finding(name, fiscal_year, observed=text)
            for name, fiscal_year, text in certain_texts(row, "status")
            if row.asks("achievement", fiscal_year) and is_only_planned(text)
        ),
    )


@rule(
    severity="notice",
    title_ja="実績の書かれた実施計画",
    title_en="Plan that tells a result",
    rationale="A plan in the past tense is a result in the wrong column, or a text that was not brought up to date.",
    rationale_ja="実施計画の欄に過去形の文があり、実績が記載されている可能性があります。",
    message_ja="実施計画の欄に、実績と思われる記載があります（「{observed}」）。",
    message_en="The plan tells of something done: '{observed}'.",
    example="令和5年度の実施計画に「9月に講演会を開催した。」",
    question_ja="実施計画の欄に、実績と思われる記載（「{observed}」）があります。計画の内容をご記入ください。",
    answer="text",
)
def plan_tells_result(table: ProgressTable) -> Iterator[Finding]:
    """Report every plan with a sentence in the past tense."""
    yield from told_once(
        table,
        lambda row: (
            row.finding(name, fiscal_year, observed=sentence, text=text)
            for name, fiscal_year, text in certain_texts(row, "plan")
            if (sentence := told_as_past(text))
        ),
    )


def _contradicting(row: MeasureRow, table: ProgressTable, *, is_rated: bool) -> Iterator[Finding]:
    for rating, text in rated_texts(row, table, or_evaluation=is_rated):
        told = _told_as_not_done(text, rating.fiscal_year) if is_rated else told_as_done(text)
        # What came to its end with the year was held in it.
        is_of_year = bool(told) and (names_own_year(told or "", rating.fiscal_year) or names_month_only(told or ""))
        is_held_to_end = is_of_year and is_rated and tells_of_end(told or "")
        if told and _is_rated(rating) is is_rated and not is_held_to_end:
            yield against_rating(row, rating, told, text)


def _told_as_not_done(text: str, fiscal_year: int) -> str | None:
    """Return the clause, as printed, by which a text of a year says that nothing was done in it."""
    named = later_years_in_words(text, fiscal_year)
    told = told_as_not_done(named)
    return told if told is None or named == text else text[named.index(told) :][: len(told)]


def _is_rated(rating: YearRating) -> bool | None:
    """Say whether a rating says that the year was held (at least by half), or that it was not; None: neither."""
    kind, pct = rating.rated.kind, max((pct for _, pct in rating.parts), default=None)
    if kind == "implemented" or (pct is not None and pct >= _HALF):
        return True
    return False if kind == "not_implemented" or pct == 0 else None
