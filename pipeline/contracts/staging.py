"""Schema `staging`: where every cell belongs, with its probability."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.contracts import fields, names
from pipeline.contracts.base import Contract


class HeadingField(Contract):
    """Grain: one column of a heading, with the field and fiscal year that it asks for."""

    document_id: Series[str] = fields.document_id()
    line_no: Series[pd.Int64Dtype] = fields.line_no()
    cell_no: Series[pd.Int64Dtype] = fields.cell_no()
    text: Series[str] = pa.Field(description="The heading as printed, its rows joined by ' / '")
    field: Series[str] = pa.Field(isin=names.FIELDS, description="Field; attribute: none of the others")
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(nullable=True)
    posterior: Series[float] = fields.posterior(description="Probability that the column asks for this field (0 to 1)")
    method: Series[str] = pa.Field(
        isin=["registered", "learnt"],
        description="registered: seeds/headings.csv knows the heading; learnt: from heading, contents and neighbours",
    )
    alternative_field: Series[str] = pa.Field(isin=names.FIELDS, nullable=True, description="Second-best field")
    is_beside: Series[bool] = fields.is_beside()

    class Config(Contract.Config):
        """Table."""

        name = "staging.heading_field"
        unique = ["document_id", "line_no", "cell_no"]


class PlacedCell(Contract):
    """Grain: one non-blank cell of a measure or policy line, exactly once, with the field it belongs to."""

    document_id: Series[str] = fields.document_id()
    line_no: Series[pd.Int64Dtype] = fields.line_no()
    cell_no: Series[pd.Int64Dtype] = fields.cell_no()
    field: Series[str] = pa.Field(
        isin=[*names.FIELDS, *names.DISPOSITION_FIELDS],
        description="Field; or policy (a policy title), surplus (a double or stray: kept, not used), "
        "quarantined (no place could be given)",
    )
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(nullable=True)
    text: Series[str] = pa.Field(description="The text in use: as printed, unless an adjudication replaced it")
    method: Series[str] = pa.Field(
        isin=names.METHODS,
        description="positional: the row reads by position; aligned: by the alignment; adjudicated: by a reader",
    )
    posterior: Series[float] = fields.posterior()
    is_uncertain: Series[bool] = pa.Field(description="Posterior below the threshold of certainty, or quarantined")
    alternative_field: Series[str] = pa.Field(
        isin=[*names.FIELDS, "surplus"], nullable=True, description="Second-best field"
    )
    alternative_fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(
        nullable=True, description="Fiscal year of the second-best field"
    )
    alternative_posterior: Series[float] = fields.posterior(
        nullable=True, description="Probability of the second-best field (0 to 1)"
    )
    decided_by: Series[str] = fields.decided_by(nullable=True)
    decided_on: Series[str] = fields.decided_on(nullable=True)
    decision_reason: Series[str] = pa.Field(
        nullable=True, description="Why it was decided so, as recorded (seeds/adjudications.csv); NULL: not adjudicated"
    )
    heading_cell_no: Series[pd.Int64Dtype] = fields.cell_no(
        nullable=True, description="Column of the heading that the cell stands in (staging.heading_field); NULL: none"
    )
    is_beside: Series[bool] = fields.is_beside()

    class Config(Contract.Config):
        """Table."""

        name = "staging.placed_cell"
        unique = ["document_id", "line_no", "cell_no"]


class SuppliedValue(Contract):
    """Grain: one field and fiscal year of a measure line in which nothing is printed, and whose text a reader has
    supplied (seeds/adjudications.csv, without a cell). Such values are in use like placed cells, with method
    adjudicated; they are no cells of the document."""

    document_id: Series[str] = fields.document_id()
    line_no: Series[pd.Int64Dtype] = fields.line_no()
    field: Series[str] = pa.Field(isin=names.FIELDS, description="Field that the text stands in")
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(nullable=True)
    text: Series[str] = pa.Field(description="The text in use, as answered")
    reason: Series[str] = pa.Field(description="Why: the finding that was answered, or the reader's reason")
    decided_by: Series[str] = fields.decided_by()
    decided_on: Series[str] = fields.decided_on()

    class Config(Contract.Config):
        """Table. The key holds NULL years, which `unique` treats as equal values."""

        name = "staging.supplied_value"
        unique = ["document_id", "line_no", "field", "fiscal_year"]


class ListingField(Contract):
    """Grain: one field and fiscal year that the heading asks for, in one measure line: what became of it."""

    document_id: Series[str] = fields.document_id()
    line_no: Series[pd.Int64Dtype] = fields.line_no()
    field: Series[str] = pa.Field(isin=names.FIELDS, description="Field the heading asks for")
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(nullable=True)
    state: Series[str] = pa.Field(
        isin=names.FIELD_STATES,
        description="filled (also by a supplied value); dash (a dash was printed); blank (an empty cell was printed); "
        "lost (the row holds no cell for it); quarantined (its row could not be read)",
    )

    class Config(Contract.Config):
        """Table. The key holds NULL years, which `unique` treats as equal values."""

        name = "staging.listing_field"
        unique = ["document_id", "line_no", "field", "fiscal_year"]
