"""Slots: what a heading asks for, in order, and the columns that rows may carry without a heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from pipeline.columns.headings import HeadingField
from pipeline.contracts.names import YEARLY_FIELDS
from pipeline.placement.evidence.scoring import FIELDS

# A cell stands at most so many columns beside its own, as far as the search for doubles is concerned.
_MOST_SHIFT = 3

Place = tuple[str, int | None]  # a field and its fiscal year


@dataclass(frozen=True)
class Slot:
    """A place for a cell. `field` None: one that nothing is known of but what its column holds (`other_field`).

    Optional: the heading lacks it. `cell_no` is the heading's cell; `is_beside`: facts are not taken from its column.
    """

    field: str | None
    fiscal_year: int | None = None
    is_optional: bool = False
    other_field: str | None = None
    cell_no: int | None = dataclass_field(default=None, compare=False)
    is_beside: bool = False

    @property
    def place(self) -> Place:
        """Return the field and year that a cell in this slot gets."""
        return self.field or self.other_field or "quarantined", self.fiscal_year


def slots_of(heading: Sequence[HeadingField]) -> tuple[Slot, ...]:
    """Return the slots of a heading.

    Tables of this kind carry columns their heading does not name: a description behind the measure, or slipped behind
    the last column without a year or before the first status, and a second pair of bureau and section.
    """
    # A row of an indicator seldom prints its measure: what that column holds tells more than what measures look like.
    untold = ("measure",) if any(column.field == "indicator" for column in heading) else ()
    asked = [_asked(column, untold) for column in heading]
    first_yearly = next((i for i, slot in enumerate(asked) if slot.field in YEARLY_FIELDS), len(asked))
    yearless, yearly = asked[:first_yearly], asked[first_yearly:]
    named = {slot.field for slot in yearless}
    slots: list[Slot] = []
    for slot in yearless:
        slots.append(slot)
        if slot.field == "measure" and "description" not in named:
            slots.append(Slot("description", is_optional=True))
        if slot.field == "section":
            units = ("bureau", "section") if "bureau" in named else ("section",)
            slots.extend(Slot(field, is_optional=True) for field in units)
    first_status = next((i for i, slot in enumerate(yearly) if slot.field == "status"), 0)
    for i, slot in enumerate(yearly):
        slots.extend([Slot("description", is_optional=True)] * (i in (0, first_status)))
        slots.append(slot)
    return tuple(slots) if yearly else (*slots, Slot("description", is_optional=True))


def _asked(column: HeadingField, untold: Sequence[str]) -> Slot:
    if column.field in FIELDS and column.field not in untold and not column.is_beside:
        return Slot(column.field, column.fiscal_year, cell_no=column.cell_no)
    other = column.field
    return Slot(None, column.fiscal_year, other_field=other, cell_no=column.cell_no, is_beside=column.is_beside)


def field_distances(slots: Sequence[Slot]) -> list[int]:
    """Return for each column that the heading asks for how near the next one of its field is (none is: 0)."""
    asked = [slot.field for slot in slots if not slot.is_optional]
    places: dict[str | None, list[int]] = {}
    for position, field in enumerate(asked):
        places.setdefault(field, []).append(position)
    return [
        min((abs(position - other) for other in places[field] if other != position), default=0)
        for position, field in enumerate(asked)
    ]


def field_distance(slots: Sequence[Slot]) -> int:
    """Return the fewest columns between two of one field, as the heading asks for them (no such pair: 2)."""
    return min(filter(None, field_distances(slots)), default=2)


def distances_near(slots: Sequence[Slot], cells: int) -> list[int]:
    """Return for each of so many cells the fewest columns between two of one field, around where it stands."""
    distances = field_distances(slots)
    least = field_distance(slots)
    around = [distances[max(0, i - _MOST_SHIFT) : i + _MOST_SHIFT + 1] for i in range(cells)]
    return [min(filter(None, part), default=least) for part in around]
