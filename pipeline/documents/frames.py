"""Documents as `raw.document`, and what all frames need: rows as plain values, hashes of texts."""

import hashlib
from collections.abc import Iterator, Sequence
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


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries of plain values, with None for what is missing."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*_columns(frame, *names), strict=True)]


def plain_values(column: "pd.Series[Any]") -> list[Any]:
    """Return the values of a column, with None for what is missing."""
    values, is_missing = column.tolist(), column.isna().to_numpy()
    if not is_missing.any():
        return values
    return [None if missing else value for value, missing in zip(values, is_missing.tolist(), strict=True)]


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


def _columns(frame: pd.DataFrame, *names: str) -> Iterator[list[Any]]:
    return (plain_values(frame[name]) for name in names)
