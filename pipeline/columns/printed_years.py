"""Fiscal years as headings print them: in full, or without their era (４年度事業費), which a heading can do without."""

import re
from functools import lru_cache

from pipeline.values.fiscal_years import FiscalYears, read_fiscal_years, without_fiscal_years
from pipeline.values.text import fold_width

# 4年度, and neither 令和4年度, 第4年度, 3～4年度 nor 4年度目.
_BARE = re.compile(r"(?<![\d第全過直近約~\-.])(?P<number>元|\d{1,2})(?=年度(?!目|間))")
# No table asks for so late a year of Reiwa: it is one of Heisei.
_HEISEI_FROM = 20


def read_heading_years(text: str) -> tuple[FiscalYears, ...]:
    """Return the fiscal years that a heading names; their places are those in the heading with eras written out."""
    return read_fiscal_years(_with_eras(text))


def without_heading_years(text: str) -> str:
    """Return a heading without the years it names: what is left is its field."""
    return without_fiscal_years(_with_eras(text))


@lru_cache(maxsize=20_000)
def _with_eras(text: str) -> str:
    return text if read_fiscal_years(text) else _BARE.sub(_in_its_era, fold_width(text))


def _in_its_era(year: re.Match[str]) -> str:
    number = year["number"]
    return f"{'平成' if number != '元' and int(number) >= _HEISEI_FROM else '令和'}{number}"
