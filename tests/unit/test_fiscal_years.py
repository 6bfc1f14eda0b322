"""Fiscal years as they are printed: eras, abbreviations, ranges; dates are none, but lie in one."""

import pytest

from pipeline.values.fiscal_years import (
    FiscalYears,
    fiscal_year_label,
    read_date_years,
    read_fiscal_years,
    without_fiscal_years,
)


def ranges(text):
    return [(mention.first, mention.last) for mention in read_fiscal_years(text)]


@pytest.mark.parametrize(
    ("text", "fiscal_year"),
    [
        ("令和元年度", 2019),
        ("令和1年度", 2019),
        ("令和5年度", 2023),
        ("令和５年度", 2023),
        ("令和 5 年度", 2023),
        ("令和10年度", 2028),
        ("令和5年", 2023),
        ("R5", 2023),
        ("Ｒ５", 2023),
        ("R5年度", 2023),
        ("R元年度", 2019),
        ("令5", 2023),
        ("令元", 2019),
        ("平成元年度", 1989),
        ("平成31年度", 2019),
        ("平成35年度", 2023),
        ("平31", 2019),
        ("H30", 2018),
        ("h30", 2018),
        ("昭和63年度", 1988),
        ("2023年度", 2023),
        ("２０２３年度", 2023),
        ("FY2023", 2023),
    ],
)
def test_a_printed_fiscal_year_is_read(text, fiscal_year):
    assert list(read_fiscal_years(text)) == [FiscalYears(fiscal_year, fiscal_year, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "fiscal_year"),
    [
        ("令和5(2023)年度", 2023),
        ("令和５（２０２３）年度", 2023),
        ("2023(令和5)年度", 2023),
        ("平成31(令和元)年度", 2019),
        ("平成31（令和元）年度", 2019),
        ("令和元(平成31)年度", 2019),
        ("令和5年度(2023年度)", 2023),
        ("平成31年度(令和元年度)", 2019),
    ],
)
def test_a_year_named_twice_is_one_mention(text, fiscal_year):
    assert ranges(text) == [(fiscal_year, fiscal_year)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("令和元～5年度", 2019, 2023),
        ("令和元年～5年度", 2019, 2023),
        ("令和元年度～5年度", 2019, 2023),
        ("令和元年度～令和5年度", 2019, 2023),
        ("令和元年度〜令和5年度", 2019, 2023),
        ("令和元年度から令和5年度", 2019, 2023),
        ("令和元年度-令和5年度", 2019, 2023),
        ("平成31年度～令和5年度", 2019, 2023),
        ("平成30～令和4年度", 2018, 2022),
        ("平成31～35年度", 2019, 2023),
        ("2019～2023年度", 2019, 2023),
        ("2019年度～2023年度", 2019, 2023),
        ("２０１９～２０２３年度", 2019, 2023),
        ("R1～R5", 2019, 2023),
        ("Ｒ１～Ｒ５", 2019, 2023),
        ("H30～R2", 2018, 2020),
        ("R1～5年度", 2019, 2023),
        ("令和5年度以降", 2023, None),
        ("令和5年度以後", 2023, None),
        ("R5以降", 2023, None),
        ("令和4年度～", 2022, None),
        ("平成31(令和元)年度以降", 2019, None),
    ],
)
def test_a_range_is_one_mention(text, first, last):
    assert list(read_fiscal_years(text)) == [FiscalYears(first, last, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("【R1】 5,545人 【H30】 5,636人", [(2019, 2019), (2018, 2018)], id="bracketed"),
        pytest.param("平成30年度より開始の1名が、令和元年度", [(2018, 2018), (2019, 2019)], id="two-sentences"),
        pytest.param("平成29年度から令和2年度までに", [(2017, 2020)], id="from-until"),
        pytest.param("今後(令和5年度以降)の実施計画", [(2023, None)], id="heading-onwards"),
        pytest.param("(令和4年度～市民協働課)", [(2022, None)], id="renaming"),
        pytest.param("令和3年度から開始した", [(2021, 2021)], id="started-in"),
        pytest.param("令和5年実績", [(2023, 2023)], id="year-without-do"),
    ],
)
def test_mentions_within_a_text_are_read_in_order(text, expected):
    assert ranges(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "令和5年1月28日",
        "令和５年１月２８日",
        "令和5年 10月",
        "令和元年5月1日現在",
        "令和5(2023)年1月28日",
        "令和5年1～3月",
        "2023年1月28日",
        "2023/1/28",
        "R5.2.20",
        "R5/2/20",
        "(R5.2.20～3.31)",
        "H31.4.1",
    ],
)
def test_a_date_is_no_fiscal_year(text):
    assert list(read_fiscal_years(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5年度",
        "次年度",
        "2023人",
        "12023年度",
        "PR5回",
        "命令5件",
        "R100",
        "インフルエンザ(H1N1)",
        "令和",
        "100%",
        "①92.5% ②97.1%",
    ],
)
def test_what_names_no_era_is_no_fiscal_year(text):
    assert list(read_fiscal_years(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和5年1月28日", [2022]),
        ("令和５年１月２８日", [2022]),
        ("令和5年3月31日", [2022]),
        ("令和5年4月1日", [2023]),
        ("令和5年12月", [2023]),
        ("令和5(2023)年1月28日", [2022]),
        ("令和5年1～3月", [2022]),
        ("令和元年5月", [2019]),
        ("平成31年3月", [2018]),
        ("平成31年4月", [2019]),
        ("2023年1月28日", [2022]),
        ("2023/4/1", [2023]),
        ("R5.2.20", [2022]),
        ("Ｒ５．２．２０", [2022]),
        ("オンデマンド方式で実施(R5.2.20～3.31)した。", [2022]),
        ("令和4年4月～令和5年3月", [2022, 2022]),
        ("令和5年度", []),
        ("2月20日", []),
        ("", []),
    ],
)
def test_a_date_lies_in_the_fiscal_year_from_april(text, expected):
    assert read_date_years(text) == expected


@pytest.mark.parametrize(
    ("fiscal_year", "label"),
    [
        (1988, "1988年度"),
        (1989, "平成元年度"),
        (2018, "平成30年度"),
        (2019, "令和元年度"),
        (2023, "令和5年度"),
        (2028, "令和10年度"),
    ],
)
def test_label_is_the_printed_name(fiscal_year, label):
    assert fiscal_year_label(fiscal_year) == label


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("令和5年度の実施状況", "の実施状況"),
        ("今後(令和５年度以降)の実施計画", "今後()の実施計画"),
        ("実施状況", "実施状況"),
    ],
)
def test_without_fiscal_years_leaves_the_rest_as_printed(heading, rest):
    assert without_fiscal_years(heading) == rest


def test_a_mention_contains_its_years():
    closed, opened = FiscalYears(2019, 2021, 0, 0), FiscalYears(2022, None, 0, 0)
    assert [year for year in range(2017, 2025) if year in closed] == [2019, 2020, 2021]
    assert [year for year in range(2017, 2025) if year in opened] == [2022, 2023, 2024]
