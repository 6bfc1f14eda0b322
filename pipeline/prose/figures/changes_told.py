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
_COMPARED_WITH = re.compile(
    r"年?度?末?(?:の[^\d。、は]{1,8}?)?(?:[とに](?:比|較)|を(?:大きく|大幅に|やや|わずかに)?[上下]回|より|から(?!\d)|に対し|と(?:同|ほぼ同|変わら)|並)"
)
# Without them, the clause begins with what rose or fell: (前年度より)小学生は増えた.
_SINCE = re.compile(
    rf"(?:{LAST_YEAR.pattern})(?:の(?:実績|同期|同時期))?(?:[とに]比べ(?:る|て)?と?|[とに]比較して|より|から|に対し(?:て)?|比で|と)?[はも]?、?"
)
_SUBJECT = re.compile(r"\s*(?:また|一方|なお|特に)?、?(?P<words>[^\dはがも、。]{2,24}?)(?:は|が|も)(?!\d)")
_OTHER_TIME = re.compile(
    r"当初|以前|開始時|\d年前|月(?:の|に|から|は)|期|回目|平成|将来|今後|目標|予定|定員|予算|全国|県内|都内"
)
# What any two quantities may be called.
_GENERAL = frozenset({"年度", "前年", "昨年", "件数", "人数", "実施", "年間", "今年", "本年", "令和", "開催"})
_ANY_NUMBER = frozenset(
    {"回数", "日数", "団体", "体数", "実績", "人員", "総数", "延べ", "全体", "参加", "利用", "加者", "用者"}
)


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

    def is_of_other(self, told: str) -> bool:
        """Say whether its own clause has a subject that the text does not name where it counts (`told`)."""
        subject = _SUBJECT.match(_clause_since(self.sentence))
        words = content_pairs(subject["words"]) - _GENERAL - _ANY_NUMBER if subject else frozenset()
        return bool(words) and not words & content_pairs(told)

    def is_of(self, count: Count) -> bool:
        """Say whether the sentence names what a count counts, or has it itself."""
        return count.printed.replace(",", "") in self.sentence.replace(",", "") or share_words(
            count.words, self.sentence
        )


@lru_cache(maxsize=20_000)
def read_changes_told(text: str, fiscal_year: int | None = None) -> tuple[ChangeTold, ...]:
    """Return what the sentences of a text that speak of the year before say of a change, where it is one thing.

    `fiscal_year`: of the column that the text stands in; without it, 令和4年度より is no year before.
    """
    sentences = [m.group().strip() for m in _SENTENCE.finditer(fold_width(text)) if len(m.group()) <= _LONGEST_SENTENCE]
    return tuple(told for sentence in sentences if (told := _told_or_implied(sentence, fiscal_year)))


@lru_cache(maxsize=20_000)
def tells_direction(text: str, fiscal_year: int | None = None) -> Direction | None:
    """Return whether the sentences that compare with the year before all say that something rose, or fell."""
    told = {change.direction for change in read_changes_told(text, fiscal_year)} - {None}
    return told.pop() if len(told) == 1 else None


def share_words(words: str, other: str) -> bool:
    """Say whether two stretches have a word in common that is not that of any quantity."""
    return bool((content_pairs(words) & content_pairs(other)) - _GENERAL)


def likeness_of_words(words: str, other: str) -> float:
    """Return which share of the words of the shorter stretch the other one has, too (0 to 1)."""
    here, there = (content_pairs(stretch) - _GENERAL for stretch in (words, other))
    shorter = min(len(here), len(there))
    return len(here & there) / shorter if shorter > 1 else 0.0


def _told_or_implied(sentence: str, fiscal_year: int | None) -> ChangeTold | None:
    last = LAST_YEAR.search(sentence)
    start = last.start() if last else _year_compared(sentence, fiscal_year)
    return _implied(sentence) if start is None else _told(sentence, start)


def _year_compared(sentence: str, fiscal_year: int | None) -> int | None:
    """Return where a sentence compares with the year before by its number: 令和4年度を下回った, R4と比べて."""
    years = read_fiscal_years(sentence) if fiscal_year and _COMPARED_WITH.search(sentence) else []
    befores = [year for year in years if year.first == (fiscal_year or 0) - 1]
    if len(befores) != 1 or any(year.first not in (fiscal_year, (fiscal_year or 0) - 1) for year in years):
        return None
    return befores[0].start if _COMPARED_WITH.match(sentence, befores[0].end) else None


def _clause_since(sentence: str) -> str:
    """Return the clause that compares, without the words for the year before: (前年度に比べ、)登録は増加し."""
    last = LAST_YEAR.search(sentence)
    if last is None:
        return ""
    clause = sentence[sentence.rfind("、", 0, last.start()) + 1 :]
    return _SINCE.sub("", clause, count=1)


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


def _told(sentence: str, since: int) -> ChangeTold | None:
    directions = set(directions_in(sentence, 0))
    if len(directions) > 1:
        # 在宅勤務の広がりもあって昨年度に比べて減り: what stands before it is no comparison.
        directions = set(directions_in(sentence, since))
    pct, tolerance = pct_in(sentence[since:], "")
    if len(directions) > 1:
        return None
    return ChangeTold(directions.pop() if directions else None, pct, tolerance, sentence)
