"""`seeds/rating_scales.csv`: the marks of columns of ratings, their order and meaning, as an expert declares them."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pipeline.facts.scales import DeclaredScale
from pipeline.seeds.tables import Row, read_optional_rows, seed_error
from pipeline.seeds.writing import SCALE_COLUMNS, SCALES
from pipeline.values.scales import Mark, RatingScale, mark_key

_OF_SCALE = ("municipality_code", "plan_code", "heading")
_FLAGS = {"": None, "true": True, "false": False}


def read_rating_scales(seeds: Path) -> tuple[DeclaredScale, ...]:
    """Return the declared scales: rows of one municipality, plan and heading are one (empty: any).

    Marks that nothing is said of declare no scale: `shinchoku inspect --init` writes such rows to be filled in.

    Raises InputError, naming file and line, for a value that is none.
    """
    path = seeds / SCALES
    rows = read_optional_rows(path, SCALE_COLUMNS, ("mark",))
    ordered = sorted(rows, key=lambda row: [row[1][name] for name in _OF_SCALE])
    groups = (list(group) for _, group in groupby(ordered, lambda row: [row[1][name] for name in _OF_SCALE]))
    return tuple(_scale(path, group) for group in groups if any(map(_says_something, group)))


def _says_something(row: tuple[int, Row]) -> bool:
    return any(row[1][name] for name in ("meaning", "order_no", "is_higher_better", "percent_from", "percent_to"))


def _scale(path: Path, rows: list[tuple[int, Row]]) -> DeclaredScale:
    marks = {mark.mark: mark for mark in _marks(path, rows)}
    flags = [_flag(path, line_no, row) for line_no, row in rows]
    scale = RatingScale(marks, "declared", next((flag for flag in flags if flag is not None), None))
    first = rows[0][1]
    return DeclaredScale(first["municipality_code"], first["plan_code"], first["heading"], scale)


def _marks(path: Path, rows: list[tuple[int, Row]]) -> Iterator[Mark]:
    for line_no, row in rows:
        order = _number(path, line_no, row, "order_no")
        percents = (_number(path, line_no, row, name) for name in ("percent_from", "percent_to"))
        yield Mark(mark_key(row["mark"]), row["meaning"] or None, None if order is None else int(order), *percents)


def _number(path: Path, line_no: int, row: Row, name: str) -> float | None:
    try:
        return float(row[name]) if row[name] else None
    except ValueError:
        what_ja = f"{name}「{row[name]}」は数字で書くか、空にしてください"
        raise seed_error(path, line_no, what_ja, f"{name} '{row[name]}' must be a number or empty") from None


def _flag(path: Path, line_no: int, row: Row) -> bool | None:
    text = row["is_higher_better"].lower()
    if text not in _FLAGS:
        what_ja = f"is_higher_better「{row['is_higher_better']}」は true か false とするか、空にしてください"
        raise seed_error(path, line_no, what_ja, "is_higher_better must be true, false or empty")
    return _FLAGS[text]
