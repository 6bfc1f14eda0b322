"""Findings as the rows in which stages hand them on."""

import json
from collections.abc import Iterable
from typing import Any

import pandas as pd

from pipeline.contracts.base import conform
from pipeline.contracts.quality import StageFinding
from pipeline.quality.findings import Finding


def finding_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return the findings of one stage as rows of `stage.finding`, the shape in which stages hand them on."""
    return conform(StageFinding, [_row(finding) for finding in findings])


def _row(finding: Finding) -> dict[str, Any]:
    message_ja, message_en = finding.messages or (None, None)
    row = {key: value for key, value in vars(finding).items() if key != "messages"}
    evidence = json.dumps(finding.evidence, ensure_ascii=False, sort_keys=True)
    return row | {"evidence": evidence, "message_ja": message_ja, "message_en": message_en}
