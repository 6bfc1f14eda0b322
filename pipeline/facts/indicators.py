"""Indicators (指標): what is measured for a measure, from where to where, and what was reached year by year."""

from typing import Any

from pipeline.contracts.core import DimFiscalYear, FactIndicator
from pipeline.facts.documents import Listing
from pipeline.facts.rows import MeasureLines
from pipeline.facts.tables import CoreTables
from pipeline.values.fiscal_years import fiscal_year_label
from pipeline.values.quantities import read_figure

_ONCE = ("indicator", "unit", "baseline")
_YEARLY = ("target", "actual")


def add_indicators(tables: CoreTables, group: MeasureLines, measure_id: str) -> None:
    """Add the indicators of a measure's lines: one a line, a row per fiscal year that it speaks of."""
    lines = [listing for listing in group.lines if any(field in (*_ONCE, *_YEARLY) for field, _ in listing.cells)]
    for number, listing in enumerate(lines, 1):
        for fiscal_year in _years(listing):
            key = {
                "document_id": listing.document.document_id,
                "plan_id": listing.document.plan_id,
                "measure_id": measure_id,
                "indicator_no": number,
                "fiscal_year": fiscal_year,
                "is_current": True,  # as long as no other edition is known (editions/current.py)
                "source_line_no": listing.line_no,
            }
            tables.add(DimFiscalYear, {"fiscal_year": fiscal_year, "label": fiscal_year_label(fiscal_year)})
            _add(tables, listing, key, fiscal_year)


def _add(tables: CoreTables, listing: Listing, key: dict[str, Any], fiscal_year: int) -> None:
    places = {field: (field, None) for field in _ONCE} | {field: (field, fiscal_year) for field in _YEARLY}
    if not listing.cells_of("target", fiscal_year) and fiscal_year == max(_years(listing)):
        places["target"] = ("target", None)  # a target without a year is that of the last one
    row, sources = dict(key), {}
    for field, place in places.items():
        text = listing.text(*place)
        row[_column(field)] = text
        sources[_column(field)] = listing.cells_of(*place)
        if field in ("baseline", *_YEARLY):
            figure = read_figure(text or "")
            row[f"{field}_number"] = figure.number if figure else None
    tables.add_from(key["document_id"], FactIndicator, row, sources)


def _column(field: str) -> str:
    return {"indicator": "indicator_name", "unit": "unit"}.get(field, f"{field}_as_printed")


def _years(listing: Listing) -> list[int]:
    """Return the years of targets and actuals; of an indicator without any, that of the edition."""
    years = sorted({year for field, year in listing.cells if field in _YEARLY and year is not None})
    return years or [listing.document.edition_fiscal_year]
