"""Rating scales: marks such as A–D, ◎○△×, 5–1 or 順調／遅れ, told by a legend or learnt from the column that uses them.

A mark is kept as it is: never averaged, never turned into a percentage.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

from pipeline.values.achievement import read_achievement

# A mark is short, and a column uses few of them often; fewer ratings than this show no habit.
_LONGEST_MARK, _MOST_MARKS, _FEWEST_RATINGS = 16, 10, 5
_MOST_KINDS = 0.5
# Numbers that are marks are small; a column of percentages soon goes beyond.
_HIGHEST_NUMBER = 10
_PERCENT_HEADING = re.compile(r"[%％率]|パーセント|割合")
_SYMBOL = r"[A-ZＡ-Ｚ][+＋\-－]?|[◎○〇◯●△▲×✕☆★□■]+|[1-9１-９]|[①-⑨]|[ⅠⅡⅢⅣⅤ]|[ア-オ]"
# A：達成 / 「◎」…… / 5 = …: a mark, what divides it from its meaning, and the meaning up to the next mark.
_ENTRY = re.compile(
    rf"(?:^|[\s　、，,/／（()）】【「『・…:：])[「『【]?(?P<mark>{_SYMBOL})[」』】]?"
    r"\s*(?:[:：=＝]|…+|・・+|ー{2,}|（|\()\s*"
    r"(?P<meaning>[^:：=＝]+?)"
    rf"(?=[\s　、，,/／）)】・]+[「『【]?(?:{_SYMBOL})[」』】]?\s*(?:[:：=＝]|…|・・|（|\()"
    # －＝評価対象外: a dash is explained as well, and is no mark.
    r"|[\s　、，,]+[「『【]?[-－―—][」』】]?\s*[:：=＝]|$)"
)
# ①計画を上回る　②計画どおり …, a：改善　b：変わらない: marks that count up need nothing before what they mean.
_COUNTING = re.compile(
    r"(?:^|[\s:：。])(?P<mark>[①-⑨]|[a-eA-EＡ-Ｅ])(?:\s*[:：=＝]\s*|\s*)"
    r"(?P<meaning>[^\s:：①-⑨]{2,40}?)(?=\s+(?:[①-⑨]|[a-eA-EＡ-Ｅ])|\s*$)"
)
_FEWEST_COUNTING = 3
_SPAN = re.compile(
    r"(?P<from>\d+(?:\.\d+)?)\s*[%％]?\s*(?:以上|[~～〜\-－])\s*"
    r"(?:(?P<to>\d+(?:\.\d+)?)\s*[%％]?\s*(?:未満|以下)?)?"
)
_BEST = re.compile(r"(?P<mark>\d)\s*が\s*(?:最も|一番)\s*(?:高|良|よ|優)")


@dataclass(frozen=True)
class Mark:
    """One mark of a scale; what a legend or the seeds say of it (None: nothing)."""

    mark: str
    meaning: str | None = None
    order_no: int | None = None
    percent_from: float | None = None
    percent_to: float | None = None


@dataclass(frozen=True)
class RatingScale:
    """The marks of one column. `is_higher_better`: of marks that are numbers, whether the highest is the best."""

    marks: Mapping[str, Mark]
    source: str
    is_higher_better: bool | None = None

    def mark_of(self, text: str) -> str | None:
        """Return the mark that a cell holds; None if it is none of the scale's."""
        key = mark_key(text)
        if key in self.marks:
            return key
        # １　現状維持 and A：達成 print the mark and its meaning.
        return next(
            (
                mark
                for mark in self.marks
                if self.marks[mark].meaning and key.startswith(mark) and _means(key, self.marks[mark])
            ),
            None,
        )


def scale_id(plan_id: str, key: str) -> str:
    """Return the name of the scale of a plan's columns whose headings share a key."""
    return f"{plan_id}_{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def mark_key(text: str) -> str:
    """Return a mark as it is compared: width and blanks do not matter."""
    return "".join(normalize("NFKC", text).replace("〇", "○").replace("◯", "○").split())


def learnt_scale(texts: Sequence[str], heading: str = "") -> RatingScale | None:
    """Return the scale that a column of ratings uses; None if it is none: words, percentages, or too few of them."""
    keys = [mark_key(text) for text in texts]
    unknown = [key for key, text in zip(keys, texts, strict=True) if not _is_known(text, heading)]
    kinds = Counter(unknown)
    # Single characters are marks whatever they are; words must come back to be.
    usual = 5 if all(len(key) == 1 for key in kinds) else 3
    if len(unknown) < _FEWEST_RATINGS or len(kinds) > min(_MOST_MARKS, max(usual, _MOST_KINDS * len(unknown))):
        return None
    if any(len(key) > _LONGEST_MARK or not key for key in kinds):
        return None
    return RatingScale({key: Mark(key) for key in sorted(kinds)}, "learnt")


def read_legend(texts: Iterable[str]) -> RatingScale | None:
    """Return the scale that lines above or under a table explain; None if they explain none.

    Its order is that of the legend; whether the first mark is the best only words tell.
    """
    lines = [text for text in texts if text.strip()]
    entries: dict[str, Mark] = {}
    for line in lines:
        for found in _entries(line.replace("\n", " ")):
            mark, meaning = mark_key(found["mark"]), found["meaning"].strip(" 　、，,・）)】」")
            entries.setdefault(mark, Mark(mark, meaning, len(entries) + 1, *_percents(meaning)))
    if len(entries) < 2:
        return None
    return RatingScale(entries, "legend", higher_is_better(lines, entries))


def _entries(line: str) -> list[re.Match[str]]:
    """Return the marks of a line with their meanings: as it divides them, or where marks count up, side by side."""
    divided = list(_ENTRY.finditer(line))
    counting = list(_COUNTING.finditer(line))
    keys = [mark_key(found["mark"]) for found in counting]
    counts_up = len(keys) >= _FEWEST_COUNTING and all(ord(b) == ord(a) + 1 for a, b in pairwise(keys))
    return counting if counts_up and len(counting) > len(divided) else divided


def higher_is_better(lines: Iterable[str], marks: Iterable[str]) -> bool | None:
    """Return whether the highest number of a scale is its best, where a line says so (5が最も高い)."""
    numbers = [int(mark) for mark in marks if mark.isdecimal()]
    best = next((int(found["mark"]) for line in lines if (found := _BEST.search(normalize("NFKC", line)))), None)
    if best is None or not numbers or best not in (min(numbers), max(numbers)):
        return None
    return best == max(numbers)


def are_fractions(texts: Sequence[str], heading: str) -> bool:
    """Say whether a column of rates holds fractions (0.8) where percentages are meant (80%)."""
    numbers = [float(key) for key in map(mark_key, texts) if re.fullmatch(r"\d+(?:\.\d+)?", key)]
    decimals = [number for number in numbers if number != int(number)]
    is_rate = bool(re.search(r"率|度|割合|[%％]", heading))
    enough = len(numbers) >= _FEWEST_RATINGS and 2 * len(decimals) >= len(numbers)
    return is_rate and enough and max(numbers, default=9) <= 2


def _is_known(text: str, heading: str) -> bool:
    """Say whether a rating is one of the known forms; a small number without a unit may be a mark."""
    found = read_achievement(text)
    if found.kind != "percent" or found.has_unit:
        return found.kind != "unreadable"
    key = mark_key(text)
    return bool(_PERCENT_HEADING.search(heading)) or not key.isdecimal() or int(key) > _HIGHEST_NUMBER


def _means(key: str, mark: Mark) -> bool:
    rest = key[len(mark.mark) :].lstrip(":：.．、)）")
    return bool(rest) and mark_key(mark.meaning or "").startswith(rest)


def _percents(meaning: str) -> tuple[float | None, float | None]:
    if (span := _SPAN.search(normalize("NFKC", meaning))) is None or "%" not in normalize("NFKC", meaning):
        return None, None
    return float(span["from"]), float(span["to"]) if span["to"] else None
