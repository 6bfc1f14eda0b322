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


# -- indicators of what no column calls a measure

INDICATORS = [
    f"{what}の{count}" for what in ("相談", "教室", "訪問", "講座") for count in ("件数", "参加者数", "満足度")
]
FIGURES = [[f"{n * 7 + 3}", f"{n * 7 + 5}", f"{n * 7 + 9}"] for n in range(12)]
GOALS = ["", "① 相談しやすい窓口づくり", "", "② 地域で見守る人の育成", "", "③ 居場所の確保"] * 2


def test_the_finest_level_is_what_indicators_are_of_where_no_measure_is_named() -> None:
    rows = [
        ["施策", "指標", "単位", "R4実績", "R5実績", "R6目標"],
        *([GOALS[n], INDICATORS[n], "件", *FIGURES[n]] for n in range(12)),
    ]
    assert places(rows)[:3] == [("measure", None), ("indicator", None), ("unit", None)]
    rows = [["基本目標", *rows[0]], *([f"{1 + n // 6} 安心", *row] for n, row in enumerate(rows[1:]))]
    assert places(rows)[:3] == [("policy", None), ("measure", None), ("indicator", None)]


def test_a_level_above_named_measures_stays_one() -> None:
    rows = [
        ["施策", "事業名", "指標", "R4実績", "R5実績", "R6目標"],
        *([GOALS[n], LEVELS[n], INDICATORS[n], *FIGURES[n]] for n in range(12)),
    ]
    assert places(rows)[:3] == [("item", None), ("measure", None), ("indicator", None)]


# -- schedules: a plan over the years, a word or an arrow in each

STEPS = [["検討", "実施", "→", "→"], ["実施", "→", "→", "→"], ["－", "検討", "試行", "実施"]]
YEARS = ["令和4年度", "令和5年度", "令和6年度", "令和7年度"]
AHEAD = [f"{name}を進め、効果を検証する。" for name in LEVELS]


def test_a_plan_over_the_years_is_a_schedule() -> None:
    for plan in ("実施スケジュール", "年次計画", "工程"):
        rows = [
            ["取組項目", "担当課", plan, "", "", "", "実績", "評価"],
            ["", "", *YEARS, "令和6年度", "令和6年度"],
            *([LEVELS[n], "福祉課", *STEPS[n % 3], RESULTS[n], MARKS[n]] for n in range(12)),
        ]
        found = columns(rows)
        assert [(column.field, column.fiscal_year) for column in found[2:]] == [
            *[("plan", year) for year in (2022, 2023, 2024, 2025)],
            *(("status", 2024), ("achievement", 2024)),
        ]
        assert [column.is_beside for column in found] == [False, False, *[True] * 4, False, False]


def test_plans_in_sentences_are_no_schedule() -> None:
    rows = [
        ["取組項目", "担当課", "R5計画", "R6計画", "R7計画", "R6実績"],
        *([LEVELS[n], "福祉課", PLANS[n], PLANS[n - 1], AHEAD[n], RESULTS[n]] for n in range(12)),
    ]
    found = columns(rows)
    assert [(column.field, column.fiscal_year) for column in found[2:5]] == [("plan", y) for y in (2023, 2024, 2025)]
    assert not any(column.is_beside for column in found)


def test_what_a_year_is_planned_for_in_words_stands_beside_the_schedule() -> None:
    rows = [
        ["取組項目", "担当課", "スケジュール", "", "", "", "令和6年度", "令和7年度"],
        ["", "", *YEARS, "取組実績", "取組予定"],
        *([LEVELS[n], "福祉課", *STEPS[n % 3], RESULTS[n], AHEAD[n]] for n in range(12)),
    ]
    found = columns(rows)
    assert [(column.field, column.fiscal_year, column.is_beside) for column in found[5:]] == [
        *(("plan", 2025, True), ("status", 2024, False), ("plan", 2025, False)),
    ]


# -- several ratings of one year: one is the rating, all are ratings


def test_a_rate_beside_a_mark_is_a_rating_too() -> None:
    rates = [f"{60 + n}.5%" for n in range(12)]
    rows = [
        ["事業名", "担当課", "R6実績", "R6達成率", "R6判定"],
        *([LEVELS[n], "福祉課", RESULTS[n], rates[n], MARKS[n]] for n in range(12)),
    ]
    assert [(column.field, column.fiscal_year) for column in columns(rows)[3:]] == [("achievement", 2024)] * 2
    assert sorted(column.is_beside for column in columns(rows)[3:]) == [False, True]


def test_marks_of_two_bodies_under_one_rating_are_ratings() -> None:
    rows = [
        ["事業名", "担当課", "令和6年度", "", ""],
        ["", "", "実績", "評価", ""],
        ["", "", "", "担当課", "推進会議"],
        *([LEVELS[n], "福祉課", RESULTS[n], str(1 + n % 3), str(1 + n % 3)] for n in range(12)),
    ]
    assert [(column.field, column.fiscal_year) for column in columns(rows)[3:]] == [("achievement", 2024)] * 2
    assert sorted(column.is_beside for column in columns(rows)[3:]) == [False, True]


def test_the_first_of_two_raters_is_none_of_the_plan() -> None:
    rows = [
        ["事業名", "担当課", "R6実績", "1次評価", "最終評価"],
        *([LEVELS[n], "福祉課", RESULTS[n], "ABCD"[n % 4], "ABCD"[n % 3]] for n in range(12)),
    ]
    assert [column.field for column in columns(rows)[3:]] == ["attribute", "achievement"]


def test_words_of_judgement_make_a_rate_the_other_rating() -> None:
    words = ["順調", "要改善", "判定不能", "目標達成"] * 3
    rows = [
        ["事業名", "指標", "R6目標値", "R6実績値", "達成率", "進捗"],
        *([LEVELS[n], INDICATORS[n], "50", f"{n + 40}", f"{80 + 2 * n}.0%", words[n]] for n in range(12)),
    ]
    rate, mark = columns(rows)[4:]
    assert (rate.field, rate.is_beside, mark.field, mark.is_beside) == ("achievement", True, "achievement", False)


# -- years told by what is said of them


def test_what_begins_with_the_next_year_is_a_plan() -> None:
    for heading, field in (
        ("次年度以降の取組", "plan"),
        ("翌年度以降の計画", "plan"),
        ("令和7年度以降の取組", "plan"),
        ("来年度以降の方向性", "direction"),
    ):
        texts = ["拡充", "継続", "見直し"] * 4 if field == "direction" else AHEAD
        rows = [
            ["事業名", "担当課", "令和6年度実績", "評価", heading],
            *([LEVELS[n], "福祉課", RESULTS[n], MARKS[n], texts[n]] for n in range(12)),
        ]
        assert columns(rows)[4].field == field, heading


def test_a_group_behind_another_years_plan_is_not_the_next_one() -> None:
    rows = [
        *[["事業名", "R6実績", "R6評価", "評価理由", "検証", "R7計画", "R5実績"]],
        *(
            [LEVELS[n], RESULTS[n], MARKS[n], f"{n}件を達成できた。", f"{n}件と効果があった。", AHEAD[n], RESULTS[-n]]
            for n in range(12)
        ),
    ]
    assert ("evaluation", 2023) not in places(rows)


def test_when_it_is_done_is_no_plan() -> None:
    rows = [
        ["施設名", "所管課", "対策", "進捗", "実施した内容", "完了（予定）時期"],
        *(
            [f"第{n}公民館", "財産管理課", f"{n}階の屋根の改修", MARKS[n], RESULTS[n], f"20{25 + n % 5}年3月"]
            for n in range(12)
        ),
    ]
    assert places(rows)[5] == ("attribute", None)


# -- a heading that is printed anew for each level, under the level's name


def test_the_names_of_levels_stand_above_a_heading_that_is_printed_anew() -> None:
    for names in (
        ["基本方針１　知る・選ぶ", "基本方針２　つながる", "基本方針３　伝える"],
        ["Ⅰ 意識づくり", "Ⅱ 人づくり", "Ⅲ 場づくり"],
    ):
        rows = [["食育推進計画の取組状況", "", "", ""]]
        for number, name in enumerate(names):
            rows += [[name, "", "", ""], HEADING, *BODY[number * 4 : number * 4 + 4], ["", "", "", ""]]
        found = kinds(rows)
        assert [no for no, kind in enumerate(found) if kind == "policy"] == [1, 8, 15]
        assert found[0] == "title"
        sheet = read_sheet(rows, KnownHeadings({}), edition=2024)
        cells, _ = place(sheet.lines, sheet.headings)
        assert [cell.text for cell in cells if cell.field in ("policy", "item")] == names


def test_captions_of_tables_are_no_levels() -> None:
    rows = [["表１　事業の進捗", "", "", ""], HEADING, *BODY[:6], ["表２　事業の進捗", "", "", ""], HEADING, *BODY[6:]]
    assert "policy" not in kinds(rows)


def test_a_tally_of_marks_below_a_table_is_no_table_of_measures() -> None:
    for tally in (
        [["評価の集計", "達成", "一部達成", "未達成"], ["事業数", "5", "4", "3"], ["割合", "42%", "33%", "25%"]],
        [["進捗の内訳", "順調", "遅れ", ""], ["件数", "9", "3", ""]],
    ):
        found = kinds([HEADING, *BODY, ["", "", "", ""], *tally])
        assert found == ["header", *["measure"] * 12, "blank", *["total"] * len(tally)]
