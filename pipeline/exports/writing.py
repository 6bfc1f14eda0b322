"""Write the exports of a release. The same content gives the same bytes."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.contracts.base import Contract
from pipeline.contracts.tables import MARTS
from pipeline.exports.contents import EXPORTED, exported_name, public_parts
from pipeline.exports.datapackage import NAME as PACKAGE
from pipeline.exports.datapackage import package_text
from pipeline.exports.spreadsheet import safe_cell
from pipeline.exports.workbook import MOST_ROWS, Sheet, workbook_bytes
from pipeline.exports.workbook import NAME as WORKBOOK
from pipeline.plans.workers import done_at_once
from pipeline.settings import ReleaseFolder
from pipeline.warehouse.connect import read_rows, warehouse_of

# Of fewer documents, tables are written sooner than another process would have started.
_FEWEST_DOCUMENTS = 8


def write_exports(release: ReleaseFolder, workers: int = 1) -> list[Path]:
    """Write tables, several of many plans at once, workbook and data package of a release; return the files."""
    release.exports.mkdir(parents=True, exist_ok=True)
    # Held open while tables are read one by one: DuckDB then opens the file once.
    with warehouse_of(release) as connection:
        documents = read_rows(connection, "document_sources")
        is_large = len(documents) >= _FEWEST_DOCUMENTS
        written = dict(done_at_once(partial(_write, release), EXPORTED, workers if is_large else 1))
    book, package = release.exports / WORKBOOK, release.exports / PACKAGE
    book.write_bytes(workbook_bytes({contract: written[contract] for contract in MARTS}, documents))
    package.write_text(package_text(documents), "utf-8")
    return [*(path for contract in EXPORTED for path in _files(release.exports, contract)), book, package]


def _files(folder: Path, contract: type[Contract]) -> list[Path]:
    return [folder / f"{exported_name(contract)}.{ending}" for ending in ("parquet", "csv")]


def _write(release: ReleaseFolder, contract: type[Contract]) -> Sheet:
    """Write a table part by part; return it as a sheet of the workbook, which only marts have."""
    parquet, csv = _files(release.exports, contract)
    with ExitStack() as stack:
        # Excel takes a CSV for UTF-8 only with a byte order mark.
        told = stack.enter_context(csv.open("w", encoding="utf-8-sig", newline=""))
        sheet = Sheet.empty()
        for number, part in enumerate(public_parts(release, contract)):
            table = pa.Table.from_pandas(part, preserve_index=False)
            if number == 0:
                written = stack.enter_context(pq.ParquetWriter(parquet, table.schema, compression="snappy"))
            written.write_table(table)
            _shown(part).to_csv(told, index=False, header=number == 0, lineterminator="\r\n")
            sheet = sheet.with_rows(part, MOST_ROWS if contract in MARTS else 0)
    return sheet


def _shown(part: pd.DataFrame) -> pd.DataFrame:
    texts = part.select_dtypes(["object", "str"])
    return part.assign(**{str(column): _safe(texts[column]) for column in texts})


def _safe(texts: pd.Series) -> pd.Series:
    """Return texts as safe cells; few are changed, and most stand in many rows."""
    marked = {text: safe for text in texts.dropna().unique() if (safe := safe_cell(text)) != text}
    return texts.mask(texts.isin(list(marked)), texts.map(marked)) if marked else texts
