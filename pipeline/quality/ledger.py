"""The ledger: every non-blank cell has one disposition. What it was used for is told by lineage, not by intention."""

import pandas as pd

from pipeline.contracts.base import conform
from pipeline.contracts.quality import CellLedger

_BY_LINE = {
    "header": "heading",
    "separator": "separator",
    "title": "title",
    "total": "total",
    "note": "note",
    "unreadable": "unread",
}
_BY_FIELD = ("policy", "surplus", "quarantined")
_KEY = ["document_id", "line_no", "cell_no"]
# Not among the contract's dispositions: a cell that was placed but reached no table stops the publication.
UNACCOUNTED = "unaccounted"


def cell_ledger(lines: pd.DataFrame, cells: pd.DataFrame, placed: pd.DataFrame, lineage: pd.DataFrame) -> pd.DataFrame:
    """Return `quality.cell_ledger` from `raw.line`, `raw.cell`, `staging.placed_cell` and `quality.lineage`."""
    printed = cells[cells["text"].str.strip() != ""][_KEY]
    ledger = printed.merge(lines[["document_id", "line_no", "kind"]], on=["document_id", "line_no"])
    ledger = ledger.merge(placed[[*_KEY, "field"]], on=_KEY, how="left")
    is_fact = lineage["core_table"].str.startswith("core.fact_")
    used = lineage.assign(use=is_fact.map({True: "fact", False: "dimension"})).groupby(_KEY)["use"].max()
    ledger = ledger.merge(used.reset_index(), on=_KEY, how="left")
    ledger["disposition"] = ledger["kind"].map(_BY_LINE)
    is_named = ledger["disposition"].isna() & ledger["field"].isin(_BY_FIELD)
    ledger.loc[is_named, "disposition"] = ledger["field"]
    ledger["disposition"] = ledger["disposition"].fillna(ledger["use"]).fillna(UNACCOUNTED)
    return conform(CellLedger, ledger)
