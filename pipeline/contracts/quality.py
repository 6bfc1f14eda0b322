"""Schema `quality`: rules, findings, the ledger of cells, lineage, runs."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.contracts import fields
from pipeline.contracts.base import Contract
from pipeline.values.field_names import FIELDS


class Rule(Contract):
    """Grain: one rule that can lead to findings."""

    rule_code: Series[str] = pa.Field(str_matches=r"^[a-z0-9_]+$", description="Name of the rule")
    severity: Series[str] = pa.Field(isin=fields.SEVERITIES, description="error, warning or notice")
    title_ja: Series[str] = pa.Field(description="Title, Japanese")
    title_en: Series[str] = pa.Field(description="Title, English")
    family_no: Series[pd.Int64Dtype] = pa.Field(ge=1, description="Place of the rule's family among the families")
    family_ja: Series[str] = pa.Field(description="Family, Japanese: findings are counted by it")
    family_en: Series[str] = pa.Field(description="Family, English")
    rationale: Series[str] = pa.Field(description="Why a reader should look, English")
    rationale_ja: Series[str] = pa.Field(description="Why a reader should look, Japanese")
    example_text: Series[str] = pa.Field(alias="example", description="What such a finding looks like")
    question_ja: Series[str] = pa.Field(
        nullable=True, description="What the responsible section is asked, Japanese; NULL: no section can answer"
    )
    answer: Series[str] = pa.Field(
        isin=fields.ANSWERS,
        description="What an answer can be: a rating, a text for the field, a yes that it is right as printed "
        "(confirmation), same or different (relation of two measures), or what became of a measure (ending)",
    )

    class Config(Contract.Config):
        """Table."""

        name = "quality.rule"
        unique = ["rule_code"]


class StageFinding(Contract):
    """Grain: one finding as the stages hand it on; it gets its id, its owner and its words in quality.finding."""

    rule_code: Series[str] = pa.Field(description="Rule (quality.rule)")
    document_id: Series[str] = fields.document_id()
    line_no: Series[pd.Int64Dtype] = fields.line_no(nullable=True)
    cell_no: Series[pd.Int64Dtype] = fields.cell_no(nullable=True)
    measure_id: Series[str] = fields.measure_id(nullable=True)
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(nullable=True)
    department_id: Series[str] = fields.department_id(nullable=True, description="Section that can answer, if named")
    field: Series[str] = pa.Field(nullable=True, description="Field in question")
    observed: Series[str] = pa.Field(nullable=True, description="What stands there")
    expected: Series[str] = pa.Field(nullable=True, description="What would be expected, where that can be said")
    evidence: Series[str] = pa.Field(description="Texts, numbers and places compared, JSON")
    message_ja: Series[str] = pa.Field(nullable=True, description="Its sentence, where it is not the rule's, Japanese")
    message_en: Series[str] = pa.Field(nullable=True, description="The same in English")

    class Config(Contract.Config):
        """Table."""

        name = "stage.finding"


class Statement(Contract):
    """Grain: one statement of one distinct text of the plan's narratives, read once per run (`prose/statements.py`)."""

    text: Series[str] = pa.Field(description="The text as printed")
    statement_no: Series[pd.Int64Dtype] = pa.Field(ge=1, description="Counted from 1 within the text")
    kind: Series[str] = pa.Field(description="quantity, rate, event, change, judgement, reference or no_text")
    sense: Series[str] = pa.Field(description="What it says: total, held, called_off, rose, missed, fiscal_year …")
    words: Series[str] = pa.Field(description="The words that say it")
    start: Series[pd.Int64Dtype] = pa.Field(ge=0, description="Where they begin in the text, counted from 0")
    end: Series[pd.Int64Dtype] = pa.Field(ge=0, description="Where they end")
    label: Series[str] = pa.Field(nullable=True, description="What is counted, done or named")
    number: Series[float] = pa.Field(nullable=True, description="Its number: a count, percent, a step, a fiscal year")
    unit: Series[str] = pa.Field(nullable=True, description="The unit of the number")

    class Config(Contract.Config):
        """Table."""

        name = "stage.statement"
        unique = ["text", "statement_no"]


class GatheredFinding(Contract):
    """Grain: one thing to ask or to repair, as stages and rules find it, whenever they run. Nothing is capped."""

    finding_id: Series[str] = pa.Field(description="The same fault has the same id in the next run")
    rule_code: Series[str] = pa.Field(description="Rule (quality.rule)")
    severity: Series[str] = pa.Field(isin=fields.SEVERITIES, description="error, warning or notice")
    document_id: Series[str] = fields.document_id(
        description="Document: {municipality_code}_{plan_code}_{edition_fiscal_year}; "
        "for a finding about a row of seeds/ that belongs to no document, the name of that file"
    )
    line_no: Series[pd.Int64Dtype] = fields.line_no(nullable=True)
    cell_no: Series[pd.Int64Dtype] = fields.cell_no(nullable=True)
    measure_id: Series[str] = fields.measure_id(nullable=True)
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(nullable=True)
    department_id: Series[str] = fields.department_id(
        nullable=True,
        description="Section that can answer today; of several that are responsible together the first printed "
        "(all of them: quality.finding_owner)",
    )
    field: Series[str] = pa.Field(nullable=True, description="Field in question")
    observed: Series[str] = pa.Field(nullable=True, description="What stands there")
    expected: Series[str] = pa.Field(nullable=True, description="What would be expected, where that can be said")
    message_ja: Series[str] = pa.Field(description="One sentence for city staff, Japanese")
    message_en: Series[str] = pa.Field(description="The same in English")
    evidence: Series[str] = pa.Field(description="Texts, numbers and places compared, JSON")
    is_superseded: Series[bool] = pa.Field(
        description="A newer edition tells what stands in its place, and does not have the fault: nobody is asked"
    )

    class Config(Contract.Config):
        """Table."""

        name = "stage.gathered_finding"
        unique = ["finding_id"]


class Finding(GatheredFinding):
    """Grain: one thing to ask or to repair. Nothing is capped or sampled. The state depends on the run before."""

    state: Series[str] = pa.Field(
        isin=fields.FINDING_STATES,
        title="状態",
        description="superseded: is_superseded; accepted: listed in seeds/accepted_findings.csv and not expired; "
        "else new or persisting: whether the warehouse published before had it",
    )
    first_seen_run: Series[str] = pa.Field(description="Run that saw it first (quality.run); earlier ones are over")

    class Config(Contract.Config):
        """Table."""

        name = "quality.finding"
        unique = ["finding_id"]


class FindingHistory(GatheredFinding):
    """Grain: one finding of an earlier run that is resolved. One that comes back leaves this table and is new."""

    first_seen_run: Series[str] = pa.Field(description="Run that saw it first")
    resolved_in_run: Series[str] = pa.Field(description="First run that no longer found it")

    class Config(Contract.Config):
        """Table."""

        name = "quality.finding_history"
        unique = ["finding_id"]


class FindingOwner(Contract):
    """Grain: one section that can answer a finding today, successors of renamed sections followed."""

    finding_id: Series[str] = pa.Field(description="Finding (quality.finding)")
    department_id: Series[str] = fields.department_id()

    class Config(Contract.Config):
        """Table."""

        name = "quality.finding_owner"
        unique = ["finding_id", "department_id"]


class CellLedger(Contract):
    """Grain: one non-blank cell of an accepted document, with its one disposition. Sums to raw.cell."""

    document_id: Series[str] = fields.document_id()
    line_no: Series[pd.Int64Dtype] = fields.line_no()
    cell_no: Series[pd.Int64Dtype] = fields.cell_no()
    disposition: Series[str] = pa.Field(
        isin=fields.DISPOSITIONS,
        description="fact, dimension: used, as quality.lineage shows; heading, separator, title, policy: structure; "
        "surplus, quarantined: kept and reported, not used; unread: its line could not be read",
    )

    class Config(Contract.Config):
        """Table."""

        name = "quality.cell_ledger"
        unique = ["document_id", "line_no", "cell_no"]


class Lineage(Contract):
    """Grain: one source cell behind one value of a core table."""

    core_table: Series[str] = pa.Field(description="Table in schema core")
    record_key: Series[str] = pa.Field(description="Values of that table's key columns, joined with |")
    column_name: Series[str] = pa.Field(description="Column whose value came from the cell")
    document_id: Series[str] = fields.document_id()
    line_no: Series[pd.Int64Dtype] = fields.line_no()
    cell_no: Series[pd.Int64Dtype] = fields.cell_no()

    class Config(Contract.Config):
        """Table."""

        name = "quality.lineage"
        unique = ["core_table", "record_key", "column_name", "document_id", "line_no", "cell_no"]


class SuppliedLineage(Contract):
    """Grain: one value of a core table and one supplied value (staging.supplied_value) that it was read from: what
    quality.lineage is for values that no cell holds."""

    core_table: Series[str] = pa.Field(description="Table of schema core")
    record_key: Series[str] = pa.Field(description="Its key: values of the key columns, in their order, joined by |")
    column_name: Series[str] = pa.Field(description="Column of the value")
    document_id: Series[str] = fields.document_id()
    line_no: Series[pd.Int64Dtype] = fields.line_no()
    field: Series[str] = pa.Field(isin=FIELDS, description="Field of the supplied value")
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(nullable=True)

    class Config(Contract.Config):
        """Table. The key holds NULL years, which `unique` treats as equal values."""

        name = "quality.supplied_lineage"
        unique = ["core_table", "record_key", "column_name", "document_id", "line_no", "field", "fiscal_year"]


class Run(Contract):
    """Grain: one run that led to this file: what was read, when, with which versions, to what content."""

    run_id: Series[str] = pa.Field(description="Run")
    previous_run_id: Series[str] = pa.Field(nullable=True, description="Run published before; NULL: none can be read")
    previous_published_at: Series[str] = pa.Field(nullable=True, description="Moment of that publication")
    published_at: Series[str] = pa.Field(description="Moment of publication, ISO 8601 with time zone")
    shinchoku_version: Series[str] = pa.Field(description="Version of this software")
    library_versions: Series[str] = pa.Field(description="Versions of the libraries in use, JSON")
    document_count: Series[pd.Int64Dtype] = pa.Field(ge=0, description="Documents accepted")
    rejected_document_count: Series[pd.Int64Dtype] = pa.Field(ge=0, description="Documents that could not be read")
    row_counts: Series[str] = pa.Field(description="Rows by table, JSON")
    content_sha256: Series[str] = pa.Field(
        description="SHA-256 over what documents and seeds say: the staged tables, without the state of findings"
    )

    class Config(Contract.Config):
        """Table."""

        name = "quality.run"
        unique = ["run_id"]
