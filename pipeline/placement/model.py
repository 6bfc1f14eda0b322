"""The model of a document: posteriors of its measure lines, in two passes.

The first pass knows what such tables look like in general; what it teaches about this document sharpens the second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from pipeline.columns.headings import HeadingField
from pipeline.documents.lines import Line
from pipeline.placement.alignment.batches import Batch, batches_of
from pipeline.placement.alignment.blanks import is_within, with_blanks
from pipeline.placement.alignment.pair_hmm import (
    Alignment,
    Array,
    Scores,
    align,
    mixed_with_position,
    printed_over,
    share_of_position,
)
from pipeline.placement.alignment.scrambled import by_meaning
from pipeline.placement.alignment.strays import company
from pipeline.placement.lessons.document import Lesson, lessons_of
from pipeline.placement.lessons.merging import asked_pairs, covered_pairs, covering, merge_scores


def aligned_batches(
    lines: Sequence[Line], headings: Mapping[int, Sequence[HeadingField]], weights: pd.DataFrame
) -> list[tuple[Batch, Alignment]]:
    """Return the measure lines of a document in batches, each with its posteriors."""
    batches = batches_of(lines, headings, weights)
    if not batches:
        return []
    # Cells that changed places are rare, and tell the first pass nothing.
    first = [align(replace(batch.scores, swap=None)) for batch in batches]
    lessons = lessons_of(batches, first, weights)
    return [(batch, _second_pass(batch, lesson)) for batch, lesson in zip(batches, lessons, strict=True)]


def _second_pass(batch: Batch, lesson: Lesson) -> Alignment:
    """Align a batch again with what the first pass over the document taught."""
    scores = _taught(batch, lesson)
    asked = [j for j, slot in enumerate(batch.slots) if not slot.is_optional]
    alignment = align(scores)
    share = share_of_position(alignment, scores, asked, lesson.undamaged)
    alignment = mixed_with_position(alignment, scores, asked, share)
    # A stranger printed over a cell leaves the row as it should be: the likelier that is, the less a cell is suspect.
    alignment = printed_over(alignment, lesson.strangers - lesson.undamaged * share)
    return by_meaning(alignment, scores, batch.is_printed)


def _taught(batch: Batch, lesson: Lesson) -> Scores:
    # A stranger looks like its field, wherever it is printed: what it looks like tells nothing here.
    surplus = np.maximum(batch.scores.surplus, lesson.strangers + batch.scores.match.max(axis=1))
    match = lesson.likeness / (1 + np.exp(lesson.strangers))[:, None]
    match += batch.scores.match
    with_blanks(match, batch.slots, is_within(batch.texts, batch.code), lesson.blanks)
    taught = {"match": match, "lost": lesson.lost, "surplus": surplus, "run": company(surplus)}
    pairs = [*asked_pairs(batch.slots), *covered_pairs(batch.slots)]
    return replace(batch.scores, **taught, pairs=pairs, merge=_merges(batch, lesson, match))


def _merges(batch: Batch, lesson: Lesson, match: Array) -> Array:
    """Return the scores of cells as two texts, (cells, pairs, rows): run together, or one printed over the other."""
    merged = merge_scores(lesson.halves, batch.code, batch.slots, lesson.first, lesson.likeness)
    return np.concatenate([merged, covering(match, batch.slots)], axis=1)
