"""The same measure in successive editions of its plan: what an older edition said beside what the newer one says."""

from collections.abc import Iterator
from itertools import pairwise

from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.views.editions import Restated
from pipeline.quality.views.listings import rows_by_id
from pipeline.quality.views.narratives import certain_text


def successions(table: ProgressTable) -> Iterator[tuple[MeasureRow, MeasureRow]]:
    """Yield every measure row with the row of the same measure in the next edition that lists it: older, newer."""
    rows: dict[str, list[MeasureRow]] = {}
    for row in sorted(table.rows, key=lambda row: table.editions.order.get(row.document.document_id, -1)):
        rows.setdefault(row.measure_id, []).append(row)
    for listed in rows.values():
        yield from pairwise(listed)


def planned_before(table: ProgressTable) -> Iterator[tuple[MeasureRow, int, str]]:
    """Yield every row that tells of a year whose plan an older edition published, with the year and that plan.

    Where the row prints a plan of its own, this one counts: a plan may be revised.
    """
    for older, newer in successions(table):
        for fiscal_year in newer.years:
            planned = certain_text(newer, "plan", fiscal_year) or certain_text(older, "plan", fiscal_year)
            if planned and newer.asks("status", fiscal_year) and older.asks("plan", fiscal_year):
                yield newer, fiscal_year, planned


def still_restated(table: ProgressTable) -> Iterator[tuple[MeasureRow, Restated]]:
    """Yield every restatement between places that are certain, with the row that made it and all that still repeat it.

    A fault that nobody has answered is the fault of each edition that prints it again; what a section has answered is
    not asked a second time, though it differs from the earlier edition.
    """
    rows = rows_by_id(table)
    order = table.editions.order
    last = {_place(restated): restated for restated in table.editions.restated}
    for restated in table.editions.restated:
        before = rows.get((restated.before_document_id, restated.measure_id))
        until = len(order) if last[_place(restated)] is restated else order[restated.after_document_id] + 1
        for document_id in list(order)[order[restated.after_document_id] : until]:
            row = rows.get((document_id, restated.measure_id))
            if before and row and _is_open(row, restated) and _is_certain(before, restated):
                yield row, restated


def _place(restated: Restated) -> tuple[str, str, int, str]:
    return restated.measure_id, restated.field, restated.fiscal_year, restated.department_id


def _is_open(row: MeasureRow, restated: Restated) -> bool:
    return _is_certain(row, restated) and not row.is_answered(restated.field, restated.fiscal_year)


def _is_certain(row: MeasureRow, restated: Restated) -> bool:
    place = (restated.field, restated.fiscal_year)
    return row.asks(*place) and row.is_certain(*place)
