"""In which years a narrative says that things were done."""

import pytest

from pipeline.prose.writing.calendar_days import impossible_dates
from pipeline.prose.year_context import other_dates, other_years


def test_another_year_is_told_with_its_sentence() -> None:
    (other,) = other_years("相談を受けた。令和2年度は24件であった。", 2021)
    assert (other.printed, other.fiscal_year, other.sentence) == ("令和2年度", 2020, "令和2年度は24件であった")


@pytest.mark.parametrize("text", ["令和2年度の実績を踏まえ改善した。", "昨年度（令和2年度）同様に実施した。"])
def test_a_related_year_is_no_other(text: str) -> None:
    assert other_years(text, 2021) == []


def test_an_abbreviated_year_is_a_fiscal_year_and_a_calendar_year_is_two() -> None:
    assert [other.printed for other in other_years("R4：24件", 2021)] == ["R4"]
    assert other_years("令和4年に開催した。", 2021) == []


def test_a_plan_may_speak_of_later_years() -> None:
    assert other_years("令和6年度に3回開催した。", 2023, is_plan=True) == []
    assert len(other_years("令和4年度に3回開催する。", 2023, is_plan=True)) == 1


def test_a_date_is_told_with_its_day() -> None:
    (date,) = other_dates("令和4年4月2日（土）に開催した。", 2021)
    assert (date.printed, date.fiscal_year) == ("令和4年4月2日（土）", 2022)
    assert other_dates("令和4年3月26日に開催した。", 2021) == []


def test_impossible_dates_are_told_once() -> None:
    assert impossible_dates("令和5年13月40日に開催した。") == ["13月40日"]


def test_dates_and_years_in_kanji_are_read_and_quoted_as_printed() -> None:
    (date,) = other_dates("訓練を令和六年十月二十三日に行った。", 2023)
    assert (date.printed, date.fiscal_year) == ("令和六年十月二十三日", 2024)
    assert other_dates("訓練を令和五年十月二十三日に行った。", 2023) == []
    assert [year.printed for year in other_years("二〇一九年度は、三回の訓練を行った。", 2023)] == ["二〇一九年度"]


def test_a_year_to_which_something_was_put_off_is_no_other() -> None:
    assert other_years("交流会は令和6年度に延期した。", 2023) == []
