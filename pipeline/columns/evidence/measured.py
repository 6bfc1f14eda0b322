"""Evidence about the columns of a table: words of the heading, contents, place and neighbours, as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.columns.evidence.contents import CONTENTS, contents
from pipeline.columns.evidence.words import Words, declared_meanings, read_words
from pipeline.columns.years.column_years import ColumnYear

MEANINGS = tuple(declared_meanings())
# A word that is only alike says less than one that is as declared.
_ALIKE = 0.6
_PLACES = ("first", "second", "left", "middle", "right", "last")
_YEARS = ("year_in_heading", "year_of_group", "year_in_words")
EVIDENCE = (
    *(f"ends_in_{meaning}" for meaning in MEANINGS),
    *(f"has_{meaning}" for meaning in MEANINGS),
    "unknown_heading",
    "no_heading",
    *(f"contents_{name}" for name in CONTENTS),
    *(f"place_{name}" for name in _PLACES),
    *_YEARS,
    *(f"after_{meaning}" for meaning in MEANINGS),
    *(f"before_{meaning}" for meaning in MEANINGS),
)


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, what that says of the year, its texts, top to bottom, the field that its
    heading is registered for (seeds/headings.csv), and the number of its cell."""

    heading: str
    year: ColumnYear
    texts: Sequence[str]
    registered: str | None = None
    cell_no: int = 0

    @property
    def words(self) -> Words:
        """Return what the heading's words mean; of a registered heading, what it is registered as."""
        return read_words(self.heading) if self.registered not in MEANINGS else Words(self.registered)


def evidence(columns: Sequence[Column]) -> NDArray[np.float64]:
    """Return the evidence about each column of a table: (columns, EVIDENCE), from 0 to 1."""
    words = [column.words for column in columns]
    rows = []
    for index, column in enumerate(columns):
        before = words[index - 1] if index else Words()
        after = words[index + 1] if index + 1 < len(words) else Words()
        rows.append(
            np.concatenate(
                [
                    _one_hot(words[index]),
                    _has(words[index]),
                    [float(bool(column.heading) and words[index].last is None), float(not column.heading)],
                    contents(column.texts),
                    _place(index, len(columns)),
                    _year(column.year),
                    _one_hot(before),
                    _one_hot(after),
                ]
            )
        )
    return np.array(rows).reshape(len(columns), len(EVIDENCE))


def _one_hot(words: Words) -> NDArray[np.float64]:
    weight = 1.0 if words.is_exact else _ALIKE
    return np.array([weight * (words.last == meaning) for meaning in MEANINGS])


def _has(words: Words) -> NDArray[np.float64]:
    return np.array([float(meaning in words.others) for meaning in MEANINGS])


def _place(index: int, count: int) -> list[float]:
    share = index / max(1, count - 1)
    return [
        float(index == 0),
        float(index == 1),
        float(share < 1 / 3),
        float(1 / 3 <= share < 2 / 3),
        float(share >= 2 / 3),
        float(index == count - 1),
    ]


def _year(year: ColumnYear) -> list[float]:
    return [
        float(year.own is not None and not year.is_of_group),
        float(year.own is not None and year.is_of_group),
        float(year.relative is not None),
    ]
