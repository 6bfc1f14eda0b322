"""What the pages of one plan are made of: the rows of the statements of `sql/reading/site`, fit for who sees them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import duckdb

from pipeline.reports.withholding import WITHHELD, Withholding
from pipeline.warehouse.connect import read_rows

Row = dict[str, Any]
PlanRows = Mapping[str, list[Row]]
_STATEMENTS = (
    "documents", "measures", "listings", "ratings", "values", "value_cells", "supplied", "holes", "undue",
    "restatements", "findings", "lines", "cells", "by_policy", "by_bureau", "by_department", "completeness_by_field",
    "completeness_by_department", "indicators", "grades", "attributes", "resolved", "by_year",
)  # fmt: skip
_NARRATIVES = {
    "measures": ("description",),
    "ratings": ("achievement_as_printed",),
    "values": ("text",),
    "restatements": ("before_text", "after_text"),
    "attributes": ("text",),
    "indicators": ("target_as_printed", "actual_as_printed", "baseline_as_printed"),
}
_CELLS = {"value_cells": ("text_as_printed",), "cells": ("text", "text_in_use")}
# Words of a reader about a cell may quote it.
_REASONS = {"value_cells": "decision_reason", "cells": "decision_reason", "supplied": "reason"}


def read_plan(connection: duckdb.DuckDBPyConnection, plan_id: str) -> PlanRows:
    """Return the rows of every statement for one plan, as they are."""
    return {name: read_rows(connection, f"site/{name}", {"plan_id": plan_id}) for name in _STATEMENTS}


def withheld(rows: PlanRows, withholding: Withholding) -> PlanRows:
    """Return the rows without the texts that may not leave the house; what quotes none of them is the same row."""
    shown = dict(rows)
    for name, columns in _NARRATIVES.items():
        shown[name] = _mapped(rows[name], columns, lambda _, text: withholding.of_text(text))
    behind = {_source(row) for row in rows["value_cells"] if withholding.of_cell(row, "") == WITHHELD}
    shown["values"] = [row | {"text": WITHHELD} if _source(row) in behind else row for row in shown["values"]]
    for name, columns in _CELLS.items():
        shown[name] = _mapped(rows[name], columns, withholding.of_cell)
    for name, column in _REASONS.items():
        shown[name] = _mapped(shown[name], (column,), lambda _, text: withholding.of_words(text))
    shown["findings"] = [withholding.of_finding(row) for row in rows["findings"]]
    return shown


def _source(row: Row) -> tuple[str, str]:
    return row["record_key"], row["column_name"]


def _mapped(rows: Iterable[Row], columns: Iterable[str], shown: Callable[[Row, str], str]) -> list[Row]:
    return [row | {name: shown(row, row[name]) for name in columns if row[name] is not None} for row in rows]
