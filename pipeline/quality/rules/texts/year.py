"""Texts that speak of another year than the one in whose column they stand."""

from collections.abc import Iterator

from pipeline.prose.writing.calendar_days import impossible_dates, wrong_weekdays
from pipeline.prose.year_context import other_dates, other_years
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.listings import told_once
from pipeline.quality.views.narratives import certain_texts
from pipeline.values.fiscal_years import fiscal_year_label

_NARRATIVES = ("plan", "status", "evaluation")


@rule(
    severity="warning",
    title_ja="他の年度についての記載",
    title_en="Text of another fiscal year",
    rationale="The text says what was done in another year than its column's and does not name its own.",
    rationale_ja="その欄の年度ではなく、他の年度に行ったことが記載されています。",
    message_ja="{expected}の欄に「{observed}」についての記載があります。",
    message_en="The column is that of {expected}, but the text speaks of '{observed}'.",
    example="令和3年度の実施状況に「令和2年度は3回開催した。」",
    question_ja="{expected}の欄に「{observed}」についての記載があります。この年度の内容をご記入ください。",
    answer="text",
)
def other_fiscal_year(table: ProgressTable) -> Iterator[Finding]:
    """Report every text that acts in another year; comparisons, beginnings and later plans are none."""

    def others(row: MeasureRow) -> Iterator[Finding]:
        for name, fiscal_year, text in certain_texts(row, *_NARRATIVES):
            for other in other_years(text, fiscal_year, is_plan=name == "plan")[:1]:
                yield row.finding(
                    name,
                    fiscal_year,
                    observed=other.printed,
                    expected=fiscal_year_label(fiscal_year),
                    speaks_of=other.fiscal_year,
                    sentence=other.sentence,
                )

    yield from told_once(table, others)


@rule(
    severity="warning",
    title_ja="年度外の日付",
    title_en="Date outside its fiscal year",
    rationale="A date with year and month lies outside the April to March of the column's fiscal year.",
    rationale_ja="記載された年月日が、その欄の年度（4月～翌年3月）に含まれません。",
    message_ja="{expected}の欄に、年度外の日付「{observed}」があります。",
    message_en="The date '{observed}' lies outside {expected}.",
    example="令和3年度の実施状況に「令和2年11月3日に開催」",
    question_ja="{expected}の欄に、年度外の日付「{observed}」があります。正しい日付をご記入ください。",
    answer="text",
)
def date_outside_year(table: ProgressTable) -> Iterator[Finding]:
    """Report every date outside the fiscal year of its column at which the text says that something was done."""

    def dates(row: MeasureRow) -> Iterator[Finding]:
        for name, fiscal_year, text in certain_texts(row, *_NARRATIVES):
            for date in other_dates(text, fiscal_year):
                yield row.finding(
                    name,
                    fiscal_year,
                    observed=date.printed,
                    expected=fiscal_year_label(fiscal_year),
                    lies_in=date.fiscal_year,
                    sentence=date.sentence,
                )

    yield from told_once(table, dates)


@rule(
    severity="warning",
    title_ja="存在しない日付",
    title_en="Impossible date",
    rationale="No calendar has this day or month.",
    rationale_ja="暦にない月日が記載されています。",
    message_ja="存在しない日付「{observed}」が記載されています。",
    message_en="There is no date '{observed}'.",
    example="「2月30日に開催」",
    question_ja="存在しない日付「{observed}」が記載されています。正しい日付をご記入ください。",
    answer="text",
)
def impossible_date(table: ProgressTable) -> Iterator[Finding]:
    """Report every day or month that does not exist."""
    yield from told_once(
        table,
        lambda row: (
            row.finding(name, fiscal_year, observed=date, text=text)
            for name, fiscal_year, text in certain_texts(row, *_NARRATIVES)
            for date in impossible_dates(text, fiscal_year if name == "status" else None)
        ),
    )


@rule(
    severity="warning",
    title_ja="日付と合わない曜日",
    title_en="Weekday that the date does not have",
    rationale="A date of the fiscal year is printed with another weekday than the calendar has for it: day, month or "
    "year is likely wrong.",
    rationale_ja="記載された曜日が、暦の上の曜日と異なっています（日付または年度の誤りの可能性があります）。",
    message_ja="「{observed}」と記載されていますが、暦では{expected}曜日です。",
    message_en="'{observed}' is a {expected} in the calendar.",
    example="令和5年度の実施状況に「10月10日（月）に実施」（火曜日）",
    question_ja="「{observed}」と記載されていますが、暦では{expected}曜日です。正しい日付をご記入ください。",
    answer="text",
)
def wrong_weekday(table: ProgressTable) -> Iterator[Finding]:
    """Report every date whose weekday is another in the fiscal year of its column, or in the year printed with it."""
    yield from told_once(
        table,
        lambda row: (
            row.finding(name, fiscal_year, observed=printed, expected=weekday, text=text)
            for name, fiscal_year, text in certain_texts(row, "status", "evaluation")
            for printed, weekday in wrong_weekdays(text, fiscal_year)
        ),
    )
