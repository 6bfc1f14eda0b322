"""Rows of the core tables as they are collected, with the lineage of their values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.contracts.base import Contract, conform, key_columns, table_name
from pipeline.contracts.quality import Lineage, SuppliedLineage
from pipeline.facts.documents import Origin

Row = dict[str, Any]
Sources = Mapping[str, Iterable[Origin]]


class CoreTables:
    """Rows by table and key; a key that comes back (a later edition) fills and renews its row, with both lineages."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._rows: dict[str, dict[tuple[Any, ...], Row]] = {}

    def add(self, table: type[Contract], row: Row) -> None:
        """Add a row whose values come from no cell in particular."""
        rows = self._rows.setdefault(table_name(table), {})
        key = tuple(row[column] for column in key_columns(table))
        rows[key] = rows.get(key, row) | {column: value for column, value in row.items() if value is not None}

    def add_from(self, document_id: str, table: type[Contract], row: Row, sources: Sources) -> None:
        """Add a row with, for each column, what it was read from: cells of the document, or a supplied value."""
        self.add(table, row)
        record_key = "|".join(str(row[column]) for column in key_columns(table))
        for column, origins in sources.items():
            value = {"core_table": table_name(table), "record_key": record_key, "column_name": column}
            for origin in origins:
                line = value | {"document_id": document_id, "line_no": origin.line_no}
                if origin.cell_no is None:
                    self.add(SuppliedLineage, line | {"field": origin.field, "fiscal_year": origin.fiscal_year})
                else:
                    self.add(Lineage, line | {"cell_no": origin.cell_no})

    def frames(self, tables: Sequence[type[Contract]]) -> dict[str, pd.DataFrame]:
        """Return the tables by name, in the shape of their contracts."""
        return {
            table_name(table): conform(table, list(self._rows.get(table_name(table), {}).values())) for table in tables
        }
