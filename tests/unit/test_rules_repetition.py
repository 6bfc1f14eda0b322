"""Rules of the family `repetition`: text that stands twice, and text of another measure."""

import pytest

from pipeline.quality.rules.base import Rule
from pipeline.quality.rules.reading.strangers import text_of_other_measure
from pipeline.quality.rules.texts.repetition import (
    evaluation_repeated,
    plan_repeated,
    status_repeated,
    status_repeated_but_figures,
    text_in_two_fields,
)
from tests.quality_builders import found, measure_row, table_of
from tests.year_builders import EVALUATIONS, STATUSES, changed, found_over_years, row_of_years

SENTENCE = "相談窓口の一覧を作成し、児童・生徒に周知を行った。"


@pytest.mark.parametrize(
    "rule",
    [
        status_repeated,
        evaluation_repeated,
        plan_repeated,
        status_repeated_but_figures,
        text_in_two_fields,
        text_of_other_measure,
    ],
)
def test_texts_of_their_own_are_no_repetition(rule: Rule) -> None:
    assert found(rule, table_of(measure_row())) == []
    assert found_over_years(rule, row_of_years()) == []


def test_a_status_repeated_over_years_is_one_finding() -> None:
    statuses = [STATUSES[0], SENTENCE, SENTENCE, SENTENCE.replace("、", "")]
    (finding,) = found_over_years(status_repeated, row_of_years("周知", statuses))
    assert (finding.fiscal_year, finding.field) == (2023, "status")
    assert finding.evidence["years"] == [2021, 2022, 2023]
    assert finding.expected == "令和3年度～令和5年度（2021～2023）"


def test_two_runs_are_two_findings() -> None:
    other = "市報とホームページに記事を掲載し、相談先の情報をあわせて周知した。"
    findings = found_over_years(status_repeated, row_of_years("周知", [SENTENCE, SENTENCE, other, other]))
    assert [finding.fiscal_year for finding in findings] == [2021, 2023]


def test_only_the_named_year_changed() -> None:
    statuses = [f"令和{n}年度は、収入が減少し生活に困窮する方へも住宅費を支給した。" for n in (2, 3, 4, 5)]
    (finding,) = found_over_years(status_repeated, row_of_years("給付金", statuses))
    assert finding.fiscal_year == 2023


@pytest.mark.parametrize(
    "text",
    ["取組を継続。", "実施を継続", "年1回実施", "実施方法の検討", "－", "依頼無し。", "感染症拡大の影響により中止。"],
)
def test_standing_phrases_are_no_repetition(text: str) -> None:
    statuses = changed(STATUSES, _2022=text, _2023=text)
    assert found_over_years(status_repeated, row_of_years(statuses=statuses)) == []


def test_counts_brought_up_to_date_are_no_repetition() -> None:
    statuses = [f"届出数{n}件 面接数{m}件" for n, m in ((486, 465), (430, 420), (409, 393), (428, 399))]
    for rule in (status_repeated, status_repeated_but_figures):
        assert found_over_years(rule, row_of_years("面接", statuses)) == []


def test_large_counts_are_hardly_the_same_in_two_years() -> None:
    told = "届出数430件 面接数420件"
    (finding,) = found_over_years(status_repeated, row_of_years("面接", changed(STATUSES, _2021=told, _2022=told)))
    assert finding.fiscal_year == 2022


def test_long_prose_around_new_figures_is_a_notice() -> None:
    prose = "会議を{}回開催した。関係機関の代表者が出席し、支援の状況を共有して今後の連携のあり方について協議した。"
    statuses = changed(STATUSES, _2021=prose.format(44), _2022=prose.format(50))
    (finding,) = found_over_years(status_repeated_but_figures, row_of_years("会議", statuses))
    assert finding.evidence["years"] == [2021, 2022]


def test_an_evaluation_repeated_but_for_figures_is_a_notice() -> None:
    told = "利用者は{}人で、不安や悩みを解消することができた。"
    evaluations = changed(EVALUATIONS, _2020=told.format(30), _2021=told.format(41))
    (finding,) = found_over_years(evaluation_repeated, row_of_years(evaluations=evaluations))
    assert (finding.fiscal_year, finding.field) == (2021, "evaluation")


def test_a_long_plan_may_not_stand_unchanged_unless_it_says_so() -> None:
    plan = "市報とホームページに掲載するほか、相談の内容をわかりやすく説明したチラシを作成し、公共施設に置く。"
    (finding,) = found(plan_repeated, table_of(measure_row(plan_2023=plan, plan_2024=plan)))
    assert (finding.fiscal_year, finding.field) == (2024, "plan")
    plan = f"引き続き、{plan}"
    assert found(plan_repeated, table_of(measure_row(plan_2023=plan, plan_2024=plan))) == []


def test_an_evaluation_that_is_the_status_is_found() -> None:
    text = "夜間の弁護士相談を2回実施し、特設の相談会とあわせて開いた。"
    for told in (text, text.replace("開いた", "開催した")):
        (finding,) = found(text_in_two_fields, table_of(measure_row(status_2022=text, evaluation_2022=told)))
    assert (finding.fiscal_year, finding.field, finding.expected) == (2022, "evaluation", "実施状況")


def test_a_plan_that_is_the_status_is_found() -> None:
    text = "窓口での相談に加え、電話での相談を受ける体制を整える。"
    (finding,) = found(text_in_two_fields, table_of(measure_row(plan_2023=text, status_2023=text)))
    assert (finding.fiscal_year, finding.field, finding.expected) == (2023, "status", "実施計画")


def test_a_repetition_does_not_double_a_repeated_text() -> None:
    statuses = [SENTENCE] * 4
    again = row_of_years("周知", statuses, item="2-1. 啓発", reprise="○")
    (finding,) = found_over_years(status_repeated, row_of_years("周知", statuses), again)
    assert finding.line_no == 3


CHECKUP = (
    "集団健診を3回実施し、受診券を対象者に配布した。",
    "集団健診の会場を増やし、受診券の様式を改めた。",
    "個別健診を医療機関に委託し、受診券を郵送した。",
    "集団健診と個別健診をあわせ、受診券を配布した。",
)
CHECKUP_EVALUATIONS = (
    "受診券の配布により健診を受けやすくなった。",
    "会場が近くなり、集団健診の受診者が増えた。",
    "医療機関での個別健診は好評であった。",
    "健診の機会が広がり、受診券の利用も進んだ。",
)


def test_text_of_another_measure_is_found_where_it_does_not_belong() -> None:
    own = row_of_years("健康診査", CHECKUP, CHECKUP_EVALUATIONS)
    pasted = row_of_years("窓口相談", changed(STATUSES, _2022=CHECKUP[2]))
    (finding,) = found_over_years(text_of_other_measure, own, pasted)
    assert (finding.line_no, finding.fiscal_year, finding.field) == (4, 2022, "status")
    assert (finding.expected, finding.evidence["other_line_no"]) == ("健康診査", 3)


def test_sister_measures_may_share_a_sentence() -> None:
    shared = "関係機関と連携し、相談窓口の周知と早期の支援に努めた。"
    one = row_of_years("窓口相談", changed(STATUSES, _2022=shared))
    other = row_of_years("電話相談", changed(STATUSES, _2022=shared), [f"電話相談では{text}" for text in EVALUATIONS])
    assert found_over_years(text_of_other_measure, one, other) == []


def test_texts_that_differ_in_a_year_or_figure_are_not_called_the_same() -> None:
    text = "令和{}年度も関係機関と連携し、早期の支援につなげることができた。"
    told = {}
    for later in (4, 5):
        row = measure_row(evaluation_2022=text.format(4), evaluation_2023=text.format(later))
        (finding,) = found(evaluation_repeated, table_of(row))
        told[later] = finding.messages
    assert told[4] is None and told[5] is not None
    assert "年度・数値を除いて同文" in told[5][0] and "but for years or figures" in told[5][1]
