"""Texts of another measure's row: found by what they speak of, and left where the row speaks of it, too."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from pipeline.placement.evidence.texts import Texts, coded
from pipeline.placement.lessons.strangers import Cells, stranger_log_odds

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


def document(*rows: Sequence[str], names: Sequence[str] | None = None, yearly: bool = True) -> tuple[Texts, Cells]:
    """Rows on lines 1, 2 …; the first cell of each is the measure's name, the others are yearly."""
    texts, codes = coded(rows) if rows else (Texts([""]), [])
    measures = list(names or [row[0] for row in rows])
    lengths = [len(row) for row in rows]
    return texts, Cells(
        code=np.concatenate([np.zeros(0, dtype=np.int64), *codes]),
        row=np.repeat(np.arange(1, len(rows) + 1), lengths),
        measure=np.repeat(np.array([measures.index(name) for name in measures], dtype=np.int64), lengths),
        is_yearly=np.array([yearly and i > 0 for row in rows for i in range(len(row))], dtype=bool),
    )


def found(document: tuple[Texts, Cells], least: float = 0.0) -> list[tuple[int, str]]:
    """Return the row and text of each cell whose log-odds to be a stranger are at least so many nats."""
    texts, cells = document
    odds = stranger_log_odds(texts, cells)
    return [(int(cells.row[i]), texts.distinct[cells.code[i]]) for i in np.flatnonzero(odds >= least)]


def test_undamaged_rows_hold_no_strangers() -> None:
    assert found(document(SWIMMING, LIBRARY, FARMING)) == []


def test_an_empty_document_holds_none() -> None:
    assert found(document()) == []


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
    assert found(document(SWIMMING, with_cell(LIBRARY, 1, SWIMMING[1]), yearly=False)) == []


def test_what_a_row_says_twice_of_one_original_is_its_own() -> None:
    """The sentence fits the other row better; yet who pastes it twice, with another figure?"""
    repeated = with_cell(LIBRARY, 1, SWIMMING[1])
    assert found(document(SWIMMING, [*repeated, SWIMMING[1].replace("夏季", "冬季")])) == []


def test_two_copies_of_two_years_are_two_strangers() -> None:
    winter = SWIMMING[1].replace("夏季", "冬季")
    cells = document([*SWIMMING, winter], [*with_cell(LIBRARY, 1, SWIMMING[1]), winter], FARMING)
    assert found(cells) == [(2, SWIMMING[1]), (2, winter)]


def test_three_copies_are_the_rows_own() -> None:
    others = [SWIMMING[1].replace("夏季", season) for season in ("冬季", "春季")]
    cells = document([*SWIMMING, *others], [*with_cell(LIBRARY, 1, SWIMMING[1]), *others], FARMING)
    assert found(cells) == []


def test_the_more_years_the_other_row_says_it_in_the_likelier_it_is_a_stranger() -> None:
    """The rows speak of too little to tell; yet one says the same every year, the other once."""
    said = "いつものようにいろいろなことを行った。"
    counted = [f"{said}{count}回。" for count in (12, 25, 31)]
    other = ["図書展示", counted[0], *LIBRARY[2:]]
    odds = []
    for years in (1, 2, 3):
        texts, cells = document(["水泳教室", *counted[:years]], other, FARMING)
        odds.append(float(stranger_log_odds(texts, cells)[cells.row == 2].max()))
    assert odds == sorted(odds)
    assert odds[0] < odds[1] < odds[2] < 0


def test_a_description_is_no_year() -> None:
    winter = SWIMMING[1].replace("夏季", "冬季")
    texts, cells = document([*SWIMMING, winter], with_cell(LIBRARY, 1, SWIMMING[1]), FARMING)
    is_yearly = cells.is_yearly.copy()
    is_yearly[len(SWIMMING)] = False
    described = stranger_log_odds(texts, replace(cells, is_yearly=is_yearly))
    assert described.max() < stranger_log_odds(texts, cells).max()


def test_a_renamed_measure_is_a_relative_however_often_the_other_row_says_it() -> None:
    more = [SWIMMING[1].replace("夏季", season) for season in ("冬季", "春季")]
    cells = document([*SWIMMING, *more], ["児童水泳", *SWIMMING[1:3], "85%", "-"], FARMING)
    assert found(cells) == []
    assert found(cells, least=-2.0) == [(2, SWIMMING[1]), (2, SWIMMING[2])]


def test_a_text_of_few_letters_is_nobodys() -> None:
    amounts = "12,345円 12,345円"
    row, other = (
        ["事業名甲乙丙", amounts, "窓口で相談を受けた件数が増えた。"],
        ["他事業丁戊己", amounts, "90%", "-", "", "○"],
    )
    assert (stranger_log_odds(*document(row, other)) == -np.inf).all()


def test_words_of_the_whole_document_count_little() -> None:
    """感染症 stands in every row: that one of them says so elsewhere, too, does not make the sentence its own."""
    common = "新型感染症の拡大の影響により事業を縮小した。"
    rows = [
        ["水泳教室", common, *SWIMMING[2:], "指導者も新型感染症の拡大による影響から縮小の事業となった。"],
        with_cell(LIBRARY, 3, common),
    ]
    others = [[f"事業{n}", f"新型感染症の拡大の影響により第{n}の催しを縮小した。"] for n in "甲乙丙丁戊己庚辛"]
    rare = found(document(*rows))
    assert found(document(*rows, *others)) == []
    assert rare == [(2, common)]


def test_the_better_a_text_fits_another_row_the_likelier_it_is_a_stranger() -> None:
    texts, cells = document(SWIMMING, with_cell(LIBRARY, 1, SWIMMING[1]), FARMING)
    strong = stranger_log_odds(texts, cells).max()
    bare = [SWIMMING[0], SWIMMING[1], "改修した。", "80%", "水泳を続ける。"]
    texts, cells = document(bare, with_cell(LIBRARY, 1, SWIMMING[1]), FARMING)
    assert -np.inf < stranger_log_odds(texts, cells).max() < strong


def test_two_strangers_from_two_rows() -> None:
    pasted = [LIBRARY[0], SWIMMING[1], *LIBRARY[2:4], FARMING[4]]
    more = [*LIBRARY[1:3], *LIBRARY[4:]]
    cells = document(SWIMMING, [*pasted, *more], FARMING)
    assert found(cells) == [(2, SWIMMING[1]), (2, FARMING[4])]
