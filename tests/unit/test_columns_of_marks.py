"""How sure a column is where heading, contents and neighbours say together what it is; and where they do not."""

from collections.abc import Sequence

import pytest

from pipeline.columns.evidence.words import read_words
from pipeline.columns.headings import HeadingField
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet

PLAN = ["番号", "施策", "事業名", "担当課"]
TOLD = ["令和6年度の実施状況", "評価", "令和7年度の取組予定"]
COUNT = 24


def columns_of(added: dict[str, Sequence[str]], *, at: int | None = None) -> dict[str, HeadingField]:
    """Return the columns of a table by their headings, with some more at a place (None: at the end)."""
    base = [*PLAN, *TOLD]
    place = len(base) if at is None else at
    rows = []
    for n in range(COUNT):
        own = [
            str(n + 1),
            ("相談の充実", "居場所づくり")[n > COUNT // 2],
            f"見守り活動その{n}",
            ("福祉課", "健康課")[n % 2],
        ]
        told = [f"地区の会館で{n + 2}回行い、{n + 31}人が参加した。", "ABC"[n % 3], f"会場を{n % 4 + 1}か所増やす。"]
        cells = [*own, *told]
        rows.append([*cells[:place], *(texts[n % len(texts)] for texts in added.values()), *cells[place:]])
    found = read_sheet([[*base[:place], *added, *base[place:]], *rows], KnownHeadings({}), edition=2024)
    (columns,) = found.headings.values()
    return {column.text: column for column in columns}


@pytest.mark.parametrize(
    ("heading", "texts", "at"),
    [
        ("直営／委託", ("直営", "直営", "委託"), None),
        ("ハード・ソフト", ("ソフト", "ハード", "ソフト", "ソフト"), 3),
        ("新規・継続", ("継続", "継続", "新規"), 1),
        ("新規/継続の別", ("継", "新", "継"), 1),
        ("国または県", ("国", "県", "県"), None),
    ],
)
def test_a_heading_that_lists_what_stands_below_it_asks_for_one_of_these(
    heading: str, texts: Sequence[str], at: int | None
) -> None:
    column = columns_of({heading: texts}, at=at)[heading]
    assert (column.field, column.is_uncertain) == ("attribute", False)


@pytest.mark.parametrize("heading", ["継続・拡充・縮小・廃止", "拡充／継続／縮小"])
def test_a_list_of_directions_is_no_mere_mark(heading: str) -> None:
    column = columns_of({heading: ("継続", "拡充", "継続", "縮小")})[heading]
    assert column.field == "direction" or column.is_uncertain


def test_what_is_new_is_said_of_the_measure_and_not_of_what_is_to_come() -> None:
    kinds = columns_of({"区分": ("継続", "継続", "拡充", "新規", "継続")})["区分"]
    assert (kinds.field, kinds.is_uncertain) == ("attribute", False)
    direction = columns_of({"今後の方向性": ("継続", "継続", "拡充", "新規", "継続")})["今後の方向性"]
    assert (direction.field, direction.is_uncertain) == ("direction", False)


TICKS = {"行政": ("○",), "地域住民": ("○", "", ""), "事業者": ("", "○", "○", "")}


def test_ticks_side_by_side_say_who_takes_part() -> None:
    found = columns_of(TICKS, at=3)
    assert {(found[name].field, found[name].is_uncertain) for name in TICKS} == {("attribute", False)}


def test_a_tick_of_its_own_is_no_list() -> None:
    found = columns_of({"再掲": ("", "", "○"), "重点": ("○", "", "")}, at=3)
    assert found["再掲"].field == "reprise"


def test_ticks_under_one_label_are_a_list_of_two() -> None:
    upper = ["番号", "取組", "実施する主体", "", "2024年度", "", "担当課"]
    lower = ["", "", "県", "専門家", "実施状況", "自己評価", ""]
    rows = [
        [str(n), f"資料館の催しその{n}", "○", "○" if n % 3 else "", f"{n}回開いた。", "ABC"[n % 3], "文化課"]
        for n in range(1, 20)
    ]
    (columns,) = read_sheet([upper, lower, *rows], KnownHeadings({}), edition=2024).headings.values()
    assert {(column.field, column.is_uncertain) for column in columns[2:4]} == {("attribute", False)}


def indicators(beginning: str, reached: str) -> list[HeadingField]:
    heading = ["施策", "事業名", "指標", "単位", beginning, reached, "目標値(R9)", "担当課"]
    rows = [
        [
            "健康づくり",
            f"教室その{n}",
            "参加者数" if n % 2 else "",
            "人" if n % 2 else "",
            *((f"{60 + n}.{n % 10}", f"{62 + n}.{n % 7}", "80.0") if n % 2 else ("", "", "")),
            "健康課",
        ]
        for n in range(1, 25)
    ]
    (columns,) = read_sheet([heading, *rows], KnownHeadings({}), edition=2024).headings.values()
    return columns


@pytest.mark.parametrize("beginning", ["当初値(R4)", "計画策定時（R4）", "基準値（令和4年度）", "初期値(R5)"])
def test_the_value_a_plan_began_with_is_none_that_was_reached(beginning: str) -> None:
    columns = indicators(beginning, "実績値(R6)")
    assert [(column.field, column.is_uncertain) for column in columns[4:6]] == [("baseline", False), ("actual", False)]


def test_columns_over_the_years_ask_for_the_same() -> None:
    # By what stands there alone the second might be an evaluation.
    upper = ["事業名", "担当課", "実施計画", "進捗状況", "", "", ""]
    years = ["", "", "", "令和6年度", "", "令和5年度", ""]
    lower = ["", "", "", "進捗", "実施した内容", "進捗", "実施した内容"]
    done = (
        "屋根の改修を3件終えた。",
        "基本設計を終えた。",
        "外壁12か所を改めた。",
        "入札が不調となった。",
        "工事に着手した。",
        "耐震診断を行った。",
    )
    told = [f"{part}{text}" for part in ("東棟の", "西棟の", "本館の", "別館の") for text in done]
    rows = [
        [
            f"会館の改修その{n}",
            "施設課",
            "大規模改修",
            ("順調", "遅れ")[n % 2],
            told[n],
            ("順調", "遅れ")[n % 3 > 1],
            told[-n],
        ]
        for n in range(24)
    ]
    (columns,) = read_sheet([upper, years, lower, *rows], KnownHeadings({}), edition=2024).headings.values()
    assert [(column.field, column.fiscal_year) for column in columns if "内容" in column.text] == [
        *(("status", 2024), ("status", 2023)),
    ]
    assert not any(column.is_uncertain for column in columns if "内容" in column.text)


def test_a_label_over_a_group_says_less_of_a_column_that_names_something_else() -> None:
    assert read_words("施設の概要 / 延床の広さ").last == "description"
    assert not read_words("施設の概要 / 延床の広さ").is_exact
    assert read_words("実施状況 / 令和6年度").is_exact
    assert read_words("達成率 / ％").is_exact
    assert read_words("施設の概要 / 所管課").is_exact


def test_a_word_within_a_longer_one_is_not_read_by_itself() -> None:
    assert "plan" not in read_words("計画書に記載の取組内容").others
    assert "plan" in read_words("計画に対する取組内容").others


@pytest.mark.parametrize(
    ("heading", "texts"),
    [
        ("出典等", ("県の統計年鑑", "", "市民意識調査", "", "")),
        ("国の補助制度", ("", "地域整備交付金", "", "生活支援事業費補助", "")),
        ("施設の種類", ("集会施設", "体育施設", "学校")),
    ],
)
def test_where_figures_come_from_and_who_pays_is_kept_under_its_heading(heading: str, texts: Sequence[str]) -> None:
    column = columns_of({heading: texts})[heading]
    assert (column.field, column.is_uncertain) == ("attribute", False)


def test_where_heading_and_contents_say_different_things_a_column_stays_in_doubt() -> None:
    assert columns_of({"最終評価結果": ("現状継続", "改善", "現状継続")})["最終評価結果"].is_uncertain
