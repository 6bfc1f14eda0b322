"""The tables of one plan, from its documents to its findings: the four stages, each checked before the next begins."""

import pandas as pd

from pipeline.contracts.base import table_name
from pipeline.contracts.checking import failing_rows
from pipeline.contracts.tables import STAGED
from pipeline.facts.stage import build_core, placed_documents
from pipeline.intake.stage import read_documents
from pipeline.placement.stage import place_all
from pipeline.plans.memory import uncollected
from pipeline.plans.plan import Plan
from pipeline.quality.stage import build_quality

Frames = dict[str, pd.DataFrame]
_CONTRACTS = {table_name(contract): contract for contract in STAGED}


class BrokenTablesError(Exception):
    """Tables of a stage that break their contracts: `failing` has, by table, what breaks it, row by row."""

    def __init__(self, failing: Frames) -> None:
        super().__init__(", ".join(failing))
        self.failing = failing


@uncollected()
def plan_tables(plan: Plan) -> Frames:
    """Return every table of `contracts.tables.STAGED`, and the findings on their way, by name.

    Raises BrokenTablesError after the first stage whose tables break a contract.
    """
    judgement = plan.judgement
    frames = _checked(read_documents(plan.entries, plan.seeds, judgement.headings))
    documents = frames["raw.document"]
    lined = (frames["raw.line"], frames["raw.cell"], frames["staging.heading_field"])
    frames |= _checked(place_all(*lined, judgement.adjudications))
    placed = placed_documents(documents, *lined, frames["staging.placed_cell"], frames["staging.supplied_value"])
    frames |= _checked(build_core(documents, placed, frames["staging.listing_field"], judgement))
    return frames | _checked(build_quality(frames, placed, judgement))


def _checked(frames: Frames) -> Frames:
    failing = {
        name: rows
        for name in frames
        if name in _CONTRACTS and len(rows := failing_rows(_CONTRACTS[name], frames[name]))
    }
    if failing:
        raise BrokenTablesError(failing)
    return frames
