"""What was lost on the way to us: the heading asks for a field and the row holds no cell for it.

The printed original may have a text there, so that the question is another than for an empty cell (`missing.py`).
Also what is missing beside the years: page, bureau, and one section's rating of several.
"""

from collections.abc import Iterator

from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.absence.missing import empty
from pipeline.quality.rules.base import rule
from pipeline.quality.views.gaps import Gap, gaps
from pipeline.quality.views.listings import told_once
from pipeline.quality.views.narratives import certain_texts
from pipeline.values.departments import split_passages
from pipeline.values.field_names import FIELD_NAMES_JA, place_name
from pipeline.values.fiscal_years import fiscal_year_label


@rule(
    severity="warning",
    title_ja="達成度の欄の欠落",
    title_en="Lost rating",
    rationale="The row holds no cell for the rating of a year; the original may have one.",
    rationale_ja="この行には達成度にあたるセルがありません。担当課の原稿には記載がある可能性があります。",
    message_ja="達成度が確認できません（欄が欠けています）。",
    message_en="The row holds no cell for the achievement.",
    example="実施状況と評価の次に、翌年度の実施計画が続いている",
    question_ja="達成度が確認できませんでした。貴課の原稿に記載があればその内容を、なければ該当する達成度をご記入ください。",
    answer="rating",
)
def lost_rating(table: ProgressTable) -> Iterator[Finding]:
    """Report every year for whose rating the row holds no cell."""
    yield from empty(table, "achievement", is_lost=True)


@rule(
    severity="warning",
    title_ja="実施状況の欄の欠落",
    title_en="Lost status",
    rationale="The row holds no cell for the status of a year; the original may have one.",
    rationale_ja="この行には実施状況にあたるセルがありません。担当課の原稿には記載がある可能性があります。",
    message_ja="実施状況が確認できません（欄が欠けています）。",
    message_en="The row holds no cell for the status.",
    example="前年度の達成度の次に、評価の文章が続いている",
    question_ja="実施状況が確認できませんでした。貴課の原稿に記載があればその内容を、なければ実施した内容をご記入ください。",
    answer="text",
)
def lost_status(table: ProgressTable) -> Iterator[Finding]:
    """Report every year for whose status the row holds no cell."""
    yield from empty(table, "status", is_lost=True)


@rule(
    severity="notice",
    title_ja="評価の欄の欠落",
    title_en="Lost evaluation",
    rationale="The row holds no cell for the evaluation of a year. A notice: sections often leave this field empty.",
    rationale_ja="この行には評価にあたるセルがありません。評価は記載されないことも多いため、参考として示します。",
    message_ja="担当課の評価が確認できません（欄が欠けています）。",
    message_en="The row holds no cell for the evaluation.",
    example="実施状況の次に達成度が続いている",
    question_ja="担当課の評価が確認できませんでした。貴課の原稿に記載があればその内容をご記入ください。",
    answer="text",
)
def lost_evaluation(table: ProgressTable) -> Iterator[Finding]:
    """Report every year for whose evaluation the row holds no cell."""
    yield from empty(table, "evaluation", is_lost=True)


@rule(
    severity="notice",
    title_ja="実施計画の欄の欠落",
    title_en="Lost plan",
    rationale="The row holds no cell for the plan of a year. A notice: no figure depends on it.",
    rationale_ja="この行には実施計画にあたるセルがありません。集計には影響しないため、参考として示します。",
    message_ja="実施計画が確認できません（欄が欠けています）。",
    message_en="The row holds no cell for the plan.",
    example="前年度の達成度の次に、実施状況の文章が続いている",
    question_ja="実施計画が確認できませんでした。貴課の原稿に記載があればその内容をご記入ください。",
    answer="text",
)
def lost_plan(table: ProgressTable) -> Iterator[Finding]:
    """Report every year for whose plan the row holds no cell."""
    yield from empty(table, "plan", is_lost=True)


@rule(
    severity="warning",
    title_ja="いずれかの欄の欠落",
    title_en="Some of several fields lost",
    rationale="The row holds fewer cells than these fields need, but which of them is empty cannot be told.",
    rationale_ja="この行のセルの数が欄の数に足りませんが、どの欄が欠けているかは判断できません。",
    message_ja="{observed}のうち{expected}欄の記載が確認できません。",
    message_en="Of {observed}, {expected} cannot be found.",
    example="実施計画・実施状況・評価の3欄に対し、文章が1つしかない",
    question_ja="{observed}のうち{expected}欄の記載が確認できませんでした。それぞれの内容をご記入ください。",
    answer="text",
)
def lost_among_fields(table: ProgressTable) -> Iterator[Finding]:
    """Report the fields of which more are asked than cells in doubt could fill."""
    yield from told_once(
        table,
        lambda row: (
            row.finding(
                None,
                gap.fiscal_year,
                observed=_told(gap),
                expected=str(gap.count),
                states={place_name(*place): state for place, state in gap.states.items()},
            )
            for gap in gaps(row)
            if gap.kind == "among"
        ),
    )


@rule(
    severity="notice",
    title_ja="計画書ページの記載なし",
    title_en="Missing page",
    rationale="Without the page the measure cannot be looked up in the plan.",
    rationale_ja="計画書の該当ページが確認できず、計画本文と照合できません。",
    message_ja="計画書のページが記載されていません。",
    message_en="No page of the plan is printed.",
    example="他の実施内容にはページがあり、この行にはない",
    question_ja="計画書のページが確認できませんでした。該当するページをご記入ください。",
    answer="text",
)
def missing_page(table: ProgressTable) -> Iterator[Finding]:
    """Report every row without a page, where the heading asks for one."""
    yield from _beside_the_years(table, "page")


@rule(
    severity="notice",
    title_ja="担当部署の記載なし",
    title_en="Missing bureau",
    rationale="The section is printed without the bureau it belongs to. A notice: the register may know it.",
    rationale_ja="担当課の属する部が記載されていません。",
    message_ja="担当部署（部）が記載されていません。",
    message_en="No bureau is printed.",
    example="担当課のみ記載され、担当部の欄が空欄",
    question_ja="担当部署（部）が確認できませんでした。部の名称をご記入ください。",
    answer="text",
)
def missing_bureau(table: ProgressTable) -> Iterator[Finding]:
    """Report every row without a bureau, where the heading asks for one."""
    yield from _beside_the_years(table, "bureau")


@rule(
    severity="warning",
    title_ja="一部の担当課の達成度なし",
    title_en="Rating missing for one section",
    rationale="The rating names some of the responsible sections only; for the others the year cannot be counted.",
    rationale_ja="担当課が複数あり、達成度が一部の課についてのみ記載されています。",
    message_ja="達成度「{observed}」には、担当課のうち{expected}の記載がありません。",
    message_en="The achievement '{observed}' gives none for {expected}.",
    example="担当課が2課あり、達成度に「【福祉課】50%」とのみ記載",
    question_ja="達成度が他の課についてのみ記載されています。{expected}の達成度をご記入ください。",
    answer="rating",
)
def missing_section_rating(table: ProgressTable) -> Iterator[Finding]:
    """Report each responsible section that a rating by section leaves out.

    Where the rating names a section that is not responsible, that is the question (`section_not_responsible`).
    """
    yield from told_once(table, lambda row: _sections_left_out(row, table))


@rule(
    severity="notice",
    title_ja="一部の担当課の実施状況なし",
    title_en="Status missing for one section",
    rationale="The status names some of the responsible sections only. A notice: one may have answered for all.",
    rationale_ja="担当課が複数あり、実施状況が一部の課についてのみ記載されています。他の課を兼ねている場合もあります。",
    message_ja="実施状況に、担当課のうち{expected}の記載がありません。",
    message_en="The status tells nothing of {expected}.",
    example="担当課が2課あり、実施状況に「（福祉課）研修を行った。」とのみ記載",
    question_ja="実施状況が他の課についてのみ記載されています。{expected}の実施状況をご記入ください。",
    answer="text",
)
def missing_section_status(table: ProgressTable) -> Iterator[Finding]:
    """Report each responsible section that a status by section leaves out."""
    yield from told_once(table, lambda row: _sections_untold(row, table))


def _told(gap: Gap) -> str:
    """Return the places of a gap in short: 令和3年度・令和4年度の実施状況・達成度."""
    fields = [label for name, label in FIELD_NAMES_JA.items() if name in {field for field, _ in gap.states}]
    return f"{'・'.join(fiscal_year_label(year) for year in gap.years)}の{'・'.join(fields)}"


def _sections_untold(row: MeasureRow, table: ProgressTable) -> Iterator[Finding]:
    ids = {name: key for key, record in table.departments.items() for name in (record.section_name, *record.aliases)}
    for _, fiscal_year, text in certain_texts(row, "status"):
        responsible = row.departments.get(fiscal_year, ())
        passages = split_passages(text, ids) if len(responsible) > 1 else []
        told = {ids.get(passage.department) if passage.department else None for passage in passages}
        if not told or not told <= set(responsible):
            continue
        for one in (name for name in responsible if name not in told):
            name = table.departments[one].section_name
            yield row.finding("status", fiscal_year, expected=name, department_id=one, text=text)


def _sections_left_out(row: MeasureRow, table: ProgressTable) -> Iterator[Finding]:
    for fiscal_year, rated in row.rated.items():
        printed = row.text("achievement", fiscal_year)
        responsible = row.departments.get(fiscal_year, ())
        has_stranger = any(one.department_id not in responsible and one.kind != "missing" for one in rated)
        if printed is None or has_stranger or not row.is_certain("achievement", fiscal_year):
            continue
        for one in rated:
            if one.kind == "missing" and one.department_id in responsible:
                name = table.departments[one.department_id].section_name
                place = ("achievement", fiscal_year)
                yield row.finding(*place, observed=printed, expected=name, department_id=one.department_id)


def _beside_the_years(table: ProgressTable, field: str) -> Iterator[Finding]:
    for row in table.rows:
        if (state := row.states.get((field, None))) in ("blank", "lost"):
            yield row.finding(field, state=state)
