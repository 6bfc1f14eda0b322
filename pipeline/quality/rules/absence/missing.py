"""What is missing: a field that the heading asks for and the row leaves empty. Cells that were lost: see `lost.py`.

Here a whole year, status and evaluation together, or years from one on are one finding, not one per field.
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.contracts.names import FIELDS
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.gaps import Gap, Kind, gaps
from pipeline.quality.views.listings import told_once
from pipeline.values.field_names import FIELD_NAMES_JA, place_name
from pipeline.values.fiscal_years import fiscal_year_label


@rule(
    severity="warning",
    title_ja="達成度の記載なし",
    title_en="Missing rating",
    rationale="The year is asked for and over, but no rating is printed; the year cannot be counted.",
    rationale_ja="終了した年度の達成度が空欄で、集計に含められません。",
    message_ja="達成度が記載されていません。",
    message_en="No achievement is printed.",
    example="実施状況に「年3回実施した。」とあり、達成度の欄が空欄",
    question_ja="達成度の記載がありませんでした。該当する達成度をご記入ください。",
    answer="rating",
)
def missing_rating(table: ProgressTable) -> Iterator[Finding]:
    """Report every year whose rating cell is printed empty."""
    yield from empty(table, "achievement", is_lost=False)


@rule(
    severity="warning",
    title_ja="実施状況の記載なし",
    title_en="Missing status",
    rationale="What was done in the year is not told, while other fields of the year are filled.",
    rationale_ja="同じ年度の他の欄は記載されていますが、実施状況が空欄です。",
    message_ja="実施状況が記載されていません。",
    message_en="No status is printed.",
    example="達成度に「80%」とあり、実施状況の欄が空欄",
    question_ja="実施状況の記載がありませんでした。実施した内容をご記入ください。",
    answer="text",
)
def missing_status(table: ProgressTable) -> Iterator[Finding]:
    """Report every year whose status cell is printed empty."""
    yield from empty(table, "status", is_lost=False)


@rule(
    severity="warning",
    title_ja="評価の記載なし",
    title_en="Missing evaluation",
    rationale="The section's evaluation is asked for and not printed; a dash would be an answer.",
    rationale_ja="担当課の評価が空欄です。該当がない場合の「－」も記載されていません。",
    message_ja="担当課の評価が記載されていません。",
    message_en="No evaluation is printed.",
    example="実施状況と達成度は記載され、担当課の評価の欄が空欄",
    question_ja="担当課の評価の記載がありませんでした。評価をご記入ください（該当がない場合は「－」）。",
    answer="text",
)
def missing_evaluation(table: ProgressTable) -> Iterator[Finding]:
    """Report every year whose evaluation cell is printed empty."""
    yield from empty(table, "evaluation", is_lost=False)


@rule(
    severity="warning",
    title_ja="実施計画の記載なし",
    title_en="Missing plan",
    rationale="What was planned for the year is asked for and not printed; the result cannot be compared with it.",
    rationale_ja="実施計画が空欄で、実施状況と照らし合わせることができません。",
    message_ja="実施計画が記載されていません。",
    message_en="No plan is printed.",
    example="令和5年度の実施計画の欄が空欄",
    question_ja="実施計画の記載がありませんでした。計画した内容をご記入ください。",
    answer="text",
)
def missing_plan(table: ProgressTable) -> Iterator[Finding]:
    """Report every year whose plan cell is printed empty."""
    yield from empty(table, "plan", is_lost=False)


@rule(
    severity="warning",
    title_ja="実施状況・評価とも記載なし",
    title_en="Rating without any narrative",
    rationale="A rating, but nothing that tells what it is for.",
    rationale_ja="達成度だけが記載され、その根拠となる実施状況も評価も確認できません。",
    message_ja="実施状況と担当課の評価がともに確認できません（達成度の記載「{observed}」）。",
    message_en="Neither status nor evaluation is printed (achievement: '{observed}').",
    example="達成度に「100%」とあり、実施状況と担当課の評価に記載がない",
    question_ja="実施状況と担当課の評価が確認できませんでした。内容をご記入ください。",
    answer="text",
)
def missing_narrative(table: ProgressTable) -> Iterator[Finding]:
    """Report every year that has a rating (or a dash for it) and neither status nor evaluation."""
    for row, gap in _gaps(table, "narrative"):
        printed = row.listing.text("achievement", gap.fiscal_year)
        yield _asked(row, gap, gap.fiscal_year, observed=printed)


@rule(
    severity="warning",
    title_ja="年度全体の記載なし",
    title_en="Missing year",
    rationale="Every field of a year stands empty while other years of the measure are filled.",
    rationale_ja="他の年度は記載されていますが、この年度はどの欄にも記載がありません。",
    message_ja="この年度についての記載が確認できません。",
    message_en="Nothing about this year is printed in the row.",
    example="令和3年度の実施状況・評価・達成度がすべて空欄で、前後の年度は記載あり",
    question_ja="この年度についての記載が確認できませんでした。{expected}をご記入ください。",
    answer="text",
)
def missing_year(table: ProgressTable) -> Iterator[Finding]:
    """Report every year of which no field is filled."""
    yield from _of_kind(table, "year")


@rule(
    severity="warning",
    title_ja="途中の年度からの記載なし",
    title_en="Years stop",
    rationale="Two or more years up to the last have nothing or only dashes; no text says that the measure ended.",
    rationale_ja="途中の年度以降、記載がないか「－」のみで、終了・廃止の記載もありません。",
    message_ja="{observed}以降の記載がありません。終了・廃止の記載も見当たりません。",
    message_en="Nothing is told from {observed} on, and no text says that the measure ended.",
    example="令和2年度まで記載があり、令和3年度以降はすべて空欄",
    question_ja="{observed}以降の記載がありませんでした。終了・統合の有無、継続している場合は実施状況等をご記入ください。",
    answer="text",
)
def missing_later_years(table: ProgressTable) -> Iterator[Finding]:
    """Report a measure whose last asked years are all silent while earlier ones are filled."""
    yield from _of_kind(table, "stop")


@rule(
    severity="notice",
    title_ja="当初の年度の記載なし",
    title_en="First years missing",
    rationale="Two or more years in front stand empty; the measure may have begun later, but nothing says so.",
    rationale_ja="計画期間の当初の年度が空欄です。途中から始まった取組であれば、その旨の記載がありません。",
    message_ja="{observed}からの当初の年度に記載がありません。",
    message_en="The first years, from {observed}, are empty.",
    example="令和元年度・令和2年度が空欄で、令和3年度から記載がある",
    question_ja="当初の年度の記載がありませんでした。途中から開始した場合はその年度を、実施していた場合は内容をご記入ください。",
    answer="text",
)
def missing_first_years(table: ProgressTable) -> Iterator[Finding]:
    """Report a measure whose first two or more years are empty while later ones are filled."""
    yield from _of_kind(table, "start")


@rule(
    severity="warning",
    title_ja="全年度の記載なし",
    title_en="No year filled",
    rationale="A measure is listed of which nothing is told in any year.",
    rationale_ja="実施内容は掲載されていますが、どの年度にも記載がありません。",
    message_ja="どの年度にも記載がありません。",
    message_en="Nothing is printed for any year.",
    example="実施内容と担当課のみ記載され、すべての年度が空欄",
    question_ja="どの年度の記載もありませんでした。各年度の実施状況等をご記入ください。",
    answer="text",
)
def missing_all_years(table: ProgressTable) -> Iterator[Finding]:
    """Report a row without any year; one that refers to its first listing (再掲) may leave them out."""
    for row, gap in _gaps(table, "row"):
        if not (row.is_reprise_marked or row.is_repetition):
            yield _asked(row, gap, None)


@rule(
    severity="warning",
    title_ja="全年度で記載のない欄",
    title_en="Field filled in no year",
    rationale="One question about a field that no year fills, instead of one question for every year.",
    rationale_ja="他の欄は記載されていますが、この欄はどの年度にも記載がありません。",
    message_ja="「{observed}」がどの年度にも記載されていません。",
    message_en="'{observed}' is printed for none of the years.",
    example="担当課の評価がどの年度にも記載されていない",
    question_ja="「{observed}」がどの年度にも記載されていませんでした。各年度の内容をご記入ください。",
    answer="text",
)
def missing_in_every_year(table: ProgressTable) -> Iterator[Finding]:
    """Report a field that is asked for in three or more years and filled in none."""
    for row, gap in _gaps(table, "never"):
        yield _asked(row, gap, None, observed=FIELD_NAMES_JA[gap.field or ""])


def empty(table: ProgressTable, field: str, *, is_lost: bool) -> Iterator[Finding]:
    """Yield the single fields of years that stand empty, or that the row holds no cell for."""
    yield from told_once(
        table,
        lambda row: (
            _asked(row, gap, gap.fiscal_year)
            for gap in gaps(row)
            if gap.kind == "field" and gap.field == field and gap.is_lost is is_lost
        ),
    )


def _asked(row: MeasureRow, gap: Gap, fiscal_year: int | None, *, observed: str | None = None) -> Finding:
    """Return the finding for a gap, with what was found at its places and the other years that fill its field."""
    states = {place_name(name, year): state for (name, year), state in gap.states.items()}
    filled = sorted(year or 0 for (name, year), state in row.states.items() if name == gap.field and state == "filled")
    return row.finding(gap.field, fiscal_year, observed=observed, states=states, years_filled=filled)


def _of_kind(table: ProgressTable, kind: Kind) -> Iterator[Finding]:
    return told_once(
        table,
        lambda row: (
            replace(_asked(row, gap, gap.years[0], observed=_since(gap)), expected=_fields_of(gap, kind))
            for gap in gaps(row)
            if gap.kind == kind
        ),
    )


def _fields_of(gap: Gap, kind: Kind) -> str | None:
    """Return the fields of a year that is a gap: those that its headings ask for."""
    if kind != "year":
        return None
    asked = dict.fromkeys(name for name, _ in gap.states)
    return "・".join(FIELD_NAMES_JA[name] for name in sorted(asked, key=FIELDS.index))


def _since(gap: Gap) -> str | None:
    return None if gap.kind == "year" else fiscal_year_label(gap.years[0])


def _gaps(table: ProgressTable, kind: Kind) -> Iterator[tuple[MeasureRow, Gap]]:
    for row in table.rows:
        yield from ((row, gap) for gap in gaps(row) if gap.kind == kind)
