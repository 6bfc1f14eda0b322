"""Whether two texts tell the same things in other words or another order: 青パトで巡回しました, 青色パトロール車で巡回.

Words are held against each other by their lemma, by the kanji that they share (見守り, 見守る) and by the list of words
that stand for one another (`lists/alike.csv`). A noun that the other text does not name makes it another thing; what
is done with all of them (行う, 実施) tells nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.prose.grammar.lexicon import senses_of
from pipeline.prose.grammar.lists import alike, role
from pipeline.prose.grammar.words import Word, words_of
from pipeline.prose.writing.likeness import fixed_parts
from pipeline.values.fiscal_years import without_fiscal_years

_AS_BEFORE = re.compile(
    r"(?:昨年|前年|一昨年|例年|毎年|従来|従前|これまで|今まで|前回)度?(?:の?とおり|どおり|通り|並み|の?まま|に?(?:引き続|ひきつづ|続)[きい]"
    r"|と(?:同様|同じ|変わら)|から(?:の継続|引き続|続)|同様)"
)
_TELLING = frozenset({"名詞", "動詞", "形状詞", "形容詞", "副詞"})
# Acts that fit whatever is told: 対応する, 図る, 努める.
_FITTING = frozenset({"held", "carry", "light", "exist", "circumstance"})
# 置いてくれた, 受けていただいた: for whose good, and no act of its own.
_FAVOUR = frozenset({"呉れる", "貰う", "頂く", "下さる"})
_LEAST, _LEAST_KATAKANA = 3, 2


@dataclass(frozen=True)
class _Told:
    """A word that tells something; `is_noun`: a thing, and not what was done with it."""

    lemma: str
    group: str
    is_noun: bool

    def is_like(self, other: "_Told") -> bool:
        """Say whether two words can stand for one another."""
        return self.lemma == other.lemma or self.group == other.group or _share(self.lemma, other.lemma)


def says_as_before(text: str) -> bool:
    """Say whether a text says itself that it tells of the same as the year before: 昨年に引き続き, 例年どおり."""
    return bool(_AS_BEFORE.search(text))


def is_restated(text: str, other: str, *, least: int = _LEAST, most: int = 1) -> bool:
    """Say whether two texts name the same things, `least` of them, and one of them at most `most` things more.

    Numbers and quoted titles must be the same.
    """
    if fixed_parts(text) != fixed_parts(other):
        return False
    here, there = _told(text), _told(other)
    shared = min(_matched(here, there), _matched(there, here))
    if shared < least:
        return False
    more = sorted([_nouns_beside(here, there), _nouns_beside(there, here)])
    return more[0] == 0 and more[1] <= (most if shared > _LEAST else 0)


def is_named_in(words: str, other: str, *, least: int) -> bool:
    """Say whether all that a stretch names, `least` things and acts, another text names in these or other words."""
    here, there = [word for word in _told(words) if word.lemma not in _FAVOUR], _told(other)
    return len(here) >= least and _matched(here, there) == len(here)


def _matched(here: Sequence[_Told], there: Sequence[_Told]) -> int:
    return sum(any(word.is_like(one) for one in there) for word in here)


def _nouns_beside(here: tuple[_Told, ...], there: tuple[_Told, ...]) -> int:
    return sum(word.is_noun and not any(word.is_like(one) for one in there) for word in here)


@lru_cache(maxsize=20_000)
def _told(text: str) -> tuple[_Told, ...]:
    found = {word.lemma: word for word in words_of(without_fiscal_years(text)) if _is_telling(word)}
    return tuple(_Told(lemma, alike().get(lemma, lemma), _is_thing(word)) for lemma, word in found.items())


def _is_telling(word: Word) -> bool:
    is_own = word.kind in _TELLING and word.is_content and word.detail != "数詞" and not word.is_negation
    return is_own and not any(word.lemma in role(name) for name in ("formal", "general_act", "said_of_all"))


def _is_thing(word: Word) -> bool:
    return word.kind == "名詞" and not senses_of(word.lemma) & _FITTING


@lru_cache(maxsize=50_000)
def _share(lemma: str, other: str) -> bool:
    """Say whether two words are written with the same kanji, by half at least, or begin alike in katakana."""
    kanji, others = ({c for c in one if "一" <= c <= "龥"} for one in (lemma, other))
    if kanji and others:
        return 2 * len(kanji & others) >= min(len(kanji), len(others)) and bool(kanji & others)
    short, long = sorted((lemma, other), key=len)
    return len(short) >= _LEAST_KATAKANA and "ァ" <= short[0] <= "ヺ" and long.startswith(short)
