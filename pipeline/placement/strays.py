"""Cells that belong nowhere: doubles, and strangers from another measure's row. How likely, before any alignment.

The odds are counted on the labelled rows of tests/data and rounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

import numpy as np

from pipeline.placement.alignment import Array
from pipeline.placement.texts import Codes, Texts
from pipeline.values.likeness import content_pairs
from pipeline.values.text import normalise

# Of 1,969 printed cells 61 belong nowhere; a blank is padding in about one of four places.
ANY, BLANK = 0.01, 0.3
# Two equal texts nearer than the heading puts two columns of one field: of two neighbours the second is a double in
# three of four cases, and in half of the cases one of two with a cell between them. Short phrases are repeated for good
# reason more often.
NEXT_TO_ITS_LIKE, NEAR_ITS_LIKE, SHORT_NEAR_ITS_LIKE = 1.5, 0.5, 0.1
_SHORT = 15
# A cell behind a stray is one itself in a third of the cases.
IN_COMPANY = 0.5
# A text that stands word for word in another row, where it shares far more words with its surroundings, is a stranger
# in four of five cases. It was printed over the cell that belonged there, so that one is lost for free.
STRANGER = 4.0 / 0.04
_SENTENCE, _FEWEST_PAIRS, _FAR, _CLOSE, _MOST_PASTED = 20, 8, 0.25, 0.5, 0.4
# A sentence of more rows is everybody's; the bound also keeps the work linear in the number of rows.
_MOST_ROWS = 4


def stray_odds(texts: Texts, code: Codes, field_distance: int) -> Array:
    """Return the odds that a cell belongs nowhere, (cells, rows), as far as its row itself tells.

    `code` (cells, rows) names the texts (−1: no such cell); `field_distance`: the fewest columns between two of one
    field in the heading (status, evaluation, status: 2).
    """
    phrase = ((texts.length < _SHORT) & ~texts.begins_with_digit)[code]
    is_next, is_near = np.zeros(code.shape, dtype=bool), np.zeros(code.shape, dtype=bool)
    is_next[1:] = code[1:] == code[:-1]
    for distance in range(2, field_distance):
        is_equal = code[distance:] == code[:-distance]
        is_near[distance:] |= is_equal
        is_near[:-distance] |= is_equal
    odds = np.where(is_next, np.where(phrase, SHORT_NEAR_ITS_LIKE, NEXT_TO_ITS_LIKE), ANY)
    odds = np.where(is_near & ~is_next, np.where(phrase, SHORT_NEAR_ITS_LIKE, NEAR_ITS_LIKE), odds)
    odds[texts.is_dash[code]] = ANY
    odds[texts.is_blank[code]] = BLANK
    return odds


def company(log_odds: Array) -> Array:
    """Return what two strays in a row gain, (cells − 1, rows): up to the odds of a cell behind a stray."""
    return np.maximum(0.0, np.log(IN_COMPANY) - np.maximum(log_odds[1:], log_odds[:-1]))


@dataclass(frozen=True)
class Cells:
    """The cells of a document row by row, as a first pass reads them: their lines, their lines' measures, which of them
    are yearly, and the rows in which nothing is lost."""

    texts: Sequence[str]
    rows: Sequence[int]
    measures: Mapping[int, str]
    is_yearly: Sequence[bool]
    complete_rows: frozenset[int] = frozenset()


def strangers(cells: Cells) -> set[int]:
    """Return the indices of texts that stand word for word in another measure's row and belong there rather than here.

    A text belongs where it shares its words with the rest of the row; two rows that it fits about equally well leave
    it where it is, and a row in which nothing is lost holds no stranger. A cell beside a stranger that stands beside
    its original has come with it.
    """
    rows = {row: _Row(cells, members) for row, members in _cells_by_row(cells).items()}
    copies: dict[str, list[int]] = {}
    for row in rows.values():
        for index in row.sentences:
            copies.setdefault(_start(cells.texts[index]), []).append(index)
    found: set[int] = set()
    for group in copies.values():
        if not 2 <= len({cells.rows[i] for i in group}) <= _MOST_ROWS:
            continue
        for here, there in permutations(group, 2):
            is_open = cells.rows[here] not in cells.complete_rows and cells.rows[here] != cells.rows[there]
            if is_open and _is_stranger(cells, here, there, rows[cells.rows[here]], rows[cells.rows[there]]):
                found |= {here, *_company_of(cells, here, there)}
    return found


class _Row:
    """The cells of one row: those that are sentences of a year, and how all of them begin."""

    def __init__(self, cells: Cells, members: Sequence[int]) -> None:
        self.members = members
        self.sentences = [i for i in members if cells.is_yearly[i] and len(cells.texts[i]) >= _SENTENCE]
        self.own = frozenset(_start(cells.texts[i]) for i in self.sentences)
        self.starts = frozenset(_start(cells.texts[i]) for i in members)


def _is_stranger(cells: Cells, here: int, there: int, row: _Row, other: _Row) -> bool:
    """Rows of another name that share much of their text are relatives, as a measure is that was renamed."""
    if cells.measures[cells.rows[here]] == cells.measures[cells.rows[there]]:
        return False
    if (
        len(row.own & other.starts) > _MOST_PASTED * len(row.own)
        or len(content_pairs(cells.texts[here])) < _FEWEST_PAIRS
    ):
        return False
    return _fit(cells, here, row, other) < _FAR and _fit(cells, there, other, row) > _CLOSE


def _fit(cells: Cells, index: int, row: _Row, other: _Row) -> float:
    """Return the share of a text's words that its row holds in cells the other row does not hold, too."""
    own = content_pairs(cells.texts[index])
    around: set[str] = set()
    for i in row.members:
        if _start(cells.texts[i]) not in other.starts:
            around |= content_pairs(cells.texts[i]) & own
    return len(around) / len(own) if own else 1.0


def _company_of(cells: Cells, here: int, there: int) -> set[int]:
    """Return the neighbours of a stranger that equal those of its original."""
    found: set[int] = set()
    for step in (-1, 1):
        i, k = here + step, there + step
        while _is_same_pair(cells, i, k, here, there):
            found.add(i)
            i, k = i + step, k + step
    return found


def _is_same_pair(cells: Cells, i: int, k: int, here: int, there: int) -> bool:
    if not (min(i, k) >= 0 and max(i, k) < len(cells.texts)):
        return False
    is_in_rows = cells.rows[i] == cells.rows[here] and cells.rows[k] == cells.rows[there]
    is_equal = cells.texts[i] == cells.texts[k] and bool(cells.texts[i].strip())
    return is_in_rows and is_equal and cells.is_yearly[i]


def _cells_by_row(cells: Cells) -> dict[int, list[int]]:
    by_row: dict[int, list[int]] = {}
    for index, row in enumerate(cells.rows):
        by_row.setdefault(row, []).append(index)
    return by_row


@lru_cache(maxsize=20_000)
def _start(text: str) -> str:
    return normalise(text)[:_SENTENCE]
