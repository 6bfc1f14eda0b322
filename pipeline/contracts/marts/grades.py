"""Marks of rating scales, counted, and indicators year by year."""

import pandas as pd
from pandera.typing import Series

from pipeline.contracts import fields
from pipeline.contracts.base import Contract
from pipeline.contracts.marts.columns import (
    Int,
    OfMeasure,
    OfPolicy,
    OfYear,
    Real,
    Text,
    column,
    count,
    table,
    text,
)


class Grades(Contract):
    """Counts of one mark of one scale. Marks of different scales say nothing of each other."""

    rating_scale_id: Text = fields.rating_scale_id(title="評価尺度")
    heading: Text = column("見出し", "Heading of the column that uses the scale")
    achievement_grade: Text = column("評価記号", "Mark of the scale")
    meaning: Text = text("意味", "What the mark means; NULL: not told")
    order_no: Int = text("順序", "Position in the legend; NULL: not told")
    is_higher_better: Series[pd.BooleanDtype] = column(
        "数が大きいほど良い", "Of marks that are numbers; NULL: not told", nullable=True
    )
    source: Text = column("尺度の根拠", "declared, legend or learnt")
    graded_count: Int = count("件数", "Ratings with this mark")
    shared_count: Int = count("うち複数課共通", "Of graded_count: given for several departments")
    has_uncertain_count: Int = count("うち要確認", "Of graded_count: a cell of the row is in doubt")
    scale_count: Int = count("尺度の件数", "Ratings with any mark of the scale: the denominator")


class GradeByPolicyYear(Grades, OfPolicy, OfYear):
    """GRAIN: plan × fiscal year × policy × rating scale × mark. DENOMINATOR: scale_count. Counts ratings of first
    listings, one given for several departments once. Marks are counted, never averaged or converted."""

    Config = table(
        "grade_by_policy_year",
        "plan_id",
        "fiscal_year",
        "policy_kind",
        "policy_number",
        "policy_name",
        "rating_scale_id",
        "achievement_grade",
    )


class GradeByDepartmentYear(Grades, OfYear):
    """GRAIN: plan × fiscal year × department × rating scale × mark. DENOMINATOR: scale_count. A rating given for
    several departments stands under each of them (shared_count): add none of those over departments. Marks are
    counted, never averaged or converted; the table is no ranking of sections."""

    department_id: Text = fields.department_id(title="担当課ID")
    section_name: Text = column("担当課", "Name of the section")

    Config = table(
        "grade_by_department_year",
        "plan_id",
        "fiscal_year",
        "department_id",
        "rating_scale_id",
        "achievement_grade",
    )


class IndicatorTimeline(OfMeasure, OfYear):
    """GRAIN: plan × measure × indicator × fiscal year. DENOMINATOR: none; figures as printed and as numbers. From the
    newest edition that tells of the measure's indicators."""

    indicator_no: Int = column("指標番号", "Position among the measure's indicators, from 1", ge=1)
    indicator_name: Text = text("指標", "What is measured")
    unit: Text = text("単位", "Unit of the figures, as printed")
    baseline_as_printed: Text = text("基準値", "Value before the plan, as printed")
    baseline_number: Real = text("基準値(数値)", "The baseline as a number; NULL: it is none")
    target_as_printed: Text = text("目標値", "What is to be reached, as printed")
    target_number: Real = text("目標値(数値)", "The target as a number; NULL: it is none")
    actual_as_printed: Text = text("実績値", "What was reached, as printed")
    actual_number: Real = text("実績値(数値)", "The actual as a number; NULL: it is none")
    document_id: Text = fields.document_id(title="文書ID")
    source_line_no: Int = fields.line_no(title="行番号")

    Config = table("indicator_timeline", "plan_id", "measure_id", "indicator_no", "fiscal_year")
