"""The fourth stage as a whole: everything read and interpreted in, findings and the ledger out."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

import pandas as pd

from pipeline.contracts.base import conform
from pipeline.contracts.quality import Statement
from pipeline.facts.stage import placed_documents
from pipeline.prose.statements import read_statements
from pipeline.quality.examination import examined, progress_table
from pipeline.quality.finding_frames import finding_frame
from pipeline.quality.gathering import gathered, rule_frame
from pipeline.quality.ledger import cell_ledger
from pipeline.quality.views.narratives import NARRATIVES, certain_texts
from pipeline.seeds.judgement import Judgement

STAGE_FINDINGS = ("stage.reading_finding", "stage.placement_finding", "stage.core_finding")


def build_quality(frames: Mapping[str, pd.DataFrame], judgement: Judgement) -> dict[str, pd.DataFrame]:
    """Run every rule and gather all findings; account for every non-blank cell by what lineage shows.

    `frames`: the tables of schemas raw, staging and core, `quality.lineage`, and the findings of the stages, by name.
    """
    raw = (frames["raw.line"], frames["raw.cell"], frames["staging.heading_field"])
    staged = (frames["staging.placed_cell"], frames["staging.supplied_value"])
    documents = placed_documents(frames["raw.document"], *raw, *staged)
    table = progress_table(documents, frames, judgement.vocabulary)
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
        {"text": text, "statement_no": number, **asdict(statement)}
        for text in texts
        for number, statement in enumerate(read_statements(text), 1)
    ]
    return conform(Statement, rows)
