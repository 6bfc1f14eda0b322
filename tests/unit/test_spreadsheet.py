"""Cells as spreadsheet programs take them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports.spreadsheet import safe_cell

SIGNS = "=+-@＝＋－＠"


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\xa0", " \t ", "\ufeff", "\u200b"])
def test_a_text_that_begins_like_a_formula_is_marked(sign: str, blank: str) -> None:
    for text in (f"{blank}{sign}SUM(A1)", f"{blank}{sign}cmd|' /C calc'!A0", f"{blank}{sign}1+1", f"{blank}{sign}中止"):
        assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["\t=1", "\r=1", "\n=1", "\t1", "\r中止", "\t-", "\n－"])
def test_a_text_that_begins_with_a_tab_or_line_break_is_marked(text: str) -> None:
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "－",
        " - ",
        "-5",
        "+3.5",
        "-12%",
        "-1,200",
        "-1200.5",
        "100%",
        "実施",
        "①=5",
        "3-1",
        "'=1",
        "a=b",
        "(=1)",
    ],
)
def test_numbers_lone_dashes_and_all_other_texts_stay(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize("text", ["-5人", "--", "-1-1", "+81-3", "-1e5", "－５", "-,5", "-5\n=1"])
def test_what_only_looks_like_a_number_is_marked(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


def test_a_carriage_return_begins_no_cell() -> None:
    assert safe_cell("実施\r=1") == "実施\n=1"
    assert safe_cell("実施\r\n継続") == "実施\n継続"


@pytest.mark.parametrize("value", [None, -5, -0.5, True])
def test_other_values_stay(value: object) -> None:
    assert safe_cell(value) is value


@given(st.text(alphabet="=+-@＝＋－＠ \u3000\t\r\n1,.%a実'", max_size=8))
def test_no_cell_begins_like_a_formula_and_the_text_can_be_had_back(text: str) -> None:
    cell = safe_cell(text)
    begins = cell.strip()[:1]
    is_harmless = re.fullmatch(r"\s*([-－]|[+-]?\d[\d,]*(\.\d+)?%?)\s*", cell)
    assert not begins or begins not in SIGNS or is_harmless
    assert "\r" not in cell and not cell.startswith(("\t", "\n"))
    assert cell.removeprefix("'") == text.replace("\r\n", "\n").replace("\r", "\n") or text.startswith("'")
