"""Which measure each line is: ids that stay the same across editions, and repetitions (再掲) linked to the first."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from pipeline.contracts.names import YEARLY_FIELDS
from pipeline.facts.documents import Listing
from pipeline.facts.editions.linking import Decisions, Portrait, distinctive
from pipeline.facts.editions.succession import Succession
from pipeline.facts.policies.place import Place
from pipeline.quality.findings import Finding
from pipeline.values.text import comparison_key, mend, normalise

# A character lost or misread in a name of twenty: still the same name, if the section is, too.
ALIKE = 95.0
# A measure line, where in the plan it stands, and the sections that answer for it.
Row = tuple[Listing, Place, set[str]]


@dataclass(frozen=True)
class Measure:
    """A measure as it was identified in one line."""

    measure_id: str
    name: str | None
    is_marked: bool
    reprise_of_measure_id: str | None = None


@dataclass
class MeasureIndex:
    """The measures of one plan over its editions, oldest first: names that came back, or were linked, keep their id."""

    prefix: str
    vocabulary: Mapping[str, str]
    succession: Succession = field(default_factory=lambda: Succession(Decisions({})))
    # Comparison key of a first listing's name → the sections that answered for it, in any edition.
    known: dict[str, set[str]] = field(default_factory=dict)
    # The same key → the id of the measure.
    ids: dict[str, str] = field(default_factory=dict)

    def identify(self, listings: Sequence[Row]) -> tuple[dict[int, Measure], list[Finding]]:
        """Return the measure of every line of one document, given its place and the ids of its sections today."""
        told = self.succession.follow(self._portraits(listings))
        seen: dict[str, str] = {}
        taken: set[str] = set()
        measures: dict[int, Measure] = {}
        findings: list[Finding] = []
        for listing, place, sections in listings:
            measure, reported = self._identify(listing, place, sections, seen, taken)
            taken.add(measure.measure_id)
            measures[listing.line_no] = measure
            findings += [_finding(rule, listing, measure, observed, expected) for rule, observed, expected in reported]
        self.ids |= seen
        return measures, findings + [replace(finding, measure_id=self.ids[key]) for key, finding in told]

    def _portraits(self, rows: Iterable[Row]) -> dict[str, Portrait]:
        """Return the first listing of every name, as it would be recognised in another edition."""
        found: dict[str, Portrait] = {}
        known = {key: set(sections) for key, sections in self.known.items()}
        above = ""
        for listing, place, sections in rows:
            if (printed := listing.text("measure")) is None:
                continue
            name = mend(printed, self.vocabulary)
            key = self._key(name, sections, known)
            known.setdefault(key, set()).update(sections)
            if key not in found:
                found[key] = _portrait(key, name, listing, _code(place), sections, above)
            above = self.succession.first_key(key)
        return distinctive(found)

    def _identify(
        self, listing: Listing, place: Place, sections: set[str], seen: dict[str, str], taken: set[str]
    ) -> tuple[Measure, list[tuple[str, str | None, str | None]]]:
        printed = listing.text("measure")
        is_marked = listing.source("reprise") is not None
        if printed is None:
            return Measure(_free(f"{self.prefix}_unnamed_{_code(place)}", taken), None, is_marked), [
                ("lost_measure_name", None, None)
            ]
        name = mend(printed, self.vocabulary)
        reported: list[tuple[str, str | None, str | None]] = [
            ("known_misreading", wrong, right) for wrong, right in self.vocabulary.items() if wrong in printed
        ]
        printed_key = self._key(name, sections, self.known)
        key = self.succession.first_key(printed_key)
        is_repeated = key in seen and (is_marked or bool(self.known[key] & sections))
        if is_repeated:
            measure_id = _free(f"{seen[key]}_{_code(place)}", taken)
            reported += [] if is_marked else [("reprise_not_marked", name, None)]
            return Measure(measure_id, name, is_marked, seen[key]), reported
        base = f"{self.prefix}_{hashlib.sha256(key.encode()).hexdigest()[:8]}"
        measure_id = base if key not in seen else _free(f"{base}_{_code(place)}", taken)
        seen.setdefault(key, measure_id)
        for one in (key, printed_key):
            self.known.setdefault(one, set()).update(sections)
        reported += [("reprise_without_first", name, None)] if is_marked else []
        return Measure(measure_id, name, is_marked), reported

    def _key(self, name: str, sections: set[str], known: Mapping[str, set[str]]) -> str:
        """Return the key of a known name that this one is, or its own."""
        key = comparison_key(name)
        if key in known:
            return key
        alike = [
            other
            for other, owners in known.items()
            if owners & sections
            and fuzz.ratio(other, key) >= ALIKE
            and self.succession.decisions.says(key, other) is not False
        ]
        return alike[0] if len(alike) == 1 else key


def _portrait(key: str, name: str, listing: Listing, policy: str, sections: set[str], above: str) -> Portrait:
    line = (listing.document.document_id, listing.line_no)
    texts = _texts(listing)
    told = tuple(texts.values())
    return Portrait(key, name, *line, policy, frozenset(sections), listing.text("page"), texts, above, told)


def _texts(listing: Listing) -> dict[tuple[str, int], str]:
    """Return what a row tells by field and year, as it is compared from edition to edition."""
    return {
        (name, fiscal_year): normalise(listing.text(name, fiscal_year) or "")
        for name, fiscal_year in listing.cells
        if name in YEARLY_FIELDS and fiscal_year is not None
    }


def _code(place: Place) -> str:
    """Return a short name of the policy: b1, p3, x where it is unknown."""
    return f"{place.kind[0]}{place.number}" if place.kind else "x"


def _free(wanted: str, taken: set[str]) -> str:
    candidates = (f"{wanted}_{n}" for n in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(c for c in candidates if c not in taken)


def _finding(rule: str, listing: Listing, measure: Measure, observed: str | None, expected: str | None) -> Finding:
    source = listing.source("measure")
    return Finding(
        rule,
        listing.document.document_id,
        listing.line_no,
        source.cells[0].cell_no if source else None,
        measure_id=measure.measure_id,
        field="measure",
        observed=observed,
        expected=expected,
    )
