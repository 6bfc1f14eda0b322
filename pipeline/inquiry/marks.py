"""The marks by which a plan rates: which scale each field of ratings has, and how its marks are told to a section."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import duckdb

from pipeline.columns.known import rating_key
from pipeline.values.scales import Mark, RatingScale, scale_id
from pipeline.warehouse.connect import read_rows

# Document, line and fiscal year.
RatingPlace = tuple[str, int, int | None]
Row = dict[str, Any]


def read_scales(connection: duckdb.DuckDBPyConnection) -> dict[RatingPlace, RatingScale]:
    """Return the scale of every field of ratings that is filled in with marks, by the line and year it stands in."""
    rows = groupby(read_rows(connection, "inquiry_scales"), lambda row: row["rating_scale_id"])
    scales = {str(name): _scale(list(marks)) for name, marks in rows}
    asked = read_rows(connection, "inquiry_rating_headings") if scales else []
    found = {
        (row["document_id"], row["line_no"], row["fiscal_year"]): scales.get(
            scale_id(row["plan_id"], rating_key(row["heading"]))
        )
        for row in asked
    }
    return {place: scale for place, scale in found.items() if scale}


def marks_told(marks: Iterable[Mark]) -> str:
    """Return marks with their meanings, as a sentence lists them: A（計画どおり実施した）、B."""
    return "、".join(f"{mark.mark}（{mark.meaning}）" if mark.meaning else mark.mark for mark in marks)


def _scale(rows: Sequence[Mapping[str, Any]]) -> RatingScale:
    names = ("mark", "meaning", "order_no", "percent_from", "percent_to")
    marks = {row["mark"]: Mark(*(row[name] for name in names)) for row in rows}
    return RatingScale(marks, rows[0]["source"], rows[0]["is_higher_better"])
