"""A table as a reader sees it, and what stops it from being read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Spans = Mapping[tuple[int, int], tuple[int, int]]
# How much a grid looks like a progress table: of several sheets, the one that does most is read.
Likeness = Callable[[Sequence[Sequence[str]], Spans], float]


@dataclass(frozen=True)
class UnreadSheet:
    """A sheet of the workbook that holds something and is not read; `is_table`: it looks like a progress table, too."""

    name: str
    is_table: bool


@dataclass(frozen=True)
class Grid:
    """Rows of texts: row r is line r + 1, cell c of it cell c + 1 (column A of a sheet is cell 1).

    `spans`: (line_no, cell_no) of a merged cell → the columns and rows that it covers; what it covers is blank.
    `hidden_lines`, `hidden_cells`: rows and columns of a sheet that a reader does not see unless told to show them.
    `unread`: the other sheets of its workbook.
    """

    format: str
    rows: tuple[tuple[str, ...], ...]
    sheet: str | None = None
    encoding: str | None = None
    newline: str | None = None
    spans: Spans = field(default_factory=dict)
    hidden_lines: frozenset[int] = frozenset()
    hidden_cells: frozenset[int] = frozenset()
    unread: tuple[UnreadSheet, ...] = ()

    @property
    def unread_told(self) -> str:
        """Return the sheets that are not read as people are told of them; empty if there are none."""
        table = "（進捗状況の表あり holds a table）"
        return "、".join(sheet.name + table * sheet.is_table for sheet in self.unread)


class FormatError(Exception):
    """A file that cannot be read, and what to do about it, in both languages (without a full stop)."""

    def __init__(self, what_ja: str, what_en: str) -> None:
        super().__init__(what_en)
        self.what_ja, self.what_en = what_ja, what_en


def is_workbook(data: bytes) -> bool:
    """Say whether bytes are a workbook, or one in a form that cannot be read."""
    return data.startswith((ZIP_MAGIC, OLE_MAGIC))
