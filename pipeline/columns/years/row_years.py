"""Tables with a row for each measure and fiscal year: one of their columns holds the year that a row tells of.

No heading prints the years then: what a row is asked is what its heading asks for, in the row's year. The rows of one
measure, of which each tells another year, are what stands side by side in other tables.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.columns.evidence.measured import Column
from pipeline.columns.evidence.words import ROW_MARK
from pipeline.columns.headings import HeadingField
from pipeline.columns.years.column_years import DATED, UNDATED_NEVER, ColumnYear, read_column_year, steps_from
from pipeline.columns.years.printed import bare_years, read_heading_years, without_heading_years
from pipeline.documents.lines import Line
from pipeline.values.fiscal_years import FISCAL_YEARS
from pipeline.values.text import comparison_key, is_blank, normalise

# What a column of years is called that says which year its row tells of (True), or that may say so: 実施年度 is also
# when a measure is carried out, 年 any year.
_HEADINGS = {
    "年度": True,
    "会計年度": True,  # the word of budgets
    "対象年度": True,  # the year that is looked at
    "報告年度": True,
    "評価年度": True,
    "点検年度": True,
    "実績年度": True,
    "該当年度": True,
    "実施年度": False,
    "事業年度": False,
    "取組年度": False,
    "年": False,
}
# Of the cells of the column, so many are years and nothing else; of the measures, so many have several.
_NEARLY_ALL, _MOST = 0.9, 0.5


@dataclass(frozen=True)
class YearRow:
    """A row that tells of one fiscal year (None: it cannot be read); `first_line_no` is the first row of its measure
    and section, of which each tells another year."""

    first_line_no: int
    fiscal_year: int | None


@dataclass(frozen=True)
class _Printed:
    """What tells rows apart; empty where nothing is printed."""

    line_no: int
    measure: str
    levels: str
    section: str
    year: str


def may_tell_years(columns: Sequence[Column], fields: Sequence[str]) -> int | None:
    """Return which column may hold the years of the rows, from 0: it is called so, or by no word that is known, holds
    several years and nothing else, and no heading beside it that can be read prints a year."""
    if any(_is_dated(column.year) for column, field in zip(columns, fields, strict=True) if field in UNDATED_NEVER):
        return None
    for index, column in enumerate(columns):
        is_known = column.words.last is not None and column.words.is_exact
        if (names_row_year(column.heading) or not is_known) and _are_years(column.texts):
            return index
    return None


def tells_years(columns: Sequence[Column], fields: Sequence[str], at: int) -> bool:
    """Say whether the rows of most measures tell of several years."""
    texts = {
        field: [column.texts for column, own in zip(columns, fields, strict=True) if own == field]
        for field in ("measure", "section", "policy", "item")
    }
    if not texts["measure"]:
        return False
    years = columns[at].texts
    rows = [
        _Printed(
            number,
            comparison_key(texts["measure"][0][number]),
            "|".join(comparison_key(level[number]) for level in (*texts["policy"], *texts["item"])),
            comparison_key(texts["section"][0][number]) if texts["section"] else "",
            years[number],
        )
        for number in range(len(years))
    ]
    return _repeat(_grouped(rows, None))


def names_row_year(heading: str) -> bool:
    """Say whether a heading may ask for the year of its row."""
    return _lowest(heading) in _HEADINGS


def is_year_of_row(heading: str) -> bool:
    """Say whether a column of years is called by a word that means the year of its row and nothing else."""
    return _HEADINGS.get(_lowest(heading), False)


def year_rows(
    lines: Sequence[Line], headings: Mapping[int, Sequence[HeadingField]], edition: int | None = None
) -> dict[int, YearRow]:
    """Return the rows of a document that tell of one year each, by their lines; empty where headings tell the years."""
    found: dict[int, YearRow] = {}
    for heading, columns in headings.items():
        if not any(column.field in UNDATED_NEVER and column.fiscal_year is None for column in columns):
            continue
        own = [line for line in lines if line.is_row and line.heading_line_no == heading]
        named = [column.cell_no for column in columns if _is_kept(column) and names_row_year(column.text)]
        if named:
            found |= _grouped([_printed(line, columns, named[0]) for line in own], edition)
        elif (told := _unnamed(own, columns)) is not None:
            rows = _grouped([_printed(line, columns, told) for line in own], edition)
            found |= rows if _repeat(rows) else {}
    return found


def in_year(column: HeadingField, fiscal_year: int | None) -> HeadingField:
    """Return a column as a row of a year asks for it."""
    if not asks_for_row_year(column) or fiscal_year is None:
        return column
    return replace(column, fiscal_year=fiscal_year + steps_from(column.field, read_column_year(column.text)))


def asks_for_row_year(column: HeadingField) -> bool:
    """Say whether a column asks for what is told year by year, and leaves the year to its rows."""
    return column.field in DATED and column.fiscal_year is None


def _is_dated(year: ColumnYear) -> bool:
    return year.own is not None or year.is_impossible


def _is_kept(column: HeadingField) -> bool:
    return column.field == "attribute"


def _unnamed(lines: Sequence[Line], columns: Sequence[HeadingField]) -> int | None:
    """Return the cell that holds years and nothing else, where the heading that would say whose is lost."""
    for column in filter(_is_kept, columns):
        if _are_years([line.cells[column.cell_no - 1] for line in lines if column.cell_no <= len(line.cells)]):
            return column.cell_no
    return None


def _are_years(texts: Sequence[str]) -> bool:
    """Say whether texts are several years, and hardly anything else."""
    printed = [text for text in texts if not is_blank(text)]
    years = [year for year in _years(printed, None) if year]
    return len(set(years)) > 1 and len(years) >= _NEARLY_ALL * len(printed)


def _repeat(rows: Mapping[int, YearRow]) -> bool:
    """Say whether most measures have rows of several years."""
    told = Counter(row.first_line_no for row in rows.values())
    return sum(count > 1 for count in told.values()) > _MOST * len(told)


def _lowest(heading: str) -> str:
    return "".join(normalise(heading.rpartition(ROW_MARK)[2]).split())


def _printed(line: Line, columns: Sequence[HeadingField], told: int) -> _Printed:
    def texts(*fields: str) -> Iterator[str]:
        numbers = [column.cell_no for column in columns if column.field in fields]
        return (comparison_key(line.cells[number - 1]) for number in numbers if number <= len(line.cells))

    year = line.cells[told - 1] if told <= len(line.cells) else ""
    return _Printed(
        line.line_no, next(texts("measure"), ""), "|".join(texts("policy", "item")), next(texts("section"), ""), year
    )


def _grouped(rows: Sequence[_Printed], edition: int | None) -> dict[int, YearRow]:
    """Return rows with the first one of their measure and section: what is printed once holds for those below, and a
    year that was told already begins anew."""
    found: dict[int, YearRow] = {}
    groups: dict[tuple[str, str, str], tuple[int, set[int | None]]] = {}
    measure, levels, section, year = "", "", "", None
    for row, own in zip(rows, _years([row.year for row in rows], edition), strict=True):
        if row.measure:
            is_same = row.measure == measure
            measure, section = row.measure, row.section or (section if is_same else "")
        else:
            section = row.section or section
        levels = row.levels if row.levels.strip("|") else levels
        # A year printed once stands for the sections below it.
        year = own if own or not is_blank(row.year) or row.measure else year
        first, told = groups.get((levels, measure, section), (row.line_no, set()))
        if year in told:
            first, told = row.line_no, set()
        groups[(levels, measure, section)] = first, told | {year}
        found[row.line_no] = YearRow(first, year)
    return found


def _years(texts: Sequence[str], edition: int | None) -> list[int | None]:
    """Return the years that cells print, None where they print anything else."""
    bare = bare_years(texts, edition)
    return [_year(text, [year.first for year in read_heading_years(normalise(text), bare)]) for text in texts]


def _year(text: str, found: Sequence[int]) -> int | None:
    rest = without_heading_years(normalise(text)).strip(" ()年度")
    return found[0] if len(found) == 1 and found[0] in FISCAL_YEARS and not rest else None
