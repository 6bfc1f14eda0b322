"""Schema `core` over all editions of a plan: what is known now, from which edition, and what was restated."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.contracts import fields
from pipeline.contracts.base import Contract
from pipeline.values.field_names import FIELDS, YEARLY_FIELDS


class DimPlan(Contract):
    """Grain: one plan that a municipality reports on; each of its editions is a row of raw.document."""

    plan_id: Series[str] = fields.plan_id()
    municipality_code: Series[str] = fields.municipality_code()
    municipality_name: Series[str] = pa.Field(title="団体名", description="Name of the municipality, newest edition")
    plan_code: Series[str] = pa.Field(description="Short name of the plan, as in the register")
    plan_name: Series[str] = pa.Field(title="計画名", description="Name of the plan, newest edition")
    first_edition_fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(
        description="Fiscal year of the oldest edition"
    )
    last_edition_fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(
        description="Fiscal year of the newest edition"
    )
    edition_count: Series[pd.Int64Dtype] = pa.Field(ge=1, description="Editions that were read")
    last_document_id: Series[str] = fields.document_id(description="Document of the newest edition")

    class Config(Contract.Config):
        """Table."""

        name = "core.dim_plan"
        unique = ["plan_id"]


class CurrentField(Contract):
    """Grain: plan × measure × field × fiscal year that an edition asks for. Points to the edition that tells what is
    known now: the newest one that asks for it, but for those in which the cell was lost in reading."""

    plan_id: Series[str] = fields.plan_id()
    measure_id: Series[str] = fields.measure_id()
    field: Series[str] = pa.Field(isin=FIELDS, description="Field that a heading asks for")
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(nullable=True)
    state: Series[str] = pa.Field(isin=fields.FIELD_STATES, description="As in staging.listing_field, in that edition")
    document_id: Series[str] = fields.document_id(description="Edition that it comes from")
    line_no: Series[pd.Int64Dtype] = fields.line_no(description="Line of the measure in that edition")

    class Config(Contract.Config):
        """Table. The key holds NULL years, which `unique` treats as equal values."""

        name = "core.current_field"
        unique = ["plan_id", "measure_id", "field", "fiscal_year"]


class CurrentProgress(Contract):
    """Grain: plan × fiscal year × measure × department: what is known now. Each of plan, status, evaluation and
    achievement is that of the newest edition that asks for it, named beside it. A cell lost in reading never supersedes
    what an older edition printed; a printed blank or dash does. The departments are those of the edition of the
    achievement; a text of another edition stands under their successors or predecessors, else in a row of its own."""

    plan_id: Series[str] = fields.plan_id()
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year()
    measure_id: Series[str] = fields.measure_id()
    department_id: Series[str] = fields.department_id()
    bureau_name: Series[str] = pa.Field(nullable=True, title="担当部署", description="Bureau in that year")
    is_responsible: Series[bool] = pa.Field(description="As in core.bridge_measure_department")
    achievement_kind: Series[str] = pa.Field(
        isin=fields.ACHIEVEMENT_KINDS, title="達成度(%)", description="What kind of achievement was printed"
    )
    achievement_pct: Series[float] = pa.Field(nullable=True, ge=0, description="Percent; only where one was printed")
    achievement_grade: Series[str] = pa.Field(
        nullable=True, description="Mark of the rating scale, width and blanks aside; a mark is no percentage"
    )
    rating_scale_id: Series[str] = fields.rating_scale_id(nullable=True)
    achievement_as_printed: Series[str] = pa.Field(nullable=True, description="Text for this department, as printed")
    achievement_document_id: Series[str] = fields.edition_document_id()
    plan_text: Series[str] = pa.Field(nullable=True, title="実施計画", description="Plan for the year")
    plan_document_id: Series[str] = fields.edition_document_id()
    status_text: Series[str] = pa.Field(nullable=True, title="実施状況", description="What was done in the year")
    status_document_id: Series[str] = fields.edition_document_id()
    evaluation_text: Series[str] = pa.Field(
        nullable=True, title="担当課の評価", description="How the section judges it"
    )
    evaluation_document_id: Series[str] = fields.edition_document_id()
    direction_text: Series[str] = pa.Field(
        nullable=True, title="今後の方向性", description="Whether the measure goes on: 拡大, 継続, 廃止"
    )
    direction_document_id: Series[str] = fields.edition_document_id()
    attribution: Series[str] = pa.Field(isin=fields.ATTRIBUTIONS, description="As in core.fact_progress")
    department_count: Series[pd.Int64Dtype] = pa.Field(
        ge=1, description="Departments that the achievement is given for together"
    )
    is_counted: Series[bool] = pa.Field(description="True in one row per printed achievement: sum over these")
    min_posterior: Series[float] = fields.posterior(
        nullable=True, description="Lowest posterior of the rows of core.fact_progress behind this one"
    )
    has_uncertain_cell: Series[bool] = pa.Field(description="A cell behind one of these rows is in doubt")

    class Config(Contract.Config):
        """Table."""

        name = "core.current_progress"
        unique = ["plan_id", "fiscal_year", "measure_id", "department_id"]


class FactRestatement(Contract):
    """Grain: plan × measure × fiscal year × field × department × edition that prints another value than the edition
    before it that asks for the same. Differences of width, blanks or notation alone are none; nor is a lost cell."""

    plan_id: Series[str] = fields.plan_id()
    measure_id: Series[str] = fields.measure_id()
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year()
    department_id: Series[str] = fields.department_id(description="Section, in the later edition where it stands there")
    field: Series[str] = pa.Field(isin=YEARLY_FIELDS, description="Field")
    kind: Series[str] = pa.Field(
        isin=fields.RESTATEMENT_KINDS, description="changed; filled: was blank or a dash; emptied: is so now"
    )
    before_document_id: Series[str] = fields.document_id(description="Earlier edition")
    before_line_no: Series[pd.Int64Dtype] = fields.line_no(description="Line of the measure in the earlier edition")
    before_text: Series[str] = pa.Field(nullable=True, description="As printed there; NULL: blank")
    after_document_id: Series[str] = fields.document_id(description="Later edition")
    after_line_no: Series[pd.Int64Dtype] = fields.line_no(description="Line of the measure in the later edition")
    after_text: Series[str] = pa.Field(nullable=True, description="As printed there; NULL: blank")
    is_counted: Series[bool] = pa.Field(description="True in one row per restated cell: sum over these")

    class Config(Contract.Config):
        """Table."""

        name = "core.fact_restatement"
        unique = ["plan_id", "measure_id", "fiscal_year", "department_id", "field", "after_document_id"]
