"""Figures beside those of the year before, and what is said of them."""

import pytest

from pipeline.prose.figures.changes_told import tells_direction
from pipeline.prose.figures.comparisons import figures_of_last_year, read_comparisons


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("参加者は前年度の120人から90人へと増加した。", "120人→90人"),
        ("相談件数は45件（昨年度60件）と伸びた。", "60件→45件"),
        ("前年度の30件に比べ、今年度は45件と減少した。", "30件→45件"),
        ("来場者は500人で前年度の480人を下回った。", "480人→500人"),
        ("令和4年度80人に対し令和5年度は60人と増えた。", "80人→60人"),
        ("登録者数212人。前年度は198人であり、減少傾向にある。", "198人→212人"),
        ("新規登録は昨年並みの15人（昨年度30人）", "30人→15人"),
        ("参加者数は前回の50名に及ばず、62名であった。", "50名→62名"),
    ],
)
def test_words_that_contradict_their_figures(text: str, printed: str) -> None:
    (found,) = read_comparisons(text, 2023)
    assert (found.printed, found.contradicts) == (printed, True)


@pytest.mark.parametrize(
    "text",
    [
        "参加者は前年度の120人から150人へと増加した。",
        "前年度80件、今年度78件で横ばいであった。",
        "前年度に比べ12件増加し、45件となった。",
        "参加者は45人であった。",
        "昨年度は2回、今年度は3回開催した。",
        "前年度より参加者は減少したが、60人（昨年度50人）の応募は増えた。",
    ],
)
def test_words_that_go_with_their_figures(text: str) -> None:
    assert not any(found.contradicts for found in read_comparisons(text, 2023))


def test_a_change_is_the_difference_of_its_figures() -> None:
    (right,) = read_comparisons("前年度120件から150件となり、30件増加した。", 2023)
    (wrong,) = read_comparisons("前年度120件から150件となり、20件増加した。", 2023)
    assert (right.has_wrong_difference, wrong.has_wrong_difference) == (False, True)


@pytest.mark.parametrize(("told", "expected"), [("25%増加", False), ("10%増加", True), ("前年度比125%", False)])
def test_a_change_in_percent_is_that_of_its_figures(told: str, expected: bool) -> None:
    (found,) = read_comparisons(f"利用者は100人（前年度80人）で、{told}であった。", 2023)
    assert found.has_wrong_pct is expected


def test_tenfold_needs_a_word_for_it() -> None:
    (found,) = read_comparisons("参加者数は昨年度350人、今年度は36人であった。", 2023)
    assert found.is_tenfold
    (told,) = read_comparisons("参加者数は昨年度36人、今年度は350人と大幅に増えた。", 2023)
    assert not told.is_tenfold


def test_figures_of_the_year_before_are_told_apart() -> None:
    assert [count.value for count in figures_of_last_year("前年度の110件から150件に増えた。")] == [110]
    assert figures_of_last_year("前年度より20件増え、150件となった。") == []


def test_one_direction_is_told() -> None:
    assert tells_direction("前年度より増加した。") == "rose"
    assert tells_direction("増加した。") is None
    assert tells_direction("前年度より男性は増え、女性は減った。") is None
