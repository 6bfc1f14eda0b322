"""Fixtures: the real document's warehouse, built once per session by the job itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.settings import PROJECT_ROOT, Settings

if TYPE_CHECKING:
    import duckdb


@pytest.fixture(scope="session", autouse=True)
def _no_history() -> Iterator[None]:
    """Tests leave no run in the history of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DAGSTER_HOME", raising=False)
        yield


@pytest.fixture(scope="session")
def kiyose_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The job run on the bundled seeds into a folder of its own."""
    from pipeline.assets.run import run_refresh

    settings = Settings.of(PROJECT_ROOT / "seeds", tmp_path_factory.mktemp("kiyose"))
    run_refresh(settings, lambda _: None)
    return settings


@pytest.fixture(scope="session")
def kiyose(kiyose_settings: Settings) -> "Iterator[duckdb.DuckDBPyConnection]":
    """The published warehouse of the real document, read-only."""
    import duckdb

    with duckdb.connect(str(kiyose_settings.warehouse), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def kiyose_document() -> Path:
    """The real document."""
    return PROJECT_ROOT / "seeds" / "documents" / "132217_kiyose_2023.tsv"
