"""The table as the rules look at it: a row per measure line, with its cells, states, ratings and departments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.facts.departments import DepartmentRecord
from pipeline.facts.documents import Listing, PlacedDocument, Source
from pipeline.placement.adjudications import MAINTAINER
from pipeline.quality.findings import Finding
from pipeline.quality.views.editions import Editions
from pipeline.values.text import is_dash


@dataclass(frozen=True)
class Rated:
    """One row of `core.fact_progress` behind a measure row and year, as far as rules need it."""

    department_id: str
    kind: str
    pct: float | None
    printed: str | None
    attribution: str
    is_counted: bool
    components: tuple[tuple[str, float | None], ...] = ()


@dataclass(frozen=True, eq=False)
class MeasureRow:
    """A measure line. Years are those its heading asks anything for, in order. Two rows are never the same one.

    `departments`: per fiscal year the ids of the sections that are responsible (the section column names them);
    `states`: per (field, fiscal year) that the heading asks for, what became of it (`staging.listing_field`);
    `rated`: per fiscal year the facts of the row; `unasked`: the places of which a blank says nothing
    (`views/unasked.py`). `first_id` is the measure's id, for a repetition that of the first.
    """

    listing: Listing = field(repr=False)
    measure_id: str
    name: str | None
    policy_id: str | None
    first_id: str
    is_reprise_marked: bool
    departments: Mapping[int, Sequence[str]]
    states: Mapping[tuple[str, int | None], str]
    rated: Mapping[int, Sequence[Rated]]
    unasked: frozenset[tuple[str, int | None]] = frozenset()

    @property
    def document(self) -> PlacedDocument:
        """Return the document the row stands in."""
        return self.listing.document

    @cached_property
    def years(self) -> list[int]:
        """Return the fiscal years that the row's heading asks for."""
        return list(self.listing.document.years_asked(self.listing.line))

    @property
    def is_repetition(self) -> bool:
        """Say whether the row lists a measure that stands elsewhere, too."""
        return self.first_id != self.measure_id

    def asks(self, name: str, fiscal_year: int | None = None) -> bool:
        """Say whether the heading asks for a field."""
        return (name, fiscal_year) in self.states

    def source(self, name: str, fiscal_year: int | None = None) -> Source | None:
        """Return what is placed in a field, with its cells."""
        return self.listing.source(name, fiscal_year)

    def text(self, name: str, fiscal_year: int | None = None) -> str | None:
        """Return the text of a field; None where nothing or a dash stands (see `states` for which)."""
        return self._told.get((name, fiscal_year))

    def is_certain(self, name: str, fiscal_year: int | None = None) -> bool:
        """Say whether no cell of a field is in doubt: a rule should not accuse a section of our own doubt."""
        return (name, fiscal_year) not in self._in_doubt

    # Every rule asks for every text: they are put together once.
    @cached_property
    def _told(self) -> dict[tuple[str, int | None], str]:
        texts = {place: self.listing.text(*place) for place in self.listing.cells}
        return {place: text for place, text in texts.items() if text is not None and not is_dash(text)}

    @cached_property
    def _in_doubt(self) -> frozenset[tuple[str, int | None]]:
        cells = self.listing.cells.items()
        return frozenset(place for place, found in cells if any(cell.is_uncertain for cell in found))

    def is_answered(self, name: str, fiscal_year: int | None = None) -> bool:
        """Say whether a section was asked about a field and its answer stands there."""
        return any(cell.decided_by not in (None, MAINTAINER) for cell in self.listing.cells_of(name, fiscal_year))

    def finding(
        self,
        name: str | None = None,
        fiscal_year: int | None = None,
        *,
        observed: str | None = None,
        expected: str | None = None,
        department_id: str | None = None,
        **evidence: object,
    ) -> Finding:
        """Return a finding about a field of this row; the rule's code is filled in by whoever runs the rule."""
        cells = self.listing.cells_of(name, fiscal_year) if name else ()
        return Finding(
            "",
            self.document.document_id,
            self.listing.line_no,
            cells[0].cell_no if cells else None,
            self.measure_id,
            fiscal_year,
            department_id,
            name,
            observed,
            expected,
            dict(evidence),
        )


@dataclass(frozen=True, eq=False)
class ProgressTable:
    """Every measure row of every document, in order, with what is known about departments and misreadings.

    `departments`: every name by department id, registered or met in print; `vocabulary`: misreading → reading;
    `editions`: which edition of a plan tells what is known now.
    """

    rows: Sequence[MeasureRow]
    departments: Mapping[str, DepartmentRecord] = field(default_factory=dict)
    vocabulary: Mapping[str, str] = field(default_factory=dict)
    editions: Editions = field(default_factory=Editions)

    def by_document(self) -> Iterator[list[MeasureRow]]:
        """Yield the rows of each document."""
        grouped: dict[str, list[MeasureRow]] = {}
        for row in self.rows:
            grouped.setdefault(row.document.document_id, []).append(row)
        yield from grouped.values()
