"""Which measure each line is: ids that stay the same across editions, and repetitions (再掲) linked to the first."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from pipeline.facts.documents import Listing
from pipeline.facts.policies import Place
from pipeline.quality.findings import Finding
from pipeline.values.text import comparison_key, mend

# A character lost or misread in a name of twenty: still the same name, if the section is, too.
ALIKE = 95.0


@dataclass(frozen=True)
class Measure:
    """A measure as it was identified in one line."""

    measure_id: str
    name: str | None
    is_marked: bool
    reprise_of_measure_id: str | None = None


@dataclass
class MeasureIndex:
    """The measures of one plan over its editions, oldest first: names that came back keep their id."""

    prefix: str
    vocabulary: Mapping[str, str]
    # Comparison key of a first listing's name → the sections that answered for it, in any edition.
    known: dict[str, set[str]] = field(default_factory=dict)

    def identify(self, listings: Iterable[tuple[Listing, Place, set[str]]]) -> tuple[dict[int, Measure], list[Finding]]:
        """Return the measure of every line of one document, given its place and its sections."""
        seen: dict[str, str] = {}
        taken: set[str] = set()
        measures: dict[int, Measure] = {}
        findings: list[Finding] = []
        for listing, place, sections in listings:
            measure, reported = self._identify(listing, place, sections, seen, taken)
            taken.add(measure.measure_id)
            measures[listing.line_no] = measure
            findings += [_finding(rule, listing, measure, observed, expected) for rule, observed, expected in reported]
        return measures, findings

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
        key = self._key(name, sections)
        is_repeated = key in seen and (is_marked or bool(self.known[key] & sections))
        if is_repeated:
            measure_id = _free(f"{seen[key]}_{_code(place)}", taken)
            reported += [] if is_marked else [("reprise_not_marked", name, None)]
            return Measure(measure_id, name, is_marked, seen[key]), reported
        base = f"{self.prefix}_{hashlib.sha256(key.encode()).hexdigest()[:8]}"
        measure_id = base if key not in seen else _free(f"{base}_{_code(place)}", taken)
        seen.setdefault(key, measure_id)
        self.known.setdefault(key, set()).update(sections)
        reported += [("reprise_without_first", name, None)] if is_marked else []
        return Measure(measure_id, name, is_marked), reported

    def _key(self, name: str, sections: set[str]) -> str:
        """Return the key of a known name that this one is, or its own."""
        key = comparison_key(name)
        if key in self.known:
            return key
        alike = [k for k, owners in self.known.items() if owners & sections and fuzz.ratio(k, key) >= ALIKE]
        return alike[0] if len(alike) == 1 else key


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
