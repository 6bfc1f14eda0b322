"""Refreshes in processes of their own, which can be killed: forked from one that has imported everything already."""

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

from pipeline.errors import ShinchokuError
from pipeline.settings import Settings

# What changes the file system one step at a time: between two of them lies a moment to be killed in.
STEPS = ("mkdir", "rename", "replace", "symlink", "unlink", "rmdir", "fsync")
# A small refresh takes seconds; beside ten readers, on a machine that does other work too, minutes.
_MOST_SECONDS = 600
Prepare = Callable[[], None]


def context() -> ForkServerContext:
    """Return where processes are forked from."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["pipeline.cli.app", "pipeline.assets.run", "tests.long.children"])
    return made


def _refresh(seeds: Path, output: Path, prepare: Prepare | None) -> None:
    """Refresh as the command does; its exit status tells how that went."""
    from pipeline.assets.run import run_refresh

    with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):  # noqa: PTH123
        if prepare:
            prepare()
        try:
            run_refresh(Settings.of(seeds, output), lambda _: None)
        except ShinchokuError as error:
            sys.exit(error.exit_status)


def started(settings: Settings, prepare: Prepare | None = None) -> ForkServerProcess:
    """Begin a refresh."""
    process = context().Process(target=_refresh, args=(settings.seeds, settings.output, prepare))
    process.start()
    return process


def ended(process: ForkServerProcess) -> int | None:
    """Wait for a refresh and return its exit status: negative where a signal ended it."""
    process.join(_MOST_SECONDS)
    assert process.exitcode is not None, "a refresh hangs"
    return process.exitcode


def refreshed(settings: Settings, prepare: Prepare | None = None) -> int | None:
    """Refresh, and return the exit status."""
    return ended(started(settings, prepare))


def killed_after(settings: Settings, seconds: float) -> int | None:
    """Refresh, and kill the process after some time, if it is not done by then."""
    process = started(settings)
    process.join(seconds)
    if process.exitcode is None and process.pid is not None:
        os.kill(process.pid, signal.SIGKILL)
    return ended(process)


class KilledAtStep:
    """Kills the process at its n-th step: before it, or when it is done."""

    def __init__(self, number: int, *, is_done: bool) -> None:
        self.number, self.is_done, self.numbers = number, is_done, count(1)

    def __call__(self) -> None:
        for name in STEPS:
            setattr(os, name, self._counted(getattr(os, name)))

    def _counted(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            # Steps are taken in several threads, and one can end within another.
            number = next(self.numbers)
            if number == self.number and not self.is_done:
                os.kill(os.getpid(), signal.SIGKILL)
            try:
                return step(*arguments, **options)
            finally:
                # A step may also end with an error that is expected: a folder that is there, a file that is gone.
                if number == self.number:
                    os.kill(os.getpid(), signal.SIGKILL)

        return counted


class Recorded(KilledAtStep):
    """Writes down which steps a refresh takes, and kills nothing."""

    def __init__(self, path: Path) -> None:
        super().__init__(0, is_done=False)
        self.path = path

    def _counted(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            with self.path.open("a") as file:
                file.write(f"{step.__name__} {arguments[0]}\n")
            return step(*arguments, **options)

        return counted


@contextlib.contextmanager
def timed() -> Iterator[list[float]]:
    """Give a list that holds, afterwards, how many seconds passed."""
    taken: list[float] = []
    began = time.monotonic()
    yield taken
    taken.append(time.monotonic() - began)
