"""Ratings beside the narratives that they are for: by section where a text names several."""

from collections.abc import Iterator, Sequence

from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.views.narratives import certain_texts
from pipeline.quality.views.ratings import YearRating, timelines
from pipeline.values.departments import split_passages


def rated_texts(
    row: MeasureRow, table: ProgressTable, fields: Sequence[str] = ("status",), *, or_evaluation: bool = False
) -> Iterator[tuple[YearRating, str]]:
    """Yield every rating with each text of `fields` that it is for; with `or_evaluation`, that one without status."""
    for rating in (rating for line in timelines(row, table) for rating in line):
        is_absent = row.states.get(("status", rating.fiscal_year)) in ("blank", "lost")
        asked = ("evaluation",) if is_absent and or_evaluation else fields
        for _, _, text in certain_texts(row, *asked, years=[rating.fiscal_year]):
            if passage := _passage(text, rating, table):
                yield rating, passage


def against_rating(row: MeasureRow, rating: YearRating, told: str, text: str) -> Finding:
    """Return a finding about a rating that a text says otherwise."""
    return row.finding(
        "achievement",
        rating.fiscal_year,
        observed=rating.printed,
        expected=told,
        department_id=rating.department_id,
        text=text,
    )


def _passage(text: str, rating: YearRating, table: ProgressTable) -> str | None:
    """Return what a text says for the section of a rating, or all of it where it names none."""
    if rating.department_id is None:
        return text
    record = table.departments[rating.department_id]
    names = {record.section_name, *record.aliases}
    passages = split_passages(text, names)
    if all(passage.department is None for passage in passages):
        return text
    return "\n".join(passage.text for passage in passages if passage.department in names) or None
