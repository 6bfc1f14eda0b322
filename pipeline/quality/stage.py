"""The fourth stage as a whole: everything read and interpreted in, findings and the ledger out."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pipeline.contracts.base import conform
from pipeline.contracts.quality import Statement
from pipeline.facts.documents import PlacedDocument
from pipeline.prose.statements import read_statements
from pipeline.quality.examination import examined, progress_table
from pipeline.quality.finding_frames import finding_frame
from pipeline.quality.gathering import gathered, rule_frame
from pipeline.quality.ledger import cell_ledger
from pipeline.quality.views.narratives import NARRATIVES, certain_texts
from pipeline.seeds.judgement import Judgement

STAGE_FINDINGS = ("stage.reading_finding", "stage.placement_finding", "stage.core_finding")


def build_quality(
    frames: Mapping[str, pd.DataFrame], placed: Sequence[PlacedDocument], judgement: Judgement
) -> dict[str, pd.DataFrame]:
    """Run every rule and gather all findings; account for every non-blank cell by what lineage shows.

    `frames`: the tables of schemas raw, staging and core, `quality.lineage`, and the findings of the stages, by name;
    `placed`: the documents that the core tables were made from.
    """
    table = progress_table(placed, frames, judgement.vocabulary)
    found = [*(frames[name] for name in STAGE_FINDINGS), finding_frame(examined(table))]
    texts = {text for row in table.rows for _, _, text in certain_texts(row, *NARRATIVES)}
    ledger = (frames["raw.line"], frames["raw.cell"], frames["staging.placed_cell"], frames["quality.lineage"])
    return {
        "quality.rule": rule_frame(),
        **gathered(found, table),
        "quality.cell_ledger": cell_ledger(*ledger),
        "stage.statement": statement_frame(sorted(texts)),
    }


def statement_frame(texts: Iterable[str]) -> pd.DataFrame:
    """Return what distinct texts say as rows of `stage.statement`."""
    rows = [
        {"text": text, "statement_no": number, **vars(statement)}
        for text in texts
        for number, statement in enumerate(read_statements(text), 1)
    ]
    return conform(Statement, rows)
