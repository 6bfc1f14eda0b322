"""What is true of a whole column is told once, and a blank in a column that need not be filled is not told at all."""

from collections.abc import Sequence

import pytest

from pipeline.quality.examination import examined
from pipeline.quality.finding_frames import finding_frame
from pipeline.quality.gathering import gathered
from pipeline.quality.progress_table import ProgressTable
from pipeline.quality.rules.absence.missing import missing_evaluation
from pipeline.quality.rules.reading.strangers import text_of_other_measure
from tests.quality_builders import found, table_of

DONE = (
    "窓口",
    "教室",
    "訪問",
    "広報",
    "研修",
    "健診",
    "交流",
    "見守り",
    "講演",
    "相談",
    "体験",
    "清掃",
    "点検",
    "配布",
)


def lines_told(table: ProgressTable, rule_code: str) -> list[int]:
    """Return of how many lines each finding of a rule tells."""
    findings = gathered([finding_frame(examined(table))], table)["stage.gathered_finding"]
    evidence = findings.loc[findings["rule_code"] == rule_code, "evidence"]
    return sorted(text.count(",") + 1 if '"line_nos"' in text else 1 for text in evidence)


def by_section(blank_count: int) -> list[Sequence[str]]:
    """Each measure in three rows, one per section; what was done is blank in the first of so many of them."""
    rows: list[Sequence[str]] = []
    for number, work in enumerate([*DONE, *DONE]):
        text = "" if number < blank_count else f"{work}の取組その{number}を{number + 2}回行った。"
        rows.append(["1 暮らしの支援", f"{work}事業{number}", "福祉課", text, "A"])
        rows += [["", "", section, f"{work}を{section}が手伝った。", "B"] for section in ("健康課", "教育課")]
    return rows


HEADING = ["基本施策", "事業名", "担当課", "令和5年度の実施状況", "達成度"]


def test_a_habit_is_one_of_the_measures_and_not_of_the_lines_that_their_sections_have() -> None:
    assert lines_told(table_of(*by_section(11), heading=HEADING), "missing_status") == [11]
    assert lines_told(table_of(*by_section(8), heading=HEADING), "missing_status") == [1] * 8


def copied(count: int, other_marks: int) -> list[Sequence[str]]:
    """So many of 40 measures are told word for word as in the year before; of these, so many have another rate."""
    rows: list[Sequence[str]] = []
    for number in range(40):
        told = f"{DONE[number % 14]}その{number}を民生委員や自治会と協力し、地区の会館で{number + 112}人に行った。"
        rate = "80%" if number < other_marks else "100%"
        again = told if number < count else f"{told}新たに{number + 3}地区でも始めた。"
        rows.append(["1 暮らしの支援", f"{DONE[number % 14]}事業{number}", "福祉課", told, "100%", again, rate])
    return rows


YEARS = [*HEADING[:3], "令和4年度の実施状況", "達成度", "令和5年度の実施状況", "達成度"]


def test_what_can_only_be_said_of_repeated_texts_is_a_habit_among_them() -> None:
    table = table_of(*copied(30, 12), heading=YEARS)
    assert lines_told(table, "status_repeated") == [30]
    assert lines_told(table, "same_narrative_other_rating") == [12]


def test_where_repeating_is_no_habit_each_rating_is_told() -> None:
    table = table_of(*copied(11, 11), heading=YEARS)
    assert lines_told(table, "status_repeated") == [1] * 11
    assert lines_told(table, "same_narrative_other_rating") == [1] * 11


def reasoned(heading: str, *reasons: str) -> ProgressTable:
    rows = [
        [
            "1 暮らしの支援",
            f"{work}事業",
            "福祉課",
            f"{work}を{n + 2}回行った。",
            "80%",
            reasons[n] if n < len(reasons) else "",
        ]
        for n, work in enumerate(DONE)
    ]
    return table_of(*rows, heading=[*HEADING, heading])


WANTING = ("参加者が減っている。", "", "会場の確保が難しい。", "担い手が足りない。", "", "周知が足りない。")


@pytest.mark.parametrize(
    "heading", ["課題", "令和5年度の課題及び改善点", "遅れた理由・課題", "達成できなかった理由", "未達成の要因"]
)
def test_who_has_nothing_to_say_of_what_is_wanting_leaves_it_blank(heading: str) -> None:
    assert found(missing_evaluation, reasoned(heading, *WANTING)) == []


@pytest.mark.parametrize("none", ["－", "特になし", "なし。", "特段無し"])
def test_a_blank_is_missing_where_the_table_says_that_there_is_none(none: str) -> None:
    assert len(found(missing_evaluation, reasoned("課題", *WANTING, none))) == len(DONE) - 5


def test_a_blank_is_missing_in_a_column_that_all_have_to_fill() -> None:
    texts = ("概ね順調に進んだ。", "", "目標を上回る利用があった。", "", "地域に定着してきた。", "効果があった。")
    assert len(found(missing_evaluation, reasoned("評価コメント", *texts))) == len(DONE) - 4


def doubtful(*texts: str) -> ProgressTable:
    """A table with a column whose heading nobody knows: it may be an evaluation, or what was done."""
    table = reasoned("庁内での配慮事項", *texts)
    (columns,) = {tuple(row.listing.columns) for row in table.rows}
    assert columns[-1].is_uncertain
    assert columns[-1].field in ("status", "evaluation")
    return table


def test_a_blank_in_a_column_in_doubt_says_nothing() -> None:
    table = doubtful(
        "会場の段差をなくした。", "", "資料に振り仮名を付けた。", "", "手話通訳を置いた。", "託児を設けた。"
    )
    missing = {"missing_status", "missing_evaluation", "missing_narrative", "missing_year"}
    assert not missing & {finding.rule_code for finding in examined(table)}


def test_what_stands_twice_in_a_column_in_doubt_belongs_to_both_for_all_we_know() -> None:
    same = "オンラインを併用し、育児や介護をしている人も参加しやすいように時間帯を改めた。"
    assert (
        found(text_of_other_measure, doubtful(same, "", "資料に振り仮名を付けた。", "", "手話通訳を置いた。", same))
        == []
    )


def test_what_stands_in_a_column_in_doubt_is_told_of_its_year() -> None:
    # Or else a row that leaves the only certain field blank would tell of no year at all.
    rows = [
        [
            "1 暮らしの支援",
            f"{work}事業",
            "福祉課",
            "" if n < 4 else f"{work}を{n + 2}回行った。",
            "現状継続" if n % 3 else "改善",
        ]
        for n, work in enumerate(DONE)
    ]
    table = table_of(*rows, heading=[*HEADING[:4], "最終評価結果"])
    (columns,) = {tuple(row.listing.columns) for row in table.rows}
    assert columns[-1].is_uncertain
    missing = [f.rule_code for f in examined(table) if f.rule_code.startswith("missing_")]
    assert missing == ["missing_status"] * 4
