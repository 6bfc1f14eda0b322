"""Figures as tables print them: 1,234 / ▲5 / 80% / 301人 / 29（4）."""

import re
from dataclasses import dataclass

from pipeline.values.text import fold_width, is_dash

_NEGATIVE = "▲△▼−－-"
_FIGURE = re.compile(
    rf"(?:約|延べ?|のべ|計)?\s*(?P<sign>[+{_NEGATIVE}])?\s*(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
    r"(?P<unit>[^\d\s(),.]{0,8})\s*(?:\([^()]*\))?\s*(?P<bound>以上|以下|未満|程度|超)?"
)
# A longer number is damaged, and beyond what a float can hold exactly.
_MOST_DIGITS = 15


@dataclass(frozen=True)
class Figure:
    """A number and the unit printed with it (empty: none)."""

    number: float
    unit: str


def read_figure(text: str) -> Figure | None:
    """Return the one figure that a text is; None for words, several figures, dashes and blanks."""
    folded = " ".join(fold_width(text).split())
    match = None if is_dash(text) else _FIGURE.fullmatch(folded)
    if match is None or len(match["number"].replace(",", "")) > _MOST_DIGITS:
        return None
    number = float(match["number"].replace(",", ""))
    return Figure(-number if match["sign"] and match["sign"] != "+" else number, match["unit"])
