"""Releases as the command makes them: published, listed, gone back to; a refresh that fails leaves all as it was."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.settings import PROJECT_ROOT, Settings
from pipeline.warehouse import connect
from pipeline.warehouse.releases.manifest import differences, read_manifest
from pipeline.warehouse.releases.release import current_run_id, listed_releases
from tests.builders import SeedsFolder, published_copy
from tests.end_to_end.test_bad_input import Outcome, published_files, query, refresh, shinchoku


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse with two releases; not to be changed."""
    folder = tmp_path_factory.mktemp("two")
    seeds = SeedsFolder(folder / "seeds")
    seeds.add_document()
    settings = Settings.of(seeds.path, folder / "output")
    for _ in range(2):
        assert refresh(settings.seeds, settings.output, "--all").exit_status == 0
    return settings


@pytest.fixture
def settings(two: Settings, tmp_path: Path) -> Settings:
    """A copy of the warehouse with two releases."""
    return published_copy(two, two.seeds, tmp_path)


def listed(settings: Settings, *options: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(releases(settings, *options, "--format", "csv").printed)))


def releases(settings: Settings, *options: str) -> Outcome:
    return shinchoku("releases", *options, "--output", settings.output)


def rollback(settings: Settings, *run: str) -> Outcome:
    return shinchoku("rollback", *run, "--output", settings.output)


def assert_told(outcome: Outcome, status: int, *words: str) -> None:
    assert (outcome.exit_status, outcome.printed) == (status, "")
    assert "Traceback" not in outcome.told
    for word in words:
        assert word in outcome.told


def assert_one(settings: Settings) -> str:
    """The current release is whole, and its database, its manifest and its report are of the same run: return it."""
    folder = connect.current_release(settings)
    manifest = read_manifest(folder)
    assert manifest is not None
    assert differences(folder) == []
    assert query(settings.output, "select run_id from quality.run") == [(manifest.run_id,)]
    assert manifest.run_id in (settings.reports / "internal" / "method.html").read_text("utf-8")
    return manifest.run_id


def test_a_release_and_its_manifest_say_the_same(two: Settings) -> None:
    run = assert_one(two)
    manifest = read_manifest(two.release(run))
    assert manifest is not None
    facts = "select published_at, shinchoku_version, content_sha256, row_counts, previous_run_id from quality.run"
    ((at, version, content, counts, previous),) = query(two.output, facts)
    assert (manifest.published_at, manifest.version, manifest.content_sha256) == (at, version, content)
    assert (manifest.row_counts, manifest.previous_run_id) == (json.loads(counts), previous)
    assert set(manifest.inputs) == {"documents.csv", "documents/012345.tsv"}
    assert {"shinchoku.duckdb", "exports/datapackage.json", "reports/index.html"} <= set(manifest.files)


def test_releases_are_listed_the_newest_first(two: Settings) -> None:
    rows = listed(two, "--verify")
    assert [row["is_current"] for row in rows] == ["True", "False"]
    assert rows[0]["run_id"] == assert_one(two)
    assert all((row["document_count"], row["measure_count"], row["differing_files"]) == ("1", "3", "") for row in rows)
    told = releases(two).printed
    assert all(row["run_id"] in told for row in rows)
    assert json.loads(releases(two, "--format", "json").printed)[0]["is_current"] is True


def test_exports_of_the_same_content_are_the_same_in_every_release(two: Settings) -> None:
    first, second = (
        {path.name: path.read_bytes() for path in release.folder.exports.iterdir()} for release in listed_releases(two)
    )
    assert first == second


def test_back_and_forth(settings: Settings) -> None:
    newest, oldest = (row["run_id"] for row in listed(settings))
    outcome = rollback(settings)
    assert (outcome.exit_status, outcome.told) == (0, "")
    japanese, english = outcome.printed.splitlines()
    assert oldest in japanese and "切り替えました" in japanese
    assert oldest in english and "is current now" in english
    assert assert_one(settings) == oldest
    assert "すでに公開中" in rollback(settings, oldest[:8]).printed
    assert_told(rollback(settings), 2, "これより前の公開版はありません", "There is no release before")
    assert rollback(settings, newest).exit_status == 0
    assert assert_one(settings) == newest


def test_what_is_new_is_judged_against_the_release_gone_back_to(settings: Settings) -> None:
    oldest = listed(settings)[1]["run_id"]
    rollback(settings)
    assert refresh(settings.seeds, settings.output, "--all").exit_status == 0
    assert query(settings.output, "select previous_run_id from quality.run") == [(oldest,)]
    assert rollback(settings).exit_status == 0
    assert assert_one(settings) == oldest


def test_a_damaged_release_is_told(settings: Settings) -> None:
    oldest = listed(settings)[1]["run_id"]
    (settings.release(oldest).exports / "quality.finding.csv").write_text("other")
    before = published_files(settings.output)
    assert_told(rollback(settings), 1, "壊れています", "damaged (exports/quality.finding.csv")
    assert_told(rollback(settings, "nothing"), 2, "nothing", "No release begins with")
    outcome = releases(settings, "--verify")
    assert outcome.exit_status == 1
    assert "exports/quality.finding.csv" in outcome.printed
    assert f"{oldest}: exports/quality.finding.csv" in outcome.told
    assert published_files(settings.output) == before


def test_without_releases_there_is_nothing_to_go_back_to(tmp_path: Path) -> None:
    empty = Settings.of(tmp_path, tmp_path)
    assert "公開版はまだありません" in releases(empty).printed
    assert_told(rollback(empty), 2, "There is no release")
    nowhere = Settings.of(tmp_path, tmp_path / "nowhere")
    assert_told(rollback(nowhere), 2, "nowhere", "there is no such folder")
    assert not nowhere.output.exists()


def test_a_link_to_nothing_is_told_and_mended(settings: Settings) -> None:
    newest, oldest = (row["run_id"] for row in listed(settings))
    shutil.rmtree(settings.release(newest).path)
    assert_told(shinchoku("status", "--output", settings.output), 2, "shinchoku rollback")
    assert rollback(settings).exit_status == 0
    assert assert_one(settings) == oldest


def test_a_link_to_nothing_does_not_stop_a_refresh(settings: Settings) -> None:
    shutil.rmtree(settings.release(listed(settings)[0]["run_id"]).path)
    assert refresh(settings.seeds, settings.output).exit_status == 0
    assert_one(settings)


def test_a_folder_in_the_place_of_the_link_is_told_before_any_work(settings: Settings) -> None:
    settings.current.unlink()
    settings.current.mkdir()
    before = published_files(settings.output)
    outcome = refresh(settings.seeds, settings.output)
    assert_told(outcome, 2, str(settings.current), "別の場所に移して", "move it elsewhere")
    assert "reading and examining documents" not in outcome.told
    assert published_files(settings.output) == before
    assert_told(rollback(settings), 2, str(settings.current))


def old_layout(settings: Settings) -> None:
    """Make of a warehouse what an older version would have written."""
    folder = connect.current_release(settings).path.rename(settings.output.parent / "old")
    shutil.rmtree(settings.output)
    (folder / "manifest.json").unlink()
    folder.rename(settings.output)
    (settings.output / "previous").mkdir()
    (settings.output / "previous" / "shinchoku-20250601T060000.duckdb").write_text("older")


def test_a_copy_whose_links_were_followed_is_read_and_refreshed(two: Settings, tmp_path: Path) -> None:
    copied = Settings.of(two.seeds, Path(shutil.copytree(two.output, tmp_path / "copied")))
    run_id = current_run_id(two)
    assert rollback(copied).exit_status == 0
    assert rollback(copied, str(run_id)).exit_status == 0
    assert (current_run_id(copied), copied.warehouse.is_symlink()) == (run_id, True)


def test_an_old_warehouse_is_read_and_migrated(settings: Settings) -> None:
    run = listed(settings)[0]["run_id"]
    old_layout(settings)
    before = published_files(settings.output)
    assert shinchoku("status", "--output", settings.output).exit_status == 0
    assert refresh(settings.seeds, settings.output).exit_status == 0
    assert query(settings.output, "select previous_run_id from quality.run") == [(run,)]
    assert rollback(settings).exit_status == 0
    assert assert_one(settings) == run
    after = published_files(settings.output)
    assert {path: after[path] for path in before} == before
    assert (settings.previous / "shinchoku-20250601T060000.duckdb").read_text() == "older"


def limited(settings: Settings, size: int) -> subprocess.CompletedProcess[str]:
    """Refresh in a process that cannot write a file of more bytes: what a full disk does, wherever that is."""
    program = (
        "import resource, signal, sys; from pipeline.cli.app import main; "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size})); main()"
    )
    command = [sys.executable, "-c", program, "refresh", "--all", "--seeds", str(settings.seeds)]
    command += ["--output", str(settings.output)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT_ROOT)


# In which step the disk is full makes no difference; test_full_disk.py, among the long tests, tries them all.
@pytest.mark.parametrize("size", [0, 20_000])
def test_a_full_disk_is_one_sentence_and_leaves_what_was_published(settings: Settings, size: int) -> None:
    before = published_files(settings.output)
    outcome = limited(settings, size)
    assert outcome.returncode == 1, outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert "cannot be written" in outcome.stderr
    assert published_files(settings.output) == before
    assert not list(settings.releases.glob(".*"))


READ_ONLY: dict[str, Callable[[Settings], Path]] = {
    "output": lambda settings: settings.output,
    "releases": lambda settings: settings.releases,
}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("place", READ_ONLY.values(), ids=READ_ONLY)
def test_a_folder_that_cannot_be_written_is_one_sentence(settings: Settings, place: Callable[[Settings], Path]) -> None:
    before = published_files(settings.output)
    place(settings).chmod(0o555)
    try:
        outcome = refresh(settings.seeds, settings.output, "--all")
    finally:
        place(settings).chmod(0o755)
    assert_told(outcome, 1, str(settings.output), "cannot be written")
    assert published_files(settings.output) == before


def test_a_reader_whose_release_is_removed_finds_the_next(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    newest, oldest = listed_releases(settings)
    found = iter([oldest.folder, newest.folder])
    open_file = duckdb.connect

    def removed_first(path: str, **options: bool) -> duckdb.DuckDBPyConnection:
        shutil.rmtree(oldest.folder.path, ignore_errors=True)
        return open_file(path, **options)

    monkeypatch.setattr(connect, "current_release", lambda _: next(found))
    monkeypatch.setattr(duckdb, "connect", removed_first)
    with connect.published_warehouse(settings) as connection:
        assert connection.execute("select run_id from quality.run").fetchall() == [(newest.run_id,)]
