"""What breaks a contract, row by row."""

import pandas as pd
import pandera.errors

from pipeline.contracts.base import Contract

_COLUMNS = ["schema_context", "column", "check", "failure_case", "index"]


def failing_rows(contract: type[Contract], frame: pd.DataFrame) -> pd.DataFrame:
    """Return what breaks the contract: column, check, value and row; empty if nothing does."""
    try:
        contract.validate(frame.reset_index(drop=True), lazy=True)
    except pandera.errors.SchemaErrors as error:
        return pd.DataFrame(error.failure_cases)[_COLUMNS]
    return pd.DataFrame(columns=_COLUMNS)
