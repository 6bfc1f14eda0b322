"""What changed since the release before: documents, measures, values and restatements; findings tell it themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipeline.errors import InputError
from pipeline.settings import ReleaseFolder, Settings
from pipeline.warehouse.connect import current_release, read_rows
from pipeline.warehouse.statements import rendered

Row = dict[str, Any]
# The parts of a comparison, each a statement of `sql/reading`.
PARTS = ("documents", "measures", "values", "restatements")


@dataclass(frozen=True)
class Changes:
    """What differs from the release before, part by part; None: that release cannot tell (it is older, or gone)."""

    previous_run_id: str | None
    documents: Sequence[Row] | None = None
    measures: Sequence[Row] | None = None
    values: Sequence[Row] | None = None
    restatements: Sequence[Row] | None = None


def changes_since(settings: Settings, run_id: str, previous_run_id: str | None) -> Changes:
    """Compare a published release with the one before it; both are opened for this alone."""
    if previous_run_id is None:
        return Changes(None)
    place = settings.release(run_id)
    # Before there were releases, the database stood in the output folder.
    now = place if place.warehouse.is_file() else current_release(settings)
    return changes_between(now, settings.release(previous_run_id))


def changes_between(now: ReleaseFolder, earlier: ReleaseFolder) -> Changes:
    """Compare a release, or a candidate, with an earlier release."""
    previous_run_id = earlier.path.name
    with duckdb.connect() as connection:
        try:
            for name, release in (("now", now), ("earlier", earlier)):
                connection.execute(rendered("attach", path=str(release.warehouse), name=name))
        except duckdb.Error:
            return Changes(previous_run_id)
        connection.execute("set enable_external_access = false")
        connection.execute("use now")
        return Changes(previous_run_id, *(_read(connection, f"changed_{part}") for part in PARTS))


def _read(connection: duckdb.DuckDBPyConnection, name: str) -> list[Row] | None:
    try:
        return read_rows(connection, name)
    # A table or column that the earlier release did not have.
    except (InputError, duckdb.Error):
        return None
