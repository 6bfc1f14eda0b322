"""Which tables go out, and their rows as they may leave the house.

The same content gives the same rows in the same order, and nothing tells when or where they were written. So findings
go out as they were gathered: without their state and those about acceptances, which depend on the day.
"""

from collections.abc import Iterator
from functools import lru_cache

import duckdb
import pandas as pd

from pipeline.contracts.base import Column, Contract, columns, conform, key_columns, table_name
from pipeline.contracts.quality import Finding, GatheredFinding
from pipeline.contracts.tables import CORE, MARTS, QUALITY
from pipeline.quality.rules.acceptances import EXPIRED, UNMATCHED
from pipeline.reports.withholding import Withholding, read_withholding
from pipeline.settings import ReleaseFolder
from pipeline.warehouse.connect import warehouse_of

EXPORTED: tuple[type[Contract], ...] = (*CORE, *MARTS, *QUALITY)
# A table is read in parts of so many vectors of 2,048 rows: a row group of Parquet, and no table whole in memory.
_VECTORS = 512


def exported_name(contract: type[Contract]) -> str:
    """Return the name under which a table goes out: that of the warehouse."""
    return table_name(_published(contract))


def exported_columns(contract: type[Contract]) -> list[Column]:
    """Return the columns that go out, as the warehouse describes them."""
    names = list(contract.to_schema().columns)
    return [column for column in columns(_published(contract)) if column.name in names]


def public_parts(release: ReleaseFolder, contract: type[Contract]) -> Iterator[pd.DataFrame]:
    """Yield a table of a release in parts, at least one, without the texts that findings `sensitive_text` are about."""
    with warehouse_of(release) as connection:
        for part in _parts(connection, contract):
            yield _withholding(release).applied(contract, part)


# The same for every table that a process writes.
@lru_cache(maxsize=1)
def _withholding(release: ReleaseFolder) -> Withholding:
    with warehouse_of(release) as connection:
        return read_withholding(connection)


def _published(contract: type[Contract]) -> type[Contract]:
    return Finding if contract is GatheredFinding else contract


def _parts(connection: duckdb.DuckDBPyConnection, contract: type[Contract]) -> Iterator[pd.DataFrame]:
    keys = (duckdb.ColumnExpression(name).asc().nulls_last() for name in key_columns(contract))
    rows = connection.table(exported_name(contract)).sort(*keys)
    part = rows.fetch_df_chunk(_VECTORS)
    while True:
        if contract is GatheredFinding:
            part = part[~part["rule_code"].isin([EXPIRED, UNMATCHED])]
        # Types and order are the contract's: a column that happens to be empty has no type of its own.
        yield conform(contract, part)
        if (part := rows.fetch_df_chunk(_VECTORS)).empty:
            return
