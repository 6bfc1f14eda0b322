"""Cells that hold something in the place of a text: a placeholder, a ditto, that it is not known yet, a mere word."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from pipeline.prose.figures.counts import read_counts, read_rates
from pipeline.prose.grammar.events import read_events
from pipeline.prose.grammar.lexicon import Hit, hits, lexicon
from pipeline.prose.grammar.lists import things
from pipeline.prose.grammar.words import Word, words_of
from pipeline.values.text import fold_width

Kind = Literal["placeholder", "ditto", "undecided", "empty"]
# Marks that stand for something to be filled in: ○○, ●●, ＊＊, □□, xxx, 〓.
_MARKS = re.compile(r"[○〇◯●□■△▲×✕＊*_＿…・?？]{2,}|[xX]{2,}|〓+|\.{3,}|(?i:TBD|TODO|N/A|dummy|sample|test)")
_LINK = re.compile(r"^\s*(?:https?://|www\.)\S+\s*$")
_LONGEST = 45
_LEAST = 2
_BESIDE = frozenset({"御", "等", "他"})
_ORDER: tuple[Kind, ...] = ("ditto", "placeholder", "undecided")


@lru_cache(maxsize=20_000)
def no_text(text: str) -> Kind | None:
    """Return what stands in the place of a text; None where the text tells something."""
    folded = fold_width(text).strip()
    if _LINK.match(folded):
        return "empty"
    words = [word for word in words_of(text) if word.kind not in ("補助記号", "空白", "助詞", "助動詞", "記号")]
    if not words:
        return _of_marks(folded)
    if len(folded) > _LONGEST:
        return None
    found = hits(words, lexicon("no_text"))
    telling = _telling(words, found)
    kind = next((kind for kind in _ORDER if any(hit.has(kind) for hit in found)), None)
    if kind and not telling:
        return kind
    if _MARKS.search(folded) and not telling:
        return "placeholder"
    return None


def _of_marks(folded: str) -> Kind | None:
    """Return what marks without a word stand for: 〃 is a ditto, ×××× a placeholder."""
    if re.search(r"[〃々]", folded):
        return "ditto"
    return "placeholder" if _MARKS.search(folded) else None


@lru_cache(maxsize=20_000)
def tells_nothing(text: str) -> bool:
    """Say whether a text has neither an event nor a figure nor a verb: a title, a name, a mere word."""
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
