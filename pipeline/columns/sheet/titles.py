"""Levels of a plan that are printed as rows of their own, between the measures: 基本目標１ …, （１）…."""

import re
from collections.abc import Iterator, Sequence

from pipeline.columns.sheet.plain_rows import printed_cells
from pipeline.columns.sheet.tables import Rows, Table
from pipeline.documents.lines import Line
from pipeline.values.departments import has_department_form
from pipeline.values.text import normalise

# A name of a level is no sentence, and no longer than this.
_LONGEST = 60
# （単位：千円）, 令和5年3月31日現在, ○印は再掲: what is said about a table, not in it.
_REMARK = re.compile(r"\(.*\)|.*(?:現在|時点|作成|単位\s*:.*|再掲)|.*:.*")
_BRACKETED = re.compile(r"[【〔<《「『\[](.*)[】〕>》」』\]].*")
_NUMBERS = (
    ("circled", re.compile(r"[①-⑳㉑-㉟]")),
    ("bracketed", re.compile(r"[(（]\s*(?:\d{1,2}|[一二三四五六七八九十]|[ア-ン])\s*[)）]")),
    ("hyphened", re.compile(r"\d{1,2}(?:\s*[-－ー‐―.]\s*\d{1,2})+")),
    ("roman", re.compile(r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅰ-ⅹ]|[IVX]{1,4}(?![A-Za-z])")),
    ("plain", re.compile(r"\d{1,2}|[一二三四五六七八九十]")),
    ("kana", re.compile(r"[ア-ン](?=[\s.、])")),
)
# What numbers the tables of a page, and no level.
_CAPTIONS = frozenset(("表", "図", "図表", "様式", "資料", "別紙", "別表", "シート", "その"))
# Before its number a level may call itself by its name: 基本目標１, 施策の柱Ⅱ.
_LONGEST_NAME = 8


def names_a_level(cells: Sequence[str]) -> bool:
    """Say whether a row may be the title of a level: a name alone in it."""
    printed = printed_cells(cells)
    if len(printed) != 1:
        return False
    text = normalise(printed[0])
    is_said_about = _REMARK.fullmatch(text) is not None and level_form(text)[1] == ""
    return len(text) <= _LONGEST and "。" not in text and not is_said_about and not has_department_form(text)


def level_form(text: str) -> tuple[str, str]:
    """Return how a level is numbered: what it calls itself, and the kind of its number; both may be empty."""
    bare = normalise(text)
    bare = enclosed[1] if (enclosed := _BRACKETED.fullmatch(bare)) else bare
    for kind, number in _NUMBERS:
        found = number.search(bare[: _LONGEST_NAME + 4])
        if found and found.start() <= _LONGEST_NAME and not re.search(r"[\s、・]", bare[: found.start()].strip()):
            return bare[: found.start()].strip(), kind
    return "", ""


def titles_of_repeated(rows: Rows, tables: Sequence[Table]) -> Iterator[int]:
    """Yield the lines right above a heading that is printed anew for each level, where they name it: all are numbered
    in one way, the first one as well."""
    by_heading: dict[tuple[str, ...], list[int]] = {}
    for table in tables:
        above = next((no for no in range(table.first_line - 1, 0, -1) if printed_cells(rows[no - 1])), None)
        if above is not None and names_a_level(rows[above - 1]):
            by_heading.setdefault(table.headings, []).append(above)
    for lines in by_heading.values():
        forms = {level_form(printed_cells(rows[no - 1])[0]) for no in lines}
        name, number = next(iter(forms))
        if len(lines) > 1 and len(forms) == 1 and number and name not in _CAPTIONS:
            yield from lines


def title_levels(lines: Sequence[Line]) -> dict[int, str]:
    """Return for each title between the measures the level it names, `policy` or `item`, by line number.

    A title right below another one, and numbered in another way, is finer than that; so are all of its form.
    """
    depth: dict[tuple[str, str], int] = {}
    levels: dict[int, str] = {}
    above: tuple[str, str] | None = None
    for line in lines:
        printed = printed_cells(line.cells)
        if line.kind == "policy" and len(printed) == 1:
            form = level_form(printed[0])
            depth.setdefault(form, 0 if above is None else depth[above] + 1)
            levels[line.line_no] = "item" if depth[form] else "policy"
            above = form
        elif line.is_row:
            above = None
    return levels
