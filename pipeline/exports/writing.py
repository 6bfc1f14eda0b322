"""Write the exports of a release. The same content gives the same bytes."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.contracts.base import Contract
from pipeline.contracts.tables import MARTS
from pipeline.exports.contents import exported_name, public_tables
from pipeline.exports.datapackage import NAME as PACKAGE
from pipeline.exports.datapackage import package_text
from pipeline.exports.spreadsheet import safe_cell
from pipeline.exports.workbook import MOST_ROWS, Sheet, workbook_bytes
from pipeline.exports.workbook import NAME as WORKBOOK
from pipeline.settings import ReleaseFolder
from pipeline.warehouse.connect import read_rows, warehouse_of


def write_exports(release: ReleaseFolder) -> list[Path]:
    """Write tables, workbook and data package from the database of a release; return the files."""
    folder = release.exports
    folder.mkdir(parents=True, exist_ok=True)
    paths, sheets = [folder / WORKBOOK, folder / PACKAGE], {}
    with warehouse_of(release) as connection:
        documents = read_rows(connection, "document_sources")
        for contract, parts in public_tables(connection):
            sheet = _write(parts, table := _files(folder, contract))
            paths += table
            if contract in MARTS:
                sheets[contract] = sheet
    (folder / WORKBOOK).write_bytes(workbook_bytes(sheets, documents))
    (folder / PACKAGE).write_text(package_text(documents), "utf-8")
    return paths


def _files(folder: Path, contract: type[Contract]) -> list[Path]:
    return [folder / f"{exported_name(contract)}.{ending}" for ending in ("parquet", "csv")]


def _write(parts: Iterable[pd.DataFrame], files: list[Path]) -> Sheet:
    """Write a table part by part; return it as a sheet of the workbook."""
    parquet, csv = files
    with ExitStack() as stack:
        # Excel takes a CSV for UTF-8 only with a byte order mark.
        told = stack.enter_context(csv.open("w", encoding="utf-8-sig", newline=""))
        sheet = Sheet.empty()
        for number, part in enumerate(parts):
            table = pa.Table.from_pandas(part, preserve_index=False)
            if number == 0:
                written = stack.enter_context(pq.ParquetWriter(parquet, table.schema, compression="snappy"))
            written.write_table(table)
            _shown(part).to_csv(told, index=False, header=number == 0, lineterminator="\r\n")
            sheet = sheet.with_rows(part, MOST_ROWS)
    return sheet


def _shown(part: pd.DataFrame) -> pd.DataFrame:
    texts = part.select_dtypes(["object", "str"])
    return part.assign(**{str(column): _safe(texts[column]) for column in texts})


def _safe(texts: pd.Series) -> pd.Series:
    """Return texts as safe cells; few are changed, and most stand in many rows."""
    marked = {text: safe for text in texts.dropna().unique() if (safe := safe_cell(text)) != text}
    return texts.mask(texts.isin(list(marked)), texts.map(marked)) if marked else texts
