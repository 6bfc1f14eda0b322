"""Columns that stand in more than one mart, described once.

Every column has a Japanese title, unique in its mart: the views of schema `ja` use it as heading.
"""

from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.contracts import fields, names
from pipeline.contracts.base import Contract

Flag = Series[bool]
Int = Series[pd.Int64Dtype]
Real = Series[float]
Text = Series[str]


def column(title: str, description: str, **checks: Any) -> Any:
    """Return a column."""
    return pa.Field(title=title, description=description, **checks)


def count(title: str, description: str) -> Any:
    """Return a column of counts."""
    return column(title, description, ge=0)


def pct(title: str, description: str) -> Any:
    """Return a column of percents, NULL where there is none."""
    return column(title, description, ge=0, nullable=True)


def text(title: str, description: str) -> Any:
    """Return a column that may be NULL."""
    return column(title, description, nullable=True)


def kind(title: str, description: str) -> Any:
    """Return the column for a kind of achievement."""
    return column(title, description, isin=names.ACHIEVEMENT_KINDS)


def table(name: str, *key: str) -> type[Contract.Config]:
    """Return the table's name and key."""
    return type("Config", (Contract.Config,), {"name": f"mart.{name}", "unique": list(key)})


# Columns of several marts. Of the bases of a mart, the last one's columns come first: pandera collects them so.
class OfPlan(Contract):
    """Key of a mart: the plan."""

    plan_id: Text = fields.plan_id()


class OfYear(OfPlan):
    """Key of a mart: plan and fiscal year."""

    fiscal_year: Int = fields.fiscal_year()
    fiscal_year_label: Text = text("年度(和暦)", "Japanese name of the fiscal year, 令和5年度")


class OfPolicy(Contract):
    """The policy of a measure."""

    policy_kind: Text = column("施策区分", "Kind; NULL: policy unknown", isin=names.POLICY_KINDS, nullable=True)
    policy_number: Int = text("施策番号", "Number within its kind; NULL: policy unknown")
    policy_name: Text = text("施策", "Title as printed; NULL: lost, or policy unknown")


class OfBureau(Contract):
    """The bureau of a department."""

    bureau_name: Text = text("担当部署", "Bureau in that year, several joined by ' / '; NULL: unknown")


class OfDepartment(OfBureau):
    """A department, with its bureau."""

    department_id: Text = fields.department_id(title="担当課ID")
    section_name: Text = column("担当課", "Name of the section")


class OfMeasure(Contract):
    """A measure."""

    measure_id: Text = fields.measure_id(title="実施内容ID")
    measure_name: Text = text("実施内容", "Name of the measure; NULL: lost in the source")


class Achievements(Contract):
    """Counts of achievements, by kind."""

    measure_count: Int = count("実施内容数", "Measures, first listings only")
    achievement_count: Int = count("達成度の件数", "Their achievements, absent ones included: all kinds together")
    rated_count: Int = count("達成度あり", "Of these: percent, (not) implemented, by component, graded")
    percent_count: Int = count("率の件数", "Printed percents: denominator of percent_mean")
    percent_sum: Real = count("率の合計", "Sum of the printed percents; 0: none")
    percent_mean: Real = pct("率の平均", "percent_sum / percent_count, unweighted; without 実施")
    percent_min: Real = pct("率の最小", "Lowest printed percent")
    percent_max: Real = pct("率の最大", "Highest printed percent; can exceed 100")
    implemented_count: Int = count("実施", "Rated 実施, without a percent")
    not_implemented_count: Int = count("未実施", "Rated 未実施, without a percent")
    by_component_count: Int = count("内訳別の率", "Lists of percents (①…); not in the mean")
    graded_count: Int = count("評価記号", "Marks of a rating scale; see the marts of grades")
    not_applicable_count: Int = count("該当なし", "A dash, 該当なし or the like is printed")
    unreadable_count: Int = count("読取不能", "Printed, but in none of the known forms")
    missing_count: Int = count("未記入", "Asked for, but nothing is printed or it is lost")
    not_due_count: Int = count("未到来", "Not yet asked for in any edition; not missing")
    shared_count: Int = count("複数課共通", "Of achievement_count: given for several departments")
    has_uncertain_count: Int = count("要確認", "Of achievement_count: a cell of the row is in doubt")
    reprise_count: Int = count("再掲(集計外)", "Repeated measures (再掲), left out of every other count")


class Completeness(Contract):
    """Counts of what is asked for, by state."""

    listing_count: Int = count("実施内容の行数", "Measure lines, repeated listings included")
    reprise_listing_count: Int = count("うち再掲の行数", "Of listing_count: repeated listings")
    asked_count: Int = count("記入対象", "filled + dash + blank + lost + quarantined")
    filled_count: Int = count("記入あり", "A text is printed")
    dash_count: Int = count("「-」のみ", "A dash is printed and nothing else")
    blank_count: Int = count("空欄", "An empty cell is printed")
    lost_count: Int = count("欠落", "The row holds no cell for the field")
    quarantined_count: Int = count("判読不能", "The row could not be read")
    not_due_count: Int = count("対象外", "The heading does not ask for it in that year; not in asked_count")
    filled_share: Real = column("記入率", "filled_count / asked_count; NULL: 0 asked", ge=0, le=1, nullable=True)
