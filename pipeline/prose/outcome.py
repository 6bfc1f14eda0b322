"""What a narrative as a whole says became of its year: nothing held, work done, a part only, nothing but plans."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipeline.prose.figures.comparisons import figures_of_last_year
from pipeline.prose.figures.counts import Count, read_counts
from pipeline.prose.grammar.clauses import clauses_of
from pipeline.prose.grammar.events import UNDONE, Event, has_occasion, read_events
from pipeline.prose.grammar.lexicon import hits, senses_of
from pipeline.prose.grammar.lists import role, things
from pipeline.prose.grammar.topics import is_bare_name
from pipeline.prose.grammar.words import words_of
from pipeline.prose.parts import is_of_completion, is_of_part, is_of_whole
from pipeline.values.text import fold_width

_DONE = frozenset({"held", "replaced", "went_on"})
_OTHER_YEAR = re.compile(r"(?:昨年度?|前年度?|一昨年度?|例年|従来|これまで)(?:に|の|まで)?(?:は|も|、|から)")
_THIS_YEAR = re.compile(r"今年度?|本年度?|今回|当年度|当該年度|今期")
SENTENCE = re.compile(r"[^。\n！？!?]+")
_SHORT_NAME = 2
_WORD = re.compile(r"[一-龥々]{2,}|[ァ-ヶー]{3,}|[A-Za-z]{2,}")
# Words that any two sentences of such a table may share.
_GENERAL = re.compile(
    r"今?年度|実施|開催|催行|新型|コロナ(?:ウイルス|ウィルス)?|感染症?|拡大|防止|影響|対策|関係|自殺|事業|取組|活動|計画|予定|参加者|受講者|来場者|出席者|好評|感想|機会|場|こと|もの|予定|交流"
)
# Set beforehand, and no result: 定員20名, 対象30人, 申込み5人.
_SET = re.compile(r"定員|対象|申込|応募|募集|希望|予約|条件|最少|前年|昨年|満た|未満|以上|以下|程度|例年")
_EMPTY = re.compile(
    r"(?:実績|開催|支給|交付|派遣|貸出|貸付|利用|実施)(?:件数|者)?(?:に?は|も|が)?"
    r"(?:なし|無し|なか|無|ない|ゼロ|皆無|あり?ません|0)"
)
_COUNTED = ("人名", "部", "件", "回", "組", "団体", "点", "世帯", "校", "か所", "社")
# 出初式(年1回)は: how often it is meant to be held.
_HOW_OFTEN = re.compile(r"\((?:毎?年|毎?月|隔年|各年)に?\d*回?[^()。]{0,8}\)")
_SELDOM = re.compile(r"隔年|(?<!毎)[2-9２-９二三四五]年(?:ごと|毎|おき|に(?:1|１|一)[度回])")
_SINCE = re.compile(r"[。、\s]*(?:以後|以降|その後|後継|代わって)")
# 参加を呼び掛けていた。…行わないこととした.
_ASKED = re.compile(r"て(?:い|おり?)ま?し?た(?:が|けれど|ものの)?[、。\s]*$")
_SO_FAR = re.compile(r"たところ[、\s]*$")
_CONTINUES = ("継続", "引き続き", "今後も", "続け")
LOWER = re.compile(r"予定|計画|見込|想定|目標|目指|企画|組[んむ]|当初")


@lru_cache(maxsize=20_000)
def told_as_not_done(text: str) -> str | None:
    """Return the clause by which `text` says that nothing was done in the year; None if it says anything else."""
    events = _of_year(text)
    undone = [e for e in events if e.kind in UNDONE and not e.is_background and not _is_of_aim(e)]
    undone = [e for e in undone if not is_of_completion(e, events)]
    # 子育て支援に引き継がれ、廃止された: what became of it is no work of the year.
    ended = {e.sentence for e in undone if (e.kind == "ended" and not e.is_conceded) or _is_empty(e)}
    ended |= {e.sentence for e in events if e.kind == "replaced" and _is_since(e, undone, text)}
    done = [event for event in _done(events) if event.sentence not in ended]
    is_done = any(not _is_in_vain(e, events, text) for e in done) or _is_made_up_for(events)
    if not undone or is_done or _has_result(text, undone):
        return None
    # 「相談があれば対応する。対象者なし」: the offer stood, nobody came.
    is_offered = any(event.kind == "planned" and not event.is_background for event in events)
    whole = [e for e in undone if not is_of_part(e, text)]
    return next((e.words for e in whole if not (is_offered and e.kind == "none")), None)


@lru_cache(maxsize=20_000)
def told_as_done(text: str) -> str | None:
    """Return the clause by which `text` tells of work done; preparing, planning and putting off are none."""
    events = _of_year(text)
    # 隔年の表彰であり、次は令和6年度に行う: in this year there was none.
    if _SELDOM.search(text) and events and events[-1].kind == "planned" and not any(e.kind == "told" for e in events):
        return None
    done = [e for e in _done(events) if not (_is_in_vain(e, events, text) or _is_makeshift(e, events, text))]
    if done:
        return done[0].words
    events = [event for event in events if event.kind != "smaller"]
    told = [event.words for event in events if event.kind == "told"]
    return (told[0] if told else counted(text)) if len(told) == len(events) else None


@lru_cache(maxsize=20_000)
def told_as_occasion(text: str) -> str | None:
    """Return the clause by which `text` says that an occasion took place, and not only how it went.

    It says so by its verb (開催, 参加), by those who came (来場者でにぎわい) or by a number of what was done.
    """
    events = [event for event in _of_year(text) if event.kind in (*_DONE, "told")]
    told = next((e.words for e in events if has_occasion(e.words) or e.kind in ("replaced", "went_on")), None)
    told = told or next((e.words for e in events if not e.is_background and _is_counted(e, text)), None)
    return told or (_counted_people(text) if events and not any(e.kind in UNDONE for e in read_events(text)) else None)


@lru_cache(maxsize=20_000)
def told_as_prepared(text: str) -> str | None:
    """Return the clause by which `text` tells of preparing, where it tells of nothing else."""
    events = [event for event in _of_year(text) if not event.is_background]
    prepared = [event for event in events if event.kind in ("preparing", "planned")]
    others = [event for event in events if event not in prepared]
    # A verb that nobody knows may be part of preparing, if preparing is what the text comes to: 話を聞き、検討している.
    is_prepared = bool(prepared) and events[-1] in prepared and all(event.kind == "told" for event in others)
    # 要望を聞き取り、課題を整理するにとどまった: it came to nothing more.
    is_prepared |= bool(prepared) and events[-1] in prepared and "stay" in senses_of(events[-1].act)
    is_told = is_prepared and not _has_result(text, prepared)
    # 案を練っている段階である.
    told = (e.words for e in reversed(events) if e.kind == "preparing" or e.act in role("carrying_on") & role("formal"))
    return next(told, None) if is_told else None


@lru_cache(maxsize=20_000)
def told_as_part(text: str) -> str | None:
    """Return the clause by which `text` says that a part was not done, or less than was planned, beside what was."""
    events = _of_year(text)
    if not any(_is_done(e) or _is_done_so_far(e) or (e.kind in UNDONE and is_of_part(e, text)) for e in events):
        return None
    is_whole = any(_is_done(e) and (e.kind == "replaced" or is_of_whole(e)) for e in events)
    if is_whole:
        return None
    short = [e for e in events if not e.is_aside and e.kind in ("called_off", "not_begun", "not_done", "reduced")]
    # 前年度の9時間から短縮した: a figure that fell.
    short = [e for e in short if e.kind != "reduced" or not figures_of_last_year(e.words)]
    return next((event.words for event in short if not event.is_background), None)


@lru_cache(maxsize=20_000)
def has_shortfall(text: str) -> bool:
    """Say whether `text` tells that anything was not done, or only in part or on a smaller scale."""
    return any(event.kind in UNDONE or event.kind in ("reduced", "smaller") for event in read_events(text))


@lru_cache(maxsize=20_000)
def tells_of_end(text: str) -> bool:
    """Say whether the text tells that the measure came to its end: later years have nothing to say."""
    return any(event.kind == "ended" for event in read_events(text))


def denies(text: str) -> bool:
    """Say whether a text denies, cancels or puts off anything.

    Two texts of which one does are not one text; and what did not take place is soon told, in the same words each year.
    """
    return any(event.kind in UNDONE for event in read_events(text))


def tells_of_continuing(text: str) -> bool:
    """Say whether a text says that things go on: a plan may then be the same as the year before's."""
    return any(word in text for word in _CONTINUES)


def is_about(denial: str, text: str) -> bool:
    """Say whether an occasion that a text denies is named in another one, or is not named at all (開催に至らず)."""
    undone = [event for event in read_events(denial) if event.kind in UNDONE]
    told = [event for event in undone if event.kind not in ("not_done", "none") or _is_of_occasion(event)]
    return any(all(word in text for word in _words(event.about) or _short_name(event.about)) for event in told)


def _short_name(about: str) -> set[str]:
    """Return a name that is no word of two kanji or more: 踊り."""
    return {about} if about and _GENERAL.sub("", about) != "" else set()


def _is_of_occasion(event: Event) -> bool:
    """Say whether what was not done is an occasion, or a thing that has a name: 研修は行わなかった."""
    return bool(_words(event.about) and _things(event.about)) or has_occasion(event.words)


def _things(text: str) -> set[str]:
    return {word for word in things() if word in text}


def _is_counted(event: Event, text: str) -> bool:
    """Say whether the words of an event count what was done: 9組の相談に応じた, 3団体に助成した."""
    counts = results(text, _COUNTED, is_rounded=True)
    return any(count.start >= event.start and count.end <= event.end for count in counts)


def _words(sentence: str) -> set[str]:
    """Return the words that tell what a sentence is about; who came (見学者) is told by what they came for."""
    words = _WORD.findall(_GENERAL.sub(" ", sentence))
    return {word.removesuffix("者") if len(word) > _SHORT_NAME else word for word in words}


def _has_result(text: str, undone: Sequence[Event]) -> bool:
    """Say whether a text counts people or copies outside of what it says was not held: 「延べ45名」."""
    places = [(event.start, event.end) for event in undone]
    places += [match.span() for match in _HOW_OFTEN.finditer(fold_width(text))]
    return any(not any(start <= count.start < end for start, end in places) for count in results(text))


def results(
    text: str, kinds: Sequence[str] = ("人名", "部", "件", "回"), *, is_rounded: bool = False
) -> Iterator[Count]:
    """Yield the counts of people, copies, cases and times that are neither planned nor set beforehand."""
    for count in read_counts(text):
        is_plain = replace(count, is_exact=count.is_exact or is_rounded).is_plain
        is_result = count.kind in kinds and count.value > 0 and is_plain
        if is_result and not (LOWER.search(count.words) or _SET.search(count.words)):
            yield count


def _counted_people(text: str) -> str | None:
    return next((text.strip() for count in results(text) if count.kind == "人名"), None)


def counted(text: str) -> str | None:
    """Return a text that counts people, copies, cases or times as a result."""
    return next((text.strip() for _ in results(text)), None)


def _done(events: Sequence[Event]) -> list[Event]:
    """Return what was done; what only names or describes an occasion that was called off is none of it."""
    undone = [event for event in events if event.kind in UNDONE]
    is_name = [_is_name_of(event, events) for event in events]
    # 梅まつり(2月開催)は見合わせた.
    within = {e.start for e in events if e.is_aside and any(no.start < e.start < no.end for no in undone)}
    return [
        e for e, is_named in zip(events, is_name, strict=True) if _is_done(e) and not is_named and e.start not in within
    ]


def _is_name_of(event: Event, events: Sequence[Event]) -> bool:
    """Say whether an event is the name of the measure, of which all is told behind: 診断補助。今年は申込みゼロ."""
    second = next(iter(events[1:2]), None)
    if event is not events[0] or second is None or second.kind not in UNDONE or second.is_background:
        return False
    is_of_other = second.kind != "none" and bool(_words(second.about))
    return not is_of_other and not _is_apart(event, second) and is_bare_name(event.words)


def _is_apart(event: Event, second: Event) -> bool:
    return second.sentence - event.sentence > 1 or second.is_aside


def _is_done(event: Event) -> bool:
    return event.kind in _DONE and not event.is_background


def _is_done_so_far(event: Event) -> bool:
    """Say whether an event tells of less than all: 冊子は刷り上がったが, 名簿づくりまでは済んだ."""
    is_so_far = "までは" in event.words or event.words.rstrip("、").endswith(("が", "ものの", "けれど"))
    return event.kind == "reduced" or (event.kind == "told" and is_so_far)


def _is_made_up_for(events: Sequence[Event]) -> bool:
    """Say whether what was put off was done in the same breath: 強風で30分遅らせたが、打ち上げた."""
    pairs = ((a, b) for a, b in pairwise(events) if a.sentence == b.sentence and a.kind == "postponed")
    return any(b.kind in ("told", *_DONE) and not b.is_background for _, b in pairs)


def _is_in_vain(done: Event, events: Sequence[Event], text: str) -> bool:
    """Say whether nothing came of what was done: 周知したが、申込みがなかった."""
    if _is_asked_for(done) and any(e.kind in UNDONE and e.start > done.start and not e.is_background for e in events):
        return True
    behind = [event for event in events if event.sentence == done.sentence and event.start > done.start]
    is_none = bool(behind) and behind[-1].kind == "none" and not behind[-1].is_background
    # 相談会を設け、広く呼び掛けましたが、; 案内したところ、.
    between = [c for c in clauses_of(text) if is_none and done.start <= c.start < behind[-1].start]
    return any(c.joins == "contrast" or _SO_FAR.search(text[c.start : c.end]) for c in between)


def _is_makeshift(done: Event, events: Sequence[Event], text: str) -> bool:
    """Say whether it only answered those who asked, as the measure itself was not held: 電話で応じた."""
    before = [event for event in events if event.start < done.start and event.kind in UNDONE and event.kind != "none"]
    is_answer = any(word.lemma in role("answering") for word in words_of(done.words))
    return is_answer and any(not (e.is_background or is_of_part(e, text)) for e in before)


def _is_since(event: Event, undone: Sequence[Event], text: str) -> bool:
    """Say whether it tells what came in the place of what had ended: 2年前に停止。以後、防災メールへ移行."""
    before = [one for one in undone if one.kind == "ended" and one.sentence == event.sentence - 1]
    return bool(before) and bool(_SINCE.match(text[before[0].end : event.end]))


def _is_asked_for(event: Event) -> bool:
    """Say whether people had been asked to come, whatever came of it: 35の自治会に参加を呼び掛けていた."""
    return bool(_ASKED.search(event.words)) and any(word.lemma in role("inviting") for word in words_of(event.words))


def _is_of_aim(event: Event) -> bool:
    """Say whether it is an aim that was not reached, whatever was held: 目標には及ばなかった."""
    words = words_of(event.words)
    # 猛暑が見込まれたため: no aim of anybody's.
    goals = [hit for hit in hits(words, "judgements") if hit.has("goal")]
    behind = ([word.lemma for word in words[hit.last + 1 : hit.last + 2]] for hit in goals)
    return event.kind == "not_done" and any(lemmas not in (["れる"], ["られる"]) for lemmas in behind)


def _is_empty(event: Event) -> bool:
    """Say whether an event says that nothing came of what its sentence began: 窓口を設けたが、実績はない."""
    return event.kind == "none" and bool(_EMPTY.search(event.words))


def _of_year(text: str) -> Sequence[Event]:
    """Return the events of the column's own year: 昨年度は中止した tells of another."""
    return [event for event in read_events(text) if not is_of_other_year(event.words)]


def is_of_other_year(words: str) -> bool:
    """Say whether words tell of another year than their column's: 昨年度は."""
    return bool(_OTHER_YEAR.search(words)) and not _THIS_YEAR.search(words)
