"""Two texts in one cell: which slots may be merged, where a text may be cut, and what its halves are worth."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.placement.alignment.pair_hmm import Alignment, Array
from pipeline.placement.evidence.scoring import fitted_weights
from pipeline.placement.evidence.texts import Texts
from pipeline.placement.lessons.learning import Learnt
from pipeline.placement.lessons.merging import (
    COVERED,
    Halves,
    asked_pairs,
    covered_pairs,
    covering,
    in_question,
    merge_scores,
)
from pipeline.placement.slots import Slot

SLOTS = (
    Slot("page"),
    Slot("bureau"),
    Slot("section"),
    Slot("section", is_optional=True),
    Slot("description", is_optional=True),
    Slot("status", 2022),
    Slot("evaluation", 2022),
    Slot("achievement", 2022),
    Slot("plan", 2023),
)
PAGE, BUREAU, SECTION, SECOND_SECTION, DESCRIPTION, STATUS, EVALUATION, RATING, PLAN = range(9)


def first_pass(slots: Sequence[Slot], placed: Sequence[int], lost: Sequence[int]) -> Alignment:
    """One cell, its posterior shared by the slots in `placed`; those in `lost` have no cell."""
    match, empty = np.zeros((1, len(slots), 1)), np.zeros((len(slots), 1))
    match[0, list(placed)] = 1 / max(len(placed), 1)
    empty[list(lost)] = 1.0
    return Alignment(match, 1 - match.sum(axis=1), empty, np.zeros(1))


def scored(text: str, slots: Sequence[Slot], first: Alignment, likeness: Array) -> Array:
    """Return the scores of cells that all hold this text."""
    code = np.zeros(first.surplus.shape, dtype=np.int64)
    halves = Halves.of(Texts([text, ""]), in_question(code, slots, first), fitted_weights(), Learnt.nothing())
    return merge_scores(halves, code, slots, first, likeness)


def scores_of(
    text: str, placed: Sequence[int], lost: Sequence[int], likeness: Sequence[float] | None = None
) -> dict[tuple[int, int], float]:
    """Return the scores of a cell as two texts, by its pair of slots; pairs that it cannot be are left out."""
    alike = np.zeros((1, len(SLOTS), 1)) if likeness is None else np.array(likeness)[None, :, None]
    found = scored(text, SLOTS, first_pass(SLOTS, placed, lost), alike)
    pairs = [(j, k) for j, k, _ in asked_pairs(SLOTS)]
    return {pair: float(score) for pair, score in zip(pairs, found[0, :, 0], strict=True) if np.isfinite(score)}


def anywhere(text: str) -> dict[tuple[int, int], float]:
    """Return the scores of a cell that may stand in any slot, where any slot may be lost."""
    everywhere = range(len(SLOTS))
    return scores_of(text, everywhere, everywhere)


# --- pairs


def test_pairs_are_neighbours_in_the_heading() -> None:
    assert [(j, k) for j, k, _ in asked_pairs(SLOTS)] == [
        (PAGE, BUREAU),
        (BUREAU, SECTION),
        (SECTION, STATUS),
        (STATUS, EVALUATION),
        (EVALUATION, RATING),
        (RATING, PLAN),
    ]


def test_a_merged_cell_is_certain_in_neither_slot_and_begins_in_the_first() -> None:
    assert all(0.5 < share < 1 for *_, share in asked_pairs(SLOTS))


def test_a_column_of_unknown_heading_is_half_of_no_pair() -> None:
    assert [(j, k) for j, k, _ in asked_pairs([Slot("measure"), Slot(None), Slot("section")])] == [(0, 2)]


@pytest.mark.parametrize("slots", [[], [Slot("measure")], [Slot("measure"), Slot("description", is_optional=True)]])
def test_fewer_than_two_columns_have_no_pair(slots: list[Slot]) -> None:
    assert asked_pairs(slots) == []
    found = scored("窓口 相談", slots, first_pass(slots, [], []), np.zeros((1, len(slots), 1)))
    assert found.shape == (1, 0, 1)


# --- cuts


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        pytest.param("健康福祉部 健康課", (BUREAU, SECTION), id="white-space"),
        pytest.param("健康福祉部健康課", (BUREAU, SECTION), id="the-end-of-a-bureau"),
        pytest.param("P12健康福祉部", (PAGE, BUREAU), id="a-page"),
        pytest.param("34ページ健康福祉部", (PAGE, BUREAU), id="a-page-in-words"),
        pytest.param("12健康福祉部", (PAGE, BUREAU), id="a-bare-page"),
        pytest.param(
            "9月10日に講座を開催し、25人が参加した。多くの市民に周知することができた。",
            (STATUS, EVALUATION),
            id="the-end-of-a-sentence",
        ),
        pytest.param("多くの市民に周知することができた。80%", (EVALUATION, RATING), id="a-rating-behind"),
        pytest.param("多くの市民に周知できた８０％", (EVALUATION, RATING), id="a-full-width-rating-behind"),
        pytest.param("多くの市民に周知することができた。実施", (EVALUATION, RATING), id="a-rating-in-words-behind"),
        pytest.param("80%回数を増やし、周知を図る予定。", (RATING, PLAN), id="a-rating-before"),
        pytest.param("未実施開催の方法を検討する。", (RATING, PLAN), id="a-rating-in-words-before"),
    ],
)
def test_two_texts_in_one_are_cut_and_fit_their_two_columns_best(text: str, pair: tuple[int, int]) -> None:
    found = anywhere(text)
    assert max(found, key=lambda key: found[key]) == pair


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "-",
            "○",
            "窓口相談",
            "健康福祉部",
            "健康課",
            "P12",
            "12",
            "100%",
            "８０％",
            "3.5%",
            "約80%",
            "実施",
            "未実施",
        ),
        *(
            "12回実施した。",
            "25人が参加した。",
            "実施した。",
            "実施予定",
            "9月に講座を開催した。",
            "広報を500部配布した。",
        ),
        *("P12 ", " 80% ", "窓口相談 "),
    ],
)
def test_a_text_of_one_column_is_not_cut(text: str) -> None:
    assert anywhere(text) == {}


@pytest.mark.parametrize("text", ["一部実施", "引き続き実施", "年2回実施", "3月に研修を実施"])
def test_a_text_that_ends_in_being_carried_out_is_one(text: str) -> None:
    """Only behind a sentence is that a rating of its own."""
    assert anywhere(text) == {}


def test_a_page_in_words_is_cut_behind_its_word() -> None:
    found, number = anywhere("34ページ健康福祉部"), anywhere("P34健康福祉部")
    assert found[PAGE, BUREAU] == pytest.approx(number[PAGE, BUREAU])


# --- where


def test_only_a_cell_beside_a_lost_slot_comes_into_question() -> None:
    text = "健康福祉部 健康課"
    assert set(scores_of(text, [BUREAU], [SECTION])) == {(BUREAU, SECTION)}
    assert set(scores_of(text, [SECTION], [BUREAU])) == {(BUREAU, SECTION)}
    assert scores_of(text, [BUREAU], []) == {}
    assert scores_of(text, [BUREAU], [STATUS, EVALUATION]) == {}
    assert scores_of(text, [], [BUREAU, SECTION]) == {}


def test_each_row_of_a_batch_has_its_own_losses() -> None:
    one, two = first_pass(SLOTS, [BUREAU], [SECTION]), first_pass(SLOTS, [BUREAU], [])
    both = Alignment(
        *(np.concatenate([getattr(a, part) for a in (one, two)], axis=-1) for part in ("match", "surplus", "lost")),
        log_likelihood=np.zeros(2),
    )
    found = scored("健康福祉部健康課", SLOTS, both, np.zeros((1, len(SLOTS), 2)))
    assert np.isfinite(found).any(axis=(0, 1)).tolist() == [True, False]


def test_white_space_makes_two_texts_likelier() -> None:
    places = [EVALUATION], [STATUS]
    text = "9月10日に講座を開催し、25人が参加した。{}多くの市民に周知することができた。"
    pair = (STATUS, EVALUATION)
    assert scores_of(text.format(" "), *places)[pair] > scores_of(text.format(""), *places)[pair]


def test_more_places_to_cut_make_each_of_them_less_likely() -> None:
    text = "9月10日に講座を開催し、25人が参加した。多くの市民に周知することができた。"
    places = [EVALUATION], [STATUS]
    pair = (STATUS, EVALUATION)
    assert scores_of(text + "多くの市民に周知することができた。", *places)[pair] < scores_of(text, *places)[pair]


def test_what_the_whole_text_is_like_counts_for_either_half_and_never_against_it() -> None:
    text, pair = "健康福祉部 健康課", (BUREAU, SECTION)
    plain = scores_of(text, [BUREAU], [SECTION])[pair]
    for liked in pair:
        likeness = [2.0 if j == liked else -3.0 for j in range(len(SLOTS))]
        assert scores_of(text, [BUREAU], [SECTION], likeness)[pair] == pytest.approx(plain + 2.0)
    assert scores_of(text, [BUREAU], [SECTION], [-3.0] * len(SLOTS))[pair] == pytest.approx(plain)


# --- a description over the first year's cell


def test_a_slipped_description_may_be_printed_over_the_first_of_the_years() -> None:
    assert covered_pairs(SLOTS) == [(DESCRIPTION, STATUS, 1.0)]


@pytest.mark.parametrize(
    "slots",
    [
        pytest.param([], id="no-slots"),
        pytest.param([Slot("measure"), Slot("description", is_optional=True)], id="no-years"),
        pytest.param([Slot("status", 2022), Slot("evaluation", 2022)], id="nothing-but-years"),
        pytest.param([Slot("measure"), Slot("description"), Slot("status", 2022)], id="an-asked-description"),
    ],
)
def test_nothing_is_covered_where_no_description_can_slip(slots: list[Slot]) -> None:
    assert covered_pairs(slots) == []
    assert covering(np.zeros((2, len(slots), 1)), slots).shape == (2, 0, 1)


def test_what_covers_a_cell_is_as_good_a_description_as_any() -> None:
    match = np.random.default_rng(0).normal(0, 1, (3, len(SLOTS), 2))
    np.testing.assert_allclose(covering(match, SLOTS)[:, 0], match[:, DESCRIPTION] + COVERED)
    assert COVERED < 0
