"""The fiscal year of each column: printed in its heading or above it, told by its neighbours, or by the edition."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.columns.evidence.words import ROW_MARK
from pipeline.columns.years.printed import UNTOLD, BareYears, has_guessed_year, read_heading_years
from pipeline.contracts.names import DATED_FIELDS
from pipeline.values.fiscal_years import FISCAL_YEARS, FiscalYears
from pipeline.values.text import normalise

DATED = tuple(DATED_FIELDS)
# Of these, those that say nothing without their year.
UNDATED_NEVER = tuple(field for field in DATED if field != "target")
# What a table tells of a year that is over; plans and targets look ahead.
REPORTED = ("status", "evaluation", "achievement", "actual")
_FIGURES = ("target", "actual")
# Years before and after its edition that a table can tell of: a plan runs for ten years, its targets for longer.
_PERIOD, _FIGURES_PERIOD = (10, 6), (25, 30)
# 令和口年度, 目標値（R, R甲実績: a year was printed here; 口6, where years stand beside it.
_UNREADABLE_YEAR = re.compile(
    r"(?:令和|平成)(?:\D{0,2}年度?|\D?$|\d{1,2}\D度$)|(?<![A-Za-z])[RH](?![A-Za-z\d])|^[^\W\d]\d{1,2}$"
    # 口年度の実績 was last year's, or this one's.
    r"|^[^\W\d今本当前昨次来翌各毎同初単全]年度(?=の?\w)"
)
# Words that tell a year by another one.
_RELATIVE = (
    (r"前々年度|一昨年度", -2),
    (r"前年度|昨年度|昨年|前年(?!比)", -1),
    (r"今年度|本年度|当年度|当該年度|今年|本年|当年", 0),
    (r"次年度|来年度|翌年度|次期|次年|来年|翌年", 1),
    # What is to be done about what was found lies ahead, as 今後の取組 does.
    (r"今後|改善(?:策|方策|案|方針|事項|の?内容|の方向)|対応策", 1),
)


@dataclass(frozen=True)
class ColumnYear:
    """What a heading says of its column's year: printed in full (`own`), for its group (`is_of_group`), or in words
    that take another year for granted (`relative`). `is_impossible`: a year no plan can have, perhaps misread;
    `is_lost`: the heading is, or the number of its year; `is_guessed`: its era is left out, and nothing tells it."""

    own: FiscalYears | None = None
    is_of_group: bool = False
    relative: int | None = None
    is_impossible: bool = False
    is_lost: bool = False
    is_guessed: bool = False
    # 前年度（R5）実績 is a column by itself: it says what this year is, and those beside it are of this one.
    this_year: int | None = None

    @property
    def is_aside(self) -> bool:
        """Say whether a year is printed that is not the one of the columns beside it."""
        return self.this_year is not None and self.own is not None and self.own.first != self.this_year


def read_column_year(heading: str, bare: BareYears = UNTOLD) -> ColumnYear:
    """Read a heading, its rows joined; the lowest row that names a year counts. `bare`: what the table means by a
    year without its era."""
    text = normalise(heading)
    relative = next((steps for pattern, steps in _RELATIVE if re.search(pattern, text)), None)
    for number, row in enumerate(reversed(heading.split(ROW_MARK))):
        if years := read_heading_years(row, bare):
            possible = [year for year in years if year.first in FISCAL_YEARS]
            if not possible:
                return ColumnYear(is_impossible=True)
            return ColumnYear(
                possible[0],
                is_of_group=number > 0,
                relative=relative if number > 0 else None,
                is_guessed=has_guessed_year(row, bare),
                this_year=_this_year(normalise(row), possible[0].first),
            )
    return ColumnYear(relative=relative, is_lost=not text or bool(_UNREADABLE_YEAR.search(text)))


def without_unreadable_year(heading: str) -> str:
    """Return a heading, its rows joined, without rows or parts of them that printed a year once."""
    rows = (_UNREADABLE_YEAR.sub("", normalise(row).strip()) for row in heading.split(ROW_MARK))
    return ROW_MARK.join(row for row in rows if row)


def _this_year(row: str, printed: int) -> int | None:
    """Return the year that is this one where a heading names a year in words and in print: 昨年度（R5）実績."""
    steps = next((steps for pattern, steps in _RELATIVE[:3] if re.search(pattern, row)), None)
    return None if steps is None else printed - steps


@dataclass(frozen=True)
class DatedField:
    """A column's field and fiscal year (None: it has none); `is_sure`: nothing speaks for another year."""

    field: str
    fiscal_year: int | None
    is_sure: bool = True


def fiscal_years(fields: Sequence[str], told: Sequence[ColumnYear], base: int | None) -> list[DatedField]:
    """Return the columns of a table with their fiscal years.

    `base` is the year that the table is about if no heading names one: that of its title, or of its edition. A column
    without a year of its own belongs to the group it closes, or, where that has one of its field, to the next one.
    """
    dated = [DatedField(field, _printed(field, year)) for field, year in zip(fields, told, strict=True)]
    this_years = {year.this_year for year in told if year.this_year}
    base = this_years.pop() if len(this_years) == 1 else base
    newest = _newest(dated, told, base)
    taken: set[tuple[str, int | None]] = {(c.field, c.fiscal_year) for c in _in_line(dated, told) if c.fiscal_year}
    printing = {field for field, _ in taken}
    # With a year lost, nobody knows which is the newest, nor which one a group is of.
    lost = {c.field for c, year in zip(dated, told, strict=True) if _is_lost(c, year, printing)}
    is_grouped = any(year.is_of_group for year in told)
    for index, field in enumerate(fields):
        is_asked = field in UNDATED_NEVER and not _is_in_words(field, told[index])
        if dated[index].fiscal_year is not None or not is_asked or told[index].is_impossible:
            continue
        found = _between(index, dated) if field in printing else None
        year = found if found or is_grouped else _neighbour(index, _in_line(dated, told), taken)
        # Where other columns of the field print their year, this one's is lost.
        is_open = (field in printing or told[index].is_lost) and found is None
        is_sure = not is_open and (not lost or _is_within(index, told, year))
        dated[index] = DatedField(field, year or newest, is_sure=is_sure)
        taken.add((field, dated[index].fiscal_year))
    is_any_lost = "actual" in lost or any(year.is_lost for year in told)
    dated = _with_targets(dated, told, is_any_lost=is_any_lost)
    dated = _with_words(dated, told, _newest(dated, told, base))
    return [
        replace(column, is_sure=column.is_sure and _is_plausible(column, base) and not _is_supposed(year))
        for column, year in zip(dated, told, strict=True)
    ]


def _is_lost(column: DatedField, told: ColumnYear, printing: Container[str]) -> bool:
    """Say whether a column that is told year by year may have printed its year, as others of its field do."""
    is_asked = column.field in UNDATED_NEVER and column.fiscal_year is None and not _is_in_words(column.field, told)
    is_open = is_asked and column.field in printing and not told.is_impossible
    return is_open or (told.is_lost and column.field in (*DATED, "attribute"))


def _is_within(index: int, told: Sequence[ColumnYear], year: int | None) -> bool:
    """Say whether a column stands between two that print one year, the one it is given."""
    before = next((c.own.first for c in reversed(told[:index]) if c.own), None)
    after = next((c.own.first for c in told[index + 1 :] if c.own), None)
    return year is not None and before == after == year


def _in_line(columns: Sequence[DatedField], told: Sequence[ColumnYear]) -> list[DatedField]:
    """Return the columns without the years that say nothing of the columns beside them."""
    return [
        replace(column, fiscal_year=None) if year.is_aside else column
        for column, year in zip(columns, told, strict=True)
    ]


def _is_supposed(year: ColumnYear) -> bool:
    """Say whether a heading's year is not what it prints."""
    return year.is_guessed or (year.own is not None and year.is_lost)


def _is_plausible(column: DatedField, base: int | None) -> bool:
    """Say whether a year lies in the period that a table of an edition can tell of."""
    if base is None or column.fiscal_year is None or column.field not in DATED:
        return True
    back, ahead = _FIGURES_PERIOD if column.field in _FIGURES else _PERIOD
    return base - back <= column.fiscal_year <= base + ahead


def _with_targets(columns: Sequence[DatedField], told: Sequence[ColumnYear], *, is_any_lost: bool) -> list[DatedField]:
    """Return the columns with a target of the year of the actual right behind it, where neither heading names one;
    one without a year is in doubt where headings have lost theirs."""
    dated = [
        replace(c, is_sure=False) if is_any_lost and c.field == "target" and c.fiscal_year is None else c
        for c in columns
    ]
    for index, (target, actual) in enumerate(pairwise(columns)):
        is_pair = (target.field, actual.field) == ("target", "actual") and target.fiscal_year is None
        if is_pair and told[index] == told[index + 1] == ColumnYear():
            dated[index] = replace(actual, field="target")
    return dated


def _with_words(columns: Sequence[DatedField], told: Sequence[ColumnYear], this_year: int | None) -> list[DatedField]:
    """Return the columns with the years that words tell: 昨年度, 次年度, and whether a measure goes on from now."""
    return [
        DatedField(column.field, this_year + (_steps(column.field, year) or 0))
        if this_year and column.fiscal_year is None and not year.is_impossible and _is_in_words(column.field, year)
        else column
        for column, year in zip(columns, told, strict=True)
    ]


def _is_in_words(field: str, told: ColumnYear) -> bool:
    return field == "direction" or (field in DATED and _steps(field, told) is not None)


def _printed(field: str, told: ColumnYear) -> int | None:
    if (field not in DATED and field != "attribute") or told.own is None:
        return None
    # A target stands for the end of its span (令和2～6年度), all else for its beginning (令和5年度以降).
    year = (told.own.last or told.own.first) if field == "target" else told.own.first
    # 令和5年度 / 次年度の計画
    return year + (_steps(field, told) or 0)


def steps_from(field: str, told: ColumnYear) -> int:
    """Return how far from a year, that of its row, the words of a heading put a column: 次年度の計画."""
    return _steps(field, told) or 0


def _steps(field: str, told: ColumnYear) -> int | None:
    """Return how far from the year that a table is about its words put a column: what was found or done lies not
    ahead, even where it matters there (今後の課題)."""
    is_told = told.relative is not None and (field in ("plan", "target") or told.relative <= 0)
    return told.relative if is_told else None


def _newest(columns: Sequence[DatedField], told: Sequence[ColumnYear], base: int | None) -> int | None:
    """Return the newest year that is reported on; else the one the table is about, or the newest of all."""
    in_line = _in_line(columns, told)
    reported = [column.fiscal_year for column in in_line if column.field in REPORTED and column.fiscal_year]
    others = [column.fiscal_year for column in columns if column.fiscal_year and column.field != "target"]
    # Where 今年度 is reported in words, the years that are printed may be others.
    says_this_year = any(
        column.field in REPORTED and year.relative == 0 and year.own is None
        for column, year in zip(columns, told, strict=True)
    )
    return (base if says_this_year else None) or max(reported, default=None) or base or max(others, default=None)


def _between(index: int, columns: Sequence[DatedField]) -> int | None:
    """Return the year that is missing between the ones before and behind in the columns of a field: R4, ?, R6."""
    field = columns[index].field
    before = next((c.fiscal_year for c in reversed(columns[:index]) if c.field == field), None)
    after = next((c.fiscal_year for c in columns[index + 1 :] if c.field == field), None)
    if before is None or after is None or abs(before - after) != 2:
        return None
    return (before + after) // 2


def _neighbour(index: int, columns: Sequence[DatedField], taken: set[tuple[str, int | None]]) -> int | None:
    """Return the year of the group that a column closes, or where that has one of its field, of the next group."""
    field = columns[index].field
    # The years of an indicator say nothing of the narratives beside it, nor these of its.
    kin = _FIGURES if field in _FIGURES else tuple(name for name in DATED if name not in _FIGURES)
    asked = [column.fiscal_year if column.field in kin else None for column in columns]
    before = next((year for year in reversed(asked[:index]) if year), None)
    # What is planned behind a result says nothing of the result's year.
    behind = [column for column in columns[index + 1 :] if column.field in REPORTED or field not in REPORTED]
    after = next((column.fiscal_year for column in behind if column.fiscal_year and column.field in kin), None)
    # A group that begins behind another year's column does not follow: 評価（5年度）, ?, 計画（6年度）, 実績（4年度）.
    follows = next((year for year in asked[index + 1 :] if year), None) == after
    candidates = (before, after if before is None or follows else None)
    return next((year for year in candidates if year and (field, year) not in taken), None)
