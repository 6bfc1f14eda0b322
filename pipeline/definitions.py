"""Wiring only: assets, checks, job, schedule, resources."""

from collections.abc import Mapping

import dagster as dg

from pipeline.assets import plans, publication, warehouse
from pipeline.assets.automation import refresh_job, yearly_refresh
from pipeline.assets.resources import Folders
from pipeline.settings import Settings


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
            publication.report,
            publication.internal_report,
            publication.published,
        ],
        jobs=[refresh_job],
        schedules=[yearly_refresh],
        resources={"folders": folders},
        executor=dg.in_process_executor,
        loggers=loggers,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """Return the definitions of this code location."""
    return build_definitions()
