"""A refresh that is killed, at whatever moment: what was published stays whole, and the next one succeeds."""

import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.settings import ReleaseFolder, Settings
from pipeline.warehouse.connect import current_release
from pipeline.warehouse.provenance import read_inputs, run_facts
from pipeline.warehouse.releases.lock import writing
from pipeline.warehouse.releases.migration import adopt
from pipeline.warehouse.releases.release import clear_unfinished, publish
from tests.long.children import KilledAtStep, Recorded, context, ended, killed_after, refreshed, timed
from tests.long.releases import assert_next_succeeds, change, copied, is_current, leftovers, seeds_of, shown_run

pytestmark = pytest.mark.long

KILLED = -signal.SIGKILL
MOMENTS, PARTS_OF_MOMENTS = 200, 10
# After each of these, a whole refresh follows; after the others the next one that is killed.
EVERY = 5


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse with five publications behind it, so that the next one removes a release; not to be changed."""
    folder = tmp_path_factory.mktemp("one")
    settings = Settings.of(seeds_of(folder / "seeds").path, folder / "output")
    for _ in range(5):
        change(settings)
        assert refreshed(settings) == 0
    return settings


@pytest.mark.parametrize("part", range(PARTS_OF_MOMENTS))
def test_a_refresh_killed_at_any_moment_leaves_a_whole_release(one: Settings, tmp_path: Path, part: int) -> None:
    """Moments are spread evenly over a refresh; those of one part lie between those of the others.

    What a refresh takes changes with what else the machine does: one that has ended in time took less than was thought.
    """
    settings = copied(one, tmp_path)
    change(settings)
    with timed() as taken:
        assert refreshed(settings) == 0
    known, outcomes, seconds = {shown_run(settings)}, [], taken[0]
    for number, moment in enumerate(range(part, MOMENTS, PARTS_OF_MOMENTS)):
        change(settings)
        killed_at = seconds * (moment + 0.5) / MOMENTS
        outcomes.append(killed_after(settings, killed_at))
        seconds = min(seconds, killed_at) if outcomes[-1] == 0 else seconds
        # Killed behind the switch, it has published what the document says now.
        run_id = shown_run(settings)
        assert run_id is not None and (run_id in known or is_current(settings))
        if number % EVERY == 0:
            assert_next_succeeds(settings)
        known.add(shown_run(settings))
    assert set(outcomes) <= {KILLED, 0}
    assert outcomes.count(KILLED) >= len(outcomes) * 0.7


@pytest.mark.parametrize("is_done", [False, True], ids=["before", "behind"])
@pytest.mark.parametrize("offset", range(-4, 3))
def test_a_refresh_killed_around_the_switch(one: Settings, tmp_path: Path, offset: int, is_done: bool) -> None:
    settings = copied(one, tmp_path / "killed")
    change(settings)
    number = switch_of(copied(settings, tmp_path / "rehearsed")) + offset
    before = shown_run(settings)
    assert refreshed(settings, KilledAtStep(number, is_done=is_done)) == KILLED
    assert (shown_run(settings) != before) == (offset > 0 or (offset == 0 and is_done))
    assert is_current(settings) == (shown_run(settings) != before)
    assert_next_succeeds(settings)


def switch_of(settings: Settings) -> int:
    """Return the number of the step of a refresh that makes its release current."""
    steps = recorded(lambda log: refreshed(settings, Recorded(log)), settings.output.parent)
    (switch,) = (n for n, step in enumerate(steps, 1) if step.startswith("replace") and ".current.new" in step)
    return switch


def nothing(settings: Settings) -> None:
    """Nothing was ever published."""
    shutil.rmtree(settings.output)


def releases(settings: Settings) -> None:
    """There are as many releases as are kept: the oldest will be removed."""
    assert len(list(settings.releases.iterdir())) == 4


def old_layout(settings: Settings) -> None:
    """An older version has written the output, without releases."""
    folder = current_release(settings).path.rename(settings.output.parent / "old")
    shutil.rmtree(settings.output)
    (folder / "manifest.json").unlink()
    folder.rename(settings.output)


STARTS = (nothing, releases, old_layout)


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.__name__)
def test_a_publication_killed_before_and_after_each_of_its_steps(
    one: Settings, tmp_path: Path, start: Callable[[Settings], None]
) -> None:
    begun = copied(one, tmp_path / "begun")
    start(begun)
    made = current_release(one)
    first = copied(begun, tmp_path / "recorded")
    steps = recorded(lambda log: published(first, made, "run-1", Recorded(log)), tmp_path)
    for number in telling(steps):
        settings = copied(begun, tmp_path / str(number))
        before = shown_run(settings)
        for is_done, run_id in ((False, "run-1"), (True, "run-2")):
            status = published(settings, made, run_id, KilledAtStep(number, is_done=is_done))
            assert status in (KILLED, 0)
            assert shown_run(settings) in (before, "run-1", "run-2")
        assert published(settings, made, "run-3", None) == 0
        assert shown_run(settings) == "run-3"
        assert leftovers(settings) == []
    assert_next_succeeds(settings)


def telling(steps: list[str]) -> list[int]:
    """Return the numbers of the steps to be killed at: the many files that are only synced are much alike."""
    syncs = [number for number, step in enumerate(steps, 1) if step.startswith("fsync")]
    return sorted(set(range(1, len(steps) + 1)) - set(syncs) | set(syncs[::12]) | set(syncs[-2:]))


def recorded(run: Callable[[Path], int | None], folder: Path) -> list[str]:
    """Return the steps that something takes, in order."""
    log = folder / "steps"
    assert run(log) == 0
    return log.read_text("utf-8").splitlines()


def published(settings: Settings, made: ReleaseFolder, run_id: str, prepare: Callable[[], None] | None) -> int | None:
    """Publish a copy of a release under another run's name, in a process of its own; return its exit status."""
    settings.releases.mkdir(parents=True, exist_ok=True)
    process = context().Process(target=_publish, args=(settings, made, run_id, prepare))
    process.start()
    return ended(process)


def _publish(settings: Settings, made: ReleaseFolder, run_id: str, prepare: Callable[[], None] | None) -> None:
    """Do what the job does at its end (`assets/publication.py`), with a candidate that is made already."""
    import duckdb

    with writing(settings):
        clear_unfinished(settings)
        candidate = settings.candidate(run_id)
        shutil.copytree(made.path, candidate.path)
        candidate.manifest.unlink()
        with duckdb.connect(str(candidate.warehouse)) as connection:
            connection.execute("update quality.run set run_id = ?", [run_id])
        if prepare:
            prepare()
        adopt(settings)
        publish(settings, candidate, run_facts(candidate), read_inputs(settings, candidate))
