"""What the page shows of where tables and columns come from: as `sql/marts` reads them, and as lineage shows."""

import re
from collections.abc import Iterable, Mapping

import dagster as dg
import pandas as pd

from pipeline.assets.resources import key_of
from pipeline.contracts.base import Contract, columns, table_name
from pipeline.contracts.tables import BY_NAME
from pipeline.warehouse.statements import mart_statements

_READ = re.compile(r"\b(?:from|join)\s+((?:raw|staging|core|mart|quality)\.\w+)")
# Every value of a core table was read from the text of cells, by the field they were placed in.
_CELL = (("raw.cell", "text"), ("staging.placed_cell", "field"))


def tables_read(mart: str) -> list[str]:
    """Return the tables that the statement of a mart reads."""
    return sorted(set(_READ.findall(mart_statements()[mart.removeprefix("mart.")])) - {mart})


def mart_column_lineage(contract: type[Contract]) -> dg.TableColumnLineage:
    """Return the columns that a mart takes over: the same quantity has the same name everywhere."""
    sources = {name: {column.name for column in columns(BY_NAME[name])} for name in tables_read(table_name(contract))}
    return dg.TableColumnLineage(
        {
            column.name: [_dep(name, column.name) for name, known in sources.items() if column.name in known]
            for column in columns(contract)
            if any(column.name in known for known in sources.values())
        }
    )


def core_column_lineage(lineages: Iterable[pd.DataFrame]) -> Mapping[str, dg.TableColumnLineage]:
    """Return, by core table, the columns that were read from cells, as `quality.lineage` of some plans shows."""
    empty = pd.DataFrame(columns=["core_table", "column_name"])
    read = pd.concat([empty, *(frame.drop_duplicates() for frame in lineages)]).drop_duplicates()
    cells = [_dep(*place) for place in _CELL]
    return {
        str(table): dg.TableColumnLineage(dict.fromkeys(sorted(rows["column_name"]), cells))
        for table, rows in read.groupby("core_table")
    }


def _dep(table: str, column: str) -> dg.TableColumnDep:
    return dg.TableColumnDep(asset_key=key_of(table), column_name=column)
