"""What words mean in the sentences of such tables: entries of `lists/`, found in a text by their lemmas.

An entry: words in their dictionary form, a sense, and the condition under which they have it (`negated`: only if they
are denied; `bounded`: only beside a word that bounds the measure; `verbal`: only as a verb).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.prose.grammar.lists import rows_of
from pipeline.prose.grammar.words import Word, words_of

_SKIPPED = frozenset({"助詞"})
_POTENTIAL = dict(zip("えけげせてねべめれ", "うくぐすつぬぶむる", strict=True))
_STEM = dict(zip("いきぎしちにびみり", "うくぐすつぬぶむる", strict=True))


@dataclass(frozen=True)
class Entry:
    """Words with a sense; `lemmas` without particles, so that 日の目は見ず is 日の目を見る."""

    lemmas: tuple[str, ...]
    sense: str
    condition: str


@dataclass(frozen=True)
class Hit:
    """Words of a text that the lexicon knows: from word `first` to word `last`, with what they can mean."""

    first: int
    last: int
    entries: tuple[Entry, ...]

    def has(self, sense: str, condition: str = "") -> bool:
        """Say whether the words have a sense under a condition."""
        return any(entry.sense == sense and entry.condition == condition for entry in self.entries)

    @property
    def senses(self) -> frozenset[str]:
        """Return the senses that the words have without condition."""
        return frozenset(entry.sense for entry in self.entries if not entry.condition)


Index = Mapping[str, Sequence[Entry]]


@lru_cache(maxsize=8)
def lexicon(name: str) -> Index:
    """Return the entries of `events`, `changes`, `judgements` or `no_text` by their first lemma, longest first."""
    entries = [_entry(row["words"], row["sense"], row["condition"]) for row in rows_of(name)]
    index: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: -len(entry.lemmas)):
        index.setdefault(entry.lemmas[0], []).append(entry)
    return index


@lru_cache(maxsize=20_000)
def senses_of(lemma: str) -> frozenset[str]:
    """Return what a word can mean among events by itself, under whatever condition: 事業 of 事業終了 means nothing."""
    entries = lexicon("events").get(lemma) or lexicon("events").get(base_of(lemma), ())
    return frozenset(entry.sense for entry in entries if len(entry.lemmas) == 1)


@lru_cache(maxsize=20_000)
def base_of(lemma: str) -> str:
    """Return the verb of which a word is the potential form, 取り掛かる of 取り掛かれる, or the word."""
    is_potential = len(lemma) > 1 and lemma.endswith("る") and lemma[-2] in _POTENTIAL
    return lemma[:-2] + _POTENTIAL[lemma[-2]] if is_potential else lemma


@lru_cache(maxsize=20_000)
def verb_of(noun: str) -> str:
    """Return the verb that a noun is made of, 立ち上げる of 立ち上げ and 引き直す of 引き直し, or the noun."""
    # 健康づくり is a name, whatever it is made of.
    is_compound = sum("一" <= character <= "龥" for character in noun) > 1
    if not (is_compound and "ぁ" <= noun[-1] <= "ん") or noun in lexicon("events"):
        return noun
    godan = noun[:-1] + _STEM[noun[-1]] if noun[-1] in _STEM else noun
    return godan if godan in lexicon("events") else noun + "る"


def hits(words: Sequence[Word], name: str) -> list[Hit]:
    """Return what a lexicon knows of a stretch of words, in order, the longest words first, none within another."""
    found: list[Hit] = []
    after = 0
    for position, word in enumerate(words):
        entries = _beginning(name, word.lemma, word.kind == "名詞")
        if entries and position >= after and (hit := _hit(words, position, entries)):
            found.append(hit)
            after = hit.last + 1
    return found


@lru_cache(maxsize=20_000)
def _beginning(name: str, lemma: str, is_noun: bool) -> Sequence[Entry]:
    """Return the entries that a word can begin, longest first."""
    index = lexicon(name)
    return index.get(lemma) or index.get(verb_of(lemma) if is_noun else base_of(lemma), ())


def _hit(words: Sequence[Word], first: int, entries: Sequence[Entry]) -> Hit | None:
    """Return the longest entries that stand at a place; those of one length can end at one word only."""
    found: list[Entry] = []
    end = first
    for entry in entries:
        if found and len(entry.lemmas) < len(found[0].lemmas):
            break
        last = first if len(entry.lemmas) == 1 else _last(words, first, entry.lemmas)
        if last is not None:
            end = end if found else last
            found.append(entry)
    return Hit(first, end, tuple(found)) if found else None


def _last(words: Sequence[Word], first: int, lemmas: Sequence[str]) -> int | None:
    position = first
    for lemma in lemmas[1:]:
        position += 1
        while position < len(words) and words[position].kind in _SKIPPED:
            position += 1
        if position >= len(words) or lemma not in (words[position].lemma, base_of(words[position].lemma)):
            return None
    return position


def _entry(words: str, sense: str, condition: str) -> Entry:
    lemmas = tuple(word.lemma for word in words_of(words) if word.kind not in _SKIPPED)
    return Entry(lemmas, sense, condition)
