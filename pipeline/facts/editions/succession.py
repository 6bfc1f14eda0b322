"""The measures of a plan from edition to edition: which go on, under which name; which are new, and which are gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.facts.editions.linking import Decisions, Link, Portrait, links
from pipeline.quality.findings import Finding
from pipeline.values.text import comparison_key

Portraits = Mapping[str, Portrait]


@dataclass
class Succession:
    """What the editions so far have told, by the key of the name under which a measure was first known.

    `former` leads from a later name to that key; `known` are the measures as their newest edition shows them; `open`
    leads from a later name to the measure that it may go on with.
    """

    decisions: Decisions
    former: dict[str, str] = field(default_factory=dict)
    known: dict[str, Portrait] = field(default_factory=dict)
    open: dict[str, str] = field(default_factory=dict)

    def first_key(self, key: str) -> str:
        """Return the key under which a measure was first known."""
        return self.former.get(key, key)

    def follow(self, portraits: Portraits) -> list[tuple[str, Finding]]:
        """Take in the rows of the next edition; return what is told of measures, each with the measure's first key."""
        if not (self.known and portraits):
            self.known |= portraits
            return []
        (document_id,) = {portrait.document_id for portrait in portraits.values()}
        for link in self._links(portraits):
            self._note(link)
        printed = {self.first_key(key): portrait for key, portrait in portraits.items()}
        asked = {key: old for key, old in self.open.items() if key in printed and old not in printed}
        told = [
            *self._renamed(printed),
            *((key, _about(printed[key], "measure_perhaps_renamed", self.known[old])) for key, old in asked.items()),
            *self._new(printed, asked),
            *self._gone(document_id, printed, set(asked.values())),
        ]
        self.known |= printed
        return told

    def _links(self, portraits: Portraits) -> list[Link]:
        """Return the links between names that no edition had before and measures that this one does not print."""
        printed = {self.first_key(key) for key in portraits}
        fresh = [one for key, one in portraits.items() if self.first_key(key) not in self.known]
        gone = [one for key, one in self.known.items() if key not in printed]
        return links(fresh, gone, self.decisions)

    def _note(self, link: Link) -> None:
        links_so_far = self.former if link.certainty == "likely" else self.open
        links_so_far[link.newer.key] = self.first_key(link.older.key)

    def _renamed(self, printed: Portraits) -> Iterator[tuple[str, Finding]]:
        """Tell measures whose name was another one in the edition before, until somebody decides that they are one."""
        for key, portrait in printed.items():
            if older := self.known.get(key):
                names = comparison_key(portrait.name), comparison_key(older.name)
                if names[0] != names[1] and not self.decisions.says(*names):
                    yield key, _about(portrait, "measure_renamed", older)

    def _new(self, printed: Portraits, asked: Mapping[str, str]) -> Iterator[tuple[str, Finding]]:
        for key, portrait in printed.items():
            if key not in self.known and key not in asked:
                yield key, _about(portrait, "measure_new")

    def _gone(self, document_id: str, printed: Portraits, asked: set[str]) -> Iterator[tuple[str, Finding]]:
        for key, portrait in self.known.items():
            if key not in printed and key not in asked and not portrait.is_ended:
                department_id = min(portrait.sections, default=None)
                evidence = {"last_document_id": portrait.document_id, "last_line_no": portrait.line_no}
                yield (
                    key,
                    Finding(
                        "measure_gone",
                        document_id,
                        department_id=department_id,
                        observed=portrait.name,
                        evidence=evidence,
                    ),
                )


def _about(portrait: Portrait, rule_code: str, older: Portrait | None = None) -> Finding:
    evidence = {"earlier_document_id": older.document_id, "earlier_line_no": older.line_no} if older else {}
    return Finding(
        rule_code,
        portrait.document_id,
        portrait.line_no,
        field="measure",
        observed=portrait.name,
        expected=older.name if older else None,
        evidence=evidence,
    )
