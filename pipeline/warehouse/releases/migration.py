"""Output folders that are no releases: of a time before there were any, or copied by a program that follows links."""

import re
import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

import duckdb

from pipeline.errors import InputError
from pipeline.settings import PARTS, ReleaseFolder, Settings
from pipeline.warehouse.provenance import run_facts
from pipeline.warehouse.releases.files import remove
from pipeline.warehouse.releases.manifest import RunFacts, read_manifest, write_manifest
from pipeline.warehouse.releases.release import finish, link_parts, start_candidate, switch

_SOUND_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,99}")


def adopt(settings: Settings) -> None:
    """Make a release of a database, exports and reports of the old layout, if they are there, and turn `current` to it.

    They are copied first, and their places become links last: at every moment those show the same as before.
    """
    if settings.warehouse.is_symlink() or not settings.warehouse.is_file():
        return
    facts = _facts(settings)
    if not settings.release(facts.run_id).path.exists():
        candidate = start_candidate(settings, facts.run_id)
        _copy(settings, candidate)
        finish(settings, candidate, write_manifest(candidate, facts, {}, None))
    switch(settings, facts.run_id)
    link_parts(settings)


def restore_links(settings: Settings) -> None:
    """Make a release again of a `current` that a copy (to a stick, into an archive) has made a folder of its own."""
    if settings.current.is_symlink() or (manifest := read_manifest(ReleaseFolder(settings.current))) is None:
        return
    release = settings.release(manifest.run_id).path
    settings.releases.mkdir(exist_ok=True)
    if release.exists():
        remove(settings.current)
    else:
        settings.current.rename(release)
    switch(settings, manifest.run_id)
    link_parts(settings)


def _copy(settings: Settings, candidate: ReleaseFolder) -> None:
    for name in PARTS:
        path = settings.output / name
        if path.is_dir():
            shutil.copytree(path, candidate.path / name)
        elif path.is_file():
            shutil.copy2(path, candidate.path / name)


def _facts(settings: Settings) -> RunFacts:
    """Return what an old database says about its run, or, if it says nothing usable, when it was written."""
    written = datetime.fromtimestamp(settings.warehouse.stat().st_mtime, ZoneInfo("Asia/Tokyo"))
    try:
        facts = run_facts(ReleaseFolder(settings.output))
        if _SOUND_NAME.fullmatch(facts.run_id):
            return facts
    # Whatever an old or damaged file lacks: it is kept all the same.
    except (InputError, duckdb.Error, LookupError, ValueError, TypeError):
        pass
    return RunFacts(f"from-{written:%Y%m%dT%H%M%S}", written.isoformat(timespec="seconds"), None, None, {})
