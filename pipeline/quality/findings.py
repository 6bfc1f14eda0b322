"""A finding: one thing to ask or to repair, and where. What it says is the rule's affair (`gathering.py`)."""

from dataclasses import dataclass
from dataclasses import field as with_default
from typing import Any


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
