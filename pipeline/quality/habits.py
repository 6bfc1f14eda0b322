"""What is true of a whole column is told once: a table that leaves a field blank in every third row has a habit.

Nobody can answer fifty times for it. The finding about the column keeps the lines it stands for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.quality.progress_table import MeasureRow, ProgressTable

# Of the measures of a table, so many make it a habit; fewer than these are none. On the first document no rule
# finds the same in more than 27 of 100 lines of a column.
_HABIT, _FEWEST_LINES = 0.3, 10
# Rules that look at how a column is filled in. What others find is about one text, which must be seen.
_OF_COLUMNS = (
    "missing_",
    "status_repeated",
    "evaluation_repeated",
    "plan_repeated",
    "rating_notation_changes",
    "same_narrative_other_rating",
    "achievement_without_unit",
)
# What a rule can find only where another one does: of the rows that repeat their text, those with another rating.
_WITHIN = {"same_narrative_other_rating": ("status_repeated", "evaluation_repeated")}

Row = dict[str, Any]
_Column = tuple[str, str, str, int | None]


def by_column(findings: Iterable[Row], table: ProgressTable) -> Iterator[Row]:
    """Yield findings, those that a rule makes about a whole column as one about its heading."""
    rows = {(row.document.document_id, row.listing.line_no): row for row in table.rows}
    groups: dict[_Column, list[Row]] = {}
    for finding in findings:
        groups.setdefault(_column(finding), []).append(finding)
    habits = _Habits(rows, groups)
    for column, group in groups.items():
        if habits.is_one(column):
            yield _of_column(group, rows)
        else:
            yield from group


class _Habits:
    """Which columns have a habit: of the measures for which a rule could find something, it does so for so many."""

    def __init__(self, rows: Mapping[tuple[str, int], MeasureRow], groups: Mapping[_Column, list[Row]]) -> None:
        self._rows, self._groups = rows, groups
        self._measures: dict[str, set[str]] = {}
        for (document_id, _), row in rows.items():
            self._measures.setdefault(document_id, set()).add(row.measure_id)

    def is_one(self, column: _Column) -> bool:
        rule_code, document_id, field, _ = column
        group = self._groups[column]
        lines = {finding["line_no"] for finding in group if (document_id, finding["line_no"]) in self._rows}
        if not rule_code.startswith(_OF_COLUMNS) or not field or len(lines) != len(group):
            return False
        return len(self._told(column)) > max(_FEWEST_LINES, _HABIT * self._possible(column))

    def _told(self, column: _Column) -> set[str]:
        """Return the measures that a column's findings are about: a line for each section is one measure."""
        places = ((column[1], finding["line_no"]) for finding in self._groups[column])
        return {self._rows[place].measure_id for place in places if place in self._rows}

    def _possible(self, column: _Column) -> int:
        """Return of how many measures a rule could find it: of all, or of those that another habit is about."""
        rule_code, document_id, _, fiscal_year = column
        wider = [
            other
            for within in _WITHIN.get(rule_code, ())
            for other in self._groups
            if (other[0], other[1], other[3]) == (within, document_id, fiscal_year)
        ]
        habits = [len(self._told(other)) for other in wider if self.is_one(other)]
        return max(habits, default=len(self._measures.get(document_id, ())))


def _column(finding: Row) -> _Column:
    return finding["rule_code"], finding["document_id"], finding["field"] or "", finding["fiscal_year"]


def _of_column(group: list[Row], rows: Mapping[tuple[str, int], MeasureRow]) -> Row:
    first = min(group, key=lambda finding: finding["line_no"])
    listing = rows[(first["document_id"], first["line_no"])].listing
    place = (first["field"], first["fiscal_year"])
    cell = next((c.cell_no for c in listing.columns if (c.field, c.fiscal_year) == place), None)
    lines = sorted({finding["line_no"] for finding in group})
    named = "、".join(map(str, lines[:10])) + ("…" if len(lines) > 10 else "")
    return first | {
        "line_no": listing.line.heading_line_no,
        "cell_no": cell,
        "measure_id": None,
        "department_id": None,
        "observed": None,
        "expected": None,
        "evidence": json.dumps({"line_nos": lines}),
        "message_ja": f"この列の{len(lines)}行に同じ指摘があります（{named}行目）。例: {first['message_ja']}",
        "message_en": f"The same is true of {len(lines)} lines of this column ({named}). "
        f"For example: {first['message_en']}",
    }
