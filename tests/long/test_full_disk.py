"""A disk that is full or may not be written: one sentence, and what was published stays as it was."""

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from pipeline.settings import PROJECT_ROOT, Settings
from tests.long.children import refreshed
from tests.long.releases import assert_next_succeeds, change, copied, is_current, leftovers, seeds_of, shown_run

pytestmark = pytest.mark.long

# PR_CAPBSET_DROP, and CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH.
DROP_CAPABILITY, CAPABILITIES = 24, (1, 2)
# From nothing to more than the largest file has, so that the disk is full in every step of the job.
SIZES = [0, *(int(100 * 1.45**power) for power in range(28))]


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse with one release; not to be changed."""
    folder = tmp_path_factory.mktemp("one")
    settings = Settings.of(seeds_of(folder / "seeds").path, folder / "output")
    assert refreshed(settings) == 0
    return settings


@pytest.mark.parametrize("part", range(4))
def test_no_file_larger_than_some_size_can_be_written(one: Settings, tmp_path: Path, part: int) -> None:
    settings = copied(one, tmp_path)
    for size in SIZES[part::4]:
        change(settings)
        before = shown_run(settings)
        status = refreshed(settings, partial(limit, size))
        assert status in (0, 1)
        assert (shown_run(settings) == before) == (status == 1)
        assert leftovers(settings) == []
    assert_next_succeeds(settings)


def limit(size: int) -> None:
    """What a full disk does, wherever that is."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
@pytest.mark.parametrize("kilobytes", [64, 256, 1024, 4096, 8192])
def test_a_disk_that_runs_full(one: Settings, tmp_path: Path, kilobytes: int) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    size = used(one.output) // 1024 + kilobytes
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        settings = copied(one, disk)
        before = shown_run(settings)
        change(settings)
        outcome = command(settings)
        assert outcome.returncode in (0, 1), outcome.stderr
        assert "Traceback" not in outcome.stderr
        if outcome.returncode:
            assert "cannot be written" in outcome.stderr
            assert shown_run(settings) == before
        assert leftovers(settings) == []
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def used(folder: Path) -> int:
    return sum(-(-path.stat().st_size // 4096) * 4096 for path in folder.rglob("*") if not path.is_symlink())


def command(settings: Settings, **options: object) -> subprocess.CompletedProcess[str]:
    arguments = ["refresh", "--seeds", str(settings.seeds), "--output", str(settings.output)]
    program = [sys.executable, "-m", "pipeline.cli.app", *arguments]
    return subprocess.run(program, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


PLACES: dict[str, Callable[[Settings], Path]] = {
    "output": lambda settings: settings.output,
    "releases": lambda settings: settings.releases,
    "stage": lambda settings: settings.stage,
    "lock": lambda settings: settings.lock,
    "a document": lambda settings: settings.seeds / "documents" / "012345.tsv",
    "the register": lambda settings: settings.seeds / "documents.csv",
}


@pytest.mark.parametrize("name", PLACES)
def test_a_place_that_may_not_be_written_or_read(one: Settings, tmp_path: Path, name: str) -> None:
    settings = copied(one, tmp_path)
    place = PLACES[name](settings)
    change(settings)
    before = shown_run(settings)
    # Folders within are made when the place is: that they may still be written would let the refresh succeed.
    closed = [place, *(path for path in place.rglob("*") if path.is_dir() and name == "stage")]
    for path in reversed(closed):
        path.chmod(0o555 if path.is_dir() else 0)
    try:
        outcome = command(settings, preexec_fn=obey_permissions)
    finally:
        for path in closed:
            path.chmod(0o755)
    assert outcome.returncode in (1, 2, 3), outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert "Permission denied" in outcome.stderr + outcome.stdout
    # A document that cannot be read is told; its plan stays as it was in the new release.
    assert (shown_run(settings) == before) == (outcome.returncode != 3)
    assert not is_current(settings)
    assert_next_succeeds(settings)


def obey_permissions() -> None:
    """Give up, for what is run next, that root may read and write whatever permissions say (prctl(2), Linux)."""
    for capability in CAPABILITIES if os.geteuid() == 0 else ():
        ctypes.CDLL(None).prctl(DROP_CAPABILITY, capability, 0, 0, 0)
