"""The model of a document: posteriors of its measure lines, in two passes.

The first pass knows what such tables look like in general; what it teaches about this document sharpens the second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.documents.headings import HeadingField
from pipeline.documents.lines import Line
from pipeline.placement.alignment import Alignment, Array, align, mixed_with_position
from pipeline.placement.batches import Batch, batches_of, is_positional, log_odds
from pipeline.placement.habits import PlacedTexts, field_likeness, listing_likeness, lost_by_block, row_likeness
from pipeline.placement.merging import Halves, asked_pairs, covered_pairs, covering, in_question, merge_scores
from pipeline.placement.scoring import FIELDS
from pipeline.placement.scrambled import by_meaning
from pipeline.placement.slots import Place, Slot, field_distance
from pipeline.placement.strays import STRANGER, Cells, company, strangers
from pipeline.values.text import comparison_key

# How much likelier a row is to be undamaged than a chance run of matches, in nats: ties go to the reading by position.
UNDAMAGED = 1.0
# How many rows the prior weighs against the rows of a block when a block teaches its own habits.
PRIOR_ROWS = 3.0
# Fields of which each year's text resembles the others' of its row; how much of the likeness counts, for the document's
# recurring sentences tell partly the same; and from how many characters on.
LIKE_EACH_OTHER = ("plan", "status", "evaluation")
ROW_LIKENESS = 0.6
_SHORTEST_SENTENCE = 8
# The years' cells begin at most so many cells before their column: optional columns count, and cells are lost.
_MOST_SHIFT = 7


def aligned_batches(
    lines: Sequence[Line], headings: Mapping[int, Sequence[HeadingField]], weights: pd.DataFrame
) -> list[tuple[Batch, Alignment]]:
    """Return the measure lines of a document in batches, each with its posteriors."""
    batches = batches_of(lines, headings, weights)
    return list(zip(batches, _two_passes(batches, weights), strict=True)) if batches else []


def _two_passes(batches: list[Batch], weights: pd.DataFrame) -> list[Alignment]:
    """Align with general knowledge, learn the document's habits from that, and align again with both."""
    first = [align(batch.scores) for batch in batches]
    undamaged = _undamaged(batches, first)
    # In a table that is mostly as it should be, a row in which nothing is amiss holds no stranger.
    found = _strangers(batches, first, spares_complete=undamaged > UNDAMAGED)
    taught = zip(batches, first, _lost(batches, first), _likeness(batches, first), found, strict=True)
    codes = [in_question(batch.code, batch.slots, alignment) for batch, alignment in zip(batches, first, strict=True)]
    halves = Halves.of(batches[0].texts, np.unique(np.concatenate(codes)), weights)
    return [_second_pass(*lesson, undamaged, halves) for lesson in taught]


def _undamaged(batches: list[Batch], first: list[Alignment]) -> float:
    """Return the log-odds that a row is as it should be printed: at least `UNDAMAGED`, more where most rows are."""
    likeliest = [np.where(a.surplus > a.match.max(axis=1), -1, a.match.argmax(axis=1)) for a in first]
    clean = sum(int(is_positional(batch, slot).sum()) for batch, slot in zip(batches, likeliest, strict=True))
    damaged = sum(len(batch.lines) for batch in batches) - clean
    return UNDAMAGED + max(0.0, float(np.log((clean + 1) / (damaged + 1))))


def _lost(batches: list[Batch], first: list[Alignment]) -> list[Array]:
    """Return per batch what the losses of each row's block make likely, (slots, rows); batches of one heading share
    their blocks."""
    found: list[Array] = []
    for _, group in groupby(zip(batches, first, strict=True), key=lambda pair: pair[0].slots):
        parts, alignments = zip(*group, strict=True)
        blocks = [line.block_no for part in parts for line in part.lines]
        lost = np.concatenate([alignment.lost for alignment in alignments], axis=1)
        learnt = log_odds(lost_by_block(blocks, lost, parts[0].lost_prior, PRIOR_ROWS))
        found += np.split(learnt, np.cumsum([len(part.lines) for part in parts])[:-1], axis=1)
    return found


def _second_pass(
    batch: Batch,
    first: Alignment,
    lost: Array,
    likeness: Array,
    is_stranger: NDArray[np.bool_],
    undamaged: float,
    halves: Halves,
) -> Alignment:
    """Align a batch again with what the first pass over the document taught."""
    # A stranger looks like its field, wherever it is printed: what it looks like tells nothing here.
    surplus = np.where(is_stranger, np.log(STRANGER) + batch.scores.match.max(axis=1), batch.scores.surplus)
    match = np.where(is_stranger[:, None], 0.0, likeness)
    match += batch.scores.match
    pairs = [*asked_pairs(batch.slots), *covered_pairs(batch.slots)]
    merge = np.concatenate(
        [
            merge_scores(halves, batch.code, batch.slots, first, likeness),
            covering(match, batch.slots),
        ],
        axis=1,
    )
    run = company(surplus)
    taught = {"match": match, "lost": lost, "surplus": surplus, "run": run, "merge": merge}
    scores = replace(batch.scores, **taught, pairs=pairs)
    asked = [j for j, slot in enumerate(batch.slots) if not slot.is_optional]
    alignment = mixed_with_position(align(scores), scores, asked, undamaged)
    return by_meaning(alignment, scores, batch.is_printed)


def _likeness(batches: list[Batch], alignments: list[Alignment]) -> list[Array]:
    """Return per batch what the likeness of texts, over the document and within the row, adds to each slot's score."""
    texts = batches[0].texts
    classes = sorted({slot.place for batch in batches for slot in batch.slots}, key=str)
    parts = [_printed(batch, alignment, classes) for batch, alignment in zip(batches, alignments, strict=True)]
    by_field = np.array([[float(field == name) for name in (*FIELDS, "quarantined")] for field, _ in classes])
    of_fields = field_likeness(texts, [replace(part, posterior=part.posterior @ by_field) for part in parts])
    of_classes = listing_likeness(texts, parts)
    return [
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


def _strangers(batches: list[Batch], alignments: list[Alignment], spares_complete: bool) -> list[NDArray[np.bool_]]:
    """Return per batch which cells are strangers, (cells, rows); rows without a lost or stray cell may be spared."""
    texts: list[str] = []
    rows: list[int] = []
    yearly: list[bool] = []
    measures: dict[int, str] = {}
    complete: set[int] = set()
    for batch, alignment in zip(batches, alignments, strict=True):
        is_yearly = np.array([slot.fiscal_year is not None for slot in batch.slots])
        is_name = np.array([slot.field == "measure" for slot in batch.slots])
        name_at = alignment.match[:, is_name].sum(axis=1).argmax(axis=0)
        in_years = alignment.match[:, is_yearly].sum(axis=1) > 0.5
        strays = np.where(batch.is_printed, alignment.surplus, 0.0)
        is_complete = np.maximum(alignment.lost[is_yearly].max(axis=0, initial=0.0), strays.max(axis=0)) < 0.5
        for row, line in enumerate(batch.lines):
            texts += line.cells
            rows += [line.line_no] * len(line.cells)
            yearly += in_years[: len(line.cells), row].tolist()
            measures[line.line_no] = comparison_key(line.cells[name_at[row]])
        if spares_complete:
            complete |= {line.line_no for line, whole in zip(batch.lines, is_complete, strict=True) if whole}
    found = strangers(Cells(texts, rows, measures, yearly, frozenset(complete)))
    flags = np.isin(np.arange(len(texts)), list(found))
    ends = np.cumsum([sum(len(line.cells) for line in batch.lines) for batch in batches])[:-1]
    return [_laid_out(batch, part) for batch, part in zip(batches, np.split(flags, ends), strict=True)]


def _laid_out(batch: Batch, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return flags of a batch's cells, line by line, as (cells, rows)."""
    found = np.zeros(batch.code.T.shape, dtype=bool)
    found[batch.code.T >= 0] = flags
    return found.T


def _membership(slots: tuple[Slot, ...], classes: list[Place]) -> Array:
    return np.array([[float(slot.place == name) for name in classes] for slot in slots])
