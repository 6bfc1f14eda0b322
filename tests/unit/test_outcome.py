"""What a narrative as a whole says became of its year."""

import pytest

from pipeline.prose.contradictions.denials import said_and_denied
from pipeline.prose.outcome import has_shortfall, tells_of_end, told_as_done, told_as_not_done
from pipeline.prose.to_come import fewer_than_planned, is_only_planned, told_as_past


def test_not_done_is_told_only_where_nothing_else_was_done() -> None:
    assert told_as_not_done("感染拡大防止のため、講座を中止した。") == "講座を中止した"
    assert told_as_not_done("講座を中止し、動画を配信した。") is None


def test_preparing_is_not_doing() -> None:
    assert told_as_done("実施方法の見直しを行った。") is None
    assert told_as_done("依頼のあった学校で講座を行った。") == "依頼のあった学校で講座を行った"


@pytest.mark.parametrize(("text", "expected"), [("一部を中止した。", True), ("実施した。", False)])
def test_a_shortfall_is_told_in_whole_or_in_part(text: str, expected: bool) -> None:
    assert has_shortfall(text) is expected


@pytest.mark.parametrize(("text", "expected"), [("年度末をもって制度廃止。", True), ("講座を終了した。", False)])
def test_the_end_of_a_measure_is_told(text: str, expected: bool) -> None:
    assert tells_of_end(text) is expected


def test_plans_and_results_are_told_by_their_tense() -> None:
    assert is_only_planned("2回実施予定。周知に努めていく。")
    assert not is_only_planned("取組を継続。")
    assert told_as_past("周知する。講座を開催した。") == "講座を開催した"
    assert told_as_past("見直した内容で実施する。") is None


def test_a_contradiction_is_about_one_thing() -> None:
    text = "情報共有を図ることができた。情報共有を図ることができなかった。"
    assert said_and_denied(text) == ("情報共有を図ることができた", "情報共有を図ることができなかった")
    assert said_and_denied("講座を開催できた。広報紙は発行できなかった。") is None


def test_fewer_than_planned_is_counted() -> None:
    planned, held = fewer_than_planned("年３回予定していたが、２回の開催となった。") or (None, None)
    assert planned and held and (planned.value, held.value) == (3, 2)
    assert fewer_than_planned("年3回の予定で、第2回開催まで終えた。") is None
