"""Several plans at once, in processes of their own: no plan needs another, and Python reads texts on one core."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")
# A process takes a second to start: it should have more to do than that.
_FEWEST_EACH = 2
# What is asked of all of them is imported once, before they are forked.
_PRELOADED = ["pipeline.plans.refreshing"]


def done_at_once(work: Callable[[T], U], tasks: Sequence[T], workers: int) -> Iterator[tuple[T, U]]:
    """Yield each task with its result as it comes, from at most so many processes; of a few tasks, from this one.

    Tasks, results and `work` are pickled. What `work` raises is raised here, and the tasks not begun are dropped.
    """
    processes = min(workers, len(tasks) // _FEWEST_EACH)
    if processes < 2:
        yield from ((task, work(task)) for task in tasks)
        return
    # Forked from a process without threads, locks or open files of ours: what is killed here leaves nothing held.
    context = get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    with ProcessPoolExecutor(processes, context, _end_with_parent) as pool:
        futures = {pool.submit(work, task): task for task in tasks}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for ever for its next task."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
