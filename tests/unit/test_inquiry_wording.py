"""Answers as they may stand in a field, and one section's part within a text of several."""

import pytest

from pipeline.inquiry.wording import UnusableAnswerError, admitted, composed, own_part


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("85%", "85%"),
        ("８５％", "85%"),
        ("85", "85%"),
        ("95.7", "95.7%"),
        ("100", "100%"),
        ("120%", "120%"),
        ("実施", "実施"),
        ("未実施。", "未実施"),
        ("該当なし", "該当なし"),
        ("－", "-"),
        ("①50％②60％", "①50%②60%"),
    ],
)
def test_a_rating_is_recorded_in_the_notation_of_the_documents(text: str, expected: str) -> None:
    assert admitted("achievement", text) == expected


@pytest.mark.parametrize("text", ["だいたい", "0.85", "1", "3回", "-5%", "年度末に実施予定", "1234", "#N/A"])
def test_what_is_no_rating_is_refused_in_two_languages(text: str) -> None:
    with pytest.raises(UnusableAnswerError) as told:
        admitted("achievement", text)
    assert told.value.message_ja and told.value.message_en


@pytest.mark.parametrize("text", ["=1+1", "+81", "@SUM(A1)", "-1+2", "=cmd|' /C calc'!A0"])
def test_a_text_that_could_run_as_a_formula_is_refused(text: str) -> None:
    with pytest.raises(UnusableAnswerError) as told:
        admitted("status", text)
    assert "数式" in told.value.message_ja


@pytest.mark.parametrize("text", ["-", "－", "3回実施した。", "・相談 ・講座", "50%に当たる－"])
def test_other_texts_stay_as_they_are_given(text: str) -> None:
    assert admitted("status", text) == text


def test_a_page_needs_a_number() -> None:
    assert admitted("page", "Ｐ20") == "Ｐ20"
    with pytest.raises(UnusableAnswerError):
        admitted("page", "不明")


@pytest.mark.parametrize(
    ("field", "text", "count", "expected"),
    [
        pytest.param("achievement", "90%", 1, "80%", id="the-only-section"),
        pytest.param("achievement", "", 1, "80%", id="the-only-section-nothing-printed"),
        pytest.param("achievement", "", 2, "【福祉課】80%", id="nothing-printed-for-two"),
        pytest.param("achievement", "90%", 2, "90% 【福祉課】80%", id="a-rating-for-all-stays-for-the-others"),
        pytest.param("achievement", "福祉課 50% 健康課 実施", 2, "【健康課】実施 【福祉課】80%", id="its-own-part"),
        pytest.param("achievement", "福祉諜 50% 健康課 実施", 2, "【健康課】実施 【福祉課】80%", id="by-its-alias"),
        pytest.param("achievement", "【健康課】70%", 1, "【健康課】70% 【福祉課】80%", id="another-one-is-named"),
        pytest.param("status", "(福祉課) 講座 (健康課) 相談", 2, "【健康課】相談 【福祉課】80%", id="passages"),
        pytest.param("status", "皆で行った。", 2, "80%", id="a-narrative-of-all-is-replaced"),
        pytest.param("status", "", 2, "【福祉課】80%", id="no-narrative"),
        pytest.param("section", "福祉課 健康課", 2, "80%", id="not-a-field-that-is-shared"),
    ],
)
def test_one_sections_part_is_put_into_the_text(field: str, text: str, count: int, expected: str) -> None:
    assert composed(field, text, "80%", "福祉課", ("福祉課", "福祉諜"), count) == expected


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("achievement", "85%", "85%"),
        ("achievement", "90% 【福祉課】80%", "80%"),
        ("achievement", "福祉課 50% 健康課 実施", "50%"),
        ("achievement", "福祉課：50% 健康課：実施", "50%"),
        ("achievement", "①50% ②70%", "①50% ②70%"),
        ("achievement", "実施 【健康課】未実施", "実施"),
        ("achievement", "【健康課】未実施", "【健康課】未実施"),
        ("section", "福祉課 健康課", "福祉課 健康課"),
        ("status", "(福祉課) 講座 (健康課) 相談", "講座"),
        ("status", "皆で行った。", "皆で行った。"),
    ],
)
def test_the_own_part_of_a_text_is_read_back(field: str, text: str, expected: str) -> None:
    assert own_part(field, text, ("福祉課",)) == expected
