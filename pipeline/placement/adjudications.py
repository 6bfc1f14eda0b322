"""Adjudications (`seeds/adjudications.csv`): a reader's decisions about cells, applied over the placement.

Each carries a guard, the SHA-256 of its line. One whose guard no longer matches is not applied, and is returned as
stale, to be reported.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.placement.cells import PlacedCell

# Who decides about our reading; any other name is the section that answered.
MAINTAINER = "maintainer"


@dataclass(frozen=True)
class Adjudication:
    """A decision about one cell: its field and year, or (`text`) what it should read.

    Without a cell (`cell_no` None) it supplies the text of a field in which nothing is printed (`supplied.py`).
    """

    document_id: str
    line_no: int
    cell_no: int | None
    guard: str
    field: str
    fiscal_year: int | None
    text: str
    reason: str
    decided_by: str
    decided_on: str


def apply_adjudications(
    cells: Sequence[PlacedCell], adjudications: Sequence[Adjudication], line_hashes: Mapping[int, str]
) -> tuple[list[PlacedCell], list[Adjudication]]:
    """Return the cells of one document with its adjudications applied, and those that are stale.

    `line_hashes` gives the SHA-256 of every line. A later adjudication of a cell replaces an earlier one.
    """
    placed: dict[tuple[int, int | None], PlacedCell] = {(cell.line_no, cell.cell_no): cell for cell in cells}
    stale = []
    for decision in adjudications:
        place = (decision.line_no, decision.cell_no)
        if line_hashes.get(decision.line_no) != decision.guard or place not in placed:
            stale.append(decision)
        else:
            placed[place] = _decided(placed[place], decision)
    return list(placed.values()), stale


def _decided(cell: PlacedCell, decision: Adjudication) -> PlacedCell:
    """A reader's word is certain; that nobody can tell is a decision, too, and leaves the cell in doubt."""
    is_open = (decision.field or cell.field) == "quarantined"
    return cell._replace(
        field=decision.field or cell.field,
        fiscal_year=decision.fiscal_year if decision.field else cell.fiscal_year,
        text=decision.text or cell.text,
        method="adjudicated",
        posterior=cell.posterior if is_open else 1.0,
        is_uncertain=is_open,
        alternative_field=None,
        alternative_fiscal_year=None,
        alternative_posterior=None,
        decided_by=decision.decided_by,
        decided_on=decision.decided_on,
        decision_reason=decision.reason,
    )
