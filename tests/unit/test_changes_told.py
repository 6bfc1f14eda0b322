"""Changes told without both figures, held against the columns of status and of the year before."""

import pytest

from pipeline.prose.figures.changes_told import read_changes_told
from pipeline.quality.rules.base import Rule
from pipeline.quality.rules.figures.arithmetic import average_not_from_total
from pipeline.quality.rules.figures.changes import (
    change_contradicts_years,
    change_not_from_figures,
    figures_tenfold,
    last_year_differs_from_column,
)
from pipeline.quality.rules.figures.numbers import count_differs_within_year
from tests.quality_builders import found, measure_row, table_of


def _observed(rule: Rule, status: str, evaluation: str, before: str) -> list[str]:
    row = measure_row(
        status_2022=before, evaluation_2022="周知を課題とした。", status_2023=status, evaluation_2023=evaluation
    )
    return [str(finding.observed) for finding in found(rule, table_of(row)) if finding.fiscal_year == 2023]


@pytest.mark.parametrize(
    ("evaluation", "direction", "pct"),
    [
        ("前年度を15%上回った。", "rose", 15.0),
        ("昨年度より2割の減となった。", "fell", -20.0),
        ("前年度と変わらない。", "unchanged", None),
        ("前年度から増えたが、夜間は減った。", "", None),
        ("増加した。", "", None),
    ],
)
def test_a_change_is_told_in_one_direction(evaluation: str, direction: str, pct: float | None) -> None:
    told = [(change.direction, change.pct) for change in read_changes_told(evaluation)]
    assert told == ([(direction, pct)] if direction else [])


@pytest.mark.parametrize(
    ("rule", "status", "evaluation", "before", "observed"),
    [
        (
            change_contradicts_years,
            "来館者は延べ340人であった。",
            "来館者は前年度より増えた。",
            "来館者は延べ410人であった。",
            "410人→340人",
        ),
        (
            change_contradicts_years,
            "来館者は延べ340人であった。",
            "来館者は前年度と変わらない。",
            "来館者は延べ210人であった。",
            "210人→340人",
        ),
        (
            change_not_from_figures,
            "来館者は延べ420人であった。",
            "来館者は前年度を4割上回った。",
            "来館者は延べ400人であった。",
            "400人→420人",
        ),
        (
            figures_tenfold,
            "来館者は延べ4,050人であった。",
            "好評であった。",
            "来館者は延べ410人であった。",
            "410人→4,050人",
        ),
        (
            last_year_differs_from_column,
            "来館者は延べ420人であった。",
            "昨年度の来館者380人から増えた。",
            "来館者は延べ400人であった。",
            "380人",
        ),
        (
            average_not_from_total,
            "茶話会を8回開き、延べ96人が集まった。",
            "1回平均21人で、にぎわった。",
            "茶話会を開いた。",
            "21人",
        ),
    ],
)
def test_an_evaluation_is_held_against_the_columns(
    rule: Rule, status: str, evaluation: str, before: str, observed: str
) -> None:
    assert _observed(rule, status, evaluation, before) == [observed]


@pytest.mark.parametrize(
    ("rule", "status", "evaluation", "before"),
    [
        (
            change_contradicts_years,
            "来館者は延べ340人であった。",
            "夜間の貸出しは前年度と変わらない。",
            "来館者は延べ210人であった。",
        ),
        (
            change_not_from_figures,
            "来館者は延べ460人であった。",
            "来館者は前年度を15%上回った。",
            "来館者は延べ400人であった。",
        ),
        (figures_tenfold, "来館者は延べ4,050人であった。", "オンラインに切り替えた。", "来館者は延べ410人であった。"),
        (figures_tenfold, "来館者は延べ2,600人であった。", "好評であった。", "来館者は延べ410人であった。"),
        (
            last_year_differs_from_column,
            "絵画87点の応募があった。",
            "前年度の子どもの応募17点から増えた。",
            "応募61点（大人44、子ども17）。",
        ),
        (
            average_not_from_total,
            "茶話会を8回開き、延べ96人が集まった。",
            "前年度の1回平均21人には及ばない。",
            "茶話会を開いた。",
        ),
        (
            count_differs_within_year,
            "茶話会を8回開催した。",
            "茶話会を年9回に増やしてほしいとの声がある。",
            "茶話会を開いた。",
        ),
    ],
)
def test_what_may_be_of_another_thing_is_left_alone(rule: Rule, status: str, evaluation: str, before: str) -> None:
    assert _observed(rule, status, evaluation, before) == []
