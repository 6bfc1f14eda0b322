"""The cells behind what the editions of a plan say together: those of the facts that it was taken from."""

from collections.abc import Mapping
from functools import reduce

import pandas as pd

from pipeline.contracts.base import Contract, conform, key_columns, table_name
from pipeline.contracts.core import FactProgress
from pipeline.contracts.editions import CurrentProgress, FactRestatement
from pipeline.contracts.quality import Lineage, SuppliedLineage
from pipeline.values.field_names import YEARLY_FIELDS

# The column of a fact in which a field stands.
COLUMNS = {name: "achievement_as_printed" if name == "achievement" else f"{name}_text" for name in YEARLY_FIELDS}
_PLACE = ["document_id", "measure_id", "fiscal_year", "column_name"]
_ID = ["core_table", "record_key"]

Frames = Mapping[str, pd.DataFrame]


def lineage_over_editions(frames: Frames, present: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """Return `quality.lineage` and `quality.supplied_lineage` with the rows of the tables over all editions.

    `frames`: both of the facts, `core.fact_progress`, `.current_progress` and `.fact_restatement`; `present` leads from
    each department to its last successor, under whose name a text of an older edition may stand.
    """
    values = pd.concat([_current(frames["core.current_progress"]), _restated(frames["core.fact_restatement"])])
    values = values.assign(present_id=values["department_id"].map(present))
    found = {}
    for contract in (Lineage, SuppliedLineage):
        lineage = frames[table_name(contract)]
        traced = _traced(values, _of_facts(frames["core.fact_progress"], lineage, present))
        found[table_name(contract)] = conform(contract, pd.concat([lineage, traced[lineage.columns]]).drop_duplicates())
    return found


def _current(current: pd.DataFrame) -> pd.DataFrame:
    """Return every text of `core.current_progress` with its edition, as what lineage is wanted for."""
    keyed = _keyed(current, CurrentProgress)
    shared = [*_ID, "measure_id", "fiscal_year", "department_id"]
    return pd.concat(
        keyed.loc[keyed[column].notna(), shared].assign(
            column_name=column, source_column=column, document_id=keyed[f"{name}_document_id"]
        )
        for name, column in COLUMNS.items()
    )


def _restated(restated: pd.DataFrame) -> pd.DataFrame:
    """Return both texts of every restatement with their editions."""
    keyed = _keyed(restated, FactRestatement)
    shared = [*_ID, "measure_id", "fiscal_year", "department_id"]
    return pd.concat(
        keyed.loc[keyed[f"{side}_text"].notna(), shared].assign(
            column_name=f"{side}_text",
            source_column=keyed["field"].map(COLUMNS),
            document_id=keyed[f"{side}_document_id"],
        )
        for side in ("before", "after")
    )


def _of_facts(facts: pd.DataFrame, lineage: pd.DataFrame, present: Mapping[str, str]) -> pd.DataFrame:
    """Return the lineage of facts with the columns of their keys, named as what they are the source of."""
    keys = ["record_key", "measure_id", "fiscal_year", "department_id"]
    # The years of supplied values are years of their field, too; the fact's is the one that is joined.
    own = lineage.rename(columns={"fiscal_year": "supplied_fiscal_year"})
    own = own[own["core_table"] == table_name(FactProgress)].merge(_keyed(facts, FactProgress)[keys], on="record_key")
    return own.assign(present_id=own["department_id"].map(present))


def _traced(values: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return the sources of every value: of its department, else of one with the same successor, else of the only one
    that each edition names (`restatements` pairs them).
    """
    wanted = values.rename(columns={"column_name": "told_column", "source_column": "column_name"})
    found = wanted.merge(sources.drop(columns=_ID), on=_PLACE, suffixes=("", "_of_source"))
    is_own, is_same = (found[name] == found[f"{name}_of_source"] for name in ("department_id", "present_id"))
    distance = 2 - is_own.astype(int) - is_same.astype(int)
    nearest = distance.groupby([found[name] for name in (*_ID, "told_column")]).transform("min")
    found = found[distance == nearest].drop(columns=["column_name", "fiscal_year"])
    return found.rename(columns={"told_column": "column_name", "supplied_fiscal_year": "fiscal_year"})


def _keyed(frame: pd.DataFrame, contract: type[Contract]) -> pd.DataFrame:
    key = reduce(lambda left, right: left + "|" + right, (frame[name].astype(str) for name in key_columns(contract)))
    return frame.assign(core_table=table_name(contract), record_key=key)
