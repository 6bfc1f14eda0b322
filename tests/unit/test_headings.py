"""Headings to fields and fiscal years: the real document's, and those of cities nobody has seen yet."""

from collections.abc import Sequence

import pytest

from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_headings
from pipeline.columns.sheet.heading_rows import is_heading, is_numbering
from pipeline.columns.sheet.plain_rows import plain_kind

# seeds/headings.csv of the first city.
KNOWN = {"計画における項目": "item", "実施内容": "measure", "計画書ページ": "page", "担当部署": "bureau"}
REAL = (
    *("計画における項目", "実施内容", "計画書ページ", "担当部署", "担当課", "再掲"),
    *("令和元年度実施状況", "令和元年度実施状況に関する担当課の評価", "達成度(%)"),
    *("令和2年度実施状況", "令和2年度 実施状況に関する担当課の評価", "達成度(%)"),
    *("令和3年度の実施状況", "令和3年度実施状況に関する担当課の評価", "達成度(%)"),
    *("今後(令和4年度以降)の実施計画", "令和4年度の実施状況", "令和4年度 実施状況に関する担当課の評価", "達成度(%)"),
    *("今後(令和5年度以降)の実施計画", "令和5年度の実施状況"),
)
REAL_FIELDS = [
    ("item", None),
    ("measure", None),
    ("page", None),
    ("bureau", None),
    ("section", None),
    ("reprise", None),
    *[(field, year) for year in (2019, 2020, 2021) for field in ("status", "evaluation", "achievement")],
    *[(field, 2022) for field in ("plan", "status", "evaluation", "achievement")],
    ("plan", 2023),
    ("status", 2023),
]
OTHER_CITY = ("施策", "事業名", "事業概要", "担当課", "令和5年度 計画", "令和5年度 実績", "評価", "達成度", "R6計画")


def fields(headings: Sequence[str], known: dict[str, str] | None = None) -> list[tuple[str | None, int | None]]:
    columns = read_headings(headings, KnownHeadings(known or {}))
    return [(column.field, column.fiscal_year) for column in columns]


def test_the_real_heading_is_read_whole() -> None:
    assert fields(REAL, KNOWN) == REAL_FIELDS
    assert is_heading(REAL, KnownHeadings(KNOWN).__contains__)


def test_the_real_heading_needs_no_seeds() -> None:
    assert fields(REAL) == REAL_FIELDS


def test_both_wordings_of_a_plan_give_the_first_year_they_speak_of() -> None:
    assert fields(["令和4年度の実施計画", "今後(令和5年度以降)の実施計画"]) == [("plan", 2022), ("plan", 2023)]


def test_the_next_edition_brings_its_year_itself() -> None:
    headings = [*REAL, "令和5年度実施状況に関する担当課の評価", "達成度(%)", "令和6年度の実施計画"]
    assert fields(headings, KNOWN) == [*REAL_FIELDS, ("evaluation", 2023), ("achievement", 2023), ("plan", 2024)]


def test_another_city_is_read_without_seeds() -> None:
    assert fields(OTHER_CITY) == [
        ("item", None),
        ("measure", None),
        ("description", None),
        ("section", None),
        ("plan", 2023),
        ("status", 2023),
        ("evaluation", 2023),
        ("achievement", 2023),
        ("plan", 2024),
    ]
    assert is_heading(OTHER_CITY, KnownHeadings({}).__contains__)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("基本事業", "item"),
        ("取組名", "measure"),
        ("取組内容", "description"),
        ("掲載頁", "page"),
        ("所管課", "section"),
        ("主管課名", "section"),
        ("令和６年度取組計画", "plan"),
        ("R5 実施状況", "status"),
        ("令和5年度の課題", "evaluation"),
        ("進捗率（％）", "achievement"),
        ("達成度評価", "achievement"),
    ],
)
def test_common_headings_are_known_everywhere(heading: str, field: str) -> None:
    headings = [heading, "事業名"] if field == "item" else ["施策名" if field == "measure" else "事業名", heading]
    assert field in [found for found, _ in fields(headings)]


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("平成31年度実施状況", 2019),
        ("令和元年度実施状況", 2019),
        ("平成35年度実施状況", 2023),
        ("令和５年度 実施状況", 2023),
        ("R5実績", 2023),
        ("2023年度実績", 2023),
        ("令和5(2023)年度実績", 2023),
    ],
)
def test_the_year_of_a_heading_is_read_in_every_notation(heading: str, year: int) -> None:
    assert fields([heading]) == [("status", year)]


def test_an_achievement_takes_the_year_of_the_group_it_closes() -> None:
    headings = ["令和4年度実績", "達成度", "令和5年度実績", "達成度"]
    assert fields(headings) == [("status", 2022), ("achievement", 2022), ("status", 2023), ("achievement", 2023)]


def test_a_year_is_carried_into_every_column_of_its_group() -> None:
    headings = ["令和5年度計画", "実績", "評価", "達成度", "令和6年度計画"]
    carried = [(field, 2023) for field in ("plan", "status", "evaluation", "achievement")]
    assert fields(headings) == [*carried, ("plan", 2024)]


def test_a_column_that_is_taken_in_the_year_before_begins_the_next_one() -> None:
    headings = ["令和4年度計画", "実績", "計画", "令和5年度実績", "課題"]
    assert fields(headings) == [
        ("plan", 2022),
        ("status", 2022),
        ("plan", 2023),
        ("status", 2023),
        ("evaluation", 2023),
    ]


def test_a_column_before_the_first_year_takes_that_year() -> None:
    assert fields(["計画", "令和5年度実績"]) == [("plan", 2023), ("status", 2023)]


def test_years_are_given_to_yearly_fields_alone() -> None:
    assert fields(["事業名", "令和5年度実績", "担当課"]) == [("measure", None), ("status", 2023), ("section", None)]


def test_a_yearly_column_of_a_table_without_any_year_has_that_of_the_edition() -> None:
    columns = read_headings(["事業名", "実施状況"], KnownHeadings({}), 2023)
    assert [(column.field, column.fiscal_year) for column in columns] == [("measure", None), ("status", 2023)]


def test_a_year_no_plan_can_have_is_not_believed() -> None:
    """A misread year must not stop the run: fact tables hold fiscal years from 1989 to 2100."""
    assert fields(["事業名", "令和99年度実績"]) == [("measure", None), ("attribute", None)]


def test_the_same_column_again_is_kept_under_its_heading() -> None:
    found = fields(["事業名", "令和5年度実施状況", "令和5年度実施状況"])
    assert found[:2] == [("measure", None), ("status", 2023)]
    assert found[2] not in found[:2]


@pytest.mark.parametrize("known", [{}, KNOWN], ids=["without seeds", "with seeds"])
def test_the_responsible_unit_is_the_section_where_no_column_asks_for_one(known: dict[str, str]) -> None:
    assert fields(["担当部署", "令和5年度実績"], known) == [("section", None), ("status", 2023)]
    assert fields(["担当部署", "担当課"], known) == [("bureau", None), ("section", None)]


@pytest.mark.parametrize("heading", ["備考", "予算額(千円)", "No."])
def test_what_is_no_field_is_an_attribute(heading: str) -> None:
    columns = read_headings(["事業名", heading, "令和5年度実績"], KnownHeadings({}))
    assert [(column.cell_no, column.text, column.field) for column in columns] == [
        (1, "事業名", "measure"),
        (2, heading, "attribute"),
        (3, "令和5年度実績", "status"),
    ]
    assert columns[1].fiscal_year is None


def test_blank_cells_of_a_heading_keep_their_numbers_free() -> None:
    columns = read_headings(["", "事業名", " ", "令和5年度実績", ""], KnownHeadings({}))
    assert [(column.cell_no, column.field) for column in columns if column.text.strip()] == [
        (2, "measure"),
        (4, "status"),
    ]


def test_seeds_overrule_what_headings_are_called_elsewhere() -> None:
    assert fields(["実施内容"]) == [("measure", None)]
    assert fields(["事業名", "実施内容"], {"実施内容": "description"})[1] == ("description", None)


def test_years_and_punctuation_of_a_known_heading_do_not_matter() -> None:
    known = {"取り組みの成果": "status"}
    assert fields(["【令和5年度】 取り組みの成果（R5）"], known) == [("status", 2023)]


@pytest.mark.parametrize(
    "cells",
    [
        ["1-1. 相談", "窓口相談の評価", "P.21", "生涯健康部", "健康推進課", "", "年2回実施", "課題が残る。", "100%"],
        ["", "電話相談", "", "福祉課", "年2回実施予定", "計画どおり実施", "目標を達成した", "A", "評価の方法を検討"],
        ["達成度(%)", "", "達成度(%)", "達成度(%)"],
        ["", "", ""],
    ],
)
def test_rows_of_measures_are_no_headings(cells: list[str]) -> None:
    assert not is_heading(cells, KnownHeadings(KNOWN).__contains__)


def test_sentences_are_no_headings() -> None:
    """A short row of sentences that hold the words of headings is still a measure."""
    cells = ["", "講座", "健康課", "実施計画を立てる。", "評価できる。", "目標を達成できた。", "課題を検証する。"]
    assert not is_heading(cells, KnownHeadings({}).__contains__)


@pytest.mark.parametrize(
    "cells",
    [["", "(ア)", "(イ)", "(ウ)", "(ウ)／(イ)"], ["①", "②", "③", "④", "④÷③×100"]],
)
def test_a_row_that_numbers_columns_may_say_how_one_is_reckoned(cells: list[str]) -> None:
    assert is_numbering(cells)


def test_legends_and_tallies_of_any_marks_are_no_measures() -> None:
    assert plain_kind(["進捗評価", "☀：順調に進んでいる"]) == "note"
    assert plain_kind(["評価別事業数（再掲を除く）", "", "Ｓ 0　Ａ 2　Ｂ 13"]) == "total"
    assert plain_kind(["講座", "福祉課", "1回"]) == "measure"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("担当課", "section"),
        ("令和6年度 / 担当課", "section"),
        ("担当 / 担当課", "section"),
        ("令和6年度 / 評価 / 担当課", None),
    ],
)
def test_a_registered_body_under_a_rating_is_who_rates(heading: str, field: str | None) -> None:
    assert KnownHeadings({"担当課": "section"}).field_of(heading) == field
