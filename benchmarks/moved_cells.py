"""Rows of other cities' tables damaged as a PDF damages them: cells lost, doubled, run together, printed astray."""

from collections.abc import Mapping
from random import Random

from benchmarks.layouts import Layout
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet
from pipeline.intake.frames import LinedDocument
from pipeline.placement.dated_rows import dated_cells
from pipeline.placement.placing import place
from pipeline.placement.undamaged import in_doubtful_columns

# Of the rows, so many are damaged in each way.
LOST, DOUBLED, MERGED, STRAY = 0.15, 0.05, 0.05, 0.03
_LONG = 6
_UNUSED = frozenset({"surplus:", "quarantined:"})
Cells = list[tuple[str, set[str] | None]]


def moved(layout: Layout, rng: Random) -> Layout:
    """Return a table with damaged rows, and the truth that goes with them."""
    lines = sorted({line_no for line_no, _ in layout.truth})
    strangers = [text for line_no in lines for text in layout.rows[line_no - 1] if len(text) > _LONG]
    rows, truth = [list(row) for row in layout.rows], {}
    for line_no in lines:
        cells: Cells = [(text, layout.truth.get((line_no, n))) for n, text in enumerate(rows[line_no - 1], 1)]
        _damage(cells, strangers, rng)
        rows[line_no - 1] = [text for text, _ in cells]
        truth |= {(line_no, n): places for n, (text, places) in enumerate(cells, 1) if text.strip() and places}
    return Layout(rows, truth, layout.edition, {}, layout.headings)


def _damage(cells: Cells, strangers: list[str], rng: Random) -> None:
    """Damage a row in place, in at most one way."""
    drawn = rng.random()
    printed = [n for n, (text, _) in enumerate(cells) if text.strip()]
    chosen = rng.choice(printed)
    if drawn < LOST:
        cells.pop(chosen)
    elif drawn < LOST + DOUBLED:
        text, places = cells[chosen]
        cells[chosen : chosen + 1] = [(text, (places or set()) | {"surplus:"})] * 2
    elif drawn < LOST + DOUBLED + MERGED:
        if chosen + 1 in printed:
            (text, places), (other, others) = cells[chosen : chosen + 2]
            cells[chosen : chosen + 2] = [(text + other, (places or set()) | (others or set()))]
    elif drawn < LOST + DOUBLED + MERGED + STRAY:
        cells.insert(rng.randrange(len(cells)), (rng.choice(strangers), set(_UNUSED)))


def placed(layout: Layout) -> Mapping[tuple[int, int], tuple[str, bool]]:
    """Return for each cell of a table its place (field:year), and whether that is in doubt."""
    sheet = read_sheet(layout.rows, KnownHeadings({}), layout.spans, layout.edition)
    cells, _ = place(sheet.lines, sheet.headings)
    document = LinedDocument("", sheet.lines, sheet.headings)
    found = in_doubtful_columns(list(dated_cells(cells, document, document.year_rows)), document)
    return {
        (cell.line_no, cell.cell_no): (
            f"{cell.field}:{cell.fiscal_year or ''}",
            cell.is_uncertain or cell.field == "quarantined",
        )
        for cell in found
    }
