"""The internal report: every finding whole, by responsible section, for the plan office. It does not leave the house.

What the public page and the exports withhold (`withholding.py`) is shown here: whoever asks a section must quote it.
"""

import json
from pathlib import Path
from typing import Any

from pipeline.reports.page import Row, environment, write_page
from pipeline.settings import ReleaseFolder
from pipeline.values.field_names import FIELD_NAMES_JA, place_name
from pipeline.values.finding_names import SEVERITY_NAMES_JA, STATE_NAMES_JA
from pipeline.warehouse.connect import read_rows, warehouse_of


def write_internal_report(release: ReleaseFolder) -> Path:
    """Write the report from the database of a release; return the file."""
    with warehouse_of(release) as connection:
        rows = read_rows(connection, "internal_findings")
        runs = read_rows(connection, "run")
    return write_page(release.reports / "internal" / "findings.html", render_internal(rows, runs))


def render_internal(rows: list[Row], runs: list[Row]) -> str:
    """Return the page for the rows of `sql/reading/internal_findings.sql` and the run they belong to."""
    found = {row["finding_id"]: row for row in rows}
    context = {
        "rows": [row | {"evidence": _told(json.loads(row["evidence"]), row["observed"])} for row in rows],
        "found": list(found.values()),
        "runs": runs,
        "severities": SEVERITY_NAMES_JA,
        "states": {state: name for state, name in STATE_NAMES_JA.items() if state != "resolved"},
        "place_name": place_name,
    }
    return environment().get_template("internal.html.j2").render(context)


def _told(evidence: dict[str, Any], observed: str | None) -> list[tuple[str, str]]:
    """Return evidence as names and texts, without what is shown already; a table of texts is one line per entry."""
    told = []
    for name, value in evidence.items():
        if value is not None and value != observed:
            label = FIELD_NAMES_JA.get(name, name)
            entries = [(f"{label} {key}", entry) for key, entry in value.items()] if isinstance(value, dict) else []
            told += [(key, _text(entry)) for key, entry in entries or [(label, value)]]
    return told


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return "、".join(map(str, value))
    return json.dumps(value, ensure_ascii=False)
