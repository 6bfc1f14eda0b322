"""Sentences that tell of one person in distress without a number: 小学3年の女児が一時保護された.

A person is one person if a relation in the family, an age or a grade narrows them down; alone they tell nothing. Beside
a word of distress, told as something that happened, the sentence tells a case.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.prose.grammar.lists import persons
from pipeline.prose.grammar.words import Word, words_of

_MARKS = frozenset({"が", "を", "に", "から", "の", "は", "と", "へ", "より", "も"})
# 母子保健, 父親向け, 児童相談所, 生徒指導: names of work, and no person.
_GOING_ON = frozenset({"名詞", "接尾辞"})
_ALONE = frozenset({"一人", "独り", "唯一", "だけ", "のみ", "某"})
# 家を失った男性を: who tells of many writes 方 or 者.
_OF_SEX = frozenset({"男性", "女性", "男児", "女児", "少年", "少女", "高校生", "中学生", "小学生"})
_GRADES = frozenset({"年", "歳", "代", "生", "年生"})


@lru_cache(maxsize=20_000)
def tells_of_one_person(sentence: str) -> tuple[int, int] | None:
    """Return where a sentence names the one person in distress that it tells of; None if it tells of nobody."""
    words = words_of(sentence)
    lemmas = {word.lemma for word in words}
    if lemmas & persons("general") or not lemmas & persons("distress") or not _is_told(words):
        return None
    return next(_single(words), None)


def _is_told(words: Sequence[Word]) -> bool:
    """Say whether a sentence tells of something that happened: in the past, going on, or of this case only (のみ)."""
    told = [word for word in words if word.kind not in ("補助記号", "空白")][-3:]
    return any(word.is_past or word.lemma in ("居る", "のみ", "だけ") for word in told)


def _single(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for position, (word, behind) in enumerate(pairwise(words)):
        is_word = behind.kind not in _GOING_ON or behind.lemma in _ALONE
        is_marked = is_word and (
            behind.surface in _MARKS or behind.lemma in _ALONE or behind.kind in ("接頭辞", "補助記号")
        )
        before = words[max(0, position - 5) : position]
        if is_marked and word.lemma in persons("kin") and not (before and before[-1].kind in _GOING_ON):
            yield word.start, word.end
        elif is_marked and word.lemma in persons("person") and (first := _attribute(before)):
            yield first.start, word.end
        elif is_marked and word.lemma in _OF_SEX and before and before[-1].is_past:
            yield word.start, word.end


def _attribute(before: Sequence[Word]) -> Word | None:
    """Return where the words begin that narrow a person down: 小学3年の, 若い, 17歳の, 某."""
    for position, word in enumerate(before):
        rest = [other for other in before[position + 1 :] if other.kind not in ("助詞", "接尾辞")]
        is_near = all(
            other.lemma in persons("person") | persons("attribute") | _GRADES or other.detail == "数詞"
            for other in rest
        )
        is_age = word.detail == "数詞" and any(
            other.lemma in _GRADES for other in rest[:1] + list(before[position + 1 : position + 2])
        )
        if is_near and (word.lemma in persons("attribute") or is_age or word.lemma in _ALONE):
            return word
    return None
