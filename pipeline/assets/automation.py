"""When the graph runs by itself: once a year, when the sections have reported on the year that ended in March."""

import dagster as dg

refresh_job = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="Read every registered document, build and check the warehouse, publish it with exports and report.",
)

# The progress of a fiscal year (to 31 March) is reported in spring; 1 June, 06:00 in Japan, before office hours.
yearly_refresh = dg.ScheduleDefinition(
    name="yearly_refresh",
    job=refresh_job,
    cron_schedule="0 6 1 6 *",
    execution_timezone="Asia/Tokyo",
    description="Yearly refresh on 1 June at 06:00, Asia/Tokyo. Off until it is turned on.",
)
