"""Japanese fiscal years (年度, April to March) as they are written: eras, abbreviations, ranges, dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.values.text import fold_width

# The years a table can speak of: from the first of Heisei; beyond lies a misread number.
FISCAL_YEARS = range(1989, 2101)
ERA_OFFSET = {"令和": 2018, "令": 2018, "R": 2018, "平成": 1988, "平": 1988, "H": 1988, "昭和": 1925}
_REIWA_FIRST, _HEISEI_FIRST = 2019, 1989

_ERA = r"(?:令和|平成|昭和|(?<![一-龥])[令平](?=[元\d])|(?<![A-Za-z])[RHrh](?=\.?\s?[元\d]))"
_NUMBER = r"(?:元|\d{1,2})"
_OTHER_NAME = rf"(?:\s*\((?:(?:19|20)\d{{2}}|{_ERA}\.?\s?{_NUMBER})年?度?\))"
# 年 without 度 is a fiscal year in a heading (令和5年実績), but a date when a month follows (1月, 1～3月).
_MONTHS_TO = r"(?:\s*~\s*\d{1,2})?\s*月"
_UNIT = rf"(?:\s*年度|\s*年(?!\s*\d{{1,2}}{_MONTHS_TO}))"
# A letter behind the number: H1N1 is no year.
_NO_UNIT = r"(?!\d|年|\.\d|/\d|[A-Za-z])"
_YEAR = re.compile(
    rf"(?P<era>{_ERA})\.?\s*(?P<number>{_NUMBER}){_OTHER_NAME}?+(?:{_UNIT}|{_NO_UNIT})"
    rf"|(?<!\d)(?:FY\s?)?(?P<western>(?:19|20)\d{{2}}){_OTHER_NAME}?{_UNIT}"
    rf"|FY\s?(?P<labelled>(?:19|20)\d{{2}})"
)
_SPAN_MARK = r"\s*(?:~|から|-)\s*"
_OPEN_START = re.compile(
    rf"(?:(?P<era>{_ERA})\s*(?P<number>{_NUMBER})|(?<!\d)(?P<western>(?:19|20)\d{{2}}))\s*年?{_SPAN_MARK}$"
)
# Searched for in this many characters, so that the time follows the length of a text and not its square.
_LONGEST_START = 40
_SHORT_END = re.compile(rf"{_SPAN_MARK}(?P<number>{_NUMBER})\s*年度")
_BETWEEN = re.compile(_SPAN_MARK)
_ONWARDS = re.compile(rf"{_OTHER_NAME}?(?:\s*以降|\s*以後|\s*~(?!\s*(?:{_ERA}|\d)))")
_DATE = re.compile(
    rf"(?:(?P<era>{_ERA})\.?\s*(?P<number>{_NUMBER})|(?<!\d)(?P<western>(?:19|20)\d{{2}}))"
    rf"{_OTHER_NAME}?\s*[年./]\s*(?P<month>1[0-2]|0?[1-9])(?=\s*[./]|{_MONTHS_TO})"
)


@dataclass(frozen=True)
class FiscalYears:
    """One mention in a text: the fiscal years from `first` to `last` (None: open), at [start, end)."""

    first: int
    last: int | None
    start: int
    end: int

    def __contains__(self, fiscal_year: int) -> bool:
        """Say whether the mention covers `fiscal_year`."""
        return self.first <= fiscal_year and (self.last is None or fiscal_year <= self.last)


def fiscal_year_label(fiscal_year: int) -> str:
    """Return the printed name of a fiscal year: 2019 is 令和元年度."""
    for era, first in (("令和", _REIWA_FIRST), ("平成", _HEISEI_FIRST)):
        if fiscal_year >= first:
            number = fiscal_year - first + 1
            return f"{era}{'元' if number == 1 else number}年度"
    return f"{fiscal_year}年度"


def fiscal_years_label(first: int, last: int) -> str:
    """Return the printed name of a span of fiscal years: 2019 to 2021 is 令和元年度～令和3年度（2019～2021）."""
    return f"{fiscal_year_label(first)}～{fiscal_year_label(last)}（{first}～{last}）"


@lru_cache(maxsize=50_000)
def read_fiscal_years(text: str) -> tuple[FiscalYears, ...]:
    """Return the fiscal years that `text` speaks of, in order; dates within a year are not among them.

    Reads 令和元年度, R5, 令5, 平成31年度 (FY2019), H30, 2023年度, 令和5(2023)年度, 平成31(令和元)年度,
    full-width digits, 令和5年度以降 and 令和4年度～ (open end), 令和元～5年度, 2019～2023年度.
    """
    folded = fold_width(text)
    return tuple(_joined(folded, [_single(folded, match) for match in _YEAR.finditer(folded)]))


def read_date_years(text: str) -> list[int]:
    """Return the fiscal year of every date with a year and a month: 令和5年1月28日 lies in FY2022."""
    return [date.first for date in read_dates(text)]


def read_dates(text: str) -> list[FiscalYears]:
    """Return every date with a year and a month, as the fiscal year it lies in, from its era to its month."""
    found = []
    for match in _DATE.finditer(fold_width(text)):
        year = _calendar_year(match["era"], match["number"], match["western"])
        fiscal_year = year if int(match["month"]) >= 4 else year - 1
        found.append(FiscalYears(fiscal_year, fiscal_year, match.start(), match.end()))
    return found


def without_fiscal_years(text: str) -> str:
    """Return `text` with the mentions of fiscal years cut out: what is left of a heading is its field."""
    for mention in reversed(read_fiscal_years(text)):
        text = text[: mention.start] + text[mention.end :]
    return text


def _calendar_year(era: str | None, number: str | None, western: str | None) -> int:
    if western:
        return int(western)
    offset = ERA_OFFSET[(era or "令和").upper()]
    return offset + (1 if number == "元" else int(number or 0))


def _single(folded: str, match: re.Match[str]) -> FiscalYears:
    """Widen one year to the range it begins or ends, as far as that is printed around it."""
    year = _calendar_year(match["era"], match["number"], match["western"] or match["labelled"])
    start, end = match.span()
    near = max(0, start - _LONGEST_START)
    if (opening := _OPEN_START.search(folded[near:start])) and not _is_dated(folded, near + opening.start()):
        first = _calendar_year(opening["era"], opening["number"], opening["western"])
        return FiscalYears(first, year, near + opening.start(), end) if first <= year else _plain(year, match)
    if closing := _SHORT_END.match(folded, end):
        last = _calendar_year(match["era"] or "令和", closing["number"], None)
        return FiscalYears(year, last, start, closing.end()) if match["era"] and last >= year else _plain(year, match)
    if onwards := _ONWARDS.match(folded, end):
        return FiscalYears(year, None, start, onwards.end())
    return _plain(year, match)


def _plain(year: int, match: re.Match[str]) -> FiscalYears:
    return FiscalYears(year, year, match.start(), match.end())


def _is_dated(folded: str, position: int) -> bool:
    return position > 0 and folded[position - 1] in "./"


def _joined(folded: str, mentions: list[FiscalYears]) -> Iterator[FiscalYears]:
    """Join mentions that are one range (令和元年度～令和5年度) or one year named twice (令和2年度(2020年度))."""
    pending: FiscalYears | None = None
    for mention in mentions:
        gap = folded[pending.end : mention.start] if pending else ""
        if pending and (mention.start < pending.end or _is_one_range(pending, mention, gap)):
            last = None if mention.last is None else max(pending.last or mention.last, mention.last)
            pending = FiscalYears(min(pending.first, mention.first), last, pending.start, max(pending.end, mention.end))
            continue
        if pending:
            yield pending
        pending = mention
    if pending:
        yield pending


def _is_one_range(earlier: FiscalYears, later: FiscalYears, gap: str) -> bool:
    if gap.strip() == "(":
        return (earlier.first, earlier.last) == (later.first, later.last)
    return bool(_BETWEEN.fullmatch(gap)) and earlier.first < later.first
