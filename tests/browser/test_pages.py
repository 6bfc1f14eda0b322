"""The pages in a real browser: they open, speak two languages, are searched, filtered, read aloud and printed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
VIEWS = ("index", "achievement", "completeness", "missing", "findings", "changes")
LEFT_IN_JAPANESE = """
    [...document.querySelectorAll('t-x')].map(part => part.textContent).filter(text => /[ぁ-ん]/.test(text))
"""
SEARCHED = "ゲートキーパー 研修"


def opened(page: Page, path: Path) -> Page:
    """Open a file as by a double click."""
    page.goto(path.as_uri())
    return page


def one_of_each(site: Path, plan: Path) -> list[Path]:
    """Return a page of every kind."""
    measures = sorted((plan / "measures").glob("*.html"), key=lambda path: path.stat().st_size)
    own = [plan / f"{name}.html" for name in VIEWS]
    return [site / "index.html", site / "method.html", *own, measures[0], measures[-1], plan / "source" / "2023-1.html"]


# The other tests open a page of every kind, and may hear no word in the console either.
@pytest.mark.long
def test_every_page_opens_without_a_request_or_a_word_in_the_console(page: Page, site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        if "internal" not in path.parts or path.parent.name != "measures":
            opened(page, path)
            assert page.title()
            expect(page.locator("#tools input")).to_be_attached()


def test_the_language_is_switched_and_remembered(page: Page, site: Path, plan: Path) -> None:
    opened(page, plan / "achievement.html")
    expect(page.locator("h1")).to_have_text("達成度")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Achievement")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    opened(page, plan / "findings.html")
    expect(page.locator("h1")).to_have_text("Findings")
    expect(page.locator("#list .severity").first).to_have_text(re.compile(r"^[A-Z]"))
    page.get_by_role("button", name="日本語").click()
    expect(page.locator("h1")).to_have_text("確認事項")


def test_no_phrase_of_the_site_is_left_in_japanese_in_the_english_pages(page: Page, site: Path, plan: Path) -> None:
    for path in one_of_each(site, plan):
        opened(page, path)
        if page.locator("html").get_attribute("lang") != "en":
            page.get_by_role("button", name="English").click()
        left = page.evaluate(LEFT_IN_JAPANESE)
        assert left == [], path.name


def test_the_search_is_reached_and_used_by_keyboard_from_any_page(page: Page, site: Path, plan: Path) -> None:
    for path in (site / "index.html", site / "method.html", plan / "source" / "2023-2.html"):
        opened(page, path)
        page.keyboard.press("/")
        page.keyboard.type(SEARCHED)
        found = page.locator("#hits li")
        expect(found.first).to_be_visible()
        for entry in found.all():
            assert entry.get_attribute("data-href")
        page.keyboard.press("ArrowDown")
        expect(page.locator("#hits li[aria-selected=true]")).to_have_count(1)
        page.keyboard.press("Enter")
        page.wait_for_url("**/measures/*.html")
        text = page.locator("main").inner_text()
        assert all(word in text for word in SEARCHED.split())


def test_a_list_is_filtered_linked_copied_and_saved(page: Page, plan: Path) -> None:
    opened(page, plan / "findings.html")
    count = page.locator("#list > li").count()
    page.locator("select[name=section]").select_option("健康推進課")
    page.locator("select[name=year]").select_option("2022")
    shown = page.locator("#list > li:visible")
    few = shown.count()
    assert 0 < few < count
    assert page.locator(".shown").inner_text() == str(few)
    for row in shown.all():
        assert "健康推進課" in (row.get_attribute("data-section") or "")
        assert row.get_attribute("data-year") == "2022"
    address = page.url
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSVで保存").click()
    lines = Path(saved.value.path()).read_text("utf-8-sig").splitlines()
    assert len(lines) == few
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="一覧をコピー").click()
    expect(page.locator(".copy.done")).to_be_attached()
    assert len(page.evaluate("navigator.clipboard.readText()").splitlines()) == few
    page.get_by_role("button", name="条件を消す").click()
    expect(page.locator(".shown")).to_have_text(str(count))
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".shown")).to_have_text(str(few))


def test_a_mark_of_the_heat_map_leads_to_the_printed_cell_in_two_clicks(page: Page, plan: Path) -> None:
    opened(page, plan / "achievement.html")
    square = page.locator("td a.square", has=page.locator(".mark.percent")).first
    rating = square.locator(".mark.percent").first.inner_text().strip()
    square.click()
    year = page.url.rsplit("#", 1)[1]
    page.locator(f"section.year:has(#{year}) .field.achievement blockquote a").first.click()
    cell = page.locator(f"[id='{page.url.rsplit('#', 1)[1]}']")
    assert rating.removesuffix("%") in cell.inner_text()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_accessibility_tools_find_nothing(browser, site: Path, plan: Path, language: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # The tool injects a script of its own, which the pages would not allow.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    found = []
    # The other language changes words, and not the structure: a few pages tell.
    looked_at = [*one_of_each(site, plan), site / "internal" / "index.html"]
    for path in looked_at if language == "ja" else looked_at[:2]:
        opened(page, path)
        if language == "en" and page.locator("html").get_attribute("lang") != "en":
            page.get_by_role("button", name="English").click()
        violations = Axe().run(page).response["violations"]
        found += [(path.name, violation["id"], violation["nodes"][0]["html"][:200]) for violation in violations]
    context.close()
    assert found == []


def test_pages_fit_a_phone(phone: Page, site: Path, plan: Path) -> None:
    for path in one_of_each(site, plan):
        opened(phone, path)
        assert phone.evaluate("document.documentElement.scrollWidth") <= phone.viewport_size["width"], path.name


def test_the_overview_is_printed_on_one_page_and_nearly_every_measure_too(page: Page, plan: Path) -> None:
    assert printed_pages(page, plan / "index.html") == 1
    measures = sorted((plan / "measures").glob("*.html"))[::12]
    single = [path for path in measures if printed_pages(page, path) == 1]
    assert len(single) >= 0.7 * len(measures)


def printed_pages(page: Page, path: Path) -> int:
    """Return on how many sheets of A4 a page comes."""
    opened(page, path)
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_without_its_script_a_page_is_read_in_japanese(browser, plan: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context.new_page(), plan / "findings.html")
    assert page.locator("#list > li:visible").count() == page.locator("#list > li").count() > 0
    context.close()
