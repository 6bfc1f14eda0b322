"""Pages of a plan that show what they showed are not written again: they are those of the release before."""

import json
from pathlib import Path

import pytest

from pipeline.assets.run import run_refresh
from pipeline.settings import Settings
from pipeline.warehouse.releases.manifest import differences
from pipeline.warehouse.releases.release import current_run_id
from tests.builders import SeedsFolder, published_copy, tsv
from tests.end_to_end.test_plans import CHANGED, A, B


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Two plans, published twice: nothing in their pages is new any more; then the first one is changed."""
    folder = tmp_path_factory.mktemp("twice")
    seeds = SeedsFolder(folder / "seeds")
    first = seeds.add_document()
    seeds.add_document()
    settings = Settings.of(seeds.path, folder / "output")
    for _ in range(2):
        assert run_refresh(settings, lambda _: None, is_all=True)
    first.write_bytes(tsv(CHANGED).encode())
    return settings


@pytest.fixture
def settings(twice: Settings, tmp_path: Path) -> Settings:
    """A copy of the two plans, published."""
    return published_copy(twice, twice.seeds, tmp_path)


def pages(settings: Settings, plan_id: str, part: str = "") -> dict[str, Path]:
    folder = settings.current.resolve() / "reports" / part / "plans" / plan_id
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def refreshed(settings: Settings, plan_id: str) -> tuple[dict[str, Path], dict[str, Path]]:
    """Refresh; return a plan's pages before and after."""
    before = pages(settings, plan_id)
    assert run_refresh(settings, lambda _: None)
    return before, pages(settings, plan_id)


def test_an_unchanged_plan_keeps_its_pages_and_a_changed_one_has_new_ones(settings: Settings) -> None:
    before = {(plan_id, part): pages(settings, plan_id, part) for plan_id in (A, B) for part in ("", "internal")}
    assert run_refresh(settings, lambda _: None)
    for (plan_id, part), earlier in before.items():
        after = pages(settings, plan_id, part)
        kept = [path.samefile(after[name]) for name, path in earlier.items() if name in after]
        assert any(kept) == all(kept) == (plan_id == B)
        assert plan_id == A or earlier.keys() == after.keys()


def test_a_page_that_somebody_changed_is_written_anew(settings: Settings) -> None:
    page = pages(settings, B)["index.html"]
    page.write_text("changed by hand", "utf-8")
    _, after = refreshed(settings, B)
    assert "changed by hand" not in after["index.html"].read_text("utf-8")


@pytest.mark.parametrize("told", ["", '{"012346_jisatsu": {}}'])
def test_pages_are_written_anew_where_nothing_is_told_of_them(settings: Settings, told: str) -> None:
    (settings.current.resolve() / "pages.json").write_text(told, "utf-8")
    before, after = refreshed(settings, B)
    assert not any(path.samefile(after[name]) for name, path in before.items())


def test_a_release_with_kept_pages_is_whole_and_knows_every_phrase(settings: Settings) -> None:
    whole = settings.current.resolve() / "reports" / "static" / "english.js"
    before = whole.read_text("utf-8")
    refreshed(settings, B)
    assert not differences(settings.release(str(current_run_id(settings))))
    now = (settings.current.resolve() / "reports" / "static" / "english.js").read_text("utf-8")
    assert phrases(before) <= phrases(now)


def phrases(script: str) -> set[str]:
    return set(json.loads(script.removeprefix("window.shinchokuEnglish = ").rstrip(";\n")))
