"""The listings of one measure: what they tell differently, and what two of them say told only once."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from pipeline.prose.writing.likeness import is_same
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.views.once import once_per_table

Value = TypeVar("Value", bound=Hashable)
RowsById = dict[tuple[str, str], MeasureRow]


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


@once_per_table
def listing_groups(table: ProgressTable) -> Iterator[list[MeasureRow]]:
    """Yield the rows of every measure that is listed more than once in a document, in the order of their lines."""
    groups: dict[tuple[str, str], dict[str, MeasureRow]] = {}
    for row in table.rows:
        # Further lines of one measure, for other sections or indicators, are no other listing.
        groups.setdefault((row.document.document_id, row.first_id), {}).setdefault(row.measure_id, row)
    yield from (list(group.values()) for group in groups.values() if len(group) > 1)


def odd_one(
    group: Sequence[MeasureRow],
    value_of: Callable[[MeasureRow], Value | None],
    is_alike: Callable[[Value, Value], bool],
) -> tuple[MeasureRow, Value, MeasureRow, Value] | None:
    """Return the listing whose value fewest others share, and the first listing that disagrees with it; else None.

    Of two listings the later is the odd one. Listings without a value (None) are left out.
    """
    told = [(row, value) for row in group if (value := value_of(row)) is not None]
    # A measure that is listed fifty times is mostly told in a few ways.
    counts = Counter(value for _, value in told)
    shared = {value: sum(n for other, n in counts.items() if is_alike(value, other)) for value in counts}
    alike = [shared[value] for _, value in told]
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
