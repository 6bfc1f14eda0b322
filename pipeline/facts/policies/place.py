"""Where in its plan a measure stands."""

import hashlib
from dataclasses import dataclass

from pipeline.facts.documents import Origin, PlacedDocument
from pipeline.values.policies import Item
from pipeline.values.text import comparison_key


@dataclass(frozen=True)
class Place:
    """The policy and item in force (None: unknown), with the cells that say so."""

    kind: str | None = None
    number: int | None = None
    title: str | None = None
    item: Item | None = None
    title_cell: Origin | None = None
    item_cell: Origin | None = None
    is_numbered: bool = True

    def policy_id(self, document: PlacedDocument) -> str | None:
        """Return the id of the item, or of the policy where the item is unknown."""
        base = self.parent_id(document)
        if base is None or self.item is None:
            return base
        return f"{base}_{self.item.item_no or _short(self.item.name)}"

    def parent_id(self, document: PlacedDocument) -> str | None:
        """Return the id of the policy: by its number within its kind, or by its name where the plan gives none."""
        if self.kind is None or (self.number is None and self.title is None):
            return None
        name = self.number if self.is_numbered else _short(self.title or "")
        return f"{document.municipality_code}_{document.plan_code}_{self.kind}_{name}"


def _short(name: str) -> str:
    """Return what stands for a name in an id: the same in every edition, wherever it is listed."""
    return hashlib.sha256(comparison_key(name).encode()).hexdigest()[:8]
