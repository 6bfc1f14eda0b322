"""Totals with their parts, shares with their whole, and which counts a rate is the rate of."""

import pytest

from pipeline.prose.figures.counts import read_counts
from pipeline.prose.figures.rates import read_rates
from pipeline.prose.figures.ratios import part_and_whole, ratios_of
from pipeline.prose.figures.shares import read_shares
from pipeline.prose.figures.totals import read_sums


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("継続者2人、新規8人、計10人に支給", True),
        ("一般 6回 学校 16回 職員 1回 全31回開催した。", False),
        ("受診者数49人(初診者23人再診者26人)", True),
        ("相談件数50件（内訳：電話30件、来所20件、メール5件）", False),
        ("相談件数50件（電話30件、来所15件、ほか）", True),
        ("相談件数50件（電話30件、来所25件など）", False),
        ("8月に2回、3月に3回、計6回実施した。", False),
        ("延べ30人（男性10人、女性15人）が参加", False),
    ],
)
def test_totals_are_compared_with_their_parts(text: str, is_right: bool) -> None:
    (found,) = read_sums(text)
    assert found.is_right == is_right


@pytest.mark.parametrize(
    "text",
    [
        "市内3か所で各2回、計6回",
        "参加者30人（定員20人、申込35人）",
        "研修3回、参加者20人、計23",
        "講座を2回開き、計45人が参加",
        "約20人、約10人、計31人",
        "市民20人、職員5人。全3回",
        "前年度より5件増え、電話20件、計30件",
    ],
)
def test_what_makes_up_no_total_is_not_summed(text: str) -> None:
    assert not read_sums(text)


def test_a_share_belongs_to_the_last_count_of_its_unit() -> None:
    ((part, whole),) = read_shares("講座を2回開き、81名が参加。そのうち初参加者が13名であった。")
    assert (part.value, whole.value) == (13, 81)
    assert read_shares("地域からの要請があり、市内10か所で12件を受けた。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("届出数486件 面接数465件", (465, 486)),
        ("予約者数51人 受診者数49人", (49, 51)),
        ("年3回予定していたが、2回開催となった。", (2, 3)),
        ("担当者2名中1名が受講した。", (1, 2)),
        ("一般相談94件、法律相談58件", None),
        ("対象者5人、受診者3人、面接者2人", None),
        ("対象者5人、研修参加2回", None),
    ],
)
def test_the_one_part_and_whole_of_a_text(text: str, expected: tuple[float, float] | None) -> None:
    ratio = part_and_whole(read_counts(text))
    assert (ratio and (ratio.part.value, ratio.whole.value)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("927件送付し、672件(72%)の返信", [(672, 927)]),
        ("対象者200人、受診者150人、受診率85.0%", [(150, 200)]),
        ("配布数400部、回収数300部、回収率は70%", [(300, 400)]),
        ("年12回開催予定のところ、10回開催（実施率95%）", [(10, 12)]),
        ("対象者12人、参加者10人、満足率95%", []),
        ("電話20件(40%)、窓口30件(60%)", []),
        ("参加者30人(20%増)", []),
        ("参加率は前年より5%増加、参加者30人、対象者60人", []),
        ("対象者200人、受診者150人、目標受診率は90%以上", []),
        ("満足度は86%、参加者121名", []),
    ],
)
def test_which_counts_a_rate_can_be_the_rate_of(text: str, expected: list[tuple[float, float]]) -> None:
    (rate,) = read_rates(text)[:1]
    ratios = ratios_of(rate, read_counts(text))
    assert [(ratio.part.value, ratio.whole.value) for ratio in ratios] == expected


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("団体50の登録、50団体の内訳は、福祉20、環境18、その他12である。", [True]),
        ("50団体の内訳は、福祉20、環境18、その他14である。", [False]),
        ("高齢者十八人、障害者十二人の総数三十二人に行われた。", [False]),
        ("受付は412件（令和3年度655件、令和4年度498件）であった。", []),
        ("相談は45件（電話30件、面接20件、重複あり）であった。", []),
    ],
)
def test_parts_without_a_unit_are_summed_and_other_years_are_no_parts(text: str, is_right: list[bool]) -> None:
    assert [found.is_right for found in read_sums(text)] == is_right
