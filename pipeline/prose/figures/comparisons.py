"""Figures beside those of the year before, and what is said of them: risen, fallen, unchanged, by so many, by so much.

「前年度の120件から150件に増加」, 「45人（昨年60人）」: a comparison says itself in which way its figures and words
disagree.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.prose.figures.counts import Count, read_counts
from pipeline.prose.figures.dating import dated_figures, figures_in
from pipeline.prose.figures.moves import BEHIND, Direction, directions_in, moves_at, pct_in, tells_jump
from pipeline.values.text import fold_width

_SENTENCE = re.compile(r"[^。\n]+")
# Without one of these, no text compares.
_COMPARES = re.compile(
    r"[\d一二三四五六七八九十百千][^。\n]{0,12}(?:から|(?:だった|であった)もの)|[→⇒]|前|昨|令和|平成|[RHＲＨ]\d|20\d\d"
)
_DIFFERENCE = re.compile(
    r"^(?:も|の|ほど|程度|以上|分|余り?)*\s*(?:純?増|減|多[いくか]|少な|上回|下回|伸び|プラス|マイナス|アップ|ダウン|上昇|低下|上積み|上乗せ|積み増|差)"
    r"|^[がを](?:新たに|さらに)?(?:加[えわ]|追加|上積|増や|減ら|減り|抜け|退)"
)
_SIGNED = re.compile(r"(?:[+＋▲△]|プラス|マイナス)\s*$")
_WITH_YEAR = re.compile(r"\((?:前年度?|昨年度?|令和|R\d)")
_IN_TURN = re.compile(r"[、,・]?(?:今年度?|本年度?|今回|令和\d+年度?|R\d+(?:年度)?)(?:は|の|に)?")
# 昨年度の20校に対して28校であった。4割増である: the change has a sentence of its own.
_CHANGE_ALONE = re.compile(
    r"\s*(?:[一-龥]{0,4}(?:率|割合|比)(?:は|で|に(?:して|すると))?)?[約\s+＋▲△]*(?:マイナス|プラス)?[\d一二三四五六七八九][\d,.一二三四五六七八九十]*"
    r"[^\d。、は]{1,5}(?:の[^\d。、]{1,5}|減|増|となっ|とな)[^\d。、]{0,10}"
)
_RESULT = re.compile(r"^\s*(?:に|へ|と|まで)")
# No sentence that compares is longer; holding each figure of a longer one against each would take the square of it.
_MOST_WINDOW, _LONGEST_SENTENCE = 400, 1000
_LEAST_TENFOLD, _MOST_TENFOLD, _LEAST_LARGE = 5.5, 16.0, 20
_LEVEL, _EXACT_LEVEL = 0.1, 0.05
# These say that not one more or less was counted.
_EQUAL = re.compile(r"同(?:数|じ|件|額|人数|一)|増減(?:は|が|も)?(?:な|あり|0|ゼロ)|据え?置")
_WHOLLY = re.compile(r"(?:まったく|全く|まるで|全然|少しも|寸分)[^。]{0,4}(?:変わら|変わり|同じ)")
_HEDGED = re.compile(
    r"ほぼ|概ね|おおむね|大き[くな]|大差|程度|並み?|横ばい|あまり|さほど|水準|規模|推移|維持|保[ちつっ]"
)
_WHAT_IS_UNCHANGED = re.compile(
    r"[、](?P<name>[一-龥ァ-ヴー]+(?:の[一-龥ァ-ヴー]+)?)(?:に|は|も)(?:大きな|大きく)?(?:変わ|増減|変動|変化|変更)(?:り|ら)?(?:は|が|も)?[なあ]"
)
_OF_ANY_NUMBER = frozenset("数件人回規模水準状況傾向全体実績総量の")
# 120件から150件に: no other figure can stand between.
_BESIDE = 10


@dataclass(frozen=True)
class Comparison:
    """A figure of the year before and this year's, and what the text says of the two.

    `difference`: the change as a number; `pct`: in percent (a ratio of 120 % is a change of 20); `tolerance` in points.
    """

    before: Count
    now: Count
    direction: Direction | None
    difference: Count | None
    pct: float | None
    tolerance: float
    is_explained: bool
    words: str

    @property
    def printed(self) -> str:
        """Return both figures as they are quoted: 120件→150件."""
        return f"{self.before.printed}→{self.now.printed}"

    @property
    def contradicts(self) -> bool:
        """Say whether the figures move otherwise than the words."""
        step = self.now.value - self.before.value
        if self.direction == "unchanged" and self._is_other_unchanged:
            return False
        if self.direction == "unchanged":
            is_hedged = bool(_HEDGED.search(self.words))
            if _WHOLLY.search(self.words) or (_EQUAL.search(self.words) and not is_hedged):
                return step != 0
            level = _LEVEL if is_hedged else _EXACT_LEVEL
            return abs(step) > max(level * max(self.now.value, self.before.value), 1)
        return (self.direction == "rose" and step < 0) or (self.direction == "fell" and step > 0)

    @property
    def _is_other_unchanged(self) -> bool:
        """Say whether what is said not to have changed has a name that the figures have not: 会費の額に変わりはない."""
        unlike = _WHAT_IS_UNCHANGED.search(self.words)
        name = set(unlike["name"]) - _OF_ANY_NUMBER if unlike else set()
        told = self.words[: unlike.start("name")] if unlike else ""
        return bool(name) and not name & {*told, *self.now.kind, *self.now.unit}

    @property
    def has_wrong_difference(self) -> bool:
        """Say whether the change that is told is not the difference of the figures."""
        if self.difference is None or not self.difference.is_exact:
            return False
        return abs(abs(self.now.value - self.before.value) - self.difference.value) > 1e-6

    @property
    def has_wrong_pct(self) -> bool:
        """Say whether the change in percent that is told is not that of the figures."""
        if self.pct is None or not self.before.value:
            return False
        step = 100 * (self.now.value - self.before.value) / self.before.value
        return min(abs(step - self.pct), abs(abs(step) - abs(self.pct))) > self.tolerance

    @property
    def is_tenfold(self) -> bool:
        """Say whether one figure is about ten times the other, and the text has no word for such a jump."""
        small, large = sorted((self.before.value, self.now.value))
        is_far = small > 0 and _LEAST_TENFOLD <= large / small <= _MOST_TENFOLD and large >= _LEAST_LARGE
        return is_far and not self.is_explained


@lru_cache(maxsize=20_000)
def read_comparisons(text: str, fiscal_year: int | None = None) -> tuple[Comparison, ...]:
    """Return the comparisons of a text that stands in the column of `fiscal_year` (years by number need it)."""
    folded = fold_width(text)
    if not _COMPARES.search(folded):
        return ()
    sentences = [match.span() for match in _SENTENCE.finditer(folded)]
    found: list[Comparison] = []
    told: set[int] = set()
    for position, (start, end) in enumerate(sentences):
        single = list(_comparisons(folded, start, end, fiscal_year))
        if not single and position + 1 < len(sentences) and sentences[position + 1][1] - start <= _MOST_WINDOW:
            single = list(_comparisons(folded, start, sentences[position + 1][1], fiscal_year))
        found += [one for one in single if one.now.start not in told]
        told |= {one.now.start for one in single}
    return tuple(found)


@lru_cache(maxsize=20_000)
def figures_of_last_year(text: str, fiscal_year: int | None = None) -> list[Count]:
    """Return the counts that a text gives for the year before its column's."""
    folded = fold_width(text)
    return [
        count
        for match in _SENTENCE.finditer(folded)
        if match.end() - match.start() <= _LONGEST_SENTENCE
        for count, year in dated_figures(folded, *match.span(), fiscal_year)
        if year == "before" and not is_difference(count, folded)
    ]


def figures_of(text: str) -> list[Count]:
    """Return the counts of a text, and its rates as figures in percent."""
    return list(figures_in(fold_width(text), 0))


def _comparisons(folded: str, start: int, end: int, fiscal_year: int | None) -> Iterator[Comparison]:
    if end - start > _LONGEST_SENTENCE:
        return
    dated = [
        (c, y) for c, y in dated_figures(folded, start, end, fiscal_year) if not c.is_each or _is_each_of_two(c, folded)
    ]
    differences = [
        c for i, (c, _) in enumerate(dated) if is_difference(c, folded) and not _is_in_turn(dated[:i], c, folded)
    ]
    befores = [count for count, year in dated if year == "before" and count not in differences]
    nows = [count for count, year in dated if year in ("now", None) and count not in differences]
    for before, now in _pairs(befores, nows):
        yield _told(folded, start, end, before, now, differences)


def _is_each_of_two(count: Count, folded: str) -> bool:
    """Say whether a share of each stands beside that of the year before: 月18時間(前年度は24時間)."""
    return bool(_WITH_YEAR.match(folded, count.end))


def _is_in_turn(before: Sequence[tuple[Count, object]], count: Count, folded: str) -> bool:
    """Say whether a figure is told in turn with that of the year before: 前年度31か所、本年度36か所が加わり."""
    if not before or before[-1][1] != "before" or before[-1][0].kind != count.kind:
        return False
    return bool(_IN_TURN.fullmatch(folded, before[-1][0].end, count.start))


def _told(folded: str, start: int, end: int, before: Count, now: Count, differences: Sequence[Count]) -> Comparison:
    sentence = folded[start:end]
    last = max(before.end, now.end)
    before_it = directions_in(sentence, last - start, is_before=True)[-1:]
    behind_it = directions_in(sentence, last - start)[:1]
    # 電話相談が増え(前年度120件、今年度165件): what a bracket gives was said before it.
    told = (
        (before_it or behind_it) if _is_within_one_bracket(sentence, before, now, start) else (behind_it or before_it)
    )
    if not told and (following := _SENTENCE.match(folded, end + 1)) and not read_counts(following.group()):
        told = directions_in(following.group(), 0)[:1]
    alone = _CHANGE_ALONE.fullmatch(following.group()) if (following := _SENTENCE.match(folded, end + 1)) else None
    differences = differences or (read_counts(alone.group()) if alone else ())
    around = [d for d in differences if d.kind == now.kind]
    pct, tolerance = pct_in(
        folded[last : min(end, last + 30)], folded[max(start, min(before.start, now.start) - 20) : last]
    )
    if pct is None and alone:
        pct, tolerance = pct_in(alone.group(), "")
    difference = around[0] if len(around) == 1 else None
    return Comparison(
        before, now, told[0] if told else None, difference, pct, tolerance, tells_jump(folded), sentence.strip()
    )


def _is_within_one_bracket(sentence: str, before: Count, now: Count, start: int) -> bool:
    first, last = min(before.start, now.start) - start, max(before.end, now.end) - start
    return sentence.rfind("(", 0, first) > sentence.rfind(")", 0, first) and ")" not in sentence[first:last]


def _pairs(befores: Sequence[Count], nows: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """Yield figures of one kind: the only ones there are, those of one name, or those next to one another."""
    for before in befores:
        alike = [now for now in nows if now.kind == before.kind and not now.is_part]
        rivals = [other for other in befores if other.kind == before.kind]
        beside = [now for now in alike if 0 <= now.start - before.end <= _BESIDE]
        named = beside[:1] or [now for now in alike if before.label and now.label and _is_one(before.label, now.label)]
        if len(named) == 1:
            yield before, named[0]
        elif len(rivals) == 1 and alike:
            near = min(alike, key=lambda now: abs(now.start - before.start))
            if len(alike) == 1 or not (before.label and near.label) or _is_one(before.label, near.label):
                yield before, near


def _is_one(label: str, other: str) -> bool:
    short, long = sorted((_bare(label), _bare(other)), key=len)
    return not short or short in long


def _bare(label: str) -> str:
    return re.sub(r"^.*?(?:前年度?|昨年度?|今年度?|本年度?)[のはが]?|^(?:から|より|度)|[のはがも]$", "", label)


def is_difference(count: Count, folded: str) -> bool:
    """Say whether a count of a text, in one width, tells by how many something differs: 12人多い, 8団体が加わり."""
    behind = folded[count.end : count.end + BEHIND]
    if _SIGNED.search(folded[max(0, count.start - 5) : count.start]):
        return True
    is_told = bool(_DIFFERENCE.match(behind)) or moves_at(behind) is not None
    return is_told and not _RESULT.match(behind)


def gives_change(change: Count, text: str, before: Count, now: Count) -> bool:
    """Say whether two years' figures give the change that a text tells (約700件 for 738 is rounded)."""
    around = text[max(0, change.start - 15) : change.end + 15]
    # 4.1haを解消、1.6ha発生し、差引き2.5haの減: of other figures.
    if "差引" in around or "差し引" in around:
        return True
    difference = now.value - before.value
    if ("増" in around) != ("減" in around):
        difference = difference if ("増" in around) else -difference
    else:
        difference = abs(difference)
    # 約700件 for 738: rounded to the first digit.
    return abs(difference - change.value) <= (0 if change.is_exact else 0.15 * change.value)
