"""What a row leaves unanswered, grouped so that one fault is one gap: a field, a year, or all years from one on.

Which gap is worth which question is the affair of the rules (`missing.py`, `lost.py`).
"""

from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal
from weakref import WeakKeyDictionary

from pipeline.prose.outcome import tells_of_end
from pipeline.quality.progress_table import MeasureRow
from pipeline.quality.views.doubts import Doubt, Place, doubts

Kind = Literal["row", "start", "stop", "year", "never", "narrative", "field", "among"]
NARRATIVE = ("status", "evaluation")
_ABSENT = ("blank", "lost")
# Two years without a plan may be two slips; a field that nobody filled in three years is one question.
_FEWEST_NEVER = 3
_FEWEST_YEARS = 2
# Of a row of which hardly a cell could be placed, fields cannot be counted; its cells are reported one by one.
_LEAST_PLACED = 0.2


@dataclass(frozen=True)
class Gap:
    """Something that the heading asks for and the row does not answer.

    `row`: no year at all; `start`, `stop`: two or more years in front or behind; `year`: one whole year; `never`: a
    field in no year; `narrative`: status and evaluation of a year; `field`: one field of a year; `among`: more places
    than there are cells in doubt to fill them. `states` tells each place that is part of the gap: `blank` (an empty
    cell was printed), `lost` (the row holds no cell), `dash`; `count` is how many of the places are empty.
    """

    kind: Kind
    field: str | None
    fiscal_year: int | None
    states: Mapping[Place, str]
    count: int

    @property
    def is_lost(self) -> bool:
        """Say whether the row holds no cell for it, so that the original may have a text."""
        return all(state == "lost" for state in self.states.values())

    @property
    def years(self) -> list[int]:
        """Return the fiscal years of the gap."""
        return sorted(_years(self.states))


# Every rule of the family asks for the gaps of every row.
_KNOWN: MutableMapping[MeasureRow, list[Gap]] = WeakKeyDictionary()


def gaps(row: MeasureRow) -> list[Gap]:
    """Return the gaps of a row, none of them within another; what a cell in doubt may fill is no gap of its own."""
    if row not in _KNOWN:
        _KNOWN[row] = _gaps(row)
    return _KNOWN[row]


def _gaps(row: MeasureRow) -> list[Gap]:
    silent = {place for place in row.unasked if row.states.get(place) in _ABSENT}
    asked = _asked(row, silent)
    if not asked:
        return []
    ended = _year_of_end(row, asked)
    asked = {year: fields for year, fields in asked.items() if ended is None or year <= ended}
    states = {place: state for place, state in row.states.items() if place[1] in asked and place not in silent}
    absent = {place: state for place, state in states.items() if state in _ABSENT}
    if not absent or "quarantined" in states.values():
        return list(_Grouping(states, asked, {}).gaps())
    in_doubt = [doubt for doubt in doubts(row) if any(place in absent for place in doubt.places)]
    doubtful = {place for doubt in in_doubt for place in doubt.places}
    certain = {place: state for place, state in absent.items() if place not in doubtful}
    is_readable = _LEAST_PLACED * len(states) <= len(states.keys() - absent.keys() - doubtful)
    return [*_Grouping(states, asked, certain).gaps(), *(_among(states, absent, in_doubt) if is_readable else ())]


def _asked(row: MeasureRow, silent: Container[Place]) -> dict[int, set[str]]:
    """Return, per fiscal year, the fields that the row has to fill; `silent`: blanks that say nothing."""
    told = row.document.years_asked(row.listing.line).items()
    asked = {year: {name for name in fields if (name, year) not in silent} for year, fields in told}
    return {year: fields for year, fields in asked.items() if fields}


def _among(states: Mapping[Place, str], absent: Mapping[Place, str], in_doubt: Iterable[Doubt]) -> Iterator[Gap]:
    """Yield the places of which some are empty whatever the cells in doubt fill; doubts that share a year are one."""
    shared: list[tuple[set[Place], int]] = []
    for doubt in in_doubt:
        places, count = {place for place in doubt.places if place in absent or place == doubt.own}, doubt.cell_count
        for others in [one for one in shared if _years(one[0]) & _years(places)]:
            shared.remove(others)
            places, count = places | others[0], count + others[1]
        shared.append((places, count))
    for places, count in shared:
        if len(places) > count:
            year = max(_years(places & absent.keys()), key=lambda year: sum(place[1] == year for place in absent))
            ordered = {place: states[place] for place in states if place in places}
            yield Gap("among", None, year, ordered, len(places) - count)


def _years(places: Iterable[Place]) -> set[int]:
    return {year for _, year in places if year is not None}


def _year_of_end(row: MeasureRow, asked: Iterable[int]) -> int | None:
    """Return the year whose text says that the measure ended; nothing is missing behind it."""
    texts = ((year, row.text(name, year)) for year in asked for name in NARRATIVE)
    return next((year for year, text in texts if text and tells_of_end(text)), None)


class _Grouping:
    """Takes the absent places of one row apart, the largest gaps first."""

    def __init__(self, states: Mapping[Place, str], asked: Mapping[int, set[str]], absent: Mapping[Place, str]) -> None:
        self.asked, self.left = asked, dict(absent)
        self.silent = {place: state for place, state in states.items() if state == "dash"} | self.left

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
        return Gap(kind, name, year, states, len(states))

    def _places(self, years: Sequence[int]) -> list[Place]:
        return [(name, year) for year in years for name in sorted(self.asked[year])]

    def _is_absent(self, year: int) -> bool:
        return all((name, year) in self.left for name in self.asked[year])

    def _is_silent(self, year: int) -> bool:
        return all((name, year) in self.silent for name in self.asked[year])
