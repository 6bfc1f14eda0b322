"""The model of a document: slots, scores and posteriors of its measure lines, in two passes.

The first pass knows what such tables look like in general; what it teaches about this document sharpens the second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.documents.headings import HeadingField
from pipeline.documents.lines import Line
from pipeline.placement.alignment import Alignment, Array, align, mixed_with_position
from pipeline.placement.evidence import EVIDENCE, features
from pipeline.placement.habits import field_likeness, listing_likeness, lost_by_block
from pipeline.placement.scoring import FIELDS, field_scores, year_scores
from pipeline.placement.slots import Place, Slot, field_distance, slots_of
from pipeline.placement.strays import STRANGER, Cells, company, strangers, stray_odds
from pipeline.values.text import comparison_key, is_blank

# Prior probabilities that a slot has no cell, counted on the labelled rows of tests/data and rounded: an asked column
# lacks its cell in about 1 of 25 rows (an evaluation in 1 of 10), a column without heading has one in about 1 of 25.
LOST, EVALUATION_LOST, OPTIONAL_LOST = 0.04, 0.1, 0.96
# How much likelier a row is to be undamaged than a chance run of matches, in nats: ties go to the reading by position.
UNDAMAGED = 1.0
# How many rows the prior weighs against the rows of a block when a block teaches its own habits.
PRIOR_ROWS = 4.0
# The score of any text in a column whose heading is unknown: a little less than in a column it fits.
_UNKNOWN_COLUMN = -1.0
# A department that the row has named already is a stray, not a second one.
_SAME_UNIT_TWICE = -6.0


@dataclass(frozen=True)
class Batch:
    """Measure lines of one width whose headings ask for the same: they share their slots and are aligned together.

    `match` (lines, cells, slots) and `surplus` (lines, cells) are the scores of the alignment.
    """

    lines: list[Line]
    slots: tuple[Slot, ...]
    match: Array
    surplus: Array

    @property
    def lost_prior(self) -> Array:
        """Return the prior probability (slots) that a slot has no cell."""
        return np.array([_lost_prior(slot) for slot in self.slots])


def _lost_prior(slot: Slot) -> float:
    if slot.is_optional:
        return OPTIONAL_LOST
    return EVALUATION_LOST if slot.field == "evaluation" else LOST


def aligned_batches(
    lines: Sequence[Line], headings: Mapping[int, Sequence[HeadingField]], weights: pd.DataFrame
) -> list[tuple[Batch, Alignment]]:
    """Return the measure lines of a document in batches, each with its posteriors."""
    groups: dict[tuple[tuple[Slot, ...], int], list[Line]] = {}
    slots = {line_no: slots_of(heading) for line_no, heading in headings.items()}
    for line in lines:
        if line.kind == "measure" and line.heading_line_no is not None:
            groups.setdefault((slots[line.heading_line_no], len(line.cells)), []).append(line)
    batches = [_batch(rows, asked, weights) for (asked, _), rows in groups.items()]
    return list(zip(batches, _two_passes(batches), strict=True)) if batches else []


def _batch(lines: list[Line], slots: tuple[Slot, ...], weights: pd.DataFrame) -> Batch:
    return Batch(lines, slots, _scores(lines, slots, weights), _surplus(lines, slots))


def _two_passes(batches: list[Batch]) -> list[Alignment]:
    """Align with general knowledge, learn the document's habits from that, and align again with both."""
    first = [
        align(b.match, _log_odds(np.tile(b.lost_prior, (len(b.lines), 1))), b.surplus, company(b.surplus))
        for b in batches
    ]
    taught = zip(batches, first, _likeness(batches, first), _strangers(batches, first), strict=True)
    return [_second_pass(*lesson) for lesson in taught]


def _second_pass(batch: Batch, first: Alignment, likeness: Array, is_stranger: Array) -> Alignment:
    """Align a batch again with what the first pass over the document taught."""
    blocks = [line.block_no for line in batch.lines]
    lost = _log_odds(lost_by_block(blocks, first.lost, batch.lost_prior, PRIOR_ROWS))
    # A stranger looks like its field, wherever it is printed: what it looks like tells nothing here.
    surplus = np.where(is_stranger, np.log(STRANGER) + batch.match.max(axis=2), batch.surplus)
    match = batch.match + np.where(is_stranger[:, :, None], 0.0, likeness)
    asked = [j for j, slot in enumerate(batch.slots) if not slot.is_optional]
    alignment = align(match, lost, surplus, company(surplus))
    return mixed_with_position(alignment, (match, lost, surplus), asked, UNDAMAGED)


def _likeness(batches: list[Batch], alignments: list[Alignment]) -> list[Array]:
    """Return per batch what the likeness of texts over the whole document adds to each slot's score."""
    texts = [text for batch in batches for line in batch.lines for text in line.cells]
    rows = np.array([line.line_no for batch in batches for line in batch.lines for _ in line.cells])
    classes = sorted({slot.place for batch in batches for slot in batch.slots}, key=str)
    members = [_membership(batch.slots, classes) for batch in batches]
    parts = [a.match.reshape(-1, len(b.slots)) @ m for b, a, m in zip(batches, alignments, members, strict=True)]
    posterior = np.concatenate(parts)
    posterior[[is_blank(text) for text in texts]] = 0
    by_field = np.array([[float(field == name) for name in (*FIELDS, "quarantined")] for field, _ in classes])
    scores = field_likeness(texts, posterior @ by_field) @ by_field.T + listing_likeness(texts, posterior, rows)
    ends = np.cumsum([len(part) for part in parts])[:-1]
    return [
        (part @ member.T).reshape(batch.match.shape)
        for batch, member, part in zip(batches, members, np.split(scores, ends), strict=True)
    ]


def _strangers(batches: list[Batch], alignments: list[Alignment]) -> list[Array]:
    """Return per batch which cells are strangers, 0 or 1: (rows, cells)."""
    texts: list[str] = []
    rows: list[int] = []
    yearly: list[bool] = []
    measures: dict[int, str] = {}
    complete: set[int] = set()
    for batch, alignment in zip(batches, alignments, strict=True):
        is_yearly = np.array([slot.fiscal_year is not None for slot in batch.slots])
        is_name = np.array([slot.field == "measure" for slot in batch.slots])
        name_at = alignment.match[:, :, is_name].sum(axis=2).argmax(axis=1)
        for row, line in enumerate(batch.lines):
            texts += line.cells
            rows += [line.line_no] * len(line.cells)
            yearly += list(alignment.match[row][:, is_yearly].sum(axis=1) > 0.5)
            if alignment.lost[row][is_yearly].max(initial=0.0) < 0.5:
                complete.add(line.line_no)
            measures[line.line_no] = comparison_key(line.cells[name_at[row]])
    found = strangers(Cells(texts, rows, measures, yearly, frozenset(complete)))
    flags = np.array([float(index in found) for index in range(len(texts))])
    ends = np.cumsum([batch.surplus.size for batch in batches])[:-1]
    return [part.reshape(b.surplus.shape) for b, part in zip(batches, np.split(flags, ends), strict=True)]


def _membership(slots: tuple[Slot, ...], classes: list[Place]) -> Array:
    return np.array([[float(slot.place == name) for name in classes] for slot in slots])


def _scores(lines: list[Line], slots: tuple[Slot, ...], weights: pd.DataFrame) -> Array:
    """Return the log-likelihood ratio of each text in each slot: (rows, cells, slots)."""
    texts = [text for line in lines for text in line.cells]
    evidence = features(texts)
    column = [FIELDS.index(slot.field) if slot.field else -1 for slot in slots]
    scores = field_scores(evidence, weights)[:, column]
    scores[:, [slot.field is None for slot in slots]] = _UNKNOWN_COLUMN
    scores += year_scores(texts, [slot.fiscal_year for slot in slots], weights)
    scores = scores.reshape(len(lines), -1, len(slots))
    units = evidence[:, [EVIDENCE.index("bureaus"), EVIDENCE.index("sections")]].reshape(len(lines), -1, 2) > 0
    _forbid_second_units(scores, lines, slots, units)
    return scores


def _forbid_second_units(scores: Array, lines: list[Line], slots: tuple[Slot, ...], units: NDArray[np.bool_]) -> None:
    """A second pair of bureau and section: neither is one the row has named, and the bureau has its section behind.

    `units` (rows, cells, 2) tells which texts list bureaus and which sections.
    """
    second = {slot.field: j for j, slot in enumerate(slots) if slot.is_optional and slot.field != "description"}
    for row, i in np.argwhere(units.any(axis=2)):
        cells = lines[row].cells
        is_repeated = cells[i] in cells[:i]
        has_section = i + 1 < len(cells) and units[row, i + 1, 1] and cells[i + 1] not in cells[:i]
        if "section" in second and is_repeated:
            scores[row, i, second["section"]] = _SAME_UNIT_TWICE
        if "bureau" in second and (is_repeated or not has_section):
            scores[row, i, second["bureau"]] = _SAME_UNIT_TWICE


def _surplus(lines: list[Line], slots: tuple[Slot, ...]) -> Array:
    """Return the log-odds that a cell belongs nowhere: (rows, cells)."""
    distance = field_distance(slots)
    return np.log(np.array([stray_odds(line.cells, distance) for line in lines]))


def _log_odds(probability: Array) -> Array:
    clipped = np.clip(probability, 1e-4, 1 - 1e-4)
    return np.log(clipped) - np.log1p(-clipped)
