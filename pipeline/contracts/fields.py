"""Columns that stand in more than one table, described once."""

from typing import Any

import pandera.pandas as pa

from pipeline.values.fiscal_years import FISCAL_YEARS


def document_id(**changes: Any) -> Any:
    """Return the column that names a document."""
    return pa.Field(**{"description": "Document: {municipality_code}_{plan_code}_{edition_fiscal_year}", **changes})


def line_no(**changes: Any) -> Any:
    """Return the column that names a physical line."""
    return pa.Field(**{"ge": 1, "description": "Physical line of the document, counted from 1", **changes})


def cell_no(**changes: Any) -> Any:
    """Return the column that names a cell of a line."""
    return pa.Field(**{"ge": 1, "description": "Tab-separated cell of the line, counted from 1", **changes})


def fiscal_year(**changes: Any) -> Any:
    """Return the column for a fiscal year."""
    text = "Fiscal year, April to March, by the calendar year it begins in (2023 is 令和5年度)"
    return pa.Field(**{"ge": FISCAL_YEARS[0], "le": FISCAL_YEARS[-1], "title": "年度", "description": text, **changes})


def measure_id(**changes: Any) -> Any:
    """Return the column that names a measure."""
    return pa.Field(**{"description": "Measure, stable across editions (core.dim_measure)", **changes})


def department_id(**changes: Any) -> Any:
    """Return the column that names a department."""
    return pa.Field(**{"title": "担当課", "description": "Responsible section (core.dim_department)", **changes})


def rating_scale_id(**changes: Any) -> Any:
    """Return the column that names a rating scale."""
    return pa.Field(**{"description": "Rating scale of the column (core.dim_rating_scale)", **changes})


def policy_id(**changes: Any) -> Any:
    """Return the column that names a policy or one of its items."""
    return pa.Field(**{"description": "Policy or, where known, its item (core.dim_policy)", **changes})


def plan_id(**changes: Any) -> Any:
    """Return the column that names a plan."""
    return pa.Field(
        **{"title": "計画ID", "description": "Plan: {municipality_code}_{plan_code} (core.dim_plan)", **changes}
    )


def edition_document_id(**changes: Any) -> Any:
    """Return the column that names the edition a current value comes from."""
    return pa.Field(
        **{"nullable": True, "description": "Edition that it comes from; NULL: none asks for it", **changes}
    )


def municipality_code() -> Any:
    """Return the column for the municipality's code."""
    return pa.Field(title="団体コード", description="Municipality code of the Ministry of Internal Affairs, 6 digits")


def decided_by(**changes: Any) -> Any:
    """Return the column for who decided."""
    text = "Who decided: maintainer, or the section that answered"
    return pa.Field(**{"description": text, **changes})


def decided_on(**changes: Any) -> Any:
    """Return the column for the date of a decision."""
    return pa.Field(**{"description": "Date of the decision, as in seeds/adjudications.csv", **changes})


def is_beside() -> Any:
    """Return the column that says whether facts are not taken from a column of a table."""
    return pa.Field(
        description="Facts are not taken from this column: another one asks for the same, or it is a schedule with a "
        "word a year; what stands in it is kept as an attribute under its heading"
    )


def posterior(**changes: Any) -> Any:
    """Return the column for the probability of a placement."""
    text = "Probability, given the row, that the cell belongs to this field (0 to 1)"
    return pa.Field(**{"ge": 0, "le": 1, "description": text, **changes})
