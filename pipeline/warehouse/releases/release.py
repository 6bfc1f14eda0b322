"""Releases: a checked candidate becomes one, `current` turns to it in one step, older ones are removed.

Whoever calls what changes something here holds the lock of the output folder.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.settings import CANDIDATE_PREFIX, PARTS, WAREHOUSE_NAME, ReleaseFolder, Settings
from pipeline.warehouse.releases.files import point, remove, sync, sync_tree
from pipeline.warehouse.releases.manifest import Manifest, RunFacts, read_manifest, write_manifest

KEPT = 3


@dataclass(frozen=True)
class Release:
    """A release there is; without a manifest it is damaged."""

    folder: ReleaseFolder
    manifest: Manifest | None
    is_current: bool

    @property
    def run_id(self) -> str:
        """Return the run that made it."""
        return self.folder.path.name


def listed_releases(settings: Settings) -> list[Release]:
    """Return the releases there are, the newest first."""
    current = current_run_id(settings)
    folders = settings.releases.iterdir() if settings.releases.is_dir() else ()
    found = [ReleaseFolder(path) for path in folders if path.is_dir() and not path.name.startswith(".")]
    releases = [Release(folder, read_manifest(folder), folder.path.name == current) for folder in found]
    return sorted(releases, key=_age, reverse=True)


def current_run_id(settings: Settings) -> str | None:
    """Return the run whose release is published; None if none is."""
    path = settings.current.resolve()
    is_release = settings.current.is_symlink() and path.is_dir() and path.parent == settings.releases.resolve()
    return path.name if is_release else None


def start_candidate(settings: Settings, run_id: str) -> ReleaseFolder:
    """Make the empty folder in which a run makes its release, and return it."""
    candidate = settings.candidate(run_id)
    if candidate.path.exists():
        remove(candidate.path)
    candidate.path.mkdir(parents=True)
    return candidate


def publish(
    settings: Settings,
    candidate: ReleaseFolder,
    facts: RunFacts,
    inputs: dict[str, str],
    fingerprint: str | None = None,
) -> Manifest:
    """Make a release of a complete candidate, turn `current` to it, and remove those that are over.

    Until `current` turns, in one step, everything published is as it was.
    """
    require_places(settings)
    manifest = write_manifest(candidate, facts, inputs, current_run_id(settings), fingerprint)
    finish(settings, candidate, manifest)
    link_parts(settings)
    switch(settings, manifest.run_id)
    _remove_old(settings, manifest)
    return manifest


def finish(settings: Settings, candidate: ReleaseFolder, manifest: Manifest) -> None:
    """Give a candidate with its manifest the name of a release, once the disk holds all of it."""
    sync_tree(candidate.path)
    candidate.path.rename(settings.release(manifest.run_id).path)
    sync(settings.releases)


def switch(settings: Settings, run_id: str) -> None:
    """Turn `current` to a release: the one step of a publication."""
    point(settings.current, f"{settings.releases.name}/{run_id}")


def link_parts(settings: Settings) -> None:
    """Make the paths people know links through `current`; whatever else stands there is set aside, not removed."""
    for name in PARTS:
        path, target = settings.output / name, f"{settings.current.name}/{name}"
        if not path.is_symlink() and path.exists():
            _set_aside(settings, path)
        if not path.is_symlink() or str(path.readlink()) != target:
            point(path, target)


def unfinished(settings: Settings) -> list[Path]:
    """Return what killed runs have left, or one that goes on has made: candidates, releases that are being removed."""
    return [*settings.releases.glob(f"{CANDIDATE_PREFIX}*"), *settings.releases.glob(".removed-*")]


def clear_unfinished(settings: Settings) -> None:
    """Remove what killed runs have left."""
    for path in unfinished(settings):
        remove(path)
    # Named so before there were releases.
    for path in settings.output.glob(f".{WAREHOUSE_NAME}.candidate*"):
        path.unlink()


def require_places(settings: Settings) -> None:
    """Raise InputError if something of others stands where `current` belongs, or a part where nothing was published."""
    known = [settings.output / name for name in PARTS]
    is_published = any(os.path.lexists(path) for path in (settings.current, settings.warehouse))
    for path in [settings.current] if is_published else [settings.current, *known]:
        if path.exists() and not path.is_symlink():
            raise InputError(
                f"{path}: 公開に使う場所に別のファイルまたはフォルダがあります。別の場所に移してください。",
                f"{path}: stands where a link of the publication belongs; move it elsewhere.",
            )


def _set_aside(settings: Settings, path: Path) -> None:
    """Move what an older version wrote to where it kept its copies; a file is replaced by its link in one step."""
    if path.name != WAREHOUSE_NAME:
        settings.previous.mkdir(exist_ok=True)
        taken = len(list(settings.previous.glob(f"{path.name}*")))
        path.rename(settings.previous / (f"{path.name}-{taken + 1}" if taken else path.name))


def _remove_old(settings: Settings, newest: Manifest) -> None:
    """Keep the newest releases besides the current one, and in any case the one that was current before it."""
    others = [release for release in listed_releases(settings) if not release.is_current]
    others.sort(key=lambda release: release.run_id == newest.previous_run_id, reverse=True)
    for release in others[KEPT:]:
        # The publication is done; what cannot be removed now is removed by the next one.
        with suppress(OSError):
            remove(release.folder.path)


def _age(release: Release) -> tuple[str, int]:
    """Return what orders releases: the moment of publication, which is told in seconds, then that of the writing."""
    if release.manifest is None:
        return "", 0
    with suppress(OSError):
        return release.manifest.published_at, release.folder.manifest.stat().st_mtime_ns
    return release.manifest.published_at, 0
