"""The manifest of a release: which run made it, from what, and the hash of every file. No database is opened here."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pipeline.settings import ReleaseFolder
from pipeline.warehouse.releases.files import sha256_of

# What file managers and spreadsheet programs leave where a person has looked: no difference to speak of.
_BYSTANDERS = (".DS_Store", "._*", "Thumbs.db", "desktop.ini", "~$*", ".~lock.*")


@dataclass(frozen=True)
class RunFacts:
    """What the database of a release says about the run that made it."""

    run_id: str
    published_at: str
    version: str | None
    content_sha256: str | None
    row_counts: dict[str, int]


@dataclass(frozen=True)
class Manifest:
    """`manifest.json`. Paths of `files` are relative to the release, those of `inputs` to the seeds folder.

    `fingerprint` stands for all that the release depends on: with the same one, there is nothing new to publish.
    """

    run_id: str
    previous_run_id: str | None
    published_at: str
    version: str | None
    content_sha256: str | None
    inputs: dict[str, str]
    row_counts: dict[str, int]
    files: dict[str, str]
    fingerprint: str | None = None


def write_manifest(
    release: ReleaseFolder,
    facts: RunFacts,
    inputs: dict[str, str],
    previous_run_id: str | None,
    fingerprint: str | None = None,
) -> Manifest:
    """Hash every file of a release and write its manifest, which so is the last file of it."""
    files = {name: sha256_of(release.path / name) for name in _file_names(release)}
    manifest = Manifest(
        **asdict(facts), inputs=inputs, previous_run_id=previous_run_id, files=files, fingerprint=fingerprint
    )
    ordered = {field.name: getattr(manifest, field.name) for field in fields(Manifest)}
    release.manifest.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return manifest


def read_manifest(release: ReleaseFolder) -> Manifest | None:
    """Return the manifest of a release; None if there is none, or none that can be read."""
    try:
        values = json.loads(release.manifest.read_bytes())
        # Older ones have no fingerprint.
        manifest = Manifest(**{field.name: values[field.name] for field in fields(Manifest) if field.name in values})
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return manifest if _is_sound(manifest) else None


def differences(release: ReleaseFolder) -> list[str]:
    """Return the files of a release that are not as its manifest says, missing and added ones too."""
    manifest = read_manifest(release)
    if manifest is None or manifest.run_id != release.path.name:
        return [release.manifest.name]
    names = set(_file_names(release))
    changed = (name for name in names & set(manifest.files) if _hash(release.path / name) != manifest.files[name])
    return sorted({*changed, *(names ^ set(manifest.files))})


def is_as_told(release: ReleaseFolder, folders: Sequence[str], files: Mapping[str, str]) -> bool:
    """Say whether some folders of a release hold just these files (path in the release → hash, as in a manifest)."""
    paths = (path for folder in folders for path in (release.path / folder).rglob("*") if not path.is_dir())
    there = {path.relative_to(release.path).as_posix() for path in paths}
    return there == set(files) and all(_hash(release.path / name) == told for name, told in files.items())


def _is_sound(manifest: Manifest) -> bool:
    tables: tuple[Any, ...] = (manifest.inputs, manifest.row_counts, manifest.files)
    texts = (manifest.run_id, manifest.published_at)
    return all(isinstance(table, dict) for table in tables) and all(isinstance(text, str) for text in texts)


def _hash(path: Path) -> str | None:
    try:
        return sha256_of(path)
    except OSError:
        return None


def _file_names(release: ReleaseFolder) -> Iterator[str]:
    """Yield the path of every file of a release but its manifest, in order."""
    for path in sorted(release.path.rglob("*")):
        is_bystander = any(fnmatch(path.name, pattern) for pattern in _BYSTANDERS)
        if not path.is_dir() and path != release.manifest and not is_bystander:
            yield path.relative_to(release.path).as_posix()
