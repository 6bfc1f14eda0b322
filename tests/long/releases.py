"""What the tests of faults start from, and what must hold after each: one release is shown, whole and of one run."""

import shutil
from pathlib import Path

from pipeline.errors import InputError
from pipeline.settings import PARTS, Settings
from pipeline.warehouse.connect import current_release, published_warehouse
from pipeline.warehouse.releases.manifest import differences, read_manifest
from tests.builders import HEADINGS, MEASURES, SeedsFolder
from tests.long.children import refreshed

RUN = "select run_id from quality.run"


def seeds_of(folder: Path) -> SeedsFolder:
    """Return a seeds folder with one small document."""
    seeds = SeedsFolder(folder)
    seeds.add_document()
    return seeds


def change(settings: Settings, number: int) -> None:
    """Change the document, so that the next refresh has something to compute."""
    status = f"{number + 1}回実施した。"
    rows = [HEADINGS, (*MEASURES[0][:5], status, *MEASURES[0][6:]), *MEASURES[1:]]
    text = "".join("\t".join(row) + "\n" for row in rows)
    (settings.seeds / "documents" / "012345.tsv").write_text(text, "utf-8")


def shown_run(settings: Settings) -> str | None:
    """Return the run that is published, None if none is; fails unless all of it is whole and of that one run."""
    try:
        with published_warehouse(settings) as connection:
            ((run_id,),) = connection.execute(RUN).fetchall()
    except InputError:
        assert not settings.current.exists()
        return None
    for name in PARTS:
        assert (settings.output / name).exists(), name
    if settings.current.is_symlink():
        folder = current_release(settings)
        manifest = read_manifest(folder)
        assert differences(folder) == []
        assert manifest is not None
        assert manifest.run_id == run_id == folder.path.name
        links = [settings.output / name for name in PARTS if (settings.output / name).is_symlink()]
        assert all(link.resolve().is_relative_to(folder.path.resolve()) for link in links)
    return str(run_id)


def leftovers(settings: Settings) -> list[str]:
    """Return what a run that was stopped has left among the releases."""
    return [path.name for path in settings.releases.glob(".*")]


def assert_next_succeeds(settings: Settings) -> None:
    """The next refresh publishes a run of its own, and leaves nothing of the one before."""
    before = shown_run(settings)
    assert refreshed(settings) == 0
    assert shown_run(settings) not in (before, None)
    assert leftovers(settings) == []


def copied(settings: Settings, folder: Path) -> Settings:
    """Return a copy of seeds and output."""
    shutil.copytree(settings.seeds, folder / "seeds")
    if settings.output.exists():
        shutil.copytree(settings.output, folder / "output", symlinks=True)
    return Settings.of(folder / "seeds", folder / "output")
