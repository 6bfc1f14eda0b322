"""How a table would be read, for a person to look at before it is registered: columns, rows, years, scales, doubts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.columns.headings import HeadingField
from pipeline.columns.reading import SheetReading, rating_texts
from pipeline.columns.years.row_years import year_rows
from pipeline.values.scales import RatingScale, learnt_scale, read_legend
from pipeline.values.text import quoted

_SAMPLES = 2


@dataclass(frozen=True)
class ColumnInspection:
    """A column as it would be read, with the first texts that stand in it."""

    line_no: int
    column: HeadingField
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Inspection:
    """A table as it would be read. `scales`: by heading; `kinds`: how many lines are of which kind."""

    first_line_no: int
    last_line_no: int
    columns: tuple[ColumnInspection, ...]
    kinds: Mapping[str, int]
    scales: Mapping[str, RatingScale]
    row_years: frozenset[int] = frozenset()

    @property
    def fiscal_years(self) -> list[int]:
        """Return the fiscal years that its columns tell of, or its rows."""
        return sorted({seen.column.fiscal_year for seen in self.columns if seen.column.fiscal_year} | self.row_years)


def inspected(sheet: SheetReading) -> Inspection:
    """Return what a person wants to know of a sheet; equal headings are told once."""
    rows = [line.line_no for line in sheet.lines if line.is_row]
    lines = [*sheet.headings, *rows]
    return Inspection(
        min(lines),
        max(lines),
        tuple(_columns(sheet)),
        Counter(line.kind for line in sheet.lines),
        dict(_scales(sheet)),
        frozenset(row.fiscal_year for row in year_rows(sheet.lines, sheet.headings).values() if row.fiscal_year),
    )


def _columns(sheet: SheetReading) -> Iterator[ColumnInspection]:
    told: set[tuple[str, ...]] = set()
    for line_no, columns in sheet.headings.items():
        if (key := tuple(column.text for column in columns)) not in told:
            told.add(key)
            yield from (ColumnInspection(line_no, column, _samples(sheet, line_no, column)) for column in columns)


def _samples(sheet: SheetReading, line_no: int, column: HeadingField) -> tuple[str, ...]:
    texts = (
        line.cells[column.cell_no - 1].strip()
        for line in sheet.lines
        if line.is_row and line.heading_line_no == line_no and column.cell_no <= len(line.cells)
    )
    return tuple(map(quoted, list(dict.fromkeys(filter(None, texts)))[:_SAMPLES]))


def _scales(sheet: SheetReading) -> Iterator[tuple[str, RatingScale]]:
    legend = read_legend(cell for line in sheet.lines if line.kind in ("note", "title") for cell in line.cells)
    for heading, texts in rating_texts(sheet).items():
        learnt = learnt_scale(texts, heading)
        if learnt is not None:
            is_told = legend is not None and any(legend.mark_of(mark) for mark in learnt.marks)
            yield heading, legend if is_told and legend else learnt


def doubtful(columns: Sequence[ColumnInspection]) -> list[ColumnInspection]:
    """Return the columns that may ask for something else."""
    return [seen for seen in columns if seen.column.is_uncertain]
