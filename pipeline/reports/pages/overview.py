"""The first page of a plan: what was read, how it stands at a glance, what changed."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.reports.places import Places
from pipeline.reports.plan_rows import PlanRows, Row
from pipeline.reports.rendering import Page, grouped
from pipeline.reports.words import RATINGS

_STATES = ("asked", "filled", "dash", "blank", "lost", "quarantined")


def overview(rows: PlanRows, _: Places) -> Iterator[Page]:
    """Yield the overview of a plan."""
    open_findings = [row for row in rows["findings"] if row["state"] in ("new", "persisting")]
    due = [row for row in rows["by_year"] if row["due_count"]]
    context = {
        "documents": rows["documents"],
        "years": rows["by_year"],
        "rated_kinds": [kind for kind in RATINGS if any(row.get(f"{kind}_count") for row in due)],
        "completeness": _completeness(rows["completeness_by_field"]),
        "severities_found": Counter(row["severity"] for row in open_findings),
        "new_findings": _by_rule([row for row in open_findings if row["state"] == "new"]),
        "resolved": rows["resolved"],
        "restatements": rows["restatements"],
        "between_editions": [row for row in open_findings if row["family_no"] == BETWEEN_EDITIONS],
    }
    yield Page("index.html", "overview", context)


# The family of rules about what one edition says and another does not (`quality.rule`).
BETWEEN_EDITIONS = 3


def changes(rows: PlanRows, _: Places) -> Iterator[Page]:
    """Yield what the newest editions print differently about earlier years, and what they list or leave out."""
    found = [row for row in rows["findings"] if row["family_no"] == BETWEEN_EDITIONS and row["state"] != "superseded"]
    context = {"documents": rows["documents"], "restatements": rows["restatements"], "found": found}
    yield Page("changes.html", "changes", context)


def _completeness(rows: Sequence[Row]) -> list[Row]:
    """Return per fiscal year how many cells were asked for, and what became of them."""
    years = grouped((row for row in rows if row["fiscal_year"] is not None and row["asked_count"]), "fiscal_year")
    return [
        {"fiscal_year": year} | {name: sum(row[f"{name}_count"] for row in cells) for name in _STATES}
        for year, cells in years.items()
    ]


def _by_rule(findings: Sequence[Row]) -> list[Row]:
    """Return how many findings each rule has, the most frequent first."""
    rules = grouped(findings, "title_ja", "title_en", "severity", "rule_code")
    told = [
        {"title_ja": ja, "title_en": en, "severity": severity, "rule_code": code, "finding_count": len(own)}
        for (ja, en, severity, code), own in rules.items()
    ]
    return sorted(told, key=lambda row: -row["finding_count"])
