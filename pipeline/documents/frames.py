"""Documents as `raw.document`, and the hash of a text."""

import hashlib
from collections.abc import Sequence
from typing import Any

import pandas as pd

from pipeline.contracts.base import conform
from pipeline.contracts.raw import Document
from pipeline.documents.reading import DocumentText


def document_frame(texts: Sequence[DocumentText]) -> pd.DataFrame:
    """Return the documents as `raw.document`."""
    return conform(Document, [_document_row(text) for text in texts])


def text_hash(text: str) -> str:
    """Return the SHA-256 of a line's text in UTF-8: the guard of adjudications."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _document_row(text: DocumentText) -> dict[str, Any]:
    entry = text.entry
    return {
        "document_id": entry.document_id,
        "plan_id": entry.plan_id,
        "municipality_code": entry.municipality_code,
        "municipality_name": entry.municipality_name,
        "plan_code": entry.plan_code,
        "plan_name": entry.plan_name,
        "edition_fiscal_year": entry.edition_fiscal_year,
        "source_path": entry.path,
        "sha256": text.sha256,
        "format": text.grid.format,
        "sheet": text.grid.sheet,
        "encoding": text.grid.encoding,
        "newline": text.grid.newline,
        "line_count": len(text.grid.rows),
        **{name: getattr(entry, name) or None for name in ("source_url", "retrieved_on", "licence", "note")},
    }
