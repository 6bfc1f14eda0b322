"""Placements beside their truth: one frame of cells, and the shares that matter in it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from benchmarks.damage import DamagedTable
from benchmarks.labels import SEEDS
from pipeline.columns.headings import HeadingField
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet
from pipeline.documents.lines import Line
from pipeline.placement.placing import place
from pipeline.seeds.judgement import read_judgement

KEY = ["line_no", "cell_no"]
BINS = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01]
BIN_NAMES = ["< 0.5", "0.5–0.6", "0.6–0.7", "0.7–0.8", "0.8–0.9", "0.9–0.95", "0.95–0.99", "≥ 0.99"]
_PLACED = [*KEY, "field", "fiscal_year", "posterior", "is_uncertain"]
_PLACES = ["field", "fiscal_year", "field_true", "fiscal_year_true"]
Headings = dict[int, list[HeadingField]]


def read_table(table: DamagedTable) -> tuple[list[Line], Headings]:
    """Read a table's lines as the pipeline does."""
    found = read_sheet(table.lines, KnownHeadings(read_judgement(SEEDS).headings))
    return list(found.lines), found.headings


def placed_frame(lines: Sequence[Line], headings: Headings, weights: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the placed cells of a document."""
    return _frame([cell._asdict() for cell in place(lines, headings, weights)[0]])


def positional_frame(lines: Sequence[Line], headings: Headings) -> pd.DataFrame:
    """Return every cell in the column of the first heading at its position: what an ordinary loader does."""
    heading = {column.cell_no: column for column in next(iter(headings.values()))}
    rows: list[dict[str, Any]] = [
        {"line_no": line.line_no, "cell_no": cell_no, "posterior": 1.0, "is_uncertain": False}
        | {"field": heading[cell_no].field if cell_no in heading else "surplus"}
        | {"fiscal_year": heading[cell_no].fiscal_year if cell_no in heading else None}
        for line in lines
        if line.kind in ("measure", "policy")
        for cell_no, text in enumerate(line.cells, 1)
        if text.strip()
    ]
    return _frame(rows)


def truth_frame(table: DamagedTable) -> pd.DataFrame:
    """Return the truth of a damaged table as a frame of cells."""
    rows = [{**vars(cell), "field": cell.place[0], "fiscal_year": cell.place[1]} for cell in table.truth]
    return pd.DataFrame(rows).astype({"fiscal_year": "Int64", "twin_cell_no": "Int64"}).drop(columns="place")


def judged(truth: pd.DataFrame, placed: pd.DataFrame) -> pd.DataFrame:
    """Return the true cells with their placement and `is_right`; a cell that was not placed at all is wrong.

    Two copies of one text in a row are right both ways round: the table says the same.
    """
    both = truth.merge(placed[_PLACED], on=KEY, how="left", suffixes=("_true", ""))
    both = both.assign(is_uncertain=both["is_uncertain"].eq(True), posterior=both["posterior"].fillna(1.0))
    return both.assign(is_right=_same(both, both) | _is_right_copy(both))


def _is_right_copy(cells: pd.DataFrame) -> pd.Series:
    """Say which cells stand where a copy of their text in the same row belongs, and that copy where they belong."""
    copies = cells.reset_index(names="at").merge(cells.reset_index(names="other"), on=["line_no", "text"])
    this, other = ({n: copies[f"{n}_{side}"] for n in _PLACES} for side in "xy")
    is_crossed = copies["at"] != copies["other"]
    for placed, true in ((this, other), (other, this)):
        is_crossed &= placed["field"].fillna("") == true["field_true"].fillna("")
        is_crossed &= placed["fiscal_year"].fillna(0) == true["fiscal_year_true"].fillna(0)
    return cells.index.isin(copies["at"][is_crossed])


def shares(cells: pd.DataFrame) -> dict[str, str]:
    """Return the shares that matter, in percent of the cells (rows wholly right: of the rows)."""
    rows = [cells[name] for name in ("document", "line_no") if name in cells]
    is_right, is_uncertain = cells["is_right"], cells["is_uncertain"]
    return {
        "cells right": percent(is_right.mean()),
        "rows wholly right": percent(is_right.groupby(rows).all().mean()),
        "doubtful": percent(is_uncertain.mean()),
        "wrong but certain": percent((~is_right & ~is_uncertain).mean(), 2),
        "cells": f"{len(cells)}",
    }


def reliability(cells: pd.DataFrame) -> list[dict[str, str]]:
    """Return, per bin of the posterior, the number of cells, their mean posterior and the share right."""
    bins = pd.cut(cells["posterior"], BINS, right=False, labels=BIN_NAMES)
    groups: Mapping[str, pd.DataFrame] = {str(name): group for name, group in cells.groupby(bins, observed=True)}
    return [
        {
            "posterior": name,
            "cells": f"{len(group)}",
            "mean posterior": percent(group["posterior"].mean()),
            "share right": percent(group["is_right"].mean()),
        }
        for name in BIN_NAMES
        if (group := groups.get(name)) is not None
    ]


def percent(share: float, digits: int = 1) -> str:
    """Return a share in percent."""
    return f"{share:.{digits}%}"


def _same(true: pd.DataFrame, placed: pd.DataFrame) -> pd.Series:
    """Say cell by cell whether a placement names the true field and year."""
    is_field = true["field_true"].fillna("") == placed["field"].fillna("unplaced")
    return is_field & (true["fiscal_year_true"].fillna(0) == placed["fiscal_year"].fillna(0))


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    return frame.assign(fiscal_year=frame["fiscal_year"].astype("Int64"))
