"""Texts of another measure's row, printed over or between the cells of this one. How likely, from what they speak of.

A text belongs where it shares its words with the rest of the row. Words of the whole document count little, rare ones
much: each weighs as many nats as it is rare, so that the difference between two rows is a log-likelihood ratio.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, permutations
from typing import NamedTuple

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
_SHORTEST, _MOST_ROWS = 14, 3
# A misread character leaves nine of ten words of a copy as they are; a sentence that goes on differently is no copy.
_COPY = 0.9
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
    """Yield each two cells of different measures that hold the same sentence of a year, in both orders.

    What the first of them says must be said in its row once: in two years, it is the row's own.
    """
    is_asked = cells.is_yearly & (texts.length >= _SHORTEST)[cells.code]
    asked = np.flatnonzero(is_asked)
    frame = pd.DataFrame({"cell": asked, "row": cells.row[asked]})
    frame["sentence"] = texts.sentence[cells.code[asked]]
    frame["wording"] = texts.wording[cells.code[asked]]
    for stem in ("wording", "sentence"):
        rows_with = frame.drop_duplicates([stem, "row"])[stem].value_counts()
        frame = frame[frame[stem].map(rows_with) <= _MOST_ROWS]
    is_single, measures, rows = _said_once(texts, cells), cells.measure.tolist(), cells.row.tolist()
    copies: dict[int, list[int]] = {}
    for sentence, cell in zip(frame["sentence"].tolist(), frame["cell"].tolist(), strict=True):
        copies.setdefault(sentence, []).append(cell)
    for group in copies.values():
        for here, there in permutations(group, 2):
            if is_single[here] and measures[here] != measures[there] and rows[here] != rows[there]:
                yield here, there


def _said_once(texts: Texts, cells: Cells) -> list[bool]:
    """Say of each cell whether no other of its row begins like it."""
    beginning = texts.beginning[cells.code]
    _, group, count = np.unique(
        cells.row * (int(beginning.max(initial=0)) + 2) + beginning + 1, return_inverse=True, return_counts=True
    )
    is_single: list[bool] = (count[group] == 1).tolist()
    return is_single


class _Told(NamedTuple):
    """A cell as it is compared: how it begins, three ways, how it ends, and the code of its text."""

    sentence: int
    beginning: int
    ending: int
    code: int


@dataclass(frozen=True)
class _Row:
    """The cells of a row, and how its sentences begin."""

    cells: tuple[_Told, ...]
    sentences: frozenset[int]


class _Rows:
    """The rows of a document by what they speak of; each is looked at when a cell of it comes into question."""

    def __init__(self, texts: Texts, cells: Cells) -> None:
        self._texts, self._row_of = texts, cells.row.tolist()
        columns = (texts.sentence[cells.code], texts.beginning[cells.code], texts.ending[cells.code], cells.code)
        self._told = list(map(_Told._make, zip(*(column.tolist() for column in columns), strict=True)))
        starts = np.flatnonzero(np.diff(cells.row, prepend=-1))
        self._span = dict(zip(cells.row[starts].tolist(), pairwise([*starts.tolist(), len(cells.row)]), strict=True))
        self._rows: dict[int, _Row] = {}

    def log_odds(self, here: int, there: int) -> float:
        """Return the log-odds that the text of a cell belongs to the row of its copy rather than to its own."""
        row, other, told = self._row(here), self._row(there), self._told[here]
        if len(row.sentences & other.sentences) > _RELATED * len(row.sentences):
            return LOG_ODDS[0]
        own, copy = self._pairs(told.code), self._pairs(self._told[there].code)
        if len(own & copy) < _COPY * max(len(own), len(copy)):
            return LOG_ODDS[0]
        at_home = self._weight(self._shared(own, told, row, other))
        if at_home > _AT_HOME * self._weight(own):
            return LOG_ODDS[0]
        elsewhere = self._weight(self._shared(own, told, other, row))
        return float(np.interp(elsewhere - at_home, GAINS, LOG_ODDS))

    def _row(self, cell: int) -> _Row:
        number = self._row_of[cell]
        if number not in self._rows:
            cells = tuple(self._told[slice(*self._span[number])])
            long = frozenset(told.sentence for told in cells if self._lengths[told.code] >= _SHORTEST)
            self._rows[number] = _Row(cells, long)
        return self._rows[number]

    def _shared(self, own: frozenset[str], told: _Told, row: _Row, other: _Row) -> set[str]:
        """Return the words of a text that a row holds, too, but for cells that the other row holds as well, and for
        those that begin or end like it: they say the same in each year."""
        found: set[str] = set()
        for cell in row.cells:
            if cell.sentence not in other.sentences and cell.beginning != told.beginning and cell.ending != told.ending:
                found |= own & self._pairs(cell.code)
        return found

    def _pairs(self, code: int) -> frozenset[str]:
        return content_pairs(self._texts.distinct[code])

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._rarity.get(word, self._most) for word in words)

    @cached_property
    def _lengths(self) -> list[int]:
        return self._texts.length.tolist()

    @cached_property
    def _most(self) -> float:
        return float(np.log((self._counted + _ROWS_UNSEEN) / 0.5))

    @property
    def _counted(self) -> int:
        return min(len(self._span), _ROWS_COUNTED)

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        spans = list(self._span.values())
        counted = [spans[i] for i in np.linspace(0, len(spans) - 1, self._counted).astype(int)]
        words = (frozenset().union(*(self._pairs(t.code) for t in self._told[slice(*span)])) for span in counted)
        counts = Counter(word for row in words for word in row)
        return {word: float(np.log((self._counted + _ROWS_UNSEEN) / (count + 0.5))) for word, count in counts.items()}


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
