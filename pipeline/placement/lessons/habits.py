"""What a first pass teaches about a document, for the second: its columns, and how it writes.

Sentences come back from year to year and from row to row. A text that begins or ends like others which the first
pass placed with confidence, or shares their words, most likely belongs to the same field.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.placement.alignment.pair_hmm import Array
from pipeline.placement.evidence.texts import Codes, Texts

# A stem seen in the document counts like this many unseen texts of average kind.
_PRIOR_TEXTS = 1.5
# How much likelier two texts of a row are that alike if they are of one field than if they are of two, in nats: counted
# on the labelled rows and on generated ones. Of one field, three in five share nearly all their words.
ALIKE = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9)
ALIKE_LOG_ODDS = (-1.9, -1.6, -1.0, -0.4, 0.2, 0.9, 2.4, 3.6)
# Rows whose words are compared at once: what fits into the processor's cache.
_ROWS_AT_ONCE = 128
# Less than this of a cell teaches next to nothing.
_NOTHING = 1e-4
# Beginnings and endings tell partly the same.
_WEIGHT = 0.6


def lost_by_block(blocks: Sequence[int | None], lost: Array, prior: Array, prior_rows: float) -> Array:
    """Return each row's probability of a lost cell per slot, (slots, rows), learnt from its block, drawn to the prior.

    `lost` (slots, rows) is the first pass's, `prior` (slots); blocks of a common width share their shift.
    """
    names = [-1 if block is None else block for block in blocks]
    _, block_of = np.unique(names, return_inverse=True)
    rows = np.bincount(block_of)
    summed = np.stack([np.bincount(block_of, weights=slot) for slot in lost])
    learnt = (summed + prior_rows * prior[:, None]) / (rows + prior_rows)
    return learnt[:, block_of]


@dataclass(frozen=True)
class PlacedTexts:
    """The cells of a part of a document as a first pass places them.

    `code` (cells) names their texts, `row` (cells) their rows, which are no other part's; `posterior` (cells, classes).
    """

    code: Codes
    row: Codes
    posterior: Array


def summed_by_text(texts: Texts, parts: Sequence[PlacedTexts]) -> Array:
    """Return the sum of the posteriors of each text's cells: (texts, classes)."""
    total = np.zeros((len(texts.distinct), parts[0].posterior.shape[1]))
    for part in parts:
        _add(total, part.code, part.posterior)
    return total


def field_likeness(texts: Texts, parts: Sequence[PlacedTexts]) -> Iterator[Array]:
    """Yield for each part the log-odds per cell and field that likeness to the document's other cells adds.

    The classes are the fields. A cell is compared with all others but itself; one without likeness, and one too short
    to recognise, gets zeros.
    """
    beginnings, endings = (_Stems.of(stems, parts) for stems in (texts.beginning, texts.ending))
    for part in parts:
        itself = part.code, part.posterior, np.ones_like(part.code)
        yield beginnings.likeness(*itself) + endings.likeness(*itself)


def listing_likeness(texts: Texts, parts: Sequence[PlacedTexts]) -> Iterator[Array]:
    """Yield the same for classes of field and year, from cells of *other rows* that begin with the same words.

    A measure that is listed again repeats its texts in the same years; within a row, years repeat each other.
    """
    taught = _Stems.of(texts.sentence, parts)
    for part in parts:
        stem = texts.sentence[part.code]
        group = pd.factorize(stem * (int(part.row.max(initial=0)) + 1) + part.row)[0]
        own = np.zeros((int(group.max(initial=-1)) + 1, part.posterior.shape[1]))
        _add(own, group, part.posterior)
        yield taught.likeness(part.code, own[group], np.bincount(group)[group])


def row_likeness(texts: Texts, code: Codes, posterior: Array, field_distance: int) -> Array:
    """Return the log-odds that the likeness to other cells of its row adds per cell and class: (cells, classes, rows).

    `code` (cells, rows) names the texts; `posterior` (cells, classes, rows) is the first pass's. What counts is the
    most alike cell that is placed in the class. Cells nearer than the heading puts two columns of one field are not
    compared: they are of one year and speak of the same events, or a double.
    """
    index = np.arange(len(code))
    is_far = (np.abs(index[:, None] - index) >= field_distance).astype(np.float32)[:, :, None]
    found = np.zeros(posterior.shape)
    for start in range(0, code.shape[1], _ROWS_AT_ONCE):
        part = slice(start, start + _ROWS_AT_ONCE)
        words = texts.words[texts.wording[code[:, part].T]]
        # A copy: the product of an array with itself is made by halves, which takes twice the time for a row's few.
        alike = np.ascontiguousarray(np.matmul(words, words.copy().transpose(0, 2, 1)).transpose(1, 2, 0))
        for number in range(posterior.shape[1]):
            placed = posterior[:, number, part].astype(np.float32) * is_far  # (cells, other cells, rows)
            known = placed.max(axis=1, initial=0.0)
            placed *= alike
            nearest = placed.max(axis=1, initial=0.0) / np.maximum(known, 1e-6)
            found[:, number, part] = known * np.interp(nearest, ALIKE, ALIKE_LOG_ODDS)
    return found


@dataclass(frozen=True)
class _Stems:
    """What the cells of each stem teach.

    `stem` (texts): the stem of each text (−1: none); `total` (stems, classes): the sum of its cells' posteriors;
    `count` (stems): how many they are; `base` (classes): how common the classes are.
    """

    stem: Codes
    total: Array
    count: Codes
    base: Array

    @classmethod
    def of(cls, stem: Codes, parts: Sequence[PlacedTexts]) -> "_Stems":
        classes = parts[0].posterior.shape[1]
        total = np.zeros((int(stem.max(initial=-1)) + 1, classes))
        count = np.zeros(len(total), dtype=np.int64)
        common = np.ones(classes)
        for part in parts:
            has_stem = np.flatnonzero(stem[part.code] >= 0)
            of_cell = stem[part.code[has_stem]]
            count += np.bincount(of_cell, minlength=len(count))
            common += np.ones(len(part.code)) @ part.posterior
            _add(total, of_cell, part.posterior[has_stem])
        return cls(stem, total, count, common / common.sum())

    def likeness(self, code: Codes, own: Array, own_count: Codes) -> Array:
        """Return the log-odds per cell and class from the other cells of its stem; `own` is what it adds itself."""
        found, stem = np.zeros(own.shape), self.stem[code]
        # A stem that stands in one place alone has no others.
        is_shared = np.flatnonzero(stem >= 0)
        is_shared = is_shared[self.count[stem[is_shared]] > own_count[is_shared]]
        others = self.total[stem[is_shared]]
        others -= own[is_shared]
        np.maximum(others, 0.0, out=others)
        total = others.sum(axis=1, keepdims=True) + _PRIOR_TEXTS
        others += _PRIOR_TEXTS * self.base
        others /= total * self.base
        found[is_shared] = _WEIGHT * np.log(others, out=others)
        return found


def _add(total: Array, index: Codes, posterior: Array) -> None:
    """Add each cell's posteriors to the row of its index; most of them are next to nothing."""
    placed = np.flatnonzero(posterior > _NOTHING)
    cell, number = np.divmod(placed, posterior.shape[1])
    np.add.at(total.reshape(-1), index[cell] * posterior.shape[1] + number, posterior.reshape(-1)[placed])
