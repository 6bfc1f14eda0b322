"""What was held, put off, called off, not begun, ended, planned: the events that a text tells, clause by clause.

A clause says what its last known word says, as the grammar around it has it (`predicates.py`). What words mean is told
in `lists/events.csv`; of words that stand there not, the end of a sentence tells whether something was done.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.prose.grammar.clauses import Clause, clauses_of
from pipeline.prose.grammar.lexicon import Hit, hits, senses_of
from pipeline.prose.grammar.lists import role
from pipeline.prose.grammar.predicates import Predicate
from pipeline.prose.grammar.topics import is_within_topic, noun_of, topic_of
from pipeline.prose.grammar.words import words_of

UNDONE = frozenset({"called_off", "postponed", "not_begun", "not_done", "none", "ended"})
# Said whatever verb follows: 中止が相次いだ. The others must be what the clause is about.
_BY_THEMSELVES = ("called_off", "postponed", "not_begun", "ended", "reduced", "smaller")
_AS_PREDICATE = ("replaced", "preparing", "went_on")
# 定員を減らして開催した tells two things.
_BESIDE_OTHERS = ("reduced", "smaller")
_CARRIED = ("called_off", "postponed", "preparing", "reduced", "ended", "neutral")


@dataclass(frozen=True)
class Event:
    """What a clause tells. `kind`: held, replaced, went_on, called_off, postponed, not_begun, ended, not_done (an act
    denied), none (nobody came or asked), reduced, smaller, preparing, planned, told (a verb in the past, unknown).

    `is_background`: told as a reason, a condition or of a noun (中止した講座の代わりに), and not as what happened.
    `is_aside`: in brackets; `is_conceded`: the clause behind it says otherwise (周知したが、).
    `words`: the clause as printed at [start, end).
    `act`: the word that tells it; `about`: the noun it is said of.
    """

    kind: str
    words: str
    start: int
    end: int
    sentence: int
    is_background: bool = False
    is_aside: bool = False
    act: str = ""
    about: str = ""
    is_conceded: bool = False


@lru_cache(maxsize=20_000)
def read_events(text: str) -> tuple[Event, ...]:
    """Return the events of a text in order: of every clause that tells one, the one that it ends in."""
    clauses = clauses_of(text)
    aims = {clause.sentence: act for clause in clauses for act in _aims(clause)}
    found = (event for clause in clauses for event in _events(clause, text))
    return tuple(replace(e, kind="preparing") if _is_aimed(e, aims) else e for e in found)


def has_occasion(words: str) -> bool:
    """Say whether words name an occasion that took place or not, and not only how it went: 開催, 参加, but not 充実."""
    return any("occasion" in senses_of(word.lemma) for word in words_of(words))


def _events(clause: Clause, text: str) -> Iterator[Event]:
    predicates = [Predicate(hit, clause) for hit in hits(clause.words, "events")]
    told = [(predicate, kind) for predicate in predicates if (kind := _kind(predicate)) not in (None, "neutral")]
    for position, (predicate, said) in enumerate(told, 1):
        # 翌年度に行うこととした, 繰り下げて実施することとした.
        is_put_off = predicate.is_put_off or any(kind == "postponed" for _, kind in told[:position])
        kind = "postponed" if said == "planned" and is_put_off else said
        # 一部を割愛して実施した.
        kind = "reduced" if position < len(told) and kind == "called_off" and _is_of_part(clause) else kind
        if kind and (position == len(told) or kind in _BESIDE_OTHERS):
            yield _event(kind, predicate, text, _is_background(predicate, kind))
    # 世帯に届ける仕組みを整えていく: the verb behind tells what is done.
    is_within = bool(told) and told[-1][0].is_of_noun and not told[-1][0].is_of_measure
    if clause.is_last and (not told or is_within):
        yield from (e for e in _unknown(clause, text) if not told or e.act != told[-1][0].word.lemma)


def _is_of_part(clause: Clause) -> bool:
    return any(word.lemma == "一部" for word in clause.words)


def _event(kind: str, predicate: Predicate, text: str, is_background: bool) -> Event:
    clause, hit = predicate.clause, predicate.hit
    act = "".join(word.lemma for word in clause.words[hit.first : hit.last + 1])
    place = (clause.start, clause.end, clause.sentence)
    about = noun_of(predicate)
    is_conceded = clause.joins == "contrast"
    return Event(kind, text[clause.start : clause.end], *place, is_background, clause.is_aside, act, about, is_conceded)


def _is_background(predicate: Predicate, kind: str) -> bool:
    """中止となったため tells what happened; 中止に伴い, 開催するため and 廃止により only why something else did."""
    if kind == "ended" and predicate.is_cause:
        return True
    is_reason = predicate.clause.joins == "reason" and not (kind in UNDONE and predicate.is_past)
    return is_reason or (predicate.is_of_noun and not predicate.is_of_measure)


def _aims(clause: Clause) -> Iterator[str]:
    """Yield the acts that a clause is getting ready for: 講座の開催に向けて、事例を調査した."""
    if not any(word.lemma == "向ける" for word in clause.words):
        return
    for hit in hits(clause.words, "events"):
        behind = clause.words[hit.last + 1 : hit.last + 3]
        if hit.has("held") and [word.lemma for word in behind] == ["に", "向ける"]:
            yield clause.words[hit.last].lemma


def _is_aimed(event: Event, aims: Mapping[int, str]) -> bool:
    """Say whether an act serves another one to come; 締結に向けて調整し、締結した came to it."""
    aim = aims.get(event.sentence)
    return event.kind in ("held", "told") and aim is not None and aim != event.act


def _kind(predicate: Predicate) -> str | None:
    """Return what a word says where it stands; None: a part of a name, a condition, what is worked towards."""
    hit = predicate.hit
    if predicate.is_named or predicate.is_no_fact or predicate.is_auxiliary:
        return None
    if predicate.is_denied:
        return _denied(predicate)
    if "nothing" in hit.senses:
        return _nothing(predicate)
    return _told_by_itself(predicate) or _told_as_act(predicate)


def _told_by_itself(predicate: Predicate) -> str | None:
    hit = predicate.hit
    if hit.has("stay") and (kind := _stayed(predicate)):
        return kind
    # 候補を三つに絞り込んだ, but 対象を絞り込んだ.
    if {"preparing", "reduced"} <= hit.senses and any(h.has("draft") for h in hits(predicate.before, "events")):
        return "preparing"
    kinds = (*_BY_THEMSELVES, *(() if predicate.is_subject else _AS_PREDICATE))
    if kind := next((kind for kind in kinds if kind in hit.senses), None):
        return "planned" if kind == "preparing" and predicate.is_to_come else kind
    if predicate.is_for_later and (hit.has("postponed", "later") or _is_made_later(predicate)):
        return "postponed"
    if hit.has("called_off", "verbal") and any(word.lemma in ("為る", "成る") for word in predicate.tail):
        return "called_off"
    is_ended = hit.has("ended", "bounded") and predicate.is_bounded and not predicate.is_until
    return "ended" if is_ended else None


def _is_made_later(predicate: Predicate) -> bool:
    """Say whether it is what comes in a later year instead: 翌年度の再入札となった."""
    return "later_made" in predicate.hit.senses and any(word.lemma in ("成る", "為る") for word in predicate.tail)


def _stayed(predicate: Predicate) -> str | None:
    """Return what a verb like とどまる or 費やす says went no further: 打合せにとどまった, 0件に終わった."""
    before = predicate.before[-5:]
    if any(word.lemma in ("0", "零", "ゼロ") for word in before):
        return "none"
    return "preparing" if any(hit.has("preparing") for hit in hits(before, "events")) else None


def _told_as_act(predicate: Predicate) -> str | None:
    senses = predicate.hit.senses
    if is_within_topic(predicate):
        return None
    if "carry" in senses:
        return _carried(predicate)
    if "held" in senses and predicate.is_step:
        return "planned" if predicate.is_to_come else "preparing"
    if "held" in senses and not predicate.is_subject:
        return "planned" if predicate.is_to_come else ("ended" if predicate.is_last_one else "held")
    return "planned" if "planned" in senses and not predicate.is_filled else None


def _denied(predicate: Predicate) -> str | None:
    hit, senses = predicate.hit, predicate.hit.senses
    if kind := next((kind for kind in ("called_off", "not_begun") if hit.has(kind, "negated")), None):
        return kind
    if predicate.word.lemma in role("completing"):
        # 工事は年度内に終わらず.
        return "not_done"
    is_undone = bool(senses & {"called_off", "postponed"}) or ("carry" in senses and _carried(predicate) in UNDONE)
    if is_undone:
        return "went_on"
    if senses & {"demand", "exist"}:
        return _nothing(predicate) or ("not_done" if "held" in senses else None)
    return "not_done" if senses & {"held", "replaced", "carry", "preparing", "went_on"} else None


def _nothing(predicate: Predicate) -> str | None:
    """Say of what there was nothing: of demand (申込みがなかった, 実績0件), or of an act (開催なし)."""
    noun = topic_of(predicate.before) or next(
        (word for word in reversed(predicate.before) if word.kind != "助詞"), None
    )
    senses = senses_of(noun.lemma) if noun else frozenset()
    # 日の目を見ることはなかった denies the verb, which says so itself.
    if noun is None or _is_welcome(predicate) or (noun.kind == "名詞" and noun.lemma in role("formal")):
        return None
    if noun.lemma in role("carrier") or "progress" in senses:
        return "not_done"
    is_of_act = "held" in senses and "demand" not in senses
    if not is_of_act and any(other.has("demand") for other in hits(predicate.before, "events")):
        return "none"
    if "held" in senses:
        return "not_done"
    is_said_of = predicate.before[-1:] and predicate.before[-1].surface in ("は", "が", "も")
    return "none" if is_said_of and predicate.clause.is_last else None


def _is_welcome(predicate: Predicate) -> bool:
    """Say whether it is good that there was none: 苦情はなかった, 待機児童はいなかった."""
    # 異論が多く採択されていない: they are told of by themselves.
    told = [place for place, w in enumerate(predicate.before) if w.kind == "形容詞" and w.form.startswith("連用形")]
    words = predicate.before[told[-1] + 1 :] if told else predicate.before
    return any(hit.has("trouble") for hit in hits(words, "events"))


def _carried(predicate: Predicate) -> str | None:
    """Return what a verb like 行う or 進める says: what its object does, or that something was done."""
    hit, words = predicate.hit, predicate.clause.words
    # 話合いを4回持ち: how often stands between.
    is_counted = any(word.detail == "数詞" for word in words[max(0, hit.first - 2) : hit.first])
    before = hits(words[max(0, hit.first - (5 if is_counted else 3)) : hit.first], "events")[-1:]
    # 中止せず続けた, 変更して行った: two acts, one after the other.
    between = words[max(0, hit.first - 2) : hit.first]
    is_apart = any(word.is_negation or word.lemma in ("為る", "て") for word in between)
    if not is_apart and (kind := next((kind for kind in _CARRIED if before and before[0].has(kind)), None)):
        return kind
    if "held" in hit.senses or (before and before[0].has("held")):
        return "planned" if predicate.is_to_come else "held"
    return None


def _unknown(clause: Clause, text: str) -> Iterator[Event]:
    """Yield what the end of a sentence says in words that the lexicon does not know, as far as the grammar tells.

    A verb denied is something not done, a noun of which there was none nothing that came; a verb in the past is `told`,
    one that is meant to be done `planned`.
    """
    verbs = [position for position, word in enumerate(clause.words) if _is_verb(clause, position)]
    if verbs:
        predicate = Predicate(Hit(verbs[-1], verbs[-1], ()), clause)
        if kind := _unknown_verb(predicate):
            yield _event(kind, predicate, text, predicate.is_of_noun)
        return
    if place := _verbal_noun(clause):
        predicate = Predicate(Hit(place, place, ()), clause)
        yield _event("planned" if predicate.is_until else "told", predicate, text, False)
        return
    denials = [p for p, word in enumerate(clause.words) if word.is_negation and word.kind != "助動詞"]
    if denials:
        predicate = Predicate(Hit(denials[-1], denials[-1], ()), clause)
        is_said_of = bool(predicate.before) and predicate.before[-1].surface in ("は", "が", "も")
        if is_said_of and not _is_welcome(predicate):
            yield _event("none", predicate, text, False)


def _verbal_noun(clause: Clause) -> int | None:
    """Return where a sentence ends in a noun that tells what was done with an object: 見積りを3社から徴取。"""
    told = [position for position, word in enumerate(clause.words) if word.kind != "補助記号"]
    is_noun = bool(told) and clause.words[told[-1]].kind == "名詞" and clause.words[told[-1]].detail != "数詞"
    is_object = any(word.surface in ("を", "に") and word.kind == "助詞" for word in clause.words)
    return told[-1] if is_noun and is_object and not clause.words[told[-1]].is_negation else None


def _unknown_verb(predicate: Predicate) -> str | None:
    senses = senses_of(predicate.word.lemma)
    if predicate.is_denied:
        # 動きには至っていない: whatever it is, it was not reached.
        is_known = "circumstance" in senses and ("reach" not in senses or _is_of_view(predicate))
        return None if is_known or _is_welcome(predicate) else "not_done"
    # 説明は済んでいる; but 開催せずに済んだ.
    is_completed = predicate.is_completed and not any(word.is_negation for word in predicate.before[-2:])
    if "circumstance" in senses and not is_completed:
        return None
    if predicate.is_put_off:
        return "postponed"
    if predicate.is_past or is_completed:
        return "told"
    return "planned" if predicate.is_meant else None


def _is_of_view(predicate: Predicate) -> bool:
    """Say whether it is a view or a decision that was not reached: 結論を得るに至っていない is still open."""
    return any("light" in senses_of(word.lemma) for word in predicate.before)


def _is_verb(clause: Clause, position: int) -> bool:
    """Say whether a word is a verb, or a noun that する or できる makes one: 採択した, 延長できなかった."""
    word, behind = clause.words[position], clause.words[position + 1 : position + 2]
    is_made = word.kind == "名詞" and any(w.lemma in ("為る", "出来る") and w.kind == "動詞" for w in behind)
    return (word.kind == "動詞" and word.is_content) or is_made
