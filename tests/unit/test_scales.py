"""Rating scales: told by legends in many notations, learnt from columns, declared in the seeds."""

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.seeds.rating_scales import read_rating_scales
from pipeline.values.scales import are_fractions, higher_is_better, learnt_scale, read_legend


@pytest.mark.parametrize(
    ("lines", "meanings"),
    [
        (["※ A：計画以上 B：計画どおり C：やや遅れ"], {"A": "計画以上", "B": "計画どおり", "C": "やや遅れ"}),
        (["【評価】◎：達成　○：概ね達成　×：未達成"], {"◎": "達成", "○": "概ね達成", "×": "未達成"}),
        (["5：大きく上回る、4：上回る、3：目標どおり"], {"5": "大きく上回る", "4": "上回る", "3": "目標どおり"}),
        (["評価区分　Ａ…達成、Ｂ…概ね達成"], {"A": "達成", "B": "概ね達成"}),
        (["Ａ：順調", "Ｂ：遅れ"], {"A": "順調", "B": "遅れ"}),
        (["評価　①予定以上　②予定どおり　③予定以下"], {"1": "予定以上", "2": "予定どおり", "3": "予定以下"}),
        (["前年度と比べた。a：増えた　b：同じ　c：減った"], {"a": "増えた", "b": "同じ", "c": "減った"}),
        (
            ["評価：Ａ 十分にできた　Ｂ できた　Ｃ できなかった"],
            {"A": "十分にできた", "B": "できた", "C": "できなかった"},
        ),
    ],
)
def test_a_legend_tells_marks_and_meanings_in_its_order(lines: list[str], meanings: dict[str, str]) -> None:
    scale = read_legend(lines)
    assert scale is not None
    assert {mark.mark: mark.meaning for mark in scale.marks.values()} == meanings
    assert [mark.order_no for mark in scale.marks.values()] == list(range(1, len(meanings) + 1))


@pytest.mark.parametrize("line", ["①冊子を配布した ②講座を開いた", "※⑬は、⑥から⑧までの差の割合", "Ａランク　Ｂランク"])
def test_a_list_is_no_legend(line: str) -> None:
    assert read_legend([line]) is None


def test_percentages_of_a_legend_are_bounds_and_nothing_else() -> None:
    scale = read_legend(["S（120％以上）A（100～119％）B（80～99％）"])
    assert scale is not None
    assert [(mark.percent_from, mark.percent_to) for mark in scale.marks.values()] == [
        (120.0, None),
        (100.0, 119.0),
        (80.0, 99.0),
    ]


def test_only_words_tell_which_end_is_the_best() -> None:
    assert higher_is_better(["※評価は5が最も高い"], "12345") is True
    assert higher_is_better(["１が最も良い"], "12345") is False
    assert higher_is_better(["5段階評価"], "12345") is None


@pytest.mark.parametrize(
    ("texts", "marks"),
    [
        (["A", "Ｂ", "A", "C", "B", "A"], {"A", "B", "C"}),
        (["◎", "〇", "○", "△", "×", "○", "◎", "△"], {"◎", "○", "△", "×"}),
        (["5", "4", "3", "5", "4", "1"], {"1", "3", "4", "5"}),
        (["順調", "遅れ", "順調", "概ね順調", "順調", "遅れ"], {"順調", "概ね順調", "遅れ"}),
        (["１　現状維持", "２　改善", "１　現状維持", "１　現状維持", "２　改善"], {"1現状維持", "2改善"}),
    ],
)
def test_a_few_marks_that_come_back_are_a_scale(texts: list[str], marks: set[str]) -> None:
    scale = learnt_scale(texts, "評価")
    assert scale is not None
    assert set(scale.marks) == marks


@pytest.mark.parametrize(
    "texts",
    [
        ["100%", "95%", "80%", "100%", "75%", "100%"],
        ["実施", "未実施", "実施", "-", "実施", "実施"],
        ["概ね達成した", "参加者が増えた", "周知が足りない", "見直す", "継続する", "検討中である"],
        ["A", "B"],
        ["100", "95", "80", "100", "75", "100"],
    ],
)
def test_percentages_words_and_single_texts_are_no_scale(texts: list[str]) -> None:
    assert learnt_scale(texts, "達成度") is None


def test_small_numbers_under_a_rate_are_percentages() -> None:
    assert learnt_scale(["5", "4", "3", "5", "4", "1"], "達成率(%)") is None


def test_fractions_are_the_habit_of_a_column_of_rates() -> None:
    assert are_fractions(["0.8", "0.95", "1", "0.5", "0.75", "1"], "達成率")
    assert not are_fractions(["80", "95", "100", "50", "75"], "達成率")
    assert not are_fractions(["0.8", "0.95", "1", "0.5", "0.75"], "順位")


HEADING = "municipality_code,plan_code,heading,mark,meaning,order_no,is_higher_better,percent_from,percent_to,note\n"


def test_a_declared_scale_is_that_of_its_heading(tmp_path: Path) -> None:
    (tmp_path / "rating_scales.csv").write_text(HEADING + ",,評価,Ａ,達成,1,,,,\n,,評価,B,未達成,2,,,,\n", "utf-8")
    (declared,) = read_rating_scales(tmp_path)
    assert (declared.heading, declared.scale.source) == ("評価", "declared")
    assert declared.is_for("132217", "jisatsu")
    assert declared.scale.mark_of("Ｂ") == "B"


def test_marks_without_a_word_declare_nothing(tmp_path: Path) -> None:
    (tmp_path / "rating_scales.csv").write_text(HEADING + ",,評価,A,,,,,,learnt\n", "utf-8")
    assert read_rating_scales(tmp_path) == ()


@pytest.mark.parametrize("row", [",,評価,A,達成,first,,,,\n", ",,評価,A,達成,1,maybe,,,\n"])
def test_a_value_that_is_none_is_told_with_its_line(tmp_path: Path, row: str) -> None:
    (tmp_path / "rating_scales.csv").write_text(HEADING + row, "utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_rating_scales(tmp_path)
