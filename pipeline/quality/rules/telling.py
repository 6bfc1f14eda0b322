"""What rules that compare texts look at: texts whose place is certain, and each told only once. No rule stands here."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.values.likeness import is_same

NARRATIVES = ("plan", "status", "evaluation")
Value = TypeVar("Value")
RowsById = dict[tuple[str, str], MeasureRow]


def certain_text(row: MeasureRow, field: str, fiscal_year: int | None = None) -> str | None:
    """Return a text that certainly stands in its field; None for a dash, a blank and a cell in doubt."""
    return row.text(field, fiscal_year) if row.is_certain(field, fiscal_year) else None


def rows_by_id(table: ProgressTable) -> RowsById:
    """Return the rows by document and measure."""
    return {(row.document.document_id, row.measure_id): row for row in table.rows}


def first_listing(row: MeasureRow, rows: RowsById) -> MeasureRow | None:
    """Return the first listing of a measure that the row lists again; None for a first listing."""
    return rows.get((row.document.document_id, row.first_id)) if row.is_repetition else None


def is_told_first(row: MeasureRow, rows: RowsById, places: Sequence[tuple[str, int]]) -> bool:
    """Say whether the first listing of the measure has the same words in all of these places (field, fiscal year)."""
    first = first_listing(row, rows)
    if first is None:
        return False
    texts = [(row.text(*place) or "", first.text(*place) or "") for place in places]
    return all(is_same(here, there) for here, there in texts)


def is_run_told_first(row: MeasureRow, rows: RowsById, field: str, run: Sequence[int]) -> bool:
    """Say whether the first listing of the measure repeats the same words in two years of the run, too."""
    first = first_listing(row, rows)
    told = [year for year in run if first is not None and first.text(field, year)]
    return len(told) > 1 and is_told_first(row, rows, [(field, year) for year in told])


def own_texts(table: ProgressTable, fields: Sequence[str] = NARRATIVES) -> Iterator[tuple[MeasureRow, str, int, str]]:
    """Yield row, field, fiscal year and text of every certain narrative, but those a first listing has, too."""
    rows = rows_by_id(table)
    for row in table.rows:
        for fiscal_year in row.years:
            for field in fields:
                text = certain_text(row, field, fiscal_year)
                if text and not is_told_first(row, rows, [(field, fiscal_year)]):
                    yield row, field, fiscal_year, text


def listing_groups(table: ProgressTable) -> Iterator[list[MeasureRow]]:
    """Yield the rows of every measure that is listed more than once in a document, in the order of their lines."""
    groups: dict[tuple[str, str], list[MeasureRow]] = {}
    for row in table.rows:
        groups.setdefault((row.document.document_id, row.first_id), []).append(row)
    yield from (group for group in groups.values() if len(group) > 1)


def odd_one(
    group: Sequence[MeasureRow],
    value_of: Callable[[MeasureRow], Value | None],
    is_alike: Callable[[Value, Value], bool],
) -> tuple[MeasureRow, Value, MeasureRow, Value] | None:
    """Return the listing whose value fewest others share, and the first listing that disagrees with it; else None.

    Of two listings the later is the odd one. Listings without a value (None) are left out.
    """
    told = [(row, value) for row in group if (value := value_of(row)) is not None]
    alike = [sum(is_alike(value, other) for _, other in told) for _, value in told]
    if not told or min(alike) == len(told):
        return None
    row, value = next(pair for pair, n in zip(reversed(told), reversed(alike), strict=True) if n == min(alike))
    return (row, value, *next(pair for pair in told if not is_alike(value, pair[1])))


def compared(row: MeasureRow, value: str, other: MeasureRow, other_value: str) -> dict[str, Any]:
    """Return the evidence for a disagreement of two rows: both lines and both values."""
    return {
        "line_no": row.listing.line_no,
        "text": value,
        "other_line_no": other.listing.line_no,
        "other_measure": other.name,
        "other_text": other_value,
    }
