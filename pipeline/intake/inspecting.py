"""A file that nobody has registered: how it would be read, and a seeds folder to begin with."""

import csv
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.columns.inspection import Inspection, inspected
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet
from pipeline.documents.reading import DocumentText
from pipeline.errors import InputError
from pipeline.intake.candidates import read_candidate
from pipeline.seeds.register import COLUMNS, OPTIONAL, PLACEHOLDERS, REGISTER_NAME
from pipeline.seeds.writing import HEADING_COLUMNS, HEADINGS, SCALE_COLUMNS, SCALES
from pipeline.values.fiscal_years import FISCAL_YEARS


@dataclass(frozen=True)
class Seen:
    """A file with its text and table, and how it would be read."""

    path: Path
    text: DocumentText
    inspection: Inspection
    register_row: dict[str, str]


def inspect_file(path: Path, seeds: Path, headings: dict[str, str], edition: str = "") -> Seen:
    """Read a file as if it were registered in `seeds`, whose headings it may use.

    Raises DocumentError for what is no table, InputError for a file that is missing.
    """
    if not path.is_file():
        raise InputError(
            f"{path}: ファイルがありません。パスを確認してください。", f"{path}: there is no such file; check its path."
        )
    candidate = read_candidate(path, {"edition_fiscal_year": edition}, [], seeds, headings)
    told = {name: value.text for name, value in candidate.values.items()}
    year = told.get("edition_fiscal_year", "")
    known = int(year) if year.isdecimal() and int(year) in FISCAL_YEARS else None
    sheet = read_sheet(candidate.text.grid.rows, KnownHeadings(headings), candidate.text.grid.spans, known)
    row = PLACEHOLDERS | {"plan_code": "plan"} | {"edition_fiscal_year": year or "2024"} | told
    return Seen(path, candidate.text, inspected(sheet), row)


def write_seeds(seen: Seen, folder: Path) -> list[Path]:
    """Write a seeds folder with the file, its register row, and rows to correct for headings and scales.

    Returns the files that were written. Raises InputError if there is a register already.
    """
    if (folder / REGISTER_NAME).exists():
        raise InputError(
            f"{folder / REGISTER_NAME} がすでにあります。別のフォルダを指定してください。",
            f"{folder / REGISTER_NAME} exists already; name another folder.",
        )
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(seen.path, folder / "documents" / seen.path.name)
    sheet = seen.text.grid.sheet or ""
    row = seen.register_row | {"path": f"documents/{seen.path.name}", "sha256": seen.text.sha256, "sheet": sheet}
    return [
        _write(folder / REGISTER_NAME, (*COLUMNS, *OPTIONAL), [row]),
        _write(folder / HEADINGS, HEADING_COLUMNS, _heading_rows(seen.inspection)),
        _write(folder / SCALES, SCALE_COLUMNS, _scale_rows(seen)),
    ]


def _heading_rows(inspection: Inspection) -> list[dict[str, str]]:
    """Return the headings that are in doubt or fit no field, as they would be read: the rest needs no row."""
    open_columns = [seen.column for seen in inspection.columns if seen.column.text]
    return [
        {"heading": column.text, "field": column.field, "note": f"確度 {column.posterior:.2f}"}
        for column in {column.text: column for column in open_columns}.values()
        if column.is_uncertain or column.field == "attribute"
    ]


def _scale_rows(seen: Seen) -> list[dict[str, object]]:
    place = {name: seen.register_row[name] for name in ("municipality_code", "plan_code")}
    return [
        {**place, "heading": heading, **vars(mark), "note": scale.source}
        for heading, scale in seen.inspection.scales.items()
        for mark in scale.marks.values()
    ]


def _write(path: Path, columns: Sequence[str], rows: Sequence[dict[str, object]] | Sequence[dict[str, str]]) -> Path:
    # A spreadsheet takes a CSV for UTF-8 by its mark alone.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
