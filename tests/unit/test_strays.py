"""Cells that belong nowhere: doubles in a row, and strangers from another measure's row."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.placement.strays import (
    ANY,
    BLANK,
    IN_COMPANY,
    NEAR_ITS_LIKE,
    NEXT_TO_ITS_LIKE,
    SHORT_NEAR_ITS_LIKE,
    Cells,
    company,
    strangers,
    stray_odds,
)
from pipeline.placement.texts import coded

SENTENCE = "窓口に来た人の話を聞き、関係機関を案内した。"


# --- doubles


def odds_of(cells: Sequence[str], field_distance: int) -> list[float]:
    """Return the odds of the cells of a row that stands alone."""
    texts, codes = coded([cells])
    return stray_odds(texts, codes[0][:, None], field_distance)[:, 0].tolist()


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
    assert odds_of([blank, blank, "窓口相談", blank], 4) == [BLANK, BLANK, ANY, BLANK]


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
    found = stray_odds(texts, code, 3)
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


# --- strangers

# Two measures about different things; each row holds its name, two yearly texts, and ratings.
SWIMMING = [
    "水泳教室",
    "温水プールで児童対象の水泳教室を夏季休業期間に開催した。",
    "水泳教室の児童は温水プールでの夏季練習を通じて泳力が向上した。",
    "80%",
    "温水プールの改修後、夏季休業期間に児童対象の水泳教室を開催する予定である。",
]
LIBRARY = [
    "図書展示",
    "中央図書館の閲覧室で推薦図書の展示と貸出を行った。",
    "中央図書館の推薦図書は展示後の貸出が増加し、閲覧室も利用された。",
    "90%",
    "推薦図書の展示を中央図書館で続け、閲覧室の貸出を増やす予定である。",
]
FARMING = [
    "農園事業",
    "市民農園の区画を利用者に貸付け、野菜栽培の講習を行った。",
    "市民農園の区画は全部利用され、野菜栽培の講習も盛況だった。",
    "70%",
    "野菜栽培の講習と市民農園の区画の貸付けを続ける予定である。",
]


def document(*rows: Sequence[str], names: Sequence[str] | None = None, complete: Sequence[int] = ()) -> Cells:
    """Rows on lines 1, 2 …; the first cell of each is the measure's name, the others are yearly."""
    return Cells(
        texts=[text for row in rows for text in row],
        rows=[number for number, row in enumerate(rows, 1) for _ in row],
        measures=dict(enumerate(names or [row[0] for row in rows], 1)),
        is_yearly=[bool(i) for row in rows for i in range(len(row))],
        complete_rows=frozenset(complete),
    )


def found(cells: Cells) -> list[tuple[int, str]]:
    return [(cells.rows[i], cells.texts[i]) for i in sorted(strangers(cells))]


def test_undamaged_rows_hold_no_strangers() -> None:
    assert found(document(SWIMMING, LIBRARY, FARMING)) == []


def test_an_empty_document_holds_none() -> None:
    assert strangers(document()) == set()


def with_cell(row: Sequence[str], number: int, *texts: str) -> list[str]:
    return [*row[:number], *texts, *row[number + len(texts) :]]


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_text_pasted_from_another_row_is_found_where_it_was_pasted(number: int) -> None:
    cells = document(SWIMMING, with_cell(LIBRARY, number, SWIMMING[1]), FARMING)
    assert found(cells) == [(2, SWIMMING[1])]


def test_it_is_found_above_its_original_as_below() -> None:
    cells = document(with_cell(LIBRARY, 1, SWIMMING[1]), FARMING, SWIMMING)
    assert found(cells) == [(1, SWIMMING[1])]


def test_what_was_pasted_along_with_it_is_found_too() -> None:
    """The rating beside the text came along, though it could stand anywhere."""
    pasted = [*LIBRARY[:2], SWIMMING[2], SWIMMING[3], LIBRARY[4]]
    assert found(document(SWIMMING, pasted, FARMING)) == [(2, SWIMMING[2]), (2, SWIMMING[3])]


def test_a_neighbour_that_is_not_that_of_the_original_stays() -> None:
    pasted = with_cell(LIBRARY, 2, SWIMMING[2])
    assert found(document(SWIMMING, pasted)) == [(2, SWIMMING[2])]


def test_blank_neighbours_are_no_company() -> None:
    source = ["水泳教室", "", SWIMMING[1], "", SWIMMING[4], SWIMMING[2]]
    pasted = ["図書展示", "", SWIMMING[1], "", LIBRARY[4], LIBRARY[2]]
    assert found(document(source, pasted)) == [(2, SWIMMING[1])]


def test_the_name_of_the_measure_is_never_company() -> None:
    """The first cell is not yearly, so that company ends before it."""
    source = ["共通", *SWIMMING[1:]]
    pasted = ["共通", SWIMMING[1], *LIBRARY[2:]]
    assert found(document(source, pasted, names=["水泳教室", "図書展示"])) == [(2, SWIMMING[1])]


def test_a_row_in_which_nothing_is_lost_holds_no_stranger() -> None:
    pasted = with_cell(LIBRARY, 1, SWIMMING[1])
    assert found(document(SWIMMING, pasted, complete=[2])) == []
    assert found(document(SWIMMING, pasted, complete=[1])) == [(2, SWIMMING[1])]


def test_the_same_measure_listed_again_is_no_stranger() -> None:
    other = ["水泳教室", SWIMMING[1], "図書を展示した。", "90%", "-"]
    assert found(document(SWIMMING, other, FARMING)) == []


def test_a_renamed_measure_is_a_relative() -> None:
    """Another name, but most of its sentences are the same."""
    renamed = ["児童水泳", *SWIMMING[1:3], "85%", "来年度以降も推薦図書の展示と貸出とを続ける予定である。"]
    assert found(document(SWIMMING, renamed, FARMING)) == []


def test_a_text_that_fits_both_rows_stays() -> None:
    """Two measures about the same thing share a sentence for good reason."""
    other = ["水泳大会", SWIMMING[1], "温水プールの児童水泳教室から夏季休業期間の大会に多数参加した。", "75%", "-"]
    assert found(document(SWIMMING, other, FARMING)) == []


def test_a_sentence_of_many_rows_is_everybodys() -> None:
    """Between two rows it would be a stranger in one of them; in six rows it is a way of speaking."""
    shared = SWIMMING[1]
    names = ("図書展示", "農園事業", "健康相談", "交通安全", "防災訓練")
    others = [
        [
            name,
            shared,
            f"{name}の担当者会議を開催し、課題の共有を図った。",
            "50%",
            f"今後も担当者会議を続け、{name}の周知に努める。",
        ]
        for name in names
    ]
    assert found(document(SWIMMING, others[0])) == [(2, shared)]
    assert found(document(SWIMMING, *others)) == []


def test_boilerplate_with_few_content_words_is_nobodys() -> None:
    """The one word it has stands elsewhere in one of the rows, by chance."""
    boilerplate = "施設にて、これまでと同じようにいろいろなことを行っている。"
    source = ["水泳教室", boilerplate, SWIMMING[2], "80%", "施設を改修し、児童の水泳教室を開催する予定である。"]
    other = ["図書展示", boilerplate, *LIBRARY[2:]]
    assert found(document(source, other)) == []


def test_a_short_text_is_nobodys() -> None:
    assert found(document(SWIMMING, with_cell(LIBRARY, 3, "80%"))) == []
    short = "温水プール改修"
    assert found(document(with_cell(SWIMMING, 3, short), with_cell(LIBRARY, 3, short))) == []


def test_a_description_is_no_stranger() -> None:
    """Only yearly texts are asked about: descriptions of measures resemble each other for good reason."""
    cells = document(SWIMMING, with_cell(LIBRARY, 1, SWIMMING[1]))
    yearless = Cells(cells.texts, cells.rows, cells.measures, [False] * len(cells.texts))
    assert found(yearless) == []


def test_two_strangers_from_two_rows() -> None:
    pasted = [LIBRARY[0], SWIMMING[1], *LIBRARY[2:4], FARMING[4]]
    more = [*LIBRARY[1:3], *LIBRARY[4:]]
    cells = document(SWIMMING, [*pasted, *more], FARMING)
    assert found(cells) == [(2, SWIMMING[1]), (2, FARMING[4])]
