"""Whether one text says that a quantity rose, and the other that it fell: 会員が増え, 会員の減少が続く.

What moved is a noun that は, が or も marks before the word for the change, or の joins to it. A part, a wish, another
year or a sentence that tells of both says nothing.
"""

from functools import lru_cache

from pipeline.prose.contradictions.poles import clauses_of_year, tells_where
from pipeline.prose.grammar.clauses import Clause
from pipeline.prose.grammar.lexicon import Hit, hits
from pipeline.prose.grammar.lists import role
from pipeline.prose.grammar.words import Word

_NOUNS = frozenset({"名詞", "接尾辞", "接頭辞"})
_MARKS = frozenset("はがも")
_MOVES = {"rose": "fell", "fell": "rose"}
# How many, whatever of: 会員数, 相談件数.
_ANY = frozenset({"数", "者", "件", "件数", "人数", "量", "率", "額", "総数", "全体", "実績"})
# So far behind a word for a change stands what denies it.
_NEAR = 4


def risen_and_fallen(status: str, evaluation: str) -> tuple[str, str] | None:
    """Return a clause of each of two texts that say of one thing that it rose and that it fell."""
    here = _moved(status)
    there = _moved(evaluation) if here else {}
    for (thing, direction), words in here.items():
        opposite = _MOVES[direction]
        for (other, told), other_words in there.items():
            is_one = thing == other and bool(thing)
            if is_one and told == opposite and (thing, opposite) not in here and (thing, direction) not in there:
                return None if tells_where(other_words, status) else (words, other_words)
    return None


@lru_cache(maxsize=20_000)
def _moved(text: str) -> dict[tuple[frozenset[str], str], str]:
    """Return what a text says moved, by its words, in which direction, with the clause that says so."""
    found: dict[tuple[frozenset[str], str], str] = {}
    for clause in clauses_of_year(text):
        for hit in hits(clause.words, "changes"):
            direction = next((one for one in _MOVES if hit.has(one)), None)
            thing = _thing(hit, clause) if direction and not _is_denied(hit, clause) else frozenset()
            if direction and thing:
                found.setdefault((thing, direction), text[clause.start : clause.end])
    return found


def _is_denied(hit: Hit, clause: Clause) -> bool:
    behind = clause.words[hit.last + 1 : hit.last + 1 + _NEAR]
    return any(word.is_negation or word.lemma in role("conditional") for word in behind)


def _thing(hit: Hit, clause: Clause) -> frozenset[str]:
    """Return the words of the noun phrase that moved, without those of any quantity."""
    words = clause.words[: hit.first]
    if not words or not (words[-1].surface in (*_MARKS, "の") and words[-1].kind == "助詞"):
        return frozenset()
    phrase: list[Word] = []
    for word in reversed(words[:-1]):
        if word.kind not in _NOUNS and word.surface != "の":
            break
        phrase.append(word)
    return frozenset(word.lemma for word in phrase if word.kind in _NOUNS and word.lemma not in _ANY)
