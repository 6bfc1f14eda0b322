"""Counts and rates read from narratives: value, label, unit, and what they are not."""

import pytest

from pipeline.prose.figures.counts import parts_of, read_counts, read_single_counts
from pipeline.prose.figures.numerals import number_of
from pipeline.prose.figures.rates import read_rates
from pipeline.prose.to_come import fewer_than_planned
from pipeline.values.achievement import read_achievement


def labelled(text: str) -> list[tuple[str, float, str]]:
    return [(count.label, count.value, count.unit) for count in read_counts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("届出数486件 面接数465件", [("届出数", 486, "件"), ("面接数", 465, "件")]),
        ("相談件数　１，１６６件", [("相談件数", 1166, "件")]),
        ("特定健康診査(6,165)、30代健康診査（706）を実施", [("特定健康診査", 6165, ""), ("30代健康診査", 706, "")]),
        ("クラブ：23団体、会員数982人", [("クラブ", 23, "団体"), ("会員数", 982, "人")]),
        ("小学校 8校 16回", [("小学校", 8, "校"), ("小学校", 16, "回")]),
        ("研修会を3回行った。", [("研修会", 3, "回")]),
        ("塾(延5,702人)", [("塾", 5702, "人")]),
        ("児童数A：5,545人 申請者数B：1,172人", [("児童数", 5545, "人"), ("申請者数", 1172, "人")]),
        ("申請者数(A)42人、認定者数（Ｃ）：38人", [("申請者数", 42, "人"), ("認定者数", 38, "人")]),
    ],
)
def test_counts_have_label_value_and_unit(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert labelled(text) == expected


@pytest.mark.parametrize("text", ["令和5年9月19日", "第94号", "月1～2回実施", "3回目", "小学5年生", "R5.2.20", "95.7%"])
def test_dates_ordinals_ranges_and_rates_are_no_counts(text: str) -> None:
    assert read_counts(text) == ()


def test_a_bracket_or_colon_gives_a_heading() -> None:
    counts = read_counts("シニアクラブ(全23クラブ、会員数767人)が活動した。")
    assert [(count.heading, count.name) for count in counts] == [
        ("シニアクラブ", "シニアクラブ"),
        ("シニアクラブ", "シニアクラブ会員数"),
    ]


def test_what_a_count_says_of_itself() -> None:
    about, total, part, each, change = read_counts("約30人、計50人、うち5人、各2人。前年度に比べ7人増加")
    assert not about.is_exact
    assert total.is_total
    assert part.is_part
    assert each.is_each
    assert change.is_change
    assert read_counts("合計31件")[0].is_plain


def test_several_counts_of_one_thing_are_not_told_apart() -> None:
    assert list(read_single_counts("参加者5人、参加者8人、受講者3人")) == [("受講者", "", "人名")]


def test_people_are_counted_in_two_words() -> None:
    assert read_counts("受講者3人")[0].key == read_counts("受講者３名")[0].key


def test_rates_have_symbols_decimals_and_a_label() -> None:
    (rate,) = read_rates("A：5,545人 C：927人 認定率(C/A)：16.7%")
    assert (rate.label, rate.value, rate.decimals, rate.part, rate.whole) == ("認定率", 16.7, 1, "C", "A")


@pytest.mark.parametrize("text", ["申請者数A：42人", "申請者数(A)42人", "申請者数（A）：42人", "申請者数(A)は42人"])
def test_a_symbol_stands_behind_its_label_with_or_without_brackets(text: str) -> None:
    (count,) = read_counts(text)
    assert (count.label, count.symbol, count.value) == ("申請者数", "A", 42)


@pytest.mark.parametrize("text", ["受診率(B/A)は34.3%", "受診率（Ｂ÷Ａ×100）：34.3％"])
def test_the_symbols_of_a_rate_may_be_followed_by_a_particle_or_be_reckoned(text: str) -> None:
    (rate,) = read_rates(text)
    assert (rate.label, rate.part, rate.whole) == ("受診率", "B", "A")


def test_a_rate_follows_within_one_unit_of_its_last_place() -> None:
    (exact,) = read_rates("受診率96.7%")
    assert exact.follows_from(461, 477)
    assert not exact.follows_from(460, 477)
    (about,) = read_rates("約70%")
    assert about.follows_from(68, 100)


def test_circled_numbers_part_a_text() -> None:
    assert parts_of("①対象者5人 ②対象者7人") == {"①": "対象者5人 ", "②": "対象者7人"}
    assert parts_of("対象者5人") == {"": "対象者5人"}


@pytest.mark.parametrize("digits", ["9" * 400, "1" * 5000, "9" * 16, "1." + "9" * 400])
def test_a_number_longer_than_any_is_none(digits: str) -> None:
    assert read_counts(f"{digits}件受けた。") == ()
    assert not read_rates(f"受診率{digits}%")
    assert fewer_than_planned(f"年{digits}回予定が2回開催") is None
    assert read_achievement(f"{digits}%").kind == "unreadable"


@pytest.mark.parametrize(("numeral", "value"), [("三八・五", 38.5), ("二・〇", 2.0), ("三十五", 35.0)])
def test_numerals_in_kanji_may_have_a_point(numeral: str, value: float) -> None:
    assert number_of(numeral) == value
    assert [rate.value for rate in read_rates(f"利用率は{numeral}%となった。")] == [value]
