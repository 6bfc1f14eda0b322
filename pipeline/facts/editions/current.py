"""What the editions of a plan say together: what is current, and from which edition.

An edition prints earlier years again. Of several that ask for the same field of the same year, the newest one tells
what is known now, unless its cell was lost in reading; what was published never disappears. Rows are plain records:
of one edition, all of them are current, and a pass over each table is all it costs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.facts.tables import Row

NARRATIVES = ("plan", "status", "evaluation", "direction")
_TEXTS = [f"{name}_text" for name in NARRATIVES]
_UNREAD = ("lost", "quarantined")
# What a row keeps of an edition that does not tell its achievement.
_UNRATED = {"achievement_pct": None, "achievement_as_printed": None, "attribution": "own", "department_count": 1}

Rows = Sequence[Row]
# A measure and fiscal year, and with it a field or a department; the plan is part of a measure's id.
MeasureYear = tuple[str, int]
Place = tuple[str, int | None, str]
Key = tuple[str, int, str]


class AskedField(NamedTuple):
    """A row of `staging.listing_field` with plan, edition and measure; `is_read`: no cell of it was lost."""

    plan_id: str
    document_id: str
    edition_fiscal_year: int
    line_no: int
    measure_id: str
    field: str
    fiscal_year: int | None
    state: str
    is_read: bool

    @property
    def place(self) -> Place:
        """Return what several editions may ask for."""
        return self.measure_id, self.fiscal_year, self.field


def plans(documents: Rows) -> Iterator[Row]:
    """Yield `core.dim_plan` from `raw.document`: names as in the newest edition."""
    editions: dict[str, list[Row]] = {}
    for document in sorted(documents, key=_edition):
        editions.setdefault(document["plan_id"], []).append(document)
    for told in editions.values():
        yield told[-1] | {
            "first_edition_fiscal_year": _edition(told[0]),
            "last_edition_fiscal_year": _edition(told[-1]),
            "edition_count": len(told),
            "last_document_id": told[-1]["document_id"],
        }


def asked_fields(documents: Rows, listings: Rows, states: Rows) -> list[AskedField]:
    """Return `staging.listing_field` with plan, edition and measure, oldest edition first."""
    editions = {row["document_id"]: row for row in documents}
    measures = {(row["document_id"], row["line_no"]): row["measure_id"] for row in listings}
    asked = []
    for row in states:
        document_id, line_no, state = row["document_id"], row["line_no"], row["state"]
        if measure_id := measures.get((document_id, line_no)):
            edition, what = editions[document_id], (row["field"], row["fiscal_year"], state)
            place = (edition["plan_id"], document_id, _edition(edition), line_no, measure_id)
            asked.append(AskedField(*place, *what, state not in _UNREAD))
    return sorted(asked, key=lambda one: one.edition_fiscal_year)


def current_fields(asked: Sequence[AskedField]) -> dict[Place, AskedField]:
    """Return `core.current_field` from `asked_fields`: the newest edition that asks, if possible one that was read."""
    ordered = [*(one for one in asked if not one.is_read), *(one for one in asked if one.is_read)]
    return {one.place: one for one in ordered}


def with_current(facts: Rows, current: Mapping[Place, AskedField], documents: Rows) -> list[Row]:
    """Return `core.fact_progress` with `is_current`: rows of the edition of the achievement, else of the newest one."""
    years = {row["document_id"]: _edition(row) for row in documents}
    newest = {measure_year(fact): fact["document_id"] for fact in sorted(facts, key=lambda f: years[f["document_id"]])}
    bases = newest | {place[:2]: one.document_id for place, one in current.items() if one.field == "achievement"}
    return [fact | {"is_current": bases[measure_year(fact)] == fact["document_id"]} for fact in facts]


def current_indicators(indicators: Rows, documents: Rows) -> list[Row]:
    """Return `core.fact_indicator` with `is_current`: of the newest edition that tells of the measure's indicators."""
    years = {row["document_id"]: _edition(row) for row in documents}
    newest: dict[str, int] = {}
    for row in indicators:
        newest[row["measure_id"]] = max(years[row["document_id"]], newest.get(row["measure_id"], 0))
    return [row | {"is_current": years[row["document_id"]] == newest[row["measure_id"]]} for row in indicators]


def present_departments(departments: Rows) -> dict[str, str]:
    """Return, for each department, the last one that its successors lead to: equal ones are one section over time."""
    following = {row["department_id"]: row["successor_department_id"] for row in departments}
    return {name: _last(name, following) for name in following}


def current_progress(
    facts: Rows, current: Mapping[Place, AskedField], bridge: Rows, present: Mapping[str, str]
) -> list[Row]:
    """Return `core.current_progress` from `core.fact_progress` (with `is_current`), `current_fields` and
    `core.bridge_measure_department`; `present` leads from each department to its last successor.
    """
    bridged = {(row["document_id"], *key_of(row)): row for row in bridge}
    told = [bridged.get((fact["document_id"], *key_of(fact)), {}) | fact for fact in facts]
    rows = {key_of(fact): fact | dict.fromkeys(_TEXTS) for fact in told if fact["is_current"]}
    homes = _Homes(rows.values(), present)
    for name in NARRATIVES:
        own = [fact for fact in told if fact[f"{name}_text"] is not None and _is_told_by(fact, current, name)]
        for key, texts in _by_home(own, homes).items():
            # A department that only the text names gets a row that is not counted.
            row = rows.setdefault(key, texts[0] | dict.fromkeys(_TEXTS) | _unrated(texts[0]))
            row |= _with_text(row, f"{name}_text", texts)
    return [row | _documents(row, current) for row in rows.values()]


class _Homes:
    """The departments under which the texts of a measure and year stand: those of the rows of its achievement."""

    def __init__(self, rows: Iterable[Row], present: Mapping[str, str]) -> None:
        self._present = present
        self._keys = {key_of(row) for row in rows}
        # Of two sections that lead to the same one, neither can be named for the other.
        alone = Counter(self._today(key) for key in self._keys)
        self._homes = {today: key for key in self._keys if alone[today := self._today(key)] == 1}

    def of(self, key: Key) -> Key:
        """Return the key of the row in which a department's text stands."""
        return key if key in self._keys else self._homes.get(self._today(key), key)

    def _today(self, key: Key) -> tuple[str, int, str | None]:
        return key[0], key[1], self._present.get(key[2])


def measure_year(row: Row) -> MeasureYear:
    """Return the measure and fiscal year of a row."""
    return row["measure_id"], row["fiscal_year"]


def key_of(row: Row) -> Key:
    """Return measure, fiscal year and department of a row."""
    return row["measure_id"], row["fiscal_year"], row["department_id"]


def _edition(document: Row) -> int:
    return int(document["edition_fiscal_year"])


def _last(name: str, following: Mapping[str, str | None]) -> str:
    seen = {name}
    while (later := following.get(name)) and later not in seen:
        seen.add(later)
        name = later
    return name


def _is_told_by(fact: Row, current: Mapping[Place, AskedField], name: str) -> bool:
    one = current.get((*measure_year(fact), name))
    return one is not None and one.document_id == fact["document_id"]


def _by_home(facts: Iterable[Row], homes: _Homes) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = {}
    for fact in facts:
        found.setdefault(homes.of(key_of(fact)), []).append(fact)
    return found


def _with_text(row: Row, column: str, texts: Rows) -> Row:
    """Return what a row gets with a text; different ones of sections that have become one stand one below the other."""
    posteriors = [one["min_posterior"] for one in (row, texts[0]) if one["min_posterior"] is not None]
    return {
        column: "\n".join(dict.fromkeys(fact[column] for fact in texts)),
        "min_posterior": min(posteriors, default=None),
        "has_uncertain_cell": row["has_uncertain_cell"] or texts[0]["has_uncertain_cell"],
    }


def _unrated(fact: Row) -> Row:
    """Return what a row of another edition than that of the achievement says instead of its achievement."""
    kind = "not_due" if fact["achievement_kind"] == "not_due" else "missing"
    return {"achievement_kind": kind, **_UNRATED, "is_counted": False}


def _documents(row: Row, current: Mapping[Place, AskedField]) -> dict[str, Any]:
    asked = {name: current.get((*measure_year(row), name)) for name in (*NARRATIVES, "achievement")}
    return {f"{name}_document_id": one.document_id if one else None for name, one in asked.items()}
