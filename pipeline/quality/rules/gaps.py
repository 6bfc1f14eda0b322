"""What a row leaves unanswered, grouped so that one fault is one gap: a field, a year, or all years from one on.

Which gap is worth which question is the affair of the rules (`missing.py`, `lost.py`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from pipeline.placement.placing import PlacedCell
from pipeline.quality.progress_table import MeasureRow
from pipeline.values.achievement import is_rating_form
from pipeline.values.performance import tells_of_end
from pipeline.values.text import is_dash

Kind = Literal["row", "start", "stop", "year", "never", "narrative", "field"]
Place = tuple[str, int | None]
NARRATIVE = ("status", "evaluation")
# Two years without a plan may be two slips; a field that nobody filled in three years is one question.
_FEWEST_NEVER = 3
_FEWEST_YEARS = 2


@dataclass(frozen=True)
class Gap:
    """Something that the heading asks for and the row does not answer.

    `row`: no year at all; `start`, `stop`: two or more years in front or behind; `year`: one whole year; `never`: a
    field in no year; `narrative`: status and evaluation of a year; `field`: one field of a year. `states` tells each
    place that is part of the gap: `blank` (an empty cell was printed), `lost` (the row holds no cell), `dash`.
    """

    kind: Kind
    field: str | None
    fiscal_year: int | None
    states: Mapping[Place, str]

    @property
    def is_lost(self) -> bool:
        """Say whether the row holds no cell for it, so that the original may have a text."""
        return all(state == "lost" for state in self.states.values())

    @property
    def years(self) -> list[int]:
        """Return the fiscal years of the gap."""
        return sorted({year for _, year in self.states if year is not None})


def gaps(row: MeasureRow) -> list[Gap]:
    """Return the gaps of a row, none of them within another; places that a cell in doubt may fill are none."""
    asked = row.document.years_asked(row.listing.line)
    ended = _year_of_end(row, asked)
    asked = {year: fields for year, fields in asked.items() if ended is None or year <= ended}
    absent = {place: state for place, state in absent_places(row).items() if place[1] in asked}
    return list(_Grouping(row, asked, absent).gaps())


def _year_of_end(row: MeasureRow, asked: Iterable[int]) -> int | None:
    """Return the year whose text says that the measure ended; nothing is missing behind it."""
    texts = ((year, row.text(name, year)) for year in asked for name in NARRATIVE)
    return next((year for year, text in texts if text and tells_of_end(text)), None)


def absent_places(row: MeasureRow) -> dict[Place, str]:
    """Return the fields of years that stand empty or have no cell, but for those a cell in doubt may belong to."""
    states = {place: state for place, state in row.states.items() if place[1] is not None}
    if "quarantined" in states.values():
        return {}
    absent = {place: state for place, state in states.items() if state in ("blank", "lost")}
    doubtful = set(_doubtful(row)) if absent else set()
    return {place: state for place, state in absent.items() if place not in doubtful}


class _Grouping:
    """Takes the absent places of one row apart, the largest gaps first."""

    def __init__(self, row: MeasureRow, asked: Mapping[int, set[str]], absent: Mapping[Place, str]) -> None:
        self.row, self.asked, self.left = row, asked, dict(absent)
        dashes = {place: state for place, state in row.states.items() if state == "dash"}
        self.silent = {place: state for place, state in {**dashes, **absent}.items() if place[1] is not None}

    def gaps(self) -> Iterator[Gap]:
        years = list(self.asked)
        if years and all(self._is_absent(year) for year in years):
            yield self._taken("row", None, None, self._places(years))
            return
        stop = list(takewhile(self._is_silent, reversed(years)))[::-1]
        yield from self._run("stop", stop if len(stop) < len(years) else [])
        yield from self._run("start", list(takewhile(self._is_absent, years)))
        for year in years:
            if self._is_absent(year) and len(self.asked[year]) > 1:
                yield self._taken("year", None, year, self._places([year]))
        yield from self._never()
        yield from self._in_years()

    def _run(self, kind: Kind, years: Sequence[int]) -> Iterator[Gap]:
        if len(years) >= _FEWEST_YEARS:
            yield self._taken(kind, None, years[0], self._places(years))

    def _never(self) -> Iterator[Gap]:
        for name in dict.fromkeys(name for name, _ in self.left):
            places = [(name, year) for year, fields in self.asked.items() if name in fields]
            if len(places) >= _FEWEST_NEVER and all(place in self.left for place in places):
                yield self._taken("never", name, None, places)

    def _in_years(self) -> Iterator[Gap]:
        for year in self.asked:
            both = [(name, year) for name in NARRATIVE]
            if all(place in self.left for place in both) and (("achievement", year) not in self.left):
                yield self._taken("narrative", "status", year, both)
        for place in list(self.left):
            yield self._taken("field", *place, [place])

    def _taken(self, kind: Kind, name: str | None, year: int | None, places: Iterable[Place]) -> Gap:
        states = {place: self.silent[place] for place in places}
        for place in states:
            self.left.pop(place, None)
        return Gap(kind, name, year, states)

    def _places(self, years: Sequence[int]) -> list[Place]:
        return [(name, year) for year in years for name in sorted(self.asked[year])]

    def _is_absent(self, year: int) -> bool:
        return all((name, year) in self.left for name in self.asked[year])

    def _is_silent(self, year: int) -> bool:
        return all((name, year) in self.silent for name in self.asked[year])


def _doubtful(row: MeasureRow) -> Iterator[Place]:
    """Yield the places that a quarantined cell between its neighbours, or an uncertain one, may belong to."""
    headings = row.document.headings[row.listing.line.heading_line_no or 0]
    columns: list[Place] = [(heading.field, heading.fiscal_year) for heading in headings if heading.field]
    cells = row.document.cells_by_line.get(row.listing.line_no, [])
    position, pending = -1, list[PlacedCell]()
    for cell in cells:
        if cell.is_uncertain and cell.alternative_field:
            yield cell.alternative_field, cell.alternative_fiscal_year
        if cell.field == "quarantined":
            pending.append(cell)
        elif (place := (cell.field, cell.fiscal_year)) in columns:
            following = columns.index(place)
            yield from _fitting(pending, columns[position + 1 : following] or columns)
            position, pending = following, []
    yield from _fitting(pending, columns[position + 1 :])


def _fitting(cells: Sequence[PlacedCell], places: Sequence[Place]) -> Iterator[Place]:
    """Yield the places for which one of the cells has the form."""
    ratings = [is_dash(cell.text) or is_rating_form(cell.text) for cell in cells]
    has_text = any(is_dash(cell.text) or not rating for cell, rating in zip(cells, ratings, strict=True))
    for place in places:
        if any(ratings) if place[0] == "achievement" else has_text:
            yield place
