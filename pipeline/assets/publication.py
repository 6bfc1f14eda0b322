"""What is made of the checked database, and the publication of all of it as one release."""

from datetime import timedelta

import dagster as dg

from pipeline.assets.alerts import retrying
from pipeline.assets.plans import OWNERS
from pipeline.assets.resources import Folders
from pipeline.assets.warehouse import CANDIDATE
from pipeline.exports.writing import write_exports
from pipeline.plans.folder import keep_published
from pipeline.plans.plan import read_plans
from pipeline.reports.site import write_site
from pipeline.settings import Automation
from pipeline.warehouse.inputs import attempted_fingerprint
from pipeline.warehouse.provenance import read_inputs, run_facts
from pipeline.warehouse.releases.lock import writing
from pipeline.warehouse.releases.migration import adopt
from pipeline.warehouse.releases.release import publish

AUTOMATION = Automation.of_environment()
# A release counts as that of the year if it was made in the two months before it must have come.
_SINCE_REFRESH = timedelta(days=60)
EXPORTS, SITE = (dg.AssetKey(["publication", name]) for name in ("exports", "site"))


@dg.asset(key=EXPORTS, deps=[CANDIDATE], group_name="publication", kinds={"parquet", "csv", "excel"}, owners=OWNERS)
def exports(context: dg.AssetExecutionContext, folders: Folders) -> dg.MaterializeResult:
    """Core tables, marts and findings as Parquet and CSV (UTF-8 with BOM), described by `datapackage.json`; a workbook.

    Texts that a finding `sensitive_text` is about are replaced; in CSV, what would run as a formula is marked. The
    workbook has a sheet per mart, in Japanese.
    """
    candidate = folders.candidate(context.run.run_id)
    paths = write_exports(candidate, AUTOMATION.workers)
    return dg.MaterializeResult(metadata={"files": len(paths), "path": str(candidate.exports)})


@dg.asset(key=SITE, deps=[CANDIDATE], group_name="publication", kinds={"html"}, owners=OWNERS)
def site(context: dg.AssetExecutionContext, folders: Folders) -> dg.MaterializeResult:
    """The pages for people who look rather than query, without network: for the public, and whole for the office.

    Texts that a finding `sensitive_text` is about are withheld in the public ones and shown in `internal/`.
    """
    candidate = folders.candidate(context.run.run_id)
    path = write_site(folders.settings, candidate, AUTOMATION.workers)
    return dg.MaterializeResult(metadata={"path": str(path)})


@dg.asset(
    key=["warehouse", "published"],
    deps=[EXPORTS, SITE],
    group_name="publication",
    kinds={"duckdb"},
    owners=OWNERS,
    freshness_policy=dg.FreshnessPolicy.cron(AUTOMATION.fresh_by_cron, _SINCE_REFRESH, AUTOMATION.timezone),
)
def published(context: dg.AssetExecutionContext, folders: Folders) -> dg.MaterializeResult:
    """The release: database, exports, reports and manifest, made current in one step; the previous three are kept."""
    settings, candidate = folders.settings, folders.candidate(context.run.run_id)
    with retrying(context), writing(settings):
        adopt(settings)
        plans, fingerprint = read_plans(settings.seeds), attempted_fingerprint(settings)
        manifest = publish(settings, candidate, run_facts(candidate), read_inputs(settings, candidate), fingerprint)
        keep_published(settings.stage, [plan.plan_id for plan in plans])
    return dg.MaterializeResult(
        metadata={"path": str(settings.release(manifest.run_id).path), "files": len(manifest.files)}
    )
