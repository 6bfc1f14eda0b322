"""Contracts as blocking asset checks: whatever breaks one is listed row by row, and nothing is published."""

import dagster as dg
import pandas as pd
import pandera.errors

from pipeline.assets.resources import key_of
from pipeline.contracts.base import Contract, table_name
from pipeline.contracts.tables import STAGED

_MOST_ROWS_SHOWN = 20
_COLUMNS = ["schema_context", "column", "check", "failure_case", "index"]


def failing_rows(contract: type[Contract], frame: pd.DataFrame) -> pd.DataFrame:
    """Return what breaks the contract: column, check, value and row; empty if nothing does."""
    try:
        contract.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        return pd.DataFrame(error.failure_cases)[_COLUMNS]
    return pd.DataFrame(columns=_COLUMNS)


def contract_check(contract: type[Contract]) -> dg.AssetChecksDefinition:
    """Return the blocking check of one staged table."""
    name = table_name(contract)

    @dg.asset_check(
        asset=key_of(name),
        name="contract",
        blocking=True,
        description=f"{name} has the columns, types, values and key of its contract.",
    )
    def check(table: pd.DataFrame) -> dg.AssetCheckResult:
        failing = failing_rows(contract, table)
        shown = failing.head(_MOST_ROWS_SHOWN)
        metadata: dict[str, dg.MetadataValue] = {"failing": dg.MetadataValue.int(len(failing))}
        if len(failing):
            metadata["rows"] = dg.MetadataValue.table(
                [dg.TableRecord({str(k): str(v) for k, v in row.items()}) for row in shown.to_dict("records")]
            )
        return dg.AssetCheckResult(passed=failing.empty, metadata=metadata)

    return check


contract_checks = [contract_check(contract) for contract in STAGED]
