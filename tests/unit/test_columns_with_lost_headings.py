"""Headings that are lost, cut off or misread: what beside them tells the same is used, and what nothing tells is in
doubt."""

from collections.abc import Sequence

import pytest

from pipeline.columns.headings import HeadingField
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet

SENTENCE, FIGURE = "講座を{}回開き、{}人が参加した。", "{}"
MEASURES = ["窓口相談の充実", "出張相談の実施", "相談員の養成", "見守りの推進", "広場の運営", "啓発冊子の配布"]


def columns_of(headings: Sequence[Sequence[str]], forms: Sequence[str], edition: int = 2024) -> list[HeadingField]:
    """Return the columns of a table of measures and sections, and of texts of these forms behind them."""
    rows = [
        [f"{name}{n}", "福祉課", *(form.format(n * 3 + k, n * 7 + k) for k, form in enumerate(forms))]
        for n, name in enumerate(MEASURES * 2, 1)
    ]
    (found,) = read_sheet([*headings, *rows], KnownHeadings({}), edition=edition).headings.values()
    return found


def place(column: HeadingField) -> tuple[str, int | None, bool]:
    return column.field, column.fiscal_year, column.is_uncertain


@pytest.mark.parametrize("lost", ["実績", "実績 R", "実績 R■", "実績（令和"])
def test_a_year_that_is_due_between_two_is_filled_in_in_doubt(lost: str) -> None:
    found = columns_of([["事業名", "担当課", "指標", "R4実績", lost, "R6実績"]], ["参加者数", FIGURE, FIGURE, FIGURE])
    assert [column.fiscal_year for column in found[3:]] == [2022, 2023, 2024]
    assert [column.is_uncertain for column in found[3:]] == [False, True, False]


def test_years_run_on_beyond_the_printed_ones_backwards_too() -> None:
    found = columns_of(
        [["事業名", "担当課", "指標", "R実績", "R5実績", "R4実績"]], ["参加者数", FIGURE, FIGURE, FIGURE]
    )
    assert place(found[3]) == ("actual", 2024, True)


def test_years_that_do_not_follow_each_other_tell_nothing() -> None:
    found = columns_of([["事業名", "担当課", "指標", "R2実績", "実績", "R6実績"]], ["参加者数", FIGURE, FIGURE, FIGURE])
    assert found[4].is_uncertain


def test_a_year_taken_over_is_in_doubt_where_one_is_lost() -> None:
    headings = [["事業名", "担当課", "令和5年度の実施状況", "{}", "評価"]]
    lost, whole = ([[*headings[0][:3], text, "評価"]] for text in ("", "令和6年度の実施状況"))
    assert columns_of(lost, [SENTENCE, SENTENCE, "A"])[4].is_uncertain
    assert place(columns_of(whole, [SENTENCE, SENTENCE, "A"])[4]) == ("achievement", 2024, False)


def test_a_target_without_a_year_is_in_doubt_where_a_heading_is_lost() -> None:
    forms = ["参加者数", FIGURE, FIGURE, FIGURE]
    whole = columns_of([["事業名", "担当課", "指標", "目標値", "R5実績値", "R6実績値"]], forms)
    assert place(whole[3]) == ("target", None, False)
    for broken in (["目標値", "R5実績値", ""], ["目標値（R", "R5実績値", "R6実績値"]):
        found = columns_of([["事業名", "担当課", "指標", *broken]], forms)
        assert found[3].field != "target" or found[3].is_uncertain


def test_nothing_left_of_a_heading_is_no_certain_attribute() -> None:
    forms = ["参加者数", FIGURE, FIGURE]
    for last in ("", "R5", "R7", "実"):
        found = columns_of([["事業名", "担当課", "指標", "R6実績", last]], forms)
        assert found[4].field != "attribute" or found[4].is_uncertain
    kept = columns_of([["事業名", "担当課", "指標", "R6実績", "事業費"]], forms)[4]
    assert (kept.field, kept.is_uncertain) == ("attribute", False)


@pytest.mark.parametrize("years", [("R4", "R", "R6", "R7"), ("R4", "R5", "", "R7"), ("R4", "R", "", "")])
def test_a_schedule_is_one_where_years_of_it_are_lost(years: Sequence[str]) -> None:
    upper = ["事業名", "担当課", "実施スケジュール", "", "", "", "令和6年度"]
    found = columns_of([upper, ["", "", *years, "実施状況"]], ["検討", "試行", "→", "→", SENTENCE])
    assert [(column.field, column.fiscal_year) for column in found[2:6]] == [("plan", 2022 + n) for n in range(4)]
    assert [column.is_uncertain for column in found[3:6]] == [year[1:] == "" for year in years[1:]]


def test_a_schedule_gives_way_to_the_plan_of_its_year() -> None:
    upper = ["事業名", "担当課", "工程", "", "", "令和6年度", ""]
    lower = ["", "", "R5", "R6", "R7", "実施状況", "R7の予定"]
    found = columns_of([upper, lower], ["検討", "実施", "→", SENTENCE, "対象を{}地区に広げる。"])
    assert place(found[6]) == ("plan", 2025, False)
    assert [column.is_beside for column in found[2:5]] == [True] * 3


def test_a_column_without_heading_takes_no_place_from_one_that_has_it() -> None:
    found = columns_of(
        [["事業名", "担当課", "実施状況", "課題", ""]], [SENTENCE, "周知が足りない。", "成果が見られた。"]
    )
    assert [(column.field, column.fiscal_year) for column in found[2:4]] == [("status", 2024), ("evaluation", 2024)]


@pytest.mark.parametrize("cut", [0, 1])
def test_halves_of_a_year_are_one_where_a_heading_is_cut_off(cut: int) -> None:
    upper = ["事業名", "担当課", "令和6年度の進行状況", "", "", ""]
    lower = ["", "", "上半期の取組状況", "上半期の進捗率", "下半期の取組状況", "下半期の進捗率"]
    lower[2 + 2 * cut] = lower[2 + 2 * cut][:6]
    found = columns_of([upper, lower], [SENTENCE, "{}%", SENTENCE, "{}%"])
    assert [(column.field, column.fiscal_year) for column in found[2:]] == [("status", 2024), ("achievement", 2024)] * 2
    assert found[4].is_uncertain
    assert [column.is_beside for column in found[2:]] == [True, True, False, False]
