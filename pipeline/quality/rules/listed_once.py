"""Findings about a measure that is listed several times: what the other listing says, too, is told once."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable


def told_once(table: ProgressTable, find: Callable[[MeasureRow], Iterable[Finding]]) -> Iterator[Finding]:
    """Yield what `find` returns for each row, but nothing that another listing of the measure already told."""
    told: dict[tuple[Any, ...], str] = {}
    for row in table.rows:
        for finding in find(row):
            said = (finding.fiscal_year, finding.field, finding.observed, finding.expected)
            teller = told.setdefault((finding.document_id, row.first_id, *said), row.measure_id)
            if teller == row.measure_id:
                yield finding
