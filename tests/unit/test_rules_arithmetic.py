"""Rules of the family `arithmetic`: rates, ratings, totals, shares and changes that do not add up."""

import pytest

from pipeline.quality.rules.base import Rule
from pipeline.quality.rules.figures.arithmetic import (
    rate_not_from_counts,
    rate_unlike_counts,
    rating_not_from_counts,
    rating_not_from_times,
)
from pipeline.quality.rules.figures.totals import change_not_from_years, parts_not_total, share_exceeds_whole
from tests.quality_builders import found, measure_row, table_of
from tests.year_builders import EVALUATIONS, STATUSES, changed, found_over_years, row_of_years

INTERVIEWS = tuple(f"届出数{n}件 面接数{m}件" for n, m in ((486, 465), (430, 420), (409, 393), (428, 399)))
INTERVIEW_RATES = ("95.7%", "97.7%", "96.1%", "93.2%")


@pytest.mark.parametrize(
    "rule",
    [
        rate_not_from_counts,
        rating_not_from_counts,
        rating_not_from_times,
        rate_unlike_counts,
        parts_not_total,
        share_exceeds_whole,
        change_not_from_years,
    ],
)
def test_figures_that_add_up_are_no_fault(rule: Rule) -> None:
    assert found(rule, table_of(measure_row())) == []
    assert found_over_years(rule, row_of_years(statuses=INTERVIEWS, ratings=INTERVIEW_RATES)) == []


def test_a_printed_rate_must_follow_from_its_counts() -> None:
    status = "児童数A：5,545人 申請者数B：1,172人 認定者数C：870人 申請率(B/A)：21.1% 認定率(C/A)：16.0%"
    (finding,) = found(rate_not_from_counts, table_of(measure_row(status_2022=status)))
    assert (finding.fiscal_year, finding.field, finding.observed) == (2022, "status", "認定率(C/A)：16.0%")
    assert finding.expected == "870人／5,545人=15.7%"


@pytest.mark.parametrize(
    ("status", "right"),
    [
        ("申請者数(A)42人、認定者数(C)38人、認定率(C/A)80.5%", "90.5"),
        ("申請件数（A）42件、承認件数（B）38件、承認率（B/A）80.5％", "90.5"),
        ("要介護認定申請者数(A)：420人　認定者数(C)：380人　認定率(C/A)：80.5%", "90.5"),
        ("受診票の送付(A)は2,000件、受診者(B)は868人、受診率(B/A)は34.3%であった。", "43.4"),
    ],
)
def test_symbols_in_brackets_say_what_a_rate_is_the_rate_of(status: str, right: str) -> None:
    (finding,) = found(rate_not_from_counts, table_of(measure_row(status_2022=status)))
    assert finding.expected is not None
    assert finding.expected.endswith(f"={right}%")
    status = status.replace("80.5", right).replace("34.3", right)
    assert found(rate_not_from_counts, table_of(measure_row(status_2022=status))) == []


@pytest.mark.parametrize(
    "status",
    [
        "対象者477人、受診者461人、受診率96.7%であった。",
        "アンケートを927件送付し、672件(72%)の返信があった。",
        "講座の参加者は121名で、86%が理解が深まったと回答した。",
        "対象者200人、受診者150人であり、受診率90%以上を目指す。",
    ],
)
def test_rates_that_follow_or_rest_on_other_figures_are_left_alone(status: str) -> None:
    assert found(rate_not_from_counts, table_of(measure_row(status_2022=status))) == []


def test_a_computed_rating_must_follow_from_the_counts() -> None:
    ratings = changed(INTERVIEW_RATES, _2021="79.7%")
    (finding,) = found_over_years(rating_not_from_counts, row_of_years(statuses=INTERVIEWS, ratings=ratings))
    assert (finding.fiscal_year, finding.observed, finding.expected) == (2021, "79.7%", "420件／430件=97.7%")


def test_a_round_rating_is_computed_where_it_is_in_other_years() -> None:
    statuses = [f"対象者{n}人 受診者{m}人" for n, m in ((200, 150), (300, 270), (250, 150), (400, 380))]
    ratings = ["75%", "90%", "80%", "95%"]
    (finding,) = found_over_years(rating_not_from_counts, row_of_years(statuses=statuses, ratings=ratings))
    assert (finding.fiscal_year, finding.observed) == (2022, "80%")


def test_one_year_makes_no_habit() -> None:
    statuses = [f"対象者{n}人 受診者{m}人" for n, m in ((200, 150), (300, 270), (250, 150), (400, 380))]
    row = row_of_years(statuses=statuses, ratings=["75%", "100%", "80%", "100%"])
    assert found_over_years(rating_not_from_counts, row) == []


def test_a_judged_rating_need_not_be_the_share() -> None:
    statuses = [f"対象者{n}人 受診者{m}人" for n, m in ((200, 150), (300, 270), (250, 150), (400, 380))]
    row = row_of_years(statuses=statuses, ratings=["80%", "80%", "70%", "実施"])
    assert found_over_years(rating_not_from_counts, row) == []


def test_each_numbered_part_has_its_rate() -> None:
    status = "①3か月児健診対象者452人受診者418人 ②3歳児健診対象者541人受診者518人"
    row = measure_row(status_2022=status, achievement_2022="①92.5% ②87.3%")
    (finding,) = found(rating_not_from_counts, table_of(row))
    assert (finding.observed, finding.expected) == ("②87.3%", "518人／541人=95.7%")


def test_planned_and_held_times_are_compared_with_the_rating() -> None:
    row = measure_row(status_2022="連絡会を年3回予定していたが、2回の開催となった。", achievement_2022="100%")
    (finding,) = found(rating_not_from_times, table_of(row))
    assert (finding.observed, finding.expected) == ("100%", "2回／3回=67%")
    near = measure_row(status_2022="連絡会を年2回予定していたが、1回の開催となった。", achievement_2022="50%")
    assert found(rating_not_from_times, table_of(near)) == []


@pytest.mark.parametrize(("rating", "faults"), [("120%", 0), ("100%", 0), ("150%", 1)])
def test_times_beyond_the_plan_may_be_rated_beyond_a_hundred(rating: str, faults: int) -> None:
    row = measure_row(
        plan_2023="連絡会を年10回開催する。", status_2023="連絡会を年12回開催した。", achievement_2023=rating
    )
    assert len(found(rating_not_from_times, table_of(row))) == faults


def test_planned_times_may_stand_in_the_plan() -> None:
    row = measure_row(plan_2023="連絡会を年4回開催する。", status_2023="連絡会を2回開催した。", achievement_2023="100%")
    (finding,) = found(rating_not_from_times, table_of(row))
    assert (finding.fiscal_year, finding.expected) == (2023, "2回／4回=50%")
    for told in ("連絡会を4回開催した。", "連絡会を5回開催した。", "連絡会は2回の開催を予定している。"):
        row = measure_row(plan_2023="連絡会を年4回開催する。", status_2023=told, achievement_2023="100%")
        assert found(rating_not_from_times, table_of(row)) == []


def test_a_rate_of_the_evaluation_is_looked_for_in_the_counts_of_the_status() -> None:
    status = "医療の受診がなかった方142名に質問票を送付した。訪問で実態把握ができた方は71人だった。"
    row = measure_row(status_2022=status, evaluation_2022="約81%の方の状況を把握することができた。")
    (finding,) = found(rate_unlike_counts, table_of(row))
    assert (finding.field, finding.observed) == ("evaluation", "81%")
    row = measure_row(status_2022=status, evaluation_2022="約50%の方の状況を把握することができた。")
    assert found(rate_unlike_counts, table_of(row)) == []


def test_parts_must_make_up_their_total() -> None:
    status = "一般向け 6回 小学校 8校 16回 中学校 2校 3回 全31回開催した。"
    (finding,) = found(parts_not_total, table_of(measure_row(status_2022=status)))
    assert (finding.fiscal_year, finding.observed, finding.expected) == (2022, "31回", "6回+16回+3回=25回")
    assert found(parts_not_total, table_of(measure_row(status_2022=status.replace("31回", "25回")))) == []


def test_a_share_must_not_exceed_its_whole() -> None:
    row = measure_row(status_2023="窓口で相談を31件受け、うち45件を専門機関に引き継いだ。")
    (finding,) = found(share_exceeds_whole, table_of(row))
    assert (finding.fiscal_year, finding.observed) == (2023, "45件")
    row = measure_row(status_2023="対象者419人 受診者424人", achievement_2023="100%")
    assert len(found(share_exceeds_whole, table_of(row))) == 1
    row = measure_row(status_2023="対象者419人 受診者424人", achievement_2023="101.2%")
    assert found(share_exceeds_whole, table_of(row)) == []


@pytest.mark.parametrize(
    ("told", "count"),
    [("1,744件増加した", 0), ("約1,700件増加した", 0), ("1,474件増加した", 1), ("1,744件減少した", 1)],
)
def test_a_stated_change_is_that_of_two_years(told: str, count: int) -> None:
    statuses = changed(STATUSES, _2020="年間で9,584件の相談があった。", _2021="年間で11,328件の相談があった。")
    evaluations = changed(EVALUATIONS, _2021=f"前年度に比べ{told}。多様な相談に対応できた。")
    findings = found_over_years(change_not_from_years, row_of_years("窓口相談", statuses, evaluations))
    assert len(findings) == count


def test_a_repetition_does_not_double_what_the_first_listing_has() -> None:
    statuses = changed(STATUSES, _2022="学校5回、地域3回、計10回開催した。")
    first, again = row_of_years(statuses=statuses), row_of_years(statuses=statuses, item="2-1. 周知", reprise="○")
    (finding,) = found_over_years(parts_not_total, first, again)
    assert finding.line_no == 3
