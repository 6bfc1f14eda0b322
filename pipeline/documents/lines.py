"""The lines of a document: what they hold, and what kind they are (columns/sheet/kinds.py finds that)."""

from dataclasses import dataclass

# The lines that tell of a measure: the one that names it, and those that go on about it.
ROW_KINDS = ("measure", "continuation")


@dataclass(frozen=True)
class Line:
    """One line; `heading_line_no` is the heading in force, `block_no` its run of equal rows."""

    line_no: int
    kind: str
    block_no: int | None
    heading_line_no: int | None
    cells: tuple[str, ...]

    @property
    def is_row(self) -> bool:
        """Say whether it tells of a measure."""
        return self.kind in ROW_KINDS
