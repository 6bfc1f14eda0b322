"""Kinds of tables that the program once misread, in words of our own: what a reader of the table understands."""

from collections.abc import Sequence

from pipeline.columns.headings import HeadingField
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet
from pipeline.placement.placing import place

Rows = Sequence[Sequence[str]]
Place = tuple[str, int | None]


def columns(rows: Rows, edition: int = 2024) -> list[HeadingField]:
    """Return the columns of the first heading of a table."""
    return next(iter(read_sheet(rows, KnownHeadings({}), edition=edition).headings.values()))


def places(rows: Rows, edition: int = 2024) -> list[Place]:
    """Return what each column of a table asks for, and its year."""
    return [(column.field, column.fiscal_year) for column in columns(rows, edition)]


def kinds(rows: Rows) -> list[str]:
    return [line.kind for line in read_sheet(rows, KnownHeadings({}), edition=2024).lines]


# -- rows of headings without merged cells: a label holds for its group, and no further

LEVELS = [f"{kind}の{what}" for kind in ("相談", "居場所", "情報", "研修") for what in ("充実", "見直し", "周知")]
RESULTS = [f"窓口で{n}件の相談を受け、{n + 3}回の会議を開いた。" for n in range(12)]
PLANS = [f"{n}か所で教室を開催する。" for n in range(12)]
MARKS = ["順調", "順調", "やや遅れ", "順調"] * 3


def test_a_label_ends_where_a_row_above_begins_a_group() -> None:
    rows = [
        ["No", "取組名", "所管課", "R6", "", "", "", "R5", "", "", "今後の方向性"],
        ["", "", "", "取組結果", "進捗区分", "事業費", "", "取組結果", "進捗区分", "事業費", ""],
        ["", "", "", "", "", "予算", "決算", "", "", "決算", ""],
        ["", "", "", "", "", "千円", "千円", "", "", "千円", ""],
        *(
            [str(n), LEVELS[n], "福祉課", RESULTS[n], MARKS[n], "1,200", "1,100", RESULTS[-n], MARKS[-n], "980", "継続"]
            for n in range(12)
        ),
    ]
    found = columns(rows)
    assert [column.text for column in found[3:]] == [
        *("R6 / 取組結果", "R6 / 進捗区分", "R6 / 事業費 / 予算 / 千円", "R6 / 事業費 / 決算 / 千円"),
        *("R5 / 取組結果", "R5 / 進捗区分", "R5 / 事業費 / 決算 / 千円", "今後の方向性"),
    ]
    assert [(column.field, column.fiscal_year) for column in (found[3], found[7], found[8], found[10])] == [
        *(("status", 2024), ("status", 2023), ("achievement", 2023), ("direction", 2024)),
    ]


def test_a_label_of_a_lower_row_does_not_reach_a_column_that_a_higher_one_names() -> None:
    rows = [
        ["事業名", "担当課", "令和6年度", "", "", "備考"],
        ["", "", "計画", "指標", "", ""],
        ["", "", "", "目標値", "実績値", ""],
        *([LEVELS[n], "健康課", PLANS[n], f"{n + 10}", f"{n + 8}", ""] for n in range(12)),
    ]
    assert [column.text for column in columns(rows)][2:] == [
        *("令和6年度 / 計画", "令和6年度 / 指標 / 目標値", "令和6年度 / 指標 / 実績値", "備考"),
    ]


# -- legends that are spread over the cells of a row

BODY = [[LEVELS[n], "福祉課", RESULTS[n], "①②②③"[n % 4]] for n in range(12)]
HEADING = ["事業名", "担当課", "令和6年度実績", "評価"]


def test_a_legend_with_a_cell_for_each_mark_is_a_note() -> None:
    for legend in (
        ["評価の凡例", "①達成", "②一部達成", "③未達成"],
        ["①：達成した", "②：一部達成した", "③：達成していない", ""],
        ["評価", "A：達成", "B：おおむね達成", "C：遅れ"],
        ["【評価の区分】①達成　②一部達成　③未達成", "", "", ""],
    ):
        assert kinds([HEADING, *BODY, legend]) == ["header", *["measure"] * 12, "note"]


def test_what_stands_under_a_table_does_not_make_it_a_damaged_one() -> None:
    legend = ["見方", "①達成", "②一部達成"]
    rows = [["事業名", "担当課", "指標", "", "令和6年度実績", "評価"]]
    rows += [[name, unit, "相談件数", "件", *rest] for name, unit, *rest in BODY]
    found = read_sheet([*rows, legend], KnownHeadings({}), edition=2024)
    asked = next(iter(found.headings.values()))
    assert [column.field for column in asked[2:4]] == ["indicator", "unit"]
    cells, _ = place(found.lines, found.headings)
    assert {cell.field for cell in cells if cell.cell_no == 4} == {"unit"}


def test_a_numbered_text_in_a_row_of_contents_is_no_legend() -> None:
    row = ["見守りの充実", "福祉課", "①訪問を行った。②会議を開いた。", "①"]
    assert kinds([HEADING, *BODY, row])[-1] == "measure"
