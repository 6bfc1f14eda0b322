"""The lines of a document: what they hold, and what kind they are (columns/kinds.py finds that)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line; `heading_line_no` is the heading in force, `block_no` its run of equal rows."""

    line_no: int
    kind: str
    block_no: int | None
    heading_line_no: int | None
    cells: tuple[str, ...]
