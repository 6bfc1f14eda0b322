"""The staged Parquet files as the warehouse takes them in, and what depends on the run: states of findings, the run."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

import pandas as pd

from pipeline import __version__
from pipeline.contracts.base import Contract, conform, table_name
from pipeline.contracts.quality import Finding, FindingHistory, GatheredFinding, Run
from pipeline.contracts.tables import STAGED
from pipeline.quality.acceptance import Acceptance
from pipeline.quality.states import Previous, settled
from pipeline.settings import Settings
from pipeline.warehouse.previous import previous_findings

_LIBRARIES = ("dagster", "duckdb", "pandas", "pandera", "pyarrow")
Frames = dict[type[Contract], pd.DataFrame]


def warehouse_frames(settings: Settings, acceptances: Sequence[Acceptance], run_id: str) -> Frames:
    """Return every table of the warehouse that is not computed in it, with its contract.

    The day on which acceptances are judged is today in Japan.
    """
    now = datetime.now(ZoneInfo("Asia/Tokyo"))
    frames = _staged_frames(settings)
    previous = previous_findings(settings)
    findings, history = settled(frames.pop(GatheredFinding), previous, acceptances, run_id, now.date())
    frames |= {Finding: findings, FindingHistory: history}
    return frames | {Run: _run_record(frames, previous, _content_hash(settings), run_id, now)}


def _staged_frames(settings: Settings) -> Frames:
    return {contract: pd.read_parquet(settings.stage / f"{table_name(contract)}.parquet") for contract in STAGED}


def _content_hash(settings: Settings) -> str:
    """Return a hash over the staged tables: it does not depend on when or where the job ran, or on what ran before."""
    digest = hashlib.sha256()
    for name in map(table_name, STAGED):
        digest.update(name.encode())
        digest.update((settings.stage / f"{name}.parquet").read_bytes())
    return digest.hexdigest()


def _run_record(
    frames: Mapping[type[Contract], pd.DataFrame], previous: Previous, content_sha256: str, run_id: str, now: datetime
) -> pd.DataFrame:
    counts = {table_name(contract): len(frame) for contract, frame in frames.items()}
    row = {
        "run_id": run_id,
        "previous_run_id": previous.run_id,
        "previous_published_at": previous.published_at,
        "published_at": now.isoformat(timespec="seconds"),
        "shinchoku_version": __version__,
        "library_versions": json.dumps({name: version(name) for name in _LIBRARIES}),
        "document_count": counts["raw.document"],
        "rejected_document_count": int((frames[Finding]["rule_code"] == "document_rejected").sum()),
        "row_counts": json.dumps(counts),
        "content_sha256": content_sha256,
    }
    return conform(Run, [row])
