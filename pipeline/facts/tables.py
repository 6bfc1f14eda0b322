"""Rows of the core tables as they are collected, with the lineage of their values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.contracts.base import Contract, conform, key_columns, table_name
from pipeline.contracts.quality import Lineage
from pipeline.placement.placing import PlacedCell

Row = dict[str, Any]
Sources = Mapping[str, Iterable[PlacedCell]]


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
        """Add a row with, for each column, the cells of the document it was read from."""
        self.add(table, row)
        record_key = "|".join(str(row[column]) for column in key_columns(table))
        for column, cells in sources.items():
            for cell in cells:
                self.add(
                    Lineage,
                    {
                        "core_table": table_name(table),
                        "record_key": record_key,
                        "column_name": column,
                        "document_id": document_id,
                        "line_no": cell.line_no,
                        "cell_no": cell.cell_no,
                    },
                )

    def frames(self, tables: Sequence[type[Contract]]) -> dict[str, pd.DataFrame]:
        """Return the tables by name, in the shape of their contracts."""
        return {
            table_name(table): conform(table, list(self._rows.get(table_name(table), {}).values())) for table in tables
        }
