"""The page of ratings: measure × fiscal year, and how ratings are distributed by policy, bureau, section and year."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import Any

from pipeline.reports.places import Places
from pipeline.reports.plan_rows import PlanRows, Row
from pipeline.reports.rendering import Page, grouped
from pipeline.reports.words import Words

# Different ratings of one measure and year that are printed in a square; more are told by their number.
_MOST_SHOWN = 3
# Bands of printed percentages, each with the percentage it ends below: none at all, all, and more stand apart.
_LEAST = 1e-9
_BANDS = (
    (Words("0%", "0%"), _LEAST),
    (Words("0%超20%未満", "over 0%, below 20%"), 20),
    (Words("20%以上40%未満", "20%, below 40%"), 40),
    (Words("40%以上60%未満", "40%, below 60%"), 60),
    (Words("60%以上80%未満", "60%, below 80%"), 80),
    (Words("80%以上100%未満", "80%, below 100%"), 100),
    (Words("100%", "100%"), 100 + _LEAST),
    (Words("100%超", "over 100%"), inf),
)


def achievement(rows: PlanRows, _: Places) -> Iterator[Page]:
    """Yield the page of ratings of a plan."""
    years = sorted({row["fiscal_year"] for row in rows["ratings"]})
    squares = grouped(rows["ratings"], "measure_id", "fiscal_year")
    printed = _printed(rows)
    banded = {year: list(_banded(printed, year)) for year in dict.fromkeys(year for year, _ in printed)}
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
        "bands": [words for words, _ in _BANDS],
        "banded": banded,
        "most_in_band": max((cell["count"] for cells in banded.values() for cell in cells), default=0),
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


def _banded(printed: Mapping[tuple[int, float], Sequence[Row]], fiscal_year: int) -> Iterator[dict[str, Any]]:
    """Yield how many measures have a percentage in each band in a year, and the least that is printed there."""
    below = -inf
    for _, end in _BANDS:
        own = {pct: rows for (year, pct), rows in printed.items() if year == fiscal_year and below <= pct < end}
        yield {"count": sum(map(len, own.values())), "first_pct": min(own, default=None)}
        below = end


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
