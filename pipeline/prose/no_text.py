"""Cells that hold something in the place of a text: a placeholder, a ditto, that it is not known yet, a mere word."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from pipeline.prose.figures.counts import read_counts
from pipeline.prose.figures.rates import read_rates
from pipeline.prose.grammar.clauses import Clause, clauses_of
from pipeline.prose.grammar.events import read_events
from pipeline.prose.grammar.lexicon import Hit, hits, lexicon
from pipeline.prose.grammar.lists import role, things
from pipeline.prose.grammar.words import Word, words_of
from pipeline.values.text import fold_width

Kind = Literal["placeholder", "ditto", "undecided", "empty"]
# Marks that stand for something to be filled in: ○○, ●●, ＊＊, □□, xxx, 〓.
_MARKS = re.compile(r"[○〇◯●□■△▲×✕＊*_＿…・?？]{2,}|[xX]{2,}|〓+|\.{3,}|(?i:TBD|TODO|N/A|dummy|sample|test)")
# ○○人が参加, ●●名, XXX千円; (数値は後で差し替え); ←担当から回答もらう: something in the text is to be filled in.
_TO_BE_FILLED = re.compile(
    r"(?:([○〇◯●□■△▲×✕＊*〓])\1+|(?<![A-Za-z])[xXｘＸ]{2,})(?=[人名件回団体千円日月年をがにでのはか])"
    r"|(?<![\s\d一二三四五六七八九十])(?<!^)[○〇◯●△▲□■]"
    r"(?=人|名(?![簿称刺前])|件(?!数)|回(?![覧収答])|団体|か所|校(?![内長])|月(?![例次])|日(?![常程]))"
    r"|^(?:記載|記入|入力)例|[(（][^()（）]{0,30}(?:差し?替え|後日|要追記|要確認|確認中|記入してください|入力してください|記入のこと)[^()（）]{0,10}[)）]"
    r"|^\s*[←→⇒][^。]{0,40}$"
)
_LINK = re.compile(r"^\s*(?:https?://|www\.)\S+\s*$")
# What is undecided until it has come about, and not by itself: 集計が終わっていない.
_SETTLING = role("settling")
_CARRYING = role("carrying_on")
_TOLD = frozenset(
    {"planned", "held", "replaced", "went_on", "told", "called_off", "postponed", "none", "ended", "reduced"}
)
_NO_WORDS = frozenset({"補助記号", "空白", "助詞", "助動詞", "記号"})
_LONGEST, _LONGEST_SENTENCE = 45, 80
_ENDING = frozenset({"下さる", "願う", "御願い", "お願い", "こと", "事", "為る", "有る", "所", "通り", "為", "予定"})
_LEAST = 2
_MERE_MARK = re.compile(r"[○◯〇●×✕△▲◎レ✓☑*＊・。.]")
_BESIDE = frozenset({"御", "等", "他"})
# 別紙のとおり refers to another place by itself, 同じ only beside one.
_SEEN_AS = {"see": "ditto"}
_ORDER: tuple[Kind, ...] = ("ditto", "placeholder", "undecided")


@lru_cache(maxsize=20_000)
def no_text(text: str) -> Kind | None:
    """Return what stands in the place of a text; None where the text tells something."""
    folded = fold_width(text).strip()
    if _LINK.match(folded):
        return "empty"
    if _TO_BE_FILLED.search(folded):
        return "placeholder"
    words = [word for word in words_of(text) if word.kind not in _NO_WORDS]
    if not words:
        return _of_marks(folded)
    if len(folded) <= _LONGEST:
        return _of_words(text, folded, words)
    # The name of what is still open may be long.
    is_one = len(folded) <= _LONGEST_SENTENCE and "。" not in folded.rstrip("。") and "\n" not in folded
    return "undecided" if is_one and _is_left_open(text) else None


def _of_words(text: str, folded: str, words: Sequence[Word]) -> Kind | None:
    found = hits(words, "no_text")
    if _telling(words, found):
        return _of_its_end(text)
    # 完了 by itself says that it is settled: only denied (完了していない) it is open.
    is_denied = any(word.is_negation for word in words_of(text))
    # 数字が出たら記入 is of what will be.
    is_over = any(word.is_past and word.surface in ("た", "だ") for word in words_of(text))
    found = [hit for hit in found if is_denied or words[hit.last].lemma not in _SETTLING]
    # 日程は未定であったが、3月に開催できた: no more.
    found = [hit for hit in found if not (is_over and (hit.has("undecided") or hit.has("placeholder")))]
    senses = {_SEEN_AS.get(sense, sense) for hit in found for sense in hit.senses}
    kind = next((kind for kind in _ORDER if kind in senses), None)
    return kind or ("placeholder" if _MARKS.search(folded) else None)


def _of_its_end(text: str) -> Kind | None:
    """Return what a short text comes to that tells nothing else: 基本施策2-1に同じ, 原課に確認の上差し替えます."""
    clauses = clauses_of(text)
    if not clauses or read_counts(text) or _tells_beside(text):
        return "undecided" if _is_left_open(text) else None
    # 後日差替え(原課照会中): the aside tells more of it, and only where the rest says nothing it tells all.
    main = [clause for clause in clauses if not clause.is_aside]
    found = (*(_last_hits(main[-1]) if main else ()), *_last_hits(clauses[-1]))
    ends = {sense for hit in found for sense in hit.senses}
    if "placeholder" in ends:
        return "placeholder"
    is_elsewhere = any(hit.has("place") for clause in clauses for hit in hits(clause.words, "no_text"))
    if "see" in ends or ("ditto" in ends and is_elsewhere):
        return "ditto"
    return "undecided" if _is_left_open(text) else None


def _last_hits(clause: Clause) -> Sequence[Hit]:
    """Return the words that a clause ends in, if it is not told in the past: 同じ, 参照のこと, 差し替えます."""
    found = [hit for hit in hits(clause.words, "no_text") if not hit.senses <= {"place", "filler"}][-1:]
    behind = clause.words[found[0].last + 1 :] if found else ()
    is_end = not any(word.is_past or (word.is_content and word.lemma not in _ENDING) for word in behind)
    return found if is_end and not _is_of_other_object(clause, found) else []


def _is_of_other_object(clause: Clause, found: Sequence[Hit]) -> bool:
    """Say whether a verb of filling in has an object that is no part of a text, or is wished: 力を入れたい."""
    if not found or not found[0].has("placeholder") or clause.words[found[0].first].kind != "動詞":
        return False
    before, behind = clause.words[: found[0].first], clause.words[found[0].last + 1 :]
    # ここに評価と課題を書く: told twice.
    if any(hit.has("placeholder") for hit in hits(before, "no_text")):
        return False
    is_object = len(before) > 1 and before[-1].surface == "を" and before[-2].lemma not in lexicon("no_text")
    return is_object or any(word.lemma in role("wishing") for word in behind)


def _tells_beside(text: str) -> bool:
    """Say whether a text tells of anything but of where its text stands: 同様に講座を開いた."""
    events = [event for event in read_events(text) if event.kind in _TOLD and event.kind != "planned"]
    return any(not lexicon("no_text").get(event.act) for event in events)


def _is_left_open(text: str) -> bool:
    """Say whether a short text comes to nothing but that something is undecided: 訓練の参加人数は集計中です。"""
    clauses = clauses_of(text)
    open_ones = {clause.start for clause in clauses if _is_open(clause)}
    # 集計中(確定後に報告): the aside tells what is to come of it.
    open_ones |= {clause.start for clause in clauses if _is_open_topic(clause)}
    asides = {clause.start for clause in clauses if clause.is_aside and not any(word.is_past for word in clause.words)}
    events = [event for event in read_events(text) if event.start not in open_ones | asides]
    main = [clause for clause in clauses if clause.start not in asides] or clauses
    is_all = bool(main) and main[-1].start in open_ones and not read_counts(text)
    return is_all and not any(event.kind in _TOLD for event in events)


def _is_open_topic(clause: Clause) -> bool:
    """Say whether a clause only names what is open: フォーラムの開催時期及び会場については."""
    told = [word for word in clause.words if word.kind != "補助記号"]
    is_about = [word.surface for word in told[-4:]] in (["に", "つい", "て", "は"], ["に", "関し", "て", "は"])
    return is_about and not clause.is_last and not any(word.is_past for word in told)


def _is_open(clause: Clause) -> bool:
    """Say whether a clause ends in what is not settled yet: 集計中, 協議している, 決まっていない, 公表待ち."""
    found = [hit for hit in hits(clause.words, "no_text") if hit.has("undecided")]
    if not found:
        return False
    behind = [word for word in clause.words[found[-1].last + 1 :] if word.kind not in ("補助記号", "助詞")]
    act = clause.words[found[-1].last]
    if any(word.is_past for word in behind) or any(w.is_content and w.lemma not in _CARRYING for w in behind):
        return False
    is_settling = act.lemma in _SETTLING
    is_denied = any(word.is_negation for word in behind)
    is_going_on = any(word.lemma in ("中", "所", "状態", "途中") for word in behind)
    # 安全確認を行っている is done each time; 可否を協議している is open.
    is_of_open = any(word.lemma in role("open_topic") for word in clause.words[: found[-1].first])
    is_going_on |= is_of_open and any(word.lemma in ("居る", "おる") for word in behind)
    # 公表後に判明する: not yet.
    ends = [word for word in (act, *behind) if word.kind == "動詞"]
    is_to_come = bool(ends) and ends[-1].form.startswith("終止形") and not is_going_on
    return (is_denied or is_to_come) if is_settling else (is_denied or is_going_on or _is_named_open(act))


def _is_named_open(word: Word) -> bool:
    """Say whether a word says by itself that something is open: 未定, 不明, 待ち."""
    return (
        word.lemma in ("未定", "不明", "待ち", "白紙", "待つ")
        or word.lemma.endswith("兼ねる")
        or word.surface.startswith("未")
        or word.surface.endswith(("中", "未定", "不明", "待ち"))
    )


def _of_marks(folded: str) -> Kind | None:
    """Return what marks without a word stand for: 〃 is a ditto, ×××× a placeholder."""
    if re.search(r"[〃々]", folded):
        return "ditto"
    return "placeholder" if _MARKS.search(folded) else None


@lru_cache(maxsize=20_000)
def is_outlook(text: str) -> bool:
    """Say whether what is left open is how to go on: 今後の進め方を検討している."""
    return any(word.lemma in role("outlook") for word in words_of(text))


@lru_cache(maxsize=20_000)
def tells_nothing(text: str) -> bool:
    """Say whether a text has neither an event nor a figure nor a verb: a title, a name, a mere word."""
    if _MERE_MARK.fullmatch(text.strip()):
        return True
    # 済: a mere word, however short.
    if len(text.strip()) < _LEAST:
        return is_mere_act(text)
    if read_counts(text) or read_rates(text):
        return False
    if is_mere_act(text):
        return True
    is_answer = any(hit.has("answer") for hit in hits(words_of(text), "no_text"))
    if is_answer or (read_events(text) and not _is_name(text)):
        return False
    return not any(word.kind in ("動詞", "形容詞", "形状詞", "副詞", "助動詞") for word in words_of(text))


@lru_cache(maxsize=20_000)
def is_mere_act(text: str) -> bool:
    """Say whether a text is but an act that fits any measure, without an object: 実施済み, 継続中, 適宜対応, 良好."""
    words = [word for word in words_of(text) if word.kind not in ("補助記号", "空白")]
    # 取組を継続 has an object; 適切に対応 and 継続して実施 have none.
    if any(word.kind == "助詞" and word.surface not in ("て", "に", "で") for word in words):
        return False
    words = [word for word in words if word.kind not in ("助詞", "助動詞") and word.lemma != "為る"]
    found = [hit for hit in hits(words, "no_text") if hit.has("mere") or hit.has("any_time")]
    covered = {position for hit in found for position in range(hit.first, hit.last + 1)}
    return bool(words) and len(covered) == len(words) and not any(word.is_negation for word in words_of(text))


def _is_name(text: str) -> bool:
    """Say whether a text is the name of something held or made: ゲートキーパー養成研修, but not 研修."""
    words = words_of(text.strip("。 "))
    is_noun = all(word.kind in ("名詞", "接頭辞", "接尾辞", "形状詞") for word in words)
    return (
        is_noun
        and len(words) > 1
        and any("".join(w.surface for w in words[i:]) in things() for i in range(1, len(words)))
    )


def _telling(words: Sequence[Word], found: Sequence[Hit]) -> list[Word]:
    """Return the words that mean something beyond the placeholder's."""
    covered = {position for hit in found for position in range(hit.first, hit.last + 1)}
    others = [word for position, word in enumerate(words) if position not in covered and word.is_content]
    return [w for w in others if not (w.lemma in _BESIDE or w.detail == "数詞" or _MARKS.fullmatch(w.surface))]
