"""One sitting: what awaits, what was skipped and decided, and the way back. It knows nothing of pages and requests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.review.candidates import CellKey, posteriors
from pipeline.review.cells import place_choices
from pipeline.review.decisions import Decision, is_decided
from pipeline.review.findings import text_choices
from pipeline.review.gathering import Queue, gather
from pipeline.review.items import KINDS, Item, Kind, Place
from pipeline.review.record import ConflictError, Written, read_seeds, take_back, write
from pipeline.review.surroundings import Surroundings, listed_at, read_surroundings
from pipeline.settings import Settings
from pipeline.values.fiscal_years import fiscal_year_label
from pipeline.warehouse.connect import current_release, published_warehouse

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Shown:
    """An item with everything that is shown beside it; `number` of `count` that await, in this order."""

    item: Item
    surroundings: Surroundings
    number: int
    count: int
    previous_key: str
    next_key: str


@dataclass
class Session:
    """A sitting over one seeds folder and one output folder; `today` gives the date of decisions, 2026-04-01."""

    settings: Settings
    today: Callable[[], str]
    document_id: str | None = None
    decided_by: str = ""
    reasons: dict[Kind, str] = field(default_factory=dict)
    written: list[Written] = field(default_factory=list)
    _skipped: dict[str, None] = field(default_factory=dict)
    _queue: Queue = field(default_factory=Queue)
    _release: Path | None = None
    _posteriors: dict[str, Mapping[CellKey, Mapping[Place, float]]] = field(default_factory=dict)

    def awaiting(self, kind: Kind | None = None) -> list[Item]:
        """Return what awaits a decision (of one kind), what was skipped last; read anew from the seeds.

        Raises InputError if nothing is published, or a file of the seeds cannot be read.
        """
        self._gather_anew()
        return self._awaiting(kind)

    def editions(self) -> dict[str, str]:
        """Return the name of each document's edition, 令和5年度版."""
        documents = self._queue.documents.items()
        return {name: f"{fiscal_year_label(row['edition_fiscal_year'])}版" for name, row in documents}

    def counts(self) -> dict[Kind, int]:
        """Return how many items of each kind await a decision."""
        items = self.awaiting()
        return {kind: sum(item.kind == kind for item in items) for kind in KINDS}

    def shown(self, key: str = "", kind: Kind | None = None) -> Shown | None:
        """Return the item of a key, else the first one that awaits; None if none does. Nothing is decided by it."""
        items = self.awaiting(kind)
        if not items:
            return None
        with published_warehouse(self.settings) as connection:
            keys = [item.key for item in items]
            index = keys.index(key) if key in keys else 0
            item = self._with_choices(connection, items[index])
            around = (keys[index - 1] if index else "", keys[index + 1] if index + 1 < len(keys) else "")
            return Shown(item, read_surroundings(connection, item), index + 1, len(keys), *around)

    def decide(self, key: str, choice: str, text: str, reason: str, decided_by: str) -> Written:
        """Write the decision about an item. Raises InputError, with nothing written, if that cannot be."""
        self.decided_by = decided_by.strip() or self.decided_by
        self._gather_anew()
        item = self._queue.items.get(key)
        if item is None:
            raise ConflictError(
                "その後の refresh により、この項目は判断の対象ではなくなりました。記録していません。",
                "The item no longer awaits a decision since the last refresh; nothing was recorded.",
            )
        self.reasons[item.kind] = reason.strip() or self.reasons.get(item.kind, "")
        decision = Decision(choice, text, reason, decided_by, self.today())
        written = write(self.settings.seeds, self._queue.documents.get(item.document_id), item, decision)
        self.written.append(written)
        self._skipped.pop(key, None)
        return written

    def undo(self) -> Written | None:
        """Take the last decision of the sitting back; None: there is none. Raises ConflictError if it has changed."""
        if not self.written:
            return None
        last = self.written[-1]
        take_back(self.settings.seeds, last)
        return self.written.pop()

    def skip(self, key: str) -> None:
        """Put an item behind all others of the sitting. Nothing is written."""
        self._skipped.pop(key, None)
        self._skipped[key] = None

    def _gather_anew(self) -> None:
        """Gather what awaits if another release is published than before; to open one takes longer than a decision."""
        release = current_release(self.settings).path
        if release == self._release:
            return
        with published_warehouse(self.settings) as connection:
            self._queue, self._posteriors = gather(connection, self.document_id), {}
        self._release = release

    def _awaiting(self, kind: Kind | None) -> list[Item]:
        seeds = read_seeds(self.settings.seeds)
        found = [item for item in self._queue.items.values() if kind in (None, item.kind)]
        skipped = list(self._skipped)
        open_items = [item for item in found if not is_decided(item, seeds)]
        return sorted(open_items, key=lambda item: skipped.index(item.key) if item.key in self._skipped else -1)

    def _with_choices(self, connection: "duckdb.DuckDBPyConnection", item: Item) -> Item:
        """Return an item with the choices that take longer to find than those of the whole queue may."""
        if item.kind == "value":
            return replace(item, choices=text_choices(item, listed_at(connection, item)))
        if item.kind != "cell":
            return item
        if item.document_id not in self._posteriors:
            self._posteriors[item.document_id] = posteriors(connection, item.document_id)
        of_cell = self._posteriors[item.document_id].get((item.line_no, item.cell_no or 0), {})
        return replace(item, choices=place_choices(self._queue.doubts[item.key], of_cell))
