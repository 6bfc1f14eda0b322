"""Rows of a sheet that fills them up after losing cells: what reads better one column further is in doubt.

Such a row is as wide as its heading, and figures look alike beside each other, so that an alignment takes it for whole.
What the columns of the table hold tells more than what figures look like in general, and not enough to move them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.columns.headings import HeadingField
from pipeline.documents.lines import Line
from pipeline.placement.alignment.column_likeness import column_scores
from pipeline.placement.alignment.pair_hmm import Array
from pipeline.placement.cells import PlacedCell
from pipeline.placement.evidence.texts import Codes, coded
from pipeline.values.text import is_blank

# Of the rows of a document, so many are as wide as each other where a sheet has filled them up, and at most so many of
# a heading's have more texts than it; fewer rows show nothing.
_FILLED_UP, _DOUBLED, _FEWEST_ROWS = 0.98, 0.2, 8
# In nats; whole rows of damaged tables gain so much once in forty, whole rows of undamaged ones once in three hundred.
_BETTER = 2.0


def doubted(
    cells: Sequence[PlacedCell], lines: Sequence[Line], headings: Mapping[int, Sequence[HeadingField]]
) -> Iterator[PlacedCell]:
    """Yield the cells of aligned lines, those in doubt that read better if they and all behind them stood one column
    further to the right, or to the left with one of them dropped."""
    first: dict[int, int] = {}
    full = _filled_up(lines)
    for heading, columns in headings.items() if len(full) >= _FILLED_UP * len(lines) else ():
        width = max((column.cell_no for column in columns), default=0)
        own = [line for line in full if line.heading_line_no == heading]
        if len(own) >= _FEWEST_ROWS and _stands_under(own, width):
            first |= _first_in_doubt(own, cells, width)
    for cell in cells:
        is_behind = cell.cell_no >= first.get(cell.line_no, cell.cell_no + 1)
        yield cell._replace(is_uncertain=True) if is_behind else cell


def _filled_up(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the width that most have."""
    widths = Counter(len(line.cells) for line in lines)
    return [line for line in lines if len(line.cells) == widths.most_common(1)[0][0]]


def _stands_under(lines: Sequence[Line], width: int) -> bool:
    """Say whether lines are as wide as their heading, but for what a few have doubled."""
    beyond = sum(any(not is_blank(text) for text in line.cells[width:]) for line in lines)
    return len(lines[0].cells) >= width and beyond <= _DOUBLED * len(lines)


def _first_in_doubt(lines: Sequence[Line], cells: Sequence[PlacedCell], width: int) -> dict[int, int]:
    """Return by line the first cell from which on a row reads better one column further."""
    texts, codes = coded([line.cells for line in lines])
    code = np.stack([row[:width] for row in codes])
    scores = column_scores(texts, list(code), width)
    scores[:, texts.is_blank] = 0.0
    columns = _columns_of(lines, cells, width)
    here, right, left = (_scores_at(scores, code, columns, step) for step in (0, 1, -1))
    shifted_right, shifted_left = _suffix_sums(right - here), _suffix_sums(left - here) - left
    found = {}
    for row, gains in enumerate(np.stack([shifted_right, shifted_left], axis=1)):
        if gains.max() > _BETTER:
            # Where the cell was lost among figures nobody can tell: all that read no worse further on are in doubt.
            found[lines[row].line_no] = int(np.argmax(gains.max(axis=0) >= 0.0)) + 1
    return found


def _columns_of(lines: Sequence[Line], cells: Sequence[PlacedCell], width: int) -> NDArray[np.int64]:
    """Return the column of each cell (rows, width), −1 where it has none."""
    row_of = {line.line_no: row for row, line in enumerate(lines)}
    columns = np.full((len(lines), width), -1)
    for cell in cells:
        if cell.line_no in row_of and cell.cell_no <= width and cell.heading_cell_no:
            columns[row_of[cell.line_no], cell.cell_no - 1] = cell.heading_cell_no - 1
    return columns


def _scores_at(scores: Array, code: Codes, columns: NDArray[np.int64], step: int) -> Array:
    """Return what each cell scores so many columns further; nothing beyond the table, or where it has no column."""
    moved = columns + step
    is_inside = (columns >= 0) & (moved >= 0) & (moved < len(scores))
    return np.asarray(np.where(is_inside, scores[np.clip(moved, 0, len(scores) - 1), code], 0.0))


def _suffix_sums(values: Array) -> Array:
    return np.asarray(np.cumsum(values[:, ::-1], axis=1)[:, ::-1])
