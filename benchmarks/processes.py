"""What a command takes: seconds, processor seconds and peak memory, over all processes that it starts."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.settings import PROJECT_ROOT

_PROC, _SECONDS_BETWEEN_LOOKS = Path("/proc"), 0.1
_TICKS = os.sysconf("SC_CLK_TCK")


class Taken(NamedTuple):
    """What was taken: `megabytes` is the peak of all processes together, shared memory counted once."""

    seconds: float
    processor_seconds: float
    megabytes: float


def shinchoku(*arguments: str, environment: Mapping[str, str] | None = None) -> Taken:
    """Run the command of this checkout. Raises RuntimeError if it fails (3: published, with a document rejected)."""
    return run([sys.executable, "-m", "pipeline.cli.app", *arguments], environment)


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Taken:
    """Run a command in a session of its own, so that every process of it is known."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command,
        cwd=PROJECT_ROOT,
        env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT), **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    processor: dict[int, float] = {}
    peak = 0.0
    while child.poll() is None:
        processor, peak = processor | _processor(child.pid), max(peak, _megabytes(child.pid))
        time.sleep(_SECONDS_BETWEEN_LOOKS if time.perf_counter() - start > 1 else 0.02)
    seconds = time.perf_counter() - start
    if child.returncode not in (0, 3):
        raise RuntimeError(child.stderr.read().decode("utf-8", "replace") if child.stderr else "")
    return Taken(seconds, sum(processor.values()), peak)


def _session(session: int) -> list[tuple[int, list[str]]]:
    found = []
    for path in _PROC.iterdir():
        if path.name.isdecimal():
            try:
                stat = (path / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(stat[3]) == session:
                found.append((int(path.name), stat))
    return found


def _processor(session: int) -> dict[int, float]:
    return {process: (int(stat[11]) + int(stat[12])) / _TICKS for process, stat in _session(session)}


def _megabytes(session: int) -> float:
    return sum(_proportional_kilobytes(process) for process, _ in _session(session)) / 1024


def _proportional_kilobytes(process: int) -> int:
    try:
        lines = (_PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
