"""What the data package says of documents, from rows as the database gives them."""

import json

import frictionless
import pytest

from pipeline.exports.datapackage import package_text

DOCUMENT = {
    "municipality_name": "甲市",
    "plan_name": "計画",
    "edition_fiscal_year": 2023,
    "source_url": "https://example.com/table.xlsx",
    "licence": "CC BY 4.0",
}


def package(*changes: dict[str, str | None]) -> dict[str, object]:
    return json.loads(package_text([{**DOCUMENT, **change} for change in changes]))


def test_sources_are_named_with_their_address_where_it_is_known() -> None:
    assert package({}, {"plan_name": "別の計画", "source_url": None})["sources"] == [
        {"title": "甲市 計画 令和5年度版", "path": "https://example.com/table.xlsx"},
        {"title": "甲市 別の計画 令和5年度版"},
    ]


@pytest.mark.parametrize(
    ("licence", "name"), [("CC BY 4.0", "CC-BY-4.0"), ("CC0-1.0", "CC0-1.0"), ("出典を明記すれば利用できます", "other")]
)
def test_a_licence_is_named_once(licence: str, name: str) -> None:
    found = package({"licence": licence}, {"licence": licence})
    assert found["licenses"] == [{"name": name, "title": licence}]
    assert "利用条件" not in str(found["description"])


def test_where_no_licence_is_registered_that_is_said() -> None:
    found = package({"licence": None})
    assert "licenses" not in found
    assert "利用条件が文書台帳に登録されていない" in str(found["description"])


def test_the_description_is_valid_by_itself() -> None:
    for change in ({}, {"licence": None, "source_url": None}):
        frictionless.Package.from_descriptor(package(change))
