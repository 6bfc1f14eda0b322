"""All places of the doubtful cells of one document with their probabilities: placement, run once more on what was read.

The warehouse keeps the two best places of a cell; who decides wants the others, too.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.review.items import Place

if TYPE_CHECKING:
    import duckdb

# Less than this is no candidate to look at.
LEAST = 0.01
CellKey = tuple[int, int]


def posteriors(connection: "duckdb.DuckDBPyConnection", document_id: str) -> dict[CellKey, Mapping[Place, float]]:
    """Return, for each cell of a document's measure lines, its places with their posteriors, by line and cell."""
    # Numbers take a second to import: only where a cell is in doubt.
    import numpy as np

    from pipeline.placement.evidence.scoring import fitted_weights
    from pipeline.placement.model import aligned_batches
    from pipeline.placement.placing import by_place, places_of

    document = _document(connection, document_id)
    found: dict[CellKey, Mapping[Place, float]] = {}
    for batch, alignment in aligned_batches(document.lines, document.headings, fitted_weights()):
        places = places_of(batch)
        posterior = by_place(batch, alignment, places)
        for row, line in enumerate(batch.lines):
            for cell in np.flatnonzero(batch.is_printed[:, row]).tolist():
                own = posterior[cell, :, row]
                likely = np.flatnonzero(own >= LEAST).tolist()
                found[line.line_no, cell + 1] = {places[i]: float(own[i]) for i in likely}
    return found


def _document(connection: "duckdb.DuckDBPyConnection", document_id: str):  # type: ignore[no-untyped-def]
    from pipeline.contracts.base import conform
    from pipeline.contracts.raw import Cell, Line
    from pipeline.contracts.staging import HeadingField
    from pipeline.intake.frames import lined_documents
    from pipeline.warehouse.connect import read_rows

    asked = {"document_id": document_id}
    frames = [
        conform(contract, read_rows(connection, statement, asked))
        for contract, statement in ((Line, "review_lines"), (Cell, "review_cells"), (HeadingField, "review_headings"))
    ]
    (document,) = lined_documents(*frames)
    return document
