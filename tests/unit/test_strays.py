"""Cells that belong nowhere, as far as their row tells: doubles."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.placement.alignment.strays import (
    ANY,
    BLANK,
    BLANK_WITHIN,
    IN_COMPANY,
    NEAR_ITS_LIKE,
    NEXT_TO_ITS_LIKE,
    SHORT_NEAR_ITS_LIKE,
    company,
    stray_odds,
)
from pipeline.placement.evidence.texts import coded

SENTENCE = "窓口に来た人の話を聞き、関係機関を案内した。"


# --- doubles


def odds_of(cells: Sequence[str], field_distance: int) -> list[float]:
    """Return the odds of the cells of a row that stands alone."""
    texts, codes = coded([cells])
    return stray_odds(texts, codes[0][:, None], [field_distance] * len(cells))[:, 0].tolist()


def test_a_cell_like_no_other_is_seldom_a_stray() -> None:
    assert odds_of(["窓口相談", "福祉課", SENTENCE, "100%"], 3) == [ANY] * 4


def test_the_second_of_two_neighbours_is_the_double() -> None:
    before, first, second, behind = odds_of(["窓口相談", SENTENCE, SENTENCE, "100%"], 3)
    assert second == NEXT_TO_ITS_LIKE > 1
    assert before == first == behind == ANY


def test_of_three_neighbours_the_first_stays() -> None:
    first, second, third = odds_of([SENTENCE] * 3, 1)
    assert first == ANY
    assert second == third > 1


def test_a_short_phrase_is_repeated_for_good_reason_more_often() -> None:
    sentence, phrase = odds_of([SENTENCE, SENTENCE], 3)[1], odds_of(["継続", "継続"], 3)[1]
    assert sentence > phrase > ANY


def test_a_short_phrase_is_no_likelier_a_stray_next_to_its_like_than_near_it() -> None:
    assert odds_of(["継続", "100%", "継続"], 3) == [SHORT_NEAR_ITS_LIKE, ANY, SHORT_NEAR_ITS_LIKE]


def test_a_figure_is_no_phrase() -> None:
    assert odds_of(["100%", "100%"], 3)[1] == odds_of([SENTENCE, SENTENCE], 3)[1]


def test_a_text_nearer_to_its_like_than_two_columns_of_a_field_is_suspect() -> None:
    odds = odds_of([SENTENCE, "100%", SENTENCE], 3)
    assert odds == [NEAR_ITS_LIKE, ANY, NEAR_ITS_LIKE]
    assert ANY < NEAR_ITS_LIKE < odds_of([SENTENCE, SENTENCE], 3)[1]


@pytest.mark.parametrize("distance", [2, 3])
def test_texts_as_far_apart_as_two_columns_of_a_field_are_not_suspect(distance: int) -> None:
    """Status, evaluation, status: the text of one year again in the next."""
    cells = [SENTENCE, *["評価した。", "100%"][: distance - 1], SENTENCE]
    assert odds_of(cells, distance) == [ANY] * len(cells)


@pytest.mark.parametrize("dash", ["-", "―", "ー", "－"])
def test_a_dash_is_never_a_double(dash: str) -> None:
    assert odds_of([dash, dash, dash], 4) == [ANY] * 3


@pytest.mark.parametrize("blank", ["", "  ", "\u3000"])
def test_a_blank_is_often_padding_and_never_a_double(blank: str) -> None:
    assert odds_of([blank, blank, "窓口相談", blank], 4) == [BLANK_WITHIN, BLANK_WITHIN, ANY, BLANK]


def test_a_rating_doubled_on_both_sides_of_a_doubled_text_is_near_its_like() -> None:
    odds = odds_of(["100%", SENTENCE, SENTENCE, "100%"], 3)
    assert odds == [NEAR_ITS_LIKE, ANY, NEXT_TO_ITS_LIKE, NEAR_ITS_LIKE]


def test_blanks_between_do_not_hide_a_double() -> None:
    assert odds_of([SENTENCE, "", SENTENCE], 3)[2] > ANY


def test_a_row_without_cells() -> None:
    assert odds_of([], 3) == []


def test_rows_of_different_widths_do_not_touch_each_other() -> None:
    """Padding is a blank like any other, and no like of the padding beside it."""
    rows = [[SENTENCE, SENTENCE, "100%"], [SENTENCE], ["継続", "-", "継続", "", "100%"]]
    texts, codes = coded(rows)
    code = np.full((5, 3), -1)
    for number, row in enumerate(codes):
        code[: len(row), number] = row
    found = stray_odds(texts, code, [3] * len(code))
    for number, row in enumerate(rows):
        assert found[: len(row), number].tolist() == odds_of(row, 3)
        assert set(found[len(row) :, number]) <= {BLANK}


# --- company


def test_a_cell_behind_an_unlikely_stray_gains_up_to_the_odds_of_company() -> None:
    odds = np.log([[ANY], [ANY], [ANY]])
    gain = company(odds)
    assert gain.shape == (2, 1)
    np.testing.assert_allclose(np.exp(odds[1:] + gain), IN_COMPANY)


def test_a_likely_stray_gains_nothing_and_never_loses() -> None:
    assert company(np.log([[3.0], [ANY], [3.0], [3.0]])).tolist() == [[0.0]] * 3


def test_one_cell_has_no_company() -> None:
    assert company(np.zeros((1, 2))).shape == (0, 2)
