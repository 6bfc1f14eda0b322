"""The staged Parquet files as the warehouse takes them in, and the record of the run."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

import pandas as pd

from pipeline import __version__
from pipeline.contracts.base import Contract, conform, table_name
from pipeline.contracts.quality import Run
from pipeline.contracts.tables import STAGED
from pipeline.settings import Settings

_LIBRARIES = ("dagster", "duckdb", "pandas", "pandera", "pyarrow")


def staged_frames(settings: Settings) -> dict[type[Contract], pd.DataFrame]:
    """Return every staged table with its contract."""
    return {contract: pd.read_parquet(settings.stage / f"{table_name(contract)}.parquet") for contract in STAGED}


def run_record(settings: Settings, frames: Mapping[type[Contract], pd.DataFrame], run_id: str) -> pd.DataFrame:
    """Return the row of `quality.run` for these tables. The content hash does not depend on when or where it ran."""
    digest = hashlib.sha256()
    counts = {table_name(contract): len(frame) for contract, frame in frames.items()}
    for name in counts:
        digest.update(name.encode())
        digest.update((settings.stage / f"{name}.parquet").read_bytes())
    findings = next(frame for contract, frame in frames.items() if table_name(contract) == "quality.finding")
    row = {
        "run_id": run_id,
        "published_at": datetime.now(ZoneInfo("Asia/Tokyo")).isoformat(timespec="seconds"),
        "shinchoku_version": __version__,
        "library_versions": json.dumps({name: version(name) for name in _LIBRARIES}),
        "document_count": counts["raw.document"],
        "rejected_document_count": int((findings["rule_code"] == "document_rejected").sum()),
        "row_counts": json.dumps(counts),
        "content_sha256": digest.hexdigest(),
    }
    return conform(Run, [row])
