"""The ledger: every non-blank cell has one disposition. What it was used for is told by lineage, not by intention."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from pipeline.contracts.base import conform, plain_values
from pipeline.contracts.quality import CellLedger
from pipeline.values.text import is_blank

Place = tuple[Any, ...]

_BY_LINE = {
    "header": "heading",
    "separator": "separator",
    "title": "title",
    "total": "total",
    "note": "note",
    "unreadable": "unread",
}
_BY_FIELD = ("policy", "surplus", "quarantined")
_LINE = ("document_id", "line_no")
_CELL = (*_LINE, "cell_no")
# Not among the contract's dispositions: a cell that was placed but reached no table stops the publication.
UNACCOUNTED = "unaccounted"


def cell_ledger(lines: pd.DataFrame, cells: pd.DataFrame, placed: pd.DataFrame, lineage: pd.DataFrame) -> pd.DataFrame:
    """Return `quality.cell_ledger` from `raw.line`, `raw.cell`, `staging.placed_cell` and `quality.lineage`."""
    kinds, fields, used = dict(_told(lines, _LINE, "kind")), dict(_told(placed, _CELL, "field")), _used(lineage)
    rows = []
    for cell, text in _told(cells, _CELL, "text"):
        if not is_blank(text):
            named = fields.get(cell) if fields.get(cell) in _BY_FIELD else None
            disposition = _BY_LINE.get(kinds[cell[:2]]) or named or used.get(cell, UNACCOUNTED)
            rows.append(dict(zip(_CELL, cell, strict=True)) | {"disposition": disposition})
    return conform(CellLedger, rows)


def _used(lineage: pd.DataFrame) -> dict[Place, str]:
    """Return what each cell was used for; a fact before a dimension."""
    used: dict[Place, str] = {}
    for cell, core_table in _told(lineage, _CELL, "core_table"):
        if used.get(cell) != "fact":
            used[cell] = "fact" if core_table.startswith("core.fact_") else "dimension"
    return used


def _told(frame: pd.DataFrame, place: Sequence[str], name: str) -> Iterator[tuple[Place, Any]]:
    """Yield every place of a frame with what a column says of it."""
    places = zip(*(plain_values(frame[column]) for column in place), strict=True)
    return zip(places, plain_values(frame[name]), strict=True)
