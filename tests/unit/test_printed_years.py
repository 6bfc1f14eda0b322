"""Years that headings print without their era or century: the ones near the edition, and never sure far from it."""

from collections.abc import Sequence

import pytest

from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_headings, read_sheet
from pipeline.columns.years.printed import bare_years, read_heading_years, without_heading_years


def years(headings: Sequence[str], edition: int | None) -> list[int]:
    bare = bare_years(headings, edition)
    return [year.first for heading in headings for year in read_heading_years(heading, bare)]


@pytest.mark.parametrize(
    ("headings", "edition", "expected"),
    [
        (["'24年度", "'23年度", "'22年度"], 2024, [2024, 2023, 2022]),
        (["’24年度", "‘23", "`22年度"], 2024, [2024, 2023, 2022]),
        (["24年度", "23年度", "22年度"], 2024, [2024, 2023, 2022]),
        (["24年度", "23年度", "22年度"], 2012, [2012, 2011, 2010]),
        (["FY24", "FY'23", "ＦＹ22"], 2024, [2024, 2023, 2022]),
        (["2024", "2023実績", "2030目標", "2024の評価"], 2024, [2024, 2023, 2030, 2024]),
        (["6年度目標", "5年度実績"], 2024, [2024, 2023]),
        (["6年度", "5年度", "元年度"], 2024, [2024, 2023, 2019]),
        (["令6", "平30", "H29", "R5"], 2024, [2024, 2018, 2017, 2023]),
        (["30年度", "元年度", "2年度"], 2020, [2018, 2019, 2020]),
        (["30年度", "4年度", "5年度"], 2023, [2018, 2022, 2023]),
        (["28年度", "29年度", "30年度"], 2018, [2016, 2017, 2018]),
        (["24年度", "25年度", "30年度"], 2025, [2024, 2025, 2030]),
        (["22年度", "23年度", "R6"], None, [2022, 2023, 2024]),
        (["22年度", "23年度"], None, [2010, 2011]),
    ],
)
def test_a_year_without_its_era_lies_near_the_edition(
    headings: Sequence[str], edition: int | None, expected: Sequence[int]
) -> None:
    assert years(headings, edition) == expected


@pytest.mark.parametrize("text", ["第24回", "参加者2024人", "4年度目", "24時間", "2024/4/1", "5か年"])
def test_other_numbers_are_no_years(text: str) -> None:
    assert years([text], 2024) == []


@pytest.mark.parametrize(
    ("heading", "rest"),
    [("'24年度実績", "実績"), ("2030目標", "目標"), ("FY24 計画", " 計画"), ("達成度", "達成度")],
)
def test_what_is_left_of_a_heading_is_its_field(heading: str, rest: str) -> None:
    assert without_heading_years(heading) == rest


def test_a_year_far_from_the_edition_is_in_doubt() -> None:
    headings = ["事業名", "担当課", "平成24年度実績", "平成24年度達成度"]
    assert [column.is_uncertain for column in read_headings(headings, KnownHeadings({}), 2024)[2:]] == [True, True]
    assert [column.is_uncertain for column in read_headings(headings, KnownHeadings({}), 2012)[2:]] == [False, False]


def test_a_year_that_nothing_tells_the_era_of_is_in_doubt() -> None:
    headings = ["事業名", "担当課", "24年度の実施状況"]
    assert read_headings(headings, KnownHeadings({}))[2].is_uncertain
    assert not read_headings(headings, KnownHeadings({}), 2024)[2].is_uncertain


def test_a_title_far_from_the_edition_tells_when_the_plan_was_made() -> None:
    rows = [["平成27年度策定 地域福祉計画"], ["事業名", "担当課", "実施状況", "達成度"]]
    rows += [[f"事業{number}", "福祉課", "講座を開催した。", "A"] for number in range(9)]
    (columns,) = read_sheet(rows, KnownHeadings({}), edition=2024).headings.values()
    assert [column.fiscal_year for column in columns] == [None, None, 2024, 2024]


def test_years_of_four_digits_head_columns_and_counts_do_not() -> None:
    rows = [["事業名", "単位", "実績値", "", "目標値"], ["", "", "2023", "2024", "2030"]]
    rows += [[f"相談件数{number}", "件", "2022", "2023", "2500"] for number in range(9)]
    sheet = read_sheet(rows, KnownHeadings({}), edition=2024)
    (columns,) = sheet.headings.values()
    assert [(column.field, column.fiscal_year) for column in columns[2:]] == [
        ("actual", 2023),
        ("actual", 2024),
        ("target", 2030),
    ]
    assert [line.kind for line in sheet.lines] == ["header", "header", *["measure"] * 9]
