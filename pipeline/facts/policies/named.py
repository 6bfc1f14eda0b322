"""Policies and items that have names instead of numbers: columns of their own, titles between the rows, or both."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.facts.documents import Listing, Origin, PlacedDocument, listings
from pipeline.facts.policies.place import Place
from pipeline.placement.cells import PlacedCell
from pipeline.values.policies import Item, read_items, read_policy_title
from pipeline.values.text import normalise

# 1 中小企業の活性化 / 10　結婚・出産 / Ⅱ-3 …: what stands before the name.
_NUMBER = re.compile(r"\s*(?P<number>\d{1,2})(?!\d)")


def has_numbers(document: PlacedDocument) -> bool:
    """Say whether the plan numbers its policies and items (基本施策 1, 1-2), so that gaps in them can be told."""
    rows = {line.line_no for line in document.lines if line.is_row}
    printed = [cell.text for cell in document.cells if cell.field in ("policy", "item") and cell.line_no in rows]
    titles = [cell for line in document.lines if line.kind in ("title", "policy") for cell in line.cells]
    numbered = sum(1 for text in printed if read_items(text) or read_policy_title(text))
    return 2 * numbered > len(printed) or (not printed and any(map(read_policy_title, titles)))


def named_places(document: PlacedDocument) -> dict[int, Place]:
    """Return the place of every measure line: what its columns name, else what was named last."""
    by_line = {listing.line_no: listing for listing in listings(document)}
    places: dict[int, Place] = {}
    current = Place(is_numbered=False)
    for line in document.lines:
        if line.line_no in by_line:
            current = _below(current, by_line[line.line_no])
            places[line.line_no] = current
        elif (
            line.kind in ("title", "policy")
            and line.heading_line_no is not None
            and not _has_column(document, line.heading_line_no)
        ):
            cells = document.cells_by_line.get(line.line_no) or list(_title_cells(line.line_no, line.cells))
            current = _titled(current, cells[0]) if cells else current
    return places


def _below(above: Place, listing: Listing) -> Place:
    """Return the place of a line: its levels as printed; a coarser one that begins anew ends the finer ones."""
    levels = [listing.cells_of(level) for level in ("policy", "item")]
    has_both = {column.field for column in listing.columns} >= {"policy", "item"}
    policies, items = levels if has_both else (levels[0] or levels[1], ())
    place = above
    if policies:
        is_same = normalise(policies[0].text) == above.title
        place = replace(above, title_cell=policies[0]) if is_same else _named(policies[0])
    if items:
        place = replace(place, item=Item("", normalise(items[0].text)), item_cell=items[0])
    return place


def _named(cell: Origin) -> Place:
    name = normalise(cell.text)
    number = _NUMBER.match(name)
    return Place("other", int(number["number"]) if number else None, name, title_cell=cell, is_numbered=False)


def _titled(above: Place, cell: Origin) -> Place:
    """Return the place below a title: one of an item stands within the policy above."""
    if cell.field == "item":
        return replace(above, item=Item("", normalise(cell.text)), item_cell=cell)
    return _named(cell)


def _has_column(document: PlacedDocument, heading_line_no: int) -> bool:
    return any(column.field == "policy" for column in document.headings[heading_line_no])


def _title_cells(line_no: int, cells: Sequence[str]) -> Iterator[PlacedCell]:
    for cell_no, text in enumerate(cells, 1):
        if text.strip():
            yield PlacedCell(line_no, cell_no, "policy", None, text, "positional", 1.0, is_uncertain=False)
