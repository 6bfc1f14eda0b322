"""The words of drawn layouts (data/layout_words.csv) and the texts of real tables (data/column_texts.csv)."""

import csv
from pathlib import Path

_DATA = Path(__file__).with_name("data")


def _words(kind: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    with (_DATA / "layout_words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == kind:
                found[row["name"]] = (*found.get(row["name"], ()), row["text"])
    return found


def column_texts() -> dict[str, list[str]]:
    """Return texts of real columns by their field."""
    found: dict[str, list[str]] = {}
    with (_DATA / "column_texts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["field"], []).append(row["text"])
    return found


# How the columns of fields are headed, and those that are no progress; the marks of scales and directions.
HEADINGS, OTHERS = _words("heading"), _words("other_heading")
# Words that head the columns of a year where years stand side by side, and elsewhere say what a measure is.
BLOCK_HEADINGS = _words("block_heading")
SCALES, DIRECTIONS, KINDS = (tuple(_words(kind).values()) for kind in ("scale", "direction", "kind"))
# What stands in columns of few words: units, laws, audiences, partners, remarks.
TEXTS = _words("texts")
# What was done, is planned or is wanting, in a few words; sections that are called otherwise than 課.
CURT, SECTIONS = _words("curt"), _words("texts_of")["section"]
