"""Under which policy and item each measure stands: carried down from titles and items as far as that is certain.

A title or a heading begins anew: until an item is printed again, the item is unknown, and where the next printed item
belongs to another policy, so is the policy. What is unknown stays open and becomes a finding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.facts.documents import Listing, Origin, PlacedDocument, listings
from pipeline.facts.policies.named import has_numbers, named_places
from pipeline.facts.policies.place import Place
from pipeline.placement.cells import PlacedCell
from pipeline.quality.findings import Finding
from pipeline.values.policies import Item, PolicyTitle, read_items, read_policy_title
from pipeline.values.text import normalise


def places(document: PlacedDocument) -> tuple[dict[int, Place], list[Finding]]:
    """Return the place of every measure line (by line number), and what could not be told."""
    if not has_numbers(document):
        return named_places(document), []
    by_line = {listing.line_no: listing for listing in listings(document)}
    reader = _PlaceReader(document)
    for line in document.lines:
        if line.line_no in by_line:
            reader.measure(by_line[line.line_no])
        elif line.kind == "header":
            reader.heading()
        elif line.kind in ("title", "policy"):
            reader.title(line.line_no)
    reader.finish()
    return reader.places, reader.findings


class _PlaceReader:
    """Walks down a document; `pending` are the lines whose item is not printed since the last new beginning."""

    def __init__(self, document: PlacedDocument) -> None:
        self.document = document
        # A table that prints no title at all has lost none.
        self.names_policies = any(read_policy_title(text) for text in _titles(document))
        self.asks_for_items = any(c.field == "item" for columns in document.headings.values() for c in columns)
        self.current = Place()
        self.places: dict[int, Place] = {}
        self.findings: list[Finding] = []
        self.pending: list[int] = []
        self.is_new = True

    def heading(self) -> None:
        self.finish()
        self.is_new = True

    def title(self, line_no: int) -> None:
        cells: Sequence[Origin] = self.document.cells_by_line.get(line_no) or list(_title_cells(self.document, line_no))
        for cell in cells:
            if (title := read_policy_title(cell.text)) is not None:
                self._begin(title, cell)
            elif cell.field == "item":
                self._begin_item(cell)

    def measure(self, listing: Listing) -> None:
        for cell in listing.cells_of("policy"):
            if (title := read_policy_title(cell.text)) is not None:
                self._begin(title, cell)
                self._report("policy_title_in_row", cell.line_no, cell, "policy", cell.text)
        item_cells = listing.cells_of("item") or _items_in_names(listing)
        if item_cells:
            self._item(item_cells[0])
        elif self.is_new:
            self.pending.append(listing.line_no)
        is_open = not item_cells and self.is_new
        self.places[listing.line_no] = replace(self.current, item=None, item_cell=None) if is_open else self.current

    def finish(self, following: Item | None = None) -> None:
        """Close a run of lines without an item; the item that follows tells whether their policy is certain."""
        if not self.pending:
            return
        if self.asks_for_items:
            self._report("lost_item", self.pending[0], None, "item", None, lines=self.pending)
        if following and following.policy_number != self.current.number:
            for line_no in self.pending:
                self.places[line_no] = Place()
        self.pending = []

    def _begin(self, title: PolicyTitle, cell: Origin) -> None:
        self.finish()
        self.current = Place(title.kind, title.number, title.name, title_cell=cell)
        self.is_new = True

    def _item(self, cell: Origin) -> None:
        items = read_items(cell.text) or [Item("", cell.text.strip())]
        self.finish(items[0] if items[0].item_no else None)
        if items[0].item_no and items[0].policy_number != self.current.number:
            self._lost_title(items[0], cell)
        item = items[0] if len(items) == 1 and items[0].item_no else None
        if len(items) > 1:
            self._report("merged_items", cell.line_no, cell, "item", cell.text)
        self.current = replace(self.current, item=item, item_cell=cell)
        self.is_new = False

    def _begin_item(self, cell: Origin) -> None:
        """An item that is printed as a title, numbered within its policy or by name alone."""
        self._item(cell)
        item = self.current.item or Item("", normalise(cell.text))
        self.current = replace(self.current, item=item, item_cell=cell)

    def _lost_title(self, item: Item, cell: Origin) -> None:
        """An item of another policy: its title is lost. The kind goes on where the numbers do."""
        goes_on = self.current.number is not None and item.policy_number > self.current.number
        self.current = Place(self.current.kind if goes_on else "other", item.policy_number)
        if self.names_policies:
            self._report("lost_policy_title", cell.line_no, cell, "policy", cell.text)

    def _report(
        self,
        rule: str,
        line_no: int,
        cell: Origin | None,
        field: str,
        observed: str | None,
        lines: list[int] | None = None,
    ) -> None:
        evidence = {"line_nos": lines} if lines else {}
        cell_no = cell.cell_no if cell else None
        self.findings.append(
            Finding(
                rule,
                self.document.document_id,
                line_no,
                cell_no,
                field=field,
                observed=observed,
                evidence=evidence,
            )
        )


def _titles(document: PlacedDocument) -> Iterator[str]:
    yield from (cell for line in document.lines if line.kind in ("title", "policy") for cell in line.cells)
    yield from (cell.text for cell in document.cells if cell.field == "policy")


def _items_in_names(listing: Listing) -> tuple[Origin, ...]:
    """The number and title of an item may stand where the measure's name should."""
    return tuple(cell for cell in listing.cells_of("measure") if read_items(cell.text))


def _title_cells(document: PlacedDocument, line_no: int) -> Iterator[PlacedCell]:
    """A title outside a row was not placed; it stands for itself."""
    line = document.lines[line_no - 1]
    for cell_no, text in enumerate(line.cells, 1):
        yield PlacedCell(line_no, cell_no, "policy", None, text, "positional", 1.0, is_uncertain=False)
