"""What breaks a contract, row by row, each with the place it is about."""

import pandas as pd
import pandera.errors

from pipeline.contracts.base import Contract

_COLUMNS = ["schema_context", "column", "check", "failure_case", "index"]
_PLACES = ("document_id", "line_no", "cell_no")


def failing_rows(contract: type[Contract], frame: pd.DataFrame) -> pd.DataFrame:
    """Return what breaks the contract: column, check, value, row, and document, line and cell as far as it has them."""
    numbered = frame.reset_index(drop=True)
    try:
        contract.validate(numbered, lazy=True)
    except pandera.errors.SchemaErrors as error:
        failing = pd.DataFrame(error.failure_cases)[_COLUMNS]
        places = numbered[[name for name in _PLACES if name in numbered]]
        return failing.merge(places, left_on="index", right_index=True, how="left")
    return pd.DataFrame(columns=_COLUMNS)
