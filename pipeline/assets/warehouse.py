"""The database of the release in the making: built beside the published one, and checked."""

from collections.abc import Iterator

import dagster as dg

from pipeline.assets.resources import Folders, key_of, table_facts
from pipeline.assets.tables import OWNERS
from pipeline.contracts.base import table_name
from pipeline.contracts.quality import Run
from pipeline.contracts.tables import BUILT, MARTS, STAGED
from pipeline.seeds.judgement import read_judgement
from pipeline.warehouse.build import build_warehouse, run_checks
from pipeline.warehouse.release import start_candidate
from pipeline.warehouse.stage import warehouse_frames
from pipeline.warehouse.statements import check_statements

CANDIDATE = dg.AssetKey(["warehouse", "candidate"])
_MOST_ROWS_SHOWN = 20
_STAGED_KEYS = [key_of(table_name(contract)) for contract in STAGED]


def _spec(table: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        key_of(table),
        deps=_STAGED_KEYS,
        group_name="marts" if table.startswith("mart.") else "warehouse",
        kinds={"duckdb"},
        owners=OWNERS,
        **table_facts(table),
    )


@dg.multi_asset(
    name="candidate",
    specs=[
        dg.AssetSpec(
            CANDIDATE,
            deps=_STAGED_KEYS,
            group_name="warehouse",
            kinds={"duckdb"},
            owners=OWNERS,
            description="The new DuckDB file, complete and commented, not yet checked or published.",
        ),
        *(_spec(table_name(contract)) for contract in BUILT),
    ],
)
def candidate(context: dg.AssetExecutionContext, folders: Folders) -> Iterator[dg.MaterializeResult]:
    """Build the file from the staged tables and `sql/`, marts and Japanese views included.

    Findings get their state here, against the release that is current now: it depends on the run, not on the content.
    """
    settings = folders.settings
    frames = warehouse_frames(settings, read_judgement(settings.seeds).acceptances, context.run.run_id)
    path = start_candidate(settings, context.run.run_id).warehouse
    counts = build_warehouse(path, frames, MARTS)
    for contract in BUILT:
        name = table_name(contract)
        yield dg.MaterializeResult(key_of(name), metadata={"dagster/row_count": counts[name]})
    compared_with = str(frames[Run]["previous_run_id"].iloc[0])
    yield dg.MaterializeResult(
        CANDIDATE,
        metadata={"rows": sum(counts.values()), "path": str(path), "compared_with_run": compared_with},
    )


@dg.multi_asset_check(
    name="sql_checks",
    specs=[
        dg.AssetCheckSpec(name, asset=CANDIDATE, blocking=True, description=statement.splitlines()[0].lstrip("- "))
        for name, statement in check_statements().items()
    ],
)
def sql_checks(context: dg.AssetCheckExecutionContext, folders: Folders) -> Iterator[dg.AssetCheckResult]:
    """Run every check of `sql/checks` on the candidate: a check returns failing rows."""
    failing = run_checks(folders.candidate(context.run.run_id).warehouse)
    for name in check_statements():
        rows = failing.get(name, [])
        shown = dg.MetadataValue.json([[str(value) for value in row] for row in rows[:_MOST_ROWS_SHOWN]])
        metadata: dict[str, dg.MetadataValue] = {"failing": dg.MetadataValue.int(len(rows)), "rows": shown}
        yield dg.AssetCheckResult(asset_key=CANDIDATE, check_name=name, passed=not rows, metadata=metadata)
