"""Clauses of which one says done and the other not done; sentences that tell of one person in distress."""

import pytest

from pipeline.prose.contradictions.denials import held_and_not_held, said_and_denied
from pipeline.prose.contradictions.directions import risen_and_fallen
from pipeline.prose.contradictions.poles import opposite_poles
from pipeline.prose.single_persons import tells_of_one_person


@pytest.mark.parametrize(
    "text",
    [
        "見守り協定を新聞販売店と締結した。なお、新聞販売店との見守り協定は締結に至らず。",
        "手引きを作成して全校に配った。手引きの配布は見合わせた。",
        "データベースの整備が完了した。データベースは整備されていない。",
        "リーフレットを改訂し、窓口に置いた。リーフレットの改訂は未了。",
        "災害時の受援計画を見直し、庁内に周知した。受援計画の見直しは手付かずである。",
        "介護者のつどいを4地区で開催。介護者のつどいについては、感染症の流行を踏まえ全て取りやめた。",
        "農福連携の協定をJAと交わした。JAとの協定締結は次年度に持ち越した。",
        "里親制度の説明会に27組が参加した。説明会は申込みがなく、開かれずに終わった。",
        "相談から支援までつなぐことができた一方、相談から支援へつなぐことはできなかった。",
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
        "医療機関との情報交換を密に行った。警察とは一度も情報を交換していない。",
        "手引を改訂した。概要版の改訂作業は終わっていない。",
    ],
)
def test_two_things_are_no_contradiction(text: str) -> None:
    assert said_and_denied(text) is None


def test_status_and_evaluation_of_one_occasion() -> None:
    assert held_and_not_held("啓発品を駅前で300個配った。", "啓発品の配布はできず、別の方法を考えたい。")
    assert held_and_not_held("空き店舗を活用した交流拠点が11月に開所した。", "交流拠点の開所には至らなかった。")
    assert held_and_not_held("2園を除く13園で歯みがき指導を行った。", "2園には指導を行えなかった。") is None
    assert held_and_not_held("登録24人、配送延べ311回。", "制度を知らない方も多い。") is None


def test_what_rises_in_one_text_and_falls_in_the_other() -> None:
    assert risen_and_fallen("相談件数は減少した。", "相談件数が増えており、体制の強化が必要である。")
    assert risen_and_fallen("相談件数は減少した。", "相談件数の増加につなげるため、周知を強化する。") is None
    assert risen_and_fallen("相談件数は減少した。", "駅前では相談件数が増えている。") is None


def test_what_is_found_in_front_of_a_wish_is_told() -> None:
    assert opposite_poles("講座は各回とも満席であった。", "空席が目立ち、集客の工夫が求められる。")
    assert (
        opposite_poles("講座は各回とも満席であった。", "隣町の会場では空席が目立ち、集客の工夫が求められる。") is None
    )


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
