"""Rows appended to the CSV files of the seeds: what stands there stays byte for byte; a file is replaced at once."""

import codecs
import csv
import io
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import BusyError, InputError
from pipeline.seeds.tables import Row, read_optional_rows

# Whoever registers a file copies it meanwhile; longer than that, something hangs.
_MOST_SECONDS = 30.0
ADJUDICATIONS, ACCEPTED, LINKS = "adjudications.csv", "accepted_findings.csv", "measure_links.csv"
HEADINGS, SCALES = "headings.csv", "rating_scales.csv"
ADJUDICATION_COLUMNS = (
    "document_id",
    "line_no",
    "cell_no",
    "guard",
    "field",
    "fiscal_year",
    "text",
    "reason",
    "decided_by",
    "decided_on",
)
ACCEPTANCE_COLUMNS = ("finding_id", "reason", "accepted_by", "accepted_on", "expires_on")
HEADING_COLUMNS = ("heading", "field", "note")
LINK_COLUMNS = ("plan_id", "measure_name", "earlier_name", "relation", "reason", "decided_by", "decided_on")
SCALE_COLUMNS = (
    "municipality_code",
    "plan_code",
    "heading",
    "mark",
    "meaning",
    "order_no",
    "is_higher_better",
    "percent_from",
    "percent_to",
    "note",
)
COLUMNS_OF = {
    ADJUDICATIONS: ADJUDICATION_COLUMNS,
    ACCEPTED: ACCEPTANCE_COLUMNS,
    LINKS: LINK_COLUMNS,
    HEADINGS: HEADING_COLUMNS,
    SCALES: SCALE_COLUMNS,
}


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep a file of the seeds to oneself from reading to writing it. Nothing but the lock is written.

    Raises BusyError if another process keeps it, InputError if no lock can be written there.
    """
    # The file of the lock stays: whoever removes it may remove another one's.
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(timeout=_MOST_SECONDS)
    except Timeout as error:
        raise BusyError(
            f"{path}: 別のコマンドが書き込み中です。終わってから再度実行してください。何も変更していません。",
            f"{path}: another command is writing to it; try again when it has ended. Nothing was changed.",
        ) from error
    except OSError as error:
        raise _unwritten(path, error) from error
    try:
        yield
    finally:
        lock.release()


def recorded_rows(path: Path, columns: Sequence[str]) -> list[Row]:
    """Return the rows of a seeds file (missing: none). Raises InputError for a file that cannot be read."""
    return [row for _, row in read_optional_rows(path, columns, ())]


def append_rows(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Append rows under the columns that the file has, in its own line ends; write it first if it is missing.

    Returns the bytes of the rows, by which `remove_rows` finds them again.
    """
    if not rows:
        return b""
    before = path.read_bytes() if path.exists() else b""
    heading = _heading(before) or list(columns)
    newline = "\r\n" if b"\r\n" in before else "\n"
    added = io.StringIO(newline="")
    csv.DictWriter(added, heading, restval="", extrasaction="ignore", lineterminator=newline).writerows(rows)
    if not before.strip():
        above = io.StringIO(newline="")
        csv.writer(above, lineterminator=newline).writerow(heading)
        # A spreadsheet takes a CSV for UTF-8 by its mark alone.
        before = codecs.BOM_UTF8 + above.getvalue().encode()
    elif not before.endswith((b"\n", b"\r")):
        before += newline.encode()
    content = added.getvalue().encode()
    write_whole(path, before + content)
    return content


def remove_rows(path: Path, rows: bytes) -> bool:
    """Remove rows that `append_rows` has written (the last that read so), nothing else; say whether they were there.

    Rows that somebody has changed since are no longer those that were written, and stay.
    """
    content = path.read_bytes() if path.exists() else b""
    start = content.rfind(rows)
    is_at_line = start == 0 or content[start - 1 : start] in (b"\n", b"\r")
    if not rows or start < 0 or not is_at_line:
        return False
    write_whole(path, content[:start] + content[start + len(rows) :])
    return True


def _heading(content: bytes) -> list[str]:
    text = content.decode("utf-8-sig")
    return next(csv.reader(io.StringIO(text, newline="")), [])


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there as a whole or as it was before. Raises InputError if it cannot be written."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, partial)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> InputError:
    reason = error.strerror or str(error)
    return InputError(
        f"{path}: 書き込めません（{reason}）。権限を確認してください。何も変更していません。",
        f"{path}: cannot be written ({reason}); check its permissions. It is as it was.",
    )
