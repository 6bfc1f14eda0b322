"""Plans in processes of their own, and the graph in a process per step: the same bytes as in one process."""

from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.automation import every_plan
from pipeline.assets.run import run_refresh
from pipeline.definitions import build_definitions
from pipeline.settings import Settings
from pipeline.warehouse.releases.release import current_run_id
from tests.builders import SeedsFolder

pytestmark = pytest.mark.long


def refresh_job() -> dg.JobDefinition:
    """Return the job as the environment has it; processes of steps call this again."""
    return build_definitions().resolve_job_def("refresh")


def exported(settings: Settings) -> dict[str, bytes]:
    """Return every exported file that does not tell of the run itself."""
    paths = [
        path for path in settings.exports.iterdir() if not path.name.startswith(("quality.run", "quality.finding"))
    ]
    return {path.name: path.read_bytes() for path in sorted(paths) if path.name != "datapackage.json"}


def test_a_process_per_step_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = SeedsFolder(tmp_path / "seeds")
    for _ in range(3):
        seeds.add_document()
    here, apart = (Settings.of(seeds.path, tmp_path / name) for name in ("here", "apart"))
    run_refresh(here, lambda _: None)
    for name, value in {"SEEDS": apart.seeds, "OUTPUT": apart.output, "EXECUTOR": "multiprocess"}.items():
        monkeypatch.setenv(f"SHINCHOKU_{name}", str(value))
    apart.output.mkdir()
    plan_ids = [f"01234{number}_jisatsu" for number in (5, 6, 7)]
    with dg.instance_for_test() as instance:
        tags = every_plan(instance, plan_ids)
        with dg.execute_job(dg.reconstructable(refresh_job), instance=instance, tags=tags) as result:
            assert result.success
    assert current_run_id(apart)
    assert exported(apart) == exported(here)


def test_plans_in_processes_of_their_own_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = SeedsFolder(tmp_path / "seeds")
    for _ in range(4):
        seeds.add_document()
    seeds.add_document(b"\x00" * 100)
    outputs = []
    for workers in ("1", "2"):
        monkeypatch.setenv("SHINCHOKU_WORKERS", workers)
        outputs.append(Settings.of(seeds.path, tmp_path / workers))
        run_refresh(outputs[-1], lambda _: None)
    assert exported(outputs[0]) == exported(outputs[1])
