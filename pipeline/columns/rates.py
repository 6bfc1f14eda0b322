"""Rates that are reckoned from figures beside them, where another column judges: 達成率 beside 判定."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.columns.evidence.contents import CONTENTS, contents
from pipeline.columns.evidence.measured import Column
from pipeline.contracts.names import FIELDS

# Nearly all texts of a column are marks, or rates.
_NEARLY_ALL = 0.8
_MARKS = ("letter_mark", "shape_mark", "result_word", "state_word")
_RATES = ("percent", "fraction")
_JUDGING = ("achievement", "assessment", "rater")


def judged_by_marks(logits: NDArray[np.float64], columns: Sequence[Column]) -> NDArray[np.float64]:
    """Return the log-odds of columns (columns, FIELDS), those of a rate turned from the rating to an attribute where
    the table prints target and actual, from which it follows, and marks that judge them."""
    meanings = {column.words.last for column in columns}
    if not {"target", "actual"} <= meanings:
        return logits
    told = [column for column in columns if column.words.last in _JUDGING]
    if not any(_share(column, _MARKS) >= _NEARLY_ALL for column in told):
        return logits
    rating, kept = FIELDS.index("achievement"), FIELDS.index("attribute")
    turned = logits.copy()
    for index, column in enumerate(columns):
        if column.words.last == "achievement" and column.registered is None and _share(column, _RATES) >= _NEARLY_ALL:
            turned[index, [rating, kept]] = logits[index, [kept, rating]]
    return turned


def _share(column: Column, names: Sequence[str]) -> float:
    found = contents(column.texts)
    return float(sum(found[CONTENTS.index(name)] for name in names))
