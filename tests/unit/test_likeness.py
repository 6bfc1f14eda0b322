"""Whether two narratives say the same, and which phrases are said each year for good reason."""

import pytest

from pipeline.prose.writing.likeness import (
    is_same,
    is_same_but_figures,
    is_standing_phrase,
    longest_prose,
    says_the_same,
)

TEXT = "市報とホームページに記事を掲載し、相談先の情報をあわせて周知した。"


@pytest.mark.parametrize(
    "text", ["取組を継続。", "実施を継続", "継続実施。", "年1回実施", "引き続き実施する。", "実施方法の検討"]
)
def test_standing_phrases(text: str) -> None:
    assert is_standing_phrase(text)


@pytest.mark.parametrize("text", [TEXT, "窓口で相談を24件受けた。", "継続的な見守りを行った。", ""])
def test_words_of_their_own_are_no_standing_phrase(text: str) -> None:
    assert not is_standing_phrase(text)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (TEXT.replace("、", " "), True),
        (TEXT.replace("記事", "記亊"), True),
        (f"令和3年度は、{TEXT}", True),
        ("市報に記事を掲載した。", False),
    ],
)
def test_the_same_but_for_marks_and_a_misread_character(other: str, expected: bool) -> None:
    assert is_same(TEXT, other) == expected


def test_the_named_year_is_no_difference_and_a_figure_is() -> None:
    assert is_same("令和2年度は、住宅費を支給した。", "令和3年度は、住宅費を支給した。")
    assert not is_same("令和2年度は、30人に支給した。", "令和3年度は、41人に支給した。")
    assert is_same_but_figures("30人に支給した。", "41人に支給した。")
    assert not is_same_but_figures("30人に支給した。", "30人に支給した。")


def test_a_text_within_another_says_the_same() -> None:
    assert says_the_same("相談先の情報をあわせて周知した。", TEXT, 10)
    assert not says_the_same("周知した。", TEXT, 10)


def test_prose_is_counted_between_figures() -> None:
    assert longest_prose("届出数486件 面接数465件") < 8
    assert longest_prose(f"3回、{TEXT}") > 25
