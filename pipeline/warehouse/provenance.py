"""Where a release comes from, for its manifest: the run, as its database tells, and the files that were read."""

import hashlib
import json
from pathlib import Path

from pipeline.seeds.files import read_inside
from pipeline.settings import ReleaseFolder, Settings
from pipeline.warehouse.connect import read_rows, warehouse_of
from pipeline.warehouse.releases.manifest import RunFacts


def run_facts(release: ReleaseFolder) -> RunFacts:
    """Return what the database of a release says about its run. Raises InputError if it says nothing."""
    with warehouse_of(release) as connection:
        (row,) = read_rows(connection, "run_provenance")
    return RunFacts(
        row["run_id"],
        row["published_at"],
        row["shinchoku_version"],
        row["content_sha256"],
        json.loads(row["row_counts"]),
    )


def read_inputs(settings: Settings, release: ReleaseFolder) -> dict[str, str]:
    """Return the hash of every CSV file of the seeds folder, and of every document as it was read."""
    with warehouse_of(release) as connection:
        documents = {row["source_path"]: row["sha256"] for row in read_rows(connection, "document_inputs")}
    tables = {path.name: _hash(path) for path in sorted(settings.seeds.glob("*.csv"))}
    return {name: digest for name, digest in tables.items() if digest} | documents


def _hash(path: Path) -> str | None:
    """Return the hash of a file; None for a link, folder or pipe that no stage can have read."""
    try:
        return hashlib.sha256(read_inside(path, path.parent)).hexdigest()
    except (OSError, RuntimeError):
        return None
