"""What the tests of faults start from, and what must hold after each: one release is shown, whole and of one run."""

import re
import shutil
from pathlib import Path

from pipeline.errors import InputError
from pipeline.settings import PARTS, Settings
from pipeline.warehouse.connect import current_release, published_warehouse
from pipeline.warehouse.releases.manifest import differences, read_manifest
from tests.builders import SeedsFolder
from tests.long.children import refreshed

RUN = "select run_id from quality.run"
STATUS = r"(\d+)回実施した。"
SHOWN = "select status_text from core.fact_progress where fiscal_year = 2023 and source_line_no = 2"


def seeds_of(folder: Path) -> SeedsFolder:
    """Return a seeds folder with one small document."""
    seeds = SeedsFolder(folder)
    seeds.add_document()
    return seeds


def change(settings: Settings) -> None:
    """Change the document, so that the next refresh has something to compute."""
    path = document_of(settings)
    before = path.read_text("utf-8")
    times = int(re.findall(STATUS, before)[0])
    path.write_text(before.replace(f"{times}回実施した。", f"{times + 100}回実施した。", 1), "utf-8")


def document_of(settings: Settings) -> Path:
    """Return the file of the one document."""
    return settings.seeds / "documents" / "012345.tsv"


def is_current(settings: Settings) -> bool:
    """Say whether what is published is what the document says now."""
    with published_warehouse(settings) as connection:
        ((text,),) = connection.execute(SHOWN).fetchall()
    return re.findall(STATUS, text) == re.findall(STATUS, document_of(settings).read_text("utf-8"))[:1]


def shown_run(settings: Settings) -> str | None:
    """Return the run that is published, None if none is; fails unless all of it is whole and of that one run."""
    try:
        with published_warehouse(settings) as connection:
            ((run_id,),) = connection.execute(RUN).fetchall()
    except InputError:
        assert not settings.current.exists()
        return None
    for name in PARTS:
        # Once, when a folder of the old layout becomes a link, it is set aside a step before the link is there.
        assert (settings.output / name).exists() or (settings.previous / name).exists(), name
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
    """The next refresh publishes what the document says now, and leaves nothing of the one before."""
    assert refreshed(settings) == 0
    assert shown_run(settings) is not None
    assert is_current(settings)
    assert leftovers(settings) == []


def copied(settings: Settings, folder: Path) -> Settings:
    """Return a copy of seeds and output."""
    shutil.copytree(settings.seeds, folder / "seeds")
    if settings.output.exists():
        shutil.copytree(settings.output, folder / "output", symlinks=True)
    return Settings.of(folder / "seeds", folder / "output")
