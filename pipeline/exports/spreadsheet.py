"""Texts as cells that a spreadsheet program shows and never runs, and that it can hold.

A cell that begins like a formula gets an apostrophe in front; everything else stays as it is. A reader who wants the
text as it was takes one apostrophe away where a formula's sign follows it.
"""

import re
from typing import Any

# Blanks in front do not keep every program from running a formula; the full-width signs are folded by Japanese ones.
_FORMULA = re.compile(r"[\t\n]|[\s\u200b\ufeff]*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?")
_LONE_DASH = re.compile(r"[^\S\t\n]*[-－]\s*")
MARK = "'"
_LONGEST_CELL = 32_000


def safe_cell(value: Any) -> Any:
    """Return a value as it may stand in a CSV: a text that would run as a formula marked, all others untouched.

    Plain numbers (-5, +3.5%, -1,200) and a lone dash are no formulas. Carriage returns become line feeds: some writers
    of CSV do not quote them, and what follows would begin a cell.
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if not _FORMULA.match(text) or _NUMBER.fullmatch(text) or _LONE_DASH.fullmatch(text):
        return text
    return MARK + text


def fitting(text: str) -> str:
    """Cut a text off that no cell of a workbook can hold; characters beyond the basic plane count twice there."""
    units = text.encode("utf-16-le", "replace")
    return text if len(units) <= 2 * _LONGEST_CELL else units[: 2 * _LONGEST_CELL].decode("utf-16-le", "ignore") + "…"
