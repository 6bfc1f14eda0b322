"""Values of a year that a later edition prints differently: section by section, in every field."""

from typing import Any

import pytest

from pipeline.facts.editions.current import AskedField
from pipeline.facts.editions.restatements import restatements

FIELDS = ("plan", "status", "evaluation", "achievement", "direction")
PRESENT = {"健康課": "健康課", "福祉課": "福祉課", "旧福祉課": "福祉課"}


def fact(document_id: str, department_id: str, **told: str) -> dict[str, Any]:
    texts = {"achievement_as_printed" if name == "achievement" else f"{name}_text": told.get(name) for name in FIELDS}
    key = {"document_id": document_id, "measure_id": "m", "fiscal_year": 2022, "department_id": department_id}
    return key | texts | {"achievement_pct": None}


def found(field: str, before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str, str | None, str | None]]:
    asked = [
        AskedField("p", name, edition, 3, "m", field, 2022, "filled", is_read=True)
        for name, edition in (("old", 2022), ("new", 2023))
    ]
    facts = [fact("old", name, **{field: text}) for name, text in before.items()]
    facts += [fact("new", name, **{field: text}) for name, text in after.items()]
    rows = restatements(facts, asked, PRESENT)
    return [(row["department_id"], row["kind"], row["before_text"], row["after_text"]) for row in rows]


@pytest.mark.parametrize("field", FIELDS)
def test_each_section_is_compared_with_itself_in_every_field(field: str) -> None:
    before = {"健康課": "講座を開いた", "福祉課": "相談を受けた"}
    after = {"健康課": "講座を開いた", "福祉課": "相談を断った"}
    assert found(field, before, after) == [("福祉課", "changed", "相談を受けた", "相談を断った")]


def test_a_renamed_section_is_compared_with_itself() -> None:
    before = {"健康課": "講座", "旧福祉課": "相談"}
    assert found("status", before, {"健康課": "講座", "福祉課": "相談会"}) == [("福祉課", "changed", "相談", "相談会")]
    assert found("status", before, {"健康課": "講座", "福祉課": "相談。"}) == []


def test_of_one_section_each_the_name_does_not_matter() -> None:
    assert found("status", {"健康課": "講座"}, {"福祉課": "講座"}) == []
    assert found("status", {"健康課": "講座"}, {"福祉課": "-"}) == [("福祉課", "emptied", "講座", "-")]


def test_a_text_that_has_moved_to_another_section_is_not_restated() -> None:
    assert found("status", {"健康課": "講座", "旧福祉課": "相談"}, {"健康課": "相談"}) == [
        ("健康課", "changed", "講座", "相談")
    ]
