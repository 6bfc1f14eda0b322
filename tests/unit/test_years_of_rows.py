"""Tables with a row for each measure and fiscal year: the year of a row's cells is the one that the row prints."""

import pytest

from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import SheetReading, read_sheet
from pipeline.columns.years.row_years import year_rows
from pipeline.intake.frames import LinedDocument
from pipeline.placement.cells import PlacedCell
from pipeline.placement.dated_rows import dated_cells, dated_states
from pipeline.placement.placing import place

Rows = list[list[str]]
HEADING = ["事業名", "担当課", "年度", "実施状況", "達成度", "課題"]
NAMES = ["夜間の窓口開設", "出張相談の実施", "相談員の養成研修", "見守り訪問の実施", "ひろばの運営"]
REMAINS = ("周知が足りない。", "担い手が不足している。", "参加者が固定化している。")


def told(name: str, number: int) -> list[str]:
    return [f"{name}を{number + 3}回開催し、{number * 7 + 20}人が参加した。", "ABC"[number % 3], REMAINS[number % 3]]


def printed_once(years: tuple[str, ...] = ("R6", "R5"), heading: str = "年度", measures: int = 5) -> Rows:
    names = [*HEADING[:2], heading, *HEADING[3:]]
    rows = [
        [name if no == 0 else "", "健康課" if no == 0 else "", year, *told(name, number + no)]
        for number, name in enumerate(NAMES[:measures])
        for no, year in enumerate(years)
    ]
    return [names, *rows]


def read(rows: Rows, edition: int = 2024) -> tuple[SheetReading, LinedDocument]:
    sheet = read_sheet(rows, KnownHeadings({}), edition=edition)
    return sheet, LinedDocument(f"999999_plan_{edition}", sheet.lines, sheet.headings)


def placed(rows: Rows) -> list[PlacedCell]:
    _, document = read(rows)
    found, _ = place(document.lines, document.headings)
    return list(dated_cells(found, document, document.year_rows))


@pytest.mark.parametrize("years", [("R6", "R5"), ("令和5年度", "令和6年度"), ("5年度", "6年度"), ("2023", "2024")])
def test_cells_are_of_the_year_that_their_row_prints(years: tuple[str, ...]) -> None:
    expected = [2023, 2024] if "5" in years[0] or years[0] == "2023" else [2024, 2023]
    rows = printed_once(years)
    found = {(cell.line_no, cell.field): cell for cell in placed(rows)}
    for number, line_no in enumerate(range(2, 12)):
        for field in ("status", "achievement", "evaluation"):
            cell = found[(line_no, field)]
            assert (cell.fiscal_year, cell.is_uncertain) == (expected[number % 2], False)


def test_a_short_table_is_read_like_a_long_one() -> None:
    years = {(cell.line_no, cell.fiscal_year) for cell in placed(printed_once(measures=3)) if cell.field == "status"}
    assert years == {(2, 2024), (3, 2023), (4, 2024), (5, 2023), (6, 2024), (7, 2023)}


def test_rows_of_a_measure_are_those_of_its_name_wherever_they_stand() -> None:
    rows = [HEADING, *([name, "健康課", year, *told(name, 1)] for year in ("R5", "R6") for name in NAMES)]
    sheet, _ = read(rows)
    found = year_rows(sheet.lines, sheet.headings)
    assert [found[line_no].first_line_no for line_no in range(2, 12)] == [2, 3, 4, 5, 6] * 2


def test_a_year_printed_once_holds_for_the_sections_below_it() -> None:
    rows = [HEADING]
    for number, name in enumerate(NAMES):
        for no, year in enumerate(("R5", "R6")):
            rows.append([name if no == 0 else "", "健康課", year, *told(name, number + no)])
            rows.append(["", "福祉課", "", *told(name, number + no + 1)])
    sheet, _ = read(rows)
    found = year_rows(sheet.lines, sheet.headings)
    assert [found[line_no].fiscal_year for line_no in range(2, 6)] == [2023, 2023, 2024, 2024]
    assert [found[line_no].first_line_no for line_no in range(2, 6)] == [2, 3, 2, 3]


def test_a_year_that_cannot_be_read_leaves_its_row_in_doubt() -> None:
    rows = printed_once()
    rows[4][2] = "R■"
    cells = [cell for cell in placed(rows) if cell.line_no == 5 and cell.field in ("status", "achievement")]
    assert [(cell.fiscal_year, cell.is_uncertain) for cell in cells] == [(None, True)] * 2


def test_words_of_a_heading_count_from_the_year_of_the_row() -> None:
    rows = [
        [*row, "次年度の取組" if number == 0 else f"対象を{number}地区に広げる。"]
        for number, row in enumerate(printed_once())
    ]
    plans = {cell.line_no: cell.fiscal_year for cell in placed(rows) if cell.field == "plan"}
    assert (plans[2], plans[3]) == (2025, 2024)


def test_what_no_row_of_a_year_tells_is_not_asked_for() -> None:
    rows = printed_once(("R7", "R6"))
    for row in rows[1::2]:
        row[3:] = ["", "", ""]
    _, document = read(rows)
    found, states = place(document.lines, document.headings)
    cells = list(dated_cells(found, document, document.year_rows))
    asked = {(s.field, s.fiscal_year) for s in dated_states(states, cells, document, document.year_rows)}
    assert ("status", 2024) in asked
    assert not {year for _, year in asked} & {2025}


@pytest.mark.parametrize("heading", ["", "隼庫"])
def test_years_under_a_heading_that_cannot_be_read_are_a_doubt(heading: str) -> None:
    sheet, _ = read(printed_once(heading=heading))
    assert all(column.is_uncertain for column in sheet.headings[1] if column.field in ("status", "achievement"))


def test_when_a_measure_begins_is_no_year_of_its_row() -> None:
    rows = [[*HEADING[:2], "開始年度", *HEADING[3:]]]
    rows += [[name, "健康課", f"R{no + 1}", *told(name, no)] for no, name in enumerate(NAMES)]
    sheet, _ = read(rows)
    assert not year_rows(sheet.lines, sheet.headings)
    assert [column.fiscal_year for column in sheet.headings[1] if column.field == "status"] == [2024]


def test_several_years_in_a_column_that_no_measure_repeats_are_a_doubt() -> None:
    rows = [HEADING, *([name, "健康課", f"R{5 + no % 2}", *told(name, no)] for no, name in enumerate(NAMES))]
    sheet, _ = read(rows)
    assert all(column.is_uncertain for column in sheet.headings[1] if column.field in ("status", "achievement"))


@pytest.mark.parametrize("lost", [3, 4, 5])
def test_a_lost_heading_takes_the_years_of_its_rows_from_no_other_column(lost: int) -> None:
    rows = printed_once()
    rows[0][lost] = ""
    cells = [cell for cell in placed(rows) if cell.field in ("status", "achievement", "evaluation")]
    assert len(cells) == 30
    assert all(cell.fiscal_year == 2024 - cell.line_no % 2 for cell in cells)
    _, document = read(rows)
    assert document.headings[1][lost].is_uncertain


def test_years_under_a_lost_heading_are_those_of_the_rows_in_doubt() -> None:
    sheet, _ = read(printed_once(heading=""))
    found = year_rows(sheet.lines, sheet.headings)
    assert [found[line_no].fiscal_year for line_no in range(2, 6)] == [2024, 2023] * 2
    assert all(column.is_uncertain for column in sheet.headings[1] if column.field in ("status", "achievement"))
