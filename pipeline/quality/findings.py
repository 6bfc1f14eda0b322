"""A finding: one thing to ask or to repair, and where. What it says is the rule's affair (`gathering.py`)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as with_default
from typing import Any

import pandas as pd

from pipeline.contracts.base import conform
from pipeline.contracts.quality import StageFinding


@dataclass(frozen=True)
class Finding:
    """What a rule found, and where. `observed` and `expected` fill the rule's sentence.

    `department_id` is the section that can answer, where the rule knows better than the row (else: None).
    `evidence` holds the texts, numbers and places that were compared.
    """

    rule_code: str
    document_id: str
    line_no: int | None = None
    cell_no: int | None = None
    measure_id: str | None = None
    fiscal_year: int | None = None
    department_id: str | None = None
    field: str | None = None
    observed: str | None = None
    expected: str | None = None
    evidence: dict[str, Any] = with_default(default_factory=dict)
    messages: tuple[str, str] | None = None


def finding_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return the findings of one stage as rows of `stage.finding`, the shape in which stages hand them on."""
    return conform(StageFinding, [_row(finding) for finding in findings])


def _row(finding: Finding) -> dict[str, Any]:
    message_ja, message_en = finding.messages or (None, None)
    row = {key: value for key, value in vars(finding).items() if key != "messages"}
    evidence = json.dumps(finding.evidence, ensure_ascii=False, sort_keys=True)
    return row | {"evidence": evidence, "message_ja": message_ja, "message_en": message_en}
