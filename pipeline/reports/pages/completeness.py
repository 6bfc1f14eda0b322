"""How complete a plan's tables are, and the list of what is not there, told apart by kind."""

from collections.abc import Iterator

from pipeline.reports.places import Places
from pipeline.reports.plan_rows import PlanRows, Row
from pipeline.reports.rendering import Page, grouped

# Filled only where they apply: an empty cell of these is no omission, so no share of them is given.
_UNASKED = ("item", "reprise")


def completeness(rows: PlanRows, _: Places) -> Iterator[Page]:
    """Yield the two tables of completeness: field × fiscal year, and section × fiscal year."""
    asked = [row for row in rows["completeness_by_field"] if row["asked_count"] or row["not_due_count"]]
    dated = [row for row in asked if row["fiscal_year"] is not None]
    context = {
        "fiscal_years": sorted({row["fiscal_year"] for row in dated}),
        "fields_by_name": {field: _told_apart(own) for field, own in grouped(dated, "field").items()},
        "undated": [row for row in asked if row["fiscal_year"] is None],
        "unasked": _UNASKED,
        "department_years": sorted({row["fiscal_year"] for row in rows["completeness_by_department"]}),
        "departments": grouped(rows["completeness_by_department"], "bureau_name", "section_name"),
    }
    yield Page("completeness.html", "completeness", context)


def _told_apart(rows: list[Row]) -> list[Row]:
    """Say of the years of a field that no edition asks for whether they lie before those that are asked for."""
    last = max((row["fiscal_year"] for row in rows if row["asked_count"]), default=None)
    return [row | {"is_past": last is not None and row["fiscal_year"] < last} for row in rows]


def missing(rows: PlanRows, _: Places) -> Iterator[Page]:
    """Yield the list of all that is asked for and not filled."""
    names = {row["measure_id"]: row["name"] for row in rows["measures"]}
    holes = [row | {"measure_name": names.get(row["measure_id"])} for row in rows["holes"]]
    yield Page("missing.html", "missing", {"holes_found": holes, "choices": choices(holes)})


def choices(rows: list[Row]) -> dict[str, list[object]]:
    """Return what a list can be filtered by: the sections, years, fields and states that occur in its rows."""
    return {
        "section": sorted({name for row in rows for name in row["section_names"]}),
        "year": sorted({row["fiscal_year"] for row in rows if row["fiscal_year"]}),
        "field": list(dict.fromkeys(row["field"] for row in rows if row["field"])),
        "state": list(dict.fromkeys(row["state"] for row in rows)),
    }
