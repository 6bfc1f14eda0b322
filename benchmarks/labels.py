"""The hand-labelled cells of the Kiyose document, with the document read as the pipeline reads it."""

from functools import cache
from pathlib import Path

import pandas as pd

from pipeline.columns.known import KnownHeadings
from pipeline.documents.reading import read_document
from pipeline.intake.frames import LinedDocument, with_lines
from pipeline.seeds.judgement import read_judgement
from pipeline.seeds.register import read_register

ROOT = Path(__file__).parents[1]
LABELS = ROOT / "tests" / "data" / "kiyose_2023_labels.csv"
SEEDS = ROOT / "seeds"
DOCUMENT_ID = "132217_jisatsu_2023"


@cache
def kiyose() -> LinedDocument:
    """Return the document."""
    entry = next(entry for entry in read_register(SEEDS) if entry.document_id == DOCUMENT_ID)
    return with_lines(read_document(entry, SEEDS), KnownHeadings(read_judgement(SEEDS).headings))


def labelled_cells() -> pd.DataFrame:
    """Return the cells that a reader could decide: line_no, cell_no, field, fiscal_year, block_no, text."""
    labels = pd.read_csv(LABELS, dtype={"fiscal_year": "Int64"})
    labels = labels[labels["is_decidable"] == 1].drop(columns="is_decidable")
    lines = {line.line_no: line for line in kiyose().lines}
    labels["text"] = [lines[n].cells[c - 1] for n, c in zip(labels["line_no"], labels["cell_no"], strict=True)]
    # Policy lines lie between blocks.
    labels["block_no"] = [lines[n].block_no or 0 for n in labels["line_no"]]
    return labels.reset_index(drop=True)
