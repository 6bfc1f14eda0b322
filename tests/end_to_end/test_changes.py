"""What `status` and the end of a refresh say: what changed since the release before, and findings by family."""

import shutil
from pathlib import Path

import duckdb
import pytest

from pipeline.quality.rules import RULES
from pipeline.quality.rules.families import FAMILY_OF
from pipeline.settings import Settings
from pipeline.warehouse.changes import Changes, changes_since
from pipeline.warehouse.releases.release import listed_releases
from tests.builders import TABLE, SeedsFolder, published_copy, tsv
from tests.end_to_end.test_bad_input import refresh, shinchoku


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> tuple[SeedsFolder, Settings]:
    """One release; not to be changed."""
    folder = tmp_path_factory.mktemp("one")
    seeds = SeedsFolder(folder / "seeds")
    seeds.add_document()
    settings = Settings.of(seeds.path, folder / "output")
    assert refresh(settings.seeds, settings.output).exit_status == 0
    return seeds, settings


@pytest.fixture
def seeds(one: tuple[SeedsFolder, Settings], tmp_path: Path) -> SeedsFolder:
    return one[0].copied(tmp_path / "seeds")


@pytest.fixture
def settings(one: tuple[SeedsFolder, Settings], seeds: SeedsFolder, tmp_path: Path) -> Settings:
    """A copy of the release."""
    return published_copy(one[1], seeds.path, tmp_path)


@pytest.fixture(scope="module")
def two(one: tuple[SeedsFolder, Settings], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The release, and a second one that says the same; not to be changed."""
    folder = tmp_path_factory.mktemp("two")
    shutil.copytree(one[1].output, folder / "output", symlinks=True)
    settings = Settings.of(one[0].path, folder / "output")
    assert refresh(settings.seeds, settings.output, "--all").exit_status == 0
    return settings


def changes(settings: Settings) -> Changes:
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        run = connection.execute("select run_id, previous_run_id from quality.run").fetchone()
    return changes_since(settings, *(run or ("", None)))


def rewrite(seeds: SeedsFolder, old: str, new: str) -> None:
    (seeds.path / "documents" / "012345.tsv").write_text(tsv(TABLE).replace(old, new), "utf-8")


def test_every_rule_belongs_to_one_family() -> None:
    assert FAMILY_OF.keys() == RULES.keys()


def test_the_first_release_says_so(settings: Settings) -> None:
    assert "最初の公開です" in shinchoku("status", "--output", settings.output).printed


def test_a_release_without_a_change_has_none(two: Settings) -> None:
    told = changes(two)
    assert (told.documents, told.measures, told.values, told.restatements) == ([], [], [], [])
    assert shinchoku("status", "--output", two.output).printed.count("なし none") == 4


def test_values_measures_and_documents_are_compared(seeds: SeedsFolder, settings: Settings) -> None:
    rewrite(seeds, "75%", "70%")
    seeds.add_document(municipality_code="012346")
    printed = refresh(settings.seeds, settings.output).printed
    told = changes(settings)
    assert [(row["document_id"], row["change"]) for row in told.documents or ()] == [
        ("012345_jisatsu_2023", "changed"),
        ("012346_jisatsu_2023", "added"),
    ]
    assert [row["change"] for row in told.measures or ()] == ["added"] * 3
    assert {"field": "achievement_as_printed", "change": "changed", "value_count": 1} in list(told.values or ())
    assert "追加 added 1、変更 changed 1（012345_jisatsu_2023、012346_jisatsu_2023）" in printed


def test_findings_that_are_new_and_resolved_are_counted_by_family(seeds: SeedsFolder, settings: Settings) -> None:
    rewrite(seeds, "75%", "")
    refresh(settings.seeds, settings.output)
    missing = next(line for line in status(settings) if "記載漏れ" in line)
    assert missing.split()[-4:] == ["1", "1", "0", "0"]
    rewrite(seeds, "75%", "75%")
    refresh(settings.seeds, settings.output)
    missing = next(line for line in status(settings) if "記載漏れ" in line)
    assert missing.split()[-4:] == ["0", "0", "1", "0"]


def status(settings: Settings, *options: str) -> list[str]:
    return shinchoku("status", "--output", settings.output, *options).printed.splitlines()


def test_after_going_back_the_next_release_is_compared_with_that_one(seeds: SeedsFolder, settings: Settings) -> None:
    rewrite(seeds, "75%", "70%")
    refresh(settings.seeds, settings.output)
    shinchoku("rollback", "--output", settings.output)
    rewrite(seeds, "75%", "75%")
    refresh(settings.seeds, settings.output, "--all")
    assert changes(settings).values == []


@pytest.mark.parametrize("lost", ["table", "release"])
def test_what_the_release_before_cannot_tell_is_said(two: Settings, tmp_path: Path, lost: str) -> None:
    settings = Settings.of(two.seeds, Path(shutil.copytree(two.output, tmp_path / "output", symlinks=True)))
    earlier = listed_releases(settings)[1].folder
    if lost == "release":
        shutil.rmtree(earlier.path)
    else:
        with duckdb.connect(str(earlier.warehouse)) as connection:
            connection.execute("drop table core.current_progress")
    told = changes(settings)
    assert told.values is None
    assert (told.documents is None) == (lost == "release")
    assert any("比較できません" in line for line in status(settings))


def test_status_fits_a_screen(kiyose_settings: Settings) -> None:
    assert len(status(kiyose_settings)) <= 24
    assert len(status(kiyose_settings, "--all")) > 60
