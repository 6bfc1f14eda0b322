"""Where a text may be two: at marks and forms, and where another text of the document begins or ends."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.placement.texts import Codes

# White space, the end of a sentence, a rating or a page that begins or ends the text, the end of a bureau's name, and a
# rating in words behind a sentence.
_NUMBER = r"[\d０-９]{1,3}(?:[.．][\d０-９]+)?"
_FORMS = re.compile(
    r"\S(?=\s+\S)|。(?=[^\s」）)])|[部局](?=[^\s部局]{1,10}[課室係])"
    rf"|^\s*{_NUMBER}\s*[%％](?=\S)|[%％](?=[^\s)）、。,.％%\d~～-])|[^\d.,．，\s約](?={_NUMBER}[%％]\s*$)"
    rf"|^\s*{_NUMBER}(?=[^\s\d０-９.．,，:：、%％年月日時分秒人名件部校か所ケヶ箇団世組冊枚点代歳回割ペ頁～~-])"
    r"|^\s*未実施(?=\S)|^\s*実施(?!し|す|中|済|予|回|状|方|内|期|日|場|体|な|に|で|を|計|主|要|率)(?=\S)|[)）](?=未?実施\s*$)"
    r"|^\s*[Pp][.．]?[\d０-９]{1,3}(?=\D)|^\s*[\d０-９]{1,3}(?:ページ|頁)(?=\S)"
)
# A character that stands in each form which does not begin the text.
_SIGNS = re.compile(r"[\s。部局%％)）]")
_MARKS = re.compile(
    r"^\s*(?:[A-ES](?=[^A-Za-z\s])|[◎○〇◯△▲×✕☆★](?=\S))|\S(?=[◎○〇◯△▲×✕☆★]\s*$)|[^A-Za-z\s](?=[A-ES]\s*$)"
)
# So many characters tell a text from others by its beginning, and by its end.
_KNOWN = 8
# Whole texts from this length on may end or begin a merged one.
_SHORTEST_WHOLE, _LONGEST_WHOLE = 4, 16
_MOST_CUTS = 3
# What tells a text is hashed to so many bits, few enough for the cache; the factor is odd and has many (Knuth).
_SIEVE_BITS, _FACTOR = 20, np.uint64(0x9E3779B97F4A7C15)


class Cut(NamedTuple):
    """What stands before and behind a cut; whether white space lies there; how many of the two are known texts."""

    first: str
    second: str
    is_spaced: bool
    known: int


@dataclass(frozen=True)
class KnownTexts:
    """How the texts of a document begin and end, and the short ones whole."""

    starts: frozenset[str]
    endings: frozenset[str]
    wholes: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "KnownTexts":
        """Take the texts in, those long enough to be known again."""
        stripped = [text.strip() for text in texts]
        long = [text for text in stripped if len(text) >= _KNOWN]
        wholes = frozenset(text for text in stripped if _SHORTEST_WHOLE <= len(text) < _LONGEST_WHOLE)
        return cls(frozenset(text[:_KNOWN] for text in long), frozenset(text[-_KNOWN:] for text in long), wholes)

    @cached_property
    def start_sieve(self) -> NDArray[np.bool_]:
        """Return the sieve of the beginnings."""
        return _sieve(self.starts)

    @cached_property
    def ending_sieve(self) -> NDArray[np.bool_]:
        """Return the sieve of the ends."""
        return _sieve(self.endings)

    @cached_property
    def _whole_starts(self) -> frozenset[str]:
        return frozenset(text[:_SHORTEST_WHOLE] for text in self.wholes)

    @cached_property
    def _whole_endings(self) -> frozenset[str]:
        return frozenset(text[-_SHORTEST_WHOLE:] for text in self.wholes)

    def may_hold_whole(self, text: str) -> bool:
        """Say whether a text begins or ends like one of the short ones."""
        return text[:_SHORTEST_WHOLE] in self._whole_starts or text[-_SHORTEST_WHOLE:] in self._whole_endings

    def begins(self, text: str, whole: str) -> bool:
        """Say whether another text of the document than `whole` begins like this part of it."""
        return (text[:_KNOWN] in self.starts and text[:_KNOWN] != whole[:_KNOWN]) or text in self.wholes

    def ends(self, text: str, whole: str) -> bool:
        """Say whether another text of the document than `whole` ends like this part of it."""
        return (text[-_KNOWN:] in self.endings and text[-_KNOWN:] != whole[-_KNOWN:]) or text in self.wholes


def cuts_of(texts: Iterable[str], known: KnownTexts, by_marks: bool) -> list[list[Cut]]:
    """Return where each text may be cut, at most a few; `by_marks`: the document rates by marks (◎○△, A B C)."""
    stripped = [text.strip() for text in texts]
    found = []
    for text, places in zip(stripped, _known_places(stripped, known), strict=True):
        if _may_have_forms(text):
            places |= {match.end() for match in _FORMS.finditer(text)}
        if by_marks:
            places |= {match.end() for match in _MARKS.finditer(text)}
        cuts = [_cut(text, place, known) for place in sorted(places) if 0 < place < len(text)]
        found.append(sorted(cuts, key=lambda cut: (-cut.known, len(cut.first)))[:_MOST_CUTS])
    return found


def _may_have_forms(text: str) -> bool:
    """Say whether a text holds what each of the forms begins with: many do not, and the forms take their time."""
    begins_closed = text[:1].isdigit() or text[:1] in ("実", "未", "P", "p")
    return begins_closed or bool(_SIGNS.search(text, 0, len(text) - text.endswith("。")))


def _known_places(texts: Sequence[str], known: KnownTexts) -> list[set[int]]:
    """Return the places in each text where a known one begins, or behind which one ends."""
    places = [_whole_places(text, known.wholes) if known.may_hold_whole(text) else set() for text in texts]
    windows = _windows("".join(texts))
    starts = np.cumsum([0, *map(len, texts)])
    for parts, sieve, length in ((known.starts, known.start_sieve, 0), (known.endings, known.ending_sieve, _KNOWN)):
        at = np.flatnonzero(sieve[windows])
        number = np.searchsorted(starts, at, side="right") - 1
        for index, place in zip(number.tolist(), (at - starts[number]).tolist(), strict=True):
            if texts[index][place : place + _KNOWN] in parts:
                places[index].add(place + length)
    return places


def _whole_places(text: str, wholes: frozenset[str]) -> set[int]:
    short = range(_SHORTEST_WHOLE, min(_LONGEST_WHOLE, len(text)))
    begun = {length for length in short if text[:length] in wholes}
    return begun | {len(text) - length for length in short if text[-length:] in wholes}


def _windows(text: str) -> Codes:
    """Return a number for the characters from each place on, as many as tell a text: (places)."""
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    places = max(0, len(characters) - _KNOWN + 1)
    number = np.zeros(places, dtype=np.uint64)
    for step in range(_KNOWN):
        number = number * _FACTOR + characters[step : step + places]
    return (number * _FACTOR >> (64 - _SIEVE_BITS)).astype(np.int64)


def _sieve(parts: Iterable[str]) -> NDArray[np.bool_]:
    """Return which numbers of `_windows` the known parts of texts have: the others need not be looked up."""
    sieve = np.zeros(1 << _SIEVE_BITS, dtype=bool)
    sieve[_windows("".join(parts))[::_KNOWN]] = True
    return sieve


def _cut(text: str, place: int, known: KnownTexts) -> Cut:
    first, second = text[:place].strip(), text[place:].strip()
    return Cut(first, second, text[place].isspace(), known.ends(first, text) + known.begins(second, text))
