"""Rows that are no sequence any more: recognised, placed by meaning, and never certain where two cells claim a slot."""

import numpy as np

from pipeline.placement.alignment.pair_hmm import Scores, align
from pipeline.placement.alignment.scrambled import by_meaning

SIZE = 12


def scores(match: np.ndarray) -> Scores:
    """Scores of one row: lost slots and surplus cells are rare, nothing is swapped."""
    cells, slots = match.shape
    nothing = np.zeros((cells, 1), dtype=bool)
    return Scores(
        match=match[:, :, None],
        lost=np.full((slots, 1), -3.0),
        surplus=np.full((cells, 1), -4.0),
        run=np.zeros((cells - 1, 1)),
        swap=np.full(slots - 1, -50.0),
        is_padding=nothing,
    )


def fitting(order: list[int]) -> np.ndarray:
    """Each cell fits one slot well and the others badly."""
    match = np.full((len(order), SIZE), -6.0)
    match[range(len(order)), order] = 3.0
    return match


def placed(match: np.ndarray):
    row = scores(match)
    return by_meaning(align(row), row, np.ones((len(match), 1), dtype=bool))


def test_a_row_in_order_is_left_as_it_is() -> None:
    row = scores(fitting(list(range(SIZE))))
    alignment = align(row)
    assert by_meaning(alignment, row, np.ones((SIZE, 1), dtype=bool)) is alignment


def test_a_row_that_lost_cells_is_still_a_sequence() -> None:
    assert placed(fitting([0, 1, 2, 5, 6, 9, 10, 11])).slot[:, 0].tolist() == [0, 1, 2, 5, 6, 9, 10, 11]


def test_the_cells_of_a_scrambled_row_are_placed_by_what_they_say() -> None:
    order = [7, 3, 11, 0, 9, 5, 1, 10, 4, 8, 2, 6]
    found = placed(fitting(order))
    assert found.slot[:, 0].tolist() == order
    assert found.match.max(axis=1).min() > 0.9


def test_cells_that_say_the_same_share_their_slot_and_are_not_certain() -> None:
    order = [7, 3, 11, 7, 9, 5, 1, 7, 4, 8, 2, 6]
    found = placed(fitting(order))
    assert found.match[[0, 3, 7], 7, 0].max() < 0.5
    assert sorted(slot for slot in found.slot[:, 0] if slot == 7) in ([], [7])


def test_a_cell_that_fits_many_slots_is_certain_in_none() -> None:
    match = fitting([7, 3, 11, 0, 9, 5, 1, 10, 4, 8, 2, 6])
    match[4] = 0.5
    assert placed(match).match[4].max() < 0.5
