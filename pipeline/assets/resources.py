"""Resources of the graph: the folders of a run; and how assets show the tables they stand for."""

from pathlib import Path
from typing import Any

import dagster as dg

from pipeline.contracts.base import Contract, columns, table_comment
from pipeline.contracts.tables import BY_NAME
from pipeline.errors import InputError
from pipeline.settings import ReleaseFolder, Settings


class Folders(dg.ConfigurableResource):
    """The folders of a run; empty: those of the environment, else the project's own."""

    seeds: str = ""
    output: str = ""

    @property
    def settings(self) -> Settings:
        """Return the settings of the run."""
        return Settings.of(Path(self.seeds) if self.seeds else None, Path(self.output) if self.output else None)

    def candidate(self, run_id: str) -> ReleaseFolder:
        """Return the release that a run is making. Raises InputError if the run has not begun one."""
        candidate = self.settings.candidate(run_id)
        if not candidate.path.is_dir():
            raise InputError(
                f"{candidate.path}: ありません。warehouse/candidate から published までをまとめて実行してください。",
                f"{candidate.path}: is not there; materialize warehouse/candidate and all that follows in one run.",
            )
        return candidate


def key_of(table: str) -> dg.AssetKey:
    """Return the asset key of a table's name."""
    return dg.AssetKey(table.split("."))


def column_schema(contract: type[Contract]) -> dg.TableSchema:
    """Return a contract's columns as Dagster shows them."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=column.name,
                type=column.duckdb_type,
                description=column.comment,
                constraints=dg.TableColumnConstraints(nullable=column.is_nullable),
            )
            for column in columns(contract)
        ]
    )


def table_facts(table: str) -> dict[str, Any]:
    """Return the description and metadata that an asset of a table carries, from its contract."""
    contract = BY_NAME.get(table)
    if contract is None:
        return {"description": "Findings on their way to quality.finding, as the graph hands them on.", "metadata": {}}
    return {
        "description": table_comment(contract),
        "metadata": {"dagster/column_schema": column_schema(contract)},
    }
