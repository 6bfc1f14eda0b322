"""Schema `core`: dimensions, listings, and the long fact table year × measure × department."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.contracts import fields, names
from pipeline.contracts.base import Contract


class DimFiscalYear(Contract):
    """Grain: one fiscal year that a document of the warehouse speaks of in a heading."""

    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year()
    label: Series[str] = pa.Field(title="年度", description="Japanese name, 令和5年度")

    class Config(Contract.Config):
        """Table."""

        name = "core.dim_fiscal_year"
        unique = ["fiscal_year"]


class DimPolicy(Contract):
    """Grain: one policy (item_no NULL), or one item of a policy."""

    policy_id: Series[str] = fields.policy_id()
    parent_policy_id: Series[str] = fields.policy_id(
        description="The policy that an item belongs to; its own id if it is none"
    )
    municipality_code: Series[str] = fields.municipality_code()
    plan_code: Series[str] = pa.Field(description="Plan, as in the register")
    kind: Series[str] = pa.Field(
        isin=names.POLICY_KINDS,
        description="basic (基本施策), priority (重点施策), other (another or unknown word)",
    )
    number: Series[pd.Int64Dtype] = pa.Field(nullable=True, description="Number of the policy within its kind")
    name: Series[str] = pa.Field(nullable=True, title="施策", description="Title as printed; NULL: the title is lost")
    item_no: Series[str] = pa.Field(
        nullable=True, description="Number of the item, 1-2, or its name if it has none; NULL: the policy itself"
    )
    item_name: Series[str] = pa.Field(
        nullable=True, title="計画における項目", description="Title of the item as printed"
    )

    class Config(Contract.Config):
        """Table."""

        name = "core.dim_policy"
        unique = ["policy_id"]


class DimDepartment(Contract):
    """Grain: one section (課) under one name, with the fiscal years in which the name is valid."""

    department_id: Series[str] = fields.department_id()
    municipality_code: Series[str] = fields.municipality_code()
    section_name: Series[str] = pa.Field(title="担当課", description="Name of the section, misreadings resolved")
    bureau_name: Series[str] = pa.Field(
        nullable=True,
        title="担当部署",
        description="Bureau it belongs to: as registered, else as printed most often",
    )
    valid_from_fy: Series[pd.Int64Dtype] = fields.fiscal_year(
        nullable=True, description="First fiscal year of the name"
    )
    valid_to_fy: Series[pd.Int64Dtype] = fields.fiscal_year(nullable=True, description="Last fiscal year of the name")
    successor_department_id: Series[str] = fields.department_id(
        nullable=True, description="Section that took over when the name ended"
    )
    aliases: Series[str] = pa.Field(nullable=True, description="Other spellings and misreadings, separated by |")
    is_registered: Series[bool] = pa.Field(description="Listed in seeds/departments.csv")

    class Config(Contract.Config):
        """Table."""

        name = "core.dim_department"
        unique = ["department_id"]


class DimMeasure(Contract):
    """Grain: one measure under one policy item. A repetition elsewhere (再掲) is a row that points to the first."""

    measure_id: Series[str] = fields.measure_id()
    municipality_code: Series[str] = fields.municipality_code()
    plan_code: Series[str] = pa.Field(description="Plan, as in the register")
    policy_id: Series[str] = fields.policy_id(nullable=True)
    name: Series[str] = pa.Field(
        nullable=True,
        title="実施内容",
        description="Name, known misreadings mended; NULL: lost in the source",
    )
    description: Series[str] = pa.Field(nullable=True, description="What the measure is, where the document says so")
    reprise_of_measure_id: Series[str] = fields.measure_id(
        nullable=True,
        title="再掲",
        description="The first listing of the same measure; marts count only that one",
    )

    class Config(Contract.Config):
        """Table."""

        name = "core.dim_measure"
        unique = ["measure_id"]


class MeasureListing(Contract):
    """Grain: one measure line of a document."""

    document_id: Series[str] = fields.document_id()
    line_no: Series[pd.Int64Dtype] = fields.line_no()
    measure_id: Series[str] = fields.measure_id()
    name_as_printed: Series[str] = pa.Field(nullable=True, title="実施内容", description="Name as printed")
    page: Series[pd.Int64Dtype] = pa.Field(nullable=True, title="計画書ページ", description="Page of the plan")
    is_reprise_marked: Series[bool] = pa.Field(title="再掲", description="The line carries the mark of a repetition")

    class Config(Contract.Config):
        """Table."""

        name = "core.measure_listing"
        unique = ["document_id", "line_no"]


class BridgeMeasureDepartment(Contract):
    """Grain: one department that answers for one measure in one fiscal year, according to one document."""

    document_id: Series[str] = fields.document_id()
    measure_id: Series[str] = fields.measure_id()
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year()
    department_id: Series[str] = fields.department_id()
    bureau_name: Series[str] = pa.Field(
        nullable=True,
        title="担当部署",
        description="Bureau in that year, as printed in the row or registered",
    )
    is_responsible: Series[bool] = pa.Field(
        description="The section column names it; false: only a rating or narrative of that year does"
    )

    class Config(Contract.Config):
        """Table."""

        name = "core.bridge_measure_department"
        unique = ["document_id", "measure_id", "fiscal_year", "department_id"]


class FactProgress(Contract):
    """Grain: document × fiscal year × measure × department. A value given for several departments together stands in
    each of their rows with attribution `shared`; `is_counted` is true in exactly one of them. Counting rows over
    departments or over repeated measures without that column and `reprise_of_measure_id` counts twice."""

    document_id: Series[str] = fields.document_id()
    plan_id: Series[str] = fields.plan_id()
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year()
    measure_id: Series[str] = fields.measure_id()
    department_id: Series[str] = fields.department_id()
    is_current: Series[bool] = pa.Field(
        description="The achievement is the one of core.current_progress: of all editions, the newest that asks for it"
    )
    achievement_kind: Series[str] = pa.Field(
        isin=names.ACHIEVEMENT_KINDS, title="達成度(%)", description="What kind of achievement was printed"
    )
    achievement_pct: Series[float] = pa.Field(
        nullable=True,
        ge=0,
        description="Percent; only where a number was printed, 実施 is never turned into 100",
    )
    achievement_grade: Series[str] = pa.Field(
        nullable=True, description="Mark of the rating scale, width and blanks aside; a mark is no percentage"
    )
    rating_scale_id: Series[str] = fields.rating_scale_id(nullable=True)
    achievement_as_printed: Series[str] = pa.Field(nullable=True, description="Text for this department, as printed")
    plan_text: Series[str] = pa.Field(nullable=True, title="実施計画", description="Plan for the year")
    status_text: Series[str] = pa.Field(nullable=True, title="実施状況", description="What was done in the year")
    evaluation_text: Series[str] = pa.Field(
        nullable=True, title="担当課の評価", description="How the section judges it"
    )
    direction_text: Series[str] = pa.Field(
        nullable=True, title="今後の方向性", description="Whether the measure goes on: 拡大, 継続, 廃止"
    )
    attribution: Series[str] = pa.Field(
        isin=names.ATTRIBUTIONS,
        description="own: the achievement names this department, or it is the only one; "
        "shared: given for several together",
    )
    department_count: Series[pd.Int64Dtype] = pa.Field(
        ge=1, description="Departments that the achievement is given for together"
    )
    is_counted: Series[bool] = pa.Field(description="True in one row per printed achievement: sum over these")
    min_posterior: Series[float] = fields.posterior(
        nullable=True,
        description="Lowest posterior of the cells behind the row; NULL where no cell is behind it",
    )
    has_uncertain_cell: Series[bool] = pa.Field(description="A cell behind the row is in doubt")
    source_line_no: Series[pd.Int64Dtype] = fields.line_no(description="Line of the document the row was read from")

    class Config(Contract.Config):
        """Table."""

        name = "core.fact_progress"
        unique = ["document_id", "fiscal_year", "measure_id", "department_id"]


class DimRatingScale(Contract):
    """Grain: one mark of one rating scale: the marks of one column of a plan, over its years and editions. Marks are
    counted per scale; they are not averaged, converted or compared between plans."""

    rating_scale_id: Series[str] = fields.rating_scale_id()
    mark: Series[str] = pa.Field(title="評価記号", description="The mark, width and blanks aside")
    plan_id: Series[str] = fields.plan_id()
    heading: Series[str] = pa.Field(title="見出し", description="Heading of the column that uses the scale")
    meaning: Series[str] = pa.Field(nullable=True, title="意味", description="What the mark means; NULL: not told")
    order_no: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1, description="Position in the legend; NULL: none")
    is_higher_better: Series[pd.BooleanDtype] = pa.Field(
        nullable=True, description="Of numbers: the highest is the best; NULL: not told"
    )
    percent_from: Series[float] = pa.Field(nullable=True, description="Lowest percent the mark stands for, if told")
    percent_to: Series[float] = pa.Field(nullable=True, description="Highest percent the mark stands for, if told")
    source: Series[str] = pa.Field(
        isin=["declared", "legend", "learnt"],
        description="declared: seeds/rating_scales.csv; legend: told by the document; learnt: from the column",
    )

    class Config(Contract.Config):
        """Table."""

        name = "core.dim_rating_scale"
        unique = ["rating_scale_id", "mark"]


class FactAchievementComponent(Contract):
    """Grain: one labelled part (①, ② …) of an achievement of `core.fact_progress`."""

    document_id: Series[str] = fields.document_id()
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year()
    measure_id: Series[str] = fields.measure_id()
    department_id: Series[str] = fields.department_id()
    component_no: Series[pd.Int64Dtype] = pa.Field(ge=1, description="Position in the printed list, from 1")
    label: Series[str] = pa.Field(description="Label as printed: ①")
    achievement_kind: Series[str] = pa.Field(isin=names.ACHIEVEMENT_KINDS, description="Kind of this part")
    achievement_pct: Series[float] = pa.Field(nullable=True, ge=0, description="Percent of this part")

    class Config(Contract.Config):
        """Table."""

        name = "core.fact_achievement_component"
        unique = ["document_id", "fiscal_year", "measure_id", "department_id", "component_no"]


class FactIndicator(Contract):
    """Grain: document × measure × indicator × fiscal year. Figures as printed, and as numbers where they are one."""

    document_id: Series[str] = fields.document_id()
    plan_id: Series[str] = fields.plan_id()
    measure_id: Series[str] = fields.measure_id()
    indicator_no: Series[pd.Int64Dtype] = pa.Field(ge=1, description="Position among the measure's indicators, from 1")
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(
        description="Year of target and actual; a target without a year stands in the last year of the indicator"
    )
    is_current: Series[bool] = pa.Field(description="From the newest edition that tells of the measure's indicators")
    indicator_name: Series[str] = pa.Field(nullable=True, title="指標名", description="What is measured")
    unit: Series[str] = pa.Field(nullable=True, title="単位", description="Unit of the figures, as printed")
    baseline_as_printed: Series[str] = pa.Field(nullable=True, title="基準値", description="Value before the plan")
    baseline_number: Series[float] = pa.Field(nullable=True, description="The baseline as a number; NULL: it is none")
    target_as_printed: Series[str] = pa.Field(nullable=True, title="目標値", description="What is to be reached")
    target_number: Series[float] = pa.Field(nullable=True, description="The target as a number; NULL: it is none")
    actual_as_printed: Series[str] = pa.Field(nullable=True, title="実績値", description="What was reached in the year")
    actual_number: Series[float] = pa.Field(nullable=True, description="The actual as a number; NULL: it is none")
    source_line_no: Series[pd.Int64Dtype] = fields.line_no(description="Line of the document the row was read from")

    class Config(Contract.Config):
        """Table."""

        name = "core.fact_indicator"
        unique = ["document_id", "measure_id", "indicator_no", "fiscal_year"]


class FactAttribute(Contract):
    """Grain: one cell of a column that fits no field: money, codes, legal bases, further raters."""

    document_id: Series[str] = fields.document_id()
    line_no: Series[pd.Int64Dtype] = fields.line_no()
    cell_no: Series[pd.Int64Dtype] = fields.cell_no()
    measure_id: Series[str] = fields.measure_id()
    heading: Series[str] = pa.Field(
        nullable=True, title="見出し", description="Heading of the column; NULL: it has none"
    )
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(nullable=True)
    text: Series[str] = pa.Field(title="内容", description="As printed")
    number: Series[float] = pa.Field(nullable=True, description="The text as a number; NULL: it is none")

    class Config(Contract.Config):
        """Table."""

        name = "core.fact_attribute"
        unique = ["document_id", "line_no", "cell_no"]
