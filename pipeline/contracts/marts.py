"""Schema `mart`: figures to quote. Each says its grain, its denominator, and what it leaves out.

Every column has a Japanese title, unique in its mart: the views of schema `ja` use it as heading.
"""

from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.contracts import fields
from pipeline.contracts.base import Contract

Flag = Series[bool]
Int = Series[pd.Int64Dtype]
Real = Series[float]
Text = Series[str]


def _column(title: str, description: str, **checks: Any) -> Any:
    return pa.Field(title=title, description=description, **checks)


def _count(title: str, description: str) -> Any:
    return _column(title, description, ge=0)


def _pct(title: str, description: str) -> Any:
    return _column(title, description, ge=0, nullable=True)


def _text(title: str, description: str) -> Any:
    return _column(title, description, nullable=True)


def _kind(title: str, description: str) -> Any:
    return _column(title, description, isin=fields.ACHIEVEMENT_KINDS)


def _table(name: str, *key: str) -> type[Contract.Config]:
    return type("Config", (Contract.Config,), {"name": f"mart.{name}", "unique": list(key)})


# Columns of several marts. Of the bases of a mart, the last one's columns come first: pandera collects them so.
class _OfDocument(Contract):
    document_id: Text = fields.document_id(title="文書")


class _OfYear(_OfDocument):
    fiscal_year: Int = fields.fiscal_year()
    fiscal_year_label: Text = _text("年度(和暦)", "Japanese name of the fiscal year, 令和5年度")


class _OfPolicy(Contract):
    policy_kind: Text = _column("施策区分", "Kind; NULL: policy unknown", isin=fields.POLICY_KINDS, nullable=True)
    policy_number: Int = _text("施策番号", "Number within its kind; NULL: policy unknown")
    policy_name: Text = _text("施策", "Title as printed; NULL: lost, or policy unknown")


class _OfBureau(Contract):
    bureau_name: Text = _text("担当部署", "Bureau in that year, several joined by ' / '; NULL: unknown")


class _OfDepartment(_OfBureau):
    department_id: Text = fields.department_id(title="担当課ID")
    section_name: Text = _column("担当課", "Name of the section")


class _OfMeasure(Contract):
    measure_id: Text = fields.measure_id(title="実施内容ID")
    measure_name: Text = _text("実施内容", "Name of the measure; NULL: lost in the source")


class _Achievements(Contract):
    measure_count: Int = _count("実施内容数", "Measures, first listings only")
    achievement_count: Int = _count("達成度の件数", "Their achievements, absent ones included: all kinds together")
    rated_count: Int = _count("達成度あり", "Of these: percent, (not) implemented, by component")
    percent_count: Int = _count("率の件数", "Printed percents: denominator of percent_mean")
    percent_sum: Real = _count("率の合計", "Sum of the printed percents; 0: none")
    percent_mean: Real = _pct("率の平均", "percent_sum / percent_count, unweighted; without 実施")
    percent_min: Real = _pct("率の最小", "Lowest printed percent")
    percent_max: Real = _pct("率の最大", "Highest printed percent; can exceed 100")
    implemented_count: Int = _count("実施", "Rated 実施, without a percent")
    not_implemented_count: Int = _count("未実施", "Rated 未実施, without a percent")
    by_component_count: Int = _count("内訳別の率", "Lists of percents (①…); not in the mean")
    not_applicable_count: Int = _count("該当なし", "A dash, 該当なし or the like is printed")
    unreadable_count: Int = _count("読取不能", "Printed, but in none of the known forms")
    missing_count: Int = _count("未記入", "Asked for, but nothing is printed or it is lost")
    not_due_count: Int = _count("未到来", "Not yet asked for in this edition; not missing")
    shared_count: Int = _count("複数課共通", "Of achievement_count: given for several departments")
    has_uncertain_count: Int = _count("要確認", "Of achievement_count: a cell of the row is in doubt")
    reprise_count: Int = _count("再掲(集計外)", "Repeated measures (再掲), left out of every other count")


class _Completeness(Contract):
    listing_count: Int = _count("実施内容の行数", "Measure lines, repeated listings included")
    reprise_listing_count: Int = _count("うち再掲の行数", "Of listing_count: repeated listings")
    asked_count: Int = _count("記入対象", "filled + dash + blank + lost + quarantined")
    filled_count: Int = _count("記入あり", "A text is printed")
    dash_count: Int = _count("「-」のみ", "A dash is printed and nothing else")
    blank_count: Int = _count("空欄", "An empty cell is printed")
    lost_count: Int = _count("欠落", "The row holds no cell for the field")
    quarantined_count: Int = _count("判読不能", "The row could not be read")
    not_due_count: Int = _count("対象外", "The heading does not ask for it in that year; not in asked_count")
    filled_share: Real = _column("記入率", "filled_count / asked_count; NULL: 0 asked", ge=0, le=1, nullable=True)


class AchievementByDepartmentYear(_OfDepartment, _OfYear):
    """GRAIN: document × fiscal year × department. DENOMINATOR: own_count for values of its own, shared_count for values
    given for several departments together; the mean is over own printed percents (own_percent_count) only. A shared
    value stands under each department that shares it: do not add shared columns over departments. Counts achievements
    of first listings; repeated measures are in reprise_count alone. 実施 is counted, never averaged."""

    measure_count: Int = _count("実施内容数", "Measures: own_count + shared_count")
    own_count: Int = _count("単独", "Achievements of its own, absent ones included")
    own_rated_count: Int = _count("単独:達成度あり", "Of own_count: rated")
    own_percent_count: Int = _count("単独:率の件数", "Own printed percents: denominator of own_percent_mean")
    own_percent_sum: Real = _count("単独:率の合計", "Sum of the own percents; 0: none")
    own_percent_mean: Real = _pct("単独:率の平均", "own_percent_sum / own_percent_count, unweighted; without 実施")
    own_percent_min: Real = _pct("単独:率の最小", "Lowest own percent")
    own_percent_max: Real = _pct("単独:率の最大", "Highest own percent; can exceed 100")
    own_implemented_count: Int = _count("単独:実施", "Own, rated 実施")
    own_not_implemented_count: Int = _count("単独:未実施", "Own, rated 未実施")
    own_by_component_count: Int = _count("単独:内訳別の率", "Own lists of percents (①…); not in the mean")
    own_not_applicable_count: Int = _count("単独:該当なし", "Own, a dash or 該当なし")
    own_unreadable_count: Int = _count("単独:読取不能", "Own, in none of the known forms")
    own_missing_count: Int = _count("単独:未記入", "Own, asked for but absent")
    own_not_due_count: Int = _count("単独:未到来", "Own, not yet asked for in this edition")
    shared_count: Int = _count("共通", "Achievements given for it and others together, absent included")
    shared_rated_count: Int = _count("共通:達成度あり", "Of shared_count: rated")
    shared_percent_count: Int = _count("共通:率の件数", "Shared printed percents; in no mean here")
    shared_implemented_count: Int = _count("共通:実施", "Shared, rated 実施")
    shared_not_implemented_count: Int = _count("共通:未実施", "Shared, rated 未実施")
    shared_by_component_count: Int = _count("共通:内訳別の率", "Shared lists of percents (①…)")
    shared_not_applicable_count: Int = _count("共通:該当なし", "Shared, a dash or 該当なし")
    shared_unreadable_count: Int = _count("共通:読取不能", "Shared, in none of the known forms")
    shared_missing_count: Int = _count("共通:未記入", "Shared, asked for but absent")
    shared_not_due_count: Int = _count("共通:未到来", "Shared, not yet asked for in this edition")
    has_uncertain_count: Int = _count("要確認", "Of measure_count: a cell of the row is in doubt")
    narrative_only_count: Int = _count("記述のみ(集計外)", "A text names it, the section column does not; no rating")
    reprise_count: Int = _count("再掲(集計外)", "Repeated measures (再掲), left out of every other count")

    Config = _table("achievement_by_department_year", "document_id", "fiscal_year", "department_id")


class AchievementByPolicyYear(_Achievements, _OfPolicy, _OfYear):
    """GRAIN: document × fiscal year × policy (items rolled up; unknown policy: a row with NULL number). DENOMINATOR:
    achievement_count; of the mean, percent_count. Counts achievements of first listings, one given for several
    departments once; repeated measures are in reprise_count, where they are repeated. 実施 is never averaged."""

    Config = _table("achievement_by_policy_year", "document_id", "fiscal_year", "policy_kind", "policy_number")


class AchievementByBureauYear(_Achievements, _OfBureau, _OfYear):
    """GRAIN: document × fiscal year × bureau (NULL: unknown). DENOMINATOR: achievement_count; of the mean,
    percent_count. Counts achievements of first listings. One that several bureaus share is counted once, under
    the bureau of the department that comes first, and is in counted_elsewhere_count of the others. 実施 is never
    averaged."""

    counted_elsewhere_count: Int = _count("他部署で集計", "Shared achievements counted under another bureau")

    Config = _table("achievement_by_bureau_year", "document_id", "fiscal_year", "bureau_name")


class MeasureTimeline(_OfPolicy, _OfMeasure, _OfDocument):
    """GRAIN: document × measure, first listings and repetitions (is_reprise: leave these out of sums). DENOMINATOR:
    year_count = rated + missing + unrated + not due years. Counts a value given for several departments once; different
    values of one year stand side by side."""

    item_no: Text = _text("項目番号", "Number of the item, 1-2; NULL: unknown")
    section_names: Text = _column("担当課", "Departments over all years, joined by ' / '")
    is_reprise: Flag = _column("再掲である", "A repetition of an earlier listing")
    reprise_of_measure_id: Text = _text("再掲元ID", "First listing, where this is a repetition")
    first_fiscal_year: Int = fields.fiscal_year(title="最初の年度", description="First year of the heading")
    last_fiscal_year: Int = fields.fiscal_year(title="最後の年度", description="Last year of the heading")
    achievement_by_year: Text = _column(
        "達成度の推移", "As printed, `2019: 実施 | 2020: 50%`; several by ' / '; (未記入) missing, (未到来) not due"
    )
    achievement_kind_by_year: Text = _column("種類の推移", "Kinds, `2019: implemented | 2020: percent`")
    percent_first: Real = _pct("最初の率", "Percent of the first year whose only value is a percent")
    percent_last: Real = _pct("最後の率", "Percent of the last year whose only value is a percent")
    percent_count: Int = _count("率の件数", "Printed percents over all years")
    year_count: Int = _count("年度数", "Fiscal years of the heading")
    rated_year_count: Int = _count("達成度のある年度数", "Years with at least one rating")
    missing_year_count: Int = _count("未記入の年度数", "Years without a rating, with a missing one")
    unrated_year_count: Int = _count("該当なし等の年度数", "Years with nothing but dashes or unreadable ones")
    not_due_year_count: Int = _count("未到来の年度数", "Years not yet asked for in this edition")

    Config = _table("measure_timeline", "document_id", "measure_id")


class AchievementChange(_OfMeasure, _OfYear):
    """GRAIN: document × measure × department × pair of consecutive fiscal years (fiscal_year: the later one), both due.
    A section that was renamed is followed to its one predecessor. DENOMINATOR of a mean change: rows with change_points
    and is_counted (a shared value stands under each department). First listings only. 実施 has no points."""

    fiscal_year_before: Int = fields.fiscal_year(title="前年度", description="The earlier year")
    department_id: Text = fields.department_id(title="担当課ID", description="Section in the later year")
    section_name: Text = _column("担当課", "Name of the section in the later year")
    department_id_before: Text = _column("前年度の担当課ID", "Section in the earlier year: the same or predecessor")
    achievement_kind_before: Text = _kind("前年度の種類", "Kind in the earlier year")
    achievement_kind: Text = _kind("種類", "Kind in the later year")
    achievement_pct_before: Real = _pct("前年度の率", "Printed percent of the earlier year")
    achievement_pct: Real = _pct("率", "Printed percent of the later year")
    change_points: Real = _text("増減(ポイント)", "Later minus earlier percent; NULL unless both are printed")
    is_scale_change: Flag = _column("尺度の変更", "Rated in both years, but not both by percent, word or components")
    is_shared: Flag = _column("複数課共通", "One of the two or both are given for several departments")
    is_counted: Flag = _column("集計対象", "True in at most one row per achievement of the later year")
    has_uncertain_cell: Flag = _column("要確認", "A cell behind one of the two is in doubt")

    Config = _table("achievement_change", "document_id", "measure_id", "department_id", "fiscal_year")


class _OfField(_OfDocument):
    fiscal_year: Int = fields.fiscal_year(nullable=True)
    fiscal_year_label: Text = _text("年度(和暦)", "Japanese name of the fiscal year, 令和5年度")
    field: Text = _column("項目", "Field", isin=fields.FIELDS)
    heading_as_printed: Text = _text("見出し", "Heading as printed, several by ' / '; NULL: not asked for")


class CompletenessByYearField(_Completeness, _OfField):
    """GRAIN: document × fiscal year (NULL: fields without a year) × field. DENOMINATOR: asked_count, what headings ask
    for in measure lines, repeated listings included: they have cells of their own. A plan, status, evaluation or
    achievement that the heading of a line does not ask for in one of the document's years is not_due, never missing."""

    Config = _table("completeness_by_year_field", "document_id", "fiscal_year", "field")


class CompletenessByDepartmentYear(_Completeness, _OfDepartment, _OfYear):
    """GRAIN: document × fiscal year × responsible department. DENOMINATOR: asked_count, the plans, statuses,
    evaluations and achievements that headings ask for in its measure lines, repeated listings included. A line of
    several departments is under each of them (shared_asked_count): do not add over departments."""

    shared_asked_count: Int = _count("うち複数課の欄", "Of asked_count: in lines of several departments")

    Config = _table("completeness_by_department_year", "document_id", "fiscal_year", "department_id")


class CompletenessByPolicyYear(_Completeness, _OfPolicy, _OfYear):
    """GRAIN: document × fiscal year × policy (items rolled up; unknown policy: a row with NULL number). DENOMINATOR:
    asked_count, the plans, statuses, evaluations and achievements that headings ask for in its measure lines, repeated
    listings included, a line of several departments once."""

    Config = _table("completeness_by_policy_year", "document_id", "fiscal_year", "policy_kind", "policy_number")


class RepriseAgreement(_OfMeasure, _OfYear):
    """GRAIN: document × repeated measure (再掲) × fiscal year that is due in one of its two listings. DENOMINATOR of a
    rate of agreement: the rows. Compares all achievements of the year, a shared one once."""

    first_measure_id: Text = fields.measure_id(title="再掲元ID", description="The first listing")
    first_achievement: Text = _text("再掲元の達成度", "First listing, as printed; several by ' / '")
    achievement: Text = _text("再掲の達成度", "This listing, as printed; several by ' / '")
    first_achievement_kinds: Text = _column("再掲元の種類", "Kinds in the first listing")
    achievement_kinds: Text = _column("再掲の種類", "Kinds in this listing")
    first_achievement_pct: Real = _pct("再掲元の率", "Percent, where the first listing's only value")
    achievement_pct: Real = _pct("再掲の率", "Percent, where this listing's only value")
    difference_points: Real = _text("差(ポイント)", "This minus first percent; NULL unless both are there")
    is_equal: Flag = _column("達成度の一致", "Same kinds and percents (100 = 100%); both missing: true")
    is_status_equal: Flag = _column("実施状況の一致", "Same status texts, white space aside; none in both: true")
    has_uncertain_cell: Flag = _column("要確認", "A cell behind one of the two is in doubt")

    Config = _table("reprise_agreement", "document_id", "measure_id", "fiscal_year")


class RepeatedNarrative(_OfMeasure, _OfDocument):
    """GRAIN: document × measure × field × text that is printed in two or more fiscal years (white space aside, ten
    characters or more). Counts years, however many departments carry the text. DENOMINATOR: none, texts that are not
    repeated are not here. First listings only."""

    field: Text = _column("項目", "Field", isin=["plan", "status", "evaluation"])
    text: Text = _column("本文", "The text as printed in the first of the years")
    section_names: Text = _column("担当課", "Departments that carry the text, joined by ' / '")
    first_fiscal_year: Int = fields.fiscal_year(title="最初の年度", description="First year with the text")
    last_fiscal_year: Int = fields.fiscal_year(title="最後の年度", description="Last year with the text")
    year_count: Int = _column("年度数", "Fiscal years with the text", ge=2)
    are_years_consecutive: Flag = _column("連続年度", "No year without the text in between")

    Config = _table("repeated_narrative", "document_id", "measure_id", "field", "text")


MARTS: tuple[type[Contract], ...] = (
    AchievementByDepartmentYear,
    AchievementByPolicyYear,
    AchievementByBureauYear,
    MeasureTimeline,
    AchievementChange,
    CompletenessByYearField,
    CompletenessByDepartmentYear,
    CompletenessByPolicyYear,
    RepriseAgreement,
    RepeatedNarrative,
)
