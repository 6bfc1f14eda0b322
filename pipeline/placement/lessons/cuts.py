"""Where a text may be two: at marks and forms, and where another text of the document begins or ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple

# White space, the end of a sentence, a rating or a page that begins or ends the text, the end of a bureau's name, and a
# rating in words behind a sentence.
_NUMBER = r"\d{1,3}(?:\.\d+)?"
_FORMS = re.compile(
    r"\S(?=\s+\S)|。(?=[^\s」)])|[部局](?=[^\s部局]{1,10}[課室係])"
    rf"|^{_NUMBER}\s*%(?=\S)|%(?=[^\s)、。,.%\d~-])|[^\d.,\s約](?={_NUMBER}%$)"
    rf"|^{_NUMBER}(?=[^\s\d.,:、%年月日時分秒人名件部校か所ケヶ箇団世組冊枚点代歳回割ペ頁~-])"
    r"|^未実施(?=\S)|^実施(?!し|す|中|済|予|回|状|方|内|期|日|場|体|な|に|で|を|計|主|要|率)(?=\S)|\)(?=未?実施$)"
    r"|^[Pp]\.?\d{1,3}(?=\D)|^\d{1,3}(?:ページ|頁)(?=\S)"
)
_MARKS = re.compile(r"^(?:[A-ES](?=[^A-Za-z\s])|[◎○〇◯△▲×✕☆★](?=\S))|\S(?=[◎○〇◯△▲×✕☆★]$)|[^A-Za-z\s](?=[A-ES]$)")
# So many characters tell a text from others by its beginning, and by its end.
_KNOWN = 8
# Whole texts from this length on may end or begin a merged one.
_SHORTEST_WHOLE, _LONGEST_WHOLE = 4, 16
_MOST_CUTS = 3


class Cut(NamedTuple):
    """What stands before and behind a cut; whether white space lies there; how many of the two are known texts."""

    first: str
    second: str
    is_spaced: bool
    known: int


@dataclass(frozen=True)
class KnownTexts:
    """How the normalised texts of a document begin and end, and the short ones whole."""

    starts: frozenset[str]
    endings: frozenset[str]
    wholes: frozenset[str]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "KnownTexts":
        """Take the texts in, those long enough to be known again."""
        long = [text for text in texts if len(text) >= _KNOWN]
        wholes = frozenset(text for text in texts if _SHORTEST_WHOLE <= len(text) < _LONGEST_WHOLE)
        return cls(frozenset(text[:_KNOWN] for text in long), frozenset(text[-_KNOWN:] for text in long), wholes)

    def begins(self, whole: str, start: int) -> bool:
        """Say whether another text of the document than `whole` begins like what stands in it from `start` on."""
        beginning = whole[start : start + _KNOWN]
        is_whole = len(whole) - start < _LONGEST_WHOLE and whole[start:] in self.wholes
        return is_whole or (beginning in self.starts and beginning != whole[:_KNOWN])

    def ends(self, whole: str, end: int) -> bool:
        """Say whether another text of the document than `whole` ends like what stands in it up to `end`."""
        ending = whole[max(0, end - _KNOWN) : end]
        is_whole = end < _LONGEST_WHOLE and whole[:end] in self.wholes
        return is_whole or (ending in self.endings and ending != whole[-_KNOWN:])


def cuts_of(text: str, known: KnownTexts, by_marks: bool) -> list[Cut]:
    """Return where a normalised text may be cut, at most a few; `by_marks`: it is rated by marks (◎○△, A B C)."""
    places = {match.end() for match in _FORMS.finditer(text)}
    if by_marks:
        places |= {match.end() for match in _MARKS.finditer(text)}
    places = {place for place in (*places, *_known_places(text, known)) if 0 < place < len(text)}
    # Only the few best are cut: all parts of a long text together are the square of its length.
    ranked = [(-_known_sides(text, place, known), _end_before(text, place), place) for place in places]
    return [_cut(text, place, -known) for known, _, place in nsmallest(_MOST_CUTS, ranked)]


def _known_places(text: str, known: KnownTexts) -> list[int]:
    """Return the places within a text where a known one begins, or behind which one ends."""
    size = len(text)
    short = range(_SHORTEST_WHOLE, min(_LONGEST_WHOLE, size))
    places = [place for place in range(1, size - _KNOWN + 1) if text[place : place + _KNOWN] in known.starts]
    places += [place for place in range(_KNOWN, size) if text[place - _KNOWN : place] in known.endings]
    places += [place for place in short if text[:place] in known.wholes]
    return places + [size - length for length in short if text[-length:] in known.wholes]


def _known_sides(text: str, place: int, known: KnownTexts) -> int:
    start = place
    while text[start].isspace():
        start += 1
    return known.ends(text, _end_before(text, place)) + known.begins(text, start)


def _end_before(text: str, place: int) -> int:
    """Return where the text before a place ends, white space left out."""
    while text[place - 1].isspace():
        place -= 1
    return place


def _cut(text: str, place: int, known: int) -> Cut:
    return Cut(text[:place].strip(), text[place:].strip(), text[place].isspace(), known)
