"""Achievement (達成度): what each printed form means, and for whom. 実施 is never a number."""

import pytest

from pipeline.values.achievement import is_rating_form, read_achievement, read_ratings


def summary(text, known_names=()):
    ratings = read_ratings(text, known_names)
    return [(rating.department, rating.achievement.kind, rating.achievement.pct) for rating in ratings]


@pytest.mark.parametrize(
    ("text", "pct", "has_unit"),
    [
        ("100%", 100.0, True),
        ("95.7%", 95.7, True),
        ("0%", 0.0, True),
        ("101.2%", 101.2, True),
        ("250%", 250.0, True),
        ("1200%", 1200.0, True),
        ("1,200%", 1200.0, True),
        ("100", 100.0, False),
        ("95.7", 95.7, False),
        ("１００％", 100.0, True),
        ("９５．７％", 95.7, True),
        ("１００", 100.0, False),
        (" 100 % ", 100.0, True),
        ("80パーセント", 80.0, True),
        ("約80%", 80.0, True),
    ],
)
def test_a_printed_percentage_is_read(text, pct, has_unit):
    achievement = read_achievement(text)
    assert (achievement.kind, achievement.pct, achievement.has_unit) == ("percent", pct, has_unit)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("実施", "implemented"),
        ("　実施 ", "implemented"),
        ("実施済み", "implemented"),
        ("未実施", "not_implemented"),
        ("実施せず", "not_implemented"),
        ("-", "not_applicable"),
        ("－", "not_applicable"),
        ("ー", "not_applicable"),
        ("―", "not_applicable"),
        ("−", "not_applicable"),
        ("ｰ", "not_applicable"),
        ("対象外", "not_applicable"),
        ("", "missing"),
        (" ", "missing"),
        ("　", "missing"),
    ],
)
def test_a_word_a_dash_or_a_blank_has_no_number(text, kind):
    achievement = read_achievement(text)
    assert (achievement.kind, achievement.pct, achievement.components) == (kind, None, ())


@pytest.mark.parametrize(
    "text",
    [
        "継続",
        "A",
        "◎",
        "%",
        "-5%",
        "1 00%",
        "95,7%",
        "9.5.7%",
        "80%90%",
        "80～90%",
        "実施 100%",
        "100%実施",
        "実施未実施",
        "一部実施",
        "一部未実施",
        "12人",
        "2023",
        "1,200",
        "3回",
        "①",
        "㉑",
        "①80% 継続",
        "令和5年度",
        "事業担当者2名中1名が受講した。",
        "講演会を実施",
    ],
)
def test_anything_else_is_unreadable_and_names_no_section(text):
    assert summary(text) == [(None, "unreadable", None)]


def test_components_keep_their_labels_and_values():
    achievement = read_achievement("①92.5% ②97.1% ③101.2% ④92.6% ⑤87.3%")
    assert (achievement.kind, achievement.pct) == ("by_component", None)
    assert [(part.label, part.pct) for part in achievement.components] == [
        ("①", 92.5),
        ("②", 97.1),
        ("③", 101.2),
        ("④", 92.6),
        ("⑤", 87.3),
    ]


@pytest.mark.parametrize(
    ("text", "components"),
    [
        pytest.param("①50%", [("①", "percent", 50.0)], id="one-is-not-150"),
        pytest.param("㉑50%", [("㉑", "percent", 50.0)], id="beyond-twenty"),
        pytest.param("①５０％②６０％", [("①", "percent", 50.0), ("②", "percent", 60.0)], id="full-width"),
        pytest.param("①80%、②90%", [("①", "percent", 80.0), ("②", "percent", 90.0)], id="comma"),
        pytest.param("（１）80% （２）90%", [("(1)", "percent", 80.0), ("(2)", "percent", 90.0)], id="bracketed"),
        pytest.param("①実施 ②未実施", [("①", "implemented", None), ("②", "not_implemented", None)], id="words"),
        pytest.param("①80% ②ー", [("①", "percent", 80.0), ("②", "not_applicable", None)], id="dash"),
    ],
)
def test_components_are_read_in_every_form(text, components):
    achievement = read_achievement(text)
    assert achievement.kind == "by_component"
    assert [(part.label, part.kind, part.pct) for part in achievement.components] == components


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("企画課 80% 福祉総務課 実施", [("企画課", "percent", 80.0), ("福祉総務課", "implemented", None)]),
        ("市民協働課80% 福祉総務課実施", [("市民協働課", "percent", 80.0), ("福祉総務課", "implemented", None)]),
        ("市民協働課80%福祉総務課実施", [("市民協働課", "percent", 80.0), ("福祉総務課", "implemented", None)]),
        ("企画課　８０％　福祉総務課　実施", [("企画課", "percent", 80.0), ("福祉総務課", "implemented", None)]),
        ("企画課：80%、福祉総務課：未実施", [("企画課", "percent", 80.0), ("福祉総務課", "not_implemented", None)]),
        ("企画課80%・福祉総務課実施", [("企画課", "percent", 80.0), ("福祉総務課", "implemented", None)]),
        ("企画課80%／福祉総務課実施", [("企画課", "percent", 80.0), ("福祉総務課", "implemented", None)]),
        ("企画課 80% 福祉総務課 ー", [("企画課", "percent", 80.0), ("福祉総務課", "not_applicable", None)]),
        (
            "男女共同参画センター 50% 産業振興課 100%",
            [("男女共同参画センター", "percent", 50.0), ("産業振興課", "percent", 100.0)],
        ),
        (
            "男女共同参画センター - 産業振興課 100%",
            [("男女共同参画センター", "not_applicable", None), ("産業振興課", "percent", 100.0)],
        ),
        ("【徴収課】未実施 【下水道課】50%", [("徴収課", "not_implemented", None), ("下水道課", "percent", 50.0)]),
        ("【下水道課】50%", [("下水道課", "percent", 50.0)]),
        ("（企画課）８０％（福祉総務課）実施", [("企画課", "percent", 80.0), ("福祉総務課", "implemented", None)]),
        ("【徴収課】2名中1名が受講した。", [("徴収課", "unreadable", None)]),
        ("【徴収課】①80% ②90%", [("徴収課", "by_component", None)]),
    ],
)
def test_each_section_gets_the_rating_behind_its_name(text, expected):
    assert summary(text) == expected


@pytest.mark.parametrize("text", ["100%", "実施", "-", "", "①80% ②90%"])
def test_a_rating_without_a_name_is_for_all(text):
    (rating,) = read_ratings(text)
    assert (rating.department, rating.printed) == (None, text)
    assert rating.achievement == read_achievement(text)


@pytest.mark.parametrize("text", ["企画課 80% 福祉総務課", "企画課が80% 実施", "企画課 80% 講座 実施"])
def test_a_list_that_is_not_wholly_read_is_unreadable(text):
    assert summary(text) == [(None, "unreadable", None)]


def test_a_known_name_is_read_whatever_its_ending():
    assert summary("東京都 80% 企画課 実施") == [(None, "unreadable", None)]
    assert summary("東京都 80% 企画課 実施", ["東京都"]) == [
        ("東京都", "percent", 80.0),
        ("企画課", "implemented", None),
    ]


def test_each_rating_says_what_was_printed_for_it():
    assert [rating.printed for rating in read_ratings("企画課 80% 福祉総務課 実施")] == [
        "企画課 80%",
        "福祉総務課 実施",
    ]
    assert [rating.printed for rating in read_ratings("【徴収課】未実施 【下水道課】50%")] == [
        "【徴収課】未実施",
        "【下水道課】50%",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100%", True),
        ("実施", True),
        ("企画課 80% 福祉総務課 実施", True),
        ("①92.5% ②97.1%", True),
        ("-", False),
        ("", False),
        ("一部実施", False),
        ("講演会を実施した。", False),
    ],
)
def test_rating_form_is_a_whole_readable_achievement(text, expected):
    assert is_rating_form(text) is expected
