"""Rules of the family `numbers`: one quantity with several figures, figures that stand still, or lose a digit."""

import pytest

from pipeline.quality.rules.base import Rule
from pipeline.quality.rules.figures.numbers import (
    count_differs_between_measures,
    count_differs_in_listing,
    count_differs_within_year,
)
from pipeline.quality.rules.figures.series import figure_of_year_differs, figure_off_by_ten, figures_unchanged
from tests.year_builders import EVALUATIONS, STATUSES, changed, found_over_years, row_of_years

CHECKUPS = tuple(
    f"若年健診({a})、特定健診({b:,})を実施した。" for a, b in ((706, 6165), (414, 5336), (723, 6047), (630, 5996))
)
CASES = tuple(f"消費生活の相談に応じた。相談件数 {n:,}件。" for n in (1166, 820, 721, 659))
FIRST = row_of_years("健康管理", CHECKUPS)


def again(statuses: tuple[str, ...] | list[str]) -> list[str]:
    return row_of_years("健康管理", statuses, item="2-1. 健診", page="P30", reprise="○")


@pytest.mark.parametrize(
    "rule",
    [
        count_differs_in_listing,
        count_differs_between_measures,
        count_differs_within_year,
        figures_unchanged,
        figure_off_by_ten,
        figure_of_year_differs,
    ],
)
def test_figures_that_agree_and_move_are_no_fault(rule: Rule) -> None:
    assert found_over_years(rule, FIRST, row_of_years("消費生活相談", CASES), again(CHECKUPS)) == []


def test_listings_tell_the_same_figures() -> None:
    statuses = changed(CHECKUPS, _2023="若年健診(630)、特定御健診(5,596)を実施した。")
    (finding,) = found_over_years(count_differs_in_listing, FIRST, again(statuses))
    assert (finding.line_no, finding.fiscal_year, finding.field) == (4, 2023, "status")
    assert (finding.observed, finding.expected) == ("特定御健診5,596", "特定健診5,996")
    assert (finding.evidence["line_no"], finding.evidence["other_line_no"]) == (4, 3)


def test_three_listings_are_one_finding_about_the_odd_one() -> None:
    odd = row_of_years("健康管理", changed(CHECKUPS, _2021="若年健診(441)、特定健診(5,336)を実施した。"))
    (finding,) = found_over_years(count_differs_in_listing, odd, again(CHECKUPS), again(CHECKUPS))
    assert (finding.line_no, finding.observed) == (3, "若年健診441")


def test_two_measures_name_the_same_quantity_with_the_same_figure() -> None:
    club = row_of_years("居場所づくり", changed(STATUSES, _2021="シニアクラブ：23団体、会員数935人"))
    told = "活動の場としてシニアクラブ(全23クラブ、会員数767人)が活動した。"
    other = row_of_years("地域交流の場", changed(CASES, _2021=told))
    (finding,) = found_over_years(count_differs_between_measures, club, other)
    assert (finding.line_no, finding.fiscal_year) == (4, 2021)
    assert (finding.observed, finding.expected) == ("シニアクラブ会員数767人", "シニアクラブ会員数935人")
    assert finding.evidence["other_line_no"] == 3


def test_labels_that_anyone_may_use_name_no_quantity() -> None:
    one = row_of_years("講座", changed(STATUSES, _2021="健康講座を開いた(参加者30人)。"))
    other = row_of_years("教室", changed(CASES, _2021="体操教室を開いた(参加者45人)。"))
    assert found_over_years(count_differs_between_measures, one, other) == []


def test_a_long_label_names_a_quantity_by_itself() -> None:
    told = "東京都と共催の就職面接会及びセミナーに{}名の参加があった。"
    one = row_of_years("就労支援", changed(STATUSES, _2021=told.format(67)))
    other = row_of_years("求人情報", changed(CASES, _2021=f"情報を掲示した。{told.format(76)}"))
    (finding,) = found_over_years(count_differs_between_measures, one, other)
    assert (finding.line_no, finding.fiscal_year) == (4, 2021)


def test_one_sentence_in_two_measures_has_one_figure() -> None:
    sentence = "男女共同参画週間の記念講座を開き、暴力の防止について考えた（7月20日実施、{}名参加）。"
    one = row_of_years("啓発", changed(STATUSES, _2020=sentence.format(33)))
    other = row_of_years("情報提供", changed(CASES, _2020=sentence.format(83)))
    (finding,) = found_over_years(count_differs_between_measures, one, other)
    assert (finding.line_no, finding.fiscal_year) == (4, 2020)


def test_status_and_evaluation_tell_the_same_figure() -> None:
    statuses = changed(STATUSES, _2022="家族会を12回開催した。初参加者13名。")
    evaluations = changed(EVALUATIONS, _2022="初参加者15人と多く、有意義な会となった。")
    (finding,) = found_over_years(count_differs_within_year, row_of_years("家族会", statuses, evaluations))
    assert (finding.field, finding.observed, finding.expected) == ("evaluation", "初参加者15人", "初参加者13名")
    evaluations = changed(EVALUATIONS, _2022="初参加者13人と多く、有意義な会となった。")
    assert found_over_years(count_differs_within_year, row_of_years("家族会", statuses, evaluations)) == []


def test_figures_that_stand_still_for_three_years_are_one_finding() -> None:
    statuses = [f"ひろば：1,332回、参加者876人 クラブ：会員数{n}人" for n in (982, 935, 767, 728)]
    (finding,) = found_over_years(figures_unchanged, row_of_years("居場所づくり", statuses))
    assert (finding.fiscal_year, finding.observed) == (2023, "ひろば1,332回、参加者876人")
    assert finding.expected == "令和2年度～令和5年度（2020～2023）"


@pytest.mark.parametrize(
    "told", ["市内10か所で体操教室", "年12回の開催", "約300件の相談", "各1名の相談員", "月1回の開催", "定員20人"]
)
def test_what_is_the_same_each_year_by_its_nature_is_left_alone(told: str) -> None:
    statuses = [f"{told}を続けた。{text}" for text in STATUSES]
    assert found_over_years(figures_unchanged, row_of_years(statuses=statuses)) == []


def test_a_lost_digit_stands_out_among_the_years() -> None:
    statuses = changed(CASES, _2022=CASES[2].replace("721件", "72件"))
    (finding,) = found_over_years(figure_off_by_ten, row_of_years("消費生活相談", statuses))
    assert (finding.fiscal_year, finding.observed) == (2022, "相談件数72件")
    assert found_over_years(figure_off_by_ten, row_of_years("相談", changed(CASES, _2022="相談件数 310件。"))) == []


def test_small_numbers_may_well_fall_to_a_tenth() -> None:
    statuses = [f"講座を{n}回開催した。" for n in (12, 10, 1, 11)]
    assert found_over_years(figure_off_by_ten, row_of_years("講座", statuses)) == []


def test_a_year_named_in_the_text_has_one_figure() -> None:
    statuses = changed(STATUSES, _2020="【R2】認定者数：927人", _2021="【R2】認定者数：870人 【R3】認定者数：780人")
    (finding,) = found_over_years(figure_of_year_differs, row_of_years("就学援助", statuses))
    assert (finding.fiscal_year, finding.observed) == (2021, "令和2年度 認定者数870人")
    assert finding.expected == "令和2年度 認定者数927人"
