"""Pairs of neighbouring characters: what two texts speak of, without reading them."""

import re
from functools import lru_cache

from pipeline.values.text import normalise

_KANJI_PAIR = re.compile(r"[一-龥]{2}")
# Words that stand beside rates and counts of all kinds and tell no kinship.
_COMMON_PAIRS = frozenset({"実施", "件数", "人数", "年度", "令和", "対象", "市内", "参加", "回答", "相談"})
_WORDS = re.compile(r"[一-龥ァ-ヴー々A-Za-z]{2,}")


def telling_pairs(text: str) -> frozenset[str]:
    """Return the pairs of kanji in a text that can tell what it speaks of."""
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return frozenset(pair for pair in pairs if _KANJI_PAIR.fullmatch(pair)) - _COMMON_PAIRS


@lru_cache(maxsize=20_000)
def content_pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters in the content words (kanji, katakana, Latin) of a text."""
    words = _WORDS.findall(normalise(text))
    return frozenset(word[i : i + 2] for word in words for i in range(len(word) - 1))
