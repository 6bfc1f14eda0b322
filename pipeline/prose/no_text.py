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
    r"|[(（][^()（）]{0,30}(?:差し?替え|後日|要追記|要確認|確認中|記入してください|入力してください|記入のこと)[^()（）]{0,10}[)）]"
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
_LONGEST = 45
_LEAST = 2
_MERE_MARK = re.compile(r"[○◯〇●×✕△▲◎レ✓☑*＊・。.]")
_BESIDE = frozenset({"御", "等", "他"})
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
    return _of_words(text, folded, words) if len(folded) <= _LONGEST else None


def _of_words(text: str, folded: str, words: Sequence[Word]) -> Kind | None:
    found = hits(words, lexicon("no_text"))
    if _telling(words, found):
        return "undecided" if _is_left_open(text) else None
    # 完了 by itself says that it is settled: only denied (完了していない) it is open.
    is_denied = any(word.is_negation for word in words_of(text))
    found = [hit for hit in found if is_denied or words[hit.last].lemma not in _SETTLING]
    kind = next((kind for kind in _ORDER if any(hit.has(kind) for hit in found)), None)
    return kind or ("placeholder" if _MARKS.search(folded) else None)


def _is_left_open(text: str) -> bool:
    """Say whether a short text comes to nothing but that something is undecided: 訓練の参加人数は集計中です。"""
    clauses = clauses_of(text)
    open_ones = {clause.start for clause in clauses if _is_open(clause)}
    events = [event for event in read_events(text) if event.start not in open_ones]
    is_all = bool(clauses) and clauses[-1].start in open_ones and not read_counts(text)
    return is_all and not any(event.kind in _TOLD for event in events)


def _is_open(clause: Clause) -> bool:
    """Say whether a clause ends in what is not settled yet: 集計中, 協議している, 決まっていない, 公表待ち."""
    found = [hit for hit in hits(clause.words, lexicon("no_text")) if hit.has("undecided")]
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
    return is_denied if is_settling else (is_denied or is_going_on or _is_named_open(act))


def _is_named_open(word: Word) -> bool:
    """Say whether a word says by itself that something is open: 未定, 不明, 待ち."""
    return word.lemma in ("未定", "不明", "待ち", "白紙") or word.surface.endswith(("中", "未定", "不明", "待ち"))


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
    if len(text.strip()) < _LEAST or read_counts(text) or read_rates(text):
        return False
    if read_events(text) and not _is_name(text):
        return False
    if any(hit.has("answer") for hit in hits(words_of(text), lexicon("no_text"))):
        return False
    return not any(word.kind in ("動詞", "形容詞", "形状詞", "副詞", "助動詞") for word in words_of(text))


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
