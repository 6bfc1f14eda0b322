"""Which measure of an older edition a row of a newer one goes on with, where the name is not the same.

A renamed measure repeats the texts of its old years word for word, and stands where it stood: that decides nearly
always. What is likely is linked and told; what could be is asked; decisions (`seeds/measure_links.csv`) hold.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from rapidfuzz import fuzz

from pipeline.prose.outcome import tells_of_end
from pipeline.values.text import comparison_key

# A text as long as this is not the same by chance; 実施 and 80% are.
SHORTEST_TEXT = 8
# Of the texts that both rows tell for the same field and year: so many say that it is the same measure, or another one.
_SAME, _OTHER = 0.6, 0.2
_FEWEST_TEXTS = 2
# Names: of one wording (a word was added or exchanged), or of a wording that could be one.
_NEAR, _PERHAPS = 85.0, 55.0
# One candidate among several is meant if it is as much more alike as this.
_MARGIN = 10.0
# Beyond a thousand rows on either side, a table that shares no text is no later edition.
_MOST_PAIRS = 1_000_000

Certainty = Literal["likely", "open"]


@dataclass(frozen=True)
class Portrait:
    """What a row says that its measure can be recognised by.

    `key` is the name as it is compared; `sections` the ids of the departments that answer for it today; `texts` the
    texts by field and fiscal year; `after` the key of the row above; `told` all that the row tells of its years.
    """

    key: str
    name: str
    document_id: str
    line_no: int
    policy: str
    sections: frozenset[str]
    page: str | None
    texts: Mapping[tuple[str, int], str]
    after: str = ""
    told: Collection[str] = ()

    @property
    def is_ended(self) -> bool:
        """Say whether a text tells that the measure came to its end: asked only of those that are gone."""
        return any(map(tells_of_end, self.told))

    def long_texts(self) -> Iterator[tuple[tuple[str, int], str]]:
        """Yield the texts that are not the same by chance, each with its place."""
        yield from ((place, text) for place, text in self.texts.items() if len(text) >= SHORTEST_TEXT)

    def shares_with(self, other: "Portrait") -> tuple[int, int]:
        """Return how many long texts both rows tell for one field and year, and how many of these are the same."""
        both = [place for place in self.texts.keys() & other.texts.keys() if self._is_long(other, place)]
        return len(both), sum(self.texts[place] == other.texts[place] for place in both)

    def _is_long(self, other: "Portrait", place: tuple[str, int]) -> bool:
        return min(len(self.texts[place]), len(other.texts[place])) >= SHORTEST_TEXT


@dataclass(frozen=True)
class Link:
    """A row of a newer edition and the measure of an older one that it goes on with, for certain or perhaps."""

    newer: Portrait
    older: Portrait
    certainty: Certainty


@dataclass(frozen=True)
class MeasureLink:
    """A reader's decision: `name` in a newer edition and `earlier_name` in an older one are one measure, or two."""

    plan_id: str
    name: str
    earlier_name: str
    is_same: bool


@dataclass(frozen=True)
class Decisions:
    """What readers decided about a plan's measures, by the keys of both names."""

    by_keys: Mapping[tuple[str, str], bool]

    @classmethod
    def of(cls, plan_id: str, links: Iterable[MeasureLink], vocabulary: Mapping[str, str]) -> "Decisions":
        """Return the decisions about one plan."""
        chosen = [link for link in links if link.plan_id == plan_id]
        keys = [tuple(comparison_key(name, vocabulary) for name in (link.name, link.earlier_name)) for link in chosen]
        return cls({(new, old): link.is_same for (new, old), link in zip(keys, chosen, strict=True)})

    def says(self, newer: str, older: str) -> bool | None:
        """Return whether two names are one measure; None: nobody decided."""
        return self.by_keys.get((newer, older))


def distinctive(portraits: Mapping[str, Portrait]) -> dict[str, Portrait]:
    """Return the portraits of one edition without the texts that several rows share: they tell no row from another."""
    told = Counter(place for portrait in portraits.values() for place in portrait.texts.items())
    return {
        key: replace(portrait, texts={place: text for place, text in portrait.texts.items() if told[place, text] == 1})
        for key, portrait in portraits.items()
    }


def links(newer: Collection[Portrait], older: Sequence[Portrait], decisions: Decisions) -> list[Link]:
    """Return the links between rows and measures that have no counterpart of the same name; each is in one at most."""
    scored = [
        (score, new, old)
        for new, old in _pairs(newer, older, decisions)
        if decisions.says(new.key, old.key) is not False and (score := _score(new, old, decisions)) > 0
    ]
    found: list[Link] = []
    taken: set[int] = set()
    for score, new, old in sorted(scored, key=lambda one: (-one[0], one[1].line_no, one[2].line_no)):
        if not {id(new), id(old)} & taken:
            taken |= {id(new), id(old)}
            rivals = [other for other, n, o in scored if (n is new) != (o is old)]
            is_clear = score >= max(rivals, default=0) + _MARGIN
            certainty: Certainty = "likely" if is_clear and _is_likely(new, old, decisions) else "open"
            found.append(Link(new, old, certainty))
    return found


def _pairs(
    newer: Collection[Portrait], older: Sequence[Portrait], decisions: Decisions
) -> Iterator[tuple[Portrait, Portrait]]:
    """Yield the pairs worth a comparison: all, but of thousands only those that share a long text, or were decided."""
    if len(newer) * len(older) <= _MOST_PAIRS:
        yield from product(newer, older)
        return
    telling: dict[tuple[tuple[str, int], str], list[Portrait]] = {}
    for old in older:
        for place in old.long_texts():
            telling.setdefault(place, []).append(old)
    decided = {(new, old) for new, old in decisions.by_keys}
    for new in newer:
        alike = {id(old): old for place in new.long_texts() for old in telling.get(place, ())}
        alike |= {id(old): old for old in older if (new.key, old.key) in decided} if decided else {}
        yield from ((new, old) for old in alike.values())


def _score(new: Portrait, old: Portrait, decisions: Decisions) -> float:
    """Return how much speaks for a link; 0: nothing worth a question."""
    if decisions.says(new.key, old.key):
        return 1000.0
    compared, same = new.shares_with(old)
    likeness = _likeness(new, old)
    is_told_alike = compared >= _FEWEST_TEXTS and same >= _SAME * compared
    is_told_otherwise = compared >= _FEWEST_TEXTS and same <= _OTHER * compared
    if not is_told_alike and (is_told_otherwise or likeness < _PERHAPS or not _is_near(new, old)):
        return 0.0
    return likeness + 20.0 * same + 10.0 * _neighbourhood(new, old)


def _is_likely(new: Portrait, old: Portrait, decisions: Decisions) -> bool:
    if decisions.says(new.key, old.key):
        return True
    compared, same = new.shares_with(old)
    if compared >= _FEWEST_TEXTS and same >= _SAME * compared:
        return _neighbourhood(new, old) > 0 or _likeness(new, old) >= _PERHAPS
    return _likeness(new, old) >= _NEAR and bool(new.sections & old.sections) and new.policy == old.policy


def _likeness(new: Portrait, old: Portrait) -> float:
    """Return how alike two names are (0 to 100); a name within the other one is nearly the same."""
    shorter = min(len(new.key), len(old.key))
    within = 0.9 * fuzz.partial_ratio(new.key, old.key) if shorter >= 4 else 0.0
    return max(fuzz.ratio(new.key, old.key), within)


def _is_near(new: Portrait, old: Portrait) -> bool:
    return new.policy == old.policy or bool(new.sections & old.sections)


def _neighbourhood(new: Portrait, old: Portrait) -> int:
    """Return in how many respects the rows stand in the same place: policy, section, page, row above."""
    is_after = bool(new.after) and new.after == old.after
    is_on_page = new.page is not None and new.page == old.page
    return sum((new.policy == old.policy, bool(new.sections & old.sections), is_on_page, is_after))
