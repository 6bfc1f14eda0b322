"""Whether two narratives say the same: word for word, but for figures, or nearly. Standing phrases are told apart."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from pipeline.prose.figures.counts import read_counts
from pipeline.prose.grammar.lexicon import senses_of
from pipeline.prose.grammar.words import words_of
from pipeline.values.fiscal_years import without_fiscal_years
from pipeline.values.text import comparison_key, fold_width

# 継続, 実施を継続, 取組を継続, 今後も実施する予定, 年1回実施: said each year for good reason.
_STANDING = re.compile(
    r"(?:引き?続き|今後も?|継続|実施|取り?組み?|検討|予定|計画|事業|内容|方法|開始|開催|同様|例年|特に|変更|該当|未定|未|済み?"
    r"|前年度?|昨年度?|通り|どおり|年間?\d+回|[をのはにもしてるたでがと]|する|ある|いる|いく|行う|行った|図る|なし|無し|無)+"
)
_FIGURES = re.compile(r"\d+(?:[,.]\d+)*")
# One character in twenty-five misread or rewritten: still the same text.
ALMOST = 96.0
# Fewer words may well be the same in two texts.
_LEAST_STATED, _LEAST_BESIDE_FIGURES, _FOR_FIGURES = 5, 3, 0.25
_SIGN, _SIGNS_OF_ALL = (
    re.compile(r"[一-龥]|[ァ-ヴー]{2,}|[A-Za-z]{2,}"),
    frozenset("実施行図等年度本市者会数回人名件部的開催取組事業"),
)
_EACH = re.compile(r"(?<![\d.,])1[^\d、。]{1,6}(?:当たり|あたり|につき)")
_TITLE = re.compile(r"「[^「」]*」")
_LEAST_SIGNS, _REWORDED, _UNEVEN, _OTHER_NOUNS = 7, 0.6, 3, 1
_SAID_OF_ALL = frozenset(
    ["実施", "行う", "図る", "等", "年度", "年", "市", "本市", "者", "会", "数", "性", "回", "人", "名", "件", "部"]
)


@lru_cache(maxsize=20_000)
def is_standing_phrase(text: str) -> bool:
    """Say whether a text is one of the phrases that are said each year: 取組を継続。, 年1回実施."""
    return bool(_STANDING.fullmatch(comparison_key(text)))


def is_same(text: str, other: str) -> bool:
    """Say whether two texts are the same but for punctuation, the named fiscal year and a misread character."""
    here, there = _without_years(text), _without_years(other)
    if here == there:
        return True
    if _FIGURES.findall(here) != _FIGURES.findall(there) or min(len(here), len(there)) < 25:
        return False
    return fuzz.ratio(here, there, score_cutoff=ALMOST) > 0


def is_same_but_figures(text: str, other: str) -> bool:
    """Say whether two texts are the same in every word, and differ in figures."""
    here, there = _without_years(text), _without_years(other)
    return here != there and _FIGURES.sub("0", here) == _FIGURES.sub("0", there)


def says_the_same(text: str, other: str, least: int) -> bool:
    """Say whether two texts are nearly equal, or the shorter, of `least` characters, stands within the other."""
    short, long = sorted((comparison_key(text), comparison_key(other)), key=len)
    if len(short) < least:
        return False
    return short in long or fuzz.ratio(short, long, score_cutoff=90) > 0


def states_the_same(text: str, other: str, least: float = 0.8) -> bool:
    """Say whether two texts make the same statements in other words: the same figures, nearly the same lemmas."""
    here, there, figures = _stated(text), _stated(other), _figures(text)
    if not here or not there or figures != _figures(other):
        return False
    # What was done is said in other verbs; the nouns and the figures stay.
    is_enough = min(len(here), len(there)) >= (_LEAST_BESIDE_FIGURES if figures else _LEAST_STATED)
    shared = len(here & there) / max(len(here), len(there))
    return is_enough and shared >= (least - _FOR_FIGURES if figures else least)


def is_reworded(text: str, other: str) -> bool:
    """Say whether two texts name the same things and numbers in other words or another order, and neither names more.

    Words are held against each other by their kanji, so that 見守りを継続した and 見守り続けた are one.
    """
    here, there = _signs(text), _signs(other)
    shared, longest = len(here & there), max(len(here), len(there))
    is_alike = min(len(here), len(there)) >= _LEAST_SIGNS and shared >= _REWORDED * longest
    # What is told in other words has as many on either side; whoever adds something has more on one.
    is_even = abs(len(here - there) - len(there - here)) <= _UNEVEN
    if not (is_alike and is_even and fixed_parts(text) == fixed_parts(other)):
        return False
    return max(_others(text, there), _others(other, here)) <= _OTHER_NOUNS


@lru_cache(maxsize=20_000)
def _signs(text: str) -> frozenset[str]:
    """Return the kanji, katakana and Latin words of a text that can tell what it is of."""
    return frozenset(_SIGN.findall(fold_width(without_fiscal_years(text)))) - _SIGNS_OF_ALL


@lru_cache(maxsize=20_000)
def fixed_parts(text: str) -> tuple[str, ...]:
    """Return what is never told in other words: numbers and quoted titles."""
    # 1団体当たり10万円 is 各10万円.
    folded = _EACH.sub("各", fold_width(without_fiscal_years(text)))
    return tuple(sorted([*(n.replace(",", "") for n in _FIGURES.findall(folded)), *_TITLE.findall(folded)]))


def _others(text: str, signs: frozenset[str]) -> int:
    """Return how many things a text names that another one, of which the signs are given, does not."""
    words = (word for word in words_of(without_fiscal_years(text)) if word.kind == "名詞" and word.detail != "数詞")
    own = {word.lemma for word in words if not senses_of(word.lemma) and word.lemma not in _SAID_OF_ALL}
    return sum(bool(found := set(_SIGN.findall(lemma)) - _SIGNS_OF_ALL) and not found & signs for lemma in own)


@lru_cache(maxsize=20_000)
def _stated(text: str) -> frozenset[str]:
    words = words_of(without_fiscal_years(text))
    return frozenset(
        word.lemma
        for word in words
        if word.kind in ("名詞", "形状詞", "形容詞") and word.detail != "数詞" and word.lemma not in _SAID_OF_ALL
    )


@lru_cache(maxsize=20_000)
def _figures(text: str) -> frozenset[float]:
    return frozenset(count.value for count in read_counts(without_fiscal_years(text)))


def is_alike(text: str, other: str, least: float) -> bool:
    """Say whether two texts are alike by `least` percent of their letters."""
    return fuzz.ratio(comparison_key(text), comparison_key(other), score_cutoff=least) > 0


@lru_cache(maxsize=20_000)
def length_of_words(text: str) -> int:
    """Return how many letters a text has besides its figures."""
    return len(_FIGURES.sub("", comparison_key(text)))


@lru_cache(maxsize=20_000)
def longest_prose(text: str) -> int:
    """Return the length of the longest stretch of letters between two figures."""
    return max(map(len, _FIGURES.split(comparison_key(text))))


@lru_cache(maxsize=20_000)
def _without_years(text: str) -> str:
    return comparison_key(without_fiscal_years(fold_width(text)))
