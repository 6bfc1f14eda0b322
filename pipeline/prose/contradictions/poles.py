"""What two texts of one year say of how it went, where one says the opposite of the other: 定員割れ, and 満席であった.

A theme (how many came, whether agreement was reached, how content people were) has two poles, told in
`lists/poles.csv`. A text stands at a pole if it names it in the year's own sentences and never the other one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from pipeline.prose.grammar.clauses import Clause, clauses_of
from pipeline.prose.grammar.lexicon import Hit, hits, lexicon
from pipeline.prose.grammar.lists import persons, role
from pipeline.prose.grammar.words import words_of
from pipeline.prose.outcome import has_shortfall, is_of_other_year, told_as_not_done

_OPPOSITE = {"many": "few", "agreed": "opposed", "content": "discontent"}
# Told of anything, and opposite only where it is told of one thing: 人手は足りず, 人手は十分であった.
_OF_ONE_THING = {"enough": "lacking", "smooth": "stalled", "easy": "hard", "long": "short"}
_OPPOSITE |= _OF_ONE_THING
_OPPOSITE |= {negative: positive for positive, negative in _OPPOSITE.items()}
_BOUND = frozenset(_OF_ONE_THING) | frozenset(_OF_ONE_THING.values())
_OF_THOSE_WHO_CAME = ("many", "content")
_YEAR_BEFORE = re.compile(r"[前昨]年")
_OF_SOME = re.compile(
    r"(?:の|な|平日|休日|夜間|昼間|午前|午後)(?:回|日|日程|会場|コース|クラス|部門?|地区|講座)(?:に?は|では|が)|も(?:あっ|見られ|い)"
)
# So far behind a word stands what denies it: 合意は得られなかった.
_NEAR = 8
_PLACE = 3


def opposite_poles(status: str, evaluation: str) -> tuple[str, str] | None:
    """Return a clause of the status and one of the evaluation that stand at opposite poles of one theme."""
    here, there = _poles(status), _poles(evaluation)
    for pole, words in here.items():
        opposite = _OPPOSITE[pole]
        if opposite in there and opposite not in here and pole not in there:
            is_of_one = pole not in _BOUND or bool(_things(words) & _things(there[opposite]))
            is_apart = tells_where(there[opposite], status)
            if is_of_one and not is_apart:
                return words, there[opposite]
    return _praised_but_not_held(status, there) if there and not has_shortfall(evaluation) else None


def tells_where(words: str, other: str) -> bool:
    """Say whether a clause tells where or when it is so by words that the other text has not: 隣接地区では."""
    told = words_of(words)
    places = [i for i, (a, b) in enumerate(pairwise(told)) if a.surface in ("で", "に") and b.surface == "は"]
    before = (told[:place][-_PLACE:] for place in places)
    nouns = ([w for w in stretch if w.kind == "名詞" and w.lemma not in role("formal")][-1:] for stretch in before)
    return any(noun.surface not in other and noun.lemma not in role("source") for found in nouns for noun in found)


def _things(words: str) -> set[str]:
    """Return the nouns that a clause names, but for those that tell how it went."""
    told = (word for word in words_of(words) if word.kind == "名詞" and word.detail != "数詞")
    return {word.lemma for word in told if word.lemma not in lexicon("poles") and word.lemma not in role("formal")}


def _praised_but_not_held(status: str, there: dict[str, str]) -> tuple[str, str] | None:
    """Return the clauses by which nothing was held, and those who came are told of: 中止した, にぎわった."""
    praised = next((there[pole] for pole in _OF_THOSE_WHO_CAME if pole in there), None)
    not_held = told_as_not_done(status) if praised else None
    return (not_held, praised) if praised and not_held else None


@lru_cache(maxsize=20_000)
def _poles(text: str) -> dict[str, str]:
    """Return the poles that a text stands at, and the clause that says so."""
    found: dict[str, str] = {}
    for clause in clauses_of_year(text):
        found |= dict.fromkeys(_told(clause), text[clause.start : clause.end])
    return found


@lru_cache(maxsize=20_000)
def clauses_of_year(text: str) -> tuple[Clause, ...]:
    """Return the clauses that tell of the whole of the column's year: no part of it, no wish, no other year."""
    clauses = clauses_of(text)
    wished = {clause.sentence for clause in clauses if _is_wished(clause)}
    hoped = {clause.sentence for clause in clauses if any(word.lemma in role("hoping") for word in clause.words)}
    reasons = {
        clause.sentence: clause.end for clause in clauses if clause.sentence in wished and _is_past_reason(clause)
    }
    return tuple(
        clause
        for clause in clauses
        if (
            clause.sentence not in wished
            or (clause.end <= reasons.get(clause.sentence, -1) and _is_of_all(clause, text))
            or (_is_found(clause, is_hoped=clause.sentence in hoped) and _is_of_all(clause, text))
        )
        and not _is_qualified(clause)
        and not is_of_other_year(text[clause.start : clause.end])
    )


def _is_found(clause: Clause, *, is_hoped: bool) -> bool:
    """Say whether a clause in front of a wish tells how it is: 件数が増えており、体制の強化が必要である.

    What is done to something (回数を増やし、) is part of the wish; so is what comes by itself, where it is hoped for.
    """
    if clause.is_last or _is_wished(clause) or any(word.surface in ("よう", "には") for word in clause.words):
        return False
    told = [word for word in clause.words if word.kind not in ("補助記号", "空白")]
    if any(word.lemma == "居る" and word.kind == "動詞" for word in told[-3:]):
        return True
    is_led_on = told[-1].lemma == "ず" or told[-1].form.startswith("連用形")
    return not is_hoped and is_led_on and not any(word.surface in ("を", "て") for word in told)


def _is_past_reason(clause: Clause) -> bool:
    """Say whether a clause tells in the past why something is wished: 定員を割り込んだことから、時期を見直したい."""
    behind = clause.words[-4:]
    is_told = any(word.is_past for word in behind)
    return clause.joins == "reason" and is_told and not any(word.is_negation for word in behind[-2:])


def _is_of_all(clause: Clause, text: str) -> bool:
    """Say whether a reason is told of all of it, and not of an occasion of several: 平日の回は低調であったため."""
    return not _OF_SOME.search(text[clause.start : clause.end])


def _is_wished(clause: Clause) -> bool:
    """Say whether a clause makes its sentence one of what is to come: 短くし、苦情がないようにしたい."""
    lemmas = {word.lemma for word in clause.words}
    return bool(lemmas & role("ahead")) or (clause.is_last and bool(lemmas & role("wishing")))


def _told(clause: Clause) -> Iterator[str]:
    if _is_of_many(clause):
        yield "many"
    for hit in hits(clause.words, "poles"):
        # 定員を超えた前年度と同じ講師.
        if _YEAR_BEFORE.search("".join(word.surface for word in clause.words[hit.last + 1 :])):
            continue
        is_denied = _is_denied(hit, clause)
        for entry in hit.entries:
            if (not is_denied and entry.condition != "negated") or (is_denied and entry.condition == "negated"):
                yield entry.sense
            elif is_denied and not entry.condition:
                yield _OPPOSITE[entry.sense]


def _is_denied(hit: Hit, clause: Clause) -> bool:
    behind = clause.words[hit.last + 1 : hit.last + 1 + _NEAR]
    # 締結は先送りとなった.
    is_put_off = any(told.has("postponed") or told.has("called_off") for told in hits(behind, "events"))
    return (sum(word.is_negation for word in behind) + is_put_off) % 2 == 1


def _is_of_many(clause: Clause) -> bool:
    """Say whether many people came: 多くの児童に来ていただき; 多くの児童が悩んでいる did not come."""
    places = [place for place, word in enumerate(clause.words) if word.lemma in ("多く", "大勢")]
    behind = clause.words[places[0] + 1 :] if places else ()
    is_of_people = len(behind) > 1 and behind[0].surface == "の" and behind[1].lemma in persons("person")
    came = role("coming") & {word.lemma for word in behind}
    return is_of_people and bool(came) and not any(word.is_negation for word in behind)


def _is_qualified(clause: Clause) -> bool:
    """Say whether it is told of a part, a plan or a wish: 一部の回は, 目指して."""
    lemmas = {word.lemma for word in clause.words}
    # 年度後半には苦情が寄せられなくなった: what came of it.
    pairs = pairwise(clause.words)
    is_turning = any(before.is_negation and word.lemma == "成る" for before, word in pairs)
    # 埋まらなかったため tells why, 集めるため what for.
    is_why = any(before.is_past and word.lemma == "為" for before, word in pairwise(clause.words))
    wishing = role("wishing") - {"為"} if is_why else role("wishing")
    is_part = bool(lemmas & (role("qualifying") | role("conditional") | wishing | role("time_within")))
    return is_part or is_turning
