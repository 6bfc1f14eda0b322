"""A rate beside target and actual: it follows from them in one of the ways that offices use, or it is asked about."""

from collections.abc import Sequence

import pytest

from pipeline.quality.rules.figures.indicators import rate_not_from_indicator
from tests.quality_builders import found, table_of

HEADING = [
    "事業名",
    "担当課",
    "指標名",
    "基準値",
    "目標値",
    "令和5年度実績値",
    "令和5年度達成率",
    "令和5年度の実施状況",
]


def rates(*cells: Sequence[str]) -> list[tuple[str | None, str | None]]:
    rows = [[f"事業{n}", "福祉課", "参加者数", *figures, "講座を開催した。"] for n, figures in enumerate(cells)]
    return [
        (finding.observed, finding.expected)
        for finding in found(rate_not_from_indicator, table_of(*rows, heading=HEADING))
    ]


def test_a_rate_that_follows_is_no_finding() -> None:
    assert rates(["60", "100", "80", "80%"], ["1,200人", "1,500人", "1,350人", "90%"], ["-", "3", "2", "66.7%"]) == []


def test_the_way_from_the_baseline_and_less_is_better_follow_too() -> None:
    assert rates(["60", "100", "80", "50%"], ["30", "10", "20", "50%"], ["30", "10", "12.5", "80%"]) == []


def test_a_rate_that_does_not_follow_is_told_with_the_one_that_does() -> None:
    assert rates(["60", "100", "80", "95%"]) == [("95%", "80.0%")]


@pytest.mark.parametrize("figures", [["60", "", "80", "95%"], ["60", "増加", "80", "95%"], ["60", "100", "80", "A"]])
def test_what_cannot_be_computed_is_not_judged(figures: Sequence[str]) -> None:
    assert rates(figures) == []
