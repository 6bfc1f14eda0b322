"""Rules of the family `narrative`: what is told against how it is rated, and against itself."""

import pytest

from pipeline.facts.departments import DepartmentRecord
from pipeline.quality.rules.base import Rule
from pipeline.quality.rules.texts.narrative import (
    could_but_could_not,
    fewer_held_than_planned,
    not_held_but_rated,
    plan_tells_result,
    status_only_planned,
    work_told_but_not_rated,
)
from tests.quality_builders import found, measure_row, table_of

EVERY_RULE = [
    *(not_held_but_rated, work_told_but_not_rated, could_but_could_not),
    *(fewer_held_than_planned, status_only_planned, plan_tells_result),
]
TWO_SECTIONS = {"": [DepartmentRecord(name, "福祉部", is_registered=True) for name in ("福祉課", "健康課")]}


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.code)
def test_a_narrative_that_goes_with_its_rating_is_not_reported(rule: Rule) -> None:
    assert found(rule, table_of(measure_row())) == []


@pytest.mark.parametrize(
    "status",
    [
        "新型コロナウイルス感染症拡大防止のため中止した。",
        "開催を予定していたが、感染拡大の影響により見送った。",
        "感染症の影響により、講座は実施しなかった。",
        "今年度は未実施。",
        "講師の都合により延期となった。",
        "昨年度に引き続き、開催できなかった。",
        "学校からの依頼なし。",
        "台風の接近に伴い、開催を見送りました。",
        "会場が使用できなくなったため、講座を取りやめました。",
    ],
)
@pytest.mark.parametrize("rating", ["実施", "80%", "50%"])
def test_a_year_not_held_is_not_rated_as_held(status: str, rating: str) -> None:
    (finding,) = found(not_held_but_rated, table_of(measure_row(status_2022=status, achievement_2022=rating)))
    assert (finding.fiscal_year, finding.observed, finding.field) == (2022, rating, "achievement")


@pytest.mark.parametrize(
    "status",
    [
        "講座を3回開催した。なお、3月の講座は中止した。",
        "5月のみ中止。それ以外は開催した。",
        "年2回予定していたが、3月分については中止。",
        "中止となったが、動画を配信した。",
        "感染症の拡大下でも中止せず、窓口を開いた。",
        "相談を中止する団体もある中、休止することなく相談を受けた。",
        "昨年度は中止した。今年度は2回開催した。",
        "中止の判断基準を定め、講座を開催した。",
        "取組を継続。",
        "相談があれば対応する。今年度は対象者なし。",
    ],
)
def test_what_was_held_in_part_or_went_on_is_rightly_rated(status: str) -> None:
    assert found(not_held_but_rated, table_of(measure_row(status_2022=status))) == []


@pytest.mark.parametrize("rating", ["未実施", "0%", "30%", "－"])
def test_a_year_not_held_may_be_rated_so(rating: str) -> None:
    row = measure_row(status_2022="感染拡大防止のため中止した。", achievement_2022=rating)
    assert found(not_held_but_rated, table_of(row)) == []


@pytest.mark.parametrize(
    "status",
    [
        "市報に記事を掲載した。",
        "年2回開催",
        "面接数465件",
        "訓練を4月に実施し、478人の来場があった。",
        "予定を変更し、書面にて実施した。",
        "支援を継続している。",
    ],
)
@pytest.mark.parametrize("rating", ["未実施", "0%"])
def test_work_is_not_rated_as_not_implemented(status: str, rating: str) -> None:
    (finding,) = found(work_told_but_not_rated, table_of(measure_row(status_2022=status, achievement_2022=rating)))
    assert (finding.fiscal_year, finding.observed) == (2022, rating)


@pytest.mark.parametrize(
    "status",
    [
        "－",
        "実施方法を検討した。",
        "講座の実施に向けて、事例を調査した。",
        "依頼なし",
        "中止した。",
        "開催を予定していたが、延期した。",
    ],
)
def test_preparing_is_no_work(status: str) -> None:
    assert found(work_told_but_not_rated, table_of(measure_row(status_2022=status, achievement_2022="未実施"))) == []


def test_a_rating_by_section_is_held_against_the_sections_own_text() -> None:
    row = measure_row(
        section="福祉課 健康課",
        status_2022="(福祉課)研修を3回開催した。(健康課)感染拡大防止のため中止した。",
        achievement_2022="福祉課 100% 健康課 未実施",
    )
    table = table_of(row, departments=TWO_SECTIONS)
    assert found(not_held_but_rated, table) == found(work_told_but_not_rated, table) == []


def test_could_and_could_not_of_one_thing_is_reported() -> None:
    text = "関係機関との情報共有を図ることができた。情報共有を図ることができなかった。"
    (finding,) = found(could_but_could_not, table_of(measure_row(evaluation_2022=text)))
    assert (finding.fiscal_year, finding.field) == (2022, "evaluation")


@pytest.mark.parametrize(
    "text",
    [
        "講座を開催することができた。広報紙の発行はできなかった。",
        "講座は開催できなかったが、講座の動画を配信することができた。",
        "講座を開催できた。参加者への周知は講座の前に十分できなかった。",
        "講座を開催できた地域もあったが、多くの地域では難しかった。",
    ],
)
def test_a_contrast_is_no_contradiction(text: str) -> None:
    assert found(could_but_could_not, table_of(measure_row(evaluation_2022=text))) == []


def test_fewer_than_planned_is_not_the_whole() -> None:
    row = measure_row(status_2022="連絡会を年3回予定していたが、2回の開催となった。", achievement_2022="100%")
    (finding,) = found(fewer_held_than_planned, table_of(row))
    assert (finding.fiscal_year, finding.expected) == (2022, "予定3回に対し実績2回")


@pytest.mark.parametrize(
    ("status", "rating"),
    [("連絡会を年3回予定していたが、2回の開催となった。", "70%"), ("連絡会を年2回予定し、3回開催した。", "100%")],
)
def test_as_many_as_planned_or_a_lower_rating_is_right(status: str, rating: str) -> None:
    row = measure_row(status_2022=status, achievement_2022=rating)
    assert found(fewer_held_than_planned, table_of(row)) == []


def test_a_status_of_a_past_year_is_no_plan() -> None:
    (finding,) = found(status_only_planned, table_of(measure_row(status_2022="2回実施予定。")))
    assert (finding.fiscal_year, finding.observed) == (2022, "2回実施予定。")


def test_a_status_may_add_what_comes_next() -> None:
    row = measure_row(status_2022="1回開催した。次年度も実施する予定。")
    assert found(status_only_planned, table_of(row)) == []


def test_a_plan_does_not_tell_a_result() -> None:
    (finding,) = found(plan_tells_result, table_of(measure_row(plan_2023="講演会を9月に開催した。")))
    assert (finding.fiscal_year, finding.field) == (2023, "plan")


def test_a_plan_may_speak_of_what_began_before() -> None:
    row = measure_row(plan_2023="前年度に開始した訪問を継続する。", plan_2024="見直した内容で実施する予定。")
    assert found(plan_tells_result, table_of(row)) == []
