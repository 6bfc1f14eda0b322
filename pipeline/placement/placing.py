"""Lines to placed cells: the most accurate path through the posteriors, and what is left in doubt."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from pipeline.columns.headings import HeadingField
from pipeline.columns.sheet.titles import title_levels
from pipeline.documents.lines import Line
from pipeline.placement.alignment.batches import Batch, is_positional
from pipeline.placement.alignment.pair_hmm import Alignment, Array
from pipeline.placement.cells import ListingField, PlacedCell
from pipeline.placement.evidence.scoring import fitted_weights
from pipeline.placement.evidence.texts import Codes
from pipeline.placement.further import doubted
from pipeline.placement.model import aligned_batches
from pipeline.placement.slots import Place
from pipeline.placement.undamaged import UNASKED, cells_of, states_of, undamaged_lines
from pipeline.values.policies import read_policy_title
from pipeline.values.text import is_blank

# Below CERTAIN a cell is marked as doubtful; below PLACEABLE no place is given at all. Reasons: docs/decisions.md.
CERTAIN = 0.9
PLACEABLE = 0.4
# Where no cell is lost and none has strayed, nothing explains a doubt but that the cell is not what it looks like.
CERTAIN_IN_WHOLE_ROW = 0.98
# A row whose cells are placed with less on the average is no sequence any more (scrambled, or two measures in one):
# what is not certain in it is quarantined.
READABLE = 0.7
# A row of which more cells than this are surplus holds another measure too: whose any of them is, cannot be told.
MOST_STRAYS = 0.35
_NEVER = 1.1
_SURPLUS: Place = ("surplus", None)
_NONE = np.array(None, dtype=object)
_METHODS = np.array(["aligned", "positional"], dtype=object)
_STATES = np.array(["blank", "dash", "filled", "lost"], dtype=object)


# Made from all their values at once, without the way round by keywords: there are many.
_placed_cell = partial(tuple.__new__, PlacedCell)
_listing_field = partial(tuple.__new__, ListingField)
_OfLine = TypeVar("_OfLine", PlacedCell, ListingField)


def place(
    lines: Sequence[Line], headings: Mapping[int, Sequence[HeadingField]], weights: pd.DataFrame | None = None
) -> tuple[list[PlacedCell], list[ListingField]]:
    """Place every non-blank cell of the measure and policy lines of one document.

    `headings` maps a heading's line number to its columns; `weights` are those of the evidence (default: as fitted).
    Returns the cells in document order, and for each measure line the state of every field its heading asks for.
    """
    with _undisturbed():
        levels = title_levels(lines)
        cells = [cell for line in lines if line.kind == "policy" for cell in _policy_cells(line, levels)]
        states: list[ListingField] = []
        undamaged = undamaged_lines(lines, headings)
        for line in undamaged:
            columns = headings[line.heading_line_no or 0]
            cells += cells_of(line, columns)
            states += states_of(line, columns)
        placed = {line.line_no for line in undamaged}
        if any(line.is_row and line.line_no not in placed for line in lines):
            aligned: list[PlacedCell] = []
            for batch, alignment in aligned_batches(lines, headings, fitted_weights() if weights is None else weights):
                aligned += [cell for cell in _placed_cells(batch, alignment) if cell.line_no not in placed]
                states += [state for state in _states(batch, alignment.slot) if state.line_no not in placed]
            cells += doubted(aligned, [line for line in lines if line.is_row and line.line_no not in placed], headings)
        return _by_line(cells), _by_line(states)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the collector from looking for cycles among many new tuples, which have none, and matrix products from
    starting threads, which cost more than they save: the matrices are small."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        with threadpool_limits(limits=1, user_api="blas"):
            yield
    finally:
        if was_enabled:
            gc.enable()


def _by_line(values: list[_OfLine]) -> list[_OfLine]:
    """Return values that are in order within their lines in the order of their lines."""
    order = np.argsort(np.fromiter(map(attrgetter("line_no"), values), np.int64), kind="stable")
    return [values[i] for i in order.tolist()]


def _policy_cells(line: Line, levels: Mapping[int, str]) -> Iterator[PlacedCell]:
    for cell_no, text in enumerate(line.cells, 1):
        if not is_blank(text):
            field = levels.get(line.line_no) or ("policy" if read_policy_title(text) else "surplus")
            yield PlacedCell(line.line_no, cell_no, field, None, text, "positional", 1.0, is_uncertain=False)


class _Choices(NamedTuple):
    """The place of each cell, whether it is kept and in doubt, and the best other one; places are numbers."""

    chosen: Codes
    is_kept: NDArray[np.bool_]
    is_uncertain: NDArray[np.bool_]
    best: Array
    other: Codes
    other_posterior: Array


def _placed_cells(batch: Batch, alignment: Alignment) -> Iterator[PlacedCell]:
    """Give every non-blank cell of a batch its place on the path, and its second-best place; line by line."""
    places = places_of(batch)
    fields, years = _objects(field for field, _ in places), _objects(year for _, year in places)
    row, cell = np.nonzero(batch.is_printed.T)
    choices = _choices(batch, alignment, places)
    chosen, is_kept, best = choices.chosen[cell, row], choices.is_kept[cell, row], choices.best[cell, row]
    other = choices.other[cell, row]
    code = batch.code[cell, row]
    # In the item column a title is printed instead of an item; elsewhere it strayed into the row.
    is_title = batch.texts.is_title[code] & np.isin(fields, ("item", "surplus"))[chosen]
    columns = (
        np.array([line.line_no for line in batch.lines])[row],
        cell + 1,
        np.where(is_kept, np.where(is_title, "policy", fields[chosen]), "quarantined"),
        np.where(is_kept, years[chosen], _NONE),
        batch.texts.objects[code],
        _METHODS[is_positional(batch, alignment.slot)[row].astype(np.int64)],
        best,
        choices.is_uncertain[cell, row],
        np.where(fields == "quarantined", _NONE, fields)[other],
        years[other],
        choices.other_posterior[cell, row],
    )
    nobody = repeat(None)
    slot = alignment.slot[cell, row]
    headings = np.where(is_kept, _heading_cells(batch)[slot], _NONE)
    beside = is_kept & np.array([*(one.is_beside for one in batch.slots), False])[slot]
    return map(
        _placed_cell,
        zip(*(column.tolist() for column in columns), nobody, nobody, nobody, headings, beside.tolist(), strict=False),
    )


def _heading_cells(batch: Batch) -> NDArray[np.object_]:
    """Return the number of each slot's heading cell; the last (−1) stands for surplus cells, which have none."""
    return _objects([*(slot.cell_no for slot in batch.slots), None])


def _choices(batch: Batch, alignment: Alignment, places: Sequence[Place]) -> _Choices:
    """Keep the places that are sure enough; one that is not is the best other one of its quarantined cell."""
    chosen, best, rival, second = _candidates(batch, alignment, places)
    is_known = np.array([field != "quarantined" for field, _ in places])[chosen]
    strays = _row_mean(np.where(chosen == len(places) - 1, 1.0, 0.0), batch.is_printed)
    is_readable = (_row_mean(best, batch.is_printed) >= READABLE) & (strays <= MOST_STRAYS)
    needed = np.where(is_readable, PLACEABLE, np.where(strays > MOST_STRAYS, _NEVER, CERTAIN))
    is_kept = is_known & (best >= needed)
    is_demoted = is_known & ~is_kept
    other, other_posterior = np.where(is_demoted, chosen, rival), np.where(is_demoted, best, second)
    certain = np.where(_is_whole(batch, alignment.slot), CERTAIN_IN_WHOLE_ROW, CERTAIN)
    return _Choices(chosen, is_kept, ~is_kept | (best < certain), best, other, other_posterior)


def _is_whole(batch: Batch, slot: Codes) -> NDArray[np.bool_]:
    """Say of each row whether each year's columns hold a cell and none belongs nowhere; `slot` is the cells' slot."""
    held = np.zeros((len(batch.slots) + 1, len(batch.lines)), dtype=bool)
    held[slot, np.arange(len(batch.lines))] = True
    yearly = [j for j, asked in enumerate(batch.slots) if asked.fiscal_year is not None and asked.field]
    has_strays = ((slot < 0) & batch.is_printed).any(axis=0)
    return np.asarray(held[yearly].all(axis=0) & ~has_strays)


def _candidates(batch: Batch, alignment: Alignment, places: Sequence[Place]) -> tuple[Codes, Array, Codes, Array]:
    """Return per cell, (cells, rows), its place on the path and the best other one, each with its posterior."""
    posterior = by_place(batch, alignment, places)
    index_of = np.array([*(places.index(slot.place) for slot in batch.slots), len(places) - 1])
    chosen = index_of[alignment.slot]  # slot −1 is the last: surplus
    best = np.take_along_axis(posterior, chosen[:, None], axis=1)[:, 0]
    np.put_along_axis(posterior, chosen[:, None], -1.0, axis=1)
    return chosen, best, posterior.argmax(axis=1), posterior.max(axis=1)


def _objects(values: Iterable[object]) -> NDArray[np.object_]:
    return np.array(list(values), dtype=object)


def places_of(batch: Batch) -> list[Place]:
    """Return the places that a cell of a batch may have, each once; the last is surplus."""
    return [*dict.fromkeys(slot.place for slot in batch.slots), _SURPLUS]


def by_place(batch: Batch, alignment: Alignment, places: Sequence[Place]) -> Array:
    """Return the posterior of each cell's places, slots of one field and year summed: (cells, places, rows)."""
    posterior = np.zeros((len(batch.code), len(places), len(batch.lines)))
    for j, slot in enumerate(batch.slots):
        posterior[:, places.index(slot.place)] += alignment.match[:, j]
    posterior[:, -1] = alignment.surplus
    return np.minimum(posterior, 1.0)


def _row_mean(posterior: Array, is_printed: NDArray[np.bool_]) -> Array:
    return np.where(is_printed, posterior, 0.0).sum(axis=0) / np.maximum(is_printed.sum(axis=0), 1)


def _states(batch: Batch, chosen: Codes) -> Iterator[ListingField]:
    """Return what became of every field that the headings of a batch ask for, line by line."""
    answered = [not (slot.is_optional or slot.is_beside) for slot in batch.slots]
    asked = [j for j, slot in enumerate(batch.slots) if slot.place[0] not in UNASKED and answered[j]]
    kind = np.where(batch.texts.is_blank[batch.code], 0, np.where(batch.texts.is_dash[batch.code], 1, 2))
    state = np.full((len(batch.slots) + 1, len(batch.lines)), 3)
    for i in reversed(range(len(chosen))):  # the first of two cells in one slot tells
        state[chosen[i], np.arange(len(batch.lines))] = kind[i]
    line_nos = np.repeat([line.line_no for line in batch.lines], len(asked)).tolist()
    fields = [batch.slots[j].place[0] for j in asked] * len(batch.lines)
    years = [batch.slots[j].fiscal_year for j in asked] * len(batch.lines)
    return map(_listing_field, zip(line_nos, fields, years, _STATES[state[asked].T.ravel()].tolist(), strict=True))
