"""The tables of a sheet: which rows are headings, one heading per column, and the rows that stand under it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.columns.evidence.words import ROW_MARK
from pipeline.columns.sheet.heading_rows import Known, contrasts, is_heading, is_numbering, may_be_part_of_heading
from pipeline.columns.sheet.plain_rows import printed_cells
from pipeline.documents.formats.grid import Spans

Rows = Sequence[Sequence[str]]
# Headings have at most so many rows, those that number the columns or give their units not counted.
_MOST_HEADING_ROWS = 4
# A heading that can hardly be read is looked for so far down, and has so many rows under it.
_MOST_LINES_ABOVE, _FEWEST_ROWS = 10, 5


@dataclass(frozen=True)
class Table:
    """A heading and what stands under it. `first_line` to `last_line` are the heading's rows, the numbering of the
    columns included, `named_line` the last one that names them; `headings` has a text per column, its rows joined."""

    first_line: int
    named_line: int
    last_line: int
    end_line: int
    headings: tuple[str, ...]

    @property
    def body(self) -> range:
        """Return the numbers of the lines under the heading."""
        return range(self.last_line + 1, self.end_line + 1)

    @property
    def width(self) -> int:
        """Return the number of cells of the heading, blank ones included."""
        return len(self.headings)


def find_tables(rows: Rows, spans: Spans, is_registered: Known) -> list[Table]:
    """Return the tables of a document, top to bottom; a heading holds until the next one."""
    blocks = list(_heading_blocks(rows, spans, is_registered)) or list(_likeliest_heading(rows, is_registered))
    ends = [*(first - 1 for first, _, _ in blocks[1:]), len(rows)][: len(blocks)]
    return [_table(rows, spans, block, end) for block, end in zip(blocks, ends, strict=True)]


def _likeliest_heading(rows: Rows, is_registered: Known) -> Iterator[tuple[int, int, int]]:
    """Yield the row above all others that may be a heading, where hardly a word of it can be read."""
    for line_no, cells in enumerate(rows[:_MOST_LINES_ABOVE], 1):
        body = rows[line_no : line_no + _FEWEST_ROWS]
        if len(body) == _FEWEST_ROWS and contrasts(cells, body, is_registered):
            yield line_no, line_no, line_no
            return


def _heading_blocks(rows: Rows, spans: Spans, is_registered: Known) -> Iterator[tuple[int, int, int]]:
    """Yield the first and last line of each heading, and the last one that names columns."""
    line_no, last = 1, 0
    while line_no <= len(rows):
        if not is_heading(rows[line_no - 1], is_registered):
            line_no += 1
            continue
        first, named = _extended(rows, spans, line_no, last, is_registered)
        last = named
        while last < len(rows) and is_numbering(rows[last]):
            last += 1
        yield first, last, named
        line_no = last + 1


def _extended(rows: Rows, spans: Spans, line_no: int, above: int, is_registered: Known) -> tuple[int, int]:
    """Return the first and last row of the heading that a row belongs to, those that only name groups included;
    `above` is the last row of the heading before it."""
    first = last = line_no
    while (
        last < len(rows) and last - first + 1 < _MOST_HEADING_ROWS and _goes_on(rows, spans, first, last, is_registered)
    ):
        last += 1
    while first > above + 1 and last - first + 1 < _MOST_HEADING_ROWS and _names_groups(rows[first - 2], is_registered):
        first -= 1
    return first, last


def _goes_on(rows: Rows, spans: Spans, first: int, last: int, is_registered: Known) -> bool:
    """Say whether the row below is part of the heading: it says what the columns of a group are."""
    below, above = rows[last], rows[last - 1]
    if len(below) == 1 or [cell.strip() for cell in below] == [cell.strip() for cell in above]:
        return False
    if below[0].strip() and len(printed_cells(below)) == 1 and above[0].strip():
        return False  # a title over the rows of its level
    if any(line <= last < line + rows_down - 1 for (line, _), (_, rows_down) in spans.items() if line >= first):
        return bool(printed_cells(below))  # a cell of the heading is merged downwards over it
    if not (is_heading(below, is_registered) or may_be_part_of_heading(below, is_registered)):
        return False
    if is_heading(below, is_registered) and _covers(above, below):
        return True  # nothing stands between them: the upper row names groups
    # A row of its own would print its first columns as well; one that names groups leaves them blank.
    return not above[0].strip() or any(
        cell.strip() and not under.strip() for cell, under in zip(above, below, strict=False)
    )


def _covers(above: Sequence[str], below: Sequence[str]) -> bool:
    """Say whether a row prints all that the row above does, and more."""
    printed = [{number for number, cell in enumerate(row) if cell.strip()} for row in (above, below)]
    return printed[0] < printed[1]


def _names_groups(cells: Sequence[str], is_registered: Known) -> bool:
    """Say whether a row above a heading is part of it: labels of groups, the first of them not in the first column."""
    return len(cells) > 1 and not cells[0].strip() and may_be_part_of_heading(cells, is_registered)


def _table(rows: Rows, spans: Spans, block: tuple[int, int, int], end: int) -> Table:
    first, last, named = block
    lines = [list(map(str.strip, rows[line_no - 1])) for line_no in range(first, named + 1)]
    width = max(map(len, lines))
    lines = [[*line, *[""] * (width - len(line))] for line in lines]
    filled = [_filled(lines, index, first, spans) for index in range(len(lines))]
    headings = tuple(_joined([line[column] for line in filled]) for column in range(width))
    return Table(first, named, last, end, headings)


def _filled(lines: Sequence[Sequence[str]], index: int, first: int, spans: Spans) -> list[str]:
    """Return a heading row with its labels of groups repeated over the columns of the group."""
    line = list(lines[index])
    for column, text in enumerate(lines[index]):
        width = spans.get((first + index, column + 1), (1, 1))[0]
        for covered in range(column + 1, column + width):
            line[covered] = text
    below = lines[index + 1 :]
    return line if spans or not below else _blank_filled(line, lines[:index], below)


def _blank_filled(line: list[str], above: Sequence[Sequence[str]], below: Sequence[Sequence[str]]) -> list[str]:
    """Repeat labels of groups to the right, where nothing is merged, and never beyond the group of a row above. Where
    the last group asks for the same as the one before it, and for more, what it has more has no label."""
    is_named_above = [any(row[column] for row in above) for column in range(len(line))]
    is_grouped = [any(row[column] for row in below) for column in range(len(line))]
    for column in range(1, len(line)):
        # A column without any heading belongs to the group it stands in.
        is_grouped[column] |= not (line[column] or is_named_above[column]) and is_grouped[column - 1]
    starts = [column for column, text in enumerate(line) if text and is_grouped[column]]
    widths = []
    for start in starts:
        behind = range(start + 1, len(line))
        end = next((c for c in behind if line[c] or is_named_above[c] or not is_grouped[c]), len(line))
        widths.append(end - start)
    if len(widths) > 1 and _asks_alike(below, starts[-2:], widths[-2]):
        widths[-1] = min(widths[-1], widths[-2])
    filled = list(line)
    for start, width in zip(starts, widths, strict=True):
        filled[start : start + width] = [line[start]] * width
    return filled


def _asks_alike(below: Sequence[Sequence[str]], starts: Sequence[int], width: int) -> bool:
    """Say whether two groups have the same headings in their first columns."""
    one, other = ([row[start : start + width] for row in below] for start in starts)
    return one == other


def _joined(texts: Sequence[str]) -> str:
    return ROW_MARK.join(dict.fromkeys(text.replace("\n", "") for text in texts if text))
