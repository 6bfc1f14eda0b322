"""The pages of docs/: each is in the index, in both languages, and what they point to is there."""

import re
from pathlib import Path

import pytest

from pipeline.settings import PROJECT_ROOT

DOCS = PROJECT_ROOT / "docs"
INDEX = (DOCS / "index.md").read_text("utf-8")
PAGES = [path for path in sorted(DOCS.rglob("*")) if path.suffix in (".md", ".py") and path.name != "index.md"]
_ROW = re.compile(r"^\| \[([^]]+)\]\(([^)]+)\) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
# Names of files in the project: `sql/ja/views.csv`, `pipeline/exports/`; <name>, * and the like stand for others.
_PATH = re.compile(r"`((?:pipeline|sql|seeds|tests|docs|benchmarks)/[\w./-]*)`")


def test_every_page_has_one_line_in_the_index() -> None:
    listed = [target for _, target, _, _ in _ROW.findall(INDEX)]
    names = [path.relative_to(DOCS).as_posix() for path in PAGES]
    assert sorted(target for target in listed if not target.startswith("..")) == names


def test_a_line_tells_in_japanese_first_what_a_page_is() -> None:
    for name, _, japanese, english in _ROW.findall(INDEX):
        assert re.search(r"[ぁ-ん]", japanese), name
        assert re.fullmatch(r"[\x00-\x7f]+", english), name


@pytest.mark.parametrize(
    "path", [*[page for page in PAGES if page.suffix == ".md"], DOCS / "index.md", PROJECT_ROOT / "CONTRIBUTING.md"],
    ids=lambda path: path.name,
)  # fmt: skip
def test_links_lead_somewhere(path: Path) -> None:
    missing = [target for target in _LINK.findall(path.read_text("utf-8")) if not (path.parent / target).exists()]
    assert missing == []


def test_contributing_names_files_and_targets_that_there_are() -> None:
    text = (PROJECT_ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = _PATH.findall(text)
    assert len(named) > 30
    assert [name for name in named if not (PROJECT_ROOT / name).exists()] == []
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT_ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", text)) <= targets
