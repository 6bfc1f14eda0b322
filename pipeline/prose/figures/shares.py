"""Parts that can be no greater than their whole: うち, 15校中12校, net and gross, what comes after what."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.prose.figures.counts import Count, read_counts
from pipeline.prose.figures.totals import GOES_ON
from pipeline.prose.grammar.lists import stages
from pipeline.values.text import fold_width

# So far from a number stands what it counts.
_NAME = 12
_FROM = re.compile(r"(?:中(?![止学心])|のうち|の内|の中(?:から|で)|のなか)[^\d。]{0,16}$")
_ITS_PART = re.compile(r"^[^。\d]{0,14}内訳[^。\d]{0,14}$")
_INCLUDED = re.compile(r"を含[むめみ][^\d。]{0,10}(?:全|計|総)[^\d。]{0,4}$")
# 持込者のうち: of what a part is told, where no number stands with it. Those who came go by any name.
_NAMED_WHOLE = re.compile(
    r"(?P<name>[^\d。、\n①-⑳()・]{1,30}[一-龥ァ-ヴー々])(?:の(?:うち|内|中)|のなか)[^。\d]{0,15}$"
)
_GENERAL_WHOLE = re.compile(
    r"(?:参加|受講|来場|来館|来所|利用|出席|相談|対象|応募|申込み?|登録|修了|回答)(?:者|件|人)?数?|全体|総数|全員|者|人|"
)
_DIVIDES = re.compile(r"[。\n①-⑳]")
# Holding each of more against each would take the square of their number.
_MOST_NETS = 100


@lru_cache(maxsize=20_000)
def net_and_gross(text: str) -> list[tuple[Count, Count]]:
    """Return the net and gross counts of one kind of a text: 実人数60人, 延べ45人."""
    counts = read_counts(text)
    nets = [count for count in counts if count.is_net][:_MOST_NETS]
    return [(net, gross) for net in nets for gross in counts if gross.is_gross and gross.kind == net.kind]


@lru_cache(maxsize=20_000)
def read_shares(text: str) -> list[tuple[Count, Count]]:
    """Return part and whole of every うち: 58件受け、うち5件を引き継いだ. The whole is the last count in its unit."""
    folded = GOES_ON.sub("、", fold_width(text))
    counts = [count for count in read_counts(folded) if count.is_plain]
    shares = [*_out_of(folded, counts), *_by_stage(counts)]
    wholes: dict[str, Count] = {}
    for count in counts:
        if count.is_part and count.kind in wholes:
            whole = _whole(folded, count, counts, wholes[count.kind])
            shares += [] if _is_of_other_whole(folded, count, whole) else [(count, whole)]
        elif not count.is_part:
            wholes[count.kind] = count
    return list(dict.fromkeys(shares))


def _whole(folded: str, part: Count, counts: Sequence[Count], last: Count) -> Count:
    """Return of what a count is a part: the last one, or one before it in the sentence that can hold it.

    相談120件（電話80件、面接40件、うち新規60件）: of all 120.
    """
    start = folded.rfind("。", 0, part.start) + 1
    earlier = [c for c in counts if start <= c.start < part.start and c.kind == part.kind and not c.is_part]
    return last if last.value >= part.value else max((*earlier, last), key=lambda count: count.value)


def _is_of_other_whole(folded: str, part: Count, whole: Count) -> bool:
    """Say whether a sentence or item of its own names of what it tells a part, and the count before is of another.

    延べ310人が受講した。粗大ごみの持込者のうち希望者540人: not of those 310.
    """
    named = _NAMED_WHOLE.search(folded, whole.end, part.start)
    if not named or not _DIVIDES.search(folded, whole.end, named.start("name")):
        return False
    told = _DIVIDES.split(folded[: whole.end])[-1] + _DIVIDES.split(folded[whole.end :], maxsplit=1)[0]
    words = [word for word in named["name"].split("の") if not _GENERAL_WHOLE.fullmatch(word)][-1:]
    pairs = [pair for word in words for pair in (word[i : i + 2] for i in range(len(word) - 1))]
    return bool(pairs) and not any(pair in told for pair in pairs)


def _out_of(folded: str, counts: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """Yield part and whole that stand side by side: 15校中12校, 応募者20人の中から8人, 新規5団体を含む全12団体."""
    for first, second in pairwise(counts):
        between = folded[first.end : second.start]
        if first.kind == second.kind and "。" not in between:
            if _FROM.match(between) or _ITS_PART.search(between):
                yield second, first
            elif _INCLUDED.match(between):
                yield first, second


def _by_stage(counts: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """Yield part and whole by what comes after what: nobody is admitted who has not applied (応募23件、採択31件)."""
    for before, after in stages():
        wholes = [count for count in counts if _is_named(before, count)]
        for whole in wholes if len(wholes) == 1 else ():
            parts = [c for c in counts if c.kind == whole.kind and c is not whole and _is_named(after, c)]
            if len(parts) == 1 and parts[0].start > whole.start:
                yield parts[0], whole


def _is_named(words: frozenset[str], count: Count) -> bool:
    """Say whether a count is of what a word names; the words behind it count where those before it tell nothing."""
    label = count.label[-_NAME:]
    return any(word in label for word in words) or (
        not any(word in label for pair in stages() for part in pair for word in part)
        and not count.after.startswith("に")
        and any(word in count.after[:_NAME] for word in words)
    )
