"""Restatements: values of a year that a later edition prints differently than the edition before it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.contracts.names import YEARLY_FIELDS
from pipeline.facts.editions.current import AskedField, Place, Rows, measure_year
from pipeline.facts.tables import Row
from pipeline.values.text import is_dash, normalise

# Marks that differ from printing to printing where the words do not; marks between digits tell numbers apart.
_NOTATION = re.compile(
    r"(?<!\d)[、。・,.:;…「」『』()\[\]【】〈〉《》“”\"'~\s-]+|[、。・,.:;…「」『』()\[\]【】〈〉《》“”\"'~\s-]+(?!\d)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


class _Told(NamedTuple):
    """What an edition prints for a department; `key` is what must be equal for it to be the same value."""

    department_id: str
    text: str | None
    key: str


@dataclass(frozen=True)
class _Side:
    """What one edition of a pair tells of a place, by the section as it is called today."""

    place: AskedField
    told: Mapping[str | None, _Told]

    @property
    def keys(self) -> set[str]:
        """Return the values that the edition tells, of whatever section."""
        return {one.key for one in self.told.values()}


def restatements(facts: Rows, asked: Sequence[AskedField], present: Mapping[str, str]) -> Iterator[Row]:
    """Yield `core.fact_restatement` from `core.fact_progress`, ordered by its key, and `editions.asked_fields`.

    `present` leads from each department to its last successor: a renamed section is compared with itself.
    """
    of_document: dict[tuple[str, str, int], list[Row]] = {}
    for fact in facts:
        of_document.setdefault((fact["document_id"], *measure_year(fact)), []).append(fact)
    for pair in _pairs(asked):
        told = [[_told(fact, one.field) for fact in of_document.get(_source(one), ())] for one in pair]
        yield from _counted(_restated(*_sides(pair, told, present)))


# What was printed once is printed again in each edition.
@lru_cache(maxsize=20_000)
def value_key(text: str | None) -> str:
    """Return what two texts must share to be the same value: width, blanks and notation aside; blank for a dash."""
    if text is None or is_dash(text):
        return ""
    return _NOTATION.sub("", _THOUSANDS.sub("", normalise(text))).casefold()


def _pairs(asked: Sequence[AskedField]) -> Iterator[tuple[AskedField, AskedField]]:
    """Yield every place that two successive editions ask for and that was read in both: before, after."""
    earlier: dict[Place, AskedField] = {}
    for one in asked:
        if one.is_read and one.field in YEARLY_FIELDS and one.fiscal_year is not None:
            before = earlier.get(one.place)
            if before and before.document_id != one.document_id:
                yield before, one
            earlier[one.place] = one


def _source(one: AskedField) -> tuple[str, str, int]:
    return one.document_id, one.measure_id, one.fiscal_year or 0


def _told(fact: Row, name: str) -> _Told:
    text, pct = fact["achievement_as_printed" if name == "achievement" else f"{name}_text"], fact["achievement_pct"]
    key = f"{pct:g}%" if name == "achievement" and pct is not None else value_key(text)
    return _Told(fact["department_id"], text, key)


def _sides(
    pair: tuple[AskedField, AskedField], told: Sequence[Sequence[_Told]], present: Mapping[str, str]
) -> list[_Side]:
    """Return both sides of a pair. Where each edition names one section, it is the same responsibility whatever the
    name; of sections that have become one, the first tells."""
    is_single = all(len(side) == 1 for side in told)
    return [
        _Side(place, {None if is_single else present.get(one.department_id): one for one in reversed(side)})
        for place, side in zip(pair, told, strict=True)
    ]


def _restated(before: _Side, after: _Side) -> Iterator[Row]:
    """Yield what is told otherwise, a row per section. A text that has no counterpart but stands under another section
    of the other edition has moved: it is not restated."""
    for section, known in {**before.told, **after.told}.items():
        earlier, later = before.told.get(section), after.told.get(section)
        keys = earlier.key if earlier else "", later.key if later else ""
        is_elsewhere = (later is None and keys[0] in after.keys) or (earlier is None and keys[1] in before.keys)
        if keys[0] != keys[1] and not is_elsewhere:
            yield {
                "plan_id": after.place.plan_id,
                "measure_id": after.place.measure_id,
                "fiscal_year": after.place.fiscal_year,
                "department_id": known.department_id,
                "field": after.place.field,
                "kind": _kind(*keys),
                **_printed("before", before, earlier),
                **_printed("after", after, later),
                "keys": keys,
            }


def _printed(name: str, side: _Side, told: _Told | None) -> Row:
    return {
        f"{name}_document_id": side.place.document_id,
        f"{name}_line_no": side.place.line_no,
        f"{name}_text": told.text if told else None,
    }


def _kind(before: str, after: str) -> str:
    if before and after:
        return "changed"
    return "emptied" if before else "filled"


def _counted(rows: Iterator[Row]) -> Iterator[Row]:
    """Mark the first of the departments that share a restated cell."""
    seen: set[tuple[str, str]] = set()
    for row in sorted(rows, key=lambda row: row["department_id"]):
        keys = row.pop("keys")
        yield row | {"is_counted": keys not in seen}
        seen.add(keys)
