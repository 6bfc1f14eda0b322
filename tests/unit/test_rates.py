"""Rates that follow from target and actual, beside marks that judge them; formulas under the name of a rate."""

import pytest

from pipeline.columns.evidence.words import read_words
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet

HEADING = ["施策名", "担当課", "指標名", "単位", "令和6年度目標値", "令和6年度実績値", "達成率", "判定"]
MARKS = ["◎", "○", "△", "○"] * 3


def fields(marks: list[str]) -> dict[str, str]:
    """Return by heading what facts are taken from; a column beside the one that judges is kept as an attribute."""
    rows = [
        [f"相談の推進{n}", "福祉課", f"相談件数{n}", "件", str(100 + n), str(90 + 2 * n), f"{90 + n}.5%", mark]
        for n, mark in enumerate(marks)
    ]
    (columns,) = read_sheet([HEADING, *rows], KnownHeadings({}), edition=2024).headings.values()
    return {column.text: "attribute" if column.is_beside else column.field for column in columns}


def test_where_marks_judge_the_rate_is_kept_under_its_heading() -> None:
    told = fields(MARKS)
    assert (told["達成率"], told["判定"]) == ("attribute", "achievement")


def test_where_nothing_judges_the_rate_is_the_rating() -> None:
    assert fields([""] * 12)["達成率"] == "achievement"


@pytest.mark.parametrize("heading", ["数値目標の達成率 / R6／R8目標", "達成率 / 実績/目標", "達成率 / (実績値÷目標値)"])
def test_a_formula_under_a_rate_is_no_name(heading: str) -> None:
    assert read_words(heading).last == "achievement"


def test_a_row_under_a_rate_that_is_no_formula_names_its_column() -> None:
    assert read_words("達成率 / 目標").last != "achievement"
