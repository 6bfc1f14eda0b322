"""What is asked for and what is there: by field, department and policy."""

from pipeline.contracts import fields, names
from pipeline.contracts.marts.columns import (
    Completeness,
    Flag,
    Int,
    OfDepartment,
    OfMeasure,
    OfPlan,
    OfPolicy,
    OfYear,
    Text,
    column,
    count,
    table,
    text,
)


class AskedField(OfPolicy, OfMeasure, OfPlan):
    """GRAIN: plan × measure × field × fiscal year (NULL: fields without a year). DENOMINATOR: none; the marts of
    completeness sum its flags. What no edition asks for in one of the plan's years is a row with not_due."""

    fiscal_year: Int = fields.fiscal_year(nullable=True)
    fiscal_year_label: Text = text("年度(和暦)", "Japanese name of the fiscal year, 令和5年度")
    field: Text = column("項目", "Field", isin=names.FIELDS)
    state: Text = column("状態", "What became of it", isin=[*names.FIELD_STATES, "not_due"])
    is_reprise: Flag = column("再掲である", "A repetition of an earlier listing")
    document_id: Text = text("文書", "Edition that it comes from; NULL: none asks for it")
    line_no: Int = text("行", "Line of the measure there")
    asked_count: Int = count("記入対象", "1: an edition asks for it")
    filled_count: Int = count("記入あり", "1: a text is printed")
    dash_count: Int = count("「-」のみ", "1: a dash and nothing else")
    blank_count: Int = count("空欄", "1: an empty cell is printed")
    lost_count: Int = count("欠落", "1: the row holds no cell for the field")
    quarantined_count: Int = count("判読不能", "1: the row could not be read")
    not_due_count: Int = count("対象外", "1: no edition asks for it in that year")

    Config = table("asked_field", "plan_id", "measure_id", "field", "fiscal_year")


class _OfField(OfPlan):
    fiscal_year: Int = fields.fiscal_year(nullable=True)
    fiscal_year_label: Text = text("年度(和暦)", "Japanese name of the fiscal year, 令和5年度")
    field: Text = column("項目", "Field", isin=names.FIELDS)
    heading_as_printed: Text = text("見出し", "Heading as printed, several by ' / '; NULL: not asked for")


class CompletenessByYearField(Completeness, _OfField):
    """GRAIN: plan × fiscal year (NULL: fields without a year) × field. DENOMINATOR: asked_count, what headings ask
    for in measure lines, repeated listings included: they have cells of their own. A plan, status, evaluation or
    achievement that the heading of a line does not ask for in one of the plan's years is not_due, never missing."""

    Config = table("completeness_by_year_field", "plan_id", "fiscal_year", "field")


class CompletenessByDepartmentYear(Completeness, OfDepartment, OfYear):
    """GRAIN: plan × fiscal year × responsible department. DENOMINATOR: asked_count, the plans, statuses,
    evaluations and achievements that headings ask for in its measure lines, repeated listings included. A line of
    several departments is under each of them (shared_asked_count): do not add over departments."""

    shared_asked_count: Int = count("うち複数課の欄", "Of asked_count: in lines of several departments")

    Config = table("completeness_by_department_year", "plan_id", "fiscal_year", "department_id")


class CompletenessByPolicyYear(Completeness, OfPolicy, OfYear):
    """GRAIN: plan × fiscal year × policy (items rolled up; unknown policy: a row with NULL number). DENOMINATOR:
    asked_count, the plans, statuses, evaluations and achievements that headings ask for in its measure lines, repeated
    listings included, a line of several departments once."""

    Config = table(
        "completeness_by_policy_year", "plan_id", "fiscal_year", "policy_kind", "policy_number", "policy_name"
    )
