"""Texts of another measure's row, printed over or between the cells of this one. How likely, from what they speak of.

A text belongs where it shares its words with the rest of the row. Words of the whole document count little, rare ones
much: each weighs as many nats as it is rare, so that the difference between two rows is a log-likelihood ratio.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.placement.alignment import Array
from pipeline.placement.texts import Codes, Texts
from pipeline.values.likeness import content_pairs

# How many nats a text's words must fit the other row better than this one, and the log-odds that it is a stranger then:
# counted on the labelled rows and on generated ones, among texts that stand word for word in rows of two measures.
GAINS = (0.0, 3.0, 6.0, 10.0, 15.0)
LOG_ODDS = (-4.5, -1.2, 0.3, 1.3, 2.0)
# A text whose words stand in its row to this share belongs there, whatever other row it fits.
_AT_HOME = 0.3
# Shorter texts are standing phrases; a sentence of more rows is everybody's.
_SHORTEST, _MOST_ROWS = 14, 4
# Rows of another name that share more of their sentences than this are relatives, as a measure is that was renamed.
_RELATED = 0.4
# A short neighbour that equals that of the original may do so by chance.
_SHORT_COMPANY = 0.0
# So many rows tell which words are rare; a small table is taken for a part of one this much larger.
_ROWS_COUNTED, _ROWS_UNSEEN = 150, 10


@dataclass(frozen=True)
class Cells:
    """The cells of a document row after row, as a first pass reads them: their texts (`code`), rows, the measures of
    their rows (equal numbers: the same name) and whether they belong to a year. All of shape (cells)."""

    code: Codes
    row: Codes
    measure: Codes
    is_yearly: NDArray[np.bool_]


def stranger_log_odds(texts: Texts, cells: Cells) -> Array:
    """Return the log-odds per cell that it is a text of another measure; −∞ where nothing speaks for it.

    Asked about are sentences of a year that stand in rows of two measures. A cell beside a stranger that stands beside
    its original has come with it.
    """
    found = np.full(len(cells.code), -np.inf)
    pairs = list(_copies(texts, cells))
    if not pairs:
        return found
    rows = _Rows(texts, cells)
    for here, there in pairs:
        if (odds := rows.log_odds(here, there)) > LOG_ODDS[0]:
            for cell, most in ((here, odds), *_company_of(texts, cells, here, there)):
                found[cell] = max(found[cell], min(odds, most))
    return found


def _copies(texts: Texts, cells: Cells) -> Iterator[tuple[int, int]]:
    """Yield each two cells of different measures that hold the same sentence of a year, in both orders."""
    is_asked = cells.is_yearly & (texts.length >= _SHORTEST)[cells.code]
    asked = np.flatnonzero(is_asked)
    frame = pd.DataFrame({"cell": asked, "row": cells.row[asked]})
    frame["sentence"] = texts.sentence[cells.code[asked]]
    frame["wording"] = texts.wording[cells.code[asked]]
    rows_with = frame.drop_duplicates(["wording", "row"])["wording"].value_counts()
    frame = frame[frame["wording"].map(rows_with).between(2, _MOST_ROWS)]
    copies: dict[int, list[int]] = {}
    for sentence, cell in zip(frame["sentence"].tolist(), frame["cell"].tolist(), strict=True):
        copies.setdefault(sentence, []).append(cell)
    for group in copies.values():
        for here, there in permutations(group, 2):
            if cells.measure[here] != cells.measure[there] and cells.row[here] != cells.row[there]:
                yield here, there


class _Rows:
    """The rows of a document by what they speak of."""

    def __init__(self, texts: Texts, cells: Cells) -> None:
        self._texts, self._cells = texts, cells
        starts = np.flatnonzero(np.diff(cells.row, prepend=-1))
        rows = np.split(np.arange(len(cells.row)), starts[1:])
        self._members = dict(zip(cells.row[starts].tolist(), rows, strict=True))

    def log_odds(self, here: int, there: int) -> float:
        """Return the log-odds that the text of a cell belongs to the row of its copy rather than to its own."""
        if self._is_repeated(here) or self._are_related(here, there):
            return LOG_ODDS[0]
        own = content_pairs(self._text(here))
        at_home, elsewhere = (self._weight(self._around(*two) & own) for two in ((here, there), (there, here)))
        if at_home > _AT_HOME * self._weight(own):
            return LOG_ODDS[0]
        return float(np.interp(elsewhere - at_home, GAINS, LOG_ODDS))

    def _text(self, cell: int) -> str:
        return self._texts.distinct[int(self._cells.code[cell])]

    def _codes(self, cell: int) -> Codes:
        codes: Codes = self._cells.code[self._members[int(self._cells.row[cell])]]
        return codes

    def _is_repeated(self, here: int) -> bool:
        """Say whether the row says the same in another year, too: then it is its own way of speaking."""
        return (
            int((self._texts.beginning[self._codes(here)] == self._texts.beginning[self._cells.code[here]]).sum()) > 1
        )

    def _are_related(self, here: int, there: int) -> bool:
        own = self._codes(here)
        sentences = self._texts.sentence[own[self._texts.length[own] >= _SHORTEST]]
        return bool(_is_in(sentences, self._texts.sentence[self._codes(there)]).mean() > _RELATED)

    def _around(self, cell: int, other: int) -> frozenset[str]:
        """Return the words of a cell's row, but for cells that the other row holds, too, or that begin or end alike."""
        code, texts = self._cells.code[cell], self._texts
        around = self._codes(cell)
        is_shared = _is_in(texts.sentence[around], texts.sentence[self._codes(other)])
        is_the_same = (texts.beginning[around] == texts.beginning[code]) | (texts.ending[around] == texts.ending[code])
        return _words(texts, around[~is_shared & ~is_the_same])

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._rarity.get(word, self._most) for word in words)

    @cached_property
    def _most(self) -> float:
        return float(np.log((self._counted + _ROWS_UNSEEN) / 0.5))

    @property
    def _counted(self) -> int:
        return min(len(self._members), _ROWS_COUNTED)

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        rows = list(self._members.values())
        counted = [rows[i] for i in np.linspace(0, len(rows) - 1, self._counted).astype(int)]
        counts = Counter(word for row in counted for word in _words(self._texts, self._cells.code[row]))
        return {word: float(np.log((self._counted + _ROWS_UNSEEN) / (count + 0.5))) for word, count in counts.items()}


def _is_in(codes: Codes, others: Codes) -> NDArray[np.bool_]:
    """Do what `np.isin` does, faster for a row's few cells."""
    return np.asarray((codes[:, None] == others).any(axis=1))


def _words(texts: Texts, codes: Sequence[int] | Codes) -> frozenset[str]:
    return frozenset().union(*(content_pairs(texts.distinct[int(code)]) for code in codes))


def _company_of(texts: Texts, cells: Cells, here: int, there: int) -> Iterator[tuple[int, float]]:
    """Yield the neighbours of a stranger that equal those of its original, with the most that can be said of each."""
    for step in (-1, 1):
        i, k = here + step, there + step
        while _is_same_pair(texts, cells, (i, k), (here, there)):
            yield i, np.inf if texts.length[cells.code[i]] >= _SHORTEST else _SHORT_COMPANY
            i, k = i + step, k + step


def _is_same_pair(texts: Texts, cells: Cells, pair: tuple[int, int], origin: tuple[int, int]) -> bool:
    if not 0 <= min(pair) <= max(pair) < len(cells.code):
        return False
    is_in_rows = all(cells.row[i] == cells.row[k] for i, k in zip(pair, origin, strict=True))
    code = cells.code[pair[0]]
    is_equal = code == cells.code[pair[1]] and not texts.is_blank[code]
    return bool(is_in_rows and is_equal and cells.is_yearly[pair[0]])
