"""Whether one text says that something came up, and the other one that it did not: 苦情が相次いだ, 苦情はなかった.

What came up is a noun that が, は or も marks, or を before a verb of meeting with; the verb is one of happening
(`grammar.csv`: `occurring`), or a denied one of ceasing (`ceasing`: 絶えなかった). A part, a wish, another time or a
noun told more closely (大きな混乱) says nothing.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from pipeline.prose.contradictions.poles import clauses_of_year, tells_where
from pipeline.prose.grammar.clauses import Clause
from pipeline.prose.grammar.lists import role
from pipeline.prose.grammar.words import Word

_MARKS = frozenset("がはもを")
_NOUNS = frozenset({"名詞", "接尾辞", "接頭辞"})
# いじめが見られなくなった, トラブルがないよう: what came of it, or is to.
_TURNING = frozenset({"成る", "よう", "為", "たい", "可き"})
_CLOSER = frozenset({"連体詞", "形状詞", "形容詞", "接頭辞"})


def came_up_and_did_not(status: str, evaluation: str) -> tuple[str, str] | None:
    """Return a clause of each of two texts, of which one says that something came up and the other that it did not."""
    here, there = _told(status), _told(evaluation)
    for noun, is_there in here:
        if (noun, not is_there) in there and (noun, not is_there) not in here and (noun, is_there) not in there:
            words, others = here[noun, is_there], there[noun, not is_there]
            return None if tells_where(others, status) else (words, others)
    return None


@lru_cache(maxsize=20_000)
def _told(text: str) -> dict[tuple[str, bool], str]:
    """Return the nouns that a text says came up (or did not), with the clause that says so."""
    found: dict[tuple[str, bool], str] = {}
    for clause in clauses_of_year(text):
        if (is_there := _is_there(clause)) is not None:
            found |= {(noun, is_there): text[clause.start : clause.end] for noun in _nouns(clause)}
    return found


def _is_there(clause: Clause) -> bool | None:
    """Say whether a clause tells that something came up, or that it did not; None: neither."""
    place = next((i for i in reversed(range(len(clause.words))) if _is_of_coming_up(clause.words[i])), None)
    if place is None or clause.is_aside:
        return None
    behind = clause.words[place + 1 :]
    if any(word.lemma in _TURNING or (word.is_content and word.lemma not in role("formal")) for word in _apart(behind)):
        return None
    last = clause.words[place]
    denials = sum(word.is_negation for word in (last, *behind))
    is_denied = denials % 2 == 1
    return not is_denied if last.lemma not in role("ceasing") else (True if is_denied else None)


def _is_of_coming_up(word: Word) -> bool:
    is_none = word.is_negation and word.kind != "助動詞"
    return is_none or word.lemma in role("occurring") or word.lemma in role("ceasing")


def _apart(words: tuple[Word, ...]) -> Iterator[Word]:
    """Yield the words that say more than that it was so: neither 有る and 居る nor what denies."""
    for word in words:
        if not (word.is_negation or word.lemma in role("occurring") or word.lemma in role("empty")):
            yield word


def _nouns(clause: Clause) -> Iterator[str]:
    for position, (word, mark) in enumerate(pairwise(clause.words)):
        is_marked = mark.surface in _MARKS and mark.kind == "助詞"
        if not (is_marked and word.kind in _NOUNS and len(word.surface) > 1) or word.lemma in role("formal"):
            continue
        before = clause.words[position - 1] if position else None
        # 重大な事故.
        before = clause.words[position - 2] if before is not None and before.surface == "な" else before
        is_compound = before is not None and before.kind in _NOUNS and before.end == word.start
        if before is None or is_compound or before.kind not in _CLOSER:
            yield f"{before.lemma}{word.lemma}" if is_compound and before is not None else word.lemma
