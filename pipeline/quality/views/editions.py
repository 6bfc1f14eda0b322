"""Which edition of a plan tells what is known now: what an older one alone says is superseded, and asked of nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property

import pandas as pd

from pipeline.contracts.base import plain_values, records
from pipeline.contracts.names import DATED_FIELDS

Place = tuple[str, str, int | None]


@dataclass(frozen=True)
class Restated:
    """A row of `core.fact_restatement`: what an edition printed before, and what a later one prints in its place."""

    measure_id: str
    fiscal_year: int
    department_id: str
    field: str
    kind: str
    before_document_id: str
    after_document_id: str
    before_text: str | None
    after_text: str | None
    is_counted: bool


_RESTATED = [column.name for column in fields(Restated)]


@dataclass(frozen=True)
class Editions:
    """The editions of every plan: `plans` names the plan of each document, oldest edition first; `current` the document
    that each place (measure, field, fiscal year) is known from; `listed` the newest document that lists a measure;
    `restated` what a later edition prints differently.
    """

    plans: Mapping[str, str] = field(default_factory=dict)
    current: Mapping[Place, str] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)
    restated: Sequence[Restated] = ()

    @classmethod
    def of(
        cls, documents: pd.DataFrame, current: pd.DataFrame, listings: pd.DataFrame, restatements: pd.DataFrame
    ) -> "Editions":
        """Return the editions from `raw.document`, `core.current_field`, `.measure_listing` and `.fact_restatement`."""
        ordered = documents.sort_values("edition_fiscal_year", kind="stable")
        plans = dict(zip(ordered["document_id"], ordered["plan_id"], strict=True))
        order = {name: number for number, name in enumerate(plans)}
        listed = listings.iloc[listings["document_id"].map(order).argsort(kind="stable")]
        places = zip(current["measure_id"], current["field"], plain_values(current["fiscal_year"]), strict=True)
        return cls(
            plans,
            dict(zip(places, current["document_id"], strict=True)),
            dict(zip(listed["measure_id"], listed["document_id"], strict=True)),
            [Restated(*row.values()) for row in records(restatements[_RESTATED])],
        )

    @cached_property
    def order(self) -> dict[str, int]:
        """Return the documents numbered, an older edition before a newer one."""
        return {name: number for number, name in enumerate(self.plans)}

    @cached_property
    def newest(self) -> dict[str, str]:
        """Return the newest document of each plan."""
        return {plan: document for document, plan in self.plans.items()}

    def is_superseded(
        self, document_id: str, measure_id: str | None, field_name: str | None, fiscal_year: int | None
    ) -> bool:
        """Say whether a newer edition tells what stands at a place of a document, so that nobody need be asked."""
        if self.newest.get(self.plans.get(document_id, ""), document_id) == document_id:
            return False
        if measure_id is None:
            return True
        names = [field_name] if field_name else DATED_FIELDS
        known = {self.current[place] for name in names if (place := (measure_id, name, fiscal_year)) in self.current}
        return document_id not in (known or {self.listed.get(measure_id, document_id)})
