"""Whether something that was not done is a part of what was planned, and not the whole of it.

A part is named (一部, 2回目, 3月分), counted (2園には), or set against another one of its kind that was done:
春の植樹祭はにぎわった一方で、秋のまつりは開けなかった.
"""

import re
from collections.abc import Sequence

from pipeline.prose.grammar.clauses import Clause, clauses_of
from pipeline.prose.grammar.events import Event
from pipeline.prose.grammar.lexicon import hits
from pipeline.prose.grammar.lists import halves, role, things
from pipeline.prose.grammar.words import Word, words_of
from pipeline.values.text import fold_width

# Part of what was planned, and not the whole: 一部, 3月分は, 2回目, 雨天の場合. 当日の朝に取りやめた tells when it was
# decided.
_PART = re.compile(
    r"一部|残[るり]|分(?:について)?は|(?<!\d)\d++月(?:分|実施|開催|は|のみ|から|まで|~)|回目|日目|うち|期間|最終日|初日|前半|後半|前期|後期|午前|午後|(?:平日|休日|夜間|日中|週末|土日)に?は|場合|当日(?!早朝|未明|の?朝|急|に(?:なって|な[りる]))|雨天|(?:地域|団体|学校|事業|講座|回|会)も"
    r"|以外|(?<!る)(?<!た)だけ|除[くき]"
    r"|(?<![\d,])(?<!全)[1-9]\d*+(?:回|か所|会場|校|園|館|地区|町会|自治会|路線|区間|工区|台|基|棟|班|講座|教室|事業所|団体|件)(?!とも|全て|すべて)"
)
# 2池は, 残る3路線については; 14日は tells when.
_SOME = re.compile(r"(?:残[るり]の?)?[1-9]\d*(?![日月年時分歳代円])[^\s\d、。はもが]{1,3}?に?(?:は|ついては)")
# 1分団を統合した: some of them, whatever they are.
_SOME_ENDED = re.compile(
    r"(?<![\d,全])[1-9]\d*(?!(?:[日月年時歳代円%]|分(?![団校室館院所])))[^\d\s、。はもがを]{1,4}を"
)
_WHOLE = re.compile(
    r"全て|すべて|全回|全日程|全部|いずれも|全面|完全|とも(?:に)?(?:中止|延期|見送)|一切|一度も|一回も|1回も|1件も|を通[じし]|肝心|本番"
)
# 年1回の出初式: the only one there is.
_ONLY_ONE = re.compile(r"年に?(?:1|一)[回度](?!目)")
_CONTRASTING = re.compile(r"^(?:だが|しかし|ところが|ただし|一方|他方|半面)")
# Marks that set a thing against another one: 動画のほうは, 西地区については, 企業向けは, 生徒には.
_SET_APART = re.compile(r"(?:ほう|方|分|側|版|編|向け|用|について|に関して|に|では|で)は$|(?:ほう|方|分)が$")
_OCCASIONS = frozenset({"行事", "催し", "会議", "訓練"})
_NO_RESULT = frozenset({"preparing", "planned", "draft", "demand", "called_off", "postponed", "not_begun", "ended"})
_BEGUN = frozenset({"told", "held", "replaced", "went_on"})
_SENTENCE = re.compile(r"[^。\n！？!?]+")


def is_of_part(event: Event, text: str) -> bool:
    """Say whether only a part was not done, as the clause says, its sentence, or what stands against it."""
    return _is_named_part(event) or _is_of_some(event, text) or _is_set_against(event, text)


def is_of_whole(event: Event) -> bool:
    """Say whether a clause says that it is the whole that it speaks of: 全ての回を."""
    return bool(_WHOLE.search(fold_width(event.words)))


def is_of_completion(event: Event, events: Sequence[Event]) -> bool:
    """Say whether only the end of what was begun lies in a later year: 工事に取り掛かった。完了は来年度となる."""
    words = [word.lemma for word in words_of(event.about)]
    is_end = event.kind == "postponed" and bool(words) and words[-1] in role("completion")
    return is_end and any(e.start < event.start and e.kind in _BEGUN and not e.is_background for e in events)


def _is_named_part(event: Event) -> bool:
    words = fold_width(event.words)
    if event.kind == "ended" and _SOME_ENDED.search(words):
        return True
    return bool(_PART.search(words)) and not (_WHOLE.search(words) or _ONLY_ONE.search(words))


def _is_of_some(event: Event, text: str) -> bool:
    """Say whether what stands at the head of the sentence counts a part: 2園には日程が取れず、実施に至らなかった."""
    head = _SENTENCE.search(fold_width(text), text.rfind("。", 0, event.start) + 1)
    return head is not None and head.start() <= event.start and bool(_SOME.match(head.group().strip()))


def _is_set_against(event: Event, text: str) -> bool:
    """Say whether another thing of its kind was done, and the two are set against each other."""
    if event.kind == "none" or event.is_background or is_of_whole(event):
        return False
    clauses = [clause for clause in clauses_of(text) if not clause.is_aside and clause.start <= event.start]
    of_sentence = [clause for clause in clauses if clause.sentence == event.sentence]
    before = [clause for clause in of_sentence if clause.start < event.start and _leads_on(clause)]
    before += _set_against_behind(of_sentence, clauses, text)
    topic = _topic(of_sentence)
    return topic is not None and any(_is_other_of_kind(topic, clause, text) for clause in before)


def _set_against_behind(of_sentence: Sequence[Clause], clauses: Sequence[Clause], text: str) -> list[Clause]:
    """Return the clauses of the sentence before, if this one begins with だが or 一方."""
    earlier = [clause for clause in clauses if of_sentence and clause.sentence < of_sentence[0].sentence]
    is_set = bool(earlier) and bool(_CONTRASTING.match(text[earlier[-1].end :].lstrip("。 　\n")))
    return [clause for clause in earlier if clause.sentence == earlier[-1].sentence] if is_set else []


def _leads_on(clause: Clause) -> bool:
    """Say whether a clause sets what it says against the next: ものの, が, 一方で; 改修が済み、."""
    lemmas = [word.lemma for word in clause.words[-3:]]
    return clause.joins == "contrast" or "一方" in lemmas or clause.words[-1].form.startswith("連用形")


def _topic(clauses: Sequence[Clause]) -> tuple[Word, ...] | None:
    """Return the words of the last topic of a sentence, with its particle: 動画 の ほう は."""
    for clause in reversed(clauses):
        marks = [place for place, word in enumerate(clause.words) if _is_topic_mark(clause, place)]
        if marks:
            return clause.words[: marks[0] + 1]
    return None


def _is_topic_mark(clause: Clause, place: int) -> bool:
    word = clause.words[place]
    return word.kind == "助詞" and word.surface in ("は", "が") and place > 0 and clause.words[place - 1].kind != "動詞"


def _is_other_of_kind(topic: Sequence[Word], clause: Clause, text: str) -> bool:
    other = _topic([clause])
    behind = clause.words[len(other) :] if other else ()
    if other is None or not _tells_done(behind) or _is_preparing(other, behind):
        return False
    here, there = ("".join(word.surface for word in words) for words in (topic, other))
    is_apart = bool(_SET_APART.search(here)) or there.endswith(("までは", "のほうは"))
    return here != there and (is_apart or bool(_kinds(here) & _kinds(there)) or _are_halves(here, there))


def _tells_done(behind: Sequence[Word]) -> bool:
    """Say whether what is said of a topic came about: 済んでいる, にぎわった, 好評であった, 済み."""
    is_told = any(word.is_past or word.lemma == "居る" for word in behind) or bool(
        behind and behind[-1].form.startswith("連用形")
    )
    return is_told and not any(word.is_negation for word in behind)


def _is_preparing(topic: Sequence[Word], behind: Sequence[Word]) -> bool:
    """Say whether a clause tells of planning, preparing or asking, or that something was not done, either."""
    head = topic[-2:-1]
    senses = {sense for words in (head, behind) for hit in hits(words, "events") for sense in hit.senses}
    lemmas = {word.lemma for word in (*head, *behind)}
    return bool(senses & _NO_RESULT) or bool(lemmas & (role("planning") | {"計画", "準備"}))


def _kinds(words: str) -> set[str]:
    found = {kind for thing, kind in things().items() if words.rstrip("はが").endswith(thing)}
    return found | ({"occasion"} if found & _OCCASIONS else set())


def _are_halves(here: str, there: str) -> bool:
    return any(one in here and other in there for pair in halves() for one, other in (pair, pair[::-1]))
