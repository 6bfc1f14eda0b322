"""When the graph runs by itself: once a year, when the sections have reported on the year that ended in March."""

from collections.abc import Sequence

import dagster as dg
from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG

from pipeline.assets.plans import PLANS
from pipeline.assets.resources import Folders
from pipeline.plans.plan import read_plans
from pipeline.settings import Automation

AUTOMATION = Automation.of_environment()

refresh_job = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="Read the plans that changed, build and check the warehouse, publish it with exports and report.",
)


def every_plan(instance: dg.DagsterInstance, plan_ids: Sequence[str]) -> dict[str, str]:
    """Add a partition for each plan, and return the tags of a run for all of them (and those between)."""
    instance.add_dynamic_partitions(str(PLANS.name), list(plan_ids))
    known = [name for name in instance.get_dynamic_partitions(str(PLANS.name)) if name in set(plan_ids)]
    return {ASSET_PARTITION_RANGE_START_TAG: known[0], ASSET_PARTITION_RANGE_END_TAG: known[-1]}


@dg.schedule(
    job=refresh_job,
    cron_schedule=AUTOMATION.refresh_cron,
    execution_timezone=AUTOMATION.timezone,
    description="Yearly refresh, by default on 1 June at 06:00, Asia/Tokyo. Off until it is turned on.",
)
def yearly_refresh(context: dg.ScheduleEvaluationContext, folders: Folders) -> dg.RunRequest:
    """Refresh every registered plan; those whose inputs did not change are not computed again."""
    plan_ids = [plan.plan_id for plan in read_plans(folders.settings.seeds)]
    return dg.RunRequest(tags=every_plan(context.instance, plan_ids))
