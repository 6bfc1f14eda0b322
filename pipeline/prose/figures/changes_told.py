"""What a text says of a change since the year before without giving both figures: risen, fallen, unchanged, by so much.

The figures stand elsewhere, in the status or in the column of the year before; where one sentence gives both, it is a
comparison (`comparisons.py`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.prose.figures.comparisons import Comparison, Direction, directions_in, pct_in, tells_jump
from pipeline.prose.figures.counts import Count
from pipeline.prose.figures.dating import LAST_YEAR
from pipeline.prose.grammar.pairs import content_pairs
from pipeline.values.text import fold_width

_SENTENCE = re.compile(r"[^。\n]+")
_LONGEST_SENTENCE = 1000
# What any two quantities may be called.
_GENERAL = frozenset({"年度", "前年", "昨年", "件数", "人数", "実施", "年間", "今年", "本年", "令和", "開催"})


@dataclass(frozen=True)
class ChangeTold:
    """A sentence that tells of a change; `pct`: by how much, `tolerance` in points."""

    direction: Direction | None
    pct: float | None
    tolerance: float
    sentence: str

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
    return tuple(
        told for sentence in sentences if (last := LAST_YEAR.search(sentence)) and (told := _told(sentence, last))
    )


@lru_cache(maxsize=20_000)
def tells_direction(text: str) -> Direction | None:
    """Return whether the sentences that compare with the year before all say that something rose, or fell."""
    told = {change.direction for change in read_changes_told(text)} - {None}
    return told.pop() if len(told) == 1 else None


def share_words(words: str, other: str) -> bool:
    """Say whether two stretches have a word in common that is not that of any quantity."""
    return bool((content_pairs(words) & content_pairs(other)) - _GENERAL)


def _told(sentence: str, last: re.Match[str]) -> ChangeTold | None:
    directions = set(directions_in(sentence, 0))
    pct, tolerance = pct_in(sentence[last.start() :], "")
    if len(directions) > 1:
        return None
    return ChangeTold(directions.pop() if directions else None, pct, tolerance, sentence)
