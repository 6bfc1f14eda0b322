"""A decision to the rows of each CSV of the seeds, and whether they stand there already."""

from dataclasses import replace
from typing import Any

import pytest

from pipeline.errors import ShinchokuError
from pipeline.review.decisions import Decision, file_of, is_decided, rows_of
from pipeline.review.items import ACCEPTING, Choice, Item
from pipeline.seeds.writing import ACCEPTED, ADJUDICATIONS, COLUMNS_OF, HEADINGS, LINKS, SCALES

DOCUMENT, GUARD = "012345_jisatsu_2023", "a" * 64
CELL = Item("cell", DOCUMENT, 3, 2, GUARD, "3回", "どの欄", "which field", (), field="status", fiscal_year=2022)
VALUE = replace(
    CELL, kind="value", finding_id="truncated_text-1", can_be_corrected=True, cell_nos=(2, 5), text="3回実施し"
)
LINK = replace(CELL, kind="link", finding_id="measure_perhaps_renamed-1", text="新しい名", earlier_name="古い名")
HEADING = replace(CELL, kind="heading", finding_id="unknown_heading-1", heading="くくり")
SCALE = replace(
    CELL, kind="scale", finding_id="scale-1", heading="達成区分", plan_id="012345_jisatsu", marks=("A", "B", "C")
)
FINDING = replace(CELL, kind="finding", finding_id="mixed_script-1")
BY = {"reason": "原本を確認", "decided_by": "健康推進課", "decided_on": "2026-12-01"}
PLACE = {"document_id": DOCUMENT, "line_no": "3", "guard": GUARD}
NOTE = "原本を確認（健康推進課、2026-12-01）"


def decided(item: Item, choice: str, text: str = "", **by: str) -> tuple[str, list[dict[str, str]]]:
    found = rows_of(item, Decision(choice, text, **{**BY, **by}))
    assert all(set(row) <= set(COLUMNS_OF[found.name]) for row in found.rows)
    return found.name, [dict(row) for row in found.rows]


def refused(item: Item, choice: str, text: str = "", **by: str) -> str:
    with pytest.raises(ShinchokuError) as told:
        rows_of(item, Decision(choice, text, **{**BY, **by}))
    return told.value.message_ja


def seeds(**tables: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """Return the rows of all files; those that are given, with every column."""
    named = {f"{name}.csv": rows for name, rows in tables.items()}
    return {
        name: [dict.fromkeys(columns, "") | row for row in named.get(name, [])] for name, columns in COLUMNS_OF.items()
    }


def test_a_place_is_an_adjudication_with_the_guard_of_the_line() -> None:
    expected = PLACE | {"cell_no": "2", "field": "evaluation", "fiscal_year": "2021", "text": ""} | BY
    assert decided(CELL, "place:evaluation:2021") == (ADJUDICATIONS, [expected])


@pytest.mark.parametrize("field", ["surplus", "quarantined", "section"])
def test_a_place_without_a_year_has_none(field: str) -> None:
    ((row,),) = [decided(CELL, f"place:{field}:")[1]]
    assert (row["field"], row["fiscal_year"]) == (field, "")


@pytest.mark.parametrize("choice", ["place:status:", "place:nonsense:2021", "place:status:20221", "place::", "", "x:y"])
def test_a_place_that_is_none_is_refused(choice: str) -> None:
    assert "記録していません" in refused(CELL, choice)


def test_a_correction_stands_in_the_first_cell_and_empties_the_others() -> None:
    name, (first, second) = decided(VALUE, "text", "3回実施した。")
    assert name == ADJUDICATIONS
    assert first == PLACE | BY | {"cell_no": "2", "field": "status", "fiscal_year": "2022", "text": "3回実施した。"}
    assert second == PLACE | BY | {"cell_no": "5", "field": "surplus", "fiscal_year": "", "text": ""}


def test_a_correction_where_nothing_is_printed_supplies_the_value() -> None:
    _, (row,) = decided(replace(VALUE, cell_no=None, cell_nos=(), text=""), "text", "3回実施した。")
    assert (row["cell_no"], row["field"], row["fiscal_year"]) == ("", "status", "2022")


def test_a_correction_that_says_nothing_new_or_would_be_a_formula_is_refused() -> None:
    assert "同じ" in refused(VALUE, "text", VALUE.text)
    assert refused(VALUE, "text", "  ") and refused(VALUE, "text", "=1+1") and refused(VALUE, "text", "a\x07b")
    assert refused(replace(VALUE, field="achievement", text="80%"), "text", "だいたい")


def test_a_rating_is_corrected_to_a_rating_and_a_mark_to_any_mark() -> None:
    assert decided(replace(VALUE, field="achievement", text="80%"), "text", "９０％")[1][0]["text"] == "90%"
    assert decided(replace(VALUE, field="achievement", text="A"), "text", "B")[1][0]["text"] == "B"


@pytest.mark.parametrize("relation", ["same", "different"])
def test_a_relation_is_a_measure_link(relation: str) -> None:
    names = {"plan_id": "012345_jisatsu", "measure_name": "新しい名", "earlier_name": "古い名"}
    assert decided(LINK, f"relation:{relation}") == (LINKS, [names | {"relation": relation} | BY])


def test_a_field_is_a_heading_with_reason_person_and_day_in_its_note() -> None:
    expected = {"heading": "くくり", "field": "achievement", "note": NOTE}
    assert decided(HEADING, "field:achievement") == (HEADINGS, [expected])
    assert refused(HEADING, "field:surplus") and refused(HEADING, "field:")


def test_an_order_declares_every_mark_best_first() -> None:
    name, rows = decided(SCALE, "order:typed", "C、A > B")
    assert name == SCALES
    assert [(row["mark"], row["order_no"], row["is_higher_better"]) for row in rows] == [
        ("C", "1", ""),
        ("A", "2", ""),
        ("B", "3", ""),
    ]
    assert {(row["municipality_code"], row["plan_code"], row["heading"], row["note"]) for row in rows} == {
        ("012345", "jisatsu", "達成区分", NOTE)
    }
    assert [row["mark"] for row in decided(SCALE, "order:reversed")[1]] == ["C", "B", "A"]


@pytest.mark.parametrize(("order", "is_higher_better"), [("order:listed", "false"), ("order:reversed", "true")])
def test_of_numbers_the_order_tells_which_end_is_best(order: str, is_higher_better: str) -> None:
    rows = decided(replace(SCALE, marks=("1", "2", "3")), order)[1]
    assert {row["is_higher_better"] for row in rows} == {is_higher_better}


@pytest.mark.parametrize("text", ["A B", "A B C C", "A B C D", ""])
def test_an_order_of_other_marks_is_refused(text: str) -> None:
    assert "A、B、C" in refused(SCALE, "order:typed", text)


@pytest.mark.parametrize("item", [VALUE, LINK, HEADING, SCALE, FINDING])
def test_every_finding_can_be_accepted_with_a_reason(item: Item) -> None:
    row = {"finding_id": item.finding_id, "accepted_by": "健康推進課", "accepted_on": "2026-12-01", "expires_on": ""}
    assert decided(item, "accept") == (ACCEPTED, [row | {"reason": "原本を確認"}])
    assert decided(item, "accept:2", reason="") == (ACCEPTED, [row | {"reason": ACCEPTING[2]}])


def test_a_doubtful_cell_is_no_finding_to_accept() -> None:
    assert "欄を選んで" in refused(CELL, "accept")


@pytest.mark.parametrize("item", [VALUE, LINK, HEADING, SCALE, FINDING])
def test_a_choice_of_another_kind_is_refused(item: Item) -> None:
    assert refused(item, "place:status:2022")


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ({"decided_by": " "}, "判断者"),
        ({"reason": " "}, "理由"),
        ({"reason": "a\x00b"}, "制御文字"),
        ({"decided_by": "課\x1b"}, "制御文字"),
        ({"reason": "あ" * 1001}, "文字以内"),
    ],
)
def test_a_decision_without_person_or_reason_is_refused(by: dict[str, str], told: str) -> None:
    assert told in refused(CELL, "place:status:2022", **by)


@pytest.mark.parametrize(
    ("item", "choice", "text"),
    [
        (CELL, "place:status:2022", ""),
        (VALUE, "text", "3回実施した。"),
        (VALUE, "accept:0", ""),
        (LINK, "relation:same", ""),
        (HEADING, "field:status", ""),
        (SCALE, "order:listed", ""),
        (FINDING, "accept", ""),
    ],
)
def test_what_is_written_is_decided_and_nothing_else_is(item: Item, choice: str, text: str) -> None:
    name, rows = decided(item, choice, text)
    assert name == file_of(item, choice)
    assert not is_decided(item, seeds())
    assert is_decided(item, seeds(**{name.removesuffix(".csv"): rows}))
    others: Any = {"heading": "別の見出し"} if item.kind in ("heading", "scale") else {"document_id": "9_x_2023"}
    if item.kind == "link":
        others = {"earlier_name": "第三の名"}
    if choice.startswith("accept"):
        others = {"finding_id": "other-1"}
    assert not is_decided(item, seeds(**{name.removesuffix(".csv"): [row | others for row in rows]}))


def test_a_row_with_another_guard_is_about_another_line() -> None:
    _, rows = decided(CELL, "place:status:2022")
    assert not is_decided(replace(CELL, guard="b" * 64), seeds(adjudications=rows))


def test_a_column_that_is_decided_decides_its_cells() -> None:
    cell = replace(CELL, heading="令和4年度 くくり")
    assert is_decided(cell, seeds(headings=[{"heading": "くくり", "field": "attribute"}]))
    assert not is_decided(CELL, seeds(headings=[{"heading": "くくり", "field": "attribute"}]))


def test_the_key_is_that_of_the_reading() -> None:
    assert CELL.key == replace(CELL, choices=(Choice("x", "y"),)).key
    assert len({CELL.key, replace(CELL, guard="b" * 64).key, replace(CELL, cell_no=3).key, VALUE.key}) == 4
