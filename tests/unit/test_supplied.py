"""Values that no cell holds: an adjudication without a cell fills a field in which nothing is printed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from pipeline.columns.known import KnownHeadings
from pipeline.documents.formats.delimited import read_text
from pipeline.documents.frames import document_frame, text_hash
from pipeline.documents.reading import DocumentText
from pipeline.facts.stage import build_core, placed_documents
from pipeline.intake.frames import cell_frame, heading_frame, line_frame, with_lines
from pipeline.placement.adjudications import Adjudication
from pipeline.placement.stage import place_all
from pipeline.quality.rules.absence.missing import missing_rating
from pipeline.seeds.judgement import Judgement
from tests.builders import register_entry, tsv
from tests.quality_builders import DEPARTMENTS, HEADING, found, measure_row, table_of

DOCUMENT = register_entry().document_id
UNRATED = measure_row(achievement_2022="")


def answer(row: Sequence[str] = UNRATED, **changes: Any) -> Adjudication:
    """Return the rating of 2022 as the section answered it, for a row on line 3."""
    given = Adjudication(
        DOCUMENT, 3, None, text_hash("\t".join(row)), "achievement", 2022, "85%", "照会への回答", "福祉課", "2026-12-01"
    )
    return replace(given, **changes)


def built(*decisions: Adjudication, row: Sequence[str] = UNRATED) -> dict[str, Any]:
    """Return the frames of a document with `row` on line 3."""
    rows = [["基本施策1 支援の充実"], HEADING, row]
    judgement = Judgement({}, {}, dict(DEPARTMENTS), {DOCUMENT: list(decisions)})
    document_text = DocumentText(register_entry(), "0" * 64, read_text(tsv(rows), "utf-8"))
    document = with_lines(document_text, KnownHeadings({}))
    raw = (line_frame([document]), cell_frame([document]), heading_frame([document]))
    placed = place_all(*raw, judgement.adjudications)
    registered = document_frame([document_text])
    documents = placed_documents(registered, *raw, placed["staging.placed_cell"], placed["staging.supplied_value"])
    return {**placed, **build_core(registered, documents, placed["staging.listing_field"], judgement)}


def fact(frames: dict[str, Any], fiscal_year: int, section: str = "福祉課") -> dict[str, Any]:
    facts = frames["core.fact_progress"]
    is_it = (facts["fiscal_year"] == fiscal_year) & facts["department_id"].str.endswith(section)
    (record,) = facts[is_it].to_dict("records")
    return dict(record)


def state(frames: dict[str, Any], field: str, fiscal_year: int) -> str:
    states = frames["staging.listing_field"]
    (row,) = states[(states["field"] == field) & (states["fiscal_year"] == fiscal_year)].to_dict("records")
    return str(row["state"])


def stale(frames: dict[str, Any]) -> list[tuple[Any, ...]]:
    findings = frames["stage.placement_finding"]
    rows = findings[findings["rule_code"] == "stale_adjudication"].to_dict("records")
    return [(row["line_no"], row["field"], row["fiscal_year"]) for row in rows]


def test_an_answer_fills_an_empty_field() -> None:
    frames = built(answer())
    assert (fact(frames, 2022)["achievement_kind"], fact(frames, 2022)["achievement_pct"]) == ("percent", 85.0)
    assert fact(frames, 2022)["achievement_as_printed"] == "85%"
    assert state(frames, "achievement", 2022) == "filled"
    assert len(frames["staging.supplied_value"]) == 1 and stale(frames) == []


def test_cells_stay_as_they_are_printed() -> None:
    before, after = built(), built(answer())
    assert before["staging.placed_cell"].equals(after["staging.placed_cell"])
    assert before["quality.lineage"].equals(after["quality.lineage"])
    assert fact(before, 2023) == fact(after, 2023)


def test_the_value_leads_back_to_the_answer() -> None:
    rows = built(answer())["quality.supplied_lineage"].to_dict("records")
    assert [row["core_table"] for row in rows] == ["core.current_progress", "core.fact_progress"]
    for row in rows:
        assert row["column_name"] == "achievement_as_printed"
        assert (row["line_no"], row["field"], row["fiscal_year"]) == (3, "achievement", 2022)


def test_a_dash_is_an_answer_and_a_later_answer_replaces_an_earlier_one() -> None:
    frames = built(answer(), answer(text="－"))
    assert fact(frames, 2022)["achievement_kind"] == "not_applicable"
    assert state(frames, "achievement", 2022) == "dash"


@pytest.mark.parametrize("field", ["status", "evaluation"])
def test_narratives_are_supplied_too(field: str) -> None:
    row = measure_row(**{f"{field}_2023": ""})
    frames = built(answer(row, field=field, fiscal_year=2023, text="窓口で相談を受けた。"), row=row)
    assert fact(frames, 2023)[f"{field}_text"] == "窓口で相談を受けた。"
    assert state(frames, field, 2023) == "filled"


def test_a_page_and_a_section_are_supplied() -> None:
    row = measure_row(page="", section="")
    page = answer(row, field="page", fiscal_year=None, text="P20")
    section = answer(row, field="section", fiscal_year=None, text="福祉課")
    frames = built(page, section, row=row)
    assert frames["core.measure_listing"]["page"].tolist() == [20]
    assert fact(frames, 2023)["achievement_pct"] == 95.0
    lineage = set(frames["quality.supplied_lineage"]["column_name"])
    assert {"page", "department_id"} <= lineage


def test_an_item_is_supplied() -> None:
    row = measure_row(item="")
    frames = built(answer(row, field="item", fiscal_year=None, text="1-1. 相談の充実"), row=row)
    assert "相談の充実" in frames["core.dim_policy"]["item_name"].tolist()


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"guard": "0" * 64}, id="the-line-has-changed"),
        pytest.param({"line_no": 99}, id="no-such-line"),
        pytest.param({"fiscal_year": 2023}, id="a-cell-is-printed-there"),
        pytest.param({"fiscal_year": 2019}, id="the-heading-does-not-ask-for-it"),
        pytest.param({"fiscal_year": 2024}, id="not-due"),
    ],
)
def test_what_cannot_be_applied_is_an_error_finding(changes: dict[str, Any]) -> None:
    decision = answer(**changes)
    frames = built(decision)
    assert stale(frames) == [(decision.line_no, "achievement", decision.fiscal_year)]
    assert len(frames["staging.supplied_value"]) == 0
    assert fact(frames, 2022)["achievement_kind"] == "missing"


def test_why_it_is_not_applied_is_told() -> None:
    findings = built(answer(fiscal_year=2023))["stage.placement_finding"]
    (message,) = findings.loc[findings["rule_code"] == "stale_adjudication", "message_ja"]
    assert "原文の記載がある" in message and "福祉課" in message


def test_the_rule_that_asked_is_satisfied() -> None:
    assert len(found(missing_rating, table_of(UNRATED))) == 1
    assert found(missing_rating, table_of(UNRATED, adjudications={DOCUMENT: [answer()]})) == []


def test_a_text_that_names_a_section_rates_that_section_alone() -> None:
    row = measure_row(section="福祉課 健康課", achievement_2022="")
    frames = built(answer(row, text="【福祉課】80%"), row=row)
    assert fact(frames, 2022)["achievement_pct"] == 80.0
    assert fact(frames, 2022, "健康課")["achievement_kind"] == "missing"
