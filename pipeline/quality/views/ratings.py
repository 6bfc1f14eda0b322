"""The ratings of a measure row, one after the other: what rules about ratings and narratives compare."""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from weakref import WeakKeyDictionary

from pipeline.quality.progress_table import MeasureRow, ProgressTable, Rated

Notation = Literal["percent", "word", "parts"]
_NOTATIONS: Mapping[str, Notation] = {"percent": "percent", "implemented": "word", "by_component": "parts"}


@dataclass(frozen=True)
class YearRating:
    """A rating of one year; `department_id` is None where it is for every section of the row."""

    fiscal_year: int
    department_id: str | None
    rated: Rated

    @property
    def printed(self) -> str:
        """Return the rating as printed."""
        return " ".join((self.rated.printed or "").split())

    @property
    def notation(self) -> Notation | None:
        """Return how the rating is written: a percentage, 実施, or a list of parts; None for 未実施 and others."""
        return _NOTATIONS.get(self.rated.kind)

    @property
    def parts(self) -> list[tuple[str, float]]:
        """Return the percentages by the label of their part (empty: of the rating as a whole)."""
        labelled = (("", self.rated.pct), *self.rated.components)
        return [(label, pct) for label, pct in labelled if pct is not None]

    @property
    def value(self) -> tuple[object, ...]:
        """Return what two ratings must share to be the same."""
        return self.rated.kind, self.rated.pct, self.rated.components


# Most rules about ratings and narratives ask for them.
_KNOWN: MutableMapping[MeasureRow, list[list[YearRating]]] = WeakKeyDictionary()


def timelines(row: MeasureRow, table: ProgressTable) -> list[list[YearRating]]:
    """Return the certain ratings of a row in order, a list per section; one list if all sections share them."""
    if row not in _KNOWN:
        _KNOWN[row] = _timelines(row, table)
    return _KNOWN[row]


def _timelines(row: MeasureRow, table: ProgressTable) -> list[list[YearRating]]:
    lines: dict[str, list[YearRating]] = {}
    shared = [rating for year in row.years if (rating := _shared(row, year))]
    if len(shared) == sum(bool(_given(row, year)) for year in row.years):
        return [shared]
    for year in row.years:
        for rated in _given(row, year):
            rating = _shared(row, year) or YearRating(year, rated.department_id, rated)
            lines.setdefault(_today(rated.department_id, table), []).append(rating)
    return [*{tuple(_content(line)): line for line in lines.values()}.values()]


def successive(line: Sequence[YearRating]) -> Iterator[tuple[YearRating, YearRating]]:
    """Yield the pairs of ratings of a year and the next."""
    for earlier, later in pairwise(line):
        if later.fiscal_year == earlier.fiscal_year + 1:
            yield earlier, later


def _given(row: MeasureRow, fiscal_year: int) -> list[Rated]:
    """Return the ratings of the answering sections that are printed for certain."""
    is_certain = row.is_certain("achievement", fiscal_year)
    return [one for one in _answering(row, fiscal_year) if one.printed] if is_certain else []


def _answering(row: MeasureRow, fiscal_year: int) -> list[Rated]:
    """Return the ratings of the responsible sections; of all, where the section's column names none."""
    rated, responsible = row.rated.get(fiscal_year, ()), row.departments.get(fiscal_year, ())
    return [one for one in rated if not responsible or one.department_id in responsible]


def _shared(row: MeasureRow, fiscal_year: int) -> YearRating | None:
    given = _given(row, fiscal_year)
    alike = {(one.kind, one.pct, one.printed) for one in given}
    is_for_all = len(alike) == 1 and len(given) == len(_answering(row, fiscal_year))
    return YearRating(fiscal_year, None, given[0]) if is_for_all else None


def _content(line: Sequence[YearRating]) -> Iterator[tuple[object, ...]]:
    return ((rating.fiscal_year, *rating.value) for rating in line)


def _today(department_id: str, table: ProgressTable) -> str:
    """Return the last name of a renamed section, so that its ratings are one line."""
    ids = {record.section_name: name for name, record in table.departments.items()}
    seen = {department_id}
    while (record := table.departments.get(department_id)) and (later := ids.get(record.successor or "")):
        if later in seen:
            break
        seen.add(later)
        department_id = later
    return department_id
