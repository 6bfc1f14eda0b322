"""The list of findings of a plan, each with its evidence and its place in the source."""

import json
from collections.abc import Iterator
from typing import Any

from pipeline.reports.pages.completeness import choices
from pipeline.reports.places import Places
from pipeline.reports.plan_rows import PlanRows
from pipeline.reports.rendering import Page
from pipeline.reports.words import EVIDENCE, FIELDS, HOLES, Words


def findings(rows: PlanRows, _: Places) -> Iterator[Page]:
    """Yield the list of findings; what a newer edition has settled stands in it, filtered out at first."""
    shown = [
        row | {"told": _told(json.loads(row["evidence"]), (row["observed"], row["expected"]))}
        for row in rows["findings"]
    ]
    rules = {row["rule_code"]: (row["title_ja"], row["title_en"]) for row in shown}
    severities = list(dict.fromkeys(row["severity"] for row in shown))
    context = {"found": shown, "choices": choices(shown) | {"severity": severities}, "rules": rules}
    yield Page("findings.html", "findings", context)


def _told(evidence: dict[str, Any], shown: tuple[str | None, ...]) -> list[tuple[Words, str]]:
    """Return evidence as names and texts, without what is shown already."""
    named = [(words, text) for name, words in EVIDENCE.items() if (text := _text(evidence.get(name)))]
    return [(words, text) for words, text in named if text not in shown]


def _text(value: Any) -> str:
    """Return a value of evidence as it is read: a table of texts as its entries, a code as its name."""
    if isinstance(value, dict):
        return "、".join(f"{name}：{_text(entry)}" for name, entry in value.items())
    if isinstance(value, list):
        return "、".join(map(_text, value))
    if isinstance(value, float):
        return f"{value:.2f}"
    text = "" if value is None else str(value)
    return next((table[text].ja for table in (HOLES, FIELDS) if text in table), text)
