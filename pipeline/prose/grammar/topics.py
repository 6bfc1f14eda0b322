"""What a clause is about: the noun that an act is said of, and whether a word only helps to name it.

「端末を貸し出す取組は、まだ始められていない」 tells of one thing, that it was not begun; what stands before は
names it.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.prose.grammar.clauses import Clause
from pipeline.prose.grammar.lists import role
from pipeline.prose.grammar.predicates import Predicate
from pipeline.prose.grammar.words import Word, words_of

_MARKING, _TOPICS = ("は", "が", "を", "も", "の"), ("は", "も")
_NOUNS = ("名詞", "接尾辞", "接頭辞")
_VERBAL = ("動詞", "助動詞")
# 実態調査 → 始められていない: the arrow stands for は.
_ARROWS = ("→", "⇒", "➡")


def noun_of(predicate: Predicate) -> str:
    """Return the noun that stands before the act with its particle: 講座 of 講座は実施できなかった.

    畑が荒れたため中止した, 折り合いがつかず中止した: of what stands in the reason nothing was called off.
    """
    words = list(predicate.before)
    marks: tuple[str, ...] = _MARKING
    while words and words[-1].surface not in marks:
        word = words.pop()
        if word.is_negation:
            return ""
        if word.lemma == "為" and words and words[-1].kind in _VERBAL:
            marks = _TOPICS
    while words and words[-1].kind == "助詞":
        words.pop()
    noun: list[str] = []
    while words and words[-1].kind in _NOUNS and words[-1].lemma not in ("為", "影響"):
        noun.insert(0, words.pop().surface)
    return "".join(noun)


def topic_of(before: Sequence[Word]) -> Word | None:
    """Return the last noun that は, が or も marks: 交流 of 交流はオンラインも含めて皆無."""
    marked = [word for word, mark in pairwise(before) if word.kind == "名詞" and mark.surface in ("は", "が")]
    return marked[-1] if marked else None


def is_bare_name(text: str) -> bool:
    """Say whether words are a name and no more: 木造住宅の耐震診断補助, but not 講座を開催, 講座 3回 and 周知."""
    words = [word for word in words_of(text) if word.kind not in ("補助記号", "空白")]
    is_joined = any(word.surface in ("の", "へ", "と", "や") for word in words) or len(words) > 1
    return is_joined and all(
        (word.kind in (*_NOUNS, "形状詞", "助詞") or word.form.startswith("連用形"))
        and word.detail != "数詞"
        and not (word.kind == "助詞" and word.surface in ("を", "に", "は", "が", "も", "て"))
        for word in words
    )


def is_within_topic(predicate: Predicate) -> bool:
    """Say whether a word helps to name what is spoken of behind: 会館を改める事業は、…; 実態調査 → …."""
    words, place = predicate.clause.words, predicate.hit.last + 1
    while place < len(words) and words[place].kind == "空白":
        place += 1
    if place < len(words) and words[place].surface in _ARROWS and predicate.word.kind == "名詞":
        return True
    return _is_topic(predicate.clause)


def _is_topic(clause: Clause) -> bool:
    """Say whether a clause is nothing but what is spoken of in the next one."""
    if clause.is_last or clause.is_aside:
        return False
    words = clause.words[:-1] if clause.words[-1].kind == "空白" else clause.words
    is_marked = len(words) > 1 and words[-1].kind == "助詞" and words[-1].surface in _TOPICS
    return is_marked and words[-2].kind in _NOUNS and words[-2].lemma not in role("formal")
