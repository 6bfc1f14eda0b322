"""Run the rules: frames of the earlier stages as a progress table, and what every rule finds in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from pipeline.contracts.base import records
from pipeline.facts.departments import DepartmentRecord
from pipeline.facts.documents import Listing, PlacedDocument, listings
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable, Rated
from pipeline.quality.rules import RULES
from pipeline.quality.views.editions import Editions
from pipeline.quality.views.unasked import Place, unasked_places

Frames = Mapping[str, pd.DataFrame]
Record = dict[str, Any]


def examined(table: ProgressTable) -> Iterator[Finding]:
    """Yield what every rule finds, each finding under its rule's code."""
    for rule in RULES.values():
        if rule.check is not None:
            yield from (replace(finding, rule_code=rule.code) for finding in rule.check(table))


def progress_table(documents: Sequence[PlacedDocument], frames: Frames, vocabulary: Mapping[str, str]) -> ProgressTable:
    """Return the measure rows of placed documents with what the core tables say of them.

    `frames`: `raw.document`, `staging.listing_field` and the tables of schema `core`, by name.
    """
    index = _Index(frames)
    known = [(document, unasked_places(document)) for document in documents]
    rows = [index.row(listing, unasked) for document, unasked in known for listing in listings(document)]
    sources = ("raw.document", "core.current_field", "core.measure_listing", "core.fact_restatement")
    editions = Editions.of(*(frames[name] for name in sources))
    return ProgressTable(rows, _departments(frames["core.dim_department"]), vocabulary, editions)


class _Index:
    """The core tables, looked up by document and line."""

    def __init__(self, frames: Frames) -> None:
        self._listings = _grouped(frames["core.measure_listing"], "document_id", "line_no")
        self._measures = _grouped(frames["core.dim_measure"], "measure_id")
        self._states = _grouped(frames["staging.listing_field"], "document_id", "line_no")
        self._bridge = _grouped(frames["core.bridge_measure_department"], "document_id", "measure_id")
        self._facts = _grouped(frames["core.fact_progress"], "document_id", "measure_id")
        self._parts = _grouped(frames["core.fact_achievement_component"], "document_id", "measure_id")

    def row(self, listing: Listing, unasked: Mapping[int, frozenset[Place]]) -> MeasureRow:
        document_id = listing.document.document_id
        (listed,) = self._listings[(document_id, listing.line_no)]
        measure_id = listed["measure_id"]
        (measure,) = self._measures[(measure_id,)]
        states = self._states.get((document_id, listing.line_no), [])
        return MeasureRow(
            listing,
            measure_id,
            measure["name"],
            measure["policy_id"],
            measure["reprise_of_measure_id"] or measure_id,
            listed["is_reprise_marked"],
            self._departments_of(document_id, measure_id),
            {(state["field"], state["fiscal_year"]): state["state"] for state in states},
            self._rated(document_id, measure_id),
            unasked[listing.line.heading_line_no or 0],
        )

    def _departments_of(self, document_id: str, measure_id: str) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for row in self._bridge.get((document_id, measure_id), []):
            if row["is_responsible"]:
                found.setdefault(row["fiscal_year"], []).append(row["department_id"])
        return found

    def _rated(self, document_id: str, measure_id: str) -> dict[int, list[Rated]]:
        found: dict[int, list[Rated]] = {}
        parts = self._parts.get((document_id, measure_id), [])
        for row in self._facts.get((document_id, measure_id), []):
            key = (row["fiscal_year"], row["department_id"])
            own = tuple(
                (part["label"], part["achievement_pct"])
                for part in parts
                if (part["fiscal_year"], part["department_id"]) == key
            )
            found.setdefault(row["fiscal_year"], []).append(
                Rated(
                    row["department_id"],
                    row["achievement_kind"],
                    row["achievement_pct"],
                    row["achievement_as_printed"],
                    row["attribution"],
                    row["is_counted"],
                    own,
                )
            )
        return found


def _departments(frame: pd.DataFrame) -> dict[str, DepartmentRecord]:
    names = {row["department_id"]: row["section_name"] for row in frame.to_dict("records")}
    return {
        record["department_id"]: DepartmentRecord(
            record["section_name"],
            record["bureau_name"],
            record["valid_from_fy"],
            record["valid_to_fy"],
            names.get(record["successor_department_id"]),
            tuple((record["aliases"] or "").split("|")) if record["aliases"] else (),
            record["is_registered"],
        )
        for record in records(frame)
    }


def _grouped(frame: pd.DataFrame, *keys: str) -> dict[tuple[Any, ...], list[Record]]:
    grouped: dict[tuple[Any, ...], list[Record]] = {}
    for record in records(frame):
        grouped.setdefault(tuple(record[key] for key in keys), []).append(record)
    return grouped
