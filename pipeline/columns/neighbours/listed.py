"""Columns that their heading, contents and neighbours together make a mark of something: kept under their heading.

A heading that lists what may stand below it (ハード／ソフト, 新規・継続) asks for one of these. Ticks side by side
under one label (取組主体: 行政, 市民) say who takes part. 新規 tells what a measure is, not whether it goes on.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from pipeline.columns.evidence.contents import PATTERNS
from pipeline.columns.evidence.measured import Column
from pipeline.columns.evidence.words import ROW_MARK
from pipeline.columns.neighbours.choices import CHOSEN, is_tick
from pipeline.contracts.names import FIELDS
from pipeline.values.text import normalise

# What each of them is worth, in nats: as much as a word that says so.
_TOLD = 4.0
_LISTING = re.compile(r"[・/／、,，･|｜]|または|又は|or")
_BRACKETS = re.compile(r"[()（）\[\]【】]")
# A list of these may be a rating or a direction as well.
_JUDGING = [re.compile(PATTERNS[name]) for name in ("state_word", "rating_word", "result_word", "direction_word")]
_NEW = frozenset({"新規", "新", "新規事業"})
_NEARLY_ALL, _FEWEST_TEXTS, _FEWEST_NEW = 0.9, 3, 2
# Without a label above them, two columns of ticks may be 再掲 beside another mark.
_FEWEST_TICKED, _FEWEST_UNDER_LABEL = 3, 2


def kept_as_marks(columns: Sequence[Column]) -> NDArray[np.float64]:
    """Return what speaks for an attribute and against ratings and directions, in nats (columns, FIELDS)."""
    gains = np.zeros((len(columns), len(FIELDS)))
    chosen = [FIELDS.index(field) for field in CHOSEN]
    listed = {index for index, column in enumerate(columns) if _lists_its_texts(column)}
    for index in listed | set(_ticked_together(columns)):
        gains[index, FIELDS.index("attribute")] = _TOLD
    for index, column in enumerate(columns):
        if _is_said_of_new(column):
            gains[index, chosen] -= _TOLD
    return gains


def _lists_its_texts(column: Column) -> bool:
    """Say whether a heading lists the texts that stand below it, or how they begin (新・継 for 新規・継続)."""
    lowest = _BRACKETS.sub(" ", normalise(column.heading.rpartition(ROW_MARK)[2]))
    parts = [part for part in (part.strip() for part in _LISTING.split(lowest)) if part]
    texts = _printed(column)
    if len(parts) < 2 or len(texts) < _FEWEST_TEXTS:
        return False
    named = [text for text in texts if any(text == part or part.startswith(text) for part in parts)]
    is_judging = all(any(word.fullmatch(text) for word in _JUDGING) for text in set(named)) and not _NEW & set(named)
    return len(named) >= _NEARLY_ALL * len(texts) and not is_judging


def _is_said_of_new(column: Column) -> bool:
    """Say whether texts call measures new: what is to come of a measure is told of one that there is."""
    texts = _printed(column)
    return column.words.last != "direction" and sum(text in _NEW for text in texts) >= _FEWEST_NEW


def _ticked_together(columns: Sequence[Column]) -> Iterator[int]:
    """Yield the columns of a run in which nothing but ticks stands, none of which is headed as a mark of its own."""
    for (_, is_ticked), run in groupby(enumerate(columns), key=lambda one: (_label(one[1]), _holds_ticks(one[1]))):
        members = list(run)
        least = _FEWEST_UNDER_LABEL if _label(members[0][1]) else _FEWEST_TICKED
        if is_ticked and len(members) >= least:
            yield from (index for index, _ in members)


def _label(column: Column) -> str:
    return column.heading.rpartition(ROW_MARK)[0]


def _holds_ticks(column: Column) -> bool:
    texts = _printed(column)
    is_marked = column.words.last in ("reprise", "achievement", "assessment") or column.registered is not None
    return bool(texts) and not is_marked and len(set(texts)) == 1 and is_tick(texts[0])


def _printed(column: Column) -> list[str]:
    return [text for text in map(normalise, column.texts) if text]
