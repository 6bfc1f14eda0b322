"""Whether there is anything new to publish: what the release in place was made from, beside what is there now."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from pipeline.plans.folder import PlanFolder
from pipeline.plans.plan import Plan, read_plans, release_fingerprint
from pipeline.seeds.judgement import read_judgement
from pipeline.settings import Settings
from pipeline.warehouse.connect import current_release
from pipeline.warehouse.manifest import read_manifest


def is_published(settings: Settings, plans: list[Plan]) -> bool:
    """Say whether the current release was made from all that is in the seeds folder now, by this very program."""
    release = current_release(settings)
    manifest = read_manifest(release)
    if manifest is None or manifest.fingerprint is None or not release.warehouse.is_file():
        return False
    fingerprints = {plan.plan_id: plan.fingerprint for plan in plans}
    return manifest.fingerprint == release_fingerprint(
        fingerprints, read_judgement(settings.seeds).acceptances, _today()
    )


def attempted_fingerprint(settings: Settings) -> str:
    """Return the fingerprint of a release that is made from the plans as they were computed, or failed, last."""
    attempted = {
        plan.plan_id: PlanFolder(settings.stage, plan.plan_id).attempted() for plan in read_plans(settings.seeds)
    }
    return release_fingerprint(attempted, read_judgement(settings.seeds).acceptances, _today())


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()
