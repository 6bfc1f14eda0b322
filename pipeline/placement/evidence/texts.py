"""The texts of a document's measure lines, each looked at once: what they say, how they begin and end, their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from unicodedata import is_normalized

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.placement.evidence.forms import EVIDENCE, features
from pipeline.values.policies import read_policy_title

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
# Ten characters are about two words: enough to recognise a sentence, short enough to survive a changed object.
_STEM = 10
# Long enough to be one measure's own sentence, digits included.
_SENTENCE = 16
# Dashes, ratings and marks stand everywhere; from this length on a text's letters tell it from others.
_SHORTEST = 4
# Titles are short and no sentences; a sentence about one goes on with a particle.
_TITLES = r"^[^。、]{0,8}(?:施策|目標|方針)\s*[\d①一二三四五六七八九]{1,2}(?:[^。、\dのをにはがでとへ][^。、]{0,40})?$"
# What a table without percentages rates by.
_MARKS = r"^(?:[A-ES]|[◎○〇◯△▲×✕☆★])$"
# The characters of the basic plane.
CHARACTERS = 0x10000
# Stands for a circled number while NFKC is made: no character, so that no text holds it.
_CIRCLED = "\ufdd0"
# Pairs of neighbouring characters are counted in so many bins: few enough to be fast, and two texts of a row seldom
# share a bin by chance.
BINS = 256
# Texts whose pairs are counted at once: what fits into the processor's cache.
_TEXTS_AT_ONCE = 512


@dataclass(frozen=True)
class Texts:
    """Distinct texts. A code is the index of one; the last, a blank, stands for cells that a row does not have (−1).

    `marks_are_ratings`: the document rates by marks (◎○△, A B C), see `rates_by_marks`.
    """

    distinct: list[str]
    marks_are_ratings: bool = False

    @cached_property
    def objects(self) -> NDArray[np.object_]:
        """Return the texts as an array, to be taken by their codes."""
        return np.array(self.distinct, dtype=object)

    @cached_property
    def normalised(self) -> pa.StringArray:
        """Return the texts as `normalised` returns them."""
        return normalised(self.distinct)

    @cached_property
    def evidence(self) -> Array:
        """Return the evidence of each text: (texts, EVIDENCE)."""
        found = features(self.normalised)
        if self.marks_are_ratings:
            found[self._is_mark, EVIDENCE.index("rating")] = 1.0
        return found

    def rates_by_marks(self, code: Codes, rows: int) -> bool:
        """Say whether rows hold a mark each or more, and more than one kind; `code` names the text of every cell."""
        kinds, counts = np.unique(code[self._is_mark[code]], return_counts=True)
        return len(kinds) > 1 and int(counts.sum()) >= rows

    @cached_property
    def _is_mark(self) -> NDArray[np.bool_]:
        return _array(pc.match_substring_regex(self.normalised, _MARKS))

    @cached_property
    def length(self) -> Codes:
        """Return the number of characters of each text, white space folded."""
        return pc.utf8_length(self.normalised).to_numpy(zero_copy_only=False).astype(np.int64)

    @cached_property
    def is_blank(self) -> NDArray[np.bool_]:
        """Say of each text whether nothing was printed."""
        return self.length == 0

    @cached_property
    def is_dash(self) -> NDArray[np.bool_]:
        """Say of each text whether it is a dash and nothing else."""
        return self.evidence[:, EVIDENCE.index("dash")] > 0

    @cached_property
    def is_title(self) -> NDArray[np.bool_]:
        """Say of each text whether it is the title of a policy, and no sentence about one."""
        found = _array(pc.match_substring_regex(self.normalised, _TITLES)).copy()
        for number in np.flatnonzero(found):
            found[number] = read_policy_title(self.distinct[number]) is not None
        return found

    @cached_property
    def begins_with_digit(self) -> NDArray[np.bool_]:
        """Say of each text whether it begins with a digit."""
        return _array(pc.match_substring_regex(self.normalised, r"^\d"))

    @cached_property
    def beginning(self) -> Codes:
        """Return a code per text of its first characters, digits left out (−1: too short to recognise)."""
        return self._stems(pc.utf8_slice_codeunits(self._lettered.dictionary, 0, _STEM))[self.wording]

    @cached_property
    def ending(self) -> Codes:
        """Return the same of its last characters."""
        return self._stems(pc.utf8_slice_codeunits(self._lettered.dictionary, -_STEM))[self.wording]

    @cached_property
    def sentence(self) -> Codes:
        """Return a code per text of its beginning, all but circled digits included (−1: too short to recognise)."""
        return self._stems(pc.utf8_slice_codeunits(self.normalised, 0, _SENTENCE))

    @cached_property
    def wording(self) -> Codes:
        """Return the number of each text's wording: many texts differ in nothing but digits and white space."""
        return _array(self._lettered.indices).astype(np.int64)

    @cached_property
    def words(self) -> NDArray[np.float32]:
        """Return the pairs of neighbouring letters of each wording, hashed into bins, of length 1: (wordings, bins)."""
        letters = self._lettered.dictionary.to_pylist()
        vectors = np.empty((len(letters), BINS), dtype=np.float32)
        for start in range(0, len(letters), _TEXTS_AT_ONCE):
            counts = _pair_counts(letters[start : start + _TEXTS_AT_ONCE])
            norm = np.sqrt(counts.sum(axis=1, keepdims=True))
            vectors[start : start + _TEXTS_AT_ONCE] = np.sqrt(counts) / np.maximum(norm, 1.0)
        return vectors

    @cached_property
    def _lettered(self) -> pa.DictionaryArray:
        return pa.array(_letters(self.normalised.to_pylist()), pa.string()).dictionary_encode()

    def _stems(self, stems: pa.StringArray) -> Codes:
        codes = _array(stems.dictionary_encode().indices).astype(np.int64)
        codes[_array(pc.less(pc.utf8_length(stems), _SHORTEST))] = -1
        return codes


def normalised(texts: Sequence[str]) -> pa.StringArray:
    """Return texts in NFKC, white space folded; ② stays a circled number (①), which NFKC would make a plain 2."""
    folded = [" ".join(text.split()) for text in texts]
    found = pa.array(folded, pa.string())
    # Most texts need no more, and to find that out costs little.
    is_other = pa.array([not is_normalized("NFKC", text) for text in folded], pa.bool_())
    marked = pc.replace_substring_regex(found.filter(is_other), r"[①-⑳]", _CIRCLED)
    unmarked = pc.replace_substring(pc.utf8_normalize(marked, "NFKC"), _CIRCLED, "①")
    # NFKC makes white space of some marks (゛).
    return pc.replace_with_mask(
        found, is_other, pc.utf8_trim_whitespace(pc.replace_substring_regex(unmarked, " +", " "))
    )


def coded(rows: Sequence[Sequence[str]]) -> tuple[Texts, list[Codes]]:
    """Return the distinct texts of rows of cells, and the codes of each row."""
    number_of: dict[str, int] = {}
    codes = np.array([number_of.setdefault(text, len(number_of)) for row in rows for text in row], dtype=np.int64)
    ends = np.cumsum([len(row) for row in rows])[:-1]
    return Texts([*number_of, ""]), np.split(codes, ends)


@cache
def _is_letter() -> NDArray[np.bool_]:
    """Say of each character whether it is kept: a letter, the end of a text; the last stands for the planes above."""
    kept = (ord("\n"), CHARACTERS - 1)
    return np.array([code in kept or chr(code).isalpha() for code in range(CHARACTERS)])


def _letters(texts: Sequence[str]) -> list[str]:
    """Return the letters of each normalised text, what stands between them left out."""
    characters = np.frombuffer("\n".join(texts).encode("utf-32-le"), dtype=np.uint32)
    kept = characters[_is_letter()[np.minimum(characters, CHARACTERS - 1)]]
    return kept.tobytes().decode("utf-32-le").split("\n")


def _pair_counts(letters: Sequence[str]) -> NDArray[np.float32]:
    """Return how many pairs of neighbouring letters of each text fall into each bin: (texts, bins)."""
    joined = "\0".join(letters) + "\0"
    characters = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    owner = np.cumsum(characters == 0) - (characters == 0)
    is_pair = (characters[:-1] != 0) & (characters[1:] != 0)
    bins = (characters[:-1] * 31 + characters[1:] * 17)[is_pair] % BINS
    counts = np.bincount(owner[:-1][is_pair] * BINS + bins, minlength=len(letters) * BINS)
    return counts.reshape(len(letters), BINS).astype(np.float32)


def _array(values: pa.Array) -> NDArray:
    return values.to_numpy(zero_copy_only=False)
