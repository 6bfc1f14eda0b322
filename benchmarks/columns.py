"""How well tables of other cities are read: `make bench-columns`.

Per layout of tests/data: columns right, cells right, wrong though certain, and whether the table was refused; then the
same for tables drawn at random, with headings lost, cut off or misread, and (after placement) with rows damaged. The
layouts are not among the labelled columns that the weights are fitted on.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.fit_columns import damaged
from benchmarks.layouts import Layout, Truth, drawn_layouts
from benchmarks.moved_cells import moved, placed
from pipeline.columns.evidence.measured import Column
from pipeline.columns.headings import HeadingField
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import likeness, read_sheet
from pipeline.columns.sheet.titles import title_levels
from pipeline.columns.years.column_years import read_column_year
from pipeline.columns.years.row_years import in_year, year_rows
from pipeline.documents.reading import read_document
from pipeline.seeds.register import read_register

DATA = Path(__file__).parents[1] / "tests" / "data"
LAYOUTS = tuple(DATA / name for name in ("layouts", "layouts_by_others", "own_layouts"))
HELD_OUT = (DATA / "layouts_held_out",)
_DRAWN, _SEED = 60, "unseen"
# Which headings are damaged is drawn so often for each layout.
_REPEATED = 8
_THIRD = 1 / 3


@dataclass
class Score:
    """Cells and columns of tables: how many there are, how many are right, and certain though wrong."""

    cells: int = 0
    right: int = 0
    wrong_and_certain: int = 0
    columns: int = 0
    right_columns: int = 0
    refused: int = 0

    def add(self, other: "Score") -> None:
        """Add another score to this one."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def told(self, name: str) -> str:
        """Return the score as a line."""
        of_columns = f"{self.right_columns / self.columns:7.1%}" if self.columns else f"{'–':>7}"
        of_cells = f"{self.right / self.cells:7.1%}{self.wrong_and_certain / self.cells:7.1%}"
        return f"{name:26}{of_columns}{of_cells}{self.cells:8}{self.refused:8}"


def main() -> None:
    """Print the scores."""
    print(f"{'layout':26}{'columns':>7}{'cells':>7}{'wrong':>7}{'cells':>8}{'refused':>8}")
    for title, noise in (("as printed", 0.0), ("every third heading damaged", _THIRD)):
        print(f"-- {title}")
        total = Score()
        for name, layout in read_layouts():
            score = Score()
            for number in range(_REPEATED if noise else 1):
                score.add(scored(layout, Random(f"{name} {number}"), noise))
            print(score.told(name))
            total.add(score)
        print(total.told("all layouts"))
        drawn = Score()
        for number, layout in enumerate(drawn_layouts(_DRAWN, _SEED)):
            drawn.add(scored(layout, Random(number), noise))
        print(drawn.told(f"{_DRAWN} drawn tables"))
    print("-- held out, as printed")
    for name, layout in read_layouts(HELD_OUT):
        print(scored(layout, Random(name), 0.0).told(name))
    print("-- rows damaged")
    layouts = [*read_layouts(), *((str(n), layout) for n, layout in enumerate(drawn_layouts(_DRAWN, _SEED)))]
    total = Score()
    for name, layout in layouts:
        total.add(scored_cells(moved(layout, Random(name))))
    print(total.told("all of these"))


def scored_cells(layout: Layout) -> Score:
    """Return the score of a table's cells after placement: rows may be damaged."""
    found, score = placed(layout), Score(cells=len(layout.truth))
    for cell, accepted in layout.truth.items():
        place, is_uncertain = found.get(cell, ("", True))
        is_right = place in accepted or f"{place.split(':')[0]}:*" in accepted
        score.right += is_right
        score.wrong_and_certain += not is_right and not is_uncertain
    return score


def read_layouts(folders: Sequence[Path] = LAYOUTS) -> Iterator[tuple[str, Layout]]:
    """Yield labelled layouts of tests/data with their names."""
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        if (path / "truth.csv").exists():
            entry = read_register(path / "seeds")[0]
            grid = read_document(entry, path / "seeds", likeness).grid
            rows = [list(row) for row in grid.rows]
            yield path.name, Layout(rows, _truth(path / "truth.csv"), entry.edition_fiscal_year, dict(grid.spans))


def _truth(path: Path) -> Truth:
    with path.open(encoding="utf-8", newline="") as file:
        return {(int(row["line"]), int(row["cell"])): set(row["accepted"].split("|")) for row in csv.DictReader(file)}


def scored(layout: Layout, rng: Random, noise: float) -> Score:
    """Return the score of one table; `noise`: the share of its headings that are damaged first."""
    rows = _with_noise(layout, rng, noise) if noise else layout.rows
    found = read_sheet(rows, KnownHeadings({}), layout.spans, layout.edition)
    rows_of_years = year_rows(found.lines, found.headings, layout.edition)
    years = {line_no: row.fiscal_year for line_no, row in rows_of_years.items()}
    places = {
        (line.line_no, column.cell_no): in_year(column, years.get(line.line_no))
        for line in found.lines
        if line.is_row
        for column in found.headings.get(line.heading_line_no or 0, ())
    }
    levels = title_levels(found.lines)
    places |= {
        (line_no, cell_no): HeadingField(cell_no, "", level, None)
        for line_no, level in levels.items()
        for cell_no, text in enumerate(found.lines[line_no - 1].cells, 1)
        if text.strip()
    }
    score = Score(cells=len(layout.truth), refused=int(not found.headings))
    by_column: dict[int, list[bool]] = {}
    for cell, accepted in layout.truth.items():
        column = places.get(cell)
        is_right = column is not None and is_accepted(column, accepted)
        score.right += is_right
        score.wrong_and_certain += not is_right and column is not None and not column.is_uncertain
        by_column.setdefault(cell[1], []).append(is_right)
    score.columns, score.right_columns = len(by_column), sum(all(cells) for cells in by_column.values())
    return score


def is_accepted(column: HeadingField, accepted: set[str]) -> bool:
    """Say whether a column's field and year are among the places that a reader would accept."""
    year = "" if column.fiscal_year is None else str(column.fiscal_year)
    return any(f"{column.field}:{told}" in accepted for told in (year, "*"))


def _with_noise(layout: Layout, rng: Random, noise: float) -> list[list[str]]:
    """Return the rows with the headings of some columns damaged: the lowest row of a heading that prints them."""
    first = min(line_no for line_no, _ in layout.truth)
    rows = [list(row) for row in layout.rows]
    for number in range(max(map(len, rows))):
        printed = [row for row in rows[: first - 1] if number < len(row) and row[number].strip()]
        if printed and len([cell for cell in printed[-1] if cell.strip()]) > 1:
            column = Column(printed[-1][number], read_column_year(printed[-1][number]), ())
            printed[-1][number] = damaged(column, rng, noise).heading
    return rows


if __name__ == "__main__":
    main()
