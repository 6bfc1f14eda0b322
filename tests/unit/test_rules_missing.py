"""Rules of the family `missing`: what a row does not answer, and what it holds no cell for."""

from dataclasses import replace

import pytest

from pipeline.facts.departments import DepartmentRecord
from pipeline.facts.documents import Listing
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.absence.lost import (
    lost_among_fields,
    lost_evaluation,
    lost_plan,
    lost_rating,
    lost_status,
    missing_bureau,
    missing_page,
    missing_section_rating,
    missing_section_status,
)
from pipeline.quality.rules.absence.missing import (
    missing_all_years,
    missing_evaluation,
    missing_first_years,
    missing_in_every_year,
    missing_later_years,
    missing_narrative,
    missing_plan,
    missing_rating,
    missing_status,
    missing_year,
)
from pipeline.quality.rules.base import Rule
from tests.quality_builders import HEADING, ROW, found, measure_row, table_of

EVERY_RULE = [
    *(missing_rating, missing_status, missing_evaluation, missing_plan, missing_narrative, missing_year),
    *(missing_later_years, missing_first_years, missing_all_years, missing_in_every_year),
    *(
        lost_rating,
        lost_status,
        lost_evaluation,
        lost_plan,
        lost_among_fields,
        missing_page,
        missing_bureau,
        missing_section_rating,
    ),
]
YEAR_2022 = {"status_2022": "", "evaluation_2022": "", "achievement_2022": ""}
YEAR_2023 = {"plan_2023": "", "status_2023": "", "evaluation_2023": "", "achievement_2023": ""}
TWO_SECTIONS = {
    "": [DepartmentRecord(name, "福祉部", is_registered=True) for name in ("福祉課", "健康課")],
}


def codes(*rows: list[str]) -> list[str]:
    """Return which rules of the family find something, once per finding."""
    table = table_of(*rows)
    return [rule.code for rule in EVERY_RULE for _ in found(rule, table)]


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.code)
def test_a_complete_row_lacks_nothing(rule: Rule) -> None:
    assert found(rule, table_of(measure_row(), measure_row(item="", measure="訪問相談"))) == []


@pytest.mark.parametrize(
    ("rule", "field", "fiscal_year"),
    [
        (missing_rating, "achievement", 2022),
        (missing_status, "status", 2022),
        (missing_evaluation, "evaluation", 2023),
        (missing_plan, "plan", 2023),
        (missing_plan, "plan", 2024),
    ],
)
def test_an_empty_cell_is_one_finding(rule: Rule, field: str, fiscal_year: int) -> None:
    table = table_of(measure_row(**{f"{field}_{fiscal_year}": ""}))
    (finding,) = found(rule, table)
    assert (finding.fiscal_year, finding.field, finding.line_no) == (fiscal_year, field, 3)
    assert [other.code for other in EVERY_RULE if found(other, table)] == [rule.code]


@pytest.mark.parametrize("field", ["achievement", "evaluation", "status"])
def test_a_dash_is_an_answer(field: str) -> None:
    assert codes(measure_row(**{f"{field}_2022": "－"})) == []


@pytest.mark.parametrize(
    ("rule", "place"),
    [(lost_rating, "achievement 2022"), (lost_plan, "plan 2023"), (lost_status, "status 2022")],
)
def test_a_field_without_a_cell_was_lost(rule: Rule, place: str) -> None:
    row = [text for name, text in ROW.items() if name != place]
    table = table_of(measure_row(), row)
    (finding,) = found(rule, table)
    field, year = place.split()
    assert (finding.field, finding.fiscal_year, finding.line_no) == (field, int(year), 4)
    assert found(missing_rating, table) == []


def test_an_empty_year_is_one_finding() -> None:
    table = table_of(measure_row(**YEAR_2022))
    assert [rule.code for rule in EVERY_RULE for _ in found(rule, table)] == ["missing_year"]
    (finding,) = found(missing_year, table)
    assert finding.fiscal_year == 2022


def test_a_rating_without_any_narrative_is_one_finding() -> None:
    assert codes(measure_row(status_2022="", evaluation_2022="")) == ["missing_narrative"]


def test_years_that_stop_are_one_finding() -> None:
    table = table_of(measure_row(**YEAR_2023, plan_2024=""))
    assert [rule.code for rule in EVERY_RULE for _ in found(rule, table)] == ["missing_later_years"]
    (finding,) = found(missing_later_years, table)
    assert (finding.fiscal_year, finding.observed) == (2023, "令和5年度")


def test_dashes_from_one_year_on_are_asked_about() -> None:
    dashes = dict.fromkeys([*YEAR_2023, "plan_2024"], "－")
    assert codes(measure_row(**dashes)) == ["missing_later_years"]


@pytest.mark.parametrize("text", ["－", ""])
def test_an_abolished_measure_has_nothing_more_to_say(text: str) -> None:
    silent = dict.fromkeys([*YEAR_2023, "plan_2024"], text)
    assert codes(measure_row(status_2022="令和4年度をもって制度廃止。", **silent)) == []


def test_first_years_are_one_finding() -> None:
    heading = [*HEADING[:6], "令和3年度の実施状況", "令和3年度の評価", "達成度", *HEADING[6:]]
    row = measure_row(**YEAR_2022)
    rows = [row[:6] + ["", "", ""] + row[6:], measure_row(item="", measure="訪問相談")]
    rows[1] = rows[1][:6] + rows[1][6:9] + rows[1][6:]
    table = table_of(*rows, heading=heading)
    assert [rule.code for rule in EVERY_RULE for _ in found(rule, table)] == ["missing_first_years"]


def test_a_measure_without_any_year_is_one_finding() -> None:
    empty = {**YEAR_2022, **YEAR_2023, "plan_2024": ""}
    assert codes(measure_row(), measure_row(item="", measure="訪問相談", **empty)) == ["missing_all_years"]


def test_a_repetition_may_refer_to_the_first_listing() -> None:
    empty = {**YEAR_2022, **YEAR_2023, "plan_2024": ""}
    assert codes(measure_row(), measure_row(item="2-1. 窓口", reprise="○", **empty)) == []


def test_what_both_listings_lack_is_told_once() -> None:
    table = table_of(measure_row(achievement_2022=""), measure_row(item="2-1. 窓口", reprise="○", achievement_2022=""))
    (finding,) = found(missing_rating, table)
    assert finding.line_no == 3


def test_what_only_the_repetition_lacks_is_told_there() -> None:
    table = table_of(measure_row(), measure_row(item="2-1. 窓口", reprise="○", achievement_2022=""))
    (finding,) = found(missing_rating, table)
    assert finding.line_no == 4


def test_a_field_that_no_year_fills_is_one_finding() -> None:
    heading = [*HEADING[:6], "令和3年度の実施状況", "令和3年度の評価", "達成度", *HEADING[6:]]
    row = measure_row(evaluation_2022="", evaluation_2023="")
    full = measure_row(item="", measure="訪問相談")
    rows = [row[:6] + ["窓口で相談を20件受けた。", "", "85%"] + row[6:], full[:6] + full[6:9] + full[6:]]
    table = table_of(*rows, heading=heading)
    assert [rule.code for rule in EVERY_RULE for _ in found(rule, table)] == ["missing_in_every_year"]


def test_page_and_bureau_are_asked_for() -> None:
    table = table_of(measure_row(), measure_row(item="", measure="訪問相談", page="", bureau=""))
    assert [f.line_no for f in (*found(missing_page, table), *found(missing_bureau, table))] == [4, 4]


def test_a_section_that_the_rating_leaves_out_is_asked() -> None:
    row = measure_row(section="福祉課 健康課", achievement_2022="福祉課 80%")
    (finding,) = found(missing_section_rating, table_of(row, departments=TWO_SECTIONS))
    assert (finding.fiscal_year, finding.expected) == (2022, "健康課")


def test_one_rating_is_for_all_sections() -> None:
    row = measure_row(section="福祉課 健康課")
    assert found(missing_section_rating, table_of(row, departments=TWO_SECTIONS)) == []


def test_a_rating_of_a_stranger_is_another_question() -> None:
    row = measure_row(section="福祉課 健康課", achievement_2022="福祉課 80% 税務課 50%")
    assert found(missing_section_rating, table_of(row, departments=TWO_SECTIONS)) == []


def test_a_section_that_the_status_leaves_out_is_asked() -> None:
    row = measure_row(section="福祉課 健康課", status_2022="(福祉課)研修を3回開催した。")
    (finding,) = found(missing_section_status, table_of(row, departments=TWO_SECTIONS))
    assert (finding.fiscal_year, finding.expected) == (2022, "健康課")


@pytest.mark.parametrize("status", ["(福祉課)研修を開催。(健康課)周知した。", "研修を開催した。(福祉課)周知した。"])
def test_a_status_for_all_sections_leaves_none_out(status: str) -> None:
    row = measure_row(section="福祉課 健康課", status_2022=status)
    assert found(missing_section_status, table_of(row, departments=TWO_SECTIONS)) == []


def test_which_of_two_fields_is_empty_need_not_be_known() -> None:
    row = unplaced(measure_row(evaluation_2022=""), "status", 2022)
    table = ProgressTable([row])
    assert [rule.code for rule in EVERY_RULE for _ in found(rule, table)] == ["lost_among_fields"]
    (finding,) = found(lost_among_fields, table)
    assert (finding.fiscal_year, finding.expected) == (2022, "1")


def test_a_cell_without_a_place_may_be_the_one_that_is_missing() -> None:
    table = ProgressTable([unplaced(measure_row(), "status", 2022)])
    assert [rule.code for rule in EVERY_RULE for _ in found(rule, table)] == []


def unplaced(cells: list[str], field: str, fiscal_year: int) -> MeasureRow:
    """Return the row with the cell of a field quarantined."""
    (row,) = table_of(cells).rows
    (cell,) = row.listing.cells_of(field, fiscal_year)
    quarantined = cell._replace(field="quarantined", fiscal_year=None, is_uncertain=True)
    placed = [quarantined if other == cell else other for other in row.document.cells]
    document = replace(row.document, cells=placed)
    states = {**row.states, (field, fiscal_year): "lost"}
    listing = Listing(
        document, row.listing.line, {k: v for k, v in row.listing.cells.items() if k != (field, fiscal_year)}
    )
    return replace(row, listing=listing, states=states)


def test_a_missing_year_asks_for_the_fields_that_the_year_has() -> None:
    heading = [name for name in HEADING if name not in ("令和5年度の評価",)]
    heading.pop(heading.index("達成度", heading.index("令和5年度の実施状況")))
    row = measure_row(plan_2023="", status_2023="")
    del row[11:13]
    (finding,) = found(missing_year, table_of(row, heading=heading))
    assert finding.expected == "実施計画・実施状況"
