"""Figures told in more wordings: totals in a sentence of their own, what is left over, aims and fractions."""

import pytest

from pipeline.prose.care import speaks_of_few_persons
from pipeline.prose.figures.changes_told import read_changes_told
from pipeline.prose.figures.comparisons import read_comparisons
from pipeline.prose.figures.counts import read_counts
from pipeline.prose.figures.quantities import only_ones
from pipeline.prose.figures.rates import read_averages, read_rates
from pipeline.prose.figures.ratios import ratios_of, times_held
from pipeline.prose.figures.shares_told import share_told
from pipeline.prose.figures.totals import read_sums
from pipeline.prose.judgements import read_judgements, read_told_rates


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("東館22人、西館31人、南館17人。三会館で計75人。", ["22人+31人+17人=70人"]),
        ("・東館 22人\n・西館 31人\n計60人", ["22人+31人=53人"]),
        ("申込みは50戸であった。・木造 31戸 ・鉄骨 14戸", ["31戸+14戸=45戸"]),
        ("参加は180人で、うち親が90人、子が70人、以上で全員である。", ["90人+70人=160人"]),
        ("登録32件、うち成約が15件(売却9件、賃貸6件)。", []),
        ("東館22人、西館31人。前年度は両館で計75人であった。", []),
        ("東館22人、西館31人。全館で計75人。", []),
    ],
)
def test_totals_beyond_their_sentence(text: str, printed: list[str]) -> None:
    assert [found.printed for found in read_sums(text) if not found.is_right] == printed


@pytest.mark.parametrize(
    ("text", "pct"),
    [
        ("水路80路線の更新を進めたが、32路線が未更新である。", 60),
        ("30人が対象。うち6人は体調不良で来られず、残る24人が研修を終えた。", 80),
        ("補修を要する橋 30橋、補修済み 18橋", 60),
        ("年4本の番組を作る計画。夏の2本は取材の都合がつかず、出来上がったのは冬の2本だけ。", 50),
        ("講座に80人が参加したが、32人が未就労である。", None),
        ("農家25戸を訪ねたが、10戸には後継者がいなかった。", None),
    ],
)
def test_what_was_done_of_all(text: str, pct: float | None) -> None:
    share = share_told(text)
    assert (round(share.pct) if share else None) == pct


def test_visits_of_a_plan_are_counted_and_demand_is_not() -> None:
    assert times_held("年間150件の訪問を行う。", "訪問は延べ96件。") is not None
    assert times_held("年間150件の相談を受ける。", "相談は延べ96件。") is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("参加者は目標300人のところ241人。", ["missed"]),
        ("【目標】認知症カフェ8か所 【実績】9か所", ["reached"]),
        ("年度末の入所待ちは9人を数え、ゼロには至っていません。", ["missed"]),
        ("目標である受講者100人は達成済みである。", ["reached"]),
        ("目標件数の30件のうち12件をこなした。", []),
    ],
)
def test_aims_and_what_came_of_them(text: str, kinds: list[str]) -> None:
    assert [judgement.kind for judgement in read_judgements(text)] == kinds


def test_fractions_tell_a_rate_and_later_aims_none() -> None:
    assert [rate.pct for rate in read_told_rates("改修の進み具合は計画のおよそ半分である。")] == [50]
    assert not read_told_rates("令和9年度末に90か所とする目標に対し、36か所（進捗率40％）。", 2023)
    assert not read_told_rates("予算の半分を印刷費に充てた。")


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("申込みは昨年度の20校に対して28校であった。2割増である。", True),
        ("申込みは昨年度の20校に対して28校であった。4割増である。", False),
        ("申込みは昨年度の20校に対して28校であった。市外に限ると2割増である。", False),
        ("通報は前年度50件、今年度40件で、増減率はマイナス35％であった。", True),
    ],
)
def test_a_change_in_a_sentence_of_its_own(text: str, *, is_wrong: bool) -> None:
    (found,) = read_comparisons(text, 2023)
    assert found.has_wrong_pct is is_wrong


@pytest.mark.parametrize(
    ("text", "contradicts"),
    [
        ("協力店には前年度24店、今年度28店が名を連ね、店の数に変わりはない。", True),
        ("協力店には前年度24店、今年度28店が名を連ね、会費の額に変わりはない。", False),
        ("消防団員 84名→79名に増えた。", True),
        ("消防団員 79名→84名に増えた。", False),
    ],
)
def test_what_moved_is_what_is_counted(text: str, *, contradicts: bool) -> None:
    (found,) = read_comparisons(text, 2023)
    assert found.contradicts is contradicts


def test_the_year_before_by_its_number() -> None:
    (told,) = read_changes_told("予約は4,210件で、令和4年度を下回りました。", 2023)
    assert told.direction == "fell"
    assert not read_changes_told("予約は4,210件で、令和2年度を下回りました。", 2023)


def test_one_quantity_named_the_other_way_round() -> None:
    pairs = only_ones("カードを置いてくれたのは36店舗。", "案内カードを計41店舗に配架した。")
    assert [(one.value, other.value) for one, other in pairs] == [(36, 41)]
    assert not list(only_ones("カードを置いた薬局は18か所。", "カードを薬局や医院など計52か所に置いた。"))


def test_rates_and_averages_by_their_place() -> None:
    text = "総延長180km中45km（更新率35％）"
    assert [ratio.pct for ratio in ratios_of(read_rates(text)[0], read_counts(text))] == [25]
    people = "全12校中9校で行った（児童の参加率88％）。"
    assert ratios_of(read_rates(people)[0], read_counts(people)) == []
    ((average, total, times),) = read_averages("12回開き、延べ600人が集った。ならすと1回70人である。")
    assert (average.value, total.value, times.value) == (70, 600, 12)


@pytest.mark.parametrize(
    ("text", "is_few"),
    [
        ("未遂者への訪問を続けた。対象は30代の男性１名。", True),
        ("人工呼吸器を使う児童2名のため、看護師を付き添わせた。", True),
        ("橋から身を投げようとした高校生を、職員が引き止めた。", True),
        ("児童2名のため、図書の班を分けて読み聞かせをした。", False),
        ("未遂者への訪問を続けた。図書の係は児童2名である。", False),
        ("高校生の保護者と懇談し、進路の説明を行った。", False),
    ],
)
def test_persons_in_distress(text: str, *, is_few: bool) -> None:
    assert bool(speaks_of_few_persons(text)) is is_few
