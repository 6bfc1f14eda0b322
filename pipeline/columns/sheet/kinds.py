"""The kind of every line of a sheet, now that its columns are known: continuations, titles within the table, blocks."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.columns.headings import HeadingField
from pipeline.columns.known import KnownHeadings
from pipeline.columns.sheet.heading_rows import is_heading_word
from pipeline.columns.sheet.plain_rows import counts_marks, plain_kind, printed_cells
from pipeline.columns.sheet.tables import Rows, Spans, Table
from pipeline.columns.sheet.titles import names_a_level, titles_of_repeated
from pipeline.documents.lines import ROW_KINDS, Line
from pipeline.values.policies import read_policy_title

# A row above the first table with more cells than a title and its date is a row that nobody can read.
_MOST_IN_TITLE = 2
# A title merged over so much of the table's width is one, whatever it says.
_WIDE = 0.5
_FEWEST_COLUMNS = 3


class LineKinds:
    """Walks down a sheet; knows what is merged, and whether cells have moved."""

    def __init__(self, rows: Rows, spans: Spans, known: KnownHeadings, *, is_damaged: bool) -> None:
        """Take the rows of a sheet."""
        self._rows, self._spans, self._known, self._is_damaged = rows, spans, known, is_damaged

    def lines(self, tables: Sequence[Table], headings: Mapping[int, Sequence[HeadingField]]) -> Iterator[Line]:
        """Yield every line with its kind. A block is a run of measure lines of one width under one heading or title."""
        block, width = 0, None
        for line_no, kind, heading in self._kinds(tables, headings):
            cells = tuple(self._rows[line_no - 1])
            if kind in ROW_KINDS:
                block += width != len(cells)
                width = len(cells)
                yield Line(line_no, kind, block, heading, cells)
            else:
                width = width if kind == "blank" else None
                yield Line(line_no, kind, None, heading, cells)

    def _kinds(
        self, tables: Sequence[Table], headings: Mapping[int, Sequence[HeadingField]]
    ) -> Iterator[tuple[int, str, int | None]]:
        above = len(self._rows) if not tables else tables[0].first_line - 1
        over = set() if self._is_damaged else set(titles_of_repeated(self._rows, tables))
        for line_no in range(1, above + 1):
            yield line_no, "policy" if line_no in over else self._kind_above(line_no), None
        for table in tables:
            for line_no in range(table.first_line, table.last_line + 1):
                yield line_no, "header", table.named_line
            for line_no, kind, heading in self._body_kinds(table, headings[table.named_line]):
                yield line_no, "policy" if line_no in over else kind, heading

    def _kind_above(self, line_no: int) -> str:
        kind = plain_kind(self._rows[line_no - 1])
        if kind != "measure":
            return "title" if kind == "total" else kind
        return "title" if len(printed_cells(self._rows[line_no - 1])) <= _MOST_IN_TITLE else "unreadable"

    def _body_kinds(self, table: Table, columns: Sequence[HeadingField]) -> Iterator[tuple[int, str, int | None]]:
        measure = next((column.cell_no for column in columns if column.field == "measure"), None)
        has_measure = False
        kinds: dict[int, str] = {}
        tallied: set[int] = set()
        for line_no in table.body:
            cells = self._rows[line_no - 1]
            kind = plain_kind(cells)
            # Below a row that heads a tally, as long as the same columns hold something, is the tally.
            filled = {number for number, cell in enumerate(cells) if cell.strip()}
            tallied = filled if counts_marks(cells) else tallied if filled <= tallied else set()
            kind = "total" if tallied and kind == "measure" else kind
            if kind == "measure":
                kind = self._kind_of_row(line_no, columns, measure, continues=has_measure)
            has_measure = has_measure if kind in ("blank", "note", "separator", "continuation") else kind == "measure"
            kinds[line_no] = kind
        titles = set() if self._is_damaged else set(self._levels(kinds))
        yield from ((no, "policy" if no in titles else kind, table.named_line) for no, kind in kinds.items())

    def _levels(self, kinds: Mapping[int, str]) -> Iterator[int]:
        """Yield the titles that name a level: measures stand below them, whatever else is printed between."""
        has_measure_below = False
        for line_no, kind in reversed(list(kinds.items())):
            if kind == "title" and has_measure_below and names_a_level(self._rows[line_no - 1]):
                yield line_no
            elif kind not in ("blank", "title", "policy", "separator"):
                has_measure_below = kind == "measure"

    def _kind_of_row(
        self, line_no: int, columns: Sequence[HeadingField], measure: int | None, *, continues: bool
    ) -> str:
        cells = self._rows[line_no - 1]
        if self._is_policy(printed_cells(cells)):
            return "policy"
        if self._is_damaged or measure is None:
            return "measure"
        if self._is_title(line_no, columns, measure):
            return "title"
        return "continuation" if continues and self._continues(line_no, columns, measure) else "measure"

    def _is_policy(self, printed: Sequence[str]) -> bool:
        """A policy's title alone in its row, but for left-overs of a heading."""
        titles = [cell for cell in printed if read_policy_title(cell)]
        return len(titles) == 1 and all(
            cell in titles or cell in self._known or is_heading_word(cell) for cell in printed
        )

    def _is_title(self, line_no: int, columns: Sequence[HeadingField], measure: int) -> bool:
        """A text alone in its row, where the names of measures or of coarser levels stand."""
        cells = self._rows[line_no - 1]
        printed = [number for number, cell in enumerate(cells, 1) if cell.strip()]
        if len(printed) != 1 or len(cells) < len(columns) or len(columns) < _FEWEST_COLUMNS:
            return False
        width = self._spans.get((line_no, printed[0]), (1, 1))[0]
        is_coarser = printed[0] < measure or (printed[0] == measure and measure == 1)
        return width >= _WIDE * len(columns) or is_coarser

    def _continues(self, line_no: int, columns: Sequence[HeadingField], measure: int) -> bool:
        """The measure's cell is blank or merged with the one above, and no coarser level begins anew."""
        cells = self._rows[line_no - 1]
        if measure > len(cells) or cells[measure - 1].strip():
            return False
        levels = [column.cell_no for column in columns if column.field in ("policy", "item")]
        return not any(cells[number - 1].strip() for number in levels if number <= len(cells))
