"""Rules of the family `year`: texts that speak of another year than their column's."""

import pytest

from pipeline.quality.rules.base import Rule
from pipeline.quality.rules.texts.year import date_outside_year, impossible_date, other_fiscal_year
from tests.quality_builders import found, measure_row, table_of


@pytest.mark.parametrize("rule", [other_fiscal_year, date_outside_year, impossible_date], ids=lambda rule: rule.code)
def test_a_text_without_years_is_not_reported(rule: Rule) -> None:
    assert found(rule, table_of(measure_row())) == []


@pytest.mark.parametrize(
    "status",
    [
        "令和3年度は相談を24件受けた。",
        "令和3年度に研修を2回開催した。",
        "【R3】相談者数24人",
        "令和3年度の相談件数は24件であった。",
        "2021年度実績：24件",
        "令和5年度に研修を2回開催した。",
        "令和6年度は相談の充実を図る。",
        "相談件数（令和3年度：24件）",
        "相談を24件受けた（令和3年度実績）。",
        "第12回研修会（令和3年度に10人参加）を実施した。",
        "研修会を2回開催した（令和3年度実施、10人参加）。",
    ],
)
def test_what_was_done_in_another_year_is_reported(status: str) -> None:
    (finding,) = found(other_fiscal_year, table_of(measure_row(status_2022=status)))
    assert (finding.fiscal_year, finding.field, finding.expected) == (2022, "status", "令和4年度")


@pytest.mark.parametrize(
    "status",
    [
        "令和4年度は相談を24件受けた。",
        "令和3年度から継続して実施した。",
        "令和3年度に比べ、相談が増加した。",
        "前年度（令和3年度）を上回った。",
        "令和3年度に引き続き、相談を受けた。",
        "令和3年度に策定した計画に基づき、相談を受けた。",
        "令和3年度に受診のなかった方142名に対し、案内を送付した。",
        "令和3年度の課題を踏まえ、相談時間を延長した。",
        "令和3年度24件、令和4年度31件の相談を受けた。",
        "令和5年1月28日に開催した。",
        "令和5年に講演会を開催した。",
        "令和5年度の開催に向けて準備した。",
        "令和5年度は相談の充実を図る。",
        "令和6年度までに全職員が受講することを目標とする。",
        "令和元年度～令和3年度の相談記録を整理した。",
        "登録者は335人（令和3年度は318人）、新たに就職した方は41人であった。",
        "助成の申請は42件（令和3年度31件）。",
        "助成の申請は42件あった（令和2年度28件、令和3年度31件）。",
    ],
)
def test_comparisons_and_beginnings_are_not_reported(status: str) -> None:
    assert found(other_fiscal_year, table_of(measure_row(status_2022=status))) == []


def test_a_plan_may_speak_of_later_years_but_not_of_earlier_ones() -> None:
    table = table_of(
        measure_row(plan_2023="令和6年度の開設に向けて準備する。", plan_2024="令和5年度は研修を実施する。")
    )
    assert [(f.fiscal_year, f.field) for f in found(other_fiscal_year, table)] == [(2024, "plan")]


@pytest.mark.parametrize(
    "status", ["令和3年11月3日に開催した。", "講演会（令和5年4月2日）を実施", "2021年9月1日に開催。"]
)
def test_a_date_outside_its_year_is_reported(status: str) -> None:
    (finding,) = found(date_outside_year, table_of(measure_row(status_2022=status)))
    assert (finding.fiscal_year, finding.field) == (2022, "status")
    assert found(other_fiscal_year, table_of(measure_row(status_2022=status))) == []


@pytest.mark.parametrize(
    "status",
    [
        "令和5年2月15日に開催した。",
        "R4.9.20～R5.3.31で実施した。",
        "令和3年4月から継続して実施した。",
        "令和4年3月に策定した計画に基づき実施した。",
        "令和5年6月の開催に向けて準備した。",
    ],
)
def test_a_date_within_its_year_or_of_a_beginning_is_right(status: str) -> None:
    assert found(date_outside_year, table_of(measure_row(status_2022=status))) == []


@pytest.mark.parametrize(("text", "date"), [("2月30日に開催した。", "2月30日"), ("令和5年13月に開催した。", "13月")])
def test_a_date_that_no_calendar_has_is_reported(text: str, date: str) -> None:
    (finding,) = found(impossible_date, table_of(measure_row(status_2022=text)))
    assert finding.observed == date


def test_ages_and_spans_in_months_are_no_dates() -> None:
    row = measure_row(status_2022="18か月児健診を2月28日、12月1日に実施。3～4か月児は60日以内に案内。")
    assert found(impossible_date, table_of(row)) == []
