"""Rates in a narrative: printed percentages (認定率(C/A)：16.7%), and shares in tenths (4割)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.prose.figures.around import (
    ABOUT,
    ABOUT_AFTER,
    MOST_DIGITS,
    folded_text,
    label_of,
    words_after,
    words_before,
    words_in,
)
from pipeline.prose.figures.counts import COUNT
from pipeline.prose.figures.numerals import KANJI_NUMBER, NUMBER, number_of

_RATE = re.compile(rf"(?<![\d.,])(?P<number>{NUMBER}|{KANJI_NUMBER})\s*(?:%|パーセント)(?!\s*~)")
# 2割引, 3割負担 and 割合 are no shares of what is counted.
_TENTHS = re.compile(r"(?<![\d.一-九])(?P<number>[1-9]|[一二三四五六七八九])割(?P<half>5分|半)?(?![引負合増減り])")
# 4割 may stand for 38 or 44 percent.
_TENTH = 6.0
_SYMBOLS = re.compile(r"\(\s*(?P<part>[A-Z])\s*[/÷]\s*(?P<whole>[A-Z])\s*(?:[×*]\s*100\s*)?\)[:はがも\s]*$")


@dataclass(frozen=True)
class Rate:
    """A printed percentage, or a share in tenths (4割; `step`: how far that may be rounded).

    `part` and `whole`: the symbols of (C/A); `decimals`: how many places are printed.
    """

    label: str
    value: float
    decimals: int
    start: int
    end: int
    after: str = ""
    part: str = ""
    whole: str = ""
    is_exact: bool = True
    is_bracketed: bool = False
    step: float = 0.0

    def follows_from(self, part: float, whole: float) -> bool:
        """Say whether the rate is that of two counts, within one unit of its last printed place."""
        return whole > 0 and abs(self.value - 100 * part / whole) <= self.tolerance

    @property
    def tolerance(self) -> float:
        """Return one unit of the last printed place, in percent points; twice that behind 約."""
        unit: float = self.step or 10.0**-self.decimals
        return (unit if self.is_exact else 2 * unit) + 1e-6


@lru_cache(maxsize=20_000)
def read_rates(text: str) -> tuple[Rate, ...]:
    """Return the percentages of a text, in order."""
    return tuple(_rates(folded_text(text)))


@lru_cache(maxsize=20_000)
def read_tenths(text: str) -> tuple[Rate, ...]:
    """Return the shares of a text that are told in tenths: 4割, 7割5分, 八割."""
    folded, found = folded_text(text), []
    for match in _TENTHS.finditer(folded):
        before = words_before(folded, match.start())
        counted = [m.end() for m in COUNT.finditer(before)]
        label, _ = label_of(words_in(before[max(counted, default=0) :]))
        tenths = "一二三四五六七八九".find(match["number"]) + 1 or int(match["number"])
        value, after = 10.0 * tenths + (5 if match["half"] else 0), words_after(folded, match.end(), len(folded))
        is_exact = not (ABOUT.search(before) or ABOUT_AFTER.match(folded, match.end()))
        found.append(Rate(label, value, 0, *match.span(), after, is_exact=is_exact, step=_TENTH))
    return tuple(found)


def _rates(folded: str) -> Iterator[Rate]:
    told = 0
    for match in (match for match in _RATE.finditer(folded) if len(match["number"]) <= MOST_DIGITS):
        before = words_before(folded, match.start(), told)
        symbols = _SYMBOLS.search(before)
        words = before[: symbols.start()] if symbols else before
        counted = [m.end() for m in COUNT.finditer(words)]
        label, _ = label_of(words_in(words[max(counted, default=0) :]))
        number = match["number"]
        yield Rate(
            label,
            number_of(number),
            len(number.partition(".")[2]),
            match.start(),
            match.end(),
            words_after(folded, match.end(), len(folded)),
            symbols["part"] if symbols else "",
            symbols["whole"] if symbols else "",
            not ABOUT.search(before),
            bool(re.search(r"\(\s*(?:約\s*)?$", before)) and folded.startswith(")", match.end()),
        )
        told = match.end()
