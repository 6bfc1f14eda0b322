"""The narratives of a measure row as rules compare them: only those whose place is certain."""

from collections.abc import Iterator, Sequence

from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.views.listings import is_told_first, rows_by_id
from pipeline.quality.views.once import once_per_table
from pipeline.values.fiscal_years import without_fiscal_years
from pipeline.values.text import comparison_key

NARRATIVES = ("plan", "status", "evaluation")


def certain_text(row: MeasureRow, field: str, fiscal_year: int | None = None) -> str | None:
    """Return a text that certainly stands in its field; None for a dash, a blank and a cell in doubt."""
    return row.text(field, fiscal_year) if row.is_certain(field, fiscal_year) else None


def certain_texts(row: MeasureRow, *names: str, years: list[int] | None = None) -> Iterator[tuple[str, int, str]]:
    """Yield field, fiscal year and text of the fields that are filled for certain, year by year."""
    for fiscal_year in row.years if years is None else years:
        for name in names:
            text = row.text(name, fiscal_year)
            if text and row.is_certain(name, fiscal_year):
                yield name, fiscal_year, text


def narrative_key(row: MeasureRow, fiscal_year: int) -> tuple[str, str] | None:
    """Return status and evaluation of a year as they are compared, the naming of years left out.

    None if no status is told for certain.
    """
    if not (row.is_certain("status", fiscal_year) and row.is_certain("evaluation", fiscal_year)):
        return None
    status, evaluation = (_key(row.text(name, fiscal_year)) for name in ("status", "evaluation"))
    return (status, evaluation) if status else None


def _key(text: str | None) -> str:
    return comparison_key(without_fiscal_years(text or ""))


@once_per_table
def own_texts(table: ProgressTable, fields: Sequence[str] = NARRATIVES) -> Iterator[tuple[MeasureRow, str, int, str]]:
    """Yield row, field, fiscal year and text of every certain narrative, but those a first listing has, too."""
    rows = rows_by_id(table)
    for row in table.rows:
        for fiscal_year in row.years:
            for field in fields:
                text = certain_text(row, field, fiscal_year)
                if text and not is_told_first(row, rows, [(field, fiscal_year)]):
                    yield row, field, fiscal_year, text
