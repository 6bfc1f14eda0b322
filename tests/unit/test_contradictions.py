"""Clauses of which one says done and the other not done; sentences that tell of one person in distress."""

import pytest

from pipeline.prose.contradictions.denials import held_and_not_held, said_and_denied
from pipeline.prose.single_persons import tells_of_one_person


@pytest.mark.parametrize(
    "text",
    [
        "見守り協定を新聞販売店と締結した。なお、新聞販売店との見守り協定は締結に至らず。",
        "手引きを作成して全校に配った。手引きの配布は見合わせた。",
        "データベースの整備が完了した。データベースは整備されていない。",
        "リーフレットを改訂し、窓口に置いた。リーフレットの改訂は未了。",
    ],
)
def test_one_thing_done_and_not_done(text: str) -> None:
    assert said_and_denied(text)


@pytest.mark.parametrize(
    "text",
    [
        "対面では実施できなかったものの、オンラインで実施することができた。",
        "集合型の連絡会は実施せず、書面にて実施。",
        "前期は講座を開催した。後期の講座は開催できなかった。",
        "申請26件、うち24件に交付。2件は要件を満たさず不交付とした。",
        "予定していた講演会は中止した。改めて3月に講演会を開催した。",
    ],
)
def test_two_things_are_no_contradiction(text: str) -> None:
    assert said_and_denied(text) is None


def test_status_and_evaluation_of_one_occasion() -> None:
    assert held_and_not_held("啓発品を駅前で300個配った。", "啓発品の配布はできず、別の方法を考えたい。")
    assert held_and_not_held("登録24人、配送延べ311回。", "制度を知らない方も多い。") is None


@pytest.mark.parametrize(
    "text", ["虐待を受けていた小学3年の女児を児童相談所が一時保護した。", "息子が認知症の母をたたいていたケースのみ。"]
)
def test_one_person_in_distress(text: str) -> None:
    assert tells_of_one_person(text)


@pytest.mark.parametrize(
    "text", ["母親学級を開催した。", "高齢者虐待の防止に関する研修を行った。", "小学5年生を対象に支援を行った。"]
)
def test_names_of_work_are_no_person(text: str) -> None:
    assert tells_of_one_person(text) is None
