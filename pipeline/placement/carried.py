"""Adjudications of an older edition in a newer one: a row that is printed again needs no new decision.

A decision is carried to the cell that holds the same text in the same order of the row that shares most of its cells,
and only where the heading there asks for the same field and year.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pipeline.documents.frames import LinedDocument, text_hash
from pipeline.documents.lines import Line
from pipeline.placement.adjudications import Adjudication

# A row of which less than half is printed again is another row, or one in which too much was restated to rely on order.
_LEAST_SHARED = 0.5


def carried(decisions: Iterable[Adjudication], older: LinedDocument, newer: LinedDocument) -> Iterator[Adjudication]:
    """Yield the decisions about an older edition as they apply to a newer one: its lines, cells and guards."""
    rows = {line.line_no: _texts(line) for line in newer.lines if line.kind in ("measure", "policy")}
    hashes = {line.line_no: text_hash("\t".join(line.cells)) for line in older.lines}
    by_line: dict[int, list[Adjudication]] = {}
    for decision in decisions:
        if hashes.get(decision.line_no) == decision.guard:
            by_line.setdefault(decision.line_no, []).append(decision)
    for line_no, taken in by_line.items():
        old = older.lines[line_no - 1]
        found = _same_row(old, len(older.lines), rows, len(newer.lines))
        if found is not None:
            yield from _in_row(taken, old, newer.lines[found - 1], newer)


def _texts(line: Line) -> Counter[str]:
    return Counter(text for cell in line.cells if (text := cell.strip()))


def _same_row(old: Line, old_count: int, rows: Mapping[int, Counter[str]], new_count: int) -> int | None:
    """Return the row that shares most texts with the old one, of equal ones the one that stands most alike."""
    texts = _texts(old)

    def nearness(line_no: int) -> tuple[int, float]:
        return (texts & rows[line_no]).total(), -abs(line_no / new_count - old.line_no / old_count)

    best = max(rows, key=nearness, default=None)
    return best if best is not None and nearness(best)[0] >= _LEAST_SHARED * texts.total() else None


def _in_row(taken: Sequence[Adjudication], old: Line, new: Line, newer: LinedDocument) -> Iterator[Adjudication]:
    guard = text_hash("\t".join(new.cells))
    cells = _same_cells(old, new)
    asked = {(column.field, column.fiscal_year) for column in newer.headings.get(new.heading_line_no or 0, [])}
    for decision in taken:
        is_asked = decision.fiscal_year is None or (decision.field, decision.fiscal_year) in asked
        if is_asked and (decision.cell_no is None or decision.cell_no in cells):
            cell_no = None if decision.cell_no is None else cells[decision.cell_no]
            yield replace(decision, document_id=newer.document_id, line_no=new.line_no, cell_no=cell_no, guard=guard)


def _same_cells(old: Line, new: Line) -> dict[int, int]:
    """Return, by the number of a cell of the old row, the number of the one that stands for it in the new row."""
    before, after = ([cell.strip() for cell in line.cells] for line in (old, new))
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {block.a + n + 1: block.b + n + 1 for block in blocks for n in range(block.size)}
