"""Decisions into the seeds and out of them again: under the lock of the file, each time from what stands there now."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.documents.frames import text_hash
from pipeline.documents.reading import file_hash, read_document
from pipeline.errors import InputError
from pipeline.review.decisions import Decision, SeedRows, file_of, is_decided, rows_of
from pipeline.review.items import Item
from pipeline.seeds.register import read_register
from pipeline.seeds.tables import Row
from pipeline.seeds.writing import COLUMNS_OF, append_rows, locked, recorded_rows, remove_rows


class ConflictError(InputError):
    """Something has changed meanwhile, so that a decision, or taking it back, would not be what a person meant."""


@dataclass(frozen=True)
class Written:
    """A decision that was written: the item, its rows, and the bytes by which they are found again."""

    item: Item
    decision: Decision
    rows: SeedRows
    content: bytes


def read_seeds(seeds: Path) -> dict[str, list[Row]]:
    """Return the rows of every file that decisions go to. Raises InputError for one that cannot be read."""
    return {name: recorded_rows(seeds / name, columns) for name, columns in COLUMNS_OF.items()}


def write(seeds: Path, document: dict[str, Any] | None, item: Item, decision: Decision) -> Written:
    """Append the rows of a decision. `document` is the item's as it was read (None: it is about none).

    Raises UnusableDecisionError for no decision, ConflictError if line or seeds have changed since, InputError if a
    file cannot be read or written: nothing was written then.
    """
    name = file_of(item, decision.choice)
    with locked(seeds / name):
        standing = read_seeds(seeds)
        if is_decided(item, standing):
            raise ConflictError(
                f"この項目の判断は、画面を開いている間に {seeds} に記入されました。記録していません。",
                f"It has been decided in {seeds} meanwhile; nothing was recorded.",
            )
        if item.guard and document is not None:
            _require_line(seeds, document, item)
        rows = rows_of(item, decision, standing[name])
        return Written(item, decision, rows, append_rows(seeds / name, COLUMNS_OF[name], rows.rows))


def take_back(seeds: Path, written: Written) -> None:
    """Remove the rows of a decision, and nothing else. Raises ConflictError if they no longer stand as written."""
    path = seeds / written.rows.name
    with locked(path):
        if not remove_rows(path, written.content):
            raise ConflictError(
                f"{path}: 記録した行が変更・削除されているため、取り消していません。ファイルを直接確認してください。",
                f"{path}: the rows were changed or removed meanwhile; nothing was taken back. Look at the file.",
            )


def _require_line(seeds: Path, document: dict[str, Any], item: Item) -> None:
    """Refuse a decision about a line that reads otherwise now: its guard would not fit, and it would not be applied."""
    entries = {entry.document_id: entry for entry in read_register(seeds, may_be_empty=True)}
    entry = entries.get(item.document_id)
    if entry is not None:
        entry = replace(entry, sheet=document["sheet"] or entry.sheet, sha256="")
        if file_hash(entry, seeds) == document["sha256"]:
            return
        lines = read_document(entry, seeds).cells()
        if item.line_no <= len(lines) and text_hash("\t".join(lines[item.line_no - 1])) == item.guard:
            return
    raise ConflictError(
        f"{item.document_id} の {item.line_no}行目が、読み取った後に変わっています。記録していません。"
        "shinchoku refresh の後で判断してください。",
        f"Line {item.line_no} of {item.document_id} has changed since it was read; nothing was recorded. "
        "Decide after shinchoku refresh.",
    )
