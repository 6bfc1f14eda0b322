"""Kinds of lines, found by what they hold; headings in force; blocks."""

from collections.abc import Sequence

import pytest

from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet
from pipeline.documents.lines import Line

HEADER = ("施策", "事業名", "担当課", "令和5年度実績", "評価", "達成度(%)")
MEASURE = ("1-1. 相談", "窓口相談", "福祉課", "12回実施した。", "概ね順調である。", "100%")
POLICY = ("重点施策1 勤労者への支援", "", "", "", "", "")


def lines(*rows: Sequence[str]) -> list[Line]:
    return list(read_sheet(rows, KnownHeadings({}), edition=2023).lines)


def kinds(*rows: Sequence[str]) -> list[str]:
    return [line.kind for line in lines(*rows)]


def kind_below_heading(*cells: str) -> str:
    return kinds(HEADER, cells)[1]


def test_lines_keep_their_numbers_and_cells() -> None:
    rows = [("",), HEADER, MEASURE, ("", "", "")]
    assert [(line.line_no, line.cells) for line in lines(*rows)] == list(enumerate(rows, 1))


@pytest.mark.parametrize("cells", [("",), ("  ",), ("　",), ("", "", ""), ("", " ", "　", "")])
def test_blank(cells: tuple[str, ...]) -> None:
    assert kind_below_heading(*cells) == "blank"


def test_header() -> None:
    assert kinds(HEADER) == ["header"]
    assert kinds(("", *HEADER, "", "")) == ["header"]


@pytest.mark.parametrize(
    "cells",
    [
        ("----------", "------", "---", "-----"),
        ("--", "------", "", "--", "---"),
        (":---", ":---:", "---:"),
        ("────", "────", "────"),
        ("--------------------",),
        ("==========",),
    ],
)
def test_separator(cells: tuple[str, ...]) -> None:
    assert kind_below_heading(*cells) == "separator"


@pytest.mark.parametrize("cells", [("-", "-", "-", "-"), ("", "事業", "---", "---"), ("－", "―", "-", "")])
def test_answers_of_dashes_are_no_separator(cells: tuple[str, ...]) -> None:
    assert kind_below_heading(*cells) == "measure"


@pytest.mark.parametrize("text", ["基本施策3 市民への啓発と周知", "清瀬市自殺対策計画 進捗状況", "(令和5年度末現在)"])
def test_a_line_without_tabs_is_a_title(text: str) -> None:
    assert kind_below_heading(text) == "title"
    assert kinds((text,)) == ["title"]


def test_a_policy_title_in_an_otherwise_blank_row_is_a_policy() -> None:
    assert kind_below_heading(*POLICY) == "policy"
    assert kind_below_heading("", "", "基本施策4 生きることの促進要因を増やす取組", "") == "policy"


def test_a_left_over_of_a_heading_beside_a_policy_title_does_not_matter() -> None:
    assert kind_below_heading("重点施策1 勤労者への支援", "", "", "", "達成度(%)", "") == "policy"


@pytest.mark.parametrize(
    "cells",
    [
        MEASURE,
        ("", "電話相談", "", "", "", ""),
        ("基本施策2 人材の育成", "窓口相談", "福祉課", "12回実施した。", "", "100%"),
        ("基本施策2 人材の育成", "課題を検証する会議を開いた。", "", "", "", ""),
        (*MEASURE, "", "", "余り"),
        ("1-1. 相談", "窓口相談"),
    ],
    ids=["whole", "one cell", "policy title inside", "policy title and a sentence", "too wide", "too narrow"],
)
def test_every_other_tabbed_line_below_a_heading_is_a_measure(cells: tuple[str, ...]) -> None:
    assert kind_below_heading(*cells) == "measure"


def test_a_tabbed_line_before_any_heading_is_unreadable() -> None:
    assert kinds(MEASURE, HEADER, MEASURE) == ["unreadable", "header", "measure"]
    assert lines(MEASURE, HEADER)[0].heading_line_no is None


@pytest.mark.parametrize("cells", [("1-1. 相\ufffd", *MEASURE[1:]), ("基本施策1 \ufffd",), ("\ufffd", "", "")])
def test_a_line_the_decoder_gave_up_on_is_unreadable(cells: tuple[str, ...]) -> None:
    assert kind_below_heading(*cells) == "unreadable"


def test_one_unreadable_line_does_not_touch_the_others() -> None:
    assert kinds(HEADER, MEASURE, ("\ufffd", *MEASURE[1:]), MEASURE) == ["header", "measure", "unreadable", "measure"]


def test_a_heading_holds_over_blocks_without_one_until_the_next() -> None:
    rows = [HEADER, MEASURE, ("",), ("重点施策2 高齢者への支援",), ("",), MEASURE, ("", ""), HEADER, MEASURE]
    found = lines(*rows)
    assert [line.heading_line_no for line in found if line.kind == "measure"] == [1, 1, 8]


def test_there_is_no_heading_in_force_before_the_first() -> None:
    assert [line.heading_line_no for line in lines(("基本施策1 啓発",), HEADER, MEASURE)] == [None, 2, 2]


def blocks(*rows: Sequence[str]) -> list[int | None]:
    return [line.block_no for line in lines(*rows)]


def test_measures_of_one_width_are_one_block_over_blank_lines() -> None:
    assert blocks(HEADER, MEASURE, MEASURE, ("",), ("", "", ""), MEASURE) == [None, 1, 1, None, None, 1]


def test_another_width_begins_a_block() -> None:
    wider = (*MEASURE, "")
    assert blocks(HEADER, MEASURE, wider, wider, MEASURE) == [None, 1, 2, 2, 3]


@pytest.mark.parametrize(
    "boundary",
    [HEADER, POLICY, ("基本施策2 人材の育成",), ("---", "---", "---")],
    ids=["header", "policy", "title", "separator"],
)
def test_a_heading_title_policy_or_separator_begins_a_block(boundary: tuple[str, ...]) -> None:
    assert blocks(HEADER, MEASURE, boundary, MEASURE) == [None, 1, None, 2]


def test_only_measures_stand_in_a_block() -> None:
    rows = [MEASURE, HEADER, ("基本施策1 啓発",), POLICY, ("---", "---"), ("", ""), ("\ufffd", "")]
    assert blocks(*rows) == [None] * len(rows)
