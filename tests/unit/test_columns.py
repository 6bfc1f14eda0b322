"""Tables of other cities: what each column asks for, also where headings are lost, and which rows are no measures."""

import re
from collections.abc import Sequence
from random import Random

import pytest

from benchmarks.columns import Score, read_layouts, scored, scored_cells
from benchmarks.layouts import Layout, drawn_layouts
from benchmarks.moved_cells import moved
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet
from pipeline.columns.spreadsheet_faults import spreadsheet_faults

LAYOUTS = dict(read_layouts())
HEADING = ["施策", "事業名", "担当課", "令和6年度実績", "評価"]
ROWS = [["相談の充実", f"窓口相談{n}", "福祉課", f"相談を{n}件受けた。", "ABC"[n % 3]] for n in range(1, 13)]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_cell_of_a_layout_comes_under_its_field_and_year(name: str) -> None:
    score = scored(LAYOUTS[name], Random(0), noise=0.0)
    assert (score.refused, score.wrong_and_certain) == (0, 0)
    assert score.right >= 0.98 * score.cells


def test_contents_and_neighbours_tell_where_headings_are_lost() -> None:
    layouts = [*LAYOUTS.values(), *drawn_layouts(10, "unseen")]
    scores = [scored(layout, Random(f"{n} {k}"), noise=1 / 3) for n, layout in enumerate(layouts) for k in range(4)]
    cells = sum(score.cells for score in scores)
    assert sum(score.right for score in scores) >= 0.93 * cells
    assert sum(score.wrong_and_certain for score in scores) <= 0.008 * cells
    assert not any(score.refused for score in scores)


@pytest.mark.parametrize("names", [r"[nq]\d-", r"r\d-", r"year-rows"])
def test_what_lost_headings_leave_open_in_the_newest_layouts_is_in_doubt(names: str) -> None:
    total = Score()
    for name in [name for name in LAYOUTS if re.match(names, name)]:
        for number in range(4):
            total.add(scored(LAYOUTS[name], Random(f"{name} {number}"), noise=1 / 3))
    assert total.right >= 0.85 * total.cells
    assert total.wrong_and_certain <= 0.015 * total.cells


def test_moved_cells_of_any_table_find_their_columns() -> None:
    total = Score()
    for name, layout in LAYOUTS.items():
        total.add(scored_cells(moved(layout, Random(name))))
    assert total.right >= 0.97 * total.cells
    assert total.wrong_and_certain <= 0.005 * total.cells


def padded(layout: Layout) -> Layout:
    width = max(map(len, layout.rows))
    rows = [[*row, *[""] * (width - len(row))] for row in layout.rows]
    return Layout(rows, layout.truth, layout.edition, {}, layout.headings)


def test_rows_that_a_sheet_fills_up_after_losing_cells_are_aligned_too() -> None:
    total = Score()
    for name, layout in LAYOUTS.items():
        total.add(scored_cells(padded(moved(layout, Random(name)))))
    # A third of them are tables of figures, which look alike beside each other.
    assert total.right >= 0.95 * total.cells
    assert total.wrong_and_certain <= 0.01 * total.cells


# Of n2, figures beside figures under merged cells, a sheet that fills up leaves half the cells without a place. Tables
# with years as rows are in doubt once cells have moved.
@pytest.mark.parametrize(
    ("names", "right", "wrong", "filled_right", "filled_wrong"),
    [
        (r"[nq]\d-", 0.98, 0.005, 0.92, 0.006),
        (r"r[12356]-", 0.98, 0.005, 0.96, 0.008),
        (r"r4-|year-rows", 0.92, 0.0, 0.94, 0.005),
    ],
)
def test_moved_cells_of_the_newest_layouts_are_found_or_left_in_doubt(
    names: str, right: float, wrong: float, filled_right: float, filled_wrong: float
) -> None:
    lost, filled = Score(), Score()
    for name in [name for name in LAYOUTS if re.match(names, name)]:
        lost.add(scored_cells(moved(LAYOUTS[name], Random(name))))
        filled.add(scored_cells(padded(moved(LAYOUTS[name], Random(name)))))
    assert lost.right >= right * lost.cells
    assert lost.wrong_and_certain <= wrong * lost.cells
    assert filled.right >= filled_right * filled.cells
    assert filled.wrong_and_certain <= filled_wrong * filled.cells


def test_undamaged_tables_keep_every_cell_where_it_stands() -> None:
    total = Score()
    for layout in [*LAYOUTS.values(), *drawn_layouts(10, "whole")]:
        total.add(scored_cells(layout))
    assert total.right == total.cells


def kinds(rows: Sequence[Sequence[str]]) -> list[str]:
    return [line.kind for line in read_sheet(rows, KnownHeadings({}), edition=2024).lines]


def test_totals_notes_and_titles_are_no_measures() -> None:
    rows = [
        ["令和6年度 進捗状況", "", "", "", ""],
        HEADING,
        ["基本目標１ 安心して暮らせるまち", "", "", "", ""],
        ["地域のつながりをつくる", "", "", "", ""],
        *ROWS,
        ["小計", "", "", "78", ""],
        ["合計", "", "", "1,234", ""],
        ["※ A：達成 B：概ね達成 C：未達成", "", "", "", ""],
    ]
    found = kinds(rows)
    assert found[:4] == ["title", "header", "policy", "policy"]
    assert found[4:16] == ["measure"] * 12
    assert found[16:] == ["total", "total", "note"]


def test_a_row_that_numbers_the_columns_belongs_to_the_heading() -> None:
    assert kinds([HEADING, ["①", "②", "③", "④", "⑤"], *ROWS])[:3] == ["header", "header", "measure"]


def test_a_repeated_heading_is_one_and_its_rows_go_on() -> None:
    found = kinds([HEADING, *ROWS[:6], HEADING, *ROWS[6:]])
    assert found == ["header", *["measure"] * 6, "header", *["measure"] * 6]


def test_a_blank_measure_continues_the_one_above() -> None:
    more = ["", "", "健康課", "訪問を3件行った。", "B"]
    found = kinds([HEADING, *ROWS, more])
    assert found[-1] == "continuation"


def grouped(headings: Sequence[Sequence[str]], values: Sequence[str]) -> list[tuple[str, int | None]]:
    rows = [[f"事業{n}", "福祉課", *values] for n in range(12)]
    found = read_sheet([*headings, *rows], KnownHeadings({}), edition=2024)
    return [(column.field, column.fiscal_year) for column in next(iter(found.headings.values()))]


@pytest.mark.parametrize(
    "headings",
    [
        (["事業名", "担当課", "R5", "", "R6", ""], ["", "", "取組実績", "達成度", "取組実績", "達成度"]),
        (["", "", "R5", "", "R6", ""], ["事業名", "担当課", "取組実績", "達成度", "取組実績", "達成度"]),
    ],
    ids=["names above", "names below"],
)
def test_years_in_the_upper_row_hold_for_their_group(headings: Sequence[Sequence[str]]) -> None:
    found = grouped(headings, ["講座を開催した。", "80%", "講座を2回開催した。", "90%"])
    years = [("status", 2023), ("achievement", 2023), ("status", 2024), ("achievement", 2024)]
    assert found == [("measure", None), ("section", None), *years]


def test_every_drawn_layout_is_read() -> None:
    layouts: list[Layout] = list(drawn_layouts(20, "tests"))
    scores = [scored(layout, Random(0), noise=0.0) for layout in layouts]
    assert sum(score.right for score in scores) >= 0.97 * sum(score.cells for score in scores)


def faults(texts: Sequence[str]) -> list[tuple[str, tuple[int, ...]]]:
    rows = [[text, *row[1:]] for text, row in zip(texts, ROWS, strict=False)]
    sheet = read_sheet([["番号", *HEADING[1:]], *rows], KnownHeadings({}), edition=2024)
    return [(fault.rule, fault.line_nos) for fault in spreadsheet_faults(sheet)]


def test_what_a_spreadsheet_did_to_a_column_is_told_once() -> None:
    assert faults(["1-1", "1-2", "1月3日", "2-1", "2月2日", "2-3"]) == [("date_for_number", (4, 6))]
    assert faults(["1", "#REF!", "3", "########", "5", "6"]) == [("formula_error", (3, 5))]
    assert faults(["1-1", "1-2", "1-3", "2-1", "2-2", "2-3"]) == []
    assert faults(["4月1日", "5月2日", "6月3日", "7月1日", "8月2日", "9月3日"]) == []
