"""Planted faults and harmless texts: which are found by a right rule, and what is found where nothing is wrong."""

import csv
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.quality.examination import examined
from pipeline.quality.findings import Finding
from pipeline.quality.rules import RULES
from tests.quality_builders import heading_of, measure_row, table_of

PLANTED = Path(__file__).parent.parent / "tests" / "data" / "planted"
PARTS = (
    "worked on",
    "worked on after a first measurement",
    "held out",
    "by others, worked on",
    "by others, held out",
    "by kind, worked on",
    "second writing by another, worked on",
    "second writing by another, held out",
    "third writing by others, worked on",
    "third writing by others, held out",
    "fourth writing by another, worked on",
    "fourth writing by another, held out",
    "fifth writing by another, worked on",
    "fifth writing by another, held out",
    "sixth writing by another, worked on",
    "sixth writing by another, held out",
    "seventh writing by another, worked on",
    "seventh writing by another, held out",
    "eighth writing by another, worked on",
    "eighth writing by another, held out",
    "ninth writing by another, worked on",
    "ninth writing by another, held out",
    "tenth writing by another, held out",
    "by class, worked on",
)
# So many rows are a table as a city has it.
_ROWS = 40
_STANDARD = {
    "status": "窓口で事業を行った。",
    "evaluation": "定着が図られた。",
    "achievement": "90%",
    "plan": "引き続き取り組む。",
    "status_before": "窓口で事業を続けて行った。",
    "evaluation_before": "早期の支援につなげることができた。",
    "achievement_before": "90%",
}


class Case(NamedTuple):
    """A planted row (`kind` is empty for a harmless one) and the findings of its table about it."""

    kind: str
    part: str
    texts: dict[str, str]
    found: list[Finding]

    @property
    def codes(self) -> set[str]:
        """Return the rules that found something."""
        return {finding.rule_code for finding in self.found}


def planted_faults(parts: Collection[str] = PARTS) -> list[Case]:
    """Return the planted faults of some parts, examined."""
    return _examined([row for row in _rows("faults") if row["part"] in parts])


def harmless_texts(parts: Collection[str] = PARTS) -> list[Case]:
    """Return the harmless texts of some parts, examined."""
    return _examined([row for row in _rows("harmless") if row["part"] in parts])


def right_rules() -> dict[str, set[str]]:
    """Return the rules that are right for each kind of fault."""
    return {row["kind"]: set(row["right_rules"].split()) for row in _rows("kinds")}


def recall_rows(cases: Sequence[Case], part: str | None = None) -> list[dict[str, str]]:
    """Return for each kind, and for all of them, how many faults are found by a right rule."""
    right = right_rules()
    planted = Counter(case.kind for case in cases if part in (None, case.part))
    found = Counter(c.kind for c in cases if part in (None, c.part) and c.codes & right[c.kind])
    rows = [_row(kind, found[kind], planted[kind]) for kind in sorted(planted)]
    return [*rows, _row("all", found.total(), planted.total())]


def false_alarms(cases: Sequence[Case]) -> list[Finding]:
    """Return the warnings and errors about harmless texts."""
    found = (finding for case in cases for finding in case.found)
    return [finding for finding in found if RULES[finding.rule_code].severity != "notice"]


def _row(kind: str, found: int, planted: int) -> dict[str, str]:
    return {"kind": kind, "planted": str(planted), "found": str(found), "%": f"{100 * found / planted:.0f}"}


def _rows(name: str) -> list[dict[str, str]]:
    with (PLANTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _examined(rows: Sequence[dict[str, str]]) -> list[Case]:
    return [case for rows_of_year in _by_year(rows) for table in _tables(rows_of_year) for case in _cases(table)]


def _by_year(rows: Sequence[dict[str, str]]) -> Iterator[Sequence[dict[str, str]]]:
    for fiscal_year in sorted({row["fiscal_year"] for row in rows}, reverse=True):
        yield [row for row in rows if row["fiscal_year"] == fiscal_year]


def _tables(rows: Sequence[dict[str, str]]) -> Iterator[Sequence[dict[str, str]]]:
    yield from (rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS))


def _cases(rows: Sequence[dict[str, str]]) -> Iterator[Case]:
    names = [f"取組{number}号" for number in range(1, len(rows) + 1)]
    lines = [line for name, row in zip(names, rows, strict=True) for line in _lines(name, row)]
    edition = int(rows[0]["fiscal_year"])
    table = table_of(*lines, heading=heading_of(edition), departments={"": []}, edition=edition)
    names_of = {row.listing.line_no: row.name for row in table.rows}
    # The plan of the year to come is left empty in all of them.
    findings = [finding for finding in examined(table) if finding.rule_code != "missing_plan"]
    for name, row in zip(names, rows, strict=True):
        found = [finding for finding in findings if names_of.get(finding.line_no or 0) == name]
        yield Case(row.get("kind", ""), row.get("part", ""), row, found)


def _lines(name: str, row: dict[str, str]) -> Iterator[list[str]]:
    """Yield the line of a row, and that of its second listing if it has one."""
    texts = {field: row.get(field) or text for field, text in _STANDARD.items()}
    again = {field: row.get(f"again_{field}") or texts[field] for field in ("status", "evaluation", "achievement")}
    yield _line(name, row, texts)
    if any(row.get(f"again_{field}") for field in ("status", "evaluation", "achievement")):
        yield _line(name, row, texts | again, reprise="○")


def _line(name: str, row: dict[str, str], texts: dict[str, str], reprise: str = "") -> list[str]:
    return measure_row(
        measure=name,
        section=row.get("section") or "福祉課",
        reprise=reprise,
        status_2022=texts["status_before"],
        evaluation_2022=texts["evaluation_before"],
        achievement_2022=texts["achievement_before"],
        plan_2023=texts["plan"],
        status_2023=texts["status"],
        evaluation_2023=texts["evaluation"],
        achievement_2023=texts["achievement"],
        plan_2024="",
    )
