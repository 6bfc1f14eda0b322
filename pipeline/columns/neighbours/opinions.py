"""Who speaks in a column: words about a result that a body other than the section says, and what a measure is for."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.columns.evidence.measured import Column
from pipeline.contracts.names import FIELDS
from pipeline.values.text import normalise

# Bodies that look at what the sections report: committees, headquarters, assemblies, those outside.
_OTHERS = re.compile(
    r"(?:委員会?|審議会|協議会|会議|懇話会|部会|本部|議会|監査|外部|第三者|有識者|学識経験者|市民|町民|住民)"
)
_OPINION = re.compile(r"(?:意見|コメント|所見|講評|提言|助言|指摘)(?:等|事項|内容)?$")
# In nats: where the section itself explains its result, an opinion of others is kept under its heading.
_GIVES_WAY = 6.0
# What a measure is for (ねらい, 目的) is planned for no year, however it is worded.
_AIM = re.compile(r"(?:ねらい|狙い|目的|趣旨)(?:等)?$")
_NO_PLAN = 5.0


def is_said_by_others(heading: str) -> bool:
    """Say whether a heading asks for the opinion of a body that looks at what sections report."""
    text = "".join(normalise(heading.rpartition(" / ")[2]).split())
    return bool(_OPINION.search(text) and _OTHERS.search(text))


def heard(logits: NDArray[np.float64], columns: Sequence[Column]) -> NDArray[np.float64]:
    """Return the log-odds of columns (columns, FIELDS), those of opinions of others turned towards attributes where
    other words explain the result, and those of aims away from plans."""
    turned = logits.copy()
    evaluation, kept, plan = (FIELDS.index(field) for field in ("evaluation", "attribute", "plan"))
    others = [index for index, column in enumerate(columns) if is_said_by_others(column.heading)]
    explains = any(column.words.last == "evaluation" and index not in others for index, column in enumerate(columns))
    for index in others if explains else ():
        turned[index, [evaluation, plan]] -= _GIVES_WAY
        turned[index, kept] += _GIVES_WAY
    for index, column in enumerate(columns):
        if _AIM.search(normalise(column.heading)) and column.year.own is None and column.registered is None:
            turned[index, plan] -= _NO_PLAN
    return turned
