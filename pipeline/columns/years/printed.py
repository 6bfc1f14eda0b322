"""Fiscal years as headings print them: in full, or without their era (４年度事業費), which a heading can do without."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.values.fiscal_years import ERA_OFFSET, FISCAL_YEARS, FiscalYears, read_fiscal_years, without_fiscal_years
from pipeline.values.text import fold_width

# 4年度, and neither 令和4年度, 第4年度, 3～4年度 nor 4年度目.
_BARE = re.compile(r"(?<![\d第全過直近約~\-.'’‘])(?P<number>元|\d{1,2})(?=年度(?!目(?!標|的)|間))")
# '24年度, ’24, FY24: the century is left out, so the era is the western one.
_SHORT_WESTERN = re.compile(r"(?<![A-Za-z\d])(?:FY\s?['’‘`′]?|['’‘`′])(?P<number>\d{2})(?![\d'’%])(?:年度?)?")
# 2024実績, 目標2030: four digits that are no count, no number of a law and no date.
_BARE_WESTERN = re.compile(
    r"(?<![\d,.第./\-約延])(?P<number>20[0-4]\d)(?!\s*(?:[\d,.%‰人名件回円万千百号条年月票部冊台㎡]|/\d|-\d|か所|箇所|団体|世帯))"
)
_WESTERN_SPAN = re.compile(r"20[0-4]\d\s*(?:年度?)?\s*[-~－‐–―〜～]\s*(?:20)?[0-4]\d\s*(?:年度?)?")
_WESTERN_CENTURY = 2000
# Where nothing tells when a table was made: no table asks for so late a year of Reiwa, it is one of Heisei.
_HEISEI_FROM = 20
# A plan looks ahead less far than its table looks back.
_AHEAD = 2
_WESTERN, _REIWA, _HEISEI = "western", "令和", "平成"


@dataclass(frozen=True)
class BareYears:
    """What a table means by a year without its era. `edition`: the year near which its years lie, if that is known;
    `is_western`: it counts by the western calendar (24年度 is 2024年度)."""

    edition: int | None = None
    is_western: bool = False

    def year(self, number: str) -> int:
        """Return the fiscal year that a number stands for."""
        if number == "元":
            return ERA_OFFSET[_REIWA] + 1
        if self.is_western:
            return _WESTERN_CENTURY + int(number)
        if self.edition is None:
            return ERA_OFFSET[_HEISEI if int(number) >= _HEISEI_FROM else _REIWA] + int(number)
        return min((ERA_OFFSET[era] + int(number) for era in (_REIWA, _HEISEI)), key=self.distance)

    def distance(self, year: int) -> int:
        """Return how far a year lies from the edition."""
        assert self.edition is not None
        return self.edition - year if year <= self.edition else _AHEAD * (year - self.edition)


UNTOLD = BareYears()


def bare_years(headings: Iterable[str], edition: int | None) -> BareYears:
    """Return what the headings of a sheet mean by years without their era: one calendar for all of them, under which
    they lie nearest to the edition, or else to the newest year that is printed in full."""
    texts = [fold_width(text) for text in headings]
    printed = [year.first for text in texts for year in read_fiscal_years(_with_centuries(text))]
    near = edition or max((year for year in printed if year in FISCAL_YEARS), default=None)
    if near is None:
        return UNTOLD
    numbers = {year["number"] for text in texts if not read_fiscal_years(text) for year in _BARE.finditer(text)}
    if "元" in numbers:
        return BareYears(near)
    calendars = [BareYears(near), BareYears(near, is_western=True)]
    return min(calendars, key=lambda bare: sum(bare.distance(bare.year(number)) for number in numbers))


def read_heading_years(text: str, bare: BareYears = UNTOLD) -> tuple[FiscalYears, ...]:
    """Return the fiscal years that a heading names; their places are those in the heading with eras written out."""
    return read_fiscal_years(_written_out(text, bare))


def without_heading_years(text: str) -> str:
    """Return a heading without the years it names: what is left is its field."""
    return without_fiscal_years(_written_out(text, UNTOLD))


def is_bare_western(text: str) -> bool:
    """Say whether a text is a year of four digits and nothing else: 2024 under a heading, or a count."""
    return _BARE_WESTERN.fullmatch(fold_width(text).strip()) is not None


def is_western_span(text: str) -> bool:
    """Say whether a text is a span of years of the western calendar and nothing else: 2021-23, 2021～2025年度."""
    return _WESTERN_SPAN.fullmatch(fold_width(text).strip()) is not None


def has_guessed_year(text: str, bare: BareYears) -> bool:
    """Say whether a heading's year goes without its era, and nothing tells which one that is."""
    written = _with_centuries(fold_width(text))
    return bare.edition is None and not read_fiscal_years(written) and _is_two_digits(_BARE.finditer(written))


def _is_two_digits(years: Iterator[re.Match[str]]) -> bool:
    return any(year["number"] != "元" and int(year["number"]) >= _HEISEI_FROM for year in years)


@lru_cache(maxsize=20_000)
def _written_out(text: str, bare: BareYears) -> str:
    written = _with_centuries(text)
    if read_fiscal_years(written):
        return written
    return _BARE.sub(lambda year: str(bare.year(year["number"])), fold_width(written))


def _with_centuries(text: str) -> str:
    """Return a text with years of the western calendar as they are written in full: '24 is 2024年度."""
    folded = fold_width(text)
    if _SHORT_WESTERN.search(folded):
        return _SHORT_WESTERN.sub(lambda year: f"{_WESTERN_CENTURY + int(year['number'])}年度", folded)
    if not _BARE_WESTERN.search(folded) or read_fiscal_years(text):
        return text
    return _BARE_WESTERN.sub(lambda year: f"{year['number']}年度", folded)
