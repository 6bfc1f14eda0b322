"""What the clauses of a text say that was or was not done: of which things, by which acts, in what form, where."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.prose.grammar.clauses import Clause, clauses_of
from pipeline.prose.grammar.events import UNDONE, Event, read_events
from pipeline.prose.grammar.lexicon import hits, senses_of
from pipeline.prose.grammar.lists import role
from pipeline.prose.grammar.words import Word

DENIALS = frozenset({"not_done", "called_off", "postponed", "not_begun"})
# 会員を募った is done, whatever it led to.
_DONE = frozenset({"held", "went_on", "told", "preparing"})
_MARKS = frozenset("はがをも")
# 警察とは, 学校からは.
_BEFORE_TOPIC = frozenset({"に", "で", "と", "から", "へ", "まで"})
_LINKING = frozenset({"で", "へ", "から", "まで", "より"})
_WHY = frozenset({"trouble", "circumstance", "called_off", "smaller"})
_UNBOUND = frozenset({"年度", "為", "こと", "影響", "関係", "都合", "理由", "事情", "一方", "所", "侭"})
# 協定については, 講座に関しては.
_ABOUT = frozenset({"つく", "就く", "関する"})
# A noun phrase never goes on across these: 台風のため夏祭りを.
_ENDING = frozenset({"為", "こと", "事", "物", "所", "侭", "一方"})
_CARRIED = frozenset({"居る", "出来る", "こと", "侭", "事", "物"})
_CARRIERS = frozenset({"light", "reach", "hard"})
# So many words in front of a verb tell of what it is: 受水 槽 を 有する 施設.
_CLOSER = 3
_ALL = frozenset({"全て", "全部", "全員"})
_NAMES = frozenset({"計画", "目標"})
_ONE = re.compile(r"[一1１][一-龥か]{1,2}")
_VERBAL = frozenset({"為る", "出来る", "成る", "済み"})
_NOUNS = frozenset({"名詞", "接尾辞", "接頭辞", "形状詞"})


@dataclass(frozen=True)
class Claim:
    """What an event is said of: `things`, noun phrases as tuples of words, and `acts`, the lemmas of what is done.

    `closer`: what tells by a verb which thing it is of (受水槽を有する施設); `is_qualified`: that, too, or 一部, 予定.
    `bounds`: in what form, where and when (対面で, 9月に); `sentence`: the clause, and the topics before it.
    """

    event: Event
    things: tuple[tuple[Word, ...], ...]
    acts: tuple[str, ...]
    bounds: tuple[tuple[Word, ...], ...]
    clause: Clause
    sentence: str
    is_qualified: bool
    closer: tuple[str, ...] = ()

    @property
    def is_said(self) -> bool:
        """Say whether it tells of something done, if only along with something else (配置できたことで)."""
        is_told = not self.event.is_background or any(word.is_past for word in self.clause.words)
        return self.event.kind in _DONE and is_told and not self.event.is_aside

    @property
    def act(self) -> str:
        """Return what is done by its last word with a meaning of its own: 締結 of 締結に至らず; empty: 行う."""
        acts = (self.event.act, *reversed(self.acts))
        carried = _CARRIED | (role("coming_about") if self.event.kind in UNDONE else frozenset())
        told = next((act for act in acts if act and act not in carried and not senses_of(act) & _CARRIERS), "")
        return "" if told in role("general_act") else told


@lru_cache(maxsize=20_000)
def claims_of(text: str) -> tuple[Claim, ...]:
    """Return what each clause of a text says, in order; what was done in part is left out."""
    clauses = {clause.start: clause for clause in clauses_of(text)}
    topics: dict[int, list[tuple[Word, ...]]] = {}
    found = []
    events = {event.start: event for event in read_events(text) if not _is_small(event)}
    for start, clause in sorted(clauses.items()):
        phrases = list(_phrases(clause))
        event = events.get(start) or _along_with(clause, text)
        if event is not None:
            own = [phrase for _, phrase in phrases if not _is_within_act(phrase, event.act)]
            things = [*topics.get(clause.sentence, ()), *own]
            acts = tuple(word.lemma for word in _acts(clause))
            said = "".join([*(w.surface for thing in things for w in thing), *(w.surface for w in clause.words)])
            found.append(
                Claim(
                    event,
                    tuple(dict.fromkeys(things)),
                    acts,
                    _bounds(clause),
                    clause,
                    said,
                    _is_qualified(clause),
                    () if _is_of_some(clause) else tuple(_told_more_closely(clause)),
                )
            )
        topics.setdefault(clause.sentence, []).extend(phrase for mark, phrase in phrases if mark == "は")
        if clause.joins == "contrast" or (event and event.kind in UNDONE and not _gives_reason(clause)):
            topics[clause.sentence] = []
    return tuple(found)


def _gives_reason(clause: Clause) -> bool:
    """Say whether a clause only tells why: 日程が折り合わず、開けなかった."""
    is_of_other = any(word.surface == "が" and word.kind == "助詞" for word in clause.words)
    last = clause.words[-1]
    is_led_on = last.lemma == "ず" or (last.kind == "形容詞" and last.form.startswith("連用形"))
    return not clause.is_last and is_led_on and (is_of_other or last.lemma != "ず")


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
    return event.kind in ("reduced", "smaller") or (event.kind in UNDONE and event.kind not in DENIALS)


def _is_qualified(clause: Clause) -> bool:
    """Say whether a denial is of a part only, or of what had been planned."""
    return _is_of_some(clause) or any(_told_more_closely(clause))


def _is_of_some(clause: Clause) -> bool:
    # 年度内に is no part of anything, 受援計画 is a thing, and 全て取りやめた leaves nothing.
    befores = (None, *clause.words)
    is_of_all = any(senses_of(word.lemma) & {"called_off", "postponed"} for word in clause.words)
    return any(
        word.lemma in role("qualifying")
        and not (_is_within_year(word) or _is_compound(before, word) or (is_of_all and word.lemma in _ALL))
        for before, word in zip(befores, clause.words, strict=False)
    )


def _is_compound(before: Word | None, word: Word) -> bool:
    """Say whether a noun is the end of a name: 計画 of 受援計画, but not of 当初計画."""
    if before is None or before.kind != "名詞" or before.end != word.start:
        return False
    return word.lemma in _NAMES and before.lemma not in role("qualifying")


def _told_more_closely(clause: Clause) -> Iterator[str]:
    """Yield the words up to a noun that a verb tells more closely: 受水槽を有する施設."""
    words = [word for word in clause.words if not _is_within_year(word)]
    for place, (a, b) in enumerate(pairwise(words)):
        if a.form.startswith("連体形") and b.kind == "名詞" and b.lemma not in role("formal"):
            yield "".join(word.surface for word in words[max(0, place - _CLOSER) : place + 2])


def _acts(clause: Clause) -> Iterator[Word]:
    """Yield the verbs and verbal nouns of a clause: 配る, 締結(し), 完了(した), 整備 of 整備が."""
    words = [word for word in clause.words if word.kind != "空白"]
    for before, word, behind in zip((None, *words), words, (*words[1:], None), strict=False):
        # 1か所も進まず.
        if before is not None and before.detail == "数詞" and word.kind != "動詞":
            continue
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
        # 街頭での啓発, 他市との会議: which one it is.
        is_led = behind is not None and behind.surface == "の" and word.surface in _LINKING
        is_linked = phrase and behind is not None and word.kind == "助詞" and (word.surface in ("の", "と") or is_led)
        goes_on = is_linked and behind is not None and (behind.kind in _NOUNS or behind.surface == "の")
        if goes_on or (word.kind in _NOUNS and word.lemma not in _ENDING):
            phrase.append(word)
        elif not (phrase and word.surface in _BEFORE_TOPIC and behind is not None and behind.surface == "は"):
            is_topic = word.surface == ":" or (behind is not None and behind.lemma in _ABOUT)
            # 救命講習  開けず: the name at the head.
            is_topic |= word.kind == "空白" and not found and behind is not None and phrase[:1] == [clause.words[0]]
            is_reached = _is_of_reach(word, behind, clause) or _is_come_to(word, clause)
            mark = "は" if is_topic else ("が" if is_reached else word.surface)
            is_marked = mark in _MARKS and (is_topic or word.kind == "助詞")
            told = _without_time(phrase) if phrase and is_marked else ()
            found += [(mark, told)] if told else []
            phrase = []
        # 意見がまとまらず, 異論が多く: the reason.
        is_reason = word.lemma == "ず" or (word.kind == "形容詞" and word.form.startswith("連用形"))
        # 感染症の流行を踏まえ全て取りやめた.
        is_reason |= word.kind == "動詞" and word.lemma in role("reason") and word.form.startswith("連用形")
        if is_reason and behind is not None and behind.kind not in ("助詞", "助動詞"):
            found = [(mark, told) for mark, told in found if mark == "は"]
    yield from found


def _is_of_reach(word: Word, behind: Word | None, clause: Clause) -> bool:
    """Say whether に marks what was not come to: 点検に手が回らなかった, but not 3月に."""
    is_mark = word.surface == "に" and behind is not None and behind.surface != "は"
    return is_mark and any(hit.has("not_begun", "negated") for hit in hits(clause.words, "events")[-2:])


def _is_come_to(word: Word, clause: Clause) -> bool:
    """Say whether に marks what people came to: 説明会に27組が参加し."""
    verbs = [one.lemma for one in clause.words if one.kind == "動詞" or one.lemma in role("coming")]
    return word.surface == "に" and bool(role("coming") & set(verbs[-2:]))


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
    # 一園も, 1か所も: none at all.
    if _ONE.fullmatch(surface):
        return ()
    told = list(phrase)
    while len(told) > 1 and told[0].lemma in ("今", "本", "当", "同", "当該", "年度", "其の", "此れ", "等"):
        told.pop(0)
    is_time = told[-1].lemma in ("年度", "年間") or _is_within_year(told[-1])
    return () if is_time else tuple(word for word in told if word.kind != "助詞")


def _is_within_year(word: Word) -> bool:
    return word.lemma == "内" and word.kind == "接尾辞"
