"""For which year a figure is told: the year before, this one, or another.

A year stands before its figures (昨年度は3回、45人), behind one (45人（昨年60人）), or is only compared with
(前年度より多い45人); 120件から150件に goes from one year to the next.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pipeline.prose.figures.counts import Count, read_counts
from pipeline.prose.figures.moves import BEHIND, moves_at
from pipeline.prose.figures.rates import read_rates
from pipeline.prose.writing.kanji_dates import dates_in_digits
from pipeline.values.fiscal_years import read_fiscal_years

Year = Literal["before", "now", "other"]

LAST_YEAR = re.compile(
    r"(?<!一)(?:前年度?|昨年度?|去年|前の年度?|先の年度?|一年前|1年前|前回|前期|昨季|昨シーズン|(?<=\()同(?=\d))(?!比\d)"
)
_NOW = re.compile(r"(?:今年度?|本年度?|今回|当年度|当該年度|今期|今季)")
# 前年度に比べ, 前年より: compared with, and no figure of that year follows.
_NO_FIGURE = re.compile(
    r"^度?(?:の?(?:同期|同月|実績|数値|件数|人数|水準|値|結果|参加者数?|利用者数?))?"
    r"(?:と?比|に比|に較|と較|より|対比|を[上下]回|並|と?同|と?ほぼ同|に引き?続|同様|から(?![はのも]?\s*\d)|を超|に及ば|に届|に続)"
)
# Where the figure of the year before ends, and this year's begins.
_ENDS = re.compile(
    r"に比[べし]|に対し|と比[べ較]|より|から|を[上下]回|[たす]ところ|(?<=[件人名回冊部所体帯点校社台円%])が(?=\D{0,6}[\d一二三四五六七八九十百千])|[たす]が、?|のに対し|に及ば|に届か|を超え|[)）]|のところ|ものの|に続き|と(?:ほぼ)?(?:同じ|同数|変わら(?:ず|ない))"
)
# 1,240点→1,364点; 十二か所であったものが十七か所となり.
_ARROW = re.compile(r"\s*(?:\([^()]{1,10}\))?\s*[→⇒][^\d]{0,8}|(?:であった|だった)(?:もの|の)が[^\d。]{0,8}")
# 500人だった前年に対し, 470万円(令和4年度): the year stands behind its figure.
_YEAR_BEHIND = re.compile(
    r"(?:ちょうど|きっかり|余り?|強|弱)?(?:(?:だった|であった|の)?\s*\(?(?:前年度?|昨年度?|去年|前の年度?|令和\d{1,2}年度?|R\d{1,2}(?:年度)?)(?:\)|に対|に比|から|より)"
    r"|(?:だった|であった)(?:前年度?|昨年度?|去年|前の年度?)[のをとはに])"
)
# What stands between the figure of one year and that of the next.
_TURNS = re.compile(
    r"もの[がを]|ところ(?:[がをへ]|であ)|に対し|に比|だった|であった|とな[るっり]|倍|^[にへ]$|を[^\d。、]{1,8}、$"
)
_SINCE = re.compile(r"(?:前年度?|昨年度?|去年)(?:から|より|[にと]比べて?)(?:約|[、\s])*$")
_RESULT = re.compile(r"^\s*(?:に|へ|と|まで)")
_CHANGE_OF = re.compile(
    r"(?:比|対比|[+＋▲△]|(?:伸び|増加|減少|上昇|低下|増減|変化|削減|縮減)率[^\d一-九。、]{0,6})\s*$"
)


def dated_figures(folded: str, start: int, end: int, fiscal_year: int | None) -> list[tuple[Count, Year | None]]:
    """Return the counts of a stretch with the year that each is told for; None: the column's own."""
    counts = sorted(figures_in(folded[start:end], start), key=lambda count: count.start)
    behind = {count.start: _YEAR_BEHIND.match(folded, count.end) for count in counts}
    taken = [match.span() for match in behind.values() if match]
    spans = [s for s in _spans(folded, start, end, fiscal_year) if not any(a <= s[0] < b for a, b in taken)]
    dated: list[tuple[Count, Year | None]] = []
    turned: set[str] = set()
    for position, count in enumerate(counts):
        year = next((year for a, b, year in reversed(spans) if a <= count.start < b), None)
        following = counts[position + 1] if position + 1 < len(counts) else None
        is_now = bool(dated) and (_turns(folded, *dated[-1], count) or _is_stepped_to(folded, dated[-1][0], count))
        if year == "before" and (is_now or count.kind in turned):
            turned.add(count.kind)
            year = None
        year = _year_behind(behind[count.start], fiscal_year) or year
        if year is None and _is_from(folded, count, following):
            year = "before"
        dated.append((count, year))
    return dated


def _turns(folded: str, last: Count, year: Year | None, count: Count) -> bool:
    """Say whether words between two figures of a kind lead on from one year to the next: 60件だったものが90件に."""
    between = folded[last.end : count.start]
    return year == "before" and last.kind == count.kind and bool(_TURNS.search(between))


def _is_stepped_to(folded: str, step: Count, count: Count) -> bool:
    """Say whether a figure is what a step from the year before comes to: 前年度から5団体増え、62団体."""
    is_step = moves_at(folded[step.end : step.end + BEHIND]) is not None
    return is_step and step.kind == count.kind and bool(_SINCE.search(folded[max(0, step.start - BEHIND) : step.start]))


def figures_in(stretch: str, start: int) -> Iterator[Count]:
    """Yield the counts of a stretch, and its rates as figures in percent; changes in percent are none."""
    yield from (_moved(count, start) for count in read_counts(stretch))
    for rate in read_rates(stretch):
        behind, before = stretch[rate.end : rate.end + BEHIND], stretch[max(0, rate.start - BEHIND) : rate.start]
        if not moves_at(behind) and not _CHANGE_OF.search(before):
            yield Count(rate.label, rate.value, "%", start + rate.start, start + rate.end)


def _year_behind(behind: re.Match[str] | None, fiscal_year: int | None) -> Year | None:
    if not behind:
        return None
    years = read_fiscal_years(behind.group())
    if not years:
        return "before"
    kinds: dict[int, Year] = {fiscal_year: "now", fiscal_year - 1: "before"} if fiscal_year else {}
    return kinds.get(years[0].first, "other")


def _is_from(folded: str, count: Count, following: Count | None) -> bool:
    """Say whether the count is where another comes from: 120件から150件に増加."""
    if following is None or following.kind != count.kind or not count.kind:
        return False
    between = folded[count.end : following.start]
    if _ARROW.fullmatch(between):
        return True
    return (
        between.startswith("から")
        and len(between) <= 12
        and bool(_RESULT.match(folded[following.end : following.end + 3]))
    )


def _spans(folded: str, start: int, end: int, fiscal_year: int | None) -> Iterator[tuple[int, int, Year]]:
    marks = sorted(_marks(folded, start, end, fiscal_year))
    for position, (first, last, year) in enumerate(marks):
        bound = marks[position + 1][0] if position + 1 < len(marks) else end
        behind = folded[last:bound]
        if year == "before":
            if _NO_FIGURE.match(behind):
                continue
            digit = re.search(r"\d|[一二三四五六七八九十百千]", behind)
            stop = _ENDS.search(behind, digit.start()) if digit else None
            bound = last + stop.end() if stop else bound
        yield first, bound, year


def _marks(folded: str, start: int, end: int, fiscal_year: int | None) -> Iterator[tuple[int, int, Year]]:
    stretch = folded[start:end]
    yield from ((start + m.start(), start + m.end(), "before") for m in LAST_YEAR.finditer(stretch))
    yield from ((start + m.start(), start + m.end(), "now") for m in _NOW.finditer(stretch))
    digits, places = dates_in_digits(stretch)
    for mention in read_fiscal_years(digits) if fiscal_year else []:
        kinds: dict[int, Year] = {fiscal_year: "now", fiscal_year - 1: "before"} if fiscal_year else {}
        yield start + places[mention.start], start + places[mention.end], kinds.get(mention.first, "other")


def _moved(count: Count, by: int) -> Count:
    return replace(count, start=count.start + by, end=count.end + by)
