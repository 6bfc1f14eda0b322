"""The database of the release in the making: built from all plans beside the published one, and checked."""

from collections.abc import Iterator

import dagster as dg

from pipeline.assets.alerts import retrying
from pipeline.assets.lineage import mart_column_lineage, tables_read
from pipeline.assets.plans import OWNERS
from pipeline.assets.resources import Folders, key_of, table_facts
from pipeline.contracts.base import Contract, table_name
from pipeline.contracts.tables import BUILT, MARTS, OF_THE_RUN, STAGED
from pipeline.plans.plan import read_plans
from pipeline.seeds.judgement import read_judgement
from pipeline.warehouse.candidate import Candidate, build_candidate
from pipeline.warehouse.lock import writing
from pipeline.warehouse.release import start_candidate
from pipeline.warehouse.statements import check_statements

CANDIDATE = dg.AssetKey(["warehouse", "candidate"])
_MOST_ROWS_SHOWN = 20


def _spec(table: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        key_of(table), deps=_EVERY_PLAN, group_name="warehouse", kinds={"duckdb"}, owners=OWNERS, **table_facts(table)
    )


def _mart_spec(contract: type[Contract]) -> dg.AssetSpec:
    """Return the spec of a mart: what its statement reads, and which columns it takes over."""
    facts = table_facts(name := table_name(contract))
    facts["metadata"]["dagster/column_lineage"] = mart_column_lineage(contract)
    read = [_dep(table) for table in tables_read(name)]
    return dg.AssetSpec(key_of(name), deps=read, group_name="marts", kinds={"duckdb"}, owners=OWNERS, **facts)


def _dep(table: str) -> dg.AssetDep:
    is_of_plans = table in map(table_name, STAGED)
    return dg.AssetDep(key_of(table), partition_mapping=dg.AllPartitionMapping() if is_of_plans else None)


_EVERY_PLAN = [_dep(table_name(contract)) for contract in STAGED]


@dg.multi_asset(
    name="candidate",
    specs=[
        dg.AssetSpec(
            CANDIDATE,
            deps=_EVERY_PLAN,
            group_name="warehouse",
            kinds={"duckdb"},
            owners=OWNERS,
            description="The new DuckDB file, complete, commented and checked, not yet published.",
        ),
        *map(_mart_spec, MARTS),
        *(_spec(table_name(contract)) for contract in OF_THE_RUN),
    ],
    check_specs=[
        dg.AssetCheckSpec(name, asset=CANDIDATE, blocking=True, description=statement.splitlines()[0].lstrip("- "))
        for name, statement in check_statements().items()
    ],
)
def candidate(
    context: dg.AssetExecutionContext, folders: Folders
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Build the file from the tables of all plans and `sql/`, marts and Japanese views included, and run `sql/checks`.

    A plan that breaks a check is held back with an error finding, and the file is built again. Findings get their state
    here, against the release that is current now: it depends on the run, not on the content.
    """
    settings, run_id = folders.settings, context.run.run_id
    with retrying(context), writing(settings):
        plans, acceptances = read_plans(settings.seeds), read_judgement(settings.seeds).acceptances
        built = build_candidate(settings, start_candidate(settings, run_id), plans, acceptances, run_id)
    for contract in BUILT:
        name = table_name(contract)
        yield dg.MaterializeResult(key_of(name), metadata={"dagster/row_count": built.counts[name]})
    held_back = [part.plan.plan_id for part in built.parts.parts if part.failure]
    metadata = {
        "rows": dg.MetadataValue.int(sum(built.counts.values())),
        "held_back": dg.MetadataValue.json(held_back),
    }
    yield dg.MaterializeResult(CANDIDATE, metadata=metadata)
    yield from _check_results(built)


def _check_results(built: Candidate) -> Iterator[dg.AssetCheckResult]:
    for name in check_statements():
        rows = built.failing.get(name, [])
        shown = dg.MetadataValue.json([[str(value) for value in row] for row in rows[:_MOST_ROWS_SHOWN]])
        metadata: dict[str, dg.MetadataValue] = {"failing": dg.MetadataValue.int(len(rows)), "rows": shown}
        yield dg.AssetCheckResult(asset_key=CANDIDATE, check_name=name, passed=not rows, metadata=metadata)
