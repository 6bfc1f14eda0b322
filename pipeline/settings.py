"""Where things are. Nothing happens at import time, and nothing heavy is imported."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[1]
SQL_ROOT = PROJECT_ROOT / "sql"
WAREHOUSE_NAME = "shinchoku.duckdb"


@dataclass(frozen=True)
class Limits:
    """How large a table may be. Beyond that it is no progress table, and reading it would take the machine's memory."""

    bytes_of_file: int = 256 << 20  # the largest published tables have a few MB
    lines: int = 200_000  # a hundred times the longest plan
    cells_in_line: int = 500  # ten years of four fields for ten sections; placement takes the square of it
    characters_in_line: int = 1_000_000  # Excel allows 32,767 in a cell


LIMITS = Limits()


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
        """Return the published DuckDB file."""
        return self.output / WAREHOUSE_NAME

    @property
    def candidate(self) -> Path:
        """Return the file that is built and checked beside the published one."""
        return self.output / f".{WAREHOUSE_NAME}.candidate"

    @property
    def previous(self) -> Path:
        """Return the folder of the warehouses published before."""
        return self.output / "previous"

    @property
    def stage(self) -> Path:
        """Return the folder of the Parquet files between assets."""
        return self.output / "stage"

    @property
    def exports(self) -> Path:
        """Return the folder of the exported tables."""
        return self.output / "exports"

    @property
    def reports(self) -> Path:
        """Return the folder of the reports."""
        return self.output / "reports"

    @property
    def lock(self) -> Path:
        """Return the file that keeps two runs from writing at once."""
        return self.output / ".lock"
