"""A reader's decisions over the placement: applied, replaced by later ones, refused when stale."""

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet
from pipeline.documents.frames import text_hash
from pipeline.intake.frames import LinedDocument, cell_frame, heading_frame, line_frame
from pipeline.placement.adjudications import Adjudication, apply_adjudications
from pipeline.placement.cells import PlacedCell
from pipeline.placement.stage import place_all
from tests.builders import TABLE

DOCUMENT = "012345_jisatsu_2023"
HASHES = {3: "a" * 64, 4: "b" * 64}
CELLS = [
    PlacedCell(3, 1, "measure", None, "窓口相談", "positional", 0.99, False, "item", None, 0.01),
    PlacedCell(3, 2, "quarantined", None, "3回", "aligned", 0.3, True, "status", 2022, 0.3),
    PlacedCell(4, 1, "status", 2023, "開いた。", "aligned", 0.6, True, "evaluation", 2023, 0.4),
]
# Guards are hashes of the source; the line hash covers the cells as printed.
DECIDED = {"decided_by": "maintainer", "decided_on": "2026-11-24", "decision_reason": "same counts as below"}
FIRST = Adjudication(DOCUMENT, 3, 2, "a" * 64, "status", 2023, "", "same counts as below", "maintainer", "2026-11-24")


def applied(*decisions: Adjudication) -> dict[tuple[int, int], PlacedCell]:
    cells, stale = apply_adjudications(CELLS, decisions, HASHES)
    assert stale == []
    return {(cell.line_no, cell.cell_no): cell for cell in cells}


def test_a_decision_gives_the_cell_its_place() -> None:
    expected = PlacedCell(3, 2, "status", 2023, "3回", "adjudicated", 1.0, False, **DECIDED)
    assert applied(FIRST)[3, 2] == expected


def test_other_cells_keep_theirs() -> None:
    found = applied(FIRST)
    assert len(found) == 3
    assert [found[3, 1], found[4, 1]] == [CELLS[0], CELLS[2]]


def test_nothing_decided_changes_nothing() -> None:
    assert apply_adjudications(CELLS, [], HASHES) == (CELLS, [])


def test_a_later_decision_wins() -> None:
    later = replace(FIRST, field="evaluation", fiscal_year=2022)
    found = applied(FIRST, later)[3, 2]
    assert (found.field, found.fiscal_year, found.method) == ("evaluation", 2022, "adjudicated")


def test_a_later_decision_about_the_place_keeps_the_text_of_an_earlier_one() -> None:
    found = applied(replace(FIRST, text="13回"), replace(FIRST, fiscal_year=2022))[3, 2]
    assert (found.fiscal_year, found.text) == (2022, "13回")


def test_a_text_is_replaced_and_the_place_kept() -> None:
    found = applied(
        replace(FIRST, line_no=4, cell_no=1, guard="b" * 64, field="", fiscal_year=None, text="3回開いた。")
    )
    assert found[4, 1] == PlacedCell(4, 1, "status", 2023, "3回開いた。", "adjudicated", 1.0, False, **DECIDED)


def test_place_and_text_in_one_decision() -> None:
    found = applied(replace(FIRST, text="13回"))[3, 2]
    assert (found.field, found.fiscal_year, found.text) == ("status", 2023, "13回")


def test_a_field_without_a_year_loses_the_year() -> None:
    found = applied(replace(FIRST, line_no=4, cell_no=1, guard="b" * 64, field="surplus", fiscal_year=None))[4, 1]
    assert (found.field, found.fiscal_year) == ("surplus", None)


def test_that_nobody_can_tell_is_a_decision_that_leaves_the_doubt() -> None:
    found = applied(replace(FIRST, field="quarantined", fiscal_year=None))[3, 2]
    assert (found.field, found.method, found.is_uncertain) == ("quarantined", "adjudicated", True)
    assert found.posterior < 1


def test_a_text_alone_does_not_bring_a_cell_out_of_quarantine() -> None:
    found = applied(replace(FIRST, field="", fiscal_year=None, text="13回"))[3, 2]
    assert (found.field, found.text, found.method, found.is_uncertain) == ("quarantined", "13回", "adjudicated", True)


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(replace(FIRST, guard="c" * 64), id="guard-of-an-older-source"),
        pytest.param(replace(FIRST, guard=""), id="no-guard"),
        pytest.param(replace(FIRST, guard="b" * 64), id="guard-of-another-line"),
        pytest.param(replace(FIRST, cell_no=9), id="unknown-cell"),
        pytest.param(replace(FIRST, line_no=99), id="unknown-line"),
    ],
)
def test_a_stale_decision_is_returned_and_not_applied(decision: Adjudication) -> None:
    cells, stale = apply_adjudications(CELLS, [decision], HASHES)
    assert (cells, stale) == (CELLS, [decision])


def test_a_stale_later_decision_leaves_the_earlier_one_standing() -> None:
    later = replace(FIRST, field="plan", guard="c" * 64)
    cells, stale = apply_adjudications(CELLS, [FIRST, later], HASHES)
    assert stale == [later]
    assert [cell.field for cell in cells] == ["measure", "status", "status"]


# --- the stage


def staged(adjudications: dict[str, list[Adjudication]]) -> dict[str, pd.DataFrame]:
    found = read_sheet(TABLE, KnownHeadings({}))
    document = LinedDocument(DOCUMENT, found.lines, found.headings)
    return place_all(line_frame([document]), cell_frame([document]), heading_frame([document]), adjudications)


def decided(line_no: int, cell_no: int, field: str, fiscal_year: int | None = None, text: str = "") -> Adjudication:
    guard = text_hash("\t".join(TABLE[line_no - 1]))
    return Adjudication(DOCUMENT, line_no, cell_no, guard, field, fiscal_year, text, "read", "福祉課", "2026-11-24")


def placed_cell(frames: dict[str, pd.DataFrame], line_no: int, cell_no: int) -> pd.Series:
    cells = frames["staging.placed_cell"]
    return cells[(cells["line_no"] == line_no) & (cells["cell_no"] == cell_no)].iloc[0]


def states(frames: dict[str, pd.DataFrame], line_no: int) -> dict[tuple[str, int | None], str]:
    rows = frames["staging.listing_field"]
    rows = rows[rows["line_no"] == line_no]
    years = [None if pd.isna(year) else int(year) for year in rows["fiscal_year"]]
    return dict(zip(zip(rows["field"], years, strict=True), rows["state"], strict=True))


def stale_findings(frames: dict[str, pd.DataFrame]) -> list[tuple[str, int, int]]:
    findings = frames["stage.placement_finding"]
    rows = findings[findings["rule_code"] == "stale_adjudication"]
    return [tuple(row) for row in rows[["document_id", "line_no", "cell_no"]].itertuples(index=False)]


def test_the_stage_applies_what_was_decided() -> None:
    frames = staged({DOCUMENT: [decided(3, 7, "surplus")]})
    cell = placed_cell(frames, 3, 7)
    assert (cell["field"], cell["method"], cell["posterior"]) == ("surplus", "adjudicated", 1.0)
    assert stale_findings(frames) == []


def test_the_state_of_a_field_follows_the_decision() -> None:
    before, after = staged({}), staged({DOCUMENT: [decided(3, 7, "surplus")]})
    assert states(before, 3)["evaluation", 2023] == "filled"
    assert states(after, 3)["evaluation", 2023] == "lost"


def test_a_replaced_text_decides_between_filled_and_dash() -> None:
    frames = staged({DOCUMENT: [decided(4, 6, "", text="-")]})
    assert placed_cell(frames, 4, 6)["text"] == "-"
    assert states(frames, 4)["status", 2023] == "dash"


def test_a_stale_decision_is_a_finding() -> None:
    frames = staged({DOCUMENT: [replace(decided(3, 7, "surplus"), guard="0" * 64)]})
    assert stale_findings(frames) == [(DOCUMENT, 3, 7)]
    assert placed_cell(frames, 3, 7)["field"] == "evaluation"


def test_a_decision_about_an_unknown_document_is_a_stale_finding() -> None:
    other = "099999_jisatsu_2023"
    frames = staged({other: [replace(decided(3, 7, "surplus"), document_id=other)]})
    assert stale_findings(frames) == [(other, 3, 7)]
    assert len(frames["staging.placed_cell"]) == sum(bool(text) for row in TABLE[1:] for text in row)
