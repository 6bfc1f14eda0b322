"""Rows that belong to a table and are none of its measures: counts, what marks mean, the years of periods."""

from collections.abc import Sequence

import pytest

from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import SheetReading, read_sheet
from pipeline.columns.sheet.plain_rows import is_note, is_total

HEADING = ["番号", "施策", "事業名", "担当課", "令和6年度の実績", "評価", "今後の方向性"]
ROWS = [
    [str(n), "", f"健康づくり教室その{n}", "健康課", f"教室を{n}回開いた。", "ABC"[n % 3], "継続"] for n in range(1, 13)
]


def read(*rows: Sequence[str]) -> SheetReading:
    return read_sheet([list(row) for row in rows], KnownHeadings({}), edition=2024)


def kinds(*below: Sequence[str]) -> list[str]:
    return [line.kind for line in read(HEADING, *ROWS, *below).lines][len(ROWS) + 1 :]


@pytest.mark.parametrize(
    "cells",
    [
        ("", "小計", "事業数 12", "", "", "Ａ4　Ｂ4　Ｃ4", ""),
        ("", "", "合計", "", "12事業", "", ""),
        ("計", "", "12事業", "", "", "", ""),
        ("", "", "（集計）評価", "", "", "Ａ", "4件"),
        ("", "【合計】", "", "", "", "", "12件"),
        ("評価ごとの内訳", "", "Ａ", "4", "Ｂ", "8", ""),
    ],
)
def test_a_row_that_counts_the_rows_above_is_a_total(cells: Sequence[str]) -> None:
    assert kinds(cells) == ["total"]


@pytest.mark.parametrize(
    ("head", "counts"),
    [
        (("", "判定", "◎", "○", "△", "計", ""), ("", "事業の数", "3", "7", "2", "12", "")),
        (("点数", "5", "4", "3", "2", "1", "合計"), ("施策", "1", "4", "5", "1", "1", "12")),
    ],
)
def test_a_tally_and_the_row_of_marks_above_it_are_totals(head: Sequence[str], counts: Sequence[str]) -> None:
    assert kinds([""] * 7, head, counts) == ["blank", "total", "total"]


def test_a_total_may_say_what_it_counts_and_in_which_unit() -> None:
    assert is_total(("通所サービス計", "利用者数", "人／月", "84", "79", "90", "94.0%"))
    for name in ("道路の設計", "国民健康保険特別会計", "人口推計"):
        assert not is_total((name, "延長", "ｍ", "84", "79", "90", "94.0%"))


def test_a_row_that_is_rated_and_counted_in_turn_is_no_tally() -> None:
    assert not is_total(("窓口相談", "A", "3", "B", "5"))
    assert is_total(("判定", "A", "3", "B", "5", "計", "8"))


@pytest.mark.parametrize(
    "cells",
    [
        ("13", "", "家計相談", "福祉課", "3件の相談に応じた。", "A", "継続"),
        ("13", "", "（合計特殊出生率）調べ", "福祉課", "資料を作った。", "A", "継続"),
        ("", "", "設計", "福祉課", "2棟の設計を終えた。", "A", ""),
    ],
)
def test_a_measure_whose_name_has_a_word_of_totals_is_none(cells: Sequence[str]) -> None:
    assert not is_total(cells)
    assert kinds(cells) == ["measure"]


@pytest.mark.parametrize(
    "cells",
    [
        ("評価：Ａ＝計画を達成　Ｂ＝おおむね達成　Ｃ＝未達成　－＝評価対象外", "", "", "", "", "", ""),
        ("☆☆＝基準年より改善　☆＝基準年より悪化", "", "", "", "", "", ""),
        ("評価の凡例", "①完了", "②予定どおり", "③遅れ", "④中止", "", ""),
    ],
)
def test_what_marks_mean_is_told_below_the_table_in_one_cell_or_in_several(cells: Sequence[str]) -> None:
    assert is_note(cells)
    assert kinds(cells) == ["note"]


def test_a_text_with_marks_is_no_legend() -> None:
    assert not is_note(("13", "", "相談会", "福祉課", "①昼の部　②夜の部　③休日の部", "A", "継続"))
    assert not is_note(("", "", "", "", "①昼の部　②夜の部　③休日の部", "", ""))
    assert not is_note(("凡例の見直し", "", "", "福祉課", "要綱を改めた。", "A", "継続"))


def test_a_legend_with_fewer_cells_is_no_damage() -> None:
    # A column without a heading is one only where cells have not moved.
    heading = [*HEADING[:5], "指標", "", "目標値（R8）", "現状値", "評価"]
    rows = [
        [*row[:5], "参加者数" if n % 2 else "", "人" if n % 2 else "", "50", "40", "②"] for n, row in enumerate(ROWS)
    ]
    found = read(heading, *rows, ["進捗の凡例", "①完了", "②予定どおり", "③遅れ", "④中止"])
    assert found.lines[-1].kind == "note"
    (columns,) = found.headings.values()
    assert [column.field for column in columns if column.cell_no == 7] == ["unit"]


def test_years_of_periods_below_their_names_are_a_row_of_the_heading() -> None:
    upper = ["番号", "措置", "概要", "計画期間", "", "", "2024年度", "", "担当課"]
    lower = ["", "", "", "前期", "中期", "後期", "実施状況", "自己評価", ""]
    years = ["", "", "", "2021-23", "2024-26", "2027～30", "", "", ""]
    rows = [
        [
            str(n),
            f"城跡の調査その{n}",
            "現況を調べ、記録する。",
            "→",
            "→",
            "",
            f"{n}か所を調べた。",
            "ABC"[n % 3],
            "文化課",
        ]
        for n in range(1, 13)
    ]
    found = read(upper, lower, years, *rows)
    assert [line.kind for line in found.lines] == ["header", "header", "header", *["measure"] * 12]
    (columns,) = found.headings.values()
    assert [column.text for column in columns[3:5]] == ["計画期間 / 前期 / 2021-23", "計画期間 / 中期 / 2024-26"]
    assert [column.field for column in columns[3:8]] == [*["attribute"] * 3, "status", "achievement"]
    assert {column.fiscal_year for column in columns[6:8]} == {2024}


def test_a_row_of_the_table_that_prints_years_is_none_of_the_heading() -> None:
    heading = ["番号", "事業名", "計画期間", "2024年度の実績", "評価"]
    rows = [[str(n), f"調査その{n}", "2021-23", f"{n}か所を調べた。", "ABC"[n % 3]] for n in range(1, 13)]
    assert [line.kind for line in read(heading, *rows).lines] == ["header", *["measure"] * 12]
