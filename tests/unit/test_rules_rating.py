"""Rules of the family `rating`: ratings that do not go with other years or with the row."""

import pytest

from pipeline.facts.departments import DepartmentRecord
from pipeline.quality.rules.base import Rule
from pipeline.quality.rules.figures.rating import (
    dash_for_rating,
    rated_without_status,
    rating_jumps,
    rating_notation_changes,
    same_narrative_other_rating,
)
from tests.quality_builders import HEADING, ROW, found, measure_row, table_of

EVERY_RULE = [
    *(rating_notation_changes, same_narrative_other_rating, rating_jumps, rated_without_status, dash_for_rating),
]
SAME = {"status_2023": ROW["status 2022"], "evaluation_2023": ROW["evaluation 2022"]}
TWO_SECTIONS = {"": [DepartmentRecord(name, "福祉部", is_registered=True) for name in ("福祉課", "健康課")]}
FOUR_YEARS = [
    *HEADING[:6],
    *(name for n in (2, 3, 4, 5) for name in (f"令和{n}年度の実施状況", f"令和{n}年度の評価", "達成度")),
]


def four_years(*ratings: str) -> list[str]:
    """Return a row with a rating for each of four years."""
    texts = [
        [f"窓口で相談を{n}4件受けた。", f"支援につなげることができた（{n}件）。", text]
        for n, text in enumerate(ratings, 2)
    ]
    return [*measure_row()[:6], *(text for year in texts for text in year)]


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.code)
def test_ratings_that_go_together_are_not_reported(rule: Rule) -> None:
    assert found(rule, table_of(measure_row(), four_years(*["実施"] * 3 + ["未実施"]))) == []


def test_the_odd_notation_is_reported() -> None:
    table = table_of(four_years("90%", "実施", "95%", "95%"), heading=FOUR_YEARS)
    (finding,) = found(rating_notation_changes, table)
    assert (finding.fiscal_year, finding.observed, finding.expected) == (2021, "実施", "90%")


def test_the_first_change_of_notation_is_reported() -> None:
    table = table_of(four_years("実施", "実施", "95%", "95%"), heading=FOUR_YEARS)
    (finding,) = found(rating_notation_changes, table)
    assert (finding.fiscal_year, finding.observed, finding.expected) == (2022, "95%", "実施")


def test_mixed_notations_may_be_a_habit_of_the_whole_table() -> None:
    mixed = [[f"1-{n}. 支援", f"事業{n}", *four_years("実施", "90%", "実施", "95%")[2:]] for n in range(1, 12)]
    assert found(rating_notation_changes, table_of(*mixed, heading=FOUR_YEARS)) == []


def test_not_implemented_is_no_other_notation() -> None:
    table = table_of(four_years("未実施", "未実施", "95%", "95%"), heading=FOUR_YEARS)
    assert found(rating_notation_changes, table) == []


def test_each_section_has_its_own_notation() -> None:
    row = measure_row(
        section="福祉課 健康課", achievement_2022="福祉課 80% 健康課 実施", achievement_2023="福祉課 85% 健康課 実施"
    )
    assert found(rating_notation_changes, table_of(row, departments=TWO_SECTIONS)) == []


def test_the_same_narrative_with_another_rating_is_reported() -> None:
    (finding,) = found(same_narrative_other_rating, table_of(measure_row(**SAME)))
    assert (finding.fiscal_year, finding.observed, finding.expected) == (2023, "95%", "90%")


def test_the_year_named_in_it_does_not_make_a_narrative_another() -> None:
    texts = {f"status_{2018 + n}": f"令和{n}年度は窓口で相談を受けた。" for n in (4, 5)}
    table = table_of(measure_row(**texts, evaluation_2022="－", evaluation_2023="－"))
    assert len(found(same_narrative_other_rating, table)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"achievement_2023": "90%"},
        {"achievement_2022": "実施", "achievement_2023": "100%"},
        {"evaluation_2023": "相談しやすい窓口になった。"},
    ],
)
def test_what_is_no_other_rating_of_the_same_narrative(changes: dict[str, str]) -> None:
    assert found(same_narrative_other_rating, table_of(measure_row(**SAME | changes))) == []


def test_a_short_narrative_may_be_right_for_two_years() -> None:
    short = {"status_2022": "継続", "evaluation_2022": "良好", "status_2023": "継続", "evaluation_2023": "良好"}
    assert found(same_narrative_other_rating, table_of(measure_row(**short))) == []


@pytest.mark.parametrize(("before", "after", "count"), [("45%", "95%", 1), ("95%", "30%", 1), ("50%", "99%", 0)])
def test_a_jump_of_fifty_points_is_reported(before: str, after: str, count: int) -> None:
    findings = found(rating_jumps, table_of(measure_row(achievement_2022=before, achievement_2023=after)))
    assert [finding.fiscal_year for finding in findings] == [2023] * count


def test_a_part_that_jumps_is_reported() -> None:
    row = measure_row(achievement_2022="①90% ②95%", achievement_2023="①30% ②95%")
    (finding,) = found(rating_jumps, table_of(row))
    assert finding.evidence["steps"] == {"①": -60.0}


def test_the_way_back_is_not_told_again() -> None:
    table = table_of(four_years("90%", "95%", "20%", "90%"), heading=FOUR_YEARS)
    assert [finding.fiscal_year for finding in found(rating_jumps, table)] == [2022]


@pytest.mark.parametrize("status", ["定員を減らして実施した。", "書面により4回行った。", "規模を縮小して開催した。"])
def test_a_smaller_scale_explains_the_jump(status: str) -> None:
    assert found(rating_jumps, table_of(measure_row(status_2022=status, achievement_2022="30%"))) == []


def test_a_cancelled_year_explains_the_jump() -> None:
    row = measure_row(status_2022="感染拡大防止のため中止した。", achievement_2022="0%")
    assert found(rating_jumps, table_of(row)) == []


@pytest.mark.parametrize("rating", ["実施", "80%"])
def test_a_rating_needs_a_status(rating: str) -> None:
    (finding,) = found(rated_without_status, table_of(measure_row(status_2022="－", achievement_2022=rating)))
    assert (finding.fiscal_year, finding.observed) == (2022, rating)


@pytest.mark.parametrize("rating", ["未実施", "0%", "－"])
def test_nothing_done_needs_no_status(rating: str) -> None:
    assert found(rated_without_status, table_of(measure_row(status_2022="－", achievement_2022=rating))) == []


def test_a_dash_is_no_rating_of_a_year_that_was_held() -> None:
    (finding,) = found(dash_for_rating, table_of(measure_row(achievement_2022="－")))
    assert (finding.fiscal_year, finding.field) == (2022, "achievement")


@pytest.mark.parametrize("status", ["－", "令和4年度に制度廃止。", "感染拡大防止のため中止した。", "対象者なし"])
def test_a_dash_may_be_the_rating_of_nothing(status: str) -> None:
    assert found(dash_for_rating, table_of(measure_row(status_2022=status, achievement_2022="－"))) == []


def test_a_repetition_tells_the_same_only_once() -> None:
    rows = [measure_row(achievement_2022="－"), measure_row(item="2-1. 窓口", reprise="○", achievement_2022="－")]
    assert [finding.line_no for finding in found(dash_for_rating, table_of(*rows))] == [3]
