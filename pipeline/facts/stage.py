"""The third stage as a whole: placed cells in, the tables of schema `core` with lineage, and findings, out."""

import pandas as pd

from pipeline.documents.frames import lined_documents, optional
from pipeline.facts.core import CoreBuilder
from pipeline.facts.documents import PlacedDocument
from pipeline.placement.placing import PlacedCell
from pipeline.quality.findings import finding_frame
from pipeline.seeds.judgement import Judgement


def build_core(
    documents: pd.DataFrame,
    lines: pd.DataFrame,
    cells: pd.DataFrame,
    headings: pd.DataFrame,
    placed: pd.DataFrame,
    judgement: Judgement,
) -> dict[str, pd.DataFrame]:
    """Build the core tables from every document, oldest edition first."""
    builder = CoreBuilder(judgement.departments, judgement.vocabulary)
    for document in placed_documents(documents, lines, cells, headings, placed):
        builder.add_document(document)
    return {**builder.frames(), "stage.core_finding": finding_frame(builder.findings)}


def placed_documents(
    documents: pd.DataFrame, lines: pd.DataFrame, cells: pd.DataFrame, headings: pd.DataFrame, placed: pd.DataFrame
) -> list[PlacedDocument]:
    """Return the accepted documents with their placed cells, oldest edition first."""
    lined = {document.document_id: document for document in lined_documents(lines, cells, headings)}
    placed_by_document = {str(name): _placed_cells(rows) for name, rows in placed.groupby("document_id")}
    return [
        PlacedDocument(
            row["document_id"],
            row["municipality_code"],
            row["plan_code"],
            lined[row["document_id"]].lines,
            lined[row["document_id"]].headings,
            placed_by_document.get(row["document_id"], []),
        )
        for row in documents.sort_values(["edition_fiscal_year", "document_id"]).to_dict("records")
    ]


def _placed_cells(rows: pd.DataFrame) -> list[PlacedCell]:
    records = rows.drop(columns="document_id").to_dict("records")
    return [PlacedCell(**{str(name): optional(value) for name, value in record.items()}) for record in records]
