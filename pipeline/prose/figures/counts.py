"""Counts in a narrative: how many, of what, in which unit (届出数486件, 会員数 982人). Rates stand in `rates`.

Dates, ordinals, ages, ranges and figures of a standing order (年1～2回) are no counts.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.prose.figures.around import (
    ABOUT,
    ABOUT_AFTER,
    LEADING,
    MOST_DIGITS,
    OPENING,
    PARTICLES,
    SYMBOL,
    folded_text,
    label_of,
    words_after,
    words_before,
    words_in,
)
from pipeline.prose.figures.numerals import IN_KANJI, OPEN_UNIT, WITH_WORDS, number_of
from pipeline.prose.grammar.lists import units

_UNITS = units()
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
COUNT = re.compile(
    rf"(?<![\d.,第RHrh~/])(?P<number>{WITH_WORDS}|{IN_KANJI})(?![\d.,]*\d)"
    rf"(?:\s*(?:つの)?(?P<unit>(?:{_UNIT})(?!目|連続|生|児|社会)|{OPEN_UNIT})|(?=\s*(?:[(),、。・/\n]|$)))"
)
# 14時30分, 三分の一 and 5月3日 count nothing; 週3日, 延べ20日 and 130日 do.
_CLOCK = re.compile(r"[時割]\s*$")
_FRACTION = re.compile(r"の[\d一二三四五]")
_DAYS = re.compile(r"(?:週に?|延べ?|のべ|計|合わせて|年間?[にで]?|日数[はがを:]?)\s*$")
_LAST_OF_MONTH = 31
_CODE = re.compile(r"[A-Za-z・]$")
_YEARS = range(1900, 2101)
# 業務数 14（新規分）: a number without a unit, behind the name of a number; (R3は83): in a bracket behind another.
_NAMED_NUMBER = re.compile(r"(?P<counted>[一-龥ァ-ヴー]+?)(?P<who>者)?(?<![総点])数\s*[:はが]?\s*$")
_HEAD_NOUN = 2
_IN_YEAR_BRACKET = re.compile(r"\(\s*(?:[前昨]年度?|令和\s?\d+年度?|R\d+(?:年度)?)\s*[はがの:]?\s*$")
# 8月は3回, but 1~2回 and 3回~5回 are ranges.
_RANGE = re.compile(rf"^\s*(?:{_UNIT})?\s*~\s*\d|^\s*目")
_HEADED = r"[^\s。、，,;；「」『』\[\]【】《》()（）:①-⑳]"
_HEADING = re.compile(rf"(?<!{_HEADED})(?P<words>{_HEADED}++)」?\s*[(:《]\s*[^。()《》:]*$")
_TOTAL = re.compile(
    r"(?:合計|総計|総数|総勢|(?<![会統設家集合推時])計|全体で|全部で|全|[合併あ]わせて|併せて|都合|トータル|しめて|通算|(?:両期|両日|両会場|全期間|各回)を?(?:通じて?|通して))(?:は|で|して|し|の)?[\s:、(]*$"
)
_AS = (
    r"(?:の?(?:数|人数|件数))?"
    r"(?:は|が|でも|で|として(?:は)?|で(?:みる|見る|いう|言う|数える)と|に(?:する|直す|なおす)と|にして|ベースで(?:は)?)?"
)
_NET = re.compile(
    r"(?:(?<![確充口結事現真誠])実(?![施績証習験現行際態費務情家力物演測需用技業地感])(?:人数|人員|利用者数?|数|件数|相談者数?|世帯数?|[一-龥]{1,6}数)?|実質|実質の?参加者|ユニーク|重複(?:分|者)?を(?:除|省|外|排)(?:いて|くと|いた|し(?:て|た)|すと)|名寄せ(?:を?する)?と"
    r"|同じ(?:人|方|者|世帯)(?:は|を)[^\d。、]{0,2}[1一](?:人|名|件|世帯)?[とに]?(?:して)?数え(?:る|た)(?:と|場合は)?)"
    rf"{_AS}(?:[^\d。、]{{1,6}}は)?[\s:]*$"
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
    r"|(?:延べ?|のべ|述べ)(?:の)?[^\d。、]{0,8}(?:は|が|で)?[\s:]*$"
)
_PART = re.compile(
    r"(?:(?:^|[\s、。,(・]|その|の|[人名件回])うち[^\d。]{0,15}|(?:^|[\s、。,(・])内[、,:\s][^\d。]{0,15}|(?:内数|ここから|このなか|その中|当該(?!年)|上記に含まれる|これに含まれる)[^\d。]{0,24})$"
)
# 1回につき32人: not how many times there were.
_PER_ONE = re.compile(r"\s*(?:あ?当?たり|につき|平均)")
_EACH = re.compile(r"(?:各|毎月|毎週|(?<!\d)[月週]に?|\d年に)\s*$")
_COMPARED = re.compile(r"(?:前年|昨年|前回|[前先]の年|[一1]年前).*(?:比べ|より|比|から)")
_CHANGED = re.compile(r"^(?:も|の|ほど)?(?P<sign>増|減)")
_CLAUSE = re.compile(r"(?:[たてしいるり]|ます)$|\d\D{0,3}$")
_IN_YEAR = re.compile(r"(?:令和|平成)?(?:元|\d{1,4})年度?の?")
_VERB = re.compile(r"[一-龥]{2}")
_NEAR_BEHIND = 8
CountKey = tuple[str, str, str]


@dataclass(frozen=True)
class Count:
    """A counted quantity at [start, end) of its text.

    `label`: the words before the number; `heading`: the word that a bracket or colon puts over it (シニアクラブ：…);
    `after`: what follows up to the next stop or number; `symbol`: A of 児童数(A). `is_exact`: neither 約 nor 程度.
    `of`: the unit of a number that is printed without one (区画数 88).
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
    of: str = ""

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
        unit = self.unit or self.of
        return _UNITS.get(unit, unit)

    @property
    def is_in_listed_unit(self) -> bool:
        """Say whether the list of units knows the unit, or none is printed."""
        return not self.unit or self.unit in _UNITS

    @property
    def name(self) -> str:
        """Return heading and label as one: シニアクラブ会員数."""
        return self.label if self.label.startswith(self.heading) else self.heading + self.label

    @property
    def printed(self) -> str:
        """Return the figure as it is quoted: 1,332回."""
        number = f"{self.value:,.0f}" if self.value == int(self.value) else f"{self.value:,}"
        return f"{number}{self.unit}"


@lru_cache(maxsize=20_000)
def read_counts(text: str) -> tuple[Count, ...]:
    """Return the counts of a text, in order."""
    folded = folded_text(text)
    matches = [m for m in COUNT.finditer(folded) if not _is_no_count(folded, m)]
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


def parts_of(text: str) -> dict[str, str]:
    """Return the stretches of a text behind its circled numbers (①…); one nameless stretch if there are none."""
    pieces = re.split(r"([①-⑳])", text)
    found = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    return found or {"": text}


def _is_no_count(folded: str, match: re.Match[str]) -> bool:
    if len(match["number"]) > MOST_DIGITS or math.isnan(number_of(match["number"])):
        return True
    before = words_before(folded, match.start())
    if match["unit"] is None:
        is_bracketed = folded[match.end() :].lstrip().startswith(")") and OPENING.search(before)
        return not (is_bracketed or _NAMED_NUMBER.search(before) or _IN_YEAR_BRACKET.search(before))
    if match["unit"] not in _UNITS and (_CODE.search(before) or number_of(match["number"]) in _YEARS):
        return True
    if match["unit"] == "日" and number_of(match["number"]) <= _LAST_OF_MONTH and not _DAYS.search(before):
        return True
    if match["unit"] == "分" and (_CLOCK.search(before) or _FRACTION.match(folded, match.end())):
        return True
    return bool(_RANGE.match(folded, match.end()) or _RANGE.match(folded, match.end("number")))


def _count(folded: str, match: re.Match[str], following: int, previous: Count | None) -> Count:
    before = words_before(folded, match.start())
    heading = _heading(before)
    between = words_before(folded, match.start(), previous.end if previous else 0)
    label, symbol = label_of(words_in(between))
    if not label:
        is_beside = previous is not None and not between.strip(" ,")
        label = heading or (previous.label if previous and is_beside else "")
    count = Count(label, number_of(match["number"]), match["unit"] or "", match.start(), match.end())
    of = "" if match["unit"] else _implied_unit(before, previous)
    is_per_one = count.value == 1 and bool(_PER_ONE.match(folded, match.end()))
    return replace(
        count,
        of=of,
        heading=heading,
        symbol=symbol,
        after=words_after(folded, match.end(), following),
        is_exact=not (ABOUT.search(before) or ABOUT_AFTER.match(folded, match.end())),
        is_total=bool(_TOTAL.search(before)),
        is_gross=bool(_GROSS.search(before)),
        is_part=bool(_PART.search(before)),
        is_net=bool(_NET.search(before) or _NET_BEHIND.match(folded[match.end() : match.end() + _NEAR_BEHIND])),
        is_average=not is_per_one and bool(_AVERAGE.search(before)),
        is_each=is_per_one or bool(_EACH.search(before)) or folded.startswith("ずつ", match.end()),
    )


def _implied_unit(before: str, previous: Count | None) -> str:
    """Return the unit of a number without one: what its name says is counted, or that of the number before it."""
    if _IN_YEAR_BRACKET.search(before):
        return previous.unit or previous.of if previous else ""
    named = _NAMED_NUMBER.search(before)
    if not named:
        return ""
    words = named["counted"]
    listed = [unit for unit in _UNITS if words.endswith(unit)]
    return "人" if named["who"] else max(listed, key=len, default=words[-_HEAD_NOUN:])


def _heading(before: str) -> str:
    found = _HEADING.search(before)
    words = PARTICLES.sub("", LEADING.sub("", found["words"])) if found else ""
    counted = COUNT.search(words)
    words = words[: counted.start()] if counted else words
    return "" if _CLAUSE.search(words) else SYMBOL.sub("", words)
