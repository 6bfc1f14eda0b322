"""What becomes of findings from run to run: new, persisting, accepted, resolved; and what acceptances call for.

Everything that depends on when the job ran is here, and is added after the content was hashed. The day is an argument.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pipeline.contracts.base import conform
from pipeline.contracts.quality import Finding as FindingContract
from pipeline.contracts.quality import FindingHistory, GatheredFinding
from pipeline.quality.acceptance import ACCEPTED_NAME, Acceptance, latest_acceptances
from pipeline.quality.finding_frames import finding_frame
from pipeline.quality.findings import Finding
from pipeline.quality.gathering import gathered
from pipeline.quality.progress_table import ProgressTable
from pipeline.quality.rules.acceptances import EXPIRED, UNMATCHED


@dataclass(frozen=True)
class Previous:
    """What the warehouse published before says: its run, `quality.finding` and `quality.finding_history`."""

    run_id: str | None
    published_at: str | None
    findings: pd.DataFrame
    history: pd.DataFrame

    @classmethod
    def none(cls) -> "Previous":
        """Return what there is before the first publication."""
        return cls(None, None, conform(FindingContract, []), conform(FindingHistory, []))


def settled(
    found: pd.DataFrame, previous: Previous, acceptances: Iterable[Acceptance], run_id: str, today: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return `quality.finding` and `quality.finding_history` of a run from what it gathered (`stage.gathered_finding`).

    Findings about the acceptances themselves are added: of one that has expired, and of one that matches nothing.
    """
    latest = latest_acceptances(acceptances)
    findings = pd.concat([found, acceptance_findings(found, latest.values(), today)], ignore_index=True)
    first_seen = dict(zip(previous.findings["finding_id"], previous.findings["first_seen_run"], strict=True))
    accepted = {name for name, acceptance in latest.items() if not acceptance.is_expired(today)}
    is_known, is_accepted = findings["finding_id"].isin(list(first_seen)), findings["finding_id"].isin(list(accepted))
    findings["state"] = is_known.map({True: "persisting", False: "new"}).mask(is_accepted, "accepted")
    findings["state"] = findings["state"].mask(findings["is_superseded"], "superseded")
    findings["first_seen_run"] = findings["finding_id"].map(first_seen).astype("object").fillna(run_id)
    return conform(FindingContract, findings), _history(previous, findings["finding_id"], run_id)


def acceptance_findings(found: pd.DataFrame, acceptances: Iterable[Acceptance], today: date) -> pd.DataFrame:
    """Return rows of `stage.gathered_finding` about acceptances that have expired or match none of `found`."""
    by_id = {row["finding_id"]: row for row in conform(GatheredFinding, found).astype("object").to_dict("records")}
    table = finding_frame(_faults(acceptances, by_id, today))
    return gathered([table], ProgressTable([]))["stage.gathered_finding"]


def _faults(acceptances: Iterable[Acceptance], by_id: dict[str, dict[Any, Any]], today: date) -> Iterator[Finding]:
    """An expired acceptance stands where its finding stands; one without a finding stands in seeds alone."""
    for acceptance in acceptances:
        row = by_id.get(acceptance.finding_id)
        evidence = {name: str(value) for name, value in vars(acceptance).items() if value is not None}
        if row is None:
            yield Finding(UNMATCHED, ACCEPTED_NAME, observed=acceptance.finding_id, evidence=evidence)
        elif acceptance.is_expired(today):
            place = ("line_no", "cell_no", "measure_id", "fiscal_year", "field")
            yield Finding(
                EXPIRED,
                row["document_id"],
                **{name: None if pd.isna(row[name]) else row[name] for name in place},
                observed=acceptance.finding_id,
                expected=str(acceptance.expires_on),
                evidence=evidence,
            )


def _history(previous: Previous, found: "pd.Series[str]", run_id: str) -> pd.DataFrame:
    """Carry on what was resolved before and not found again; add what was found before and is not any more."""
    carried = previous.history[~previous.history["finding_id"].isin(found)]
    resolved = previous.findings[~previous.findings["finding_id"].isin(found)].assign(resolved_in_run=run_id)
    rows = pd.concat([conform(FindingHistory, carried), conform(FindingHistory, resolved)], ignore_index=True)
    return conform(FindingHistory, rows)
