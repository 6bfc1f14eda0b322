"""Findings: one thing to ask or to repair, with a stable id and its sentence in two languages."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from dataclasses import field as with_default
from typing import Any

import pandas as pd

from pipeline.contracts.base import conform
from pipeline.contracts.quality import Finding as FindingContract
from pipeline.contracts.quality import Rule as RuleContract
from pipeline.quality.rules import RULES

_LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Finding:
    """What a rule found, and where. `observed` and `expected` fill the rule's sentence."""

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

    @property
    def finding_id(self) -> str:
        """Return an id that depends on the rule, the place and what stands there, and on nothing else."""
        parts = [self.rule_code, self.document_id, self.line_no, self.cell_no, self.fiscal_year]
        parts += [self.department_id, self.field, self.observed]
        digest = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
        return f"{self.rule_code}-{digest[:12]}"


def finding_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as rows of `quality.finding`; the same fault found twice is one row."""
    return conform(FindingContract, list({f.finding_id: _row(f) for f in findings}.values()))


def gathered(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the findings of several stages as one `quality.finding`."""
    filled = [frame for frame in frames if len(frame)] or [frames[0]]
    return conform(FindingContract, pd.concat(filled, ignore_index=True))


def rule_frame() -> pd.DataFrame:
    """Return the rules as rows of `quality.rule`."""
    columns = {"code": "rule_code"}
    return conform(RuleContract, pd.DataFrame([asdict(rule) for rule in RULES.values()]).rename(columns=columns))


def _row(finding: Finding) -> dict[str, Any]:
    rule = RULES[finding.rule_code]
    quotes = {"observed": _quoted(finding.observed), "expected": _quoted(finding.expected)}
    ja, en = finding.messages or (rule.message_ja.format(**quotes), rule.message_en.format(**quotes))
    row = {key: value for key, value in vars(finding).items() if key != "messages"}
    return row | {
        "finding_id": finding.finding_id,
        "severity": rule.severity,
        "message_ja": ja,
        "message_en": en,
        "evidence": json.dumps(finding.evidence, ensure_ascii=False, sort_keys=True),
    }


def _quoted(text: str | None) -> str:
    text = " ".join((text or "").split())
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
