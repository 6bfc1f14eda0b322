"""Wiring only: assets, checks, job, schedule, sensors, resources."""

from collections.abc import Mapping

import dagster as dg

from pipeline.assets import plans, publication, warehouse
from pipeline.assets.alerts import tell_failures
from pipeline.assets.automation import refresh_job, yearly_refresh
from pipeline.assets.inbox import inbox
from pipeline.assets.resources import Folders
from pipeline.settings import Automation, Settings

# A process per run, or one per step, which can be a container each (docs/operations.md).
EXECUTORS = {"in_process": dg.in_process_executor, "multiprocess": dg.multiprocess_executor}


def build_definitions(
    settings: Settings | None = None, loggers: Mapping[str, dg.LoggerDefinition] | None = None
) -> dg.Definitions:
    """Return the graph over the folders of `settings` (none: those of the environment, else the project's)."""
    folders = Folders(seeds=str(settings.seeds), output=str(settings.output)) if settings else Folders()
    return dg.Definitions(
        assets=[
            plans.plans,
            warehouse.candidate,
            publication.exports,
            publication.site,
            publication.published,
        ],
        jobs=[refresh_job],
        schedules=[yearly_refresh],
        sensors=[inbox, tell_failures],
        resources={"folders": folders},
        executor=EXECUTORS.get(Automation.of_environment().executor, dg.in_process_executor),
        loggers=loggers,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """Return the definitions of this code location."""
    return build_definitions()
