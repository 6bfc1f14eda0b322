"""Whatever a table holds, the pages show it as text: no markup, no script, no request, no error."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.test_odd_texts import MARKUP, odd

__all__ = ["odd"]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_hostile_texts_stay_texts(page: Page, odd: tuple[object, Path]) -> None:
    reports = (odd[1] / "reports").resolve()
    for path in sorted(reports.rglob("*.html"))[::6]:
        page.goto(path.as_uri())
        assert page.evaluate("document.querySelectorAll('main script, main img, main i, main [onerror]').length") == 0
        assert page.evaluate("document.scripts.length") == 2


def test_hostile_texts_are_found_and_shown_by_the_search(page: Page, odd: tuple[object, Path]) -> None:
    page.goto((odd[1] / "reports" / "index.html").resolve().as_uri())
    page.keyboard.press("/")
    page.keyboard.type(MARKUP[0])
    expect(page.locator("#hits li").first).to_be_visible()
    assert page.evaluate("document.querySelectorAll('#hits script, #hits img').length") == 0
