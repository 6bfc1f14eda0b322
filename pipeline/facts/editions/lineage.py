"""The cells behind what the editions of a plan say together: those of the facts that it was taken from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.contracts.base import Contract, table_name
from pipeline.contracts.core import FactProgress
from pipeline.contracts.editions import CurrentProgress, FactRestatement
from pipeline.contracts.names import YEARLY_FIELDS
from pipeline.facts.editions.current import Rows
from pipeline.facts.tables import Row, Trace, record_key

# The column of a fact in which a field stands.
COLUMNS = {name: "achievement_as_printed" if name == "achievement" else f"{name}_text" for name in YEARLY_FIELDS}

# Document, measure, fiscal year and column of a fact.
_Place = tuple[str, str, int, str]


class _Value(NamedTuple):
    """A text of a table over editions: its table, record and column, and the place of the facts that tell it."""

    core_table: str
    record_key: str
    column_name: str
    department_id: str
    place: _Place


def traced_over_editions(
    traces: Sequence[Trace], facts: Rows, current: Rows, restated: Rows, present: Mapping[str, str]
) -> Iterator[Trace]:
    """Yield what `core.current_progress` and `core.fact_restatement` were read from, as the lineage of facts tells it.

    A text has the cells of its department, else of one with the same successor, else of the only one that each edition
    names (`restatements` pairs them); and the supplied values likewise. `present` leads from each department to its
    last successor.
    """
    values = [*_current(current), *_restated(restated)]
    for is_supplied in (False, True):
        sources = _sources((trace for trace in traces if (trace.cell_no is None) is is_supplied), facts)
        for value in values if sources else ():
            yield from _traced(value, sources.get(value.place, {}), present)


def _traced(value: _Value, sources: Mapping[str, Sequence[Trace]], present: Mapping[str, str]) -> Iterator[Trace]:
    """Yield the nearest of the sources of a place, as those of the value."""
    distances = {name: _distance(value.department_id, name, present) for name in sources}
    for name, distance in distances.items():
        if distance == min(distances.values()):
            for trace in sources[name]:
                yield Trace(value.core_table, value.record_key, value.column_name, *trace.source)


def _sources(traces: Iterable[Trace], facts: Rows) -> dict[_Place, dict[str, list[Trace]]]:
    """Return the lineage of facts by place and department."""
    known = {record_key(FactProgress, fact): fact for fact in facts}
    found: dict[_Place, dict[str, list[Trace]]] = {}
    for trace in traces:
        if trace.core_table == table_name(FactProgress):
            fact = known[trace.record_key]
            place = (fact["document_id"], fact["measure_id"], fact["fiscal_year"], trace.column_name)
            found.setdefault(place, {}).setdefault(fact["department_id"], []).append(trace)
    return found


def _distance(department_id: str, other: str, present: Mapping[str, str]) -> int:
    return 2 - (department_id == other) - (present[department_id] == present[other])


def _current(current: Rows) -> Iterator[_Value]:
    """Yield every text of `core.current_progress` with its edition, as what lineage is wanted for."""
    for row in current:
        for name, column in COLUMNS.items():
            if row[column] is not None:
                yield _value(CurrentProgress, row, column, row[f"{name}_document_id"], column)


def _restated(restated: Rows) -> Iterator[_Value]:
    """Yield both texts of every restatement with their editions."""
    for row in restated:
        for side in ("before", "after"):
            if row[f"{side}_text"] is not None:
                column = COLUMNS[row["field"]]
                yield _value(FactRestatement, row, f"{side}_text", row[f"{side}_document_id"], column)


def _value(contract: type[Contract], row: Row, column: str, document_id: Any, source_column: str) -> _Value:
    place = (document_id, row["measure_id"], row["fiscal_year"], source_column)
    return _Value(table_name(contract), record_key(contract, row), column, row["department_id"], place)
