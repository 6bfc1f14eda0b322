"""One answer that is spread over columns: a tick in one of 完了, 実施中, 未着手, which the row above calls 進捗状況."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.columns.evidence.measured import Column
from pipeline.columns.evidence.words import ROW_MARK
from pipeline.columns.headings import HeadingField
from pipeline.values.text import normalise

TICKS = frozenset("○〇◯●◎レ✓✔☑■★")
# What may be answered by a tick; all else is kept under its headings, column by column.
CHOSEN = ("achievement", "direction")
# Of the rows, so many tick one of the columns; a row may tick two by mistake.
_NEARLY_ALL, _SELDOM = 0.8, 0.05


@dataclass(frozen=True)
class Choice:
    """A column, or the columns that make one together: what they ask for is asked once, of `column`."""

    column: Column
    members: tuple[Column, ...]


def choices(columns: Sequence[Column]) -> list[Choice]:
    """Return the columns of a table, those that one answer is spread over as one, with the marks as its texts."""
    found: list[Choice] = []
    for group, own in groupby(columns, key=_group):
        members = tuple(own)
        if group and len(members) > 1 and _are_ticked(members):
            found.append(Choice(_joined(group, members), members))
        else:
            found.extend(Choice(column, (column,)) for column in members)
    return found


def spread(asked: HeadingField, choice: Choice) -> Iterator[HeadingField]:
    """Yield what each column of a choice asks for."""
    if len(choice.members) == 1:
        yield asked
        return
    field = asked.field if asked.field in CHOSEN else "attribute"
    for column in choice.members:
        yield replace(asked, cell_no=column.cell_no, text=column.heading, field=field)


def chosen_marks(columns: Sequence[HeadingField]) -> dict[int, str]:
    """Return what a tick in a column says, by its cell's number: columns that ask for the same are one choice."""
    columns = [column for column in columns if not column.is_beside]
    places = [(column.field, column.fiscal_year) for column in columns if column.field in CHOSEN]
    return {
        column.cell_no: normalise(column.text.rpartition(ROW_MARK)[2])
        for column in columns
        if places.count((column.field, column.fiscal_year)) > 1
    }


def is_tick(text: str) -> bool:
    """Say whether a text is a tick and nothing else."""
    return normalise(text) in TICKS


def _group(column: Column) -> str:
    """Return the rows of a heading above its lowest; empty if there are none, or an expert wrote it down."""
    return "" if column.registered else column.heading.rpartition(ROW_MARK)[0]


def _are_ticked(members: Sequence[Column]) -> bool:
    texts = [text.strip() for column in members for text in column.texts if text.strip()]
    ticks = [sum(bool(text.strip()) for text in row) for row in zip(*(column.texts for column in members), strict=True)]
    is_one = bool(ticks) and ticks.count(1) >= _NEARLY_ALL * len(ticks)
    return is_one and len(set(texts)) == 1 and is_tick(texts[0]) and sum(n > 1 for n in ticks) <= _SELDOM * len(ticks)


def _joined(group: str, members: Sequence[Column]) -> Column:
    rows = zip(*(column.texts for column in members), strict=True)
    marks = [normalise(column.heading.rpartition(ROW_MARK)[2]) for column in members]
    texts = [next((mark for mark, text in zip(marks, row, strict=True) if text.strip()), "") for row in rows]
    return replace(members[0], heading=group, texts=texts)
