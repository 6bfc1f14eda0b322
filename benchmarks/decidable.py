"""Which cells a reader could place, knowing the table: those that stand in one column however the row is read.

A reader recognises the field of a text but not its year. Where the cells that are left fit the heading in two ways —
a whole year lost, one of three dashes — nobody can tell, and the hand labels mark such cells in the same way.
"""

from collections.abc import Sequence

from benchmarks.clean import DESCRIPTION, Cell, Table
from pipeline.placement.slots import Place
from pipeline.values.text import is_blank


def decidable_cells(cells: Sequence[Cell], table: Table) -> list[bool]:
    """Say of each cell whether the row's fields leave it one place; doubles and strangers are taken as recognised."""
    slots = _slots(table, has_description=any(cell.place == DESCRIPTION for cell in cells))
    counted = [i for i, cell in enumerate(cells) if cell.place in slots and not cell.is_displaced]
    allowed = [_fields(cells[i], table) for i in counted]
    fields = [field for field, _ in slots]
    first = _leftmost(allowed, fields)
    last = [len(slots) - 1 - j for j in _leftmost(allowed[::-1], fields[::-1])[::-1]]
    decided = [True] * len(cells)
    for i, left, right in zip(counted, first, last, strict=True):
        decided[i] = left == right
    return decided


def _leftmost(allowed: Sequence[frozenset[str]], fields: Sequence[str]) -> list[int]:
    """Return the slot of each cell when every cell stands as far left as it may."""
    slots, j = [], 0
    for fitting in allowed:
        while fields[j] not in fitting:
            j += 1
        slots.append(j)
        j += 1
    return slots


def _slots(table: Table, has_description: bool) -> list[Place]:
    places = list(table.headings)
    if has_description and DESCRIPTION not in places:
        places.insert(places.index(("measure", None)) + 1, DESCRIPTION)
    return places


def _fields(cell: Cell, table: Table) -> frozenset[str]:
    """Return the fields in which the text stands anywhere in the table; any for a blank."""
    if is_blank(cell.text):
        return frozenset(field for field, _ in [*table.headings, DESCRIPTION])
    return table.fields_of_text.get(cell.text, frozenset()) | {cell.place[0]}
