"""What a first pass teaches: the losses of a block, and the likeness of texts over the document and within a row."""

import numpy as np
import pytest

from pipeline.placement.alignment.pair_hmm import Array
from pipeline.placement.evidence.texts import Codes, Texts, coded
from pipeline.placement.lessons.habits import (
    ALIKE_LOG_ODDS,
    PlacedTexts,
    field_likeness,
    listing_likeness,
    lost_by_block,
    row_likeness,
)

# --- losses


def test_a_block_learns_its_losses_from_its_rows_and_the_prior() -> None:
    lost = np.array([[1.0, 1.0, 0.0], [0.0, 0.5, 0.0]])  # two slots, three rows
    found = lost_by_block([1, 1, 2], lost, np.array([0.1, 0.2]), 3.0)
    np.testing.assert_allclose(found[0], [2.3 / 5, 2.3 / 5, 0.3 / 4])
    np.testing.assert_allclose(found[1], [1.1 / 5, 1.1 / 5, 0.6 / 4])


def test_rows_of_a_block_need_not_stand_together() -> None:
    lost = np.array([[1.0, 0.0, 1.0]])
    found = lost_by_block([4, 2, 4], lost, np.array([0.1]), 3.0)[0]
    assert found[0] == found[2] > 0.1 > found[1]


def test_rows_without_a_block_are_a_block_of_their_own() -> None:
    lost = np.array([[1.0, 0.0, 1.0]])
    found = lost_by_block([None, 0, None], lost, np.array([0.1]), 3.0)[0]
    assert found[0] == found[2] > 0.1 > found[1]


def test_the_more_rows_a_block_has_the_less_the_prior_weighs() -> None:
    few, many = (lost_by_block([1] * n, np.ones((1, n)), np.array([0.05]), 3.0)[0, 0] for n in (1, 30))
    assert 0.05 < few < 0.5 < many < 1


def test_a_prior_of_many_rows_is_hardly_moved() -> None:
    found = lost_by_block([1, 1], np.ones((1, 2)), np.array([0.05]), 1e6)
    np.testing.assert_allclose(found, 0.05, atol=1e-4)


# --- likeness over the document

STATUS = "窓口で相談を12回受け、関係機関を案内した。"
STATUS_AGAIN = "窓口で相談を135回受け、関係機関を案内した。"
EVALUATION = "多くの市民に周知することができた。"
ONE, TWO = [1.0, 0.0], [0.0, 1.0]  # posteriors of two classes


def cells_of(*cells: str) -> tuple[Texts, Codes]:
    texts, codes = coded([cells])
    return texts, codes[0]


def of_fields(texts: Texts, code: Codes, posterior: Array) -> Array:
    return next(field_likeness(texts, [PlacedTexts(code, np.arange(len(code)), np.asarray(posterior))]))


def of_listings(texts: Texts, code: Codes, posterior: Array, rows: Codes) -> Array:
    return next(listing_likeness(texts, [PlacedTexts(code, rows, np.asarray(posterior))]))


def test_a_text_that_others_resemble_is_of_their_field() -> None:
    found = of_fields(*cells_of(STATUS, STATUS_AGAIN, EVALUATION), np.array([[0.0, 0.0], ONE, TWO]))
    assert found[0, 0] > 0 > found[0, 1]


def test_beginning_and_ending_tell_each_their_part() -> None:
    """A text that shares no more than its ending is less certain than one that shares both."""
    half = "電話で相談を12回受け、関係機関を案内した。"
    whole = of_fields(*cells_of(STATUS_AGAIN, STATUS, EVALUATION), np.array([[0.0, 0.0], ONE, TWO]))
    ending = of_fields(*cells_of(half, STATUS, EVALUATION), np.array([[0.0, 0.0], ONE, TWO]))
    assert whole[0, 0] > ending[0, 0] > 0


def test_a_text_does_not_teach_itself() -> None:
    found = of_fields(*cells_of(STATUS, EVALUATION), np.array([ONE, TWO]))
    np.testing.assert_allclose(found, 0, atol=1e-12)


def test_the_more_cells_agree_the_more_it_weighs() -> None:
    others = ("市の広報に記事を掲載し、周知を図った。", "冊子を200部配布し、内容を説明した。")
    posterior = np.array([*[ONE] * 4, TWO])
    few = of_fields(*cells_of(STATUS, STATUS, *others, EVALUATION), posterior)
    many = of_fields(*cells_of(*[STATUS] * 4, EVALUATION), posterior)
    assert many[0, 0] > few[0, 0] > 0


def test_texts_too_short_to_recognise_teach_nothing() -> None:
    found = of_fields(*cells_of("実施", "実施", "100%", "100%", "", ""), np.array([ONE, ONE, TWO, TWO, ONE, ONE]))
    np.testing.assert_allclose(found, 0, atol=1e-12)


def test_cells_that_the_first_pass_did_not_place_teach_nothing() -> None:
    found = of_fields(*cells_of(STATUS, STATUS), np.zeros((2, 2)))
    np.testing.assert_allclose(found, 0, atol=1e-12)


def test_a_measure_that_is_listed_again_repeats_its_texts_in_the_same_years() -> None:
    """Classes are fields and years: the listing on line 2 is sure of what the listing on line 1 is not."""
    texts, code = cells_of(STATUS, STATUS, EVALUATION)
    found = of_listings(texts, code, np.array([[0.5, 0.5], TWO, ONE]), np.array([1, 2, 2]))
    assert found[0, 1] > 0 > found[0, 0]


def test_a_listing_is_known_by_its_own_counts() -> None:
    found = of_listings(*cells_of(STATUS, STATUS_AGAIN), np.array([[0.5, 0.5], TWO]), np.array([1, 2]))
    np.testing.assert_allclose(found, 0, atol=1e-12)


def test_within_a_row_years_repeat_each_other_and_tell_nothing() -> None:
    texts, code = cells_of(STATUS, STATUS, EVALUATION)
    found = of_listings(texts, code, np.array([[0.5, 0.5], TWO, ONE]), np.array([1, 1, 2]))
    np.testing.assert_allclose(found, 0, atol=1e-12)


def test_the_parts_of_a_document_teach_each_other() -> None:
    texts, code = cells_of(STATUS, STATUS, EVALUATION)
    rows, posterior = np.array([0, 1, 1]), np.array([[0.5, 0.5], TWO, ONE])
    parts = [PlacedTexts(code[part], rows[part], posterior[part]) for part in (slice(0, 1), slice(1, 3))]
    fields, listings = (np.concatenate(list(like(texts, parts))) for like in (field_likeness, listing_likeness))
    np.testing.assert_allclose(fields, of_fields(texts, code, posterior))
    np.testing.assert_allclose(listings, of_listings(texts, code, posterior, rows))


# --- likeness within the row


def row(*cells: str, placed: dict[int, int], classes: int = 2) -> tuple[Texts, Codes, Array]:
    """Return a row of which some cells are placed: cell → class."""
    texts, code = cells_of(*cells)
    posterior = np.zeros((len(cells), classes, 1))
    for cell, number in placed.items():
        posterior[cell, number] = 1.0
    return texts, code[:, None], posterior


def test_a_text_is_of_the_class_of_the_text_it_resembles() -> None:
    found = row_likeness(*row(STATUS, EVALUATION, "100%", STATUS_AGAIN, placed={0: 0, 1: 1}), 2)[..., 0]
    assert found[3, 0] == pytest.approx(ALIKE_LOG_ODDS[-1])
    assert found[3, 1] < 0


def test_cells_nearer_than_two_of_a_field_are_not_compared() -> None:
    cells = row(STATUS, STATUS, STATUS, placed={0: 0})
    found = row_likeness(*cells, 2)[:, 0, 0]
    assert found[1] == 0
    assert found[2] > 0


def test_a_text_is_not_compared_with_itself() -> None:
    assert row_likeness(*row(STATUS, EVALUATION, placed={0: 0}), 2)[0].tolist() == [[0.0], [0.0]]


def test_a_class_that_the_row_lacks_gains_and_loses_nothing() -> None:
    found = row_likeness(*row(STATUS, EVALUATION, "100%", STATUS, placed={0: 0}), 2)
    assert not found[:, 1].any()


def test_the_most_alike_cell_of_a_class_counts() -> None:
    one = row_likeness(*row(STATUS, EVALUATION, "100%", STATUS_AGAIN, placed={0: 0}), 2)
    two = row_likeness(*row(STATUS, EVALUATION, "100%", STATUS_AGAIN, placed={0: 0, 1: 0}), 2)
    assert two[3, 0, 0] == pytest.approx(one[3, 0, 0])


def test_what_is_placed_with_doubt_counts_less() -> None:
    texts, code, posterior = row(STATUS, EVALUATION, STATUS, placed={0: 0})
    sure, doubtful = (row_likeness(texts, code, posterior * share, 2)[2, 0, 0] for share in (1.0, 0.4))
    assert sure > doubtful > 0


def test_padding_and_more_rows_than_are_compared_at_once_change_nothing() -> None:
    texts, codes = coded([[STATUS, EVALUATION, "100%", STATUS_AGAIN], [EVALUATION, STATUS]])
    code = np.full((4, 2), -1)
    for number, cells in enumerate(codes):
        code[: len(cells), number] = cells
    posterior = np.zeros((4, 2, 2))
    posterior[0, 0, 0] = posterior[1, 1, 0] = posterior[0, 1, 1] = 1.0
    alone = row_likeness(texts, code, posterior, 2)
    many = row_likeness(texts, np.tile(code, 150), np.tile(posterior, 150), 2)
    np.testing.assert_allclose(many, np.tile(alone, 150), atol=1e-6)
    np.testing.assert_allclose(row_likeness(texts, code[:2, 1:], posterior[:2, :, 1:], 2), alone[:2, :, 1:], atol=1e-6)


def test_rows_narrower_than_any_year_resemble_nothing() -> None:
    texts, code, posterior = row(STATUS, EVALUATION, placed={0: 0})
    assert row_likeness(texts, code[:0], posterior[:0], 2).shape == (0, 2, 1)
