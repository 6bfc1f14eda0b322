"""Acceptances (`seeds/accepted_findings.csv`): findings that someone lets stand, for ever or a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

ACCEPTED_NAME = "accepted_findings.csv"


@dataclass(frozen=True)
class Acceptance:
    """A decision to let one finding stand: why, whose, since when, until when (None: for ever)."""

    seeds_line: int
    finding_id: str
    reason: str
    accepted_by: str
    accepted_on: date
    expires_on: date | None = None

    def is_expired(self, today: date) -> bool:
        """Say whether its last day is over."""
        return self.expires_on is not None and self.expires_on < today


def latest_acceptances(acceptances: Iterable[Acceptance]) -> dict[str, Acceptance]:
    """Return the acceptance of each finding; a later row replaces an earlier one, as with adjudications."""
    return {acceptance.finding_id: acceptance for acceptance in acceptances}
