"""What became of one measure from year to year and from edition to edition."""

from pipeline.contracts import fields
from pipeline.contracts.marts.columns import (
    Flag,
    Int,
    OfMeasure,
    OfPlan,
    OfPolicy,
    OfYear,
    Real,
    Text,
    column,
    count,
    kind,
    pct,
    table,
    text,
)
from pipeline.values.field_names import YEARLY_FIELDS


class MeasureTimeline(OfPolicy, OfMeasure, OfPlan):
    """GRAIN: plan × measure, first listings and repetitions (is_reprise: leave these out of sums). DENOMINATOR:
    year_count = rated + missing + unrated + not due years. Counts a value given for several departments once; different
    values of one year stand side by side."""

    item_no: Text = text("項目番号", "Number of the item, 1-2; NULL: unknown")
    section_names: Text = column("担当課", "Departments over all years, joined by ' / '")
    is_reprise: Flag = column("再掲である", "A repetition of an earlier listing")
    reprise_of_measure_id: Text = text("再掲元ID", "First listing, where this is a repetition")
    first_fiscal_year: Int = fields.fiscal_year(title="最初の年度", description="First year of any edition")
    last_fiscal_year: Int = fields.fiscal_year(title="最後の年度", description="Last year of any edition")
    achievement_by_year: Text = column(
        "達成度の推移", "As printed, `2019: 実施 | 2020: 50%`; several by ' / '; (未記入) missing, (未到来) not due"
    )
    achievement_kind_by_year: Text = column("種類の推移", "Kinds, `2019: implemented | 2020: percent`")
    percent_first: Real = pct("最初の率", "Percent of the first year whose only value is a percent")
    percent_last: Real = pct("最後の率", "Percent of the last year whose only value is a percent")
    percent_count: Int = count("率の件数", "Printed percents over all years")
    year_count: Int = count("年度数", "Fiscal years of all editions")
    rated_year_count: Int = count("達成度のある年度数", "Years with at least one rating")
    missing_year_count: Int = count("未記入の年度数", "Years without a rating, with a missing one")
    unrated_year_count: Int = count("該当なし等の年度数", "Years with nothing but dashes or unreadable ones")
    not_due_year_count: Int = count("未到来の年度数", "Years not yet asked for in any edition")

    Config = table("measure_timeline", "plan_id", "measure_id")


class AchievementChange(OfMeasure, OfYear):
    """GRAIN: plan × measure × department × pair of consecutive fiscal years (fiscal_year: the later one), both due.
    A section that was renamed is followed to its one predecessor. DENOMINATOR of a mean change: rows with change_points
    and is_counted (a shared value stands under each department). First listings only. 実施 has no points."""

    fiscal_year_before: Int = fields.fiscal_year(title="前年度", description="The earlier year")
    department_id: Text = fields.department_id(title="担当課ID", description="Section in the later year")
    section_name: Text = column("担当課", "Name of the section in the later year")
    department_id_before: Text = column("前年度の担当課ID", "Section in the earlier year: the same or predecessor")
    achievement_kind_before: Text = kind("前年度の種類", "Kind in the earlier year")
    achievement_kind: Text = kind("種類", "Kind in the later year")
    achievement_pct_before: Real = pct("前年度の率", "Printed percent of the earlier year")
    achievement_pct: Real = pct("率", "Printed percent of the later year")
    change_points: Real = text("増減(ポイント)", "Later minus earlier percent; NULL unless both are printed")
    is_scale_change: Flag = column("尺度の変更", "Rated in both years, but not both by percent, word or components")
    is_shared: Flag = column("複数課共通", "One of the two or both are given for several departments")
    is_counted: Flag = column("集計対象", "True in at most one row per achievement of the later year")
    has_uncertain_cell: Flag = column("要確認", "A cell behind one of the two is in doubt")

    Config = table("achievement_change", "plan_id", "measure_id", "department_id", "fiscal_year")


class Restatement(OfMeasure, OfYear):
    """GRAIN: plan × measure × fiscal year × field × department × edition that prints another value of the year than the
    edition before it that asks for the same. DENOMINATOR: none. Differences of width, blanks or notation alone are no
    restatement, nor is a cell lost in reading. Of a cell that several departments share, one row is_counted."""

    department_id: Text = fields.department_id(title="担当課ID")
    section_name: Text = column("担当課", "Name of the section")
    field: Text = column("項目", "Field", isin=YEARLY_FIELDS)
    kind: Text = column("訂正の種類", "changed; filled: was blank or a dash; emptied", isin=fields.RESTATEMENT_KINDS)
    before_document_id: Text = column("訂正前の文書", "Earlier edition")
    before_line_no: Int = column("訂正前の行", "Line of the measure in the earlier edition")
    before_text: Text = text("訂正前", "As printed there; NULL: blank")
    after_document_id: Text = column("訂正後の文書", "Later edition")
    after_line_no: Int = column("訂正後の行", "Line of the measure in the later edition")
    after_text: Text = text("訂正後", "As printed there; NULL: blank")
    is_counted: Flag = column("集計対象", "True in one row per restated cell")

    Config = table("restatement", "plan_id", "measure_id", "fiscal_year", "department_id", "field", "after_document_id")
