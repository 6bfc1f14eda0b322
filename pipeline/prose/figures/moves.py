"""What words say of a figure that moves: risen, fallen, unchanged, by so much in percent (伸び率にして35%, 3割減)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from pipeline.prose.figures.numerals import KANJI_NUMBER, number_of
from pipeline.prose.grammar.lexicon import hits
from pipeline.prose.grammar.words import Word, words_of

Direction = Literal["rose", "fell", "unchanged"]

# So far behind a figure stands the word for its change.
BEHIND = 12
_KANJI_OF: dict[Direction, frozenset[str]] = {"rose": frozenset("増伸昇膨"), "fell": frozenset("減縮")}
_LEAST_WORD = 2
# Between a figure and the word for its change; 40人を超える tells no change.
_TO_MOVE = re.compile(r"(?:も|の|ほど|程度|近く|分|余り?|強|弱|幅で)*(?=[一-龥ァ-ヴ])")
_REACHING = frozenset(
    {"超える", "越える", "多い", "割る", "届かない", "及ばない", "抑える", "維持", "盛ん", "活発", "回復"}
)
_MOVES: tuple[Direction, ...] = ("rose", "fell")
_PERCENT = re.compile(
    rf"(?P<of>(?:対?前年度?|昨年度?)(?:対?比|に比べて?)(?:率|で|は)?|(?:[一-龥]{{0,2}}(?:伸び|増加|減少|上昇|低下|増減|変化|削減|縮減)|伸び)率[はでが]?(?:に(?:して|すると)|としては?|で(?:は|みると)?)?"
    rf"|(?:率|割合)(?:に(?:して|すると)|でみると|で(?:は|いうと|言うと)?))?[約\s]*"
    rf"(?:マイナス|プラス)?(?P<number>\d+(?:\.\d+)?|{KANJI_NUMBER})\s*(?P<unit>%|パーセント|割|倍)\s*(?:程度|ほど|近く)?(?:の|に|も|へ|と)?\s*(?P<sign>増|減|伸び|上昇|低下|アップ|ダウン|少な|多|落ち込|上回|下回)?"
)
_MANNER = frozenset({"同様", "例年通り", "通り"})
_OF_CONTENT = frozenset({"内容", "方法", "形", "取り組み", "体制", "日程", "形式", "会場"})
_MOVING = frozenset({"推移", "留まる", "落ち着く", "維持", "多い", "少ない"})
# 半減, 三分の一に減った: what the words say in percent, and how near it must be.
_IN_WORDS = (("半減", -50.0, 12.0), ("倍増", 100.0, 30.0), ("三分の一に", -66.7, 12.0), ("3分の1に", -66.7, 12.0))


@lru_cache(maxsize=20_000)
def moves_at(behind: str) -> Direction | None:
    """Return what the word right behind a figure says: (120トン)落ち込みました, (6団体)の広がり, (12%)の削減."""
    start = _TO_MOVE.match(behind)
    words = words_of(behind[start.end() :]) if start else ()
    found = hits(words, "changes")
    first = found[0] if found and found[0].first == 0 and words[0].lemma not in _REACHING else None
    return next((d for d in _MOVES if first is not None and first.has(d)), None)


def directions_in(sentence: str, place: int, *, is_before: bool = False) -> list[Direction]:
    """Return what is said behind (or before) a place of a sentence about rising and falling, in order."""
    words = [word for word in words_of(sentence) if (word.end <= place if is_before else word.start >= place)]
    found: list[Direction] = []
    for hit in hits(words, "changes"):
        behind = words[hit.last + 1 : hit.last + 6]
        is_denied = any(word.is_negation for word in behind[:5] if word.surface != "、")
        condition = "negated" if is_denied else ""
        is_attribute = bool(behind) and behind[0].surface == "の" and words[hit.last].lemma in ("多い", "同じ")
        is_attribute |= _is_manner(words[hit.last], behind)
        found += [d for d in ("rose", "fell", "unchanged") if hit.has(d, condition) and not is_attribute]
    return found or [d for word in words if (d := _by_its_kanji(word))]


def _by_its_kanji(word: Word) -> Direction | None:
    """Return what a word that no list has says by the kanji it is written with: 漸増, 増勢, 減衰."""
    if word.kind not in ("名詞", "動詞") or word.detail == "固有名詞" or len(word.surface) < _LEAST_WORD:
        return None
    found = [d for d, kanji in _KANJI_OF.items() if kanji & set(word.surface)]
    return found[0] if len(found) == 1 else None


def _is_manner(word: Word, behind: Sequence[Word]) -> bool:
    """Say whether a word tells how something was done, and not how it moved: 前年度と同様に相談会を開き."""
    if not behind or behind[0].surface not in ("に", "の") or word.lemma not in _MANNER:
        return False
    following = next((other for other in behind[1:] if other.is_content), None)
    if behind[0].surface == "の":
        return following is not None and following.lemma in _OF_CONTENT
    return following is not None and following.lemma not in _MOVING


def tells_jump(text: str) -> bool:
    """Say whether a text has a word for a change out of the ordinary: 急増, 再開, コロナ."""
    return any(hit.has("jump") for hit in hits(words_of(text), "changes"))


def pct_in(behind: str, between: str) -> tuple[float | None, float]:
    """Return the change in percent that is told behind two figures, or else between them, and how exact it is."""
    for words, pct, tolerance in _IN_WORDS:
        if words in behind:
            return pct, tolerance
    for stretch in (behind, between):
        for match in _PERCENT.finditer(stretch):
            sign = stretch[max(0, match.start("number") - 1) : match.start("number")]
            if sign in ("+", "＋", "▲", "△"):
                return number_of(match["number"]) * (1 if sign in "+＋" else -1), 1.0
            moved = moves_at(stretch[match.end("unit") : match.end("unit") + BEHIND])
            is_changed = bool(match["sign"] or moved or (match["of"] and "比" not in match["of"]))
            is_ratio = match["unit"] == "倍" or bool(match["of"] and not is_changed)
            if not (is_ratio or is_changed):
                continue
            number = number_of(match["number"]) * {"割": 10.0, "倍": 100.0}.get(match["unit"], 1.0)
            digits = len(match["number"].partition(".")[2])
            tolerance = {"割": 6.0, "倍": 30.0 / 5**digits}.get(match["unit"], 1.0)
            is_fall = moved == "fell" or match["sign"] in ("減", "低下", "ダウン", "少な", "落ち込", "下回")
            return (number - 100 if is_ratio else (-number if is_fall else number)), max(tolerance, 1.0)
    return None, 0.0
