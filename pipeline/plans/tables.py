"""The tables of one plan, from its documents to its findings: the four stages one after the other."""

from collections.abc import Callable

import pandas as pd

from pipeline.documents.stage import read_documents
from pipeline.facts.stage import build_core
from pipeline.placement.stage import place_all
from pipeline.plans.plan import Plan
from pipeline.quality.stage import build_quality

Tell = Callable[[str], None]
Frames = dict[str, pd.DataFrame]


def plan_tables(plan: Plan, tell: Tell = lambda _: None) -> Frames:
    """Return every table of `contracts.tables.STAGED`, and the findings on their way, by name.

    `tell` is called with the name of each stage as it begins.
    """
    judgement = plan.judgement
    tell("raw")
    frames = read_documents(plan.entries, plan.seeds, judgement.headings)
    documents = frames["raw.document"]
    lined = (frames["raw.line"], frames["raw.cell"], frames["staging.heading_field"])
    tell("placed")
    frames |= place_all(*lined, judgement.adjudications)
    placed = (frames["staging.placed_cell"], frames["staging.listing_field"])
    tell("core")
    frames |= build_core(documents, *lined, *placed, judgement, frames["staging.supplied_value"])
    tell("quality")
    return frames | build_quality(frames, judgement)
