"""What the site promises: whole without network, every link leads somewhere, nothing from the source is markup."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pytest

from pipeline.reports import words
from pipeline.reports.words import Words
from pipeline.settings import PROJECT_ROOT, Settings

TEMPLATES = PROJECT_ROOT / "pipeline" / "reports" / "templates"
VOID = {"meta", "br", "link", "input"}
# A folder to be mailed, and a page that opens at once.
LARGEST_SITE, LARGEST_PAGE = 3_000_000, 800_000
PHRASE = re.compile(r'\bt?\("([^"]+)", "([^"]*)"\)')


class Parsed(HTMLParser):
    """A page as its links, the names of its places, and its elements; fails where tags do not match."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.open, self.ids, self.links, self.loaded = path, [], [], [], []
        self.tags, self.attributes = set(), set()
        self.feed(path.read_text("utf-8"))
        assert not self.open, (path, self.open)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(given)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        self.loaded += [given[name] for name in ("src", "href") if name in given and tag != "a"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, (self.path, tag, self.getpos())


@pytest.fixture(scope="module")
def pages(kiyose_settings: Settings) -> dict[Path, Parsed]:
    """Every page of both sites."""
    folder = kiyose_settings.reports.resolve()
    return {path: Parsed(path) for path in sorted(folder.rglob("*.html"))}


def public(pages: dict[Path, Parsed]) -> dict[Path, Parsed]:
    """Return the pages that may leave the house."""
    return {path: page for path, page in pages.items() if "internal" not in path.parts}


def test_there_is_a_page_for_each_measure_and_each_view(pages, kiyose: duckdb.DuckDBPyConnection) -> None:
    ((count,),) = kiyose.execute("select count(*) from core.dim_measure").fetchall()
    assert len([path for path in public(pages) if path.parent.name == "measures"]) == count
    names = {path.name for path in public(pages)}
    assert {"index.html", "method.html", "achievement.html", "completeness.html", "missing.html"} <= names
    assert {"findings.html", "changes.html", "2023-1.html"} <= names


def test_every_link_leads_to_a_page_and_a_place_in_it(pages) -> None:
    places = {path: set(page.ids) for path, page in pages.items()}
    for path, page in pages.items():
        for link in page.links:
            if link.startswith("tel:"):
                continue
            address, _, place = link.partition("#")
            target = (path.parent / address).resolve() if address else path
            assert target in pages, (path.name, link)
            # What holds "=" are choices of a filter, not a place.
            assert not place or "=" in place or unquote(place) in places[target], (path.name, link)


def test_pages_load_nothing_but_what_lies_beside_them(pages) -> None:
    for path, page in pages.items():
        for address in page.loaded:
            assert (path.parent / address).resolve().is_file(), (path, address)
        assert not page.tags & {"iframe", "object", "embed", "img", "base"}
        assert not any(name.startswith("on") or name == "style" for name in page.attributes), path
        text = path.read_text("utf-8")
        assert "default-src 'none'" in text
        assert "'unsafe" not in text


def test_places_have_names_of_their_own(pages) -> None:
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path


def test_the_internal_site_says_so_on_every_page_and_the_public_one_on_none(pages) -> None:
    for path in pages:
        assert ("庁内限り" in path.read_text("utf-8")) == ("internal" in path.parts), path


def test_sensitive_texts_stand_in_the_internal_site_alone(pages, kiyose, kiyose_settings: Settings) -> None:
    statement = (PROJECT_ROOT / "sql" / "reading" / "sensitive_cells.sql").read_text("utf-8")
    texts = {row[-1] for row in kiyose.execute(statement).fetchall() if len(row[-1]) > 5}
    assert texts
    folder = kiyose_settings.reports.resolve()
    told = "".join(path.read_text("utf-8") for path in folder.rglob("*.*") if "internal" not in path.parts)
    assert not [text for text in texts if text in told]
    whole = "".join(path.read_text("utf-8") for path in folder.rglob("internal/**/source/*.html"))
    assert [text for text in texts if text in whole]


def test_one_plan_is_light(kiyose_settings: Settings) -> None:
    folder = kiyose_settings.reports.resolve()
    sizes = {path: path.stat().st_size for path in folder.rglob("*.*") if "internal" not in path.parts}
    assert sum(sizes.values()) < LARGEST_SITE
    assert max(sizes.values()) < LARGEST_PAGE


def phrases() -> Iterator[tuple[str, str]]:
    """Yield every phrase of the site with its English."""
    for path in TEMPLATES.glob("*.j2"):
        yield from PHRASE.findall(path.read_text("utf-8"))
    for table in vars(words).values():
        for name in table.values() if isinstance(table, dict) else ():
            yield from [name] if isinstance(name, Words) else [name.name] if isinstance(name, words.Mark) else []


def test_a_phrase_has_one_english_wherever_it_stands() -> None:
    english: dict[str, set[str]] = {}
    for ja, en in phrases():
        english.setdefault(ja, set()).add(en)
    assert len(english) > 100
    assert {ja: told for ja, told in english.items() if len(told) > 1} == {}


def test_help_is_told_where_a_plan_is_about_suicide_and_only_there(pages) -> None:
    for path in public(pages):
        if "plans" in path.parts:
            assert "0120-279-338" in path.read_text("utf-8"), path
