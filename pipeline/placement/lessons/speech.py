"""What the rows of a document speak of: the pairs of neighbouring characters in the content words of their cells.

Pairs are numbers here, and all texts and rows in question are looked at together: there are thousands of them.
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.placement.evidence.texts import CHARACTERS, Array, Codes, Texts

# So many rows tell which words are rare; a small table is taken for a part of one this much larger.
_ROWS_COUNTED, _ROWS_UNSEEN = 150, 10
# The characters of content words, as in `prose/likeness.py`: kanji, katakana, Latin.
_CONTENT = (("一", "龥"), ("ァ", "ヴ"), ("ー", "ー"), ("々", "々"), ("A", "Z"), ("a", "z"))
_IS_CONTENT = np.isin(
    np.arange(CHARACTERS), [code for first, last in _CONTENT for code in range(ord(first), ord(last) + 1)]
)


class Speech:
    """What some texts of a document speak of, and where some of its rows speak of the same."""

    def __init__(self, texts: Texts, code: Codes, row: Codes, asked: Codes, own: Codes) -> None:
        """Look at the texts `own` (codes) and at the rows `asked`; `code` and `row` (cells) are the texts of the
        document's cells, row after row, and the numbers of these rows."""
        is_asked, is_counted = np.zeros((2, int(row[-1]) + 1), dtype=bool)
        is_asked[asked] = True
        counted = min(len(is_counted), _ROWS_COUNTED)
        is_counted[np.linspace(0, len(is_counted) - 1, counted).astype(int)] = True
        is_needed = (is_asked | is_counted)[row]
        self._words = _WordsOf(texts, np.unique(code[is_needed]), own)
        in_rows = np.unique(self._spoken(code, row, is_counted)[0]) % self._words.kinds
        count = np.bincount(in_rows, minlength=self._words.kinds)
        self._rarity = np.log((counted + _ROWS_UNSEEN) / (count + 0.5))
        spoken, cell = self._spoken(code, row, is_asked)
        order = np.argsort(spoken)
        self._spoken_in_row, self._cell = spoken[order], cell[order]

    def weight(self, code: Codes) -> Array:
        """Return how much there is in these texts, in nats."""
        word, owner = self._words.of(code)
        return _summed(self._rarity[word], owner, len(code))

    def shared(self, code: Codes, row: Codes, counts: Callable[[Codes, Codes], NDArray[np.bool_]]) -> Array:
        """Return how much of it a row holds, too, for each of these texts and rows, in nats.

        `counts` says, for the index of a text in `code` and a cell of its row, whether that cell is looked at.
        """
        word, owner = self._words.of(code)
        wanted = row[owner] * self._words.kinds + word
        start = np.searchsorted(self._spoken_in_row, wanted)
        place, entry = spread(start, np.searchsorted(self._spoken_in_row, wanted, side="right") - start)
        is_shared = np.zeros(len(word), dtype=bool)
        is_shared[entry[counts(owner[entry], self._cell[place])]] = True
        return _summed(self._rarity[word] * is_shared, owner, len(code))

    def _spoken(self, code: Codes, row: Codes, is_asked: NDArray[np.bool_]) -> tuple[Codes, Codes]:
        """Return what the cells of these rows hold, as a number for row and word together, and the cell of each."""
        cells = np.flatnonzero(is_asked[row])
        word, owner = self._words.of(code[cells])
        return row[cells[owner]] * self._words.kinds + word, cells[owner]


class _WordsOf:
    """The words of texts (`code`, in order), as numbers less than `kinds`: those that stand in `own` texts, too."""

    def __init__(self, texts: Texts, code: Codes, own: Codes) -> None:
        pair, owner, most = content_pairs_of(texts.normalised.take(pa.array(code)))
        vocabulary = np.unique(pair[np.isin(code, own)[owner]])
        self.kinds = max(1, len(vocabulary))
        number = np.zeros(most, dtype=np.int64)
        number[vocabulary] = np.arange(len(vocabulary)) + 1
        word = number[pair]
        owner, self._word = np.divmod(np.unique((owner * self.kinds + word - 1)[word > 0]), self.kinds)
        self._code = code
        self._start = np.searchsorted(owner, np.arange(len(code) + 1))

    def of(self, code: Codes) -> tuple[Codes, Codes]:
        """Return the words of these texts, and for each word the index of its text in `code`."""
        number = np.searchsorted(self._code, code)
        start = self._start[number]
        place, owner = spread(start, self._start[number + 1] - start)
        return self._word[place], owner


def spread(start: Codes, size: Codes) -> tuple[Codes, Codes]:
    """Return the numbers from each start on, so many of each, one behind the other; and which start each is from."""
    owner = np.repeat(np.arange(len(start)), size)
    return np.arange(len(owner)) + (start - np.cumsum(size) + size)[owner], owner


def content_pairs_of(texts: pa.StringArray) -> tuple[Codes, Codes, int]:
    """Return the content pairs of texts as numbers, the text of each, in order, and what all numbers are less than."""
    printed = texts.to_pylist()
    letters = np.frombuffer("".join(printed).encode("utf-32-le"), dtype=np.uint32)
    character = np.where(letters < CHARACTERS, letters, 0)
    owner = np.repeat(np.arange(len(printed)), np.fromiter(map(len, printed), np.int64, len(printed)))
    is_content = _IS_CONTENT[character]
    at = np.flatnonzero(is_content[:-1] & is_content[1:] & (owner[:-1] == owner[1:]))
    number = np.cumsum(np.bincount(character, minlength=CHARACTERS) > 0)
    kinds = int(number[-1]) + 1
    return number[character[at]] * kinds + number[character[at + 1]], owner[at], kinds**2


def _summed(weight: Array, owner: Codes, owners: int) -> Array:
    return np.asarray(np.bincount(owner, weights=weight, minlength=owners), dtype=np.float64)
