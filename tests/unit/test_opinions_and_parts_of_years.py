"""Columns in which others speak, that say what a measure is for, or that ask for parts of a year."""

from pipeline.columns.headings import HeadingField
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet

NAMES = ["出張相談の実施", "相談員の養成研修", "見守り訪問の実施", "ひろばの運営", "夜間の窓口開設", "講演会の開催"]
DONE = "相談会を{}回開催し、延べ{}人が参加した。"
REASONS = ("参加者が増え、効果が見られた。", "担い手の確保に課題が残る。", "周知が十分でなく、参加者が伸び悩んだ。")
OPINIONS = ("若い世代にも届く方法を考えてほしい。", "効果を数字で示すこと。", "近隣の市の例も参考にしてはどうか。")
AIMS = ("一人で悩みを抱える人を減らす。", "身近な人の変化に気づける人を増やす。", "孤立を防ぐ。")


def columns(heading: list[str], *rows_of: object, above: list[str] | None = None) -> list[HeadingField]:
    rows = [[told(number) if callable(told) else str(told) for told in rows_of] for number in range(len(NAMES) * 2)]
    sheet = read_sheet([*([above] if above else []), heading, *rows], KnownHeadings({}), edition=2024)
    return next(iter(sheet.headings.values()))


def name(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]}（{number + 1}）"


def done(number: int) -> str:
    return DONE.format(number + 2, number * 13 + 40)


def test_what_a_committee_says_gives_way_to_what_the_section_says() -> None:
    for opinion in ("推進会議の意見", "外部委員の所見", "本部の助言"):
        found = columns(
            ["事業名", "担当課", "実施状況", "評価", opinion, "評価の理由"],
            name,
            "健康課",
            done,
            lambda n: "ABC"[n % 3],
            lambda n: OPINIONS[n % 3],
            lambda n: REASONS[n % 3],
        )
        assert [column.field for column in found[4:]] == ["attribute", "evaluation"]


def test_an_opinion_alone_is_the_evaluation() -> None:
    found = columns(["事業名", "担当課", "実施状況", "審議会の意見"], name, "健康課", done, lambda n: REASONS[n % 3])
    assert found[-1].field == "evaluation"


def test_what_a_measure_is_for_is_planned_for_no_year() -> None:
    found = columns(
        ["事業名", "所管課", "目的", "実施状況", "評価", "翌年度の取組"],
        name,
        "健康課",
        lambda n: AIMS[n % 3],
        done,
        lambda n: "ABC"[n % 3],
        lambda n: f"対象を{n + 2}地区に広げる。",
    )
    assert [(column.field, column.fiscal_year) for column in found if column.cell_no in (3, 6)] == [
        ("description", None),
        ("plan", 2025),
    ]


def test_of_the_parts_of_a_year_the_last_is_the_year_s() -> None:
    for first, last in (("上期", "下期"), ("前期（4～9月）", "後期（10～3月）")):
        found = columns(
            ["事業名", "担当課", f"{first}の実施状況", f"{first}の進捗率", f"{last}の実施状況", f"{last}の進捗率"],
            name,
            "健康課",
            done,
            lambda n: f"{30 + n}%",
            done,
            lambda n: f"{80 + n}%",
        )
        assert [(column.field, column.fiscal_year, column.is_beside) for column in found[2:]] == [
            ("status", 2024, True),
            ("achievement", 2024, True),
            ("status", 2024, False),
            ("achievement", 2024, False),
        ]


def test_a_road_map_is_a_schedule() -> None:
    found = columns(
        ["", "", "R6", "R7", "R8", ""],
        name,
        "健康課",
        *(lambda n, at=at: ("検討", "準備", "実施", "実施")[(n + at) % 4] for at in range(3)),
        done,
        above=["事業名", "担当課", "ロードマップ", "", "", "実施状況"],
    )
    assert [(column.field, column.fiscal_year) for column in found[2:5]] == [("plan", y) for y in (2024, 2025, 2026)]


def test_which_of_several_targets_a_heading_asks_for_is_no_word_of_another_kind() -> None:
    found = columns(
        ["", "", "", "R3", "R6", "中間（R6）", "最終（R8）"],
        name,
        "健康課",
        "参加者数（人）",
        lambda n: str(n * 7 + 20),
        lambda n: str(n * 7 + 40),
        lambda n: str(n * 7 + 45),
        lambda n: str(n * 7 + 60),
        above=["施策", "担当課", "評価指標", "現況値", "実績値", "目標値", ""],
    )
    assert [column.field for column in found[3:]] == ["baseline", "actual", "target", "target"]
    assert not any(column.is_uncertain for column in found[3:])


def test_what_is_to_be_done_about_what_was_found_is_planned_for_the_next_year() -> None:
    for improved in ("改善策", "改善の内容", "今後の取組"):
        found = columns(
            ["取組名", "主管課", "年間計画", "取組結果", "自己評価", improved],
            name,
            "健康課",
            lambda n: f"相談会を{n + 2}回開く。",
            done,
            lambda n: "ABC"[n % 3],
            lambda n: f"{('夜間の開催', '会場の変更', '広報の強化')[n % 3]}を行い、{n + 3}回開く。",
        )
        years = {(column.field, column.fiscal_year) for column in found}
        assert {("plan", 2024), ("status", 2024), ("plan", 2025)} <= years


def test_a_kind_that_stands_just_before_a_unit_names_what_is_counted() -> None:
    found = columns(
        ["サービスの種別", "内訳区分", "単位", "令和6年度見込量", "令和6年度実績"],
        name,
        lambda n: ("利用者数", "利用日数")[n % 2],
        lambda n: ("人／月", "日／月")[n % 2],
        lambda n: f"{n * 7 + 31}",
        lambda n: f"{n * 7 + 25}",
    )
    fields = [column.field for column in found]
    assert fields == ["measure", "indicator", "unit", "target", "actual"]
    assert not any(column.is_uncertain for column in found)
