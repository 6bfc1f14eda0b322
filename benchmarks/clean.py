"""Undamaged tables with known truth, and the one that the hand-labelled rows of Kiyose make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import pandas as pd

from benchmarks.labels import LABELS, kiyose
from pipeline.columns.headings import HeadingField
from pipeline.documents.lines import Line
from pipeline.placement.slots import Place
from pipeline.values.field_names import YEARLY_FIELDS
from pipeline.values.text import is_blank

Texts = dict[Place, str]  # a row: the text of every field it holds, blanks left out
DESCRIPTION: Place = ("description", None)


@dataclass(frozen=True)
class Section:
    """The rows under one heading and policy; `titles` are the cells of the line above them."""

    titles: tuple[str, ...]
    rows: tuple[Texts, ...]


@dataclass(frozen=True)
class Table:
    """A clean table. `headings`: the heading of each column, in order; rows may hold a description without one."""

    name: str
    headings: dict[Place, str]
    sections: tuple[Section, ...]
    repeats_heading: bool = True

    @property
    def first_yearly(self) -> Place:
        """Return the first column that asks for a year."""
        return next(place for place in self.headings if place[0] in YEARLY_FIELDS)

    @cached_property
    def fields_of_text(self) -> dict[str, frozenset[str]]:
        """Return every text of the table with the fields it stands in."""
        fields: dict[str, frozenset[str]] = {}
        for section in self.sections:
            for texts in section.rows:
                for (field, _), text in texts.items():
                    fields[text] = fields.get(text, frozenset()) | {field}
        return fields


@dataclass(frozen=True)
class Cell:
    """A printed cell with its truth. Two copies of one text are `twins`: which is the surplus one, nobody can say."""

    text: str
    place: Place
    twin: int | None = None
    is_displaced: bool = False  # stands where its column is not: no help in counting columns


@cache
def kiyose_table() -> Table:
    """Return the labelled rows of which every cell is decidable and every asked field is there, under their heading.

    Blank items and 再掲 count as there, and so does the last status: this edition asks for it before it is due.
    """
    document, labels = kiyose(), pd.read_csv(LABELS)
    truth = {int(str(line_no)): list(_truth(rows)) for line_no, rows in labels.groupby("line_no")}
    clean: dict[int, list[Texts]] = {}
    for line in document.lines:
        if line.block_no and line.line_no in truth and (texts := _texts(line, truth[line.line_no])):
            clean.setdefault(line.block_no, []).append(texts)
    places = _asked(document.headings[min(document.headings)])
    sections = (Section((f"基本施策{no} 誰も追い込まれない地域づくり",), tuple(rows)) for no, rows in clean.items())
    return Table("kiyose", places, tuple(sections))


def _truth(rows: pd.DataFrame) -> Iterator[tuple[int, Place | None]]:
    for row in rows.to_dict("records"):
        year = None if pd.isna(row["fiscal_year"]) else int(row["fiscal_year"])
        yield int(row["cell_no"]), (row["field"], year) if row["is_decidable"] == 1 else None


def _texts(line: Line, truth: Sequence[tuple[int, Place | None]]) -> Texts | None:
    """Return the row of a line, or None if the line is damaged."""
    assert line.heading_line_no is not None
    asked = _asked(kiyose().headings[line.heading_line_no])
    texts = {place: line.cells[cell_no - 1] for cell_no, place in truth if place}
    last_status = [place for place in asked if place[0] == "status"][-1]
    may_lack = {("item", None), ("reprise", None), last_status}
    in_order = [place for place in asked if place in texts]
    is_clean = (
        len(texts) == len(truth)
        and set(texts) <= {*asked, DESCRIPTION}
        and set(asked) - set(texts) <= may_lack
        and [place for place in texts if place != DESCRIPTION] == in_order
        and not any(is_blank(text) for text in texts.values())
    )
    return texts if is_clean else None


def _asked(columns: Sequence[HeadingField]) -> dict[Place, str]:
    return {(column.field, column.fiscal_year): column.text for column in columns if column.field}
