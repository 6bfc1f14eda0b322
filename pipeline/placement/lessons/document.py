"""What a first pass over a document teaches, for the second: one `Lesson` per batch.

How likely an undamaged row is, what its blocks lose, what its texts are like, which belong to other rows, how often
its columns are left blank, which cells may be two.
"""

from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.placement.alignment.batches import Batch, is_positional, log_odds
from pipeline.placement.alignment.blanks import blank_scores, is_within
from pipeline.placement.alignment.pair_hmm import Alignment, Array
from pipeline.placement.evidence.scoring import FIELDS
from pipeline.placement.evidence.texts import Codes
from pipeline.placement.lessons.descriptions import description_lost, descriptions_held
from pipeline.placement.lessons.habits import (
    PlacedTexts,
    field_likeness,
    listing_likeness,
    lost_by_block,
    row_likeness,
    summed_by_text,
)
from pipeline.placement.lessons.learning import Learnt, learn
from pipeline.placement.lessons.merging import Halves, in_question
from pipeline.placement.lessons.names import name_scores
from pipeline.placement.lessons.strangers import Cells, stranger_log_odds
from pipeline.placement.slots import Place, Slot, field_distance
from pipeline.values.text import comparison_key

# How much likelier a row is to be undamaged than a chance run of matches, in nats: ties go to the reading by position.
UNDAMAGED = 1.5
# How many rows the prior weighs against the rows of a block when a block teaches its own habits.
PRIOR_ROWS = 6.0
# Fields of which each year's text resembles the others' of its row; how much of the likeness counts, for the document's
# recurring sentences tell partly the same; and from how many characters on.
LIKE_EACH_OTHER = ("plan", "status", "evaluation")
ROW_LIKENESS = 0.8
_SHORTEST_SENTENCE = 8
# The years' cells begin at most so many cells before their column: optional columns count, and cells are lost.
_MOST_SHIFT = 7


@dataclass(frozen=True)
class Lesson:
    """What is known of a batch of rows after the first pass.

    `lost` (slots, rows): log-odds that a slot has no cell; `likeness` (cells, slots, rows): what the likeness of a text
    to others adds to its score; `strangers` (cells, rows): log-odds that a text is another measure's; `undamaged`:
    log-odds that a row is as it should be printed; `blanks` (FIELDS): what a blank within a row scores; `halves`: the
    texts that may be two.
    """

    first: Alignment
    lost: Array
    likeness: Array
    strangers: Array
    undamaged: float
    blanks: Array
    halves: Halves


def lessons_of(batches: list[Batch], first: list[Alignment], weights: pd.DataFrame) -> list[Lesson]:
    """Return the lesson for each batch of a document; `first` are its alignments by general knowledge."""
    learnt, likeness = _likeness(batches, first)
    undamaged, blanks = _undamaged(batches, first), _blanks(batches, first)
    codes = [in_question(batch.code, batch.slots, alignment) for batch, alignment in zip(batches, first, strict=True)]
    halves = Halves.of(batches[0].texts, np.unique(np.concatenate(codes)), weights, learnt)
    by_batch = zip(first, _lost(batches, first), likeness, _strangers(batches, first), strict=True)
    return [Lesson(*of_batch, undamaged, blanks, halves) for of_batch in by_batch]


def _blanks(batches: list[Batch], first: list[Alignment]) -> Array:
    parts = (
        (batch.slots, alignment.match, is_within(batch.texts, batch.code))
        for batch, alignment in zip(batches, first, strict=True)
    )
    return blank_scores(parts, batches[0].general[-1])  # the last text is a blank


def _undamaged(batches: list[Batch], first: list[Alignment]) -> float:
    """Return the log-odds that a row is as it should be printed: at least `UNDAMAGED`, more where most rows are."""
    likeliest = [np.where(a.surplus > a.match.max(axis=1), -1, a.match.argmax(axis=1)) for a in first]
    clean = sum(int(is_positional(batch, slot).sum()) for batch, slot in zip(batches, likeliest, strict=True))
    damaged = sum(len(batch.lines) for batch in batches) - clean
    return UNDAMAGED + max(0.0, float(np.log((clean + 1) / (damaged + 1))))


def _lost(batches: list[Batch], first: list[Alignment]) -> list[Array]:
    """Return per batch the log-odds that slots have no cell, (slots, rows), as each row's block and description tell.

    Batches of one heading share their blocks.
    """
    found: list[Array] = []
    for _, group in groupby(zip(batches, first, strict=True), key=lambda pair: pair[0].slots):
        parts, alignments = zip(*group, strict=True)
        blocks = [line.block_no for part in parts for line in part.lines]
        lost = np.concatenate([alignment.lost for alignment in alignments], axis=1)
        learnt = lost_by_block(blocks, lost, parts[0].lost_prior, PRIOR_ROWS)
        held = [
            descriptions_held(part.slots, first, part.is_printed) for part, first in zip(parts, alignments, strict=True)
        ]
        told = log_odds(description_lost(parts[0].slots, np.concatenate(held, axis=1), learnt))
        found += np.split(told, np.cumsum([len(part.lines) for part in parts])[:-1], axis=1)
    return found


def _likeness(batches: list[Batch], alignments: list[Alignment]) -> tuple[Learnt, list[Array]]:
    """Return per batch what the likeness of texts, over the document and within the row, adds to each slot's score."""
    texts = batches[0].texts
    classes = sorted({slot.place for batch in batches for slot in batch.slots}, key=str)
    parts = [_printed(batch, alignment, classes) for batch, alignment in zip(batches, alignments, strict=True)]
    by_field = np.array([[float(field == name) for name in (*FIELDS, "quarantined")] for field, _ in classes])
    in_fields = [replace(part, posterior=part.posterior @ by_field) for part in parts]
    taught = summed_by_text(texts, in_fields)[:, : len(FIELDS)]
    learnt = learn(texts, taught, batches[0].general)
    written = learnt.scores(texts) + name_scores(texts, taught)
    written = np.pad(written, ((0, 0), (0, 1)))  # what has no heading is like nothing
    of_fields = (
        alike + written[part.code] for part, alike in zip(in_fields, field_likeness(texts, in_fields), strict=True)
    )
    of_classes = listing_likeness(texts, parts)
    return learnt, [
        _by_slot(batch, classes, of_field @ by_field.T + of_class) + _within_row(batch, alignment)
        for batch, alignment, of_field, of_class in zip(batches, alignments, of_fields, of_classes, strict=True)
    ]


def _printed(batch: Batch, alignment: Alignment, classes: list[Place]) -> PlacedTexts:
    """Return the printed cells of a batch, row by row, as they are placed in classes."""
    is_printed, code = batch.is_printed.T, batch.code.T
    row = np.broadcast_to(np.arange(len(code))[:, None], code.shape)
    by_slot = alignment.match.transpose(2, 0, 1)[is_printed]
    return PlacedTexts(code[is_printed], row[is_printed], by_slot @ _membership(batch.slots, classes))


def _by_slot(batch: Batch, classes: list[Place], scores: Array) -> Array:
    """Return the scores of a batch's printed cells, row by row, (printed cells, classes), as (cells, slots, rows)."""
    every = np.zeros((*batch.code.T.shape, len(classes)))
    every[batch.is_printed.T] = scores
    by_class = np.ascontiguousarray(every.transpose(1, 2, 0))
    return by_class[:, [classes.index(slot.place) for slot in batch.slots]]


def _within_row(batch: Batch, alignment: Alignment) -> Array:
    """Return what the likeness to other cells of the row adds to each slot's score: (cells, slots, rows)."""
    member = np.array([[float(slot.field == name) for name in LIKE_EACH_OTHER] for slot in batch.slots])
    first = max(next((j for j, slot in enumerate(batch.slots) if slot.fiscal_year is not None), 0) - _MOST_SHIFT, 0)
    code = batch.code[first:]
    posterior = np.stack([alignment.match[first:, column > 0].sum(axis=1) for column in member.T], axis=1)
    alike = row_likeness(batch.texts, code, posterior, field_distance(batch.slots))
    alike[np.broadcast_to((batch.texts.length[code] < _SHORTEST_SENTENCE)[:, None], alike.shape)] = 0.0
    found = np.zeros(alignment.match.shape)
    for number, column in enumerate(member.T):
        found[first:, column > 0] = ROW_LIKENESS * alike[:, number, None]
    return found


def _strangers(batches: list[Batch], alignments: list[Alignment]) -> list[Array]:
    """Return per batch the log-odds that a cell is a text of another measure, (cells, rows)."""
    parts = [_as_read(batch, alignment) for batch, alignment in zip(batches, alignments, strict=True)]
    code, row, name, yearly = (np.concatenate(column) for column in zip(*parts, strict=True))
    texts = batches[0].texts
    keys = {name: comparison_key(texts.distinct[name]) for name in np.unique(name).tolist()}
    measure = pd.factorize(pd.Series(name).map(keys))[0]
    found = stranger_log_odds(texts, Cells(code, row, measure, yearly))
    ends = np.cumsum([len(part[0]) for part in parts])[:-1]
    return [_laid_out(batch, part) for batch, part in zip(batches, np.split(found, ends), strict=True)]


def _as_read(batch: Batch, alignment: Alignment) -> tuple[Codes, Codes, Codes, NDArray[np.bool_]]:
    """Return each cell's text, row, the text of its row's measure, and whether it is of a year; row after row."""
    is_yearly = np.array([slot.fiscal_year is not None for slot in batch.slots])
    is_name = np.array([slot.field == "measure" for slot in batch.slots])
    name_at = alignment.match[:, is_name].sum(axis=1).argmax(axis=0)
    in_years = alignment.match[:, is_yearly].sum(axis=1) > 0.5
    name = np.take_along_axis(batch.code, name_at[None], axis=0)
    rows = np.array([line.line_no for line in batch.lines])
    columns = (batch.code, np.broadcast_to(rows, batch.code.shape), np.broadcast_to(name, batch.code.shape))
    is_cell = batch.code.T >= 0
    code, row, names = (column.T[is_cell] for column in columns)
    return code, row, names, in_years.T[is_cell]


def _laid_out(batch: Batch, values: Array) -> Array:
    """Return values of a batch's cells, row after row, as (cells, rows); −∞ for cells that a row does not have."""
    found = np.full(batch.code.T.shape, -np.inf)
    found[batch.code.T >= 0] = values
    return found.T


def _membership(slots: tuple[Slot, ...], classes: list[Place]) -> Array:
    return np.array([[float(slot.place == name) for name in classes] for slot in slots])
