"""Totals and their parts in one narrative: 一般6回 学校16回 全31回, 49人(初診23人再診26人), 58件、うち5件."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from pipeline.prose.figures.counts import Count, read_counts
from pipeline.prose.figures.numerals import KANJI_NUMBER, number_of
from pipeline.prose.grammar.lists import halves
from pipeline.values.text import fold_width

_SENTENCE = re.compile(r"[^。\n①-⑳]+")
# More than the counted parts: 他, ほか, など. Then the parts may be less than the total, but never more.
# 15団体:福祉6団体、環境4団体.
_COLON = re.compile(r"\s*[:：](?=[^\d。]{1,12}\d)")
_REST = re.compile(r"残(?:る|り)[^\d。]{0,8}$")
# 親が90人、子が70人、以上で全員である.
_ALL_TOLD = re.compile(r"[^\d。]{0,4}(?:以上|これ)?[でが](?:全員|全て|すべて|全部)")
# A sentence of its own for a total: 三会館で計70人。両会場で計205件。全部で9校である。年間で計59団体。
_ALONE = re.compile(
    r"\s*(?:(?P<many>[二三四五六七八九2-9]|両)(?:つ|[一-龥]{1,3}?))?[をのでは、\s]*"
    r"(?:(?P<year>年間|通年)|合計|総計|計|全部|[合併あ]わせて|併せて)[はでを、:\s]*計?"
)
# 以上、合計87団体を受け入れた: of the list above.
_POINTS_BACK = re.compile(
    r"\s*(?:以上|上記|これら)(?:の[^\d。、]{1,6})?[、を]?\s*(?:合計|総計|計|全部|[合併あ]わせて|併せて|合計して)で?\s*"
)
_NO_MORE = re.compile(
    r"(?:[とに]?(?:なる|なった|なります|なりました|上る|上った|のぼる)|で(?:す|した|ある|あった)|だ(?:った)?)?"
)
_BULLET = re.compile(r"\s*[・●○■◆]\s*[^\d・]{1,14}\s*(?=\d)")
_LEADS_TO_TOTAL = re.compile(r"で(?:年間|通年|総|延べ)?|\s*=\s*|を?[合併あ]わせ(?:て|ると)?、?|の?(?:年間|総)?")
_WHOLE_TIME = re.compile(
    r"(?:年間?(?:を通じ)?|一年|1年|通年|一日|1日|終日|両期|両日|全期間|全体|総数|合計)(?:の[^\d。、]{0,8})?[はでに]?[^\d。、]{0,4}$"
)
_SLOT = 14
_AND_MORE = re.compile(
    r"など|等(?!の(?:相談|健))|ほか|(?<!その)他(?!機関|課|部)|その他(?!\D{0,6}\d)|主な|主に|含む|含め|一部"
)
# 重複あり, 複数回答: parts of more than the total.
_OVERLAPPING = re.compile(r"重複(?!を?除|は?な[しい])|複数(?:回答|計上|選択|該当)")
_BRACKET = re.compile(r"\s*[(《〔【\[]\s*(?:内訳)?[:は、\s]*(?P<inside>[^()《》〔〕【】\[\]]*)[)》〕】\]]")
# 340人が利用した(午前180人、午後150人): the bracket may stand behind the verb.
_LATER_BRACKET = re.compile(r"[^\d、。()《》]{1,10}[(《]\s*(?:内訳)?[:は、\s]*(?P<inside>[^()《》〔〕]*)[)》〕]")
_BRACKET_OPEN = re.compile(r"[(〔【\[][^)〕】\]]*$")
_BREAKDOWN = re.compile(
    r"[^\d。、]{0,12}[、,で ]*(?:その|この)?(?:内訳|構成|区分|種別|の別|顔ぶれ|割り?振り|振り?分け|配分|分布|明細)"
    # 88人を部署別にみると, 45人は、地区ごとに: shared out by something, whatever it is.
    r"|[^\d。、]{0,4}[、,]?[^\d。、]{1,6}(?:別|ごと|毎)(?:に|で|の)(?P<shared>[^\d。]{0,8}?(?:と|ば|て|は)?、?)(?=[^\d。、]{1,10}\d)"
)
_BY = re.compile(r"(?:別|ごと|毎)[にで]")
# 計12回開催した。内訳は…: one statement in two sentences.
GOES_ON = re.compile(r"。(?=\s*(?:その|この)?(?:内訳|うち|構成))")
# No total has more parts; whoever added up all that follows, for each total, would take the square of their number.
_MOST_PARTS = 100
# 内訳は、福祉36、環境22、その他14: parts that leave out their unit; no more than a name stands between two of them.
_BARE_PART = re.compile(
    rf"[、,・\s(/:とは]*(?:[^\d\s、。,()]{{1,12}}?)(?P<number>\d[\d,]*|{KANJI_NUMBER})(?=[、,・\s。)〕】/\]]|と(?!も)|で|の?(?:合)?計|$)"
)
_BARE_BRACKET = re.compile(r"\s*[(〔【\[](?:[一-龥ァ-ヴー]{1,10}\d[\d,]*[・、,/ ]?){2,}[)〕】\]]")
# 412件(令和3年度655件、令和4年度498件): other years, and no parts.
_OF_YEARS = re.compile(r"年度|[前昨]年|(?<![A-Za-z])[RH]\d")
# What stands beside a total without being a part of it.
_NO_PART = re.compile(r"定員|申込|予約|対象|予定|計画|目標|前年|昨年|募集|平均|最大|実人|実数|実績値|回目")


@dataclass(frozen=True)
class Sum:
    """A printed total and its parts; `is_open`: there are others, so that the parts need not make up the total."""

    total: Count
    parts: tuple[Count, ...]
    is_open: bool = False

    @property
    def value(self) -> float:
        """Return what the parts add up to."""
        return sum(part.value for part in self.parts)

    @property
    def is_right(self) -> bool:
        """Say whether the parts make up the total, or at most the total where there are others."""
        return self.value <= self.total.value if self.is_open else self.value == self.total.value

    @property
    def printed(self) -> str:
        """Return the sum as it is quoted: 6回+16回+3回+1回=26回."""
        terms = "+".join(part.printed for part in self.parts)
        return f"{terms}={replace(self.total, value=self.value).printed}"


@lru_cache(maxsize=20_000)
def read_sums(text: str) -> tuple[Sum, ...]:
    """Return every total of a text that stands with two parts or more in its own unit, as far as they are exact."""
    folded = GOES_ON.sub("、", fold_width(text))
    sentences = [match.group() for match in _SENTENCE.finditer(folded)]
    within = (found for told in sentences if not _OVERLAPPING.search(told) for found in _sums(told))
    return (*within, *(() if _OVERLAPPING.search(folded) else _across(sentences)))


def _sums(sentence: str) -> Iterator[Sum]:
    counts, last = read_counts(sentence), -1
    yield from _shared_out(sentence, counts)
    yield from (found for total in counts if (found := _in_bare_numbers(sentence, total)))
    for position, total in enumerate(counts):
        since, last = last + 1, position if total.is_total else last
        if not total.is_plain:
            continue
        if inside := _inside(sentence, total, counts):
            yield Sum(total, inside, _is_open(sentence[total.end : inside[-1].end + 5]))
        is_before = _BREAKDOWN.match(sentence, total.end)
        if inside:
            continue
        is_total = total.is_total or _adds_up(sentence, total, counts[:position])
        is_before = is_before or _COLON.match(sentence, total.end)
        is_shared_out = is_before and "内訳" in is_before.group()
        if (
            (is_total or is_before)
            and (is_shared_out or not total.is_gross)
            and not _BRACKET.match(sentence, total.end)
        ):
            following = counts[position + 1 : position + 1 + _MOST_PARTS] if is_before else ()
            parts = _parts(total, following or counts[since:position])
            if len(parts) > 1:
                yield Sum(total, parts, _is_open(sentence[min(p.start for p in parts) : total.start]))


def _in_bare_numbers(sentence: str, total: Count) -> Sum | None:
    """Return a total and its parts, numbers without a unit: 内訳は、福祉36、環境22; 20か所〔学校12・公園8〕."""
    told, bracket = _BREAKDOWN.match(sentence, total.end), _BARE_BRACKET.match(sentence, total.end)
    is_broken_down = bool(told and "内訳" in told.group())
    if not total.is_plain or not (is_broken_down or (bracket and not _is_of_others(bracket.group()))):
        return None
    parts: list[Count] = []
    start = told.end() if told and is_broken_down else total.end + 1
    place = start
    while (part := _BARE_PART.match(sentence, place)) and len(parts) < _MOST_PARTS:
        place = part.end()
        if math.isnan(value := number_of(part["number"])):
            return None
        parts.append(Count("", value, total.unit, part.start("number"), place))
    if bracket and not is_broken_down and place != bracket.end() - 1:
        return None
    return Sum(total, tuple(parts), _is_open(sentence[start : place + 3])) if len(parts) > 1 else None


def _is_of_others(words: str) -> bool:
    return bool(_NO_PART.search(words) or _OF_YEARS.search(words))


def _across(sentences: Sequence[str]) -> Iterator[Sum]:
    """Yield totals that have a sentence of their own behind their parts, or before a list of them."""
    for position, sentence in enumerate(sentences):
        total = next((c for c in read_counts(sentence) if c.is_total and c.is_plain), None)
        if total and (told := _ALONE.fullmatch(sentence[: total.start])) and _NO_MORE.fullmatch(total.after):
            parts = _parts_before(total, sentences[:position])
            many = number_of(told["many"].replace("両", "2")) if told["many"] else len(parts)
            if len(parts) > 1 and many == len(parts):
                yield Sum(total, parts, bool(told["year"]))
        elif total and _POINTS_BACK.fullmatch(sentence[: total.start]) and len(read_counts(sentence)) == 1:
            items = list(takewhile(_is_item, reversed(sentences[:position])))
            parts = _parts_before(total, items[::-1])
            if len(parts) == len(items) > 1:
                yield Sum(total, parts)
        elif _BULLET.match(sentence) and position and not _BULLET.match(sentences[position - 1]):
            yield from _listed(sentences[position - 1], sentences[position : position + _MOST_PARTS])


def _is_item(sentence: str) -> bool:
    """Say whether a sentence is an item of a list that ends in its one count: ・東部浄水場の見学 38団体."""
    counts = read_counts(sentence)
    return len(counts) == 1 and not sentence[counts[0].end :].strip()


def _parts_before(total: Count, sentences: Sequence[str]) -> tuple[Count, ...]:
    """Return the parts that the last sentence tells of a total, or the last ones tell one by one."""
    parts: list[Count] = []
    for sentence in reversed(sentences[-_MOST_PARTS:]):
        alike = [c for c in read_counts(sentence) if c.kind == total.kind]
        if not alike or (parts and len(alike) > 1):
            break
        parts = [*alike, *parts]
        if any(c.is_total or c.is_part for c in alike) or _is_open(sentence) or _is_of_others(sentence):
            return ()
        if len(alike) > 1:
            break
    return _parts(total, parts)


def _listed(before: str, listed: Sequence[str]) -> Iterator[Sum]:
    """Yield a total and the list below it: 申込みは50戸であった。・木造…31戸 ・鉄骨…19戸."""
    bullets = list(takewhile(_BULLET.match, listed))
    pieces = [piece for told in bullets for piece in re.split(r"\s+(?=[・●○■◆])", told)]
    totals, told = read_counts(before), [read_counts(piece) for piece in pieces]
    is_list = len(pieces) > 1 and all(len(c) == 1 and not c[0].after for c in told)
    if len(totals) == 1 and totals[0].is_plain and is_list and not _OF_YEARS.search(before) and not _is_open(before):
        parts = _parts(totals[0], [counts[0] for counts in told])
        if len(parts) == len(pieces):
            yield Sum(totals[0], parts, any(map(_is_open, pieces)))


def _adds_up(sentence: str, total: Count, before: Sequence[Count]) -> bool:
    """Say whether words between a count and those before it make it their total: A35名+B28名=65名, 8人で年間44人."""
    if len(before) < 2 or not before[-1].kind == before[-2].kind == total.kind:
        return False
    return bool(_LEADS_TO_TOTAL.fullmatch(sentence[before[-1].end : total.start])) or _is_of_both(
        sentence, total, before
    )


def _is_of_both(sentence: str, total: Count, before: Sequence[Count]) -> bool:
    """Say whether two counts are of the two parts of a time, and a third of all of it: 春に4人、秋に3人、年間は7人."""
    slots = [sentence[max(0, count.start - _SLOT) : count.start].rpartition("、")[2] for count in before[-2:]]
    is_whole = bool(_WHOLE_TIME.search(sentence[before[-1].end : total.start]))
    is_first = not any(count.kind == total.kind for count in before[:-2])
    return is_whole and is_first and any(a in slots[0] and b in slots[1] for a, b in halves())


def _shared_out(sentence: str, counts: Sequence[Count]) -> Iterator[Sum]:
    """Yield a whole and its several parts behind うち, which may leave out others: 64件、うち新規20件、継続54件."""
    for position, first in enumerate(counts):
        whole = next((c for c in reversed(counts[:position]) if c.kind == first.kind and c.is_plain), None)
        if first.is_part and whole is not None and not whole.is_part:
            end = sentence.find(")", first.end)
            is_inside = "(" in sentence[whole.end : first.start] and end >= 0
            following = [c for c in counts[position + 1 :] if not is_inside or c.start < end]
            # うち成約が11件(売買8件、賃貸3件): parts of the part.
            following = [c for c in following if not _BRACKET_OPEN.search(sentence, first.end, c.start)]
            parts = _parts(whole, [replace(first, is_part=False), *following])
            if len(parts) > 1 and not any(part.is_total for part in parts):
                is_rest = any(_REST.search(sentence[: part.start][-12:]) for part in parts)
                is_rest |= bool(_ALL_TOLD.match(sentence, parts[-1].end))
                yield Sum(whole, parts, is_open=not is_rest)
            return


def _inside(sentence: str, total: Count, counts: Sequence[Count]) -> tuple[Count, ...]:
    """Return the parts in the bracket behind a total; none where it holds anything but parts."""
    bracket = _BRACKET.match(sentence, total.end) or _LATER_BRACKET.match(sentence, total.end)
    if not bracket or _is_of_others(bracket["inside"]):
        return ()
    first, end = (bisect_left(counts, place, key=_start) for place in bracket.span())
    inside = counts[first:end]
    parts = _parts(total, inside)
    return parts if len(parts) > 1 and not any(part.is_gross for part in inside) else ()


def _parts(total: Count, counts: Sequence[Count]) -> tuple[Count, ...]:
    alike = [count for count in counts if count.kind == total.kind]
    is_clear = all(c.is_exact and not c.is_each and not _NO_PART.search(c.words) for c in alike)
    parts = [count for count in alike if not (count.is_part or count.is_change or count.is_gross)]
    return tuple(parts) if is_clear else ()


def _start(count: Count) -> int:
    return count.start


def _is_open(stretch: str) -> bool:
    return bool(_AND_MORE.search(stretch))
