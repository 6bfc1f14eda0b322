"""Which tables go out, and their rows as they may leave the house.

The same content gives the same rows in the same order, and nothing tells when or where they were written. So findings
go out as they were gathered: without their state and those about acceptances, which depend on the day.
"""

from collections.abc import Mapping

import duckdb
import pandas as pd

from pipeline.contracts.base import Column, Contract, columns, conform, table_name
from pipeline.contracts.quality import Finding, GatheredFinding
from pipeline.contracts.tables import CORE, MARTS, QUALITY
from pipeline.quality.rules.acceptances import EXPIRED, UNMATCHED
from pipeline.reports.withholding import read_withholding

EXPORTED: tuple[type[Contract], ...] = (*CORE, *MARTS, *QUALITY)
Frames = Mapping[type[Contract], pd.DataFrame]


def exported_name(contract: type[Contract]) -> str:
    """Return the name under which a table goes out: that of the warehouse."""
    return table_name(_published(contract))


def exported_columns(contract: type[Contract]) -> list[Column]:
    """Return the columns that go out, as the warehouse describes them."""
    names = list(contract.to_schema().columns)
    return [column for column in columns(_published(contract)) if column.name in names]


def public_frames(connection: duckdb.DuckDBPyConnection) -> Frames:
    """Return every exported table without the texts that findings `sensitive_text` are about."""
    withholding = read_withholding(connection)
    return {contract: withholding.applied(contract, _frame(connection, contract)) for contract in EXPORTED}


def _published(contract: type[Contract]) -> type[Contract]:
    return Finding if contract is GatheredFinding else contract


def _frame(connection: duckdb.DuckDBPyConnection, contract: type[Contract]) -> pd.DataFrame:
    frame = connection.table(exported_name(contract)).df()
    if contract is GatheredFinding:
        frame = frame[~frame["rule_code"].isin([EXPIRED, UNMATCHED])]
    # Types and order are the contract's: a column that happens to be empty has no type of its own.
    return conform(contract, frame)
