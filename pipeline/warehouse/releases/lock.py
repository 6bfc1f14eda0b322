"""The lock of an output folder: whoever writes in it holds it, and is told in one sentence what cannot be written."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from pipeline.errors import BusyError, InputError, output_error
from pipeline.settings import Settings

# A full or failing disk. DuckDB has errors of its own for it: when it writes, commits, makes a checkpoint, or swaps.
WRITE_ERRORS = (
    OSError,
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
)


@contextmanager
def writing(settings: Settings) -> Iterator[None]:
    """Hold the lock of an output folder; whoever holds it may take it again.

    Raises InputError if another process holds it, OutputError for what the disk refuses while it is held.
    """
    if not settings.output.is_dir():
        raise InputError(
            f"{settings.output}: フォルダがありません。--output で出力先を指定してください。",
            f"{settings.output}: there is no such folder; name the one to use with --output.",
        )
    # It imports asyncio, which commands that only read do without.
    from filelock import FileLock, Timeout

    lock = FileLock(settings.lock, thread_local=False, is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise BusyError(
            f"{settings.output}: 別の refresh が実行中です。終わってから再度実行してください。",
            f"{settings.output}: another refresh is running; try again when it has ended.",
        ) from error
    except OSError as error:
        raise output_error(settings.output, error) from error
    try:
        yield
    except WRITE_ERRORS as error:
        raise output_error(settings.output, error) from error
    finally:
        lock.release()
