"""A sheet as its lines and columns: which rows are headings, what kind the others are, what each column asks for."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.columns.evidence.measured import Column
from pipeline.columns.evidence.words import read_words
from pipeline.columns.headings import HeadingField
from pipeline.columns.inference import infer
from pipeline.columns.known import KnownHeadings, rating_row
from pipeline.columns.neighbours.beside import with_others
from pipeline.columns.neighbours.choices import choices, chosen_marks, is_tick, spread
from pipeline.columns.neighbours.opinions import is_said_by_others
from pipeline.columns.neighbours.schedules import scheduled
from pipeline.columns.neighbours.unnamed import is_unnamed
from pipeline.columns.sheet.kinds import LineKinds
from pipeline.columns.sheet.plain_rows import plain_kind, printed_cells
from pipeline.columns.sheet.tables import Rows, Spans, Table, find_tables
from pipeline.columns.years.column_years import DATED, UNDATED_NEVER, DatedField, fiscal_years, read_column_year
from pipeline.columns.years.lost_years import with_lost_years
from pipeline.columns.years.parts_of_years import earlier_parts, in_full, with_parts
from pipeline.columns.years.printed import BareYears, bare_years
from pipeline.columns.years.row_years import is_year_of_row, may_tell_years, names_row_year, tells_years
from pipeline.documents.lines import Line
from pipeline.values.fiscal_years import read_dates, read_fiscal_years

# A column that has lost the year which others of its field print belongs to another one about as often; one that is
# kept because nothing is left of its heading asks for something about as often.
_LOST = 0.8
# A column without a heading in a table whose cells have moved.
_FILLED, _FEWEST_ROWS = 0.9, 5
# Of the rows of a table, so many have as many cells as its heading, or its cells have moved.
_UNDAMAGED = 0.98


# A table is published for a year that is over, or goes on, or begins.
_TITLE_NEAR = 2


@dataclass(frozen=True)
class SheetReading:
    """The lines of a sheet, and the columns of its headings by the heading's last line that names them."""

    lines: tuple[Line, ...]
    headings: dict[int, list[HeadingField]]


def read_sheet(
    rows: Rows, known: KnownHeadings, spans: Spans | None = None, edition: int | None = None
) -> SheetReading:
    """Read the rows of a sheet. `edition` is the fiscal year it was published for: that of columns that name none."""
    merged = spans or {}
    tables = find_tables(rows, merged, known.__contains__)
    is_damaged = has_moved_cells(rows, tables)
    base = _base_year(_year_of_titles(rows, tables), edition)
    bare = bare_years((text for table in tables for text in table.headings), edition or base)
    headings: dict[int, list[HeadingField]] = {}
    for group in _alike(tables):
        columns = _read_columns(rows, group, known, bare, base, is_damaged=is_damaged)
        headings |= {table.named_line: columns for table in group}
    kinds = LineKinds(rows, merged, known, is_damaged=is_damaged)
    return SheetReading(tuple(kinds.lines(tables, headings)), dict(sorted(headings.items())))


def table_columns(
    rows: Rows, spans: Spans, known: KnownHeadings
) -> Iterator[tuple[Sequence[Table], list[Column], list[int]]]:
    """Yield for each kind of heading its tables, their columns, and the lines that stand under it."""
    tables = find_tables(rows, spans, known.__contains__)
    is_damaged = has_moved_cells(rows, tables)
    bare = bare_years((text for table in tables for text in table.headings), None)
    for group in _alike(tables):
        lines = [line_no for table in group for line_no in table.body]
        yield group, _columns(rows, group, known, bare, is_damaged=is_damaged), lines


def read_headings(headings: Sequence[str], known: KnownHeadings, edition: int | None = None) -> list[HeadingField]:
    """Read a heading by itself, its rows joined, without what stands under it."""
    table = Table(1, 1, 1, 1, tuple(headings))
    return _read_columns([headings], [table], known, bare_years(headings, edition), edition, is_damaged=False)


def rating_texts(sheet: SheetReading) -> dict[str, list[str]]:
    """Return the texts of each column of ratings by the lowest row of its heading; its years are one column."""
    found: dict[str, list[str]] = {}
    marks = {line_no: chosen_marks(columns) for line_no, columns in sheet.headings.items()}
    for line in sheet.lines:
        heading = line.heading_line_no or 0
        for column in sheet.headings.get(heading, ()) if line.is_row else ():
            is_rating = column.field == "achievement" and not column.is_beside
            if is_rating and column.cell_no <= len(line.cells):
                text, mark = line.cells[column.cell_no - 1], marks[heading].get(column.cell_no)
                told = mark if mark and is_tick(text) else text
                found.setdefault(rating_row(column.text), []).append(told)
    return {heading: [text for text in texts if text.strip()] for heading, texts in found.items()}


def likeness(rows: Rows, spans: Spans) -> float:
    """Return how much a sheet looks like a progress table: the cells that stand under headings."""
    tables = find_tables(rows, spans, lambda _: False)
    return float(sum(bool(cell.strip()) for table in tables for line_no in table.body for cell in rows[line_no - 1]))


def has_moved_cells(rows: Rows, tables: Sequence[Table]) -> bool:
    """Say whether cells of the tables were lost or doubled, so that the rows behind them have moved. A legend or a
    total below a table has as many cells as it needs."""
    widths = [
        len(rows[line_no - 1]) == table.width
        for table in tables
        for line_no in table.body
        if len(printed_cells(rows[line_no - 1])) > 1 and plain_kind(rows[line_no - 1]) == "measure"
    ]
    return sum(widths) < _UNDAMAGED * len(widths)


def _alike(tables: Sequence[Table]) -> list[list[Table]]:
    """Return the tables in groups that share their headings: their rows tell of their columns together."""
    groups: dict[tuple[str, ...], list[Table]] = {}
    for table in tables:
        groups.setdefault(table.headings, []).append(table)
    return list(groups.values())


def _read_columns(
    rows: Rows, tables: Sequence[Table], known: KnownHeadings, bare: BareYears, base: int | None, *, is_damaged: bool
) -> list[HeadingField]:
    made = choices(with_lost_years(_columns(rows, tables, known, bare, is_damaged=is_damaged)))
    every = [choice.column for choice in made]
    earlier = earlier_parts(every)
    columns, full = ([one for n, one in enumerate(own) if n not in earlier] for own in (every, in_full(every, earlier)))
    found = infer(full, this_year=base)
    fields = _with_measure(_with_section([column.field for column in found]))
    dated = fiscal_years(fields, [column.year for column in full], base)
    dated = _left_to_rows(columns, fields, dated, is_damaged=is_damaged)
    asked = [
        HeadingField(
            column.cell_no,
            column.heading,
            told.field,
            told.fiscal_year,
            field.posterior if told.is_sure and not is_unnamed(column, told.field) else min(field.posterior, _LOST),
            "registered" if column.registered else "learnt",
            field.field if field.alternative_field == told.field else field.alternative_field,
        )
        for column, field, told in zip(columns, found, dated, strict=True)
    ]
    once = list(_once_each([_with_a_year(column, bare) for column in asked], scheduled(columns)))
    once = with_parts(list(with_others(once, columns)), every, earlier)
    return [column for told, choice in zip(once, made, strict=True) for column in spread(told, choice)]


def _left_to_rows(
    columns: Sequence[Column], fields: Sequence[str], dated: Sequence[DatedField], *, is_damaged: bool
) -> list[DatedField]:
    """Return the columns without a year where each row prints the one it tells of; in doubt where it only may, its
    heading cannot be read, or its cells have moved."""
    at = may_tell_years(columns, fields)
    if at is None:
        return list(dated)
    if not tells_years(columns, fields, at):
        unsaid = [replace(told, is_sure=False) for told in dated]
        return _undated(columns, dated, unsaid) if is_year_of_row(columns[at].heading) else list(dated)
    is_sure = names_row_year(columns[at].heading) and not is_damaged
    unsaid = [
        replace(told, fiscal_year=None, is_sure=is_sure and not column.year.is_lost)
        for column, told in zip(columns, dated, strict=True)
    ]
    return _undated(columns, dated, unsaid)


def _undated(columns: Sequence[Column], dated: Sequence[DatedField], unsaid: Sequence[DatedField]) -> list[DatedField]:
    """Return columns that are told year by year, and print no year, as `unsaid` has them."""
    return [
        other if told.field in DATED and column.year.own is None else told
        for column, told, other in zip(columns, dated, unsaid, strict=True)
    ]


def _with_section(fields: list[str]) -> list[str]:
    """Where no column asks for a section, the one for the responsible unit (担当部署) does."""
    return fields if "section" in fields else ["section" if field == "bureau" else field for field in fields]


def _with_measure(fields: list[str]) -> list[str]:
    """In a table of indicators that names no measures, the finest level (施策) is what they are indicators of."""
    if "measure" in fields or not {"item", "indicator"} <= set(fields):
        return fields
    finest = max(index for index, field in enumerate(fields) if field == "item")
    return [*fields[:finest], "measure", *fields[finest + 1 :]]


def _with_a_year(column: HeadingField, bare: BareYears) -> HeadingField:
    """What is told year by year says nothing under a year that no plan can have; it is kept under its heading."""
    is_dated = column.field not in UNDATED_NEVER or column.fiscal_year is not None
    if not is_dated and read_column_year(column.text, bare).is_impossible:
        return replace(column, field="attribute", alternative_field=column.field)
    return column


def _once_each(columns: Sequence[HeadingField], planned: Container[int]) -> Iterator[HeadingField]:
    """Leave a field and year to the surest of its columns; the others are kept under their headings. `planned`: which
    columns, from 0, are years of a schedule."""
    claims = [_claim(column, is_planned=index in planned) for index, column in enumerate(columns)]
    best: dict[tuple[str, int | None], int] = {}
    for index, column in enumerate(columns):
        place = (column.field, column.fiscal_year)
        if place not in best or claims[index] > claims[best[place]]:
            best[place] = index
    for index, column in enumerate(columns):
        is_best = best[(column.field, column.fiscal_year)] == index or column.field == "attribute"
        yield column if is_best else replace(column, field="attribute", alternative_field=column.field)


def _claim(column: HeadingField, *, is_planned: bool) -> tuple[bool, bool, bool, bool, float]:
    """A schedule gives way to a plan of its year, a column without a heading to one that has it, what others say of a
    measure to what its section says, and what is wanting (課題) to what was reached, and why."""
    is_wanting = read_words(column.text).last == "weakness"
    is_said = not is_said_by_others(column.text)
    return not is_planned, bool(column.text), is_said, not is_wanting, column.posterior


def _columns(
    rows: Rows, tables: Sequence[Table], known: KnownHeadings, bare: BareYears, *, is_damaged: bool
) -> list[Column]:
    """Return the columns of alike tables, up to the last one that has a heading, or contents in a table as printed.

    Where cells have moved, only rows of the heading's width show what stands in a column.
    """
    headings = tables[0].headings
    body = [rows[line_no - 1] for table in tables for line_no in table.body]
    body = [row for row in body if len(printed_cells(row)) > 1 and plain_kind(row) != "note"]
    width = max((number for number, heading in enumerate(headings, 1) if heading), default=0)
    if is_damaged:
        body = [row for row in body if len(row) == tables[0].width] or body
    else:
        printed = [number for row in body for number, cell in enumerate(row, 1) if cell.strip()]
        width = max(width, max(printed, default=0))
    texts = [[row[number] if number < len(row) else "" for row in body] for number in range(width)]
    headings = (*headings, *[""] * width)[:width]
    return [
        Column(heading, read_column_year(heading, bare), column, known.field_of(heading), number)
        for number, (heading, column) in enumerate(zip(headings, texts, strict=True), 1)
        if heading or not is_damaged or _is_filled(column)
    ]


def _is_filled(texts: Sequence[str]) -> bool:
    """Say whether nearly all rows print something: a column although its heading is blank, and no cell that strayed."""
    return sum(bool(text.strip()) for text in texts) >= _FILLED * max(len(texts), _FEWEST_ROWS)


def _base_year(titled: int | None, edition: int | None) -> int | None:
    """Return the year that a table is about: its title's, unless that lies far from its edition (H24 of a plan that
    was made then)."""
    is_far = titled is not None and edition is not None and abs(titled - edition) > _TITLE_NEAR
    return edition if is_far else titled or edition


def _year_of_titles(rows: Rows, tables: Sequence[Table]) -> int | None:
    """Return the fiscal year that the lines above the first table name; None where they name several, or a span."""
    first = tables[0].first_line if tables else 1
    titles = [cell for row in rows[: first - 1] for cell in row]
    years = {(year.first, year.last) for title in titles for year in read_fiscal_years(title)}
    years = years or {period for title in titles if (period := _period(title))}
    if len(years) != 1:
        return None
    start, end = years.pop()
    return start if start == end else None


def _period(title: str) -> tuple[int, int] | None:
    """Return the first and last fiscal year between two dates (令和4年4月～令和5年3月); one alone may be a date of
    printing."""
    dates = read_dates(title)
    return (dates[0].first, dates[-1].first) if len(dates) > 1 else None
