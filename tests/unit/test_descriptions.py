"""A row has one description: what that says about where another cell may be one."""

import numpy as np

from pipeline.placement.alignment.pair_hmm import Alignment
from pipeline.placement.lessons.descriptions import MOST_MOVED, MOVED, SECOND, description_lost, descriptions_held
from pipeline.placement.slots import Slot

HEADED = (
    Slot("measure"),
    Slot("description"),
    Slot("description", is_optional=True),
    Slot("status", 2020),
    Slot("evaluation", 2020),
)
UNHEADED = (
    Slot("measure"),
    Slot("description", is_optional=True),
    Slot("description", is_optional=True),
    Slot("status", 2020),
)
USUAL = 0.96


def first_pass(slots: int, filled: list[set[int]]) -> Alignment:
    """Each row's cells stand in the given slots, one cell per slot."""
    match = np.zeros((slots, slots, len(filled)))
    for row, held in enumerate(filled):
        for slot in held:
            match[slot, slot, row] = 1.0
    return Alignment.of(match, np.zeros(len(filled)))


def lost(slots: tuple[Slot, ...], filled: list[set[int]]) -> np.ndarray:
    usual = np.full((len(slots), len(filled)), USUAL)
    printed = np.ones((len(slots), len(filled)), dtype=bool)
    return description_lost(slots, descriptions_held(slots, first_pass(len(slots), filled), printed), usual)


def test_a_row_whose_own_column_holds_its_description_has_no_second_one() -> None:
    np.testing.assert_allclose(1 - lost(HEADED, [{0, 1, 3, 4}] * 9)[2], SECOND)


def test_the_one_row_without_a_description_has_probably_moved_it() -> None:
    found = 1 - lost(HEADED, [{0, 1, 3, 4}] * 99 + [{0, 3, 4}])[2]
    assert found[-1] == MOST_MOVED
    assert found[0] < SECOND * 1.01


def test_rows_that_never_had_a_description_have_seldom_moved_it() -> None:
    found = 1 - lost(HEADED, [{0, 3, 4}] * 10)[2]
    np.testing.assert_allclose(found, MOVED)


def test_without_a_column_of_its_own_it_is_expected_as_ever_until_it_stands_somewhere() -> None:
    nowhere, behind_the_measure = (1 - lost(UNHEADED, [{0, 3}, {0, 1, 3}])).T
    np.testing.assert_allclose(nowhere[[1, 2]], 1 - USUAL)
    np.testing.assert_allclose(behind_the_measure[[1, 2]], [1 - USUAL, SECOND])


def test_other_slots_are_left_alone() -> None:
    found = lost(HEADED, [{0, 1, 3, 4}, {0, 3, 4}])
    np.testing.assert_allclose(found[[0, 1, 3, 4]], USUAL)
