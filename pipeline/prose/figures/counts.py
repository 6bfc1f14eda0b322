"""Counts and rates in a narrative: how many, of what, in which unit (届出数486件, 会員数 982人, 認定率(C/A)：16.7%).

Dates, ordinals, ages, ranges and figures of a standing order (年1～2回) are no counts.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.prose.figures.numerals import IN_KANJI, NUMBER, WITH_WORDS, number_of
from pipeline.prose.grammar.lists import units
from pipeline.values.text import fold_width

_UNITS = units()
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_COUNT = re.compile(
    rf"(?<![\d.,第RHrh~/])(?P<number>{WITH_WORDS}|{IN_KANJI})(?![\d.,]*\d)"
    rf"(?:\s*(?P<unit>{_UNIT})(?!目|連続|生|児|社会)|(?=\s*\)))"
)
# 8月は3回, but 1~2回 and 3回~5回 are ranges.
_RANGE = re.compile(rf"^\s*(?:{_UNIT})?\s*~\s*\d|^\s*目")
_RATE = re.compile(rf"(?<![\d.,])(?P<number>{NUMBER})\s*(?:%|パーセント)(?!\s*~)")
# 2割引, 3割負担 and 割合 are no shares of what is counted.
_TENTHS = re.compile(r"(?<![\d.一-九])(?P<number>[1-9]|[一二三四五六七八九])割(?P<half>5分|半)?(?![引負合増減り])")
# 4割 may stand for 38 or 44 percent.
_TENTH = 6.0
_STOP = re.compile(r"[。、，;；/「」『』\[\]【】《》〈〉)）\n\t①-⑳]|(?<!\d),|,(?!\d)")
_OPENING = re.compile(r"[(:《〈\[]\s*$")
_HEADED = r"[^\s。、，,;；「」『』\[\]【】《》()（）:①-⑳]"
_HEADING = re.compile(rf"(?<!{_HEADED})(?P<words>{_HEADED}++)」?\s*[(:《]\s*[^。()《》:]*$")
_TOTAL = re.compile(
    r"(?:合計|総計|総数|総勢|(?<![会統設家集合推時])計|全体で|全部で|全|[合併あ]わせて|併せて|都合|トータル|しめて|通算|(?:両期|両日|両会場|全期間|各回)を?(?:通じて?|通して))(?:は|で|して|し|の)?[\s:、(]*$"
)
_NET = re.compile(
    r"(?:実(?:人数|人員|利用者数?|数|件数|相談者数?|世帯数?)?|実質|実質の?参加者|重複を除(?:いて|くと|いた)|名寄せ(?:を?する)?と)(?:は|で)?[\s:]*$"
)
# 58人（実人数）, 42人の方が実際に利用し.
_NET_BEHIND = re.compile(r"^\s*(?:\(\s*実(?:数|人数|人員)?\s*\)|(?:の方)?[がにの]?実際に)")
# 1回あたり平均, 月に直すと, 一日に平均して; 全国平均 is that of others.
_AVERAGE = re.compile(
    r"(?:(?<!全国)(?<![都県国市])平均(?!年齢|値)|なら(?:す|せば|して)|(?:[1一](?:回|日|か?月|か所|会場|団体|校|教室|人|件|世帯))(?:あ?当?たり|につき)"
    r"|月あ?当?たり|に直す|換算)[^\d。、]{0,10}(?:[1一](?:回|日|か?月|か所|会場|団体|校|教室)[^\d。、]{0,5})?$"
)
_GROSS = re.compile(
    r"(?:延べ?|のべ|述べ)(?:(?:利用|参加|受講|来場|相談|来所)者?|人員|人|件|回|世帯)?数?(?:に(?:して|すると)?|として)?(?:は|で)?[\s:]*$"
)
_PART = re.compile(
    r"(?:(?:^|[\s、。,(・]|その|の|[人名件回])うち[^\d。]{0,15}|(?:^|[\s、。,(・])内[、,:\s][^\d。]{0,15}|(?:内数|ここから|このなか|その中|当該|上記に含まれる|これに含まれる)[^\d。]{0,24})$"
)
# 1回につき32人: not how many times there were.
_PER_ONE = re.compile(r"\s*(?:あ?当?たり|につき|平均)")
_EACH = re.compile(r"(?:各|毎月|毎週|(?<!\d)[月週]に?|\d年に)\s*$")
_COMPARED = re.compile(r"(?:前年|昨年|前回).*(?:比べ|より|比|から)")
_CHANGED = re.compile(r"^(?:も|の|ほど)?(?P<sign>増|減)")
_ABOUT = re.compile(r"(?:約|およそ|概ね|おおむね)\s*$")
_ABOUT_AFTER = re.compile(r"\s*(?:程度|以上|以下|未満|余り?|前後|超|強|弱|ほど|ずつ)")
_MODIFIERS = re.compile(r"(?:年間|年度|各|約|およそ|延べ?|のべ|述べ|合計|総計|(?<![会統設])計|全|うち|年)\s*$")
_PARTICLES = re.compile(r"(?:に?対して?|にして|について|として|では|には|[はがをにでとのも:]|\s)+$")
_SYMBOL = re.compile(r"(?<![A-Za-z])(?P<symbol>[A-Z])$")
_BRACKETED_SYMBOL = re.compile(r"(?<=[^\W\dA-Za-z])\(\s*(?P<symbol>[A-Z])\s*\)(?=[:はがも\s]*\d)")
_SYMBOLS = re.compile(r"\(\s*(?P<part>[A-Z])\s*[/÷]\s*(?P<whole>[A-Z])\s*(?:[×*]\s*100\s*)?\)[:はがも\s]*$")
_CLAUSE = re.compile(r"(?:[たてしいるり]|ます)$|\d\D{0,3}$")
_IN_YEAR = re.compile(r"(?:令和|平成)?(?:元|\d{1,4})年度?の?")
# 令和4年度は120人: the year is when, and not what is counted.
_ONLY_YEAR = re.compile(r"(?:令和|平成|[RH])?(?:元|\d{1,4})?|[前昨今本]|当該?")
_VERB = re.compile(r"[一-龥]{2}")
_LEADING = re.compile(r"^(?:また|及び|および|並びに|さらに|なお|そのうち|うち|[とやのにへがをはでも])+")
# A longer number is a code, or damaged; beyond the digits of a float it could not be printed again.
_MOST_DIGITS = 15
_NEAR_BEHIND = 8
# As far back as the words about a number can stand; whoever looked through the whole text for each number would take
# the square of its length.
_FARTHEST = 240
CountKey = tuple[str, str, str]


@dataclass(frozen=True)
class Count:
    """A counted quantity at [start, end) of its text.

    `label`: the words before the number; `heading`: the word that a bracket or colon puts over it (シニアクラブ：…);
    `after`: what follows up to the next stop or number; `symbol`: A of 児童数(A). `is_exact`: neither 約 nor 程度.
    """

    label: str
    value: float
    unit: str
    start: int
    end: int
    heading: str = ""
    after: str = ""
    symbol: str = ""
    is_exact: bool = True
    is_total: bool = False
    is_gross: bool = False
    is_part: bool = False
    is_each: bool = False
    is_net: bool = False
    is_average: bool = False

    @property
    def is_change(self) -> bool:
        """Say whether the count tells a change and not how many there were: 前年度に比べ20件, 20件増."""
        return bool(_COMPARED.search(self.label) or _CHANGED.search(self.after))

    @property
    def is_plain(self) -> bool:
        """Say whether the count can be reckoned with: exact, and neither a change nor a share of each."""
        return self.is_exact and not (self.is_change or self.is_each or self.is_average)

    @property
    def words(self) -> str:
        """Return the words around the number: 受診者 of 受診者49人, 実施した of 10回実施した."""
        return f"{self.label} {self.after}"

    def after_to(self, place: int) -> str:
        """Return what follows the count up to a place of its text, as far as no stop or number comes between."""
        return self.after if place - self.end == len(self.after) else self.after[: max(0, place - self.end)]

    @property
    def key(self) -> CountKey:
        """Return what two counts of one quantity have in common, whatever year they are told for."""
        told = _VERB.search(self.after) if not self.label else None
        return _IN_YEAR.sub("", self.name), told.group() if told else "", self.kind

    @property
    def kind(self) -> str:
        """Return what is counted, whichever of two words is printed for it (人 and 名 are one)."""
        return _UNITS.get(self.unit, self.unit)

    @property
    def name(self) -> str:
        """Return heading and label as one: シニアクラブ会員数."""
        return self.label if self.label.startswith(self.heading) else self.heading + self.label

    @property
    def printed(self) -> str:
        """Return the figure as it is quoted: 1,332回."""
        number = f"{self.value:,.0f}" if self.value == int(self.value) else f"{self.value:,}"
        return f"{number}{self.unit}"


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
def read_counts(text: str) -> tuple[Count, ...]:
    """Return the counts of a text, in order."""
    folded = _fold(text)
    matches = [m for m in _COUNT.finditer(folded) if not _is_no_count(folded, m)]
    counts: list[Count] = []
    ends = [*(match.start() for match in matches), len(folded)][1:]
    for match, following in zip(matches, ends, strict=bool(matches)):
        counts.append(_count(folded, match, following, counts[-1] if counts else None))
    return tuple(counts)


@lru_cache(maxsize=20_000)
def read_single_counts(text: str, *, with_rounded: bool = False) -> dict[CountKey, Count]:
    """Return the counts of a text by what they count, where only one counts that: no changes, no shares of each."""
    counts = [c for c in read_counts(text) if not (c.is_change or c.is_each) and (c.is_exact or with_rounded)]
    keys = [count.key for count in counts]
    told = Counter(keys)
    return {key: count for key, count in zip(keys, counts, strict=True) if told[key] == 1}


@lru_cache(maxsize=20_000)
def read_rates(text: str) -> tuple[Rate, ...]:
    """Return the percentages of a text, in order."""
    return tuple(_rates(_fold(text)))


@lru_cache(maxsize=20_000)
def read_tenths(text: str) -> tuple[Rate, ...]:
    """Return the shares of a text that are told in tenths: 4割, 7割5分, 八割."""
    folded, found = _fold(text), []
    for match in _TENTHS.finditer(folded):
        before = _before(folded, match.start())
        counted = [m.end() for m in _COUNT.finditer(before)]
        label, _ = _label(_words_in(before[max(counted, default=0) :]))
        tenths = "一二三四五六七八九".find(match["number"]) + 1 or int(match["number"])
        value, after = 10.0 * tenths + (5 if match["half"] else 0), _after(folded, match.end(), len(folded))
        is_exact = not (_ABOUT.search(before) or _ABOUT_AFTER.match(folded, match.end()))
        found.append(Rate(label, value, 0, *match.span(), after, is_exact=is_exact, step=_TENTH))
    return tuple(found)


def parts_of(text: str) -> dict[str, str]:
    """Return the stretches of a text behind its circled numbers (①…); one nameless stretch if there are none."""
    pieces = re.split(r"([①-⑳])", text)
    found = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    return found or {"": text}


def _fold(text: str) -> str:
    """Return the text in one width, 申請者数(A) printed as 申請者数A; every character keeps its place."""
    return _BRACKETED_SYMBOL.sub(lambda match: match["symbol"].ljust(len(match.group())), fold_width(text))


def _is_no_count(folded: str, match: re.Match[str]) -> bool:
    if len(match["number"]) > _MOST_DIGITS or math.isnan(number_of(match["number"])):
        return True
    if match["unit"] is None and not _OPENING.search(_before(folded, match.start())):
        return True
    return bool(_RANGE.match(folded, match.end()) or _RANGE.match(folded, match.end("number")))


def _count(folded: str, match: re.Match[str], following: int, previous: Count | None) -> Count:
    before = _before(folded, match.start())
    heading = _heading(before)
    between = _before(folded, match.start(), previous.end if previous else 0)
    label, symbol = _label(_words_in(between))
    if not label:
        is_beside = previous is not None and not between.strip(" ,")
        label = heading or (previous.label if previous and is_beside else "")
    count = Count(label, number_of(match["number"]), match["unit"] or "", match.start(), match.end())
    is_per_one = count.value == 1 and bool(_PER_ONE.match(folded, match.end()))
    return replace(
        count,
        heading=heading,
        symbol=symbol,
        after=_after(folded, match.end(), following),
        is_exact=not (_ABOUT.search(before) or _ABOUT_AFTER.match(folded, match.end())),
        is_total=bool(_TOTAL.search(before)),
        is_gross=bool(_GROSS.search(before)),
        is_part=bool(_PART.search(before)),
        is_net=bool(_NET.search(before) or _NET_BEHIND.match(folded[match.end() : match.end() + _NEAR_BEHIND])),
        is_average=not is_per_one and bool(_AVERAGE.search(before)),
        is_each=is_per_one or bool(_EACH.search(before)) or folded.startswith("ずつ", match.end()),
    )


def _heading(before: str) -> str:
    found = _HEADING.search(before)
    words = _PARTICLES.sub("", _LEADING.sub("", found["words"])) if found else ""
    counted = _COUNT.search(words)
    words = words[: counted.start()] if counted else words
    return "" if _CLAUSE.search(words) else _SYMBOL.sub("", words)


def _before(folded: str, end: int, start: int = 0) -> str:
    """Return what stands before a number, as far back as it can tell anything about it."""
    return folded[max(start, end - _FARTHEST) : end]


def _after(folded: str, start: int, end: int) -> str:
    """Return what follows a number, up to the next stop."""
    return _STOP.split(folded[start : min(end, start + _FARTHEST)], maxsplit=1)[0].strip()


def _words_in(between: str) -> str:
    """Return the words between the last stop and the number."""
    stretch = _OPENING.sub("", between).rstrip()
    stops = [stop.end() for stop in _STOP.finditer(stretch)]
    stretch = stretch[stops[-1] :] if stops else stretch
    opened = stretch.rfind("(")
    return stretch[opened + 1 :] if opened >= 0 and ")" not in stretch[opened:] else stretch


def _label(words: str) -> tuple[str, str]:
    label = _LEADING.sub("", words.strip())
    while (shorter := _PARTICLES.sub("", _MODIFIERS.sub("", label))) != label:
        label = shorter
    label = "" if _ONLY_YEAR.fullmatch(label) else label
    symbol = _SYMBOL.search(label)
    return (label[: symbol.start()], symbol["symbol"]) if symbol else (label, "")


def _rates(folded: str) -> Iterator[Rate]:
    told = 0
    for match in (match for match in _RATE.finditer(folded) if len(match["number"]) <= _MOST_DIGITS):
        before = _before(folded, match.start(), told)
        symbols = _SYMBOLS.search(before)
        words = before[: symbols.start()] if symbols else before
        counted = [m.end() for m in _COUNT.finditer(words)]
        label, _ = _label(_words_in(words[max(counted, default=0) :]))
        number = match["number"]
        yield Rate(
            label,
            float(number.replace(",", "")),
            len(number.partition(".")[2]),
            match.start(),
            match.end(),
            _after(folded, match.end(), len(folded)),
            symbols["part"] if symbols else "",
            symbols["whole"] if symbols else "",
            not _ABOUT.search(before),
            bool(re.search(r"\(\s*(?:約\s*)?$", before)) and folded.startswith(")", match.end()),
        )
        told = match.end()
