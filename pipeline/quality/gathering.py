"""Findings of all stages and rules as one table: their ids, who can answer, and what they say in two languages."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from pipeline.contracts.base import conform, records
from pipeline.contracts.quality import FindingOwner, GatheredFinding
from pipeline.contracts.quality import Rule as RuleContract
from pipeline.quality.habits import by_column
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules import RULES
from pipeline.quality.rules.families import FAMILY_OF, Family
from pipeline.values.text import filled

# What names a fault. A measure is named by itself and not by its line: lines move between runs and editions.
_PLACE = ("rule_code", "document_id", "measure_id", "fiscal_year", "department_id", "field", "observed")
_PLACE_WITHOUT_MEASURE = ("line_no", "cell_no")

Row = dict[str, Any]


@dataclass(frozen=True)
class Owners:
    """Who can answer about a measure line: per document and line its row; departments by id, successors followed."""

    rows: Mapping[tuple[str, int], MeasureRow]
    successors: Mapping[str, str]

    @classmethod
    def of(cls, table: ProgressTable) -> "Owners":
        """Return the owners of a table's rows."""
        ids = {record.section_name: name for name, record in table.departments.items()}
        successors = {
            name: ids[record.successor] for name, record in table.departments.items() if record.successor in ids
        }
        return cls({(row.document.document_id, row.listing.line_no): row for row in table.rows}, successors)

    def of_finding(self, finding: Row) -> list[str]:
        """Return the sections that can answer today: the one the rule names, else those responsible in that year."""
        named = finding["department_id"]
        row = self.rows.get((finding["document_id"], finding["line_no"] or 0))
        if named is None and row is None:
            return []
        asked = [named] if named else self._responsible(row, finding["fiscal_year"])
        return list(dict.fromkeys(self._today(name) for name in asked))

    def _responsible(self, row: MeasureRow | None, fiscal_year: int | None) -> Sequence[str]:
        if row is None or not row.departments:
            return []
        return row.departments.get(fiscal_year or max(row.departments), row.departments[max(row.departments)])

    def _today(self, department_id: str) -> str:
        seen = {department_id}
        while (later := self.successors.get(department_id)) and later not in seen:
            seen.add(later)
            department_id = later
        return department_id


def gathered(frames: Sequence[pd.DataFrame], table: ProgressTable) -> dict[str, pd.DataFrame]:
    """Return `stage.finding` frames as `stage.gathered_finding` and `quality.finding_owner`; a fault is one row."""
    owners = Owners.of(table)
    found: list[Row] = []
    answering: list[Row] = []
    for row in _told_apart(frames, owners, table):
        asked = owners.of_finding(row)
        place = (row["document_id"], row["measure_id"], row["field"], row["fiscal_year"])
        is_superseded = table.editions.is_superseded(*place)
        found.append(_worded(row) | {"department_id": asked[0] if asked else None, "is_superseded": is_superseded})
        answering += [{"finding_id": row["finding_id"], "department_id": name} for name in asked]
    return {
        "stage.gathered_finding": conform(GatheredFinding, found),
        "quality.finding_owner": conform(FindingOwner, answering),
    }


def rule_frame() -> pd.DataFrame:
    """Return the rules as rows of `quality.rule`."""
    family = [field.name for field in fields(Family)]
    columns = [name for name in RuleContract.to_schema().columns if name not in ("rule_code", *family)]
    rows = [
        {
            "rule_code": rule.code,
            **vars(FAMILY_OF[rule.code]),
            **{name: getattr(rule, name) or None for name in columns},
        }
        for rule in RULES.values()
    ]
    return conform(RuleContract, rows)


def _told_apart(frames: Sequence[pd.DataFrame], owners: Owners, table: ProgressTable) -> list[Row]:
    """Return every fault once, with measure and id: the newest edition that has it tells it."""
    editions = table.editions
    told: dict[str, Row] = {}
    first_document: dict[str, str] = {}
    found = by_column(map(_worded, _numbered(frames, owners)), table)
    for row in sorted(found, key=lambda row: editions.order.get(row["document_id"], -1)):
        plan = editions.plans.get(row["document_id"]) if row["measure_id"] else None
        fault = _fault(row | {"document_id": plan or row["document_id"]})
        named_after = first_document.setdefault(fault, row["document_id"])
        finding_id = _finding_id(row["rule_code"], _fault(row | {"document_id": named_after}))
        told.pop(finding_id, None)
        told[finding_id] = row | {"finding_id": finding_id}
    return list(told.values())


def _numbered(frames: Sequence[pd.DataFrame], owners: Owners) -> Iterator[Row]:
    """Yield every finding once, with its measure; equal ones in several cells of a document are counted through."""
    cells_of: dict[str, list[tuple[int | None, int | None]]] = {}
    for frame in frames:
        for row in records(frame):
            line = owners.rows.get((row["document_id"], row["line_no"] or 0))
            row["measure_id"] = row["measure_id"] or (line.measure_id if line else None)
            cells = cells_of.setdefault(_fault(row), [])
            if (cell := (row["line_no"], row["cell_no"])) not in cells:
                cells.append(cell)
                yield row | {"number": len(cells)}


def _fault(row: Row) -> str:
    """Return what makes a fault the same in the next run: rule, place and what stands there, and nothing else.

    Of a measure's fault, the document is the first edition that has it: in a later one it is the same fault.
    """
    names = _PLACE if row["measure_id"] else (*_PLACE, *_PLACE_WITHOUT_MEASURE)
    fault = json.dumps([row[name] for name in names], ensure_ascii=False)
    return f"{fault} {row['number']}" if "number" in row else fault


def _finding_id(rule_code: str, fault: str) -> str:
    return f"{rule_code}-{hashlib.sha256(fault.encode()).hexdigest()[:12]}"


def _worded(row: Row) -> Row:
    rule = RULES[row["rule_code"]]
    return row | {
        "severity": rule.severity,
        "message_ja": row["message_ja"] or filled(rule.message_ja, row),
        "message_en": row["message_en"] or filled(rule.message_en, row),
    }
