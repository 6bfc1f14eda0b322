"""Rates in a narrative: percentages (認定率(C/A)：16.7%), shares in tenths (4割), averages of a number of times."""

import math
import re
from collections.abc import Iterator, Sequence
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
from pipeline.prose.figures.counts import COUNT, Count, read_counts
from pipeline.prose.figures.numerals import KANJI_NUMBER, NUMBER, number_of
from pipeline.values.text import fold_width

_RATE = re.compile(rf"(?<![\d.,])(?P<number>{NUMBER}|{KANJI_NUMBER})\s*(?:%|パーセント)(?!\s*~)")
# 2割引, 3割負担 and 割合 are no shares of what is counted.
_TENTHS = re.compile(r"(?<![\d.一-九])(?P<number>[1-9]|[一二三四五六七八九])割(?P<half>5分|半)?(?![引負合増減り])")
# 4割 may stand for 38 or 44 percent.
_TENTH = 6.0
_SYMBOLS = re.compile(r"\(\s*(?P<part>[A-Z])\s*[/÷]\s*(?P<whole>[A-Z])\s*(?:[×*]\s*100\s*)?\)[:はがも\s]*$")

_OCCASIONS = frozenset({"回", "日間", "日", "か所", "校", "団体"})
_NEAR_BEHIND = 12
_NO_AVERAGE = frozenset({"点", "", "時間"})
_NEAR_AVERAGE = 22
# 前年度の1回平均25人, 平均40人を目標に: not of what was counted here.
_OF_OTHERS = re.compile(r"前年|昨年|前回|例年|目標|目指|全国|他市")
_MIGHT_COME = re.compile(r"(?:登録|定員|対象|在籍|募集|会員)[^\d。、]{0,4}$")
_PER = {
    "月": re.compile(r"(?:[1一]か?月|月)(?:に直|あ?当?たり|平均|につき|の?平均)"),
    "日": re.compile(r"(?:[1一]日|日)(?:に直|に|の)?(?:あ?当?たり|平均|につき)"),
    "回": re.compile(r"[1一]回|毎回"),
    "か所": re.compile(r"[1一](?:か所|会場)|会場(?:ごと|別)"),
    "校": re.compile(r"[1一]校"),
    "団体": re.compile(r"[1一]団体"),
}
_YEARLY = re.compile(r"年間|1年|一年|通年|通算|年度(?:は|の)|年\d")
_DAYS = re.compile(r"(?<![月\d,.~])(?P<days>\d[\d,]*)日(?!\s*[(（間]?[月火水木金土日祝])")


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


@lru_cache(maxsize=20_000)
def read_averages(text: str) -> list[tuple[Count, Count, Count]]:
    """Return average, total and number of times of a text, where it tells one of each: 10回、延べ150人、1回平均25人."""
    folded = fold_width(text)
    counts = read_counts(folded)
    averages = [count for count in counts if count.is_average and count.kind not in _NO_AVERAGE]
    # ならすと1回16人: the 1回 is what it is taken over.
    averages = [c for c in averages if not (c.kind in _OCCASIONS and c.value == 1)]
    averages = [count for count in averages if not _OF_OTHERS.search(_around(folded, count))]
    if len(averages) != 1:
        return []
    average = averages[0]
    alike = [c for c in counts if c.kind == average.kind and c is not average and c.is_exact and not c.is_average]
    # 登録48人、平均11人: those who might come are no total of those who did.
    alike = [count for count in alike if not _MIGHT_COME.search(count.label)]
    totals = [c for c in alike if c.is_gross or c.is_total] if len(alike) > 1 else alike
    times = _times(folded, average, counts)
    return [(average, totals[0], times[0])] if len(times) == len(totals) == 1 else []


def _around(folded: str, count: Count) -> str:
    """Return the words before and behind a figure within its sentence."""
    before = folded[max(0, count.start - _NEAR_AVERAGE) : count.start].rpartition("。")[2]
    return before + folded[count.end : count.end + _NEAR_BEHIND].partition("。")[0]


def _times(folded: str, average: Count, counts: Sequence[Count]) -> list[Count]:
    """Return what an average is taken over: what its words name (1日平均, 月に直すと), else the only occasions."""
    before = folded[max(0, average.start - _NEAR_AVERAGE) : average.start]
    per = [kind for kind, words in _PER.items() if words.search(before)]
    if per == ["月"]:
        return [Count("", 12, "か月", average.start, average.start)] if _YEARLY.search(folded) else []
    if per == ["日"]:
        days = [m for m in _DAYS.finditer(folded) if float(m["days"].replace(",", "")) > 1]
        return [Count("", float(m["days"].replace(",", "")), "日", *m.span()) for m in days]
    times = [c for c in counts if c.kind in _OCCASIONS and c.value > 1 and not c.is_each and c.is_exact]
    named = [c for c in times if c.kind in per]
    return named if len(times) > 1 else times


def _rates(folded: str) -> Iterator[Rate]:
    told = 0
    for match in (match for match in _RATE.finditer(folded) if len(match["number"]) <= MOST_DIGITS):
        before = words_before(folded, match.start(), told)
        symbols = _SYMBOLS.search(before)
        words = before[: symbols.start()] if symbols else before
        counted = [m.end() for m in COUNT.finditer(words)]
        label, _ = label_of(words_in(words[max(counted, default=0) :]))
        number = match["number"]
        if math.isnan(value := number_of(number)):
            continue
        yield Rate(
            label,
            value,
            len(number.replace("・", ".").partition(".")[2]),
            match.start(),
            match.end(),
            words_after(folded, match.end(), len(folded)),
            symbols["part"] if symbols else "",
            symbols["whole"] if symbols else "",
            not ABOUT.search(before),
            bool(re.search(r"\(\s*(?:約\s*)?$", before)) and folded.startswith(")", match.end()),
        )
        told = match.end()
