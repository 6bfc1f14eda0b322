"""Days as they are written that no calendar has: 2月30日, a weekday that the date does not have."""

import calendar
import datetime
import re
from functools import lru_cache

from pipeline.prose.writing.kanji_dates import dates_in_digits
from pipeline.values.fiscal_years import read_dates
from pipeline.values.text import fold_width

_MONTH_DAY = re.compile(r"(?<![\d.])(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日")
_MONTH = re.compile(
    r"(?:年\s*|(?<![\d.,年]))(?P<month>\d{1,2})\s*月(?=[にのから末上中下日、\s\d]|開催|実施)(?!齢|間|号)"
)
# 25時30分, 14時75分; 2024/2/31.
_TIME = re.compile(r"(?<!\d)(?:2[5-9]|[3-9]\d)時(?!間|点|代|期)(?:\d{1,2}分)?|(?<!\d)\d{1,2}時[6-9]\d分")
_SLASHED = re.compile(
    r"(?:(?:19|20)\d{2}[/.]|[RHS]\.?\d{1,2}[/.]|(?<![\d/.])(?=\d{1,2}/\d{1,2}(?:に|から|~|\(|の[一-龥]|[、\s]?(?:開催|実施))))"
    r"(?P<month>\d{1,2})[/.](?P<day>\d{1,2})(?![\d/.])"
)
_IN_KANJI = re.compile(r"(?:二十|三十|十)?[一二三四五六七八九]?(?=[月日])|[二三]?十(?=[月日])")
_WEEKDAYS = "月火水木金土日"
_WEEKDAY = re.compile(
    r"(?P<year>年\s*|(?<=[\d元])[./])?(?<![\d])(?P<month>1[0-2]|0?[1-9])\s*(?:月|[./])\s*(?P<day>[12]\d|3[01]|0?[1-9])\s*日?\s*"
    r"(?:[(（]\s*(?P<weekday>[月火水木金土日])(?:曜日?)?(?:[・,、]?[祝休])?\s*[)）]|(?:の|、)?(?P<plain>[月火水木金土日])曜)"
)
_ERA_WIDTH, _APRIL = 12, 4
_LEAP_YEAR, _LEAP_DAY = 2020, (2, 29)
_YEAR_ENDS = re.compile(r"年\s*$")
_MONTHS = range(1, 13)


@lru_cache(maxsize=20_000)
def wrong_weekdays(text: str, fiscal_year: int) -> list[tuple[str, str]]:
    """Return the dates with a weekday that is not theirs, and the right one: 令和5年10月10日(月) was a Tuesday."""
    digits, places = dates_in_digits(text)
    folded = _in_digits(fold_width(digits)) if len(_in_digits(digits)) == len(digits) else fold_width(digits)
    found = []
    for match in _WEEKDAY.finditer(folded):
        month, day = int(match["month"]), int(match["day"])
        if not _is_day(match["month"], match["day"]):
            continue
        dated = [date for date in read_dates(folded[max(0, match.start() - _ERA_WIDTH) : match.end()]) if date.end]
        year = dated[-1].first if dated and match["year"] else fiscal_year
        calendar_year = year if month >= _APRIL else year + 1
        if day > calendar.monthrange(calendar_year, month)[1]:
            continue
        weekday = _WEEKDAYS[datetime.date(calendar_year, month, day).weekday()]
        if weekday != (match["weekday"] or match["plain"]):
            found.append((text[places[match.start()] : places[match.end()]].strip(), weekday))
    return found


@lru_cache(maxsize=20_000)
def impossible_dates(text: str, fiscal_year: int | None = None) -> list[str]:
    """Return the dates that no calendar has: 2月30日, 令和5年13月; the 29th of February where its year has none.

    The year is that printed before the month, else that of the column (`fiscal_year`).
    """
    folded = _in_digits(fold_width(dates_in_digits(text)[0]))
    days = [m.group() for m in _MONTH_DAY.finditer(folded) if not _is_day_of_year(folded, m, fiscal_year)]
    months = [match.group().strip("年 ") for match in _MONTH.finditer(folded) if int(match["month"]) not in _MONTHS]
    times = [match.group() for match in _TIME.finditer(folded)]
    slashed = [m.group() for m in _SLASHED.finditer(folded) if not _is_day(m["month"], m["day"])]
    return [*days, *times, *slashed, *(month for month in months if not any(month in day for day in days))]


def _in_digits(folded: str) -> str:
    """Return a text with months and days in digits: 二月三十日 is 2月30日."""
    return _IN_KANJI.sub(lambda match: _digits(match.group()), folded)


def _digits(kanji: str) -> str:
    if not kanji:
        return ""
    tens, _, ones = kanji.rpartition("十")
    number = 10 * ("一二三".find(tens) + 1 or 1) if "十" in kanji else 0
    return str(number + "一二三四五六七八九".find(ones) + 1 if ones else number)


def _is_day(month: str, day: str) -> bool:
    return int(month) in _MONTHS and 1 <= int(day) <= calendar.monthrange(_LEAP_YEAR, int(month))[1]


def _is_day_of_year(folded: str, match: re.Match[str], fiscal_year: int | None) -> bool:
    if not _is_day(match["month"], match["day"]):
        return False
    if (int(match["month"]), int(match["day"])) != _LEAP_DAY:
        return True
    near = folded[max(0, match.start() - _ERA_WIDTH) : match.end()]
    printed = [date for date in read_dates(near) if _YEAR_ENDS.search(folded[: match.start()])]
    year = printed[-1].first if printed else fiscal_year
    return year is None or calendar.isleap(year + 1)
