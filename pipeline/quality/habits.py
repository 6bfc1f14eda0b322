"""What is true of a whole column is told once: a table that leaves a field blank in every third row has a habit.

Nobody can answer fifty times for it. The finding about the column keeps the lines it stands for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.quality.progress_table import MeasureRow, ProgressTable

# Of the measures of a table, so many make it a habit; a table of fewer lines has none. On the first document no rule
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

Row = dict[str, Any]
_Column = tuple[str, str, str, int | None]


def by_column(findings: Iterable[Row], table: ProgressTable) -> Iterator[Row]:
    """Yield findings, those that a rule makes about a whole column as one about its heading."""
    rows = {(row.document.document_id, row.listing.line_no): row for row in table.rows}
    lines = _line_counts(rows)
    groups: dict[_Column, list[Row]] = {}
    for finding in findings:
        groups.setdefault(_column(finding), []).append(finding)
    for (rule_code, document_id, field, _), group in groups.items():
        told = {finding["line_no"] for finding in group if (document_id, finding["line_no"]) in rows}
        least = max(_FEWEST_LINES, _HABIT * lines.get(document_id, 0))
        if rule_code.startswith(_OF_COLUMNS) and field and len(told) == len(group) and len(told) > least:
            yield _of_column(group, rows)
        else:
            yield from group


def _line_counts(rows: Mapping[tuple[str, int], MeasureRow]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for document_id, _ in rows:
        counts[document_id] = counts.get(document_id, 0) + 1
    return counts


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
