"""The third stage as a whole: placed cells in, the tables of schema `core` with lineage, and findings, out."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import pandas as pd

from pipeline.contracts import core, editions
from pipeline.contracts.base import Contract, conform, records, table_name
from pipeline.contracts.tables import OF_DOCUMENTS
from pipeline.facts.core import CoreBuilder
from pipeline.facts.documents import PlacedDocument, in_years, kept_beside
from pipeline.facts.editions.current import (
    asked_fields,
    current_fields,
    current_indicators,
    current_progress,
    plans,
    present_departments,
    with_current,
)
from pipeline.facts.editions.lineage import traced_over_editions
from pipeline.facts.editions.restatements import restatements
from pipeline.facts.tables import Row, Trace, lineage_frames
from pipeline.intake.frames import LinedDocument, lined_documents
from pipeline.placement.cells import PlacedCell
from pipeline.placement.supplied import SuppliedValue
from pipeline.quality.finding_frames import finding_frame
from pipeline.seeds.judgement import Judgement

Rows = dict[type[Contract], list[Row]]
T = TypeVar("T")


def build_core(
    registered: pd.DataFrame, placed: Sequence[PlacedDocument], states: pd.DataFrame, judgement: Judgement
) -> dict[str, pd.DataFrame]:
    """Build the core tables from every document, oldest edition first, and what its editions say together.

    `registered`: `raw.document`; `placed`: the same documents, as `placed_documents` returns them; `states`:
    `staging.listing_field`.
    """
    builder = CoreBuilder(judgement.departments, judgement.vocabulary, judgement.measure_links, judgement.rating_scales)
    for document in placed:
        builder.add_document(document)
    collected = builder.tables()
    rows = {table: collected.rows(table) for table in OF_DOCUMENTS}
    together, traces = over_editions(records(registered), records(states), rows, collected.traces)
    return {
        **{table_name(table): conform(table, own) for table, own in (rows | together).items()},
        **lineage_frames(traces),
        "stage.core_finding": finding_frame(builder.findings),
    }


def over_editions(documents: list[Row], states: list[Row], rows: Rows, traces: list[Trace]) -> tuple[Rows, list[Trace]]:
    """Return the tables over all editions, and the facts marked as current, from the tables of single documents; and
    the lineage of both."""
    asked = asked_fields(documents, rows[core.MeasureListing], states)
    current = current_fields(asked)
    facts = with_current(rows[core.FactProgress], current, documents)
    present = present_departments(rows[core.DimDepartment])
    known = current_progress(facts, current, rows[core.BridgeMeasureDepartment], present)
    restated = list(restatements(facts, asked, present))
    together: Rows = {
        editions.DimPlan: list(plans(documents)),
        core.FactIndicator: current_indicators(rows[core.FactIndicator], documents),
        editions.CurrentField: [one._asdict() for one in current.values()],
        core.FactProgress: facts,
        editions.CurrentProgress: known,
        editions.FactRestatement: restated,
    }
    return together, [*traces, *traced_over_editions(traces, facts, known, restated, present)]


def placed_documents(
    documents: pd.DataFrame,
    lines: pd.DataFrame,
    cells: pd.DataFrame,
    headings: pd.DataFrame,
    placed: pd.DataFrame,
    supplied: pd.DataFrame | None = None,
) -> list[PlacedDocument]:
    """Return the accepted documents with their placed cells and supplied values, oldest edition first."""
    lined = {document.document_id: document for document in lined_documents(lines, cells, headings)}
    placed_by_document = {str(name): _records(PlacedCell, rows) for name, rows in placed.groupby("document_id")}
    supplied_by_document = (
        {}
        if supplied is None
        else {str(name): _records(SuppliedValue, rows) for name, rows in supplied.groupby("document_id")}
    )
    return [
        _placed_document(
            row,
            lined[row["document_id"]],
            placed_by_document.get(row["document_id"], []),
            supplied_by_document.get(row["document_id"], []),
        )
        for row in documents.sort_values(["edition_fiscal_year", "document_id"]).to_dict("records")
    ]


def _placed_document(
    row: dict[Any, Any], lined: LinedDocument, placed: Sequence[PlacedCell], supplied: Sequence[SuppliedValue]
) -> PlacedDocument:
    headings, cells = kept_beside(lined.headings, placed)
    return PlacedDocument(
        row["document_id"],
        row["municipality_code"],
        row["plan_code"],
        lined.lines,
        in_years(headings, cells, lined.lines, lined.year_rows),
        cells,
        supplied,
        row["edition_fiscal_year"],
        lined.spans,
        lined.year_rows,
    )


def _records(kind: Callable[..., T], rows: pd.DataFrame) -> list[T]:
    return [kind(**record) for record in records(rows.drop(columns="document_id"))]
