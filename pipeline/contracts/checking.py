"""What breaks a contract, row by row, each with the place it is about."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pandera.errors

from pipeline.contracts.base import Contract, plain_values

_COLUMNS = ["schema_context", "column", "check", "failure_case", "index"]
_NOTHING = pd.DataFrame(columns=_COLUMNS)
_PLACES = ("document_id", "line_no", "cell_no")
# The checks of pandera that contracts use, with its own arguments, on values that are there.
_HOLDS: Mapping[str, Callable[..., "pd.Series[bool]"]] = {
    "greater_than_or_equal_to": lambda values, min_value: values >= min_value,
    "less_than_or_equal_to": lambda values, max_value: values <= max_value,
    "isin": lambda values, allowed_values: values.isin(allowed_values),
    "str_matches": lambda values, pattern: values.str.match(pattern),
}


def failing_rows(contract: type[Contract], frame: pd.DataFrame) -> pd.DataFrame:
    """Return what breaks the contract: column, check, value, row, and document, line and cell as far as it has them."""
    # Pandera takes a hundred times as long to find that nothing is wrong; it says what is, wherever anything might be.
    if _is_plainly_right(contract, frame):
        return _NOTHING
    numbered = frame.reset_index(drop=True)
    try:
        contract.validate(numbered, lazy=True)
    except pandera.errors.SchemaErrors as error:
        failing = pd.DataFrame(error.failure_cases)[_COLUMNS].astype({"index": "Int64"})
        places = numbered[[name for name in _PLACES if name in numbered]]
        return failing.merge(places, left_on="index", right_index=True, how="left")
    return _NOTHING


def _is_plainly_right(contract: type[Contract], frame: pd.DataFrame) -> bool:
    """Say whether the frame keeps its contract, as far as all that the contract asks is known here."""
    schema = contract.to_schema()
    if list(frame.columns) != list(schema.columns) or schema.checks or schema.index:
        return False
    if not all(_is_column_right(frame[name], spec) for name, spec in schema.columns.items()):
        return False
    keys = [plain_values(frame[name]) for name in schema.unique or ()]
    return not keys or len(set(zip(*keys, strict=True))) == len(frame)


def _is_column_right(column: "pd.Series[Any]", spec: Any) -> bool:
    if column.dtype != spec.dtype.type or spec.unique or spec.parsers:
        return False
    is_whole = column.count() == len(column)
    if not (is_whole or spec.nullable):
        return False
    values = column if is_whole or not spec.checks else column.dropna()
    return all(
        check.name in _HOLDS and bool(_HOLDS[check.name](values, **check.statistics).all()) for check in spec.checks
    )
