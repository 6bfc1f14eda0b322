"""Texts looked at once: codes, forms, stems, and words as numbers."""

import numpy as np
import pytest

from pipeline.placement.evidence.forms import EVIDENCE
from pipeline.placement.evidence.texts import Texts, coded, normalised

SENTENCE = "窓口で相談を12回受け、関係機関を案内した。"


# --- codes


def test_equal_texts_share_a_code_over_all_rows() -> None:
    texts, codes = coded([["窓口相談", "100%"], ["100%", "窓口相談", "窓口相談"]])
    assert [[texts.distinct[code] for code in row] for row in codes] == [
        ["窓口相談", "100%"],
        ["100%", "窓口相談", "窓口相談"],
    ]
    assert len(set(np.concatenate(codes))) == 2


def test_texts_are_told_apart_as_printed() -> None:
    texts, codes = coded([["100%", "１００％", "100% ", ""]])
    assert [texts.distinct[code] for code in codes[0]] == ["100%", "１００％", "100% ", ""]
    assert len(set(codes[0])) == 4


def test_a_row_without_cells_has_no_codes() -> None:
    _, codes = coded([["窓口相談"], [], ["100%", "-"]])
    assert [len(row) for row in codes] == [1, 0, 2]


@pytest.mark.parametrize("rows", [[["窓口相談"]], [["", "窓口相談"]], [[]], []], ids=["text", "blank", "empty", "none"])
def test_the_last_text_stands_for_cells_that_a_row_does_not_have(rows: list[list[str]]) -> None:
    texts, _ = coded(rows)
    assert texts.distinct[-1] == ""
    assert texts.is_blank[-1]
    assert texts.beginning[-1] == texts.ending[-1] == texts.sentence[-1] == -1


# --- forms


def test_white_space_is_folded_and_widths_are_made_equal() -> None:
    texts = Texts(["ＰＲ\u3000 活動 ", "PR 活動"])
    assert texts.normalised.to_pylist() == ["PR 活動"] * 2
    assert texts.length.tolist() == [5, 5]


def test_circled_numbers_become_no_plain_ones() -> None:
    assert Texts(["②８０％ ⑲９０％", "2 80%"]).normalised.to_pylist() == ["①80% ①90%", "2 80%"]


@pytest.mark.parametrize("text", ["゛相談", "Ａ ￣Ｂ", "\u3000①\u300080％ ", "a\x85b\x1c", "𠮷 １"])
def test_normalised_texts_are_trimmed_and_stay_as_they_are(text: str) -> None:
    (once,) = normalised([text]).to_pylist()
    assert once == " ".join(once.split())
    assert normalised([once]).to_pylist() == [once]


def test_a_private_character_is_no_circled_number() -> None:
    assert Texts(["\ue000②"]).normalised.to_pylist() == ["\ue000①"]


@pytest.mark.parametrize("text", ["重点施策① 孤立を防ぐ", "基本目標②"])
def test_titles_may_carry_a_circled_number(text: str) -> None:
    assert Texts([text]).is_title.tolist() == [True]


def test_letters_of_other_planes_are_kept() -> None:
    texts = Texts(["𠮷野家で𩸽の展示", "吉野家での展示"])
    assert texts.wording[0] != texts.wording[1]


@pytest.mark.parametrize(("text", "is_blank"), [("", True), (" ", True), ("\u3000\n", True), ("-", False)])
def test_blanks(text: str, is_blank: bool) -> None:
    assert Texts([text]).is_blank.tolist() == [is_blank]


@pytest.mark.parametrize(
    ("text", "is_dash"),
    [
        ("-", True),
        ("－", True),
        ("―", True),
        (" ー ", True),
        ("--", True),
        ("", False),
        ("1-1", False),
        ("センター", False),
    ],
)
def test_dashes(text: str, is_dash: bool) -> None:
    assert Texts([text]).is_dash.tolist() == [is_dash]


@pytest.mark.parametrize(
    ("text", "begins"), [("12回", True), ("１２回", True), (" 3件", True), ("年12回", False), ("", False)]
)
def test_texts_that_begin_with_a_digit(text: str, begins: bool) -> None:
    assert Texts([text]).begins_with_digit.tolist() == [begins]


def test_evidence_has_a_row_per_text() -> None:
    texts = Texts(["福祉課", "", "100%"])
    assert texts.evidence.shape == (3, len(EVIDENCE))
    assert texts.evidence[:, EVIDENCE.index("rating")].tolist() == [0, 0, 1]


# --- stems


def shares(kind: str, text: str, other: str) -> bool:
    one, two = getattr(Texts([text, other]), kind)
    return bool(one == two >= 0)


@pytest.mark.parametrize(
    ("other", "kinds"),
    [
        pytest.param(SENTENCE, {"beginning", "ending", "sentence"}, id="itself"),
        pytest.param(SENTENCE.replace("12", "135"), {"beginning", "ending"}, id="another-count"),
        pytest.param(SENTENCE.replace("12", "１２"), {"beginning", "ending", "sentence"}, id="full-width"),
        pytest.param(SENTENCE.rstrip("。"), {"beginning", "ending", "sentence"}, id="no-full-stop"),
        pytest.param(SENTENCE.replace("窓口", "電話"), {"ending"}, id="another-beginning"),
        pytest.param(SENTENCE + "来年度も続ける。", {"beginning", "sentence"}, id="another-ending"),
        pytest.param("市の広報に記事を掲載し、周知に努めた。", set(), id="another-text"),
    ],
)
def test_a_text_is_recognised_by_its_stems(other: str, kinds: set[str]) -> None:
    assert {kind for kind in ("beginning", "ending", "sentence") if shares(kind, SENTENCE, other)} == kinds


@pytest.mark.parametrize("text", ["", "-", "実施", "100%", "12回 34件"])
def test_a_text_of_few_letters_has_no_beginning_and_no_ending(text: str) -> None:
    texts = Texts([text])
    assert texts.beginning.tolist() == texts.ending.tolist() == [-1]


# --- words


def words_of(*texts: str) -> np.ndarray:
    found = Texts([*texts])
    return found.words[found.wording]


def alike(text: str, other: str) -> float:
    one, two = words_of(text, other)
    return float(one @ two)


def test_a_text_is_as_alike_itself_as_can_be() -> None:
    assert alike(SENTENCE, SENTENCE) == pytest.approx(1)


def test_counts_and_punctuation_make_no_difference() -> None:
    assert alike(SENTENCE, "窓口で、相談を135回受け 関係機関を「案内」した") == pytest.approx(1)


def test_the_more_words_two_texts_share_the_more_alike_they_are() -> None:
    changed = alike(SENTENCE, SENTENCE.replace("案内", "紹介"))
    another = alike(SENTENCE, "市の広報に記事を掲載し、周知に努めた。")
    assert 1 > changed > 0.6
    assert 0.4 > another >= 0


@pytest.mark.parametrize("text", ["", "-", "100%", "○", "課"])
def test_a_text_without_two_neighbouring_letters_is_like_none(text: str) -> None:
    assert alike(text, text) == 0
    assert alike(text, SENTENCE) == 0


def test_words_do_not_run_on_from_one_text_to_the_next() -> None:
    together = words_of("窓口", "相談", "", "窓口相談")
    alone = np.concatenate([words_of(text) for text in ("窓口", "相談", "", "窓口相談")])
    np.testing.assert_array_equal(together, alone)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基本施策2 自殺対策を支える人材の育成", True),
        ("重点施策1勤労者への支援", True),
        ("重点施策２　認知症とともに生きる", True),
        ("基本目標1", True),
        ("基本目標1の達成に向けて取り組んだ", False),
        ("基本施策2に基づき、講座を開催した。", False),
        ("施策の推進", False),
        ("窓口相談", False),
    ],
)
def test_a_title_of_a_policy_is_no_sentence_about_one(text: str, expected: bool) -> None:
    assert Texts([text]).is_title.tolist() == [expected]
