"""What a text claims of its aims, its actors and its plan."""

import pytest

from pipeline.prose.actors import acting_sections
from pipeline.prose.figures.quantities import only_ones
from pipeline.prose.judgements import read_judgements, read_told_rates
from pipeline.prose.planned import planned_and_not_told
from pipeline.prose.writing.likeness import states_the_same


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("登録者は目標の300人に届かなかった。", "missed"),
        ("数値目標を達成できなかった。", "missed"),
        ("計画値を下回った。", "missed"),
        ("目標未達である。", "missed"),
        ("年間目標の500件を達成した。", "reached"),
        ("目標を大きく上回った。", "reached"),
    ],
)
def test_an_aim_is_reached_or_missed(text: str, kind: str) -> None:
    assert [judgement.kind for judgement in read_judgements(text)] == [kind]


@pytest.mark.parametrize(
    "text", ["目標の達成に向けて取り組む。", "目標達成率を公表した。", "参加者は前年度を下回った。"]
)
def test_no_judgement_of_an_aim(text: str) -> None:
    assert not [judgement for judgement in read_judgements(text) if not judgement.is_qualified]


@pytest.mark.parametrize(
    ("text", "pct"), [("達成率は95%であった。", 95), ("年度計画の8割を終えた。", 80), ("進捗は6割程度にとどまる。", 60)]
)
def test_the_rate_of_the_year_is_told(text: str, pct: float) -> None:
    assert [rate.pct for rate in read_told_rates(text)] == [pct]


@pytest.mark.parametrize(
    "text",
    [
        "参加者の9割が満足と答えた。",
        "前年度の達成率は80%であった。",
        "受診率は45%である。",
        "物資の備蓄率95%を達成した。",
        "資源化率は9%を達成した。",
        "サービス実施率は100%であった。",
    ],
)
def test_other_rates_are_not_the_years(text: str) -> None:
    assert not read_told_rates(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("介護保険課が講座を開催した。", ["介護保険課"]),
        ("学校教育課において実施している。", ["学校教育課"]),
        ("防災安全課の主催により訓練を行った。", ["防災安全課"]),
        ("介護保険課と連携して開催した。", []),
        ("市民センターで開催した。", []),
        ("関係各課において周知した。", []),
        ("東京都福祉局が実施する調査に回答した。", []),
    ],
)
def test_a_section_acts(text: str, names: list[str]) -> None:
    assert [name for name, _ in acting_sections(text)] == names


def test_a_plan_is_told_in_part() -> None:
    plan = "講演会の開催とパンフレットの作成を行う。"
    assert planned_and_not_told(plan, "講演会を開催した。") == ["パンフレットの作成を行う"]
    assert planned_and_not_told(plan, "講演会を開催し、チラシを作成した。") == []
    assert planned_and_not_told(plan, "相談を受けた。") == []


def test_one_quantity_in_two_texts() -> None:
    ((here, there),) = only_ones("54名の参加があった。", "講座に45名が参加した。")
    assert (here.value, there.value) == (54, 45)
    assert list(only_ones("うち12名が初参加であった。", "45名が参加した。")) == []
    assert list(only_ones("アンケートに38名が回答した。", "45名が参加した。")) == []


def test_the_same_in_other_words() -> None:
    one = "講座を年5回、公民館で開催し、延べ80人の高齢者が受講した。"
    assert states_the_same(one, "公民館において高齢者の講座を年5回開催し、延べ80人が受講。")
    assert not states_the_same(one, "講座を年6回、公民館で開催し、延べ80人の高齢者が受講した。")
