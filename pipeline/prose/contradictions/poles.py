"""What two texts of one year say of how it went, where one says the opposite of the other: 定員割れ, and 満席であった.

A theme (how many came, whether agreement was reached, how content people were) has two poles, told in
`lists/poles.csv`. A text stands at a pole if it names it in the year's own sentences and never the other one.
"""

from collections.abc import Iterator
from functools import lru_cache

from pipeline.prose.grammar.clauses import Clause, clauses_of
from pipeline.prose.grammar.lexicon import Hit, hits, lexicon
from pipeline.prose.grammar.lists import role
from pipeline.prose.outcome import has_shortfall, is_of_other_year, told_as_not_done

_OPPOSITE = {"many": "few", "agreed": "opposed", "content": "discontent"}
_OPPOSITE |= {negative: positive for positive, negative in _OPPOSITE.items()}
_OF_THOSE_WHO_CAME = ("many", "content")
# So far behind a word stands what denies it: 合意は得られなかった.
_NEAR = 6


def opposite_poles(status: str, evaluation: str) -> tuple[str, str] | None:
    """Return a clause of the status and one of the evaluation that stand at opposite poles of one theme."""
    here, there = _poles(status), _poles(evaluation)
    for pole, words in here.items():
        opposite = _OPPOSITE[pole]
        if opposite in there and opposite not in here and pole not in there:
            return words, there[opposite]
    return _praised_but_not_held(status, there) if there and not has_shortfall(evaluation) else None


def _praised_but_not_held(status: str, there: dict[str, str]) -> tuple[str, str] | None:
    """Return the clauses by which nothing was held, and those who came are told of: 中止した, にぎわった."""
    praised = next((there[pole] for pole in _OF_THOSE_WHO_CAME if pole in there), None)
    not_held = told_as_not_done(status) if praised else None
    return (not_held, praised) if praised and not_held else None


@lru_cache(maxsize=20_000)
def _poles(text: str) -> dict[str, str]:
    """Return the poles that a text stands at, and the clause that says so."""
    found: dict[str, str] = {}
    for clause in clauses_of(text):
        words = text[clause.start : clause.end]
        if not (_is_qualified(clause) or is_of_other_year(words)):
            found |= dict.fromkeys(_told(clause), words)
    return found


def _told(clause: Clause) -> Iterator[str]:
    for hit in hits(clause.words, lexicon("poles")):
        is_denied = _is_denied(hit, clause)
        for entry in hit.entries:
            if (not is_denied and entry.condition != "negated") or (is_denied and entry.condition == "negated"):
                yield entry.sense
            elif is_denied and not entry.condition:
                yield _OPPOSITE[entry.sense]


def _is_denied(hit: Hit, clause: Clause) -> bool:
    behind = clause.words[hit.last + 1 : hit.last + 1 + _NEAR]
    return sum(word.is_negation for word in behind) % 2 == 1


def _is_qualified(clause: Clause) -> bool:
    """Say whether it is told of a part, a plan or a wish: 一部の回は, 目指して."""
    lemmas = {word.lemma for word in clause.words}
    return bool(lemmas & (role("qualifying") | role("conditional") | role("wishing")))
