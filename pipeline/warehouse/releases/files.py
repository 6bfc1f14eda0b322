"""Files on the disk, for releases: hash, sync, links that change all at once. Nothing about what is in them."""

import hashlib
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

_SYNCED_AT_ONCE = 16


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Have the disk hold a file or folder as it is now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Have the disk hold a folder and everything in it; what is linked from another release, it holds already."""
    written = [path for path in folder.rglob("*") if path.is_dir() or path.stat().st_nlink == 1]
    # Several at once: a disk writes what many wait for in one go.
    with ThreadPoolExecutor(_SYNCED_AT_ONCE) as pool:
        list(pool.map(sync, written))
    sync(folder)


def link_tree(source: Path, target: Path) -> None:
    """Make a folder that holds the same files as another one, without writing them again where the disk allows it."""
    shutil.copytree(source, target, copy_function=_link)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def point(link: Path, target: str) -> None:
    """Make a symbolic link, or turn one elsewhere, in one step: it is never missing, and never half of both."""
    unfinished = link.with_name(f".{link.name}.new")
    unfinished.unlink(missing_ok=True)
    unfinished.symlink_to(target)
    unfinished.replace(link)
    # The step is done. A disk that cannot confirm it falls back, at worst, to the link as it was.
    with suppress(OSError):
        sync(link.parent)


def remove(folder: Path) -> None:
    """Remove a folder: first its name, in one step, then what is in it, as far as that goes."""
    hidden = folder if folder.name.startswith(".") else folder.with_name(f".removed-{folder.name}")
    if hidden != folder:
        folder.rename(hidden)
    shutil.rmtree(hidden, ignore_errors=True)
