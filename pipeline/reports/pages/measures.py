"""A page per measure: what was planned, told and rated in each year, with the cell behind every value."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.contracts.names import YEARLY_FIELDS
from pipeline.reports.pages.achievement import rating_text
from pipeline.reports.places import Places
from pipeline.reports.plan_rows import PlanRows, Row
from pipeline.reports.rendering import Page, grouped
from pipeline.reports.words import RATINGS
from pipeline.values.text import normalise

Grouped = Mapping[Any, list[Row]]


@dataclass(frozen=True)
class _Index:
    """The rows of a plan by what a measure's page asks for."""

    measures: Mapping[str, Row]
    listings: Grouped
    again: Grouped
    years: Sequence[int]
    values: Grouped
    cells: Grouped
    supplied: Grouped
    ratings: Grouped
    holes: Grouped
    undue: Grouped
    restatements: Grouped
    findings: Grouped
    attributes: Grouped
    indicators: Grouped


def measures(rows: PlanRows, places: Places) -> Iterator[Page]:
    """Yield a page for each measure of a plan."""
    index = _indexed(rows)
    ordered = rows["measures"]
    for number, measure in enumerate(ordered):
        neighbours = {
            "before": ordered[number - 1] if number else None,
            "after": next(iter(ordered[number + 1 :]), None),
        }
        yield Page(places.measure(measure["measure_id"]), "measure", _context(measure, index) | neighbours)


def _indexed(rows: PlanRows) -> _Index:
    findings = [row for row in rows["findings"] if row["state"] != "superseded"]
    place = ("measure_id", "fiscal_year", "field")
    return _Index(
        measures={row["measure_id"]: row for row in rows["measures"]},
        listings=grouped(rows["listings"], "measure_id"),
        again=grouped(rows["measures"], "reprise_of_measure_id"),
        years=sorted({row["fiscal_year"] for row in rows["ratings"]}),
        values=grouped(rows["values"], *place),
        cells=grouped(rows["value_cells"], "record_key", "column_name"),
        supplied=grouped(rows["supplied"], "record_key", "column_name"),
        ratings=grouped(rows["ratings"], "measure_id", "fiscal_year"),
        holes=grouped(rows["holes"], *place),
        undue=grouped(rows["undue"], *place),
        restatements=grouped(rows["restatements"], *place),
        findings=grouped(findings, "measure_id", "fiscal_year"),
        attributes=grouped(rows["attributes"], "measure_id"),
        indicators=grouped(rows["indicators"], "measure_id"),
    )


def _context(measure: Row, index: _Index) -> dict[str, Any]:
    measure_id = measure["measure_id"]
    return {
        "measure": measure,
        "first": index.measures.get(measure["reprise_of_measure_id"] or ""),
        "again": index.again.get(measure_id, []),
        "listings": index.listings.get(measure_id, []),
        "years": [_year(measure, year, index) for year in index.years if (measure_id, year) in index.ratings],
        "findings": index.findings.get((measure_id, None), []),
        "attributes": index.attributes.get(measure_id, []),
        "indicators": grouped(index.indicators.get(measure_id, []), "indicator_no", "indicator_name", "unit"),
    }


def _year(measure: Row, fiscal_year: int, index: _Index) -> dict[str, Any]:
    measure_id = measure["measure_id"]
    ratings = index.ratings[measure_id, fiscal_year]
    sections = sorted({row["section_name"] for row in ratings if row["is_responsible"]})
    return {
        "fiscal_year": fiscal_year,
        "sections": sections,
        "fields": [
            told for field in YEARLY_FIELDS if (told := _field(measure_id, fiscal_year, field, sections, index))
        ],
        "ratings": [row | {"text": rating_text(row)} for row in ratings],
        "findings": index.findings.get((measure_id, fiscal_year), []),
    }


def _field(measure_id: str, year: int, field: str, sections: list[str], index: _Index) -> dict[str, Any] | None:
    """Return what one field says in one year; None: the plan's tables have no such field."""
    place = (measure_id, year, field)
    values = [_value(row, sections, index) for row in index.values.get(place, [])]
    if field == "achievement" and len(values) == 1:
        # The rating above it says the same already.
        values[0]["is_said"] = _said(values[0]["text"]) in {_said(name) for name in _shown(measure_id, year, index)}
    told = {
        "field": field,
        "values": values,
        "holes": index.holes.get(place, []),
        "restatements": index.restatements.get(place, []),
        "is_undue": any(not row["is_past"] for row in index.undue.get(place, [])),
    }
    return told if any(value for name, value in told.items() if name != "field") else None


def _value(row: Row, sections: list[str], index: _Index) -> dict[str, Any]:
    source = (row["record_key"], row["column_name"])
    return {
        "text": row["text"],
        "is_said": False,
        "document_id": row["document_id"],
        # Who a value speaks for is said only where it does not speak for all.
        "section_names": [] if row["section_names"] == sections else row["section_names"],
        "cells": index.cells.get(source, []),
        "supplied": index.supplied.get(source, []),
    }


def _shown(measure_id: str, year: int, index: _Index) -> list[str]:
    rows = index.ratings.get((measure_id, year), [])
    return [rating_text(row) or RATINGS[row["achievement_kind"]].name.ja for row in rows]


def _said(text: str) -> str:
    return normalise(text).removesuffix("%")
