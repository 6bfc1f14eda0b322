"""Where things are. Nothing happens at import time, and nothing heavy is imported."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[1]
SQL_ROOT = PROJECT_ROOT / "sql"
WAREHOUSE_NAME = "shinchoku.duckdb"
EXPORTS_NAME = "exports"
REPORTS_NAME = "reports"
INBOX_NAME = "inbox"
# What a release is made of, besides its manifest.
PARTS = (WAREHOUSE_NAME, EXPORTS_NAME, REPORTS_NAME)
CANDIDATE_PREFIX = ".candidate-"


@dataclass(frozen=True)
class ReleaseFolder:
    """The folder of one release, published or in the making, and what stands where in it."""

    path: Path

    @property
    def warehouse(self) -> Path:
        """Return the DuckDB file."""
        return self.path / WAREHOUSE_NAME

    @property
    def exports(self) -> Path:
        """Return the folder of the exported tables."""
        return self.path / EXPORTS_NAME

    @property
    def reports(self) -> Path:
        """Return the folder of the reports."""
        return self.path / REPORTS_NAME

    @property
    def pages(self) -> Path:
        """Return the file that tells of which rows the pages of each plan were made."""
        return self.path / "pages.json"

    @property
    def manifest(self) -> Path:
        """Return the file that tells what the release holds."""
        return self.path / "manifest.json"


@dataclass(frozen=True)
class Limits:
    """How large a table may be. Beyond that it is no progress table, and reading it would take the machine's memory."""

    bytes_of_file: int = 256 << 20  # the largest published tables have a few MB
    bytes_unpacked: int = 512 << 20  # a workbook of a few MB unpacks to some tens
    lines: int = 200_000  # a hundred times the longest plan
    cells_in_line: int = 500  # ten years of four fields for ten sections; placement takes the square of it
    cells: int = 2_000_000  # a hundred times the largest table known
    characters_in_cell: int = 50_000  # Excel allows 32,767
    characters_in_line: int = 1_000_000  # Excel allows 32,767 in a cell


LIMITS = Limits()


@dataclass(frozen=True)
class Automation:
    """What the graph does by itself, as the environment of the service that runs it says."""

    refresh_cron: str
    fresh_by_cron: str
    timezone: str
    webhook: str | None
    executor: str
    workers: int  # processes that compute plans

    @classmethod
    def of_environment(cls) -> "Automation":
        """Return what the environment says.

        The progress of a fiscal year (to 31 March) is reported in spring: 1 June, 06:00, before office hours; a month
        later the release must have come.
        """
        return cls(
            os.environ.get("SHINCHOKU_REFRESH_CRON", "0 6 1 6 *"),
            os.environ.get("SHINCHOKU_FRESH_BY_CRON", "0 6 1 7 *"),
            os.environ.get("SHINCHOKU_TIMEZONE", "Asia/Tokyo"),
            os.environ.get("SHINCHOKU_WEBHOOK") or None,
            os.environ.get("SHINCHOKU_EXECUTOR", "in_process"),
            _workers(os.environ.get("SHINCHOKU_WORKERS", "")),
        )


def _workers(told: str) -> int:
    """Return the number that is told, else that of the cores that this process may use."""
    if told.isdecimal() and int(told):
        return int(told)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Settings:
    """The two folders of a run: seeds to read, output to write. Nothing else is read or written."""

    seeds: Path
    output: Path

    @classmethod
    def of(cls, seeds: Path | None = None, output: Path | None = None) -> "Settings":
        """Return the settings for given folders, else those of the environment, else the project's own."""
        chosen_seeds = seeds or os.environ.get("SHINCHOKU_SEEDS") or PROJECT_ROOT / "seeds"
        chosen_output = output or os.environ.get("SHINCHOKU_OUTPUT") or PROJECT_ROOT / "warehouse"
        return cls(Path(chosen_seeds).expanduser().absolute(), Path(chosen_output).expanduser().absolute())

    @property
    def warehouse(self) -> Path:
        """Return the path people know of the published DuckDB file: a link through `current`."""
        return self.output / WAREHOUSE_NAME

    @property
    def exports(self) -> Path:
        """Return the path people know of the exported tables: a link through `current`."""
        return self.output / EXPORTS_NAME

    @property
    def reports(self) -> Path:
        """Return the path people know of the reports: a link through `current`."""
        return self.output / REPORTS_NAME

    @property
    def current(self) -> Path:
        """Return the symbolic link to the release that is published."""
        return self.output / "current"

    @property
    def releases(self) -> Path:
        """Return the folder of the releases; what begins with a dot in it is none."""
        return self.output / "releases"

    @property
    def previous(self) -> Path:
        """Return where outputs stand that an older version of the software wrote."""
        return self.output / "previous"

    @property
    def stage(self) -> Path:
        """Return the folder of the Parquet files between assets."""
        return self.output / "stage"

    @property
    def inbox(self) -> Path:
        """Return the folder from which new tables are taken in by themselves."""
        return self.seeds / INBOX_NAME

    @property
    def alerts(self) -> Path:
        """Return the file that tells of failed runs."""
        return self.output / "alerts.log"

    @property
    def lock(self) -> Path:
        """Return the file that keeps two runs from writing at once."""
        return self.output / ".lock"

    def release(self, run_id: str) -> ReleaseFolder:
        """Return the place of a release."""
        return ReleaseFolder(self.releases / run_id)

    def candidate(self, run_id: str) -> ReleaseFolder:
        """Return the place where a release is made and checked before it is one."""
        return ReleaseFolder(self.releases / f"{CANDIDATE_PREFIX}{run_id}")
