"""Whether a text says of one thing that it was done and that it was not: 協定を結んだ, 協定の締結には至っていない.

Two clauses speak of one thing if all that the denial names (the thing, and the act where it is a noun) stands in the
other one. Whatever the denial says beyond (月, 回目, 一部, 予定していた) makes it another thing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.prose.grammar.clauses import Clause, clauses_of
from pipeline.prose.grammar.events import UNDONE, Event, read_events
from pipeline.prose.grammar.lexicon import senses_of
from pipeline.prose.grammar.lists import role
from pipeline.prose.grammar.words import Word
from pipeline.prose.outcome import has_shortfall, is_about, told_as_not_done, told_as_occasion

_DENIALS = frozenset({"not_done", "called_off", "postponed", "not_begun"})
_DONE = frozenset({"held", "went_on", "told"})
_MARKS = frozenset("はがをも")
_WHY = frozenset({"trouble", "circumstance", "called_off", "smaller"})
_UNBOUND = frozenset({"年度", "為", "こと", "影響", "関係", "都合", "理由", "事情", "一方", "所", "侭"})
# 協定については, 講座に関しては.
_ABOUT = frozenset({"つく", "就く", "関する"})
# A noun phrase never goes on across these: 台風のため夏祭りを.
_ENDING = frozenset({"為", "こと", "事", "物", "所", "侭", "一方"})
_CARRIED = frozenset({"居る", "出来る", "こと", "侭", "事", "物"})
_CARRIERS = frozenset({"light", "reach", "hard"})
_VERBAL = frozenset({"為る", "出来る", "成る", "済み"})
_NOUNS = frozenset({"名詞", "接尾辞", "接頭辞", "形状詞"})
# No text has more clauses to hold against one another; all pairs of all would take the square of its length.
_MOST_HELD_AGAINST = 60


@dataclass(frozen=True)
class Claim:
    """What an event is said of: `things`, noun phrases as tuples of words, and `acts`, the lemmas of what is done.

    `bounds`: in what form, where and when (対面で, 9月に); `sentence`: the clause, and the topics before it.
    """

    event: Event
    things: tuple[tuple[Word, ...], ...]
    acts: tuple[str, ...]
    bounds: tuple[tuple[Word, ...], ...]
    clause: Clause
    sentence: str
    is_qualified: bool

    @property
    def is_said(self) -> bool:
        """Say whether it tells of something done, if only along with something else (配置できたことで)."""
        is_told = not self.event.is_background or any(word.is_past for word in self.clause.words)
        return self.event.kind in _DONE and is_told

    @property
    def act(self) -> str:
        """Return what is done by its last word with a meaning of its own: 締結 of 締結に至らず; empty: 行う."""
        acts = (self.event.act, *reversed(self.acts))
        told = next((act for act in acts if act and act not in _CARRIED and not senses_of(act) & _CARRIERS), "")
        return "" if told in role("general_act") else told


@lru_cache(maxsize=20_000)
def said_and_denied(text: str) -> tuple[str, str] | None:
    """Return the two clauses by which `text` says of one thing that it was and that it was not done."""
    claims = _claims(text)
    return _contradiction(claims, claims)


def held_and_not_held(status: str, evaluation: str) -> tuple[str, str] | None:
    """Return a clause of the status and one of the evaluation, of which one says held and the other not held."""
    if said := _held_here_not_there(status, evaluation):
        return said
    said = _held_here_not_there(evaluation, status)
    return said[::-1] if said else None


def _held_here_not_there(text: str, other: str) -> tuple[str, str] | None:
    """Return the clauses by which one text says that something was held, and another that nothing was."""
    denied = told_as_not_done(other)
    if denied is None or has_shortfall(text):
        return None
    if said := _contradiction(_claims(text), _claims(other)):
        return said
    held = told_as_occasion(text)
    return (held, denied) if held and is_about(other, text) else None


def _contradiction(claims: Sequence[Claim], others: Sequence[Claim]) -> tuple[str, str] | None:
    done = [claim for claim in claims if claim.is_said][:_MOST_HELD_AGAINST]
    denied = [c for c in others if c.event.kind in _DENIALS and not c.is_qualified][:_MOST_HELD_AGAINST]
    pairs = ((one, no) for no in denied for one in done if one.event is not no.event)
    return next(((one.event.words, no.event.words) for one, no in pairs if _is_of_one_thing(one, no)), None)


def _is_of_one_thing(done: Claim, denied: Claim) -> bool:
    """Say whether all that the denial names is named beside what was done, and the acts are one."""
    named = [thing for thing in denied.things if not _is_general(thing)]
    if _is_said_alike(done, denied):
        return True
    # 中止した。…開催した: held after all; 開催した。…中止した: both cannot be.
    is_after_all = denied.event.kind in ("called_off", "postponed") and done.event.start > denied.event.start
    if (
        is_after_all
        or _is_contrast(done, denied)
        or _is_instead(done, denied)
        or not all(_is_named(phrase, done) for phrase in denied.bounds)
    ):
        return False
    if not named or not all(_is_named(thing, done) for thing in named):
        return False
    if denied.act and denied.event.kind == "not_done":
        return _is_act_of(denied.act, done)
    heads = {_head(thing) for thing in done.things}
    if any(_is_act_of(_head(thing), done) for thing in named):
        return True
    if denied.event.kind == "not_begun" and "完了" in done.acts:
        heads |= {word.lemma for thing in done.things for word in thing}
    return bool(set(done.acts) & role("general_act")) and any(_head(thing) in heads for thing in named)


def _is_contrast(done: Claim, denied: Claim) -> bool:
    """Say whether one sentence sets one thing against another: what was done names more than what was not."""
    names = {word.lemma for thing in denied.things for word in thing}
    is_more = any(_head(thing) not in names for thing in done.things)
    return (
        done.event.sentence == denied.event.sentence
        and is_more
        and not any(w.lemma in ("一度", "全く", "一切", "一回") for w in denied.clause.words)
    )


def _is_instead(done: Claim, denied: Claim) -> bool:
    """Say whether something was done in the place of what was not: 研修は見送り、代わりに動画を配信した."""
    lemmas, others = ({word.lemma for word in claim.clause.words} for claim in (done, denied))
    return bool((lemmas - others) & role("instead")) and done.event.start > denied.event.start


def _is_said_alike(done: Claim, denied: Claim) -> bool:
    """Say whether two sentences say in the same words that something could and could not be done: 共有を図れた."""
    is_possible = "出来る" in done.acts and "出来る" in denied.acts
    heads, others = ({_head(thing) for thing in claim.things} for claim in (done, denied))
    is_alike = is_possible and done.event.act == denied.event.act and bool(heads & others - role("formal"))
    return is_alike and done.event.sentence != denied.event.sentence


def _head(thing: tuple[Word, ...]) -> str:
    return next((word.lemma for word in reversed(thing) if word.lemma != "等"), "")


def _is_named(thing: tuple[Word, ...], done: Claim) -> bool:
    """Say whether a noun phrase stands in a sentence: word by word, 配布 also as 配る."""
    lemmas = {word.lemma for word in (*done.clause.words, *(word for thing in done.things for word in thing))}
    return all(
        word.lemma in lemmas
        or (len(word.surface) > 1 and word.surface in done.sentence and word.detail != "数詞")
        or _is_act_of(word.lemma, done)
        or _is_within(word, done.sentence)
        for word in thing
        if word.is_content and word.lemma != "等"
    )


def _is_within(word: Word, printed: str) -> bool:
    """Say whether a compound stands there in its two halves: 時間延長, 時間を延長した."""
    half = len(word.surface) // 2
    return len(word.surface) > 3 and word.surface[:half] in printed and word.surface[half:] in printed


def _is_act_of(lemma: str, done: Claim) -> bool:
    """Say whether a word names what was done: 配布 for 配る, 締結 for 結ぶ, 纏め for 纏める."""
    acts = [act for act in done.acts if act not in role("general_act")]
    return any(
        act == lemma or (_is_kanji(act[0]) and act[0] in lemma) or (_is_kanji(lemma[0]) and lemma[0] in act)
        for act in acts
    )


def _is_kanji(character: str) -> bool:
    return "一" <= character <= "龥"


def _is_general(thing: tuple[Word, ...]) -> bool:
    return all(word.lemma in role("general_act") or not word.is_content for word in thing)


@lru_cache(maxsize=20_000)
def _claims(text: str) -> tuple[Claim, ...]:
    clauses = {clause.start: clause for clause in clauses_of(text)}
    topics: dict[int, list[tuple[Word, ...]]] = {}
    found = []
    events = {event.start: event for event in read_events(text) if not event.is_aside and not _is_small(event)}
    for start, clause in sorted(clauses.items()):
        phrases = list(_phrases(clause))
        event = events.get(start) or _along_with(clause, text)
        if event is not None:
            own = [phrase for _, phrase in phrases if not _is_within_act(phrase, event.act)]
            things = [*topics.get(clause.sentence, ()), *own]
            acts = tuple(word.lemma for word in _acts(clause))
            said = "".join([*(w.surface for thing in things for w in thing), *(w.surface for w in clause.words)])
            found.append(
                Claim(event, tuple(dict.fromkeys(things)), acts, _bounds(clause), clause, said, _is_qualified(clause))
            )
        topics.setdefault(clause.sentence, []).extend(phrase for mark, phrase in phrases if mark == "は")
        if clause.joins == "contrast" or (event and event.kind in UNDONE):
            topics[clause.sentence] = []
    return tuple(found)


def _along_with(clause: Clause, text: str) -> Event | None:
    """Return what a clause tells that only leads on to the next one: アンケートをとり、404人から回答があった."""
    verb = next((word for word in reversed(clause.words) if word.kind != "助詞"), None)
    is_denied = any(word.is_negation for word in clause.words)
    is_led_on = verb is not None and (verb.form.startswith("連用形") or verb.is_past)
    if clause.is_last or clause.is_aside or is_denied or not is_led_on:
        return None
    return Event("told", text[clause.start : clause.end], clause.start, clause.end, clause.sentence)


def _is_within_act(phrase: Sequence[Word], act: str) -> bool:
    """Say whether words are part of what is said: 手 of 手が回らず."""
    said = "".join(word.lemma for word in phrase)
    return said in act and said != act


def _is_small(event: Event) -> bool:
    return event.kind in ("reduced", "smaller") or (event.kind in UNDONE and event.kind not in _DENIALS)


def _is_qualified(clause: Clause) -> bool:
    """Say whether a denial is of a part only, or of what had been planned."""
    words = clause.words
    pairs = pairwise(words)
    is_of_noun = any(
        a.form.startswith("連体形") and b.kind == "名詞" and b.lemma not in role("formal") for a, b in pairs
    )
    return is_of_noun or any(word.lemma in role("qualifying") for word in words)


def _acts(clause: Clause) -> Iterator[Word]:
    """Yield the verbs and verbal nouns of a clause: 配る, 締結(し), 完了(した), 整備 of 整備が."""
    for word, behind in zip(clause.words, (*clause.words[1:], None), strict=True):
        is_verb = word.kind == "動詞" and (word.is_content or word.lemma in role("general_act"))
        is_noun = word.kind == "名詞" and word.detail != "数詞"
        if is_verb or (is_noun and (behind is None or behind.surface in _MARKS or behind.lemma in _VERBAL)):
            yield word


def _phrases(clause: Clause) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """Yield the noun phrases of a clause with the particle that marks them: (は, 手引き 配布).

    What stands before a denial that only tells the reason (意見がまとまらず) is left out, unless it is the topic.
    """
    phrase: list[Word] = []
    found: list[tuple[str, tuple[Word, ...]]] = []
    for word, behind in zip(clause.words, (*clause.words[1:], None), strict=True):
        is_linked = phrase and behind is not None and word.kind == "助詞" and word.surface in ("の", "と")
        goes_on = is_linked and behind is not None and (behind.kind in _NOUNS or behind.surface == "の")
        if goes_on or (word.kind in _NOUNS and word.lemma not in _ENDING):
            phrase.append(word)
        elif not (phrase and word.surface in ("に", "で") and behind is not None and behind.surface == "は"):
            mark = "は" if behind is not None and behind.lemma in _ABOUT else word.surface
            told = _without_time(phrase) if phrase and mark in _MARKS and word.kind == "助詞" else ()
            found += [(mark, told)] if told else []
            phrase = []
        if word.lemma == "ず" and behind is not None and behind.kind not in ("助詞", "助動詞"):
            found = [(mark, told) for mark, told in found if mark == "は"]
    yield from found


def _bounds(clause: Clause) -> tuple[tuple[Word, ...], ...]:
    """Return the phrases that tell in what form or where (対面で) and when (9月に), but not why (台風で)."""
    found: list[tuple[Word, ...]] = []
    phrase: list[Word] = []
    for word, behind in zip(clause.words, (*clause.words[1:], None), strict=True):
        if word.kind in _NOUNS:
            phrase.append(word)
            continue
        is_form = word.surface in ("で", "にて") and not any(senses_of(w.lemma) & _WHY for w in phrase)
        is_time = word.surface == "に" and any(w.detail == "数詞" for w in phrase)
        is_bound = word.kind == "助詞" and (is_form or is_time) and (behind is None or behind.lemma not in _ABOUT)
        found += [tuple(phrase)] if phrase and is_bound and phrase[-1].lemma not in _UNBOUND else []
        phrase = []
    return tuple(found)


def _without_time(phrase: Sequence[Word]) -> tuple[Word, ...]:
    """Return a phrase without 今年度 and 一度 (も); 8月 and 3回目 stay: they tell which one."""
    surface = "".join(word.surface for word in phrase)
    if surface in ("一度", "一回", "1回", "1度", "一人", "いずれ", "これら", "全員"):
        return ()
    told = list(phrase)
    while len(told) > 1 and told[0].lemma in ("今", "本", "当", "当該", "年度", "其の", "此れ", "等"):
        told.pop(0)
    return tuple(word for word in told if word.kind != "助詞") if told[-1].lemma not in ("年度", "年間") else ()
