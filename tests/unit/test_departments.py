"""Names of departments: glued, renamed, beside unknown ones; and passages that speak for one section."""

import pytest

from pipeline.values.departments import (
    Department,
    has_department_form,
    is_bureau_name,
    split_departments,
    split_passages,
)


def names(text, known_names=()):
    return [department.name for department in split_departments(text, known_names)]


def passages(text, known_names=()):
    return [(passage.department, passage.text) for passage in split_passages(text, known_names)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("健康推進課", ["健康推進課"]),
        ("生活福祉課障害福祉課健康推進課", ["生活福祉課", "障害福祉課", "健康推進課"]),
        ("介護保険課健康推進課", ["介護保険課", "健康推進課"]),
        ("健康推進課 関係各課", ["健康推進課", "関係各課"]),
        ("健康推進課　関係各課", ["健康推進課", "関係各課"]),
        ("健康推進課関係各課", ["健康推進課", "関係各課"]),
        ("生涯健康部 関係各部", ["生涯健康部", "関係各部"]),
        ("企画課、健康推進課・教育総務課／産業振興課", ["企画課", "健康推進課", "教育総務課", "産業振興課"]),
        ("子ども家庭支援センター 東京都", ["子ども家庭支援センター", "東京都"]),
        ("子ども家庭支援センター児童センター", ["子ども家庭支援センター", "児童センター"]),
        ("男女共同参画センター 産業振興課", ["男女共同参画センター", "産業振興課"]),
        ("福祉・子ども部 生涯健康部", ["福祉・子ども部", "生涯健康部"]),
        ("企画部企画部", ["企画部", "企画部"]),
        ("農業委員会事務局", ["農業委員会事務局"]),
        ("資産課税課", ["資産課税課"]),
        ("健康推進課税務課", ["健康推進課", "税務課"]),
        ("", []),
        (" 、・", []),
    ],
)
def test_a_list_is_split_into_its_names(text, expected):
    assert names(text) == expected


def test_a_known_name_wins_over_the_endings():
    assert names("東京都健康推進課", ["東京都", "健康推進課"]) == ["東京都", "健康推進課"]
    assert names("課題対策課", ["課題対策課"]) == ["課題対策課"]


def test_the_longer_known_name_wins():
    assert names("児童センター分館企画課", ["児童センター", "児童センター分館"]) == ["児童センター分館", "企画課"]


@pytest.mark.parametrize(
    ("text", "name", "renamed_to"),
    [
        ("シティプロモーション課(令和4年度～市民協働課)", "シティプロモーション課", "市民協働課"),
        ("シティプロモーション課（令和４年度～市民協働課）", "シティプロモーション課", "市民協働課"),
        ("シティプロモーション課(令和4年度から市民協働課)", "シティプロモーション課", "市民協働課"),
        ("シティプロモーション課(令和4年度から、市民協働課)", "シティプロモーション課", "市民協働課"),
        ("シティプロモーション課(R4～市民協働課)", "シティプロモーション課", "市民協働課"),
        ("シティプロモーション課(令和4年度以降市民協働課)", "シティプロモーション課", "市民協働課"),
        ("シティプロモーション課 (令和4年度～市民協働課)", "シティプロモーション課", "市民協働課"),
        ("シティプロモーション課(令和4年度～市民協働課", "シティプロモーション課", "市民協働課"),
        ("企画部(令和4年度～地域振興部)", "企画部", "地域振興部"),
        ("（令和4年度～地域振興部）", "", "地域振興部"),
    ],
)
def test_a_renaming_belongs_to_the_name_before_it(text, name, renamed_to):
    assert split_departments(text) == [Department(name, 0, len(text), renamed_to, 2022)]


def test_a_glued_list_goes_on_behind_a_renaming():
    text = "シティプロモーション課(令和4年度～市民協働課)福祉総務課健康推進課"
    assert names(text) == ["シティプロモーション課", "福祉総務課", "健康推進課"]
    assert [department.renamed_to for department in split_departments(text)] == ["市民協働課", None, None]


@pytest.mark.parametrize(
    "text", ["企画課(窓口)", "企画課(令和4年度)", "企画課(令和3年度まで広報課)", "企画課(～令和3年度広報課)"]
)
def test_another_note_is_no_renaming(text):
    (department,) = split_departments(text)
    assert (department.name, department.renamed_to, department.end) == ("企画課", None, len(text))


def test_names_behind_a_bracket_that_is_never_closed_are_kept():
    assert [name for name in names("企画課(健康推進課 福祉総務課") if name] == ["企画課", "健康推進課", "福祉総務課"]


def test_a_stray_bracket_is_no_name():
    assert [name for name in names("企画課)健康推進課") if name] == ["企画課", "健康推進課"]


def test_the_name_follows_the_year_of_renaming():
    renamed = Department("課A", 0, 2, "課B", 2022)
    assert [renamed.in_year(year) for year in (2019, 2021, 2022, 2023)] == ["課A", "課A", "課B", "課B"]
    assert Department("課A", 0, 2).in_year(2023) == "課A"
    assert Department("", 0, 2, "地域振興部", 2022).in_year(2021) == ""


@pytest.mark.parametrize(
    "text", ["企画課", "教育部", "福祉・子ども部", "男女共同参画センター", "関係各課", "議会事務局"]
)
def test_a_name_has_the_form_of_a_department(text):
    assert has_department_form(text)


@pytest.mark.parametrize(
    "text",
    ["", "課", "企画課 福祉課", "講演会", "市民との関係", "一部", "500部", "全5館", "市内3か所", "開催場所", "5名受講"],
)
def test_another_word_has_not(text):
    assert not has_department_form(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("教育部", True),
        ("福祉保健局", True),
        ("企画課", False),
        ("議会事務局", False),
        ("児童センター", False),
        ("", False),
    ],
)
def test_bureaus_are_told_from_sections(name, expected):
    assert is_bureau_name(name) is expected


def test_each_section_gets_its_passage():
    text = "(企画課) 取組を継続。 (健康推進課) 講演会を開催した。"
    assert passages(text) == [("企画課", "取組を継続。"), ("健康推進課", "講演会を開催した。")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（企画課）継続。（健康推進課）開催。", [("企画課", "継続。"), ("健康推進課", "開催。")]),
        ("【徴収課】未実施 【下水道課】50%", [("徴収課", "未実施"), ("下水道課", "50%")]),
        (
            "(子ども家庭支援センター)相談に応じた。(指導課)授業をした。",
            [("子ども家庭支援センター", "相談に応じた。"), ("指導課", "授業をした。")],
        ),
        ("配布した。(企画課)継続。", [(None, "配布した。"), ("企画課", "継続。")]),
        ("(企画課)(健康推進課)継続。", [("企画課", "(企画課)"), ("健康推進課", "継続。")]),
        ("(健康推進課)7月(9月)の件数718件", [("健康推進課", "7月(9月)の件数718件")]),
        ("", [(None, "")]),
    ],
)
def test_passages_follow_the_bracketed_names(text, expected):
    assert passages(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "窓口相談を継続した(コロナにおける緊急事態宣言中も)。",
        "初級編を開催した(5名受講)。",
        "企画部(令和4年度～地域振興部)",
        "企画部（令和4年度～地域振興部）",
        "冊子を配布した(500部)。",
        "配布場所(市内3か所)",
        "計画(一部)を見直した。",
        "(開催場所)クレアビル",
        "【R1】 5,545人 【H30】 5,636人",
        "関係機関(消防、警察等)",
    ],
)
def test_another_bracket_begins_no_passage(text):
    assert passages(text) == [(None, text)]


def test_a_known_name_begins_a_passage_whatever_its_ending():
    assert passages("(東京都)配布した。") == [(None, "(東京都)配布した。")]
    assert passages("(東京都)配布した。", ["東京都"]) == [("東京都", "配布した。")]
