"""Bytes of a file in the seeds folder: no other place is read, and nothing that has no end."""

import os
import stat
from pathlib import Path

from pipeline.settings import LIMITS


class OutsideError(OSError):
    """A path that leads out of the folder, by itself or by a link."""


class NoFileError(OSError):
    """A pipe, a device or a socket: reading it might never end."""


class TooLargeError(OSError):
    """A file larger than any that is read."""


def read_inside(path: Path, folder: Path) -> bytes:
    """Return the bytes of a regular file in `folder`, links resolved.

    Raises OutsideError, NoFileError, TooLargeError, another OSError, or ValueError for a path that no file can have.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        raise OutsideError("outside the folder")
    # A pipe that nobody writes to would keep whoever opens it waiting.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        _require_regular(os.fstat(descriptor).st_mode)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(LIMITS.bytes_of_file + 1)
    finally:
        os.close(descriptor)
    if len(data) > LIMITS.bytes_of_file:
        raise TooLargeError("too large")
    return data


def _require_regular(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError("a folder")
    if not stat.S_ISREG(mode):
        raise NoFileError("not a regular file")
