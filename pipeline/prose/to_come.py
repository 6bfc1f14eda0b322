"""What a text says of things to come: nothing but plans, a result in the place of a plan, fewer than planned."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipeline.prose.figures.counts import Count, read_counts
from pipeline.prose.figures.rates import read_rates
from pipeline.prose.grammar.events import Event, read_events
from pipeline.prose.grammar.lexicon import senses_of
from pipeline.prose.grammar.lists import role
from pipeline.prose.grammar.words import Word, words_of
from pipeline.prose.outcome import LOWER, SENTENCE, results
from pipeline.values.text import fold_width

# (実績)58頭分を助成; 752件の相談が寄せられ、半数を占めている: told as it was, whatever the tense.
_RESULT = re.compile(
    r"[(（]実績[)）]|\d(?:件|人|名|回)[^。]{0,20}(?:寄せられ|あり、|参加し、|受け、)[^。]*(?:ている|ております)$"
)
# 七月から施行されている, 盛況のうちに終了: what has come about.
_COME_ABOUT = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}日)?(?:から|より|に)[^。]{0,20}(?:て|で)(?:いる|います|おります)$"
    r"|(?:のうちに|無事に?|滞りなく|盛会裏に)(?:、)?(?:終了|閉幕|閉会|完了)$"
)
_BESIDE_PLAN = re.compile(r"\s*\((?:当初|目標|計画|予定)[^()\d]{0,8}")
# So far in front of a number stands that it was planned: 当初計画では30人.
_AHEAD = 10


@lru_cache(maxsize=20_000)
def is_only_planned(text: str) -> bool:
    """Say whether every sentence tells of something to come (予定, ていく), and none of a thing done or not."""
    events = read_events(text)
    told = [event for event in events if not (event.is_background or event.is_aside)]
    # 洋式化 3か所(2月完成見込み): all that is told stands in brackets.
    is_told_in_asides = not told and not any(word.is_past for word in words_of(text))
    told = [event for event in events if not event.is_background] if is_told_in_asides else told
    is_planned = bool(told) and all(event.kind in ("planned", "preparing") for event in told)
    is_meant = any(event.kind == "planned" for event in told) and (is_planned or _comes_to_plan(text, told))
    return is_meant and not _counts_beside_plan(text, told) and not _tells_rate(text)


def _counts_beside_plan(text: str, told: Sequence[Event]) -> bool:
    """Say whether a text counts what is no part of its plan: 40件に応じた, but not 秋に2回、教室を開く予定."""
    # 目標200人に対して184人となった tells what came of it.
    plans = [event for event in told if event.kind == "planned" and "planned" in senses_of(event.act)]
    ends = [event.end for event in plans if not any(word.is_past for word in words_of(event.words))]
    planned = [text.rfind("。", 0, end - 1) + 1 for end in ends]
    places = list(zip(planned, ends, strict=True))
    counts = (count for count in results(text) if not any(start <= count.start < end for start, end in places))
    # 講習を2回開く: nothing of it is told in the past. (年間134件) is a figure of what was.
    is_plain = not any(word.is_past or word.lemma == "居る" for word in words_of(text))
    return any(not (is_plain and _is_of_times(count, told)) for count in counts)


def _is_of_times(count: Count, told: Sequence[Event]) -> bool:
    """Say whether a count tells how often something planned is to be held."""
    of = next((e for e in told if e.start <= count.start < e.end and not e.is_aside), None)
    return count.kind == "回" and of is not None and of.kind == "planned" and not re.search(r"[(《〈\[]", of.words)


def _tells_rate(text: str) -> bool:
    """Say whether a text tells a rate that is no aim: 目標90%に対し、実績は88%."""
    folded = fold_width(text)
    return any(
        not LOWER.search(folded[max(0, r.start - _AHEAD) : r.start].rpartition("%")[2]) for r in read_rates(text)
    )


def _comes_to_plan(text: str, told: Sequence[Event]) -> bool:
    """Say whether a text without a verb in the past ends in what is to come: 導入し、利用を目指す."""
    return told[-1].kind == "planned" and not any(word.is_past for word in words_of(text))


@lru_cache(maxsize=20_000)
def told_as_past(text: str) -> str | None:
    """Return the first sentence that ends in the past tense: a result, where a plan is asked for."""
    for match in SENTENCE.finditer(text):
        verbal = [word for word in words_of(match.group().strip()) if word.kind not in ("補助記号", "空白")]
        ends_in_result = bool(verbal) and (_is_past_end(verbal) or verbal[-1].surface in ("済み", "済"))
        if ends_in_result or _RESULT.search(match.group()) or _COME_ABOUT.search(match.group().strip()):
            return match.group().strip()
    return None


def _is_past_end(words: Sequence[Word]) -> bool:
    """Say whether words end in the past, or in something completed: 結んだところである, 終えている."""
    told = [word for word in words if word.is_content or word.is_past or word.lemma == "居る"]
    is_completed = [word.lemma for word in told[-1:]] == ["居る"] and told[-2:-1][0].lemma in role("completing")
    return bool(told) and (told[-1].is_past or is_completed)


@lru_cache(maxsize=20_000)
def fewer_than_planned(text: str) -> tuple[Count, Count] | None:
    """Return what was planned and what was held, if a text tells both and the latter is less: 年3回予定が2回開催."""
    counts = [count for count in read_counts(fold_width(text)) if replace(count, is_each=False).is_plain]
    for held, planned in pairwise(counts):
        # 60基(当初見込み80基)
        told = fold_width(text)[held.end : planned.start]
        is_one = planned.kind == held.kind and planned.is_each == held.is_each
        if is_one and held.value < planned.value and _BESIDE_PLAN.fullmatch(told):
            return planned, held
    for planned, held in pairwise(counts):
        between = fold_width(text)[max(0, planned.start - _AHEAD) : held.start]
        is_pair = planned.kind == held.kind and held.value < planned.value and not held.is_part
        # 週3日の見込みが週2日; 月2回の予定 is no more than the 20 there were.
        is_pair &= planned.is_each == held.is_each
        is_pair &= not LOWER.search(fold_width(text)[planned.end : held.start].rpartition("、")[2])
        if is_pair and "。" not in between and LOWER.search(between) and not LOWER.search(held.after):
            return planned, held
    return None
