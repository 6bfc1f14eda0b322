"""A real browser over the pages as they lie on disk: a request that leaves them, or a word in its console, fails."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.settings import Settings

# In continuous integration these tests may not be skipped: `.ci/run` sets this, after installing what is needed.
IS_REQUIRED = os.environ.get("SHINCHOKU_BROWSER") == "required"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOW = "no Chromium here; install it and Japanese fonts with: apt-get install chromium fonts-noto-cjk"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def launched() -> Iterator:
    """Give Chromium. It keeps an event loop, in which no job can run: what is looked at is there before."""
    if CHROMIUM is None:
        (pytest.fail if IS_REQUIRED else pytest.skip)(HOW)
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def browser(kiyose_settings: Settings) -> Iterator:
    """Chromium, started when the real document is published."""
    assert kiyose_settings.reports.is_dir()
    with launched() as opened:
        yield opened


@pytest.fixture
def page(browser) -> Iterator:
    """A page of the size of a desk; it must load nothing but files, and say nothing in its console."""
    yield from watched(browser, DESKTOP)


@pytest.fixture
def phone(browser) -> Iterator:
    """A page of the size of a phone."""
    yield from watched(browser, PHONE)


def watched(browser, size) -> Iterator:
    """Yield a page of a context of its own; fail afterwards for what it asked for or complained about."""
    context = browser.new_context(viewport=size, locale="ja-JP", accept_downloads=True)
    opened, said = context.new_page(), []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    opened.on("request", lambda request: request.url.startswith(("file:", "blob:")) or said.append(request.url))
    opened.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    yield opened
    context.close()
    assert said == []


@pytest.fixture(scope="session")
def site(kiyose_settings: Settings) -> Path:
    """The public site of the real document."""
    return kiyose_settings.reports.resolve()


@pytest.fixture(scope="session")
def plan(site: Path) -> Path:
    """The folder of its one plan."""
    (folder,) = (site / "plans").iterdir()
    return folder
