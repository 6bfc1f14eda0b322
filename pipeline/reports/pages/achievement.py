"""The page of ratings: measure × fiscal year, and how ratings are distributed by policy, bureau, section and year."""

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.reports.charts import percentages
from pipeline.reports.places import Places
from pipeline.reports.plan_rows import PlanRows, Row
from pipeline.reports.rendering import Page, grouped

# Different ratings of one measure and year that are printed in a square; more are told by their number.
_MOST_SHOWN = 3


def achievement(rows: PlanRows, _: Places) -> Iterator[Page]:
    """Yield the page of ratings of a plan."""
    years = sorted({row["fiscal_year"] for row in rows["ratings"]})
    squares = grouped(rows["ratings"], "measure_id", "fiscal_year")
    printed = _printed(rows)
    context = {
        "fiscal_years": years,
        "due_years": [row["fiscal_year"] for row in rows["by_year"] if row["due_count"]],
        "policies": grouped(rows["measures"], "policy_kind", "policy_number", "policy_name"),
        "squares": {key: square(own) for key, own in squares.items()},
        "by_policy": rows["by_policy"],
        "by_bureau": rows["by_bureau"],
        "by_department": rows["by_department"],
        "by_year": rows["by_year"],
        "grades": rows["grades"],
        "indicators": grouped(
            rows["indicators"], "measure_id", "measure_name", "indicator_no", "indicator_name", "unit"
        ),
        "printed": printed,
        "percent_chart": percentages(printed),
    }
    yield Page("achievement.html", "achievement", context)


def _printed(rows: PlanRows) -> dict[tuple[int, float], list[Row]]:
    """Return the measures with each printed percentage of each year, as the marts count them."""
    names = {row["measure_id"]: row["name"] for row in rows["measures"]}
    told = [
        {**row, "measure_name": names.get(row["measure_id"])}
        for row in rows["ratings"]
        if row["achievement_kind"] == "percent" and row["is_counted"] and not row["is_reprise"]
    ]
    told.sort(key=lambda row: (row["fiscal_year"], row["achievement_pct"]))
    return grouped(told, "fiscal_year", "achievement_pct")


def square(ratings: Sequence[Row]) -> dict[str, Any]:
    """Return what one measure's square of one year shows: its different ratings, each with how many sections it has."""
    responsible = [row for row in ratings if row["is_responsible"]] or list(ratings)
    marks = grouped(({**row, "text": rating_text(row)} for row in responsible), "achievement_kind", "text")
    told = [
        {"kind": kind, "text": text, "pct": own[0]["achievement_pct"], "section_count": len(own)}
        for (kind, text), own in marks.items()
    ]
    return {
        "marks": told[:_MOST_SHOWN],
        "more_count": len(told[_MOST_SHOWN:]),
        "is_uncertain": any(row["has_uncertain_cell"] for row in ratings),
    }


def rating_text(row: Row) -> str | None:
    """Return a rating as short as a square holds it; None: its kind says all."""
    if row["achievement_kind"] == "percent":
        return f"{row['achievement_pct']:g}%"
    return row["achievement_grade"] if row["achievement_kind"] == "graded" else None
