"""Kinds of lines, found by what they hold and never by their number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.decoding import DAMAGED
from pipeline.documents.headings import HeadingReader
from pipeline.values.policies import read_policy_title
from pipeline.values.text import DASHES

_SEPARATOR = re.compile(rf"[:|]?[{re.escape(''.join(sorted(DASHES)))}=_]{{2,}}[:|]?")


@dataclass(frozen=True)
class Line:
    """One physical line; `heading_line_no` is the heading in force, `block_no` its run of equal rows."""

    line_no: int
    kind: str
    block_no: int | None
    heading_line_no: int | None
    cells: tuple[str, ...]


def read_lines(rows: Sequence[Sequence[str]], headings: HeadingReader) -> list[Line]:
    """Classify lines given as their cells. A heading holds until the next one, over blocks without their own.

    A block is a run of measure lines of one width; a heading, title, policy or separator ends it.
    """
    lines: list[Line] = []
    heading, block, width = None, 0, None
    for line_no, cells in enumerate(rows, 1):
        kind = _kind(cells, headings)
        if kind == "header":
            heading = line_no
        if kind == "measure" and heading is None:
            kind = "unreadable"
        if kind == "measure" and width != len(cells):
            block, width = block + 1, len(cells)
        elif kind not in ("measure", "blank"):
            width = None
        lines.append(Line(line_no, kind, block if kind == "measure" else None, heading, tuple(cells)))
    return lines


def _kind(cells: Sequence[str], headings: HeadingReader) -> str:
    printed = [cell.strip() for cell in cells if cell.strip()]
    if not printed:
        return "blank"
    if any(DAMAGED in cell for cell in printed):
        # A damaged heading is still one where enough of it can be read: without it the whole table would be lost.
        return "header" if len(cells) > 1 and headings.is_heading_row(cells) else "unreadable"
    if len(cells) > 1 and all(_SEPARATOR.fullmatch(cell) for cell in printed) and any(len(c) > 2 for c in printed):
        return "separator"
    if len(cells) == 1:
        return "separator" if _SEPARATOR.fullmatch(printed[0]) else "title"
    if headings.is_heading_row(cells):
        return "header"
    return "policy" if _is_policy(printed, headings) else "measure"


def _is_policy(printed: list[str], headings: HeadingReader) -> bool:
    """A policy's title alone in its row, but for left-overs of a heading."""
    titles = [cell for cell in printed if read_policy_title(cell)]
    return len(titles) == 1 and all(cell in titles or headings.field_of(cell) for cell in printed)
