"""Go back to an earlier release, once it has been compared with its manifest."""

from collections.abc import Sequence

from pipeline.errors import InputError, OutputError
from pipeline.settings import Settings
from pipeline.warehouse.releases.manifest import differences
from pipeline.warehouse.releases.migration import adopt, restore_links
from pipeline.warehouse.releases.release import Release, link_parts, listed_releases, require_places, switch


def roll_back(settings: Settings, wanted: str | None) -> tuple[Release | None, Release]:
    """Turn `current` to a release: the wanted one (its run, or how that begins), else the one before.

    Returns the release that was current, and the one that is now. Raises InputError if there is no such release,
    OutputError if it is damaged. Whoever calls this holds the lock.
    """
    restore_links(settings)
    require_places(settings)
    adopt(settings)
    releases = listed_releases(settings)
    current = next((release for release in releases if release.is_current), None)
    chosen = _named(releases, wanted) if wanted else _before(releases, current)
    if damaged := differences(chosen.folder):
        raise OutputError(
            f"公開版 {chosen.run_id} は壊れています（{damaged[0]} が記録と不一致）。別の公開版を指定してください。",
            f"Release {chosen.run_id} is damaged ({damaged[0]} is not as its manifest says); name another one.",
        )
    link_parts(settings)
    switch(settings, chosen.run_id)
    return current, chosen


def _named(releases: Sequence[Release], wanted: str) -> Release:
    found = [release for release in releases if release.run_id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    what_ja, what_en = ("が複数あります", "More than one") if found else ("はありません", "No")
    raise InputError(
        f"「{wanted}」で始まる公開版{what_ja}。shinchoku releases で確認してください。",
        f"{what_en} release begins with '{wanted}'; see shinchoku releases.",
    )


def _before(releases: Sequence[Release], current: Release | None) -> Release:
    """Return the release that was current when the current one was published; if that is over, the next older one."""
    others = {release.run_id: release for release in releases}
    if current is None:
        older = list(releases)
    else:
        previous = current.manifest.previous_run_id if current.manifest else None
        older = [others[previous]] if previous in others else list(releases[releases.index(current) + 1 :])
    if not older:
        raise InputError(
            "これより前の公開版はありません。戻す公開版を指定してください（shinchoku releases で一覧）。",
            "There is no release before this one; name the one you want (shinchoku releases lists them).",
        )
    return older[0]
