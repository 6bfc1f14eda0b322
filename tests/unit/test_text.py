"""Texts as they are compared: widths, blanks, dashes, keys."""

import pytest

from pipeline.values.text import comparison_key, filled, fold_width, is_blank, is_dash, mend, normalise

VOCABULARY = {"グートキーパー": "ゲートキーパー"}


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        pytest.param("令和５年度", "令和5年度", id="digits"),
        pytest.param("Ｒ５～Ｈ３０", "R5~H30", id="letters-and-wave"),
        pytest.param("（８０．５％）：［１］", "(80.5%):[1]", id="marks"),
        pytest.param("R1〜R5", "R1~R5", id="wave-dash"),
        pytest.param("①ー㈱ｶﾞ", "①ー㈱ｶﾞ", id="nothing-that-would-change-the-length"),
    ],
)
def test_fold_width_turns_full_width_marks_into_ascii(printed, folded):
    assert fold_width(printed) == folded


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        pytest.param("　企画課　\t80％ ", "企画課 80%", id="white-space-and-width"),
        pytest.param("ｾﾝﾀｰ", "センター", id="half-width-kana"),
        pytest.param(" 　", "", id="blank"),
    ],
)
def test_normalise_leaves_one_form(printed, normal):
    assert normalise(printed) == normal


@pytest.mark.parametrize("text", ["", " ", "　", "\t \n"], ids=["empty", "blank", "ideographic", "mixed"])
def test_white_space_is_blank_and_no_dash(text):
    assert is_blank(text)
    assert not is_dash(text)


@pytest.mark.parametrize("dash", list("-‐‑‒–—―−ー─━－ｰ"), ids=lambda dash: f"U+{ord(dash):04X}")
def test_every_dash_is_a_dash_and_not_blank(dash):
    assert is_dash(f" {dash}　")
    assert is_dash(dash * 2)
    assert not is_blank(dash)


@pytest.mark.parametrize("text", ["-5", "センター", "0", "一", "実施-", "～"])
def test_a_dash_beside_anything_else_is_no_dash(text):
    assert not is_dash(text)


def test_mend_replaces_known_misreadings_and_nothing_else():
    assert mend("グートキーパー養成講座（グートキーパー）", VOCABULARY) == "ゲートキーパー養成講座（ゲートキーパー）"
    assert mend("窓口相談", VOCABULARY) == "窓口相談"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ゲートキーパー養成講座", "グートキーパー養成講座", id="known-misreading"),
        pytest.param("相続・遺言 (登記)", "相続遺言（登記）", id="punctuation-and-blanks"),
        pytest.param("ＳＯＳの出し方", "sosの出し方", id="width-and-case"),
        pytest.param("児童ｾﾝﾀｰ", "児童センター", id="half-width-kana"),
    ],
)
def test_equal_words_have_equal_comparison_keys(one, other):
    assert comparison_key(one, VOCABULARY) == comparison_key(other, VOCABULARY)


def test_different_words_have_different_comparison_keys():
    assert comparison_key("講座1") != comparison_key("講座2")
    assert comparison_key("センター") != comparison_key("センタ")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        pytest.param("3回", "4回", "「3回」→「4回」", id="short"),
        pytest.param("A" * 90, "A" * 90, f"「{'A' * 59}…」→「{'A' * 59}…」", id="equal"),
        pytest.param(
            "A" * 20 + "3" + "B" * 90, "A" * 20 + "4", f"「{'A' * 20}3{'B' * 38}…」→「{'A' * 20}4」", id="early"
        ),
        pytest.param("A" * 90 + "3回", "A" * 90 + "4回", f"「…{'A' * 10}3回」→「…{'A' * 10}4回」", id="late"),
        pytest.param("A" * 90 + "終了", "A" * 90, f"「…{'A' * 10}終了」→「…{'A' * 10}」", id="cut-off"),
        pytest.param("A" * 90, None, f"「{'A' * 59}…」→「」", id="one"),
    ],
)
def test_texts_are_quoted_so_that_their_difference_is_seen(before, after, sentence):
    assert filled("「{expected}」→「{observed}」", {"observed": after, "expected": before}) == sentence
