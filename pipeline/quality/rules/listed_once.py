"""Findings about a measure that is listed several times: what the other listing says, too, is told once."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable


def told_once(table: ProgressTable, find: Callable[[MeasureRow], Iterable[Finding]]) -> Iterator[Finding]:
    """Yield what `find` returns for each row, but nothing that another listing of the measure already told.

    Sections that are asked the same about one row are asked each for itself.
    """
    told: dict[tuple[Any, ...], tuple[int, set[str | None]]] = {}
    for row in table.rows:
        for finding in find(row):
            said = (finding.fiscal_year, finding.field, finding.observed, finding.expected)
            line_no, asked = told.setdefault((finding.document_id, row.first_id, *said), (row.listing.line_no, set()))
            if line_no == row.listing.line_no and finding.department_id not in asked:
                asked.add(finding.department_id)
                yield finding
