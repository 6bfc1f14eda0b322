"""Rates that are reckoned from figures beside them, where another column judges: 達成率 beside 判定."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.columns.evidence.contents import CONTENTS, contents
from pipeline.columns.evidence.measured import Column
from pipeline.contracts.names import FIELDS
from pipeline.values.text import is_blank, normalise

# Nearly all texts of a column are marks, or rates.
_NEARLY_ALL = 0.8
_MARKS = ("letter_mark", "shape_mark", "result_word", "state_word")
_RATES = ("percent", "fraction")
# Words that judge are few and short, and stand in many rows.
_MOST_WORDS, _LONGEST_WORD, _FEWEST_TEXTS = 8, 10, 10
_JUDGING = ("achievement", "assessment", "progress", "rater")


def judged_by_marks(logits: NDArray[np.float64], columns: Sequence[Column]) -> NDArray[np.float64]:
    """Return the log-odds of columns (columns, FIELDS), those of a rate turned from the rating to an attribute where
    the table prints target and actual, from which it follows, and marks that judge them."""
    meanings = {column.words.last for column in columns}
    if not {"target", "actual"} <= meanings:
        return logits
    told = [column for column in columns if column.words.last in _JUDGING]
    if not any(are_marks(column) for column in told):
        return logits
    rating, kept = FIELDS.index("achievement"), FIELDS.index("attribute")
    turned = logits.copy()
    for index, column in enumerate(columns):
        if column.words.last == "achievement" and column.registered is None and are_rates(column):
            turned[index, [rating, kept]] = logits[index, [kept, rating]]
    return turned


def are_rates(column: Column) -> bool:
    """Say whether a column holds rates and hardly anything else."""
    return _share(column, _RATES) >= _NEARLY_ALL


def are_scores(column: Column) -> bool:
    """Say whether a column holds small numbers and hardly anything else: marks where its heading says so."""
    return _share(column, ("digit_mark",)) >= _NEARLY_ALL


def are_marks(column: Column) -> bool:
    """Say whether a column judges: by marks, or by a few short words of its own (要改善, 判定不能)."""
    if _share(column, _MARKS) >= _NEARLY_ALL:
        return True
    printed = [normalise(text) for text in column.texts if not is_blank(text)]
    words = {text for text in printed if not any(letter.isdigit() for letter in text)}
    is_few = len(words) <= _MOST_WORDS and len(printed) >= _FEWEST_TEXTS
    return is_few and set(printed) == words and max(map(len, words)) <= _LONGEST_WORD


def _share(column: Column, names: Sequence[str]) -> float:
    found = contents(column.texts)
    return float(sum(found[CONTENTS.index(name)] for name in names))
