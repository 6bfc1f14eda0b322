"""Three questions, answered from the pages by somebody who only clicks and types, and by one query of the cookbook."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
from playwright.sync_api import Page, expect

from tests.contract.test_cookbook import QUESTIONS, queries
from tests.editions import Edition, replaced
from tests.end_to_end.test_editions import RESTATED, built

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
UNRATED, RESTATEMENTS, PLANNED = 1, 2, 3


class Site(NamedTuple):
    """A published site with the warehouse it was made from."""

    reports: Path
    warehouse: duckdb.DuckDBPyConnection


def answers(site: Site, no: int) -> list[dict[str, object]]:
    """Return what the cookbook's query gives, row by row."""
    result = site.warehouse.execute(queries()[no])
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@pytest.fixture
def one(site: Path, kiyose: duckdb.DuckDBPyConnection) -> Site:
    """The bundled document."""
    return Site(site, kiyose)


@pytest.fixture(scope="module")
def two(
    kiyose: duckdb.DuckDBPyConnection, kiyose_document: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The bundled document and a later edition that restates three ratings."""
    kinds = [kind for (kind,) in kiyose.execute("select kind from raw.line order by line_no").fetchall()]
    lines = [line.split("\t") for line in kiyose_document.read_text("utf-8").split("\n")[: len(kinds)]]
    second = Edition(lines, kinds, 5).moved_on()
    for before, after in RESTATED.items():
        second = second.changed(lambda row, text=before: text in row, replaced(before, after))
    settings = built(tmp_path_factory.mktemp("two"), second)
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        yield Site(settings.reports.resolve(), connection)


def front(page: Page, site: Site) -> None:
    """Open the front page and go to its plan."""
    page.goto((site.reports / "index.html").as_uri())
    page.locator(".cards a").first.click()
    page.wait_for_url("**/plans/*/index.html")
    expect(page.locator("#q")).to_be_visible()


def test_which_measures_of_a_section_have_no_rating_and_what_the_source_says(page: Page, one: Site) -> None:
    assert "健康推進課" in QUESTIONS[UNRATED]
    front(page, one)
    page.get_by_role("link", name="記入の状況").click()
    page.locator("#departments ~ .scroll tr", has_text="健康推進課").locator("a[href*='year=2022']").first.click()
    page.locator("select[name=field]").select_option("achievement")
    rows = page.locator("#list tbody tr:visible")
    told = [row.inner_text().split("\t") for row in rows.all()]
    # A dash is an answer of its own: the measure does not apply.
    unrated = {(row[0].strip(), re.sub(r"\D", "", row[-1])) for row in told if row[4] != "「-」のみ"}
    expected = {(str(row["実施内容"]), str(row["行"])) for row in answers(one, UNRATED)}
    assert unrated == expected
    rows.first.locator("a[href*='source/']").click()
    line = page.locator(f"section:has(> [id='{page.url.rsplit('#', 1)[1]}'])")
    texts = {text for row in answers(one, UNRATED) for text in str(row["原文"]).split(" ／ ")}
    assert any(text.split("：", 1)[-1] in line.inner_text() for text in texts)


def test_what_the_newest_edition_changed_in_earlier_years(page: Page, two: Site) -> None:
    expected = answers(two, RESTATEMENTS)
    assert expected
    front(page, two)
    page.get_by_role("link", name="版の間の変更").click()
    shown = page.locator("main section").first.inner_text()
    for before, after in RESTATED.items():
        assert before in shown
        assert after in shown
    assert page.locator("main table tbody tr").count() == len(expected)
    # What was published before stands in the page of its measure, struck through, beside what replaced it.
    page.locator("main table tbody th a").first.click()
    assert page.locator(".restated del").first.inner_text() in RESTATED
    assert page.locator(".restated ins").first.inner_text() in RESTATED.values()


def test_what_was_planned_and_what_was_done(page: Page, one: Site) -> None:
    expected = answers(one, PLANNED)
    assert expected
    (measure,) = re.findall(r"name = '([^']+)'", queries()[PLANNED])
    front(page, one)
    page.keyboard.press("/")
    page.keyboard.type(measure)
    page.locator("#hits li").first.click()
    year = page.locator("section.year:has(#y2023)").inner_text()
    for row in expected:
        assert str(row["計画されていたこと"]) in year
        assert str(row["実施されたこと"]) in year
