"""The inbox as a sensor: what has stopped growing is registered, and the refresh of its plan requested."""

import json

import dagster as dg

from pipeline.assets.automation import every_plan, refresh_job
from pipeline.assets.resources import Folders
from pipeline.intake.inbox import take_in, waiting

_SECONDS_BETWEEN_LOOKS = 60


@dg.sensor(
    name="inbox",
    job=refresh_job,
    minimum_interval_seconds=_SECONDS_BETWEEN_LOOKS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Registers files put into seeds/inbox/ once they have stopped growing, and refreshes their plans.",
)
def inbox(context: dg.SensorEvaluationContext, folders: Folders) -> dg.SensorResult | dg.SkipReason:
    """Take in the files that are as they were at the last look; one that cannot be used is moved aside and told."""
    settings = folders.settings
    now = waiting(settings.inbox)
    before = json.loads(context.cursor or "{}")
    context.update_cursor(json.dumps(now))
    still = [name for name, state in now.items() if list(state) == before.get(name)]
    taken = take_in(settings.seeds, settings.inbox, still)
    for one in taken:
        context.log.info(f"{one.path.name}: {one.told}")
    plan_ids = sorted({one.entry.plan_id for one in taken if one.entry})
    if not plan_ids:
        return dg.SkipReason(f"{len(now)} files wait in {settings.inbox}, {len(taken)} were refused")
    return dg.SensorResult([dg.RunRequest(tags=every_plan(context.instance, plan_ids))])
