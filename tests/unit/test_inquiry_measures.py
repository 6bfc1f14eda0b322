"""Answers about whole measures: the same or another one, and what became of one that is not printed any more."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.inquiry.answers import Answer
from pipeline.inquiry.columns import CONFIRMED, CORRECTED, DIFFERENT, ENDINGS, SAME, choices
from pipeline.inquiry.decisions import Decisions, Judge
from pipeline.inquiry.questions import Question
from pipeline.seeds.tables import Row
from tests.inquiry_builders import GONE, HEALTH, OVER, RENAMED, inquiries
from tests.unit.test_inquiry_decisions import answered

QUESTIONS = (RENAMED, GONE, OVER)
AT_HEALTH = {"department_id": HEALTH.department_id, "section_name": HEALTH.section_name}


def decided(
    *answers: Answer,
    asked: Sequence[Question] = QUESTIONS,
    links: Sequence[Row] = (),
    acceptances: Sequence[Row] = (),
) -> Decisions:
    judge = Judge(inquiries(*asked), (), acceptances, "2026-12-01", links)
    for answer in answers:
        judge.decide(answer)
    return judge.decisions


def refused(*answers: Answer, asked: Sequence[Question] = QUESTIONS) -> str:
    """Return why the last answer cannot be used."""
    told = decided(*answers, asked=asked).problems[-1]
    assert told.message_en and told.where == answers[-1].where
    return told.message_ja


def test_the_choices_are_those_of_the_question() -> None:
    assert choices(RENAMED) == (SAME, DIFFERENT) == ("同じ", "別")
    assert choices(GONE) == ENDINGS
    assert ENDINGS[:3] == ("終了", "統合", "掲載漏れ")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("同じ", "same"),
        ("同じです。", "same"),
        ("同じ実施内容です", "same"),
        ("はい", "same"),
        ("別", "different"),
        ("別の施策です。", "different"),
        ("別の取組", "different"),
        ("異なります", "different"),
        ("いいえ", "different"),
    ],
)
def test_same_or_different_is_a_row_of_the_links(text: str, relation: str) -> None:
    for given in (answered(RENAMED, text, remarks="担当で確認"), answered(RENAMED, "", text, "担当で確認")):
        decisions = decided(given)
        assert (decisions.adjudications, decisions.acceptances, decisions.problems) == ([], [], [])
        assert decisions.links == [
            {
                "plan_id": "012345_jisatsu",
                "measure_name": "こころの健康相談",
                "earlier_name": "こころの相談",
                "relation": relation,
                "reason": "照会への回答 measure_renamed-1（備考: 担当で確認）",
                "decided_by": "福祉課",
                "decided_on": "2026-12-01",
            }
        ]


@pytest.mark.parametrize("text", ["同じではない", "一部同じ", "わかりません", CONFIRMED, CORRECTED, "こころの相談"])
def test_what_is_neither_is_refused_with_what_to_write(text: str) -> None:
    told = refused(answered(RENAMED, text))
    assert f"「{text}」" in told and "「同じ」または「別」" in told


def test_both_columns_filled_in_are_refused() -> None:
    assert "どちらが回答か" in refused(answered(RENAMED, SAME, "別の施策です"))


def test_a_referral_to_the_other_column_is_followed() -> None:
    (row,) = decided(answered(RENAMED, CORRECTED, "別の施策です")).links
    assert row["relation"] == "different"


@pytest.mark.parametrize("asked", [QUESTIONS, ()], ids=["before-refresh", "after-refresh"])
def test_the_same_answers_change_nothing_the_second_time(asked: Sequence[Question]) -> None:
    answers = (answered(RENAMED, SAME), answered(GONE, "統合", remarks="講演会に統合"))
    first = decided(*answers)
    again = decided(*answers, asked=asked, links=first.links, acceptances=first.acceptances)
    assert (again.links, again.acceptances, again.problems, again.unchanged_count) == ([], [], [], 2)


def test_a_later_answer_replaces_an_earlier_one() -> None:
    first = decided(answered(RENAMED, SAME), answered(GONE, "終了"))
    answers = (answered(RENAMED, DIFFERENT), answered(GONE, "掲載漏れ"))
    again = decided(*answers, links=first.links, acceptances=first.acceptances)
    assert [row["relation"] for row in again.links] == ["different"]
    assert [row["reason"] for row in again.acceptances] == ["照会への回答: 掲載漏れ"]


def test_sections_that_say_otherwise_about_one_measure_are_told() -> None:
    asked = [question for first in (RENAMED, GONE) for question in (first, replace(first, **AT_HEALTH))]
    assert "福祉課" in refused(answered(asked[0], SAME), answered(asked[1], DIFFERENT), asked=asked)
    assert "福祉課" in refused(answered(asked[2], "終了"), answered(asked[3], "統合"), asked=asked)
    agreed = decided(answered(asked[0], SAME), answered(asked[1], SAME), asked=asked)
    assert (len(agreed.links), agreed.unchanged_count, agreed.problems) == (1, 1, [])


def test_a_row_of_the_plan_office_gives_way_to_the_section() -> None:
    office = decided(answered(RENAMED, SAME)).links[0] | {"reason": "担当課に確認", "decided_by": "健康推進課"}
    assert [row["decided_by"] for row in decided(answered(RENAMED, DIFFERENT), links=[office]).links] == ["福祉課"]


@pytest.mark.parametrize("text", [*ENDINGS[:3], "令和6年度から講演会に改めた。"])
def test_what_became_of_a_measure_is_an_acceptance_with_that_reason(text: str) -> None:
    decisions = decided(answered(GONE, text, remarks="令和6年3月"))
    assert (decisions.adjudications, decisions.links, decisions.problems) == ([], [], [])
    assert decisions.acceptances == [
        {
            "finding_id": "measure_gone-1",
            "reason": f"照会への回答: {text}（備考: 令和6年3月）",
            "accepted_by": "福祉課",
            "accepted_on": "2026-12-01",
            "expires_on": "",
        }
    ]


def test_another_reason_stands_in_the_remarks_or_in_the_column_of_texts() -> None:
    other = ENDINGS[-1]
    (row,) = decided(answered(GONE, other, remarks="所管を県に移した")).acceptances
    assert row["reason"] == "照会への回答: その他（備考: 所管を県に移した）"
    (row,) = decided(answered(GONE, other, "所管を県に移した")).acceptances
    assert row["reason"] == "照会への回答: 所管を県に移した"
    (row,) = decided(answered(GONE, "統合", "講演会に統合")).acceptances
    assert row["reason"] == "照会への回答: 統合（講演会に統合）"
    assert "備考" in refused(answered(GONE, other))


@pytest.mark.parametrize("text", [CONFIRMED, "はい", CORRECTED])
def test_a_measure_that_is_gone_is_not_confirmed_without_a_reason(text: str) -> None:
    assert "「終了」「統合」「掲載漏れ」" in refused(answered(GONE, text))


def test_a_remark_alone_is_no_answer() -> None:
    decisions = decided(answered(RENAMED, remarks="確認中"), answered(GONE, remarks="確認中"))
    assert (decisions.unanswered_count, decisions.links, decisions.acceptances) == (2, [], [])


@pytest.mark.parametrize("question", [RENAMED, GONE])
def test_a_changed_protected_column_is_told(question: Question) -> None:
    text = choices(question)[0]
    assert "原文の行が変わったか" in refused(answered(question, text, guard="b" * 64))
    assert "現在ありません" in refused(answered(replace(question, finding_id="measure_gone-2"), text))


def test_a_text_that_would_run_as_a_formula_is_refused() -> None:
    assert "数式" in refused(answered(GONE, "=1+1"))
