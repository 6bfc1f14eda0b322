"""Headings to fields and fiscal years: what each column asks for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.values.fiscal_years import FISCAL_YEARS, read_fiscal_years, without_fiscal_years
from pipeline.values.text import comparison_key, normalise

YEARLY_FIELDS = ("plan", "status", "evaluation", "achievement")

# What such headings are called everywhere; `seeds/headings.csv` comes first and can overrule each.
# The order matters: 達成度評価 is an achievement, 計画書ページ a page, 実施計画 a plan.
_GENERAL = [
    ("page", r"ページ|頁|掲載箇所"),
    ("reprise", r"再掲|重複"),
    ("achievement", r"達成|進捗率|進捗度|評価区分|ランク"),
    ("evaluation", r"評価|課題|検証|考察"),
    ("status", r"実績|実施状況|取組状況|進捗状況|実施結果|取組結果"),
    ("plan", r"実施計画|取組計画|年度計画|計画$|予定"),
    ("section", r"担当課|所管課|主管課|担当部署名|^課名?$|^所管$|^担当$"),
    ("bureau", r"担当部|所管部|^部局?名?$|部局"),
    ("item", r"項目|施策の?柱|^施策$|^柱$"),
    ("description", r"事業内容|取組内容|事業概要|^概要$|^内容$|^説明$"),
    ("measure", r"実施内容|事業名|取組名|^事業$|^取組$|主な取組"),
]
_LONGEST_HEADING = 40
_FEWEST_HEADINGS = 3


@dataclass(frozen=True)
class HeadingField:
    """One cell of a heading line: the field and fiscal year of its column (None: unknown, or none)."""

    cell_no: int
    text: str
    field: str | None
    fiscal_year: int | None


class HeadingReader:
    """Reads headings with the table of `seeds/headings.csv` (heading → field)."""

    def __init__(self, known_headings: Mapping[str, str]) -> None:
        """Take the known headings; years and punctuation in them do not matter."""
        self._known = {_key(heading): field for heading, field in known_headings.items()}

    def field_of(self, text: str) -> str | None:
        """Return the field a heading asks for, or None if it is not known as a heading (a sentence never is)."""
        if not text.strip() or len(text) > _LONGEST_HEADING:
            return None
        if (field := self._known.get(_key(text))) is not None:
            return field
        if "。" in text:
            return None
        bare = normalise(without_fiscal_years(text)).replace(" ", "")
        return next((field for field, pattern in _GENERAL if re.search(pattern, bare)), None)

    def is_heading_row(self, cells: Sequence[str]) -> bool:
        """Say whether a line's cells are headings: at least three, and more than half, of different fields."""
        printed = [cell for cell in cells if cell.strip()]
        fields = [field for cell in printed if (field := self.field_of(cell))]
        return len(fields) >= _FEWEST_HEADINGS and 2 * len(fields) > len(printed) and len(set(fields)) > 1

    def read_row(self, cells: Sequence[str]) -> list[HeadingField]:
        """Read a heading line: one result per non-blank cell, years carried into columns that print none."""
        columns = [self._read(cell_no, text) for cell_no, text in enumerate(cells, 1) if text.strip()]
        return _without_doubles(_with_years(_with_section(columns)))

    def _read(self, cell_no: int, text: str) -> HeadingField:
        field = self.field_of(text)
        years = [mention.first for mention in read_fiscal_years(text)] if field in YEARLY_FIELDS else []
        if any(year not in FISCAL_YEARS for year in years):
            return HeadingField(cell_no, text, None, None)
        return HeadingField(cell_no, text, field, years[0] if years else None)


def _key(heading: str) -> str:
    return comparison_key(without_fiscal_years(heading))


def _with_section(columns: list[HeadingField]) -> list[HeadingField]:
    """Where no column asks for a section, the one for the responsible unit (担当部署) does."""
    if any(column.field == "section" for column in columns):
        return columns
    return [replace(column, field="section") if column.field == "bureau" else column for column in columns]


def _with_years(columns: list[HeadingField]) -> list[HeadingField]:
    """Give a yearly column without a year that of the group it closes, or, where taken, of the next one."""
    dated: list[HeadingField] = []
    taken: set[tuple[str | None, int | None]] = set()
    for index, column in enumerate(columns):
        if column.field in YEARLY_FIELDS and column.fiscal_year is None:
            before = next((c.fiscal_year for c in reversed(dated) if c.fiscal_year), None)
            after = next((c.fiscal_year for c in columns[index + 1 :] if c.fiscal_year), None)
            year = after if before is None or (column.field, before) in taken else before
            dated.append(replace(column, fiscal_year=year))
        else:
            dated.append(column)
        taken.add((column.field, dated[-1].fiscal_year))
    return dated


def _without_doubles(columns: list[HeadingField]) -> list[HeadingField]:
    """Leave a field to its first column; the same again, or a yearly one without a year, is unknown."""
    seen: set[tuple[str, int | None]] = set()
    result = []
    for column in columns:
        is_lost = column.field in YEARLY_FIELDS and column.fiscal_year is None
        if column.field is None or is_lost or (column.field, column.fiscal_year) in seen:
            result.append(replace(column, field=None, fiscal_year=None))
        else:
            seen.add((column.field, column.fiscal_year))
            result.append(column)
    return result
