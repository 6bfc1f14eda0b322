"""The words of a text: a morphological analyser, so that nobody writes conjugation tables by hand.

SudachiPy with its small dictionary: it reads numerals (三十五, 1,234) as numbers and spellings (取りやめる, 取り止める)
as one lemma, and installs from wheels. What was tried beside it: docs/decisions.md.
"""

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

from pipeline.prose.grammar.lists import role
from pipeline.values.text import fold_width

# The analyser takes 49,149 bytes at once, three to a character; its time grows faster than a stretch without a stop.
_LONGEST = 4_000
_KNOWN_TEXTS = 20_000


class Word(NamedTuple):
    """A word at [start, end) of its text. `kind`, `detail`: part of speech; `form`: how it is conjugated."""

    surface: str
    lemma: str
    kind: str
    detail: str
    form: str
    start: int
    end: int

    @property
    def is_negation(self) -> bool:
        """Say whether the word negates what stands before it: ない, ず, ぬ, ません."""
        return self.lemma in _NEGATIONS and self.kind in ("助動詞", "形容詞", "名詞")

    @property
    def is_past(self) -> bool:
        """Say whether the word puts what stands before it into the past."""
        return self.lemma == "た" and self.kind == "助動詞"

    @property
    def is_content(self) -> bool:
        """Say whether the word means something by itself."""
        return self.kind in _CONTENT and self.lemma not in _EMPTY


_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "接頭辞", "接尾辞", "副詞", "代名詞", "連体詞", "感動詞"})
_NEGATIONS, _EMPTY = role("negation"), role("empty")
# 行って is 行って or 行って, as 行う or 行く: in these texts things are done, and nobody goes.
# 済ま(せた) is of 済ませる wherever it stands.
_MISTAKEN = {"行っ": "行う", "済ま": "済ませる"}
# Written without kanji, the analyser leaves open which word it is: 共有をはかる, 開催はかなわなかった; 行っておりません
# denies as 行っていません does.
_SPELT = {"はかる": "図る", "かなう": "叶う", "おる": "居る", "もてる": "持てる"}

Grammar = tuple[str, str, str, str, str]
# The entries of the dictionary that were met, by what is printed and their number there.
_ENTRIES: dict[tuple[str, int], Grammar] = {}
# Made from all its values at once: there are many.
_word = partial(tuple.__new__, Word)


@lru_cache(maxsize=_KNOWN_TEXTS)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text, in order; places are those of the text as printed."""
    folded = fold_width(text).replace("手付かず", "手つかず")
    return tuple(word for start in range(0, len(folded), _LONGEST) for word in _words(folded, start))


def _words(folded: str, start: int) -> Iterator[Word]:
    for morpheme in _tokenizer().tokenize(folded[start : start + _LONGEST], SplitMode.C):
        first, end = start + morpheme.begin(), start + morpheme.end()
        if surface := folded[first:end]:
            yield _word((*_grammar(surface, morpheme), first, end))


def _grammar(surface: str, morpheme: Morpheme) -> Grammar:
    """Return a word without its place: of an entry of the dictionary always the same, and asked and kept once."""
    key = surface, morpheme.word_id()
    known = _ENTRIES.get(key)
    if known is None:
        kind, detail, *_, form = morpheme.part_of_speech()
        normal = morpheme.normalized_form()
        known = surface, _MISTAKEN.get(surface) or _SPELT.get(normal, normal), kind, detail, form
        if not morpheme.is_oov():
            _ENTRIES[key] = known
    return known


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    return Dictionary(dict="small").tokenizer()
