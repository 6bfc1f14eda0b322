"""Figures in wordings that nobody listed: units, years, changes, net and gross, breakdowns, dates."""

import pytest

from pipeline.prose.figures.comparisons import read_comparisons
from pipeline.prose.figures.counts import read_counts
from pipeline.prose.figures.moves import moves_at, pct_in
from pipeline.prose.figures.rates import read_rates
from pipeline.prose.figures.shares import net_and_gross
from pipeline.prose.figures.totals import read_sums
from pipeline.prose.writing.calendar_days import impossible_dates, wrong_weekdays
from pipeline.prose.year_context import other_dates, other_years

YEAR = 2023


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("四十八経営体が参加した。", 48, "経営体"),
        ("6つの団体が加わった。", 6, "団体"),
        ("六様式を改めた。", 6, "様式"),
        ("20水門を点検した。", 20, "水門"),
        ("利用区画数　８８", 88, "区画"),
        ("1億8,200万円", 182_000_000, "円"),
        ("待ち時間は22分", 22, "分"),
        ("週3日", 3, "日間"),
    ],
)
def test_what_is_counted_may_be_in_any_unit(text: str, value: float, kind: str) -> None:
    assert [(count.value, count.kind) for count in read_counts(text)] == [(value, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "三世代交流",
        "四半期ごと",
        "5カ月",
        "14時30分に",
        "三分の一",
        "5月3日",
        "A4サイズ",
        "2023ツアー",
        "二次募集",
        "十分に",
    ],
)
def test_words_that_begin_with_a_numeral_count_nothing(text: str) -> None:
    assert read_counts(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "停留所は、令和四年度に六十二か所、令和五年度に七十一か所で、数は据え置かれている。",
        "電力は540千kWhで、498千kWhだった前の年度とまるで変わらない。",
        "保健師は前年度と同数の33人（前年度36人）である。",
        "開館日数は昨年度の298日から284日へと増えた。",
        "待ち時間は9分。昨年度の7分より短縮された。",
    ],
)
def test_words_and_figures_that_move_apart_contradict(text: str) -> None:
    assert [found.contradicts for found in read_comparisons(text, YEAR)] == [True]


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("申請は前年度4,000件だったものが5,000件に届き、伸び率にして40％である。", True),
        ("申請は前年度4,000件だったものが5,000件に届き、伸び率にして25％である。", False),
        ("乗客は二万四千人で、二万人ちょうどだった前年度に対し五割の伸びとなった。", True),
        ("乗客は二万四千人で、二万人ちょうどだった前年度に対し二割の伸びとなった。", False),
    ],
)
def test_a_change_in_percent_is_that_of_both_figures(text: str, is_wrong: bool) -> None:
    assert [found.has_wrong_pct for found in read_comparisons(text, YEAR)] == [is_wrong]


def test_a_word_right_behind_a_figure_tells_its_change() -> None:
    assert moves_at("落ち込みました。") == "fell"
    assert moves_at("の広がりがあった") == "rose"
    assert moves_at("が参加した") is None
    assert pct_in("、率にすると12%の削減", "")[0] == -12


def test_rates_may_be_in_kanji() -> None:
    assert [rate.value for rate in read_rates("割合は二五％、受診率は八十％")] == [25, 80]


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("64人を活動別にみると、送迎20人、配食25人、その他11人となる。", False),
        ("56人を活動別にみると、送迎20人、配食25人、その他11人となる。", True),
        ("十六事業所で、その内訳は飲食が九、物販が四である。", False),
        ("上半期に640人、下半期に720人を運び、年間の利用者は1,360人であった。", True),
        ("上半期に640人、下半期に720人を運び、年間の利用者は1,460人であった。", False),
        ("巡回先30か所〔学校12・公園8・集会所9〕", False),
    ],
)
def test_totals_and_their_parts(text: str, is_right: bool) -> None:
    assert [found.is_right for found in read_sums(text)] == [is_right]


def test_net_and_gross_in_a_sentence_of_their_own() -> None:
    pairs = net_and_gross("重複を省いた数が86人、重複を含む延べの数が79人である。")
    assert [(net.value, gross.value) for net, gross in pairs] == [(86, 79)]


def test_dates_are_held_to_their_year() -> None:
    assert other_dates("パネル展を、令和５年２月１日から同月１０日まで行いました。", YEAR)
    assert not other_dates("パネル展を、令和6年2月1日から同月10日まで行いました。", YEAR)
    assert other_dates("令和6年5月20日に審議会を開催し、計画の案を審議した。", YEAR)
    assert not other_dates("令和6年5月に始まる審議会の委員を選んだ。", YEAR)
    assert impossible_dates("令和5年2月29日に開いた。", YEAR) == ["2月29日"]
    assert impossible_dates("2月29日に開いた。", YEAR) == []
    assert wrong_weekdays("令和六年一月七日の月曜日に行われた。", YEAR)[0][1] == "日"


def test_a_year_that_a_text_calls_its_own_is_its_own() -> None:
    assert other_years("本年度（令和4年度）は3校で始めた。", YEAR)
    assert not other_years("本年度（令和5年度）は3校で始めた。", YEAR)
    assert not other_years("令和元年度の2,100人には届かないものの、720人が集った。", YEAR)
