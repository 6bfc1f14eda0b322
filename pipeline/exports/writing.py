"""Write the exports of a release. The same content gives the same bytes."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from pipeline.contracts.tables import MARTS
from pipeline.exports.contents import exported_name, public_frames
from pipeline.exports.datapackage import NAME as PACKAGE
from pipeline.exports.datapackage import package_text
from pipeline.exports.spreadsheet import safe_cell
from pipeline.exports.workbook import NAME as WORKBOOK
from pipeline.exports.workbook import workbook_bytes
from pipeline.settings import ReleaseFolder
from pipeline.warehouse.connect import read_rows, warehouse_of


def write_exports(release: ReleaseFolder) -> list[Path]:
    """Write tables, workbook and data package from the database of a release; return the files."""
    folder = release.exports
    folder.mkdir(parents=True, exist_ok=True)
    with warehouse_of(release) as connection:
        frames = public_frames(connection)
        documents = read_rows(connection, "document_sources")
    paths = [path for contract, frame in frames.items() for path in _write(frame, folder, exported_name(contract))]
    marts = {contract: frame for contract, frame in frames.items() if contract in MARTS}
    (folder / WORKBOOK).write_bytes(workbook_bytes(marts, documents))
    (folder / PACKAGE).write_text(package_text(documents), "utf-8")
    return [*paths, folder / WORKBOOK, folder / PACKAGE]


def _write(frame: pd.DataFrame, folder: Path, name: str) -> Iterator[Path]:
    parquet, csv = (folder / f"{name}.{ending}" for ending in ("parquet", "csv"))
    frame.to_parquet(parquet, index=False)
    texts = frame.select_dtypes(["object", "str"])
    shown = frame.assign(**{str(column): texts[column].map(safe_cell, na_action="ignore") for column in texts})
    # Excel takes a CSV for UTF-8 only with a byte order mark.
    shown.to_csv(csv, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    yield from (parquet, csv)
