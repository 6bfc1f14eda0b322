"""Answers to rows of the seeds: corrections, confirmations, places; what cannot be used; nothing twice."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.inquiry.answers import Answer, Where
from pipeline.inquiry.columns import CONFIRMED, CORRECTED, ENTERED, HIDDEN
from pipeline.inquiry.decisions import Decisions, Judge
from pipeline.inquiry.questions import Question
from pipeline.seeds.tables import Row
from tests.inquiry_builders import GUARD, HEALTH, LOST_PLACE, MISSING, OVER, STATUS, inquiries

QUESTIONS = (MISSING, OVER, STATUS, LOST_PLACE)
SHARED = replace(MISSING, section_count=2)
SHARED_HEALTH = replace(SHARED, department_id=HEALTH.department_id, section_name=HEALTH.section_name)


def answered(
    question: Question, answer: str = "", correction: str = "", remarks: str = "", cell: str = "G5", **ids: str
) -> Answer:
    """Return the row of a question as it came back."""
    stored = {column.heading: column.value(question) for column in HIDDEN} | ids
    return Answer(Where("照会票.xlsx", "照会事項", cell), question.finding_id, answer, correction, remarks, stored)


def decided(
    *answers: Answer,
    asked: Sequence[Question] = QUESTIONS,
    adjudications: Sequence[Row] = (),
    acceptances: Sequence[Row] = (),
) -> Decisions:
    judge = Judge(inquiries(*asked), adjudications, acceptances, "2026-12-01")
    for answer in answers:
        judge.decide(answer)
    return judge.decisions


def refused(*answers: Answer, asked: Sequence[Question] = QUESTIONS) -> str:
    """Return why the last answer cannot be used."""
    decisions = decided(*answers, asked=asked)
    told = decisions.problems[-1]
    assert told.message_en and told.where == answers[-1].where
    return told.message_ja


def test_a_rating_where_nothing_is_printed_becomes_an_adjudication_without_a_cell() -> None:
    decisions = decided(answered(MISSING, "８５％", remarks="集計中に確認"))
    assert decisions.adjudications == [
        {
            "document_id": MISSING.document_id,
            "line_no": "3",
            "cell_no": "",
            "guard": GUARD,
            "field": "achievement",
            "fiscal_year": "2022",
            "text": "85%",
            "reason": "照会への回答 missing_rating-1（備考: 集計中に確認）",
            "decided_by": "福祉課",
            "decided_on": "2026-12-01",
        }
    ]
    assert "「８５％」を「85%」として" in decisions.notes[0].message_ja


def test_a_correction_of_a_printed_cell_is_an_adjudication_of_that_cell() -> None:
    (row,) = decided(answered(OVER, CORRECTED, "100%")).adjudications
    assert (row["cell_no"], row["field"], row["fiscal_year"], row["text"]) == ("9", "achievement", "2023", "100%")


def test_of_several_cells_in_a_field_the_first_holds_the_answer_and_the_others_are_surplus() -> None:
    question = replace(STATUS, cell_nos=(8, 11), text="前年と\n同じ。")
    rows = decided(answered(question, "", "講座を3回開いた。"), asked=[question]).adjudications
    assert [(row["cell_no"], row["field"], row["text"]) for row in rows] == [
        ("8", "status", "講座を3回開いた。"),
        ("11", "surplus", ""),
    ]


@pytest.mark.parametrize("phrase", [CONFIRMED, "記載の通りで正しい。", "はい"])
def test_a_confirmation_is_an_acceptance(phrase: str) -> None:
    decisions = decided(answered(OVER, phrase))
    assert decisions.adjudications == []
    (row,) = decisions.acceptances
    assert (row["finding_id"], row["accepted_by"], row["accepted_on"]) == (OVER.finding_id, "福祉課", "2026-12-01")


def test_what_is_printed_already_is_a_confirmation_and_told() -> None:
    decisions = decided(answered(OVER, "120％"))
    assert (len(decisions.acceptances), len(decisions.adjudications), len(decisions.notes)) == (1, 0, 1)


def test_a_section_names_the_place_of_a_cell() -> None:
    (row,) = decided(answered(LOST_PLACE, "令和4年度の実施状況")).adjudications
    assert (row["cell_no"], row["field"], row["fiscal_year"], row["text"]) == ("5", "status", "2022", "")
    (row,) = decided(answered(LOST_PLACE, "不要（重複など）")).adjudications
    assert (row["cell_no"], row["field"], row["fiscal_year"]) == ("5", "surplus", "")
    assert "空いている欄" in refused(answered(LOST_PLACE, "令和5年度の達成度"))


@pytest.mark.parametrize(
    ("answer", "correction", "words"),
    [
        (CORRECTED, "", "空欄です"),
        (ENTERED, "", "空欄です"),
        (CONFIRMED, "90%", "どちらが回答か"),
        ("80%", "90%", "どちらが回答か"),
        ("おおむね順調", "", "達成度として読み取れません"),
        ("", "=1+1", "数式"),
    ],
)
def test_what_cannot_be_used_is_told(answer: str, correction: str, words: str) -> None:
    assert words in refused(answered(OVER, answer, correction))


def test_an_empty_row_is_unanswered_and_a_remark_alone_is_told() -> None:
    decisions = decided(answered(MISSING), answered(OVER, remarks="確認中です"))
    assert (decisions.unanswered_count, len(decisions.notes), decisions.problems) == (2, 1, [])


@pytest.mark.parametrize("column", ["document_id", "line_no", "cell_no", "guard"])
def test_a_changed_source_or_a_changed_protected_column_is_told(column: str) -> None:
    assert "原文の行が変わったか" in refused(answered(MISSING, "85%", **{column: "7"}))


def test_a_changed_id_is_told() -> None:
    assert "照会番号と保護された列が合いません" in refused(answered(MISSING, "85%", field="status"))
    assert "現在ありません" in refused(answered(replace(MISSING, finding_id="missing_rating-2"), "85%"))
    assert "課を特定できません" in refused(answered(MISSING, "85%", department_id="012345_総務課"))


def test_a_copied_row_is_told_and_the_first_is_used() -> None:
    first, copy = answered(MISSING, "85%"), answered(MISSING, "80%", cell="G9")
    assert "G5" in refused(first, copy)
    assert len(decided(first, copy).adjudications) == 1


def test_two_questions_about_one_field_must_be_answered_alike() -> None:
    twin = replace(MISSING, finding_id="lost_rating-1")
    asked = [MISSING, twin]
    assert "異なる回答「85%」" in refused(answered(MISSING, "85%"), answered(twin, "80%", cell="G6"), asked=asked)
    same = decided(answered(MISSING, "85%"), answered(twin, "85%", cell="G6"), asked=asked)
    assert (len(same.adjudications), same.unchanged_count, same.problems) == (1, 1, [])


def test_a_field_that_cannot_be_named_is_left_to_a_reader() -> None:
    question = replace(OVER, field=None, cell_no=None, cell_nos=(), text="")
    assert "自動では反映できません" in refused(answered(question, CORRECTED, "別の事業です。"), asked=[question])
    assert len(decided(answered(question, CONFIRMED), asked=[question]).acceptances) == 1


def test_sections_that_answer_together_each_give_their_own_part() -> None:
    answers = (answered(SHARED, "80%"), answered(SHARED_HEALTH, "実施"))
    rows = decided(*answers, asked=[SHARED, SHARED_HEALTH]).adjudications
    assert [(row["decided_by"], row["text"]) for row in rows] == [
        ("福祉課", "【福祉課】80%"),
        ("健康課", "【福祉課】80% 【健康課】実施"),
    ]


def test_sections_that_answer_differently_for_one_text_are_told() -> None:
    other = replace(STATUS, department_id=HEALTH.department_id, section_name=HEALTH.section_name, section_count=2)
    asked = [replace(STATUS, section_count=2), other]
    answers = (answered(asked[0], "", "講座を開いた。"), answered(other, "", "相談を受けた。"))
    assert "福祉課から別の回答「講座を開いた。」" in refused(*answers, asked=asked)


def test_a_confirmation_of_what_another_section_corrects_is_told() -> None:
    other = replace(STATUS, department_id=HEALTH.department_id, section_name=HEALTH.section_name)
    answers = (answered(STATUS, "", "講座を開いた。"), answered(other, CONFIRMED))
    assert "訂正の回答があります" in refused(*answers, asked=[STATUS, other])


# --- twice


ANSWERS = (
    answered(MISSING, "85%"),
    answered(OVER, CONFIRMED),
    answered(STATUS, "", "講座を3回開いた。"),
    answered(LOST_PLACE, "令和4年度の実施状況"),
)


@pytest.mark.parametrize("asked", [QUESTIONS, ()], ids=["before-refresh", "after-refresh"])
def test_the_same_answers_change_nothing_the_second_time(asked: Sequence[Question]) -> None:
    first = decided(*ANSWERS)
    again = decided(*ANSWERS, asked=asked, adjudications=first.adjudications, acceptances=first.acceptances)
    assert (again.adjudications, again.acceptances, again.problems) == ([], [], [])
    assert again.unchanged_count == 4


def test_shared_answers_change_nothing_the_second_time() -> None:
    asked = [SHARED, SHARED_HEALTH]
    answers = (answered(SHARED, "80%"), answered(SHARED_HEALTH, "実施"))
    first = decided(*answers, asked=asked)
    again = decided(*answers, asked=[], adjudications=first.adjudications)
    assert (again.adjudications, again.unchanged_count, again.problems) == ([], 2, [])


def test_an_answer_as_printed_changes_nothing_the_second_time() -> None:
    first = decided(answered(OVER, "120%"))
    for asked in (QUESTIONS, ()):
        again = decided(answered(OVER, "120%"), asked=asked, acceptances=first.acceptances)
        assert (again.acceptances, again.unchanged_count, again.problems) == ([], 1, [])


def test_a_later_answer_replaces_an_earlier_one() -> None:
    first = decided(answered(MISSING, "85%"))
    again = decided(answered(MISSING, "90%"), adjudications=first.adjudications)
    assert [row["text"] for row in again.adjudications] == ["90%"]


def test_an_answer_about_an_older_line_counts_for_nothing() -> None:
    earlier = decided(answered(MISSING, "85%")).adjudications[0] | {"guard": "b" * 64}
    assert len(decided(answered(MISSING, "85%"), adjudications=[earlier]).adjudications) == 1


# --- one field, two texts


VACANT = replace(STATUS, finding_id="lost_status-1", fiscal_year=2022, cell_no=None, cell_nos=(), printed="", text="")


def test_a_field_is_not_filled_and_moved_into_at_once() -> None:
    moved, supplied = answered(LOST_PLACE, "令和4年度の実施状況"), answered(VACANT, "", "講座を開いた。", cell="G6")
    asked = [LOST_PLACE, VACANT]
    assert "別の回答を既に記録" in refused(moved, supplied, asked=asked)
    assert "別の回答を既に記録" in refused(supplied, moved, asked=asked)


def test_two_cells_are_not_moved_into_one_field() -> None:
    twin = replace(LOST_PLACE, finding_id="quarantined_cell-2", cell_no=6)
    answers = (answered(LOST_PLACE, "令和4年度の実施状況"), answered(twin, "令和4年度の実施状況", cell="G6"))
    assert "別の回答を既に記録" in refused(*answers, asked=[LOST_PLACE, twin])
    elsewhere = (answers[0], answered(twin, "令和4年度の担当課の評価", cell="G6"))
    assert len(decided(*elsewhere, asked=[LOST_PLACE, twin]).adjudications) == 2


def test_of_two_answers_about_one_field_the_first_counts_also_the_second_time() -> None:
    twin = replace(MISSING, finding_id="lost_rating-1")
    answers = (answered(MISSING, "85%"), answered(twin, "80%", cell="G6"))
    first = decided(*answers, asked=[MISSING, twin])
    again = decided(*answers, asked=[MISSING, twin], adjudications=first.adjudications)
    assert (again.adjudications, again.unchanged_count, len(again.problems)) == ([], 1, 1)


def test_sections_that_give_a_cell_different_places_are_told() -> None:
    other = replace(LOST_PLACE, department_id=HEALTH.department_id, section_name=HEALTH.section_name)
    answers = (answered(LOST_PLACE, "令和4年度の実施状況"), answered(other, "令和4年度の担当課の評価"))
    assert "福祉課から別の回答「令和4年度の実施状況」" in refused(*answers, asked=[LOST_PLACE, other])


def test_sections_that_say_the_same_are_recorded_once() -> None:
    at_health = {"department_id": HEALTH.department_id, "section_name": HEALTH.section_name}
    asked = [question for first in (LOST_PLACE, STATUS) for question in (first, replace(first, **at_health))]
    given = [("令和4年度の実施状況", ""), ("令和4年度の実施状況", ""), ("", "講座を開いた。"), ("", "講座を開いた。")]
    decisions = decided(*(answered(q, *words) for q, words in zip(asked, given, strict=True)), asked=asked)
    assert (len(decisions.adjudications), decisions.unchanged_count, decisions.problems) == (2, 2, [])
