"""What the current release says about its findings, so that the next one can tell what is new."""

import duckdb
import pandas as pd

from pipeline.contracts.base import Contract, columns, conform, table_name
from pipeline.contracts.quality import Finding, FindingHistory, Run
from pipeline.errors import InputError
from pipeline.quality.states import Previous
from pipeline.settings import Settings
from pipeline.warehouse.connect import published_warehouse


def previous_findings(settings: Settings) -> Previous:
    """Return the findings of the current release, of any version; none if nothing usable is published.

    A file from before findings had a first run counts as having seen them first.
    """
    try:
        with published_warehouse(settings) as connection:
            run = connection.table(table_name(Run)).df().iloc[0]
            found = connection.table(table_name(Finding)).df()
            resolved = _if_there(connection, FindingHistory)
            findings = {"state": "new", "first_seen_run": run["run_id"]} | dict(found.items())
            return Previous(
                run["run_id"],
                run["published_at"],
                _complete(Finding, pd.DataFrame(findings, index=found.index)),
                _complete(FindingHistory, resolved),
            )
    # Whatever an old or damaged file lacks: the new one is worth more than the history it would have given.
    except (InputError, duckdb.Error, LookupError, ValueError, TypeError):
        return Previous.none()


def _if_there(connection: duckdb.DuckDBPyConnection, contract: type[Contract]) -> pd.DataFrame:
    try:
        return connection.table(table_name(contract)).df()
    except duckdb.CatalogException:
        return conform(contract, [])


def _complete(contract: type[Contract], frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as its contract has it. Raises ValueError if a column that must be filled is not."""
    optional = {column.name: None for column in columns(contract) if column.is_nullable}
    complete = conform(contract, frame.assign(**{name: None for name in optional if name not in frame}))
    filled = [column.name for column in columns(contract) if not column.is_nullable]
    if complete[filled].isna().any(axis=None):
        raise ValueError(f"{table_name(contract)}: empty values in required columns")
    return complete
