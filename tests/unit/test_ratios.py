"""Which two counts a rate is the rate of, where its name takes up one of them."""

import pytest

from pipeline.prose.figures.counts import read_counts
from pipeline.prose.figures.rates import read_rates
from pipeline.prose.figures.ratios import ratios_of


def told(text: str) -> list[str]:
    return [ratio.printed for rate in read_rates(text) for ratio in ratios_of(rate, read_counts(text))]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("防犯灯1,200基のうち900基がLEDとなり、LED化率は85%である。", "900基／1,200基"),
        ("アンケートは150枚配り96枚が戻り、回収率は72%であった。", "96枚／150枚"),
        ("定員30人に24人の応募があり、充足率は85%だった。", "24人／30人"),
        ("委員20名のうち女性は9名、女性委員の比率は40%である。", "9名／20名"),
    ],
)
def test_a_rate_is_of_the_two_counts_that_its_name_takes_up(text: str, counts: str) -> None:
    assert told(text) == [counts]


@pytest.mark.parametrize(
    "text",
    [
        "全25校中20校が参加した。参加校の児童の90%が楽しかったと答えた。",
        "受講者40人中28人が修了し、うち就職率は60%。",
        "防犯灯1,200基のうち900基がLEDとなり、電気代は40%減った。",
        "委員20名のうち女性は9名である。市全体の女性委員の比率は40%である。",
    ],
)
def test_a_rate_of_something_else_is_of_neither(text: str) -> None:
    assert told(text) == []
