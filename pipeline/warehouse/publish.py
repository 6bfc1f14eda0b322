"""Publish a checked file by an atomic rename; keep the previous three."""

import os
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.settings import WAREHOUSE_NAME, Settings

KEPT = 3


def publish(settings: Settings) -> Path:
    """Put the candidate in the place of the published warehouse and return its path.

    Readers that have the old file open keep it; a reader that opens the path sees either the old or the new file.
    """
    _sync(settings.candidate)
    if settings.warehouse.exists():
        _keep(settings)
    # DuckDB would replay a left-over log of the old file into the new one.
    settings.warehouse.with_name(WAREHOUSE_NAME + ".wal").unlink(missing_ok=True)
    settings.candidate.replace(settings.warehouse)
    _sync(settings.output)
    return settings.warehouse


def _keep(settings: Settings) -> None:
    """Copy the published file into `previous/` under the time it was published, and drop the oldest."""
    settings.previous.mkdir(exist_ok=True)
    published = datetime.fromtimestamp(settings.warehouse.stat().st_mtime, ZoneInfo("Asia/Tokyo"))
    kept = settings.previous / f"shinchoku-{published:%Y%m%dT%H%M%S}.duckdb"
    partial = kept.with_suffix(".partial")
    shutil.copy2(settings.warehouse, partial)
    partial.replace(kept)
    for old in sorted(settings.previous.glob("shinchoku-*.duckdb"))[:-KEPT]:
        old.unlink()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
