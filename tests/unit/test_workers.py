"""Plans in processes of their own: where they are computed, and what becomes of them when their parent is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.plans.workers import done_at_once
from pipeline.settings import PROJECT_ROOT, Automation

_PROGRAM = """
import os, sys, time
from pipeline.plans.workers import done_at_once
from tests.unit.test_workers import wait_long
if __name__ == "__main__":
    list(done_at_once(wait_long, [sys.argv[1]] * 4, 2))
"""


def process_of(task: int) -> tuple[int, int]:
    time.sleep(0.05)
    return task, os.getpid()


def refused(_: int) -> None:
    raise ValueError("refused")


def wait_long(folder: str) -> None:
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(60)


def test_tasks_are_done_in_other_processes() -> None:
    done = dict(done_at_once(process_of, [1, 2, 3, 4], 2))
    assert sorted(done) == [1, 2, 3, 4]
    assert os.getpid() not in [process for _, process in done.values()]
    assert all(task == told for task, (told, _) in done.items())


@pytest.mark.parametrize(("tasks", "workers"), [([1, 2, 3], 2), ([1, 2, 3, 4], 1), ([], 2)])
def test_a_few_tasks_or_one_worker_need_no_other_process(tasks: list[int], workers: int) -> None:
    assert dict(done_at_once(process_of, tasks, workers)) == {task: (task, os.getpid()) for task in tasks}


def test_what_a_task_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="refused"):
        list(done_at_once(refused, [1, 2, 3, 4], 2))


def test_processes_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", _PROGRAM, str(tmp_path)], cwd=PROJECT_ROOT)
    assert _holds(lambda: len(list(tmp_path.iterdir())) == 2)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert _holds(lambda: not any(_is_running(int(path.name)) for path in tmp_path.iterdir()))


@pytest.mark.parametrize(("told", "is_taken"), [("3", True), ("0", False), ("many", False), ("", False)])
def test_the_number_of_workers_is_that_of_the_environment_or_of_the_cores(
    told: str, is_taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHINCHOKU_WORKERS", told)
    workers = Automation.of_environment().workers
    assert workers == 3 if is_taken else workers >= 1


def _holds(condition: Callable[[], bool]) -> bool:
    return any(condition() or time.sleep(0.1) for _ in range(300))


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
