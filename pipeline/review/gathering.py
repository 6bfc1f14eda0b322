"""The queue: everything in the published warehouse that awaits a decision, most consequential first."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.review.cells import cell_item
from pipeline.review.findings import finding_item
from pipeline.review.items import Item, most_consequential_first
from pipeline.warehouse.connect import read_rows

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]


@dataclass(frozen=True)
class Queue:
    """Items by their keys, in order; the doubts behind items of cells; the documents as they were read."""

    items: dict[str, Item] = field(default_factory=dict)
    doubts: dict[str, Row] = field(default_factory=dict)
    documents: dict[str, Row] = field(default_factory=dict)


def gather(connection: "duckdb.DuckDBPyConnection", document_id: str | None = None) -> Queue:
    """Return what awaits a decision, in one document or (None) in all."""
    doubts = read_rows(connection, "doubts", {"document_id": document_id, "line_no": None})
    found = [row for row in read_rows(connection, "review_findings") if document_id in (None, row["document_id"])]
    of_cells = {(item := cell_item(doubt)).key: (item, doubt) for doubt in doubts}
    items = [*(item for item, _ in of_cells.values()), *map(finding_item, found)]
    return Queue(
        {item.key: item for item in most_consequential_first(items)},
        {key: doubt for key, (_, doubt) in of_cells.items()},
        {row["document_id"]: row for row in read_rows(connection, "review_documents")},
    )
