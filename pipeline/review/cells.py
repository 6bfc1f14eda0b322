"""Cells whose place is in doubt, with every place they may have."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.columns.headings import CERTAIN
from pipeline.review.items import Choice, Item, Place
from pipeline.values.field_names import place_name
from pipeline.values.text import quoted

Row = dict[str, Any]
# Keys 1 to 9; the last two are always surplus and quarantined.
_MOST_PLACES = 6
_SURPLUS: Place = ("surplus", None)
_QUARANTINED: Place = ("quarantined", None)


def cell_item(doubt: Row) -> Item:
    """Return the item of a row of `sql/reading/doubts.sql`; its places are those that the warehouse keeps."""
    return Item(
        "cell",
        doubt["document_id"],
        doubt["line_no"],
        doubt["cell_no"],
        doubt["guard"],
        doubt["text"],
        "このセルは、どの欄の記載ですか。",
        "Which field does this cell belong to?",
        place_choices(doubt, {}),
        field=doubt["field"],
        fiscal_year=doubt["fiscal_year"],
        measure_name=doubt["measure_name"] or "",
        rating_count=doubt["rating_count"],
        fact_count=doubt["fact_count"],
        posterior=doubt["posterior"],
        heading=_open_heading(doubt),
    )


def _open_heading(doubt: Row) -> str:
    """Return the heading of a cell's column if the column itself is in doubt: to decide that decides its cells."""
    is_open = doubt["column_posterior"] is not None and doubt["column_posterior"] < CERTAIN
    return doubt["heading"] if is_open else ""


def place_choices(doubt: Row, posteriors: Mapping[Place, float]) -> tuple[Choice, ...]:
    """Return the places of a doubtful cell, likeliest first; `posteriors` are those of the model, where it was run."""
    present: Place = (doubt["field"], doubt["fiscal_year"])
    known: dict[Place, float | None] = dict(posteriors)
    if present != _QUARANTINED:
        known[present] = doubt["posterior"]
    if doubt["alternative_field"] is not None:
        known[doubt["alternative_field"], doubt["alternative_fiscal_year"]] = doubt["alternative_posterior"]
    ordered = sorted(known, key=lambda place: -(known[place] or 0.0))
    places = [place for place in ordered if place not in (_SURPLUS, _QUARANTINED)][:_MOST_PLACES]
    return tuple(_choices(doubt, present, [*places, _SURPLUS, _QUARANTINED], known))


def _choices(
    doubt: Row, present: Place, places: Sequence[Place], posteriors: Mapping[Place, float | None]
) -> Iterator[Choice]:
    for place in places:
        field, year = place
        yield Choice(
            f"place:{field}:{year or ''}",
            _NAMES.get(place) or place_name(field, year),
            f"{field} {year}" if year else field,
            posteriors.get(place),
            "" if place in _NAMES else _standing(doubt, place),
            place,
            is_present=place == present,
        )


_NAMES = {
    _SURPLUS: "余分な記載（使わない）",
    _QUARANTINED: "判断できない（保留のまま）",
}


def _standing(doubt: Row, place: Place) -> str:
    """Return what stands in a place already, but for the cell itself."""
    taken = [
        cell
        for cell in doubt["line_cells"]
        if (cell["field"], cell["fiscal_year"]) == place and cell["cell_no"] != doubt["cell_no"]
    ]
    return (
        "、".join(f"{cell['cell_no']}番目のセル「{quoted(cell['text'])}」が入っています" for cell in taken)
        or "空いています"
    )
