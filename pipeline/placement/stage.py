"""The second stage as a whole: frames of schema `raw` in, placed cells and the findings of placement out."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from pipeline.contracts.base import conform
from pipeline.contracts.staging import ListingField as ListingFieldContract
from pipeline.contracts.staging import PlacedCell as PlacedCellContract
from pipeline.contracts.staging import SuppliedValue as SuppliedValueContract
from pipeline.documents.frames import text_hash
from pipeline.intake.frames import LinedDocument, lined_documents
from pipeline.placement.adjudications import Adjudication, apply_adjudications
from pipeline.placement.carried import Carried, ReadEdition, carried
from pipeline.placement.cells import ListingField, PlacedCell
from pipeline.placement.dated_rows import at_first_rows, dated_cells, dated_states
from pipeline.placement.placing import place
from pipeline.placement.supplied import Refusal, SuppliedValue, supplied_values
from pipeline.placement.undamaged import in_doubtful_columns
from pipeline.quality.finding_frames import finding_frame
from pipeline.quality.findings import Finding
from pipeline.values.field_names import place_name
from pipeline.values.text import is_dash


def place_all(
    lines: pd.DataFrame,
    cells: pd.DataFrame,
    headings: pd.DataFrame,
    adjudications: dict[str, list[Adjudication]],
) -> dict[str, pd.DataFrame]:
    """Place the cells of every document, one document at a time, and apply what readers have decided."""
    placed_rows: list[dict[str, Any]] = []
    supplied_rows: list[dict[str, Any]] = []
    state_rows: list[dict[str, Any]] = []
    findings: list[Finding] = []
    earlier: dict[str, tuple[list[Adjudication], ReadEdition]] = {}
    for document in sorted(lined_documents(lines, cells, headings), key=lambda document: document.document_id):
        found, states = place(document.lines, document.headings)
        rows = document.year_rows
        found = list(dated_cells(found, document, rows))
        states = list(dated_states(states, found, document, rows))
        hashes = {line.line_no: text_hash("\t".join(line.cells)) for line in document.lines}
        own = adjudications.get(document.document_id, [])
        edition = ReadEdition(document, found)
        taken_on = list(carried(*earlier[plan], edition)) if (plan := document.plan_id) in earlier else []
        inherited = [one.decision for one in taken_on if one.is_certain]
        earlier[plan] = [*inherited, *own], edition
        found, stale = apply_adjudications(found, [d for d in (*inherited, *own) if d.cell_no is not None], hashes)
        asked = [cell for cell in found if not cell.is_beside]
        merged = at_first_rows(list(_merged_down(asked, document)), rows)
        asked = at_first_rows(asked, rows)
        supplied, refused = supplied_values([d for d in (*inherited, *own) if d.cell_no is None], hashes, asked, states)
        # What does not hold in a later edition still holds in its own.
        refused = [refusal for refusal in refused if refusal[0] not in inherited]
        doubted = in_doubtful_columns(found, document)
        placed_rows += [{"document_id": document.document_id, **cell._asdict()} for cell in doubted]
        supplied_rows += [{"document_id": document.document_id, **vars(value)} for value in supplied]
        settled = _settled(states, [*merged, *asked, *supplied])
        state_rows += [{"document_id": document.document_id, **state._asdict()} for state in settled]
        findings += [*_doubts(document.document_id, found), *_stale([*((d, None) for d in stale), *refused])]
        findings += _not_carried(taken_on, own, edition)
    known = set(lines["document_id"])
    unknown = [decision for name, decisions in adjudications.items() if name not in known for decision in decisions]
    findings += _stale([(decision, None) for decision in unknown])
    return {
        "staging.placed_cell": conform(PlacedCellContract, placed_rows),
        "staging.supplied_value": conform(SuppliedValueContract, supplied_rows),
        "staging.listing_field": conform(ListingFieldContract, state_rows),
        "stage.placement_finding": finding_frame(findings),
    }


def _merged_down(cells: Sequence[PlacedCell], document: LinedDocument) -> Iterator[PlacedCell]:
    """Yield what cells that are merged downwards hold for the lines below: none of them is blank there."""
    for cell in cells:
        _, rows = document.spans.get((cell.line_no, cell.cell_no), (1, 1))
        yield from (cell._replace(line_no=cell.line_no + below) for below in range(1, rows))


def _settled(states: Sequence[ListingField], values: Sequence[PlacedCell | SuppliedValue]) -> Iterator[ListingField]:
    """Bring the states in line with what was decided in the end: quarantine, adjudications, supplied values."""
    # Columns that one answer is spread over ask for it once; which of them is blank says nothing.
    states = list({(state.line_no, state.field, state.fiscal_year): state for state in states}.values())
    texts = {(value.line_no, value.field, value.fiscal_year): value.text for value in values}
    for state in states:
        text = texts.get((state.line_no, state.field, state.fiscal_year))
        if text is not None:
            settled = "dash" if is_dash(text) else "filled"
        else:
            settled = "lost" if state.state in ("filled", "dash") else state.state
        yield ListingField(state.line_no, state.field, state.fiscal_year, settled)


def _doubts(document_id: str, cells: Sequence[PlacedCell]) -> Iterator[Finding]:
    for cell in cells:
        place_of = (document_id, cell.line_no, cell.cell_no)
        if cell.field == "quarantined":
            yield Finding("quarantined_cell", *place_of, observed=cell.text, evidence=_evidence(cell))
        elif cell.field == "surplus":
            yield Finding("surplus_cell", *place_of, observed=cell.text, evidence=_evidence(cell))
        elif cell.is_uncertain:
            yield Finding(
                "doubtful_cell",
                *place_of,
                fiscal_year=cell.fiscal_year,
                field=cell.field,
                observed=place_name(cell.field, cell.fiscal_year),
                expected=place_name(cell.alternative_field or "surplus", cell.alternative_fiscal_year),
                evidence=_evidence(cell),
            )


def _evidence(cell: PlacedCell) -> dict[str, Any]:
    return {
        "text": cell.text,
        "posterior": round(cell.posterior, 4),
        "alternative_field": cell.alternative_field,
        "alternative_fiscal_year": cell.alternative_fiscal_year,
        "alternative_posterior": round(cell.alternative_posterior or 0.0, 4),
    }


def _not_carried(taken_on: Sequence[Carried], own: Sequence[Adjudication], edition: ReadEdition) -> Iterator[Finding]:
    """Tell decisions of the earlier edition whose cell could not be told among equal texts, until somebody decides."""
    decided = {(decision.line_no, decision.cell_no) for decision in own}
    for decision in (one.decision for one in taken_on if not one.is_certain):
        place = (decision.line_no, decision.cell_no or 0)
        judged = place_name(decision.field, decision.fiscal_year) if decision.field else decision.text
        if place not in decided and edition.places.get(place) != (decision.field, decision.fiscal_year):
            yield Finding(
                "adjudication_not_carried",
                decision.document_id,
                *place,
                observed=edition.document.lines[decision.line_no - 1].cells[place[1] - 1],
                expected=judged,
                evidence={"decided_by": decision.decided_by, "decided_on": decision.decided_on},
            )


def _stale(refused: Sequence[Refusal]) -> Iterator[Finding]:
    for decision, told in refused:
        yield Finding(
            "stale_adjudication",
            decision.document_id,
            decision.line_no,
            decision.cell_no,
            fiscal_year=None if decision.cell_no else decision.fiscal_year,
            field=None if decision.cell_no else decision.field,
            observed=f"{decision.decided_by}, {decision.decided_on}",
            messages=told,
        )
