"""What a text says of a change since the year before without giving both figures: risen, fallen, unchanged, by so much.

The figures stand elsewhere, in the status or in the column of the year before; where one sentence gives both, it is a
comparison (`comparisons.py`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.prose.figures.comparisons import Comparison
from pipeline.prose.figures.counts import Count
from pipeline.prose.figures.dating import LAST_YEAR
from pipeline.prose.figures.moves import BEHIND, Direction, directions_in, moves_at, pct_in, tells_jump
from pipeline.prose.grammar.pairs import content_pairs
from pipeline.values.fiscal_years import read_fiscal_years
from pipeline.values.text import fold_width

_SENTENCE = re.compile(r"[^。\n]+")
_LONGEST_SENTENCE = 1000
# 260人に増えた; 登録の伸びが続く, 増加の一途.
_TO_RESULT = re.compile(r"\d[^\d。、]{1,4}(?:に|へ|まで)(?:と|も)?(?=[一-龥])")
_TREND = re.compile(
    r"(?:伸び|増加|減少|上昇|低下|拡大|縮小)(?:の一途|(?:が|傾向が|基調が)(?:続|止ま(?:ら|り)|やま)|し続け)"
)
_OTHER_TIME = re.compile(
    r"当初|以前|開始時|\d年前|月(?:の|に|から|は)|期|回目|平成|将来|今後|目標|予定|定員|予算|全国|県内|都内"
)
# What any two quantities may be called.
_GENERAL = frozenset({"年度", "前年", "昨年", "件数", "人数", "実施", "年間", "今年", "本年", "令和", "開催"})


@dataclass(frozen=True)
class ChangeTold:
    """A sentence that tells of a change; `pct`: by how much, `tolerance` in points.

    `is_implied`: it does not name the year before (260人に増えた, 登録の伸びが続く).
    """

    direction: Direction | None
    pct: float | None
    tolerance: float
    sentence: str
    is_implied: bool = False

    def between(self, before: Count, now: Count) -> Comparison:
        """Return what is told as a comparison of two figures that stand elsewhere."""
        explained = tells_jump(self.sentence)
        return Comparison(before, now, self.direction, None, self.pct, self.tolerance, explained, self.sentence)

    def is_of(self, count: Count) -> bool:
        """Say whether the sentence names what a count counts, or has it itself."""
        return count.printed.replace(",", "") in self.sentence.replace(",", "") or share_words(
            count.words, self.sentence
        )


@lru_cache(maxsize=20_000)
def read_changes_told(text: str) -> tuple[ChangeTold, ...]:
    """Return what the sentences of a text that speak of the year before say of a change, where it is one thing."""
    sentences = [m.group().strip() for m in _SENTENCE.finditer(fold_width(text)) if len(m.group()) <= _LONGEST_SENTENCE]
    return tuple(told for sentence in sentences if (told := _told_or_implied(sentence)))


@lru_cache(maxsize=20_000)
def tells_direction(text: str) -> Direction | None:
    """Return whether the sentences that compare with the year before all say that something rose, or fell."""
    told = {change.direction for change in read_changes_told(text)} - {None}
    return told.pop() if len(told) == 1 else None


def share_words(words: str, other: str) -> bool:
    """Say whether two stretches have a word in common that is not that of any quantity."""
    return bool((content_pairs(words) & content_pairs(other)) - _GENERAL)


def likeness_of_words(words: str, other: str) -> float:
    """Return which share of the words of the shorter stretch the other one has, too (0 to 1)."""
    here, there = (content_pairs(stretch) - _GENERAL for stretch in (words, other))
    shorter = min(len(here), len(there))
    return len(here & there) / shorter if shorter > 1 else 0.0


def _told_or_implied(sentence: str) -> ChangeTold | None:
    last = LAST_YEAR.search(sentence)
    return _told(sentence, last) if last else _implied(sentence)


def _implied(sentence: str) -> ChangeTold | None:
    """Return a change that is told without naming since when, unless the sentence names another time."""
    if read_fiscal_years(sentence) or _OTHER_TIME.search(sentence):
        return None
    results = (moves_at(sentence[match.end() : match.end() + BEHIND]) for match in _TO_RESULT.finditer(sentence))
    trends = (moves_at(match.group()) for match in _TREND.finditer(sentence))
    directions: set[Direction] = {found for found in (*results, *trends) if found}
    if len(directions) != 1:
        return None
    return ChangeTold(directions.pop(), None, 0.0, sentence, is_implied=True)


def _told(sentence: str, last: re.Match[str]) -> ChangeTold | None:
    directions = set(directions_in(sentence, 0))
    pct, tolerance = pct_in(sentence[last.start() :], "")
    if len(directions) > 1:
        return None
    return ChangeTold(directions.pop() if directions else None, pct, tolerance, sentence)
