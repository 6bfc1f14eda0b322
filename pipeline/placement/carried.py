"""Adjudications of an older edition in a newer one: a row that is printed again needs no new decision.

A decision is carried to the row that shares most cells with its own, and there to the cell that holds the same text
where the one that was judged stood: in a row that begins alike under the same headings, placed alike without the
decision, or between the same cells. The same words may stand under the heading of another year: where that cannot be
told, the decision is not carried but handed back. What was told of a year that is over is printed again word for word;
of the running year's texts nobody knows where they go.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from pipeline.columns.years.row_years import in_year
from pipeline.documents.frames import text_hash
from pipeline.documents.lines import Line
from pipeline.intake.frames import LinedDocument
from pipeline.placement.adjudications import Adjudication
from pipeline.placement.cells import PlacedCell
from pipeline.placement.slots import Place

# A row of which less than half is printed again is another row, or one in which too much was restated to rely on order.
_LEAST_SHARED = 0.5
# A text of several rows is a phrase of the document (取組を継続。), which tells no cell from another; a row may be
# listed a second time.
_MOST_ROWS = 2


@dataclass(frozen=True)
class ReadEdition:
    """An edition as it is placed while nobody has decided about it."""

    document: LinedDocument
    cells: Sequence[PlacedCell]

    @cached_property
    def places(self) -> dict[tuple[int, int], Place]:
        """Return the place of every cell, by line and number."""
        return {(cell.line_no, cell.cell_no): (cell.field, cell.fiscal_year) for cell in self.cells}

    @cached_property
    def uncertain(self) -> frozenset[tuple[int, int]]:
        """Return the cells that may belong elsewhere."""
        return frozenset((cell.line_no, cell.cell_no) for cell in self.cells if cell.is_uncertain)

    @cached_property
    def running_year(self) -> int | None:
        """Return the newest fiscal year that a heading asks for."""
        headings = self.document.headings.values()
        years = [column.fiscal_year for row in headings for column in row]
        return max(filter(None, [*years, *(row.fiscal_year for row in self.document.year_rows.values())]), default=None)

    def asked(self, line_no: int) -> list[Place]:
        """Return the places that the heading of a line asks for, in their order."""
        columns = self.document.headings.get(self.document.lines[line_no - 1].heading_line_no or 0, [])
        row = self.document.year_rows.get(line_no)
        dated = [in_year(column, row.fiscal_year if row else None) for column in columns]
        return [(column.field, column.fiscal_year) for column in dated]

    @cached_property
    def rows(self) -> dict[int, Counter[str]]:
        """Return the texts of every row, by its line."""
        return {line.line_no: _texts(line) for line in self.document.lines if line.kind in ("measure", "policy")}

    @cached_property
    def phrases(self) -> frozenset[str]:
        """Return the texts that stand in so many rows that they tell no cell from another."""
        told = Counter(text for texts in self.rows.values() for text in texts)
        return frozenset(text for text, count in told.items() if count > _MOST_ROWS)


@dataclass(frozen=True)
class Carried:
    """A decision as it applies to the newer edition; `is_certain` False: its text stands there, the place is open."""

    decision: Adjudication
    is_certain: bool = True


def carried(decisions: Iterable[Adjudication], older: ReadEdition, newer: ReadEdition) -> Iterator[Carried]:
    """Yield the decisions about an older edition with the lines, cells and guards of the newer one."""
    hashes = {line.line_no: text_hash("\t".join(line.cells)) for line in older.document.lines}
    by_line: dict[int, list[Adjudication]] = {}
    for decision in decisions:
        if hashes.get(decision.line_no) == decision.guard:
            by_line.setdefault(decision.line_no, []).append(decision)
    for line_no, taken in by_line.items():
        found = _same_row(older.document.lines[line_no - 1], older, newer)
        if found is not None:
            yield from _in_row(taken, older, line_no, newer, found)


def _texts(line: Line) -> Counter[str]:
    return Counter(text for cell in line.cells if (text := cell.strip()))


def _same_row(old: Line, older: ReadEdition, newer: ReadEdition) -> int | None:
    """Return the row that shares most texts with the old one, of equal ones the one that stands most alike."""
    texts = _texts(old)
    old_count, new_count = len(older.document.lines), len(newer.document.lines)

    def nearness(line_no: int) -> tuple[int, float]:
        return (texts & newer.rows[line_no]).total(), -abs(line_no / new_count - old.line_no / old_count)

    best = max(newer.rows, key=nearness, default=None)
    return best if best is not None and nearness(best)[0] >= _LEAST_SHARED * texts.total() else None


def _in_row(
    taken: Sequence[Adjudication], older: ReadEdition, old_no: int, newer: ReadEdition, new_no: int
) -> Iterator[Carried]:
    new = newer.document.lines[new_no - 1]
    guard = text_hash("\t".join(new.cells))
    same_count = _same_beginning(older, old_no, newer, new_no)
    rows = _Row.of(older, old_no), _Row.of(newer, new_no)
    asked = set(newer.asked(new_no))
    for decision in taken:
        if decision.fiscal_year is not None and (decision.field, decision.fiscal_year) not in asked:
            continue
        here = replace(decision, document_id=newer.document.document_id, line_no=new_no, guard=guard)
        if decision.cell_no is None or decision.cell_no <= same_count:
            yield Carried(here)
        elif alike := rows[1].cells_with(rows[0].texts.get(decision.cell_no, "")):
            year = decision.fiscal_year or rows[0].places[decision.cell_no][1]
            is_over = year is None or older.running_year is None or year < older.running_year
            cell_no = _same_cell(decision, *rows, is_over=is_over)
            yield Carried(replace(here, cell_no=cell_no or alike[0]), is_certain=cell_no is not None)


def _same_beginning(older: ReadEdition, old_no: int, newer: ReadEdition, new_no: int) -> int:
    """Return how many cells both rows begin with alike, where the newer heading is the older one and goes on."""
    before, after = older.asked(old_no), newer.asked(new_no)
    if not before or after[: len(before)] != before:
        return 0
    rows = older.document.lines[old_no - 1].cells, newer.document.lines[new_no - 1].cells
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*rows, strict=False)))


@dataclass(frozen=True)
class _Row:
    """The cells of a row that hold a text, with their places while nobody has decided about them.

    `telling`: those that their text tells from every other cell; `uncertain`: those that may belong elsewhere.
    """

    texts: Mapping[int, str]
    places: Mapping[int, Place]
    telling: Container[int]
    uncertain: Container[int]

    @classmethod
    def of(cls, edition: ReadEdition, line_no: int) -> "_Row":
        cells = enumerate(edition.document.lines[line_no - 1].cells, 1)
        texts = {cell_no: stripped for cell_no, text in cells if (stripped := text.strip())}
        counts = edition.rows.get(line_no, Counter())
        return cls(
            texts,
            {cell_no: edition.places.get((line_no, cell_no), ("quarantined", None)) for cell_no in texts},
            {cell_no for cell_no, text in texts.items() if counts[text] == 1 and text not in edition.phrases},
            {cell_no for cell_no in texts if (line_no, cell_no) in edition.uncertain},
        )

    def cells_with(self, text: str) -> list[int]:
        return [cell_no for cell_no, own in self.texts.items() if own == text]

    def beside(self, cell_no: int, step: int) -> int | None:
        """Return the next cell that holds a text, before (−1) or behind (1) one."""
        numbers = list(self.texts)
        at = numbers.index(cell_no) + step
        return numbers[at] if 0 <= at < len(numbers) else None


def _same_cell(decision: Adjudication, old: _Row, new: _Row, *, is_over: bool) -> int | None:
    """Return which of the cells with the same text is the one that was judged; None: that cannot be told."""
    cell_no = decision.cell_no or 0
    judged = (decision.field, decision.fiscal_year)
    alike = new.cells_with(old.texts[cell_no])
    known = [other for other in alike if _is_known(old, cell_no, new, other)]
    between = [other for other in alike if _is_between_the_same(old, cell_no, new, other)]
    found = [
        [other for other in (*known, *between) if new.places[other] in (old.places[cell_no], judged)],
        [other for other in between if _are_placed_alike(old, cell_no, new, other)],
        [other for other in known if is_over and (other in new.uncertain or new.places[other][1] is None)],
    ]
    chosen = next((set(cells) for cells in found if cells), set())
    return chosen.pop() if len(chosen) == 1 else None


def _is_known(old: _Row, cell_no: int, new: _Row, other: int) -> bool:
    """Say whether a cell is recognised by its own text, or by those on both sides of it."""
    if cell_no in old.telling and other in new.telling:
        return True
    sides = [(old.beside(cell_no, step), new.beside(other, step)) for step in (-1, 1)]
    return all(
        before in old.telling and after in new.telling and old.texts[before or 0] == new.texts[after or 0]
        for before, after in sides
    )


def _is_between_the_same(old: _Row, cell_no: int, new: _Row, other: int) -> bool:
    """Say whether the texts on both sides are the same; behind the end of the old row, new years may follow."""
    for step in (-1, 1):
        before, after = old.beside(cell_no, step), new.beside(other, step)
        is_alike = before is not None and after is not None and old.texts[before] == new.texts[after]
        if not is_alike and not (before is None and (step == 1 or after is None)):
            return False
    return True


def _are_placed_alike(old: _Row, cell_no: int, new: _Row, other: int) -> bool:
    """Say whether the cells on both sides have the same places in either edition, at least one of them a year's."""
    sides = [(old.beside(cell_no, step), new.beside(other, step)) for step in (-1, 1)]
    places = [(old.places[b], new.places[a]) for b, a in sides if b is not None and a is not None]
    is_dated = any(before[1] is not None for before, _ in places)
    return is_dated and all(before == after for before, after in places)
