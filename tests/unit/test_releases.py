"""Releases as folders and links: published in one step, kept, verified, gone back to, made of an old warehouse."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import InputError, OutputError
from pipeline.settings import PARTS, Settings
from pipeline.warehouse.connect import current_release
from pipeline.warehouse.releases.lock import writing
from pipeline.warehouse.releases.manifest import RunFacts, differences, read_manifest
from pipeline.warehouse.releases.migration import adopt
from pipeline.warehouse.releases.release import (
    clear_unfinished,
    current_run_id,
    listed_releases,
    publish,
    require_places,
    start_candidate,
)
from pipeline.warehouse.releases.rollback import roll_back

RUNS = ("ant", "bee", "cat", "dog", "eel", "fox")
INPUTS = {"documents.csv": "0" * 64}
# Every call of the operating system that changes something on the way to a publication.
CALLS = ("symlink", "replace", "rename", "fsync", "mkdir", "unlink", "open")


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.of(tmp_path / "seeds", tmp_path / "output")


def write_parts(folder: Path, text: str) -> None:
    for name in ("shinchoku.duckdb", "exports/core.csv", "reports/index.html", "reports/internal/index.html"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def facts(run_id: str) -> RunFacts:
    return RunFacts(run_id, f"2026-06-01T06:00:0{RUNS.index(run_id)}+09:00", "0.1.0", "c" * 64, {"raw.document": 1})


def made(settings: Settings, run_id: str) -> None:
    """Publish a release whose files all say which one they are of."""
    candidate = start_candidate(settings, run_id)
    write_parts(candidate.path, run_id)
    publish(settings, candidate, facts(run_id), INPUTS)


def shown(settings: Settings) -> set[str]:
    """Return what the files say that people find under the paths they know, and those of the current release."""
    files = (path for part in PARTS for path in files_of(settings.output / part))
    return {path.read_text() for path in (*files, *files_of(current_release(settings).path / "exports"))}


def files_of(path: Path) -> list[Path]:
    return [path] if path.is_file() else [found for found in path.rglob("*") if found.is_file()]


def listed(settings: Settings) -> list[str]:
    return [release.run_id for release in listed_releases(settings)]


def assert_whole(settings: Settings) -> None:
    """Everything there is to see is of one release, and every release is as its manifest says."""
    assert len(shown(settings)) == 1
    assert all(differences(release.folder) == [] for release in listed_releases(settings))


def test_a_release_is_shown_under_the_paths_people_know(settings: Settings) -> None:
    made(settings, "ant")
    assert {name: str((settings.output / name).readlink()) for name in (*PARTS, "current")} == {
        "shinchoku.duckdb": "current/shinchoku.duckdb",
        "exports": "current/exports",
        "reports": "current/reports",
        "current": "releases/ant",
    }
    assert shown(settings) == {"ant"}
    assert current_run_id(settings) == "ant"


def test_the_manifest_tells_where_a_release_comes_from(settings: Settings) -> None:
    made(settings, "ant")
    made(settings, "bee")
    manifest = read_manifest(settings.release("bee"))
    assert manifest is not None
    assert (manifest.run_id, manifest.previous_run_id, manifest.version) == ("bee", "ant", "0.1.0")
    assert (manifest.inputs, manifest.row_counts) == (INPUTS, {"raw.document": 1})
    assert sorted(manifest.files) == [
        "exports/core.csv",
        "reports/index.html",
        "reports/internal/index.html",
        "shinchoku.duckdb",
    ]


def test_three_are_kept_besides_the_current_one(settings: Settings) -> None:
    for run in RUNS:
        made(settings, run)
    assert listed(settings) == ["fox", "eel", "dog", "cat"]
    assert sorted(path.name for path in settings.releases.iterdir()) == ["cat", "dog", "eel", "fox"]


def test_what_was_current_before_is_kept_however_old_it_is(settings: Settings) -> None:
    for run in RUNS[:4]:
        made(settings, run)
    roll_back(settings, "ant")
    made(settings, "eel")
    assert listed(settings) == ["eel", "dog", "cat", "ant"]
    assert roll_back(settings, None)[1].run_id == "ant"


def test_back_is_to_what_was_current_before_not_to_what_was_left(settings: Settings) -> None:
    for run in RUNS[:3]:
        made(settings, run)
    assert roll_back(settings, None)[1].run_id == "bee"
    made(settings, "dog")
    assert [roll_back(settings, None)[1].run_id for _ in range(2)] == ["bee", "ant"]
    assert shown(settings) == {"ant"}
    with pytest.raises(InputError, match="There is no release before"):
        roll_back(settings, None)
    assert shown(settings) == {"ant"}


@pytest.mark.parametrize("wanted", ["zebra", "b", "../releases/ant", ".candidate-ant", "."])
def test_a_release_that_is_not_there_is_told(settings: Settings, wanted: str) -> None:
    made(settings, "ant")
    start_candidate(settings, "ant")
    with pytest.raises(InputError, match="No release begins with"):
        roll_back(settings, wanted)
    assert shown(settings) == {"ant"}


def test_an_ambiguous_beginning_is_told(settings: Settings) -> None:
    made(settings, "ant")
    (settings.releases / "another").mkdir()
    with pytest.raises(InputError, match="More than one release begins with 'an'"):
        roll_back(settings, "an")


Damage = Callable[[Path], object]
DAMAGES: dict[str, tuple[Damage, str]] = {
    "changed": (lambda path: (path / "exports" / "core.csv").write_text("other"), "exports/core.csv"),
    "missing": (lambda path: (path / "reports" / "index.html").unlink(), "reports/index.html"),
    "added": (lambda path: (path / "exports" / "more.csv").write_text("more"), "exports/more.csv"),
    "log": (lambda path: (path / "shinchoku.duckdb.wal").write_text("log"), "shinchoku.duckdb.wal"),
    "no manifest": (lambda path: (path / "manifest.json").unlink(), "manifest.json"),
    "cut manifest": (lambda path: (path / "manifest.json").write_text('{"run_id": "ant"'), "manifest.json"),
    "other manifest": (lambda path: (path / "manifest.json").write_text("[]"), "manifest.json"),
    "wrong values": (
        lambda path: (path / "manifest.json").write_text(
            (path / "manifest.json").read_text().replace('"inputs": {', '"inputs": 1, "x": {')
        ),
        "manifest.json",
    ),
    "manifest of another": (
        lambda path: (path / "manifest.json").write_text(
            (path / "manifest.json").read_text().replace('"ant"', '"bee"')
        ),
        "manifest.json",
    ),
}


@pytest.mark.parametrize(("damage", "name"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_release_is_told_and_not_gone_back_to(settings: Settings, damage: Damage, name: str) -> None:
    made(settings, "ant")
    made(settings, "bee")
    damage(settings.release("ant").path)
    assert differences(settings.release("ant")) == [name]
    with pytest.raises(OutputError, match=f"damaged \\({name}"):
        roll_back(settings, "ant")
    assert shown(settings) == {"bee"}
    assert sorted(listed(settings)) == ["ant", "bee"]


def test_what_people_leave_when_they_look_is_no_damage(settings: Settings) -> None:
    made(settings, "ant")
    for name in (".DS_Store", "exports/~$core.csv", "exports/.~lock.core.csv#", "reports/Thumbs.db"):
        (settings.release("ant").path / name).write_text("looked")
    assert differences(settings.release("ant")) == []


def test_what_killed_runs_left_is_cleared_and_never_listed(settings: Settings) -> None:
    made(settings, "ant")
    write_parts(start_candidate(settings, "bee").path, "bee")
    write_parts(settings.releases / ".removed-old", "old")
    (settings.output / ".shinchoku.duckdb.candidate").write_text("older")
    assert listed(settings) == ["ant"]
    clear_unfinished(settings)
    assert [path.name for path in settings.releases.iterdir()] == ["ant"]
    assert not (settings.output / ".shinchoku.duckdb.candidate").exists()


def test_a_link_to_nothing_is_turned_to_the_next_release(settings: Settings) -> None:
    settings.output.mkdir()
    settings.current.symlink_to("releases/gone")
    require_places(settings)
    assert current_run_id(settings) is None
    made(settings, "ant")
    assert shown(settings) == {"ant"}


@pytest.mark.parametrize("name", ["current", "exports", "reports"])
def test_what_others_put_in_our_places_is_refused_and_stays(settings: Settings, name: str) -> None:
    write_parts(settings.output / name, "theirs")
    candidate = start_candidate(settings, "ant")
    with pytest.raises(InputError, match=name):
        publish(settings, candidate, facts("ant"), INPUTS)
    assert {path.read_text() for path in files_of(settings.output / name)} == {"theirs"}


def test_a_copy_without_links_can_be_read(settings: Settings) -> None:
    """A copy made by a program that follows links has a folder where the link was."""
    write_parts(settings.current, "copied")
    assert current_release(settings).path == settings.current


def test_an_old_warehouse_becomes_a_release(settings: Settings) -> None:
    write_parts(settings.output, "old")
    (settings.output / "previous").mkdir()
    (settings.output / "previous" / "shinchoku-20250601T060000.duckdb").write_text("older")
    os.utime(settings.warehouse, (0, 0))
    adopt(settings)
    assert shown(settings) == {"old"}
    assert listed(settings) == ["from-19700101T090000"]
    made(settings, "ant")
    assert shown(settings) == {"ant"}
    assert roll_back(settings, None)[1].run_id == "from-19700101T090000"
    assert shown(settings) == {"old"}
    assert (settings.previous / "shinchoku-20250601T060000.duckdb").read_text() == "older"
    assert_whole(settings)


def test_a_file_that_an_older_version_put_over_the_link_becomes_a_release(settings: Settings) -> None:
    made(settings, "ant")
    settings.warehouse.unlink()
    settings.warehouse.write_text("newer")
    adopt(settings)
    assert settings.warehouse.read_text() == "newer"
    assert listed(settings) == [current_run_id(settings), "ant"]


def test_the_lock_is_held_by_one(settings: Settings) -> None:
    """By one process: the steps of a run take it again."""
    settings.output.mkdir()
    program = (
        "import sys; from pipeline.warehouse.releases.lock import writing; from pipeline.settings import Settings\n"
    )
    program += "with writing(Settings.of(output=__import__('pathlib').Path(sys.argv[1]))): print('held')"
    with writing(settings), writing(settings):
        other = subprocess.run(
            [sys.executable, "-c", program, str(settings.output)], capture_output=True, text=True, check=False
        )
    assert (other.stdout, "another refresh is running" in other.stderr) == ("", True)


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device", "a.csv"), OSError("disk failed")])
def test_what_the_disk_refuses_is_one_sentence(settings: Settings, error: OSError) -> None:
    settings.output.mkdir()
    with pytest.raises(OutputError) as told, writing(settings):
        raise error
    assert str(error.strerror or error) in told.value.message_en
    assert "\n" not in told.value.message_ja + told.value.message_en


class Killed(BaseException):
    """Stands for a process that ends at once."""


def interrupted(settings: Settings, call: str, nth: int, error: BaseException, work: Callable[[], object]) -> bool:
    """Do some work whose nth call of the operating system fails; say whether it came to that."""
    real, count = getattr(os, call), 0

    def failing(*arguments: object, **options: object) -> object:
        nonlocal count
        count += 1
        if count == nth:
            raise error
        return real(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, call, failing)
        try:
            work()
        except (Killed, OSError):
            return True
    # Some failures are of no consequence: then the work is done.
    return count >= nth


@pytest.mark.parametrize("error", [Killed(), OSError(errno.EIO, "failed")], ids=["killed", "failed"])
@pytest.mark.parametrize("call", CALLS)
def test_whatever_fails_one_release_is_shown_whole(tmp_path: Path, call: str, error: BaseException) -> None:
    before = Settings.of(tmp_path, tmp_path / "before")
    for run in RUNS[:4]:
        made(before, run)
    nth, is_reached = 0, True
    while is_reached:
        nth += 1
        settings = Settings.of(tmp_path, tmp_path / str(nth))
        shutil.copytree(before.output, settings.output, symlinks=True)
        is_reached = interrupted(settings, call, nth, error, lambda: made(settings, "eel"))  # noqa: B023
        assert shown(settings) <= {"dog", "eel"}
        assert_whole(settings)
        clear_unfinished(settings)
        made(settings, "fox")
        assert shown(settings) == {"fox"}
        assert_whole(settings)
    assert nth > 1


@pytest.mark.parametrize("error", [Killed(), OSError(errno.EIO, "failed")], ids=["killed", "failed"])
@pytest.mark.parametrize("call", CALLS)
def test_whatever_fails_an_old_warehouse_is_not_lost(tmp_path: Path, call: str, error: BaseException) -> None:
    nth, is_reached = 0, True
    while is_reached:
        nth += 1
        settings = Settings.of(tmp_path, tmp_path / str(nth))
        write_parts(settings.output, "old")
        is_reached = interrupted(settings, call, nth, error, lambda: adopt(settings))  # noqa: B023
        assert shown(settings) == {"old"}
        clear_unfinished(settings)
        adopt(settings)
        made(settings, "ant")
        assert shown(settings) == {"ant"}
        assert_whole(settings)
        assert roll_back(settings, None)[1].run_id.startswith("from-")
        assert shown(settings) == {"old"}
