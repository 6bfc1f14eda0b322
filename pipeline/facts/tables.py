"""Rows of the core tables as they are collected, with the lineage of their values."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from pipeline.contracts.base import Contract, framed, key_columns, key_order, table_name
from pipeline.contracts.quality import Lineage, SuppliedLineage
from pipeline.facts.documents import Origin

Row = dict[str, Any]
Sources = Mapping[str, Iterable[Origin]]


class Trace(NamedTuple):
    """A value of a core table and a place that it was read from: a cell, or (without `cell_no`) a supplied value, which
    has a field and fiscal year."""

    core_table: str
    record_key: str
    column_name: str
    document_id: str
    line_no: int
    cell_no: int | None
    field: str | None = None
    fiscal_year: int | None = None

    @property
    def source(self) -> tuple[str, int, int | None, str | None, int | None]:
        """Return the place that the value was read from."""
        return self[3:]


class CoreTables:
    """Rows by table and key; a key that comes back (a later edition) fills and renews its row, with both lineages."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._rows: dict[type[Contract], dict[tuple[Any, ...], Row]] = {}
        self._traces: dict[Trace, None] = {}

    @property
    def traces(self) -> list[Trace]:
        """Return what the values of all rows were read from."""
        return list(self._traces)

    def add(self, table: type[Contract], row: Row) -> None:
        """Add a row whose values come from no cell in particular."""
        rows, key = self._rows.setdefault(table, {}), _key(table, row)
        known = rows.get(key)
        rows[key] = row if known is None else known | {name: value for name, value in row.items() if value is not None}

    def add_from(self, document_id: str, table: type[Contract], row: Row, sources: Sources) -> None:
        """Add a row with, for each column, what it was read from: cells of the document, or a supplied value."""
        self.add(table, row)
        value = table_name(table), record_key(table, row)
        for column, origins in sources.items():
            for origin in origins:
                is_cell = origin.cell_no is not None
                place = (origin.cell_no,) if is_cell else (None, origin.field, origin.fiscal_year)
                self._traces[Trace(*value, column, document_id, origin.line_no, *place)] = None

    def rows(self, table: type[Contract]) -> list[Row]:
        """Return the rows of a table in the order of its key."""
        keys, rows = list(self._rows.get(table, {})), list(self._rows.get(table, {}).values())
        order = key_order(keys)
        return rows if order is None else [rows[n] for n in order]


def lineage_frames(traces: Iterable[Trace]) -> dict[str, pd.DataFrame]:
    """Return `quality.lineage` and `quality.supplied_lineage`: what was read from cells, and what was supplied."""
    told: dict[type[Contract], list[Trace]] = {Lineage: [], SuppliedLineage: []}
    for trace in dict.fromkeys(traces):
        told[Lineage if trace.cell_no is not None else SuppliedLineage].append(trace)
    return {
        table_name(table): framed(table, {name: [trace[n] for trace in own] for n, name in enumerate(Trace._fields)})
        for table, own in told.items()
    }


def record_key(table: type[Contract], row: Row) -> str:
    """Return the values of a table's key columns, joined: what lineage calls the row."""
    return "|".join(map(str, _key(table, row)))


def _key(table: type[Contract], row: Row) -> tuple[Any, ...]:
    return tuple([row[name] for name in key_columns(table)])
