"""The lock of an output folder: whoever changes releases in it holds it."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from pipeline.errors import InputError, output_error
from pipeline.settings import Settings


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """Hold the lock of the output folder. Raises InputError if another process does, or the folder is not writable."""
    lock = FileLock(settings.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise InputError(
            f"{settings.output}: 別の refresh が実行中です。終わってから再度実行してください。",
            f"{settings.output}: another refresh is running; try again when it has ended.",
        ) from error
    except OSError as error:
        raise output_error(settings.output, error) from error
    try:
        yield
    finally:
        lock.release()
