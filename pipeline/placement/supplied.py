"""Values that no cell holds: what a section answered about a field in which nothing is printed.

They come from adjudications without a cell. `staging.placed_cell` holds what is printed, and nothing else; these stand
beside it, in `staging.supplied_value`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.placement.adjudications import Adjudication
from pipeline.placement.cells import ListingField, PlacedCell

Place = tuple[int, str, int | None]
# Why a decision is not applied, in Japanese and English; None: its line is not the one that was decided about.
Refusal = tuple[Adjudication, tuple[str, str] | None]

_IS_PRINTED = (
    "回答（{by}）のあった欄に原文の記載があるため、適用していません。seeds/adjudications.csv をご確認ください。",
    "The field answered by {by} holds a printed cell; the answer was not applied (see seeds/adjudications.csv).",
)
_IS_NOT_ASKED = (
    "回答（{by}）の欄は、この行の見出しにないため、適用していません。seeds/adjudications.csv をご確認ください。",
    "The line's heading does not ask for the field answered by {by}; the answer was not applied.",
)


@dataclass(frozen=True)
class SuppliedValue:
    """The text of a field and year of a measure line, by a reader's word. Where cells stand, it stands for one."""

    line_no: int
    field: str
    fiscal_year: int | None
    text: str
    reason: str
    decided_by: str
    decided_on: str

    @property
    def cell_no(self) -> None:
        """Return None: no cell holds the value."""
        return None

    @property
    def posterior(self) -> float:
        """Return 1: a reader's word is certain, as for an adjudicated cell."""
        return 1.0

    @property
    def is_uncertain(self) -> bool:
        """Return False, for the same reason."""
        return False


def supplied_values(
    adjudications: Iterable[Adjudication],
    line_hashes: Mapping[int, str],
    cells: Iterable[PlacedCell],
    asked: Sequence[ListingField],
) -> tuple[list[SuppliedValue], list[Refusal]]:
    """Return the values that adjudications without a cell supply to one document, and those that are not applied.

    `cells` are the placed cells, adjudications about cells applied: where one stands, nothing is supplied. `asked`
    are the fields that the headings ask for. A later adjudication replaces an earlier one.
    """
    printed: set[Place] = {(cell.line_no, cell.field, cell.fiscal_year) for cell in cells}
    places: set[Place] = {(state.line_no, state.field, state.fiscal_year) for state in asked}
    measure_lines = {state.line_no for state in asked}
    supplied: dict[Place, SuppliedValue] = {}
    refused: list[Refusal] = []
    for decision in adjudications:
        place = (decision.line_no, decision.field, decision.fiscal_year)
        by = f"{decision.decided_by}, {decision.decided_on}"
        is_asked = place in places or (decision.fiscal_year is None and decision.line_no in measure_lines)
        if line_hashes.get(decision.line_no) != decision.guard:
            refused.append((decision, None))
        elif place in printed:
            refused.append((decision, _told(_IS_PRINTED, by)))
        elif not is_asked:
            refused.append((decision, _told(_IS_NOT_ASKED, by)))
        else:
            supplied[place] = SuppliedValue(
                *place, decision.text, decision.reason, decision.decided_by, decision.decided_on
            )
    return list(supplied.values()), refused


def _told(sentences: tuple[str, str], by: str) -> tuple[str, str]:
    return sentences[0].format(by=by), sentences[1].format(by=by)
