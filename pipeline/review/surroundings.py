"""What a decision depends on: the line as printed, its years side by side, and other listings of the measure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.review.findings import Listed
from pipeline.review.items import Item, Place
from pipeline.values.field_names import FIELD_NAMES_JA
from pipeline.warehouse.connect import read_rows

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]
_YEARLY = ("plan", "status", "evaluation", "achievement", "direction", "target", "actual")


@dataclass(frozen=True)
class Cell:
    """A cell of the line as printed; `is_asked`: the one in question."""

    cell_no: int
    text: str
    place: Place | None
    is_uncertain: bool
    is_asked: bool


@dataclass(frozen=True)
class Entry:
    """What stands in a field of a year: the line's own cells, what other listings print, the keys that lead there."""

    cells: tuple[Cell, ...]
    listed: tuple[Listed, ...]
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Year:
    """A fiscal year of the line: an entry for each of the fields."""

    number: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Surroundings:
    """Everything beside an item. `column`: of a heading, the texts of its column with their number."""

    cells: tuple[Cell, ...]
    fields: tuple[str, ...]
    years: tuple[Year, ...]
    undated: tuple[tuple[str, Entry], ...]
    column: tuple[tuple[str, int], ...] = ()


def read_surroundings(connection: "duckdb.DuckDBPyConnection", item: Item) -> Surroundings:
    """Return what an item of the published warehouse is seen with."""
    of_line: dict[str, str | int | None] = {"document_id": item.document_id, "line_no": item.line_no}
    cells = [_cell(row, item) for row in read_rows(connection, "review_line", of_line)]
    listings = _listings(connection, item)
    column: list[Row] = []
    if item.kind in ("heading", "scale"):
        column = read_rows(connection, "review_column", {"document_id": item.document_id, "cell_no": item.cell_no})
    return arranged(item, cells, listings, [(row["text"], row["cell_count"]) for row in column])


def listed_at(connection: "duckdb.DuckDBPyConnection", item: Item) -> list[Listed]:
    """Return what other listings of the measure print in an item's field and year."""
    rows = _listings(connection, item)
    return [_listed(row) for row in rows if (row["field"], row["fiscal_year"]) == (item.field, item.fiscal_year)]


def _listings(connection: "duckdb.DuckDBPyConnection", item: Item) -> list[Row]:
    of_line: dict[str, str | int | None] = {"document_id": item.document_id, "line_no": item.line_no}
    return read_rows(connection, "review_listings", of_line | {"earlier_name": item.earlier_name or None})


def arranged(
    item: Item, cells: Sequence[Cell], listings: Iterable[Row], column: Iterable[tuple[str, int]] = ()
) -> Surroundings:
    """Arrange the cells of a line by year and field, beside the texts of other listings (field, fiscal_year, text)."""
    own: dict[Place, list[Cell]] = {}
    for cell in cells:
        if cell.place is not None:
            own.setdefault(cell.place, []).append(cell)
    others: dict[Place, list[Listed]] = {}
    for row in listings:
        others.setdefault((row["field"], row["fiscal_year"]), []).append(_listed(row))
    keys: dict[Place, list[int]] = {}
    for number, choice in enumerate(item.choices, 1):
        if choice.place is not None:
            keys.setdefault(choice.place, []).append(number)

    def entry(place: Place) -> Entry:
        return Entry(tuple(own.get(place, ())), tuple(others.get(place, ())), tuple(keys.get(place, ())))

    places = {*own, *others, *keys}
    fields = tuple(name for name in _YEARLY if any(place[0] == name and place[1] for place in places))
    years = sorted({year for field, year in places if year is not None and field in _YEARLY})
    undated = [name for name in FIELD_NAMES_JA if (name, None) in places and name not in ("surplus", "quarantined")]
    return Surroundings(
        tuple(cells),
        fields,
        tuple(Year(year, tuple(entry((name, year)) for name in fields)) for year in years),
        tuple((name, entry((name, None))) for name in undated),
        tuple(column),
    )


def _cell(row: Row, item: Item) -> Cell:
    place = (row["field"], row["fiscal_year"]) if row["field"] else None
    is_asked = row["cell_no"] == item.cell_no or row["cell_no"] in item.cell_nos
    return Cell(row["cell_no"], row["text"], place, row["is_uncertain"], is_asked)


def _listed(row: Row) -> Listed:
    return Listed(row["document_id"], row["line_no"], row["text"])
