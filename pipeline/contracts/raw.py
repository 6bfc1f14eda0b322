"""Schema `raw`: what was read, faithful; nothing dropped, nothing mended."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.contracts import fields, names
from pipeline.contracts.base import Contract


class Document(Contract):
    """Grain: one published table that was accepted. Documents that could not be read are findings."""

    document_id: Series[str] = fields.document_id()
    plan_id: Series[str] = fields.plan_id()
    municipality_code: Series[str] = fields.municipality_code()
    municipality_name: Series[str] = pa.Field(title="団体名", description="Name of the municipality")
    plan_code: Series[str] = pa.Field(description="Short name of the plan, as in the register")
    plan_name: Series[str] = pa.Field(title="計画名", description="Name of the plan")
    edition_fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(description="Fiscal year it was published for")
    format: Series[str] = pa.Field(isin=["tsv", "csv", "xlsx"], description="Format of the file, told by its contents")
    sheet: Series[str] = pa.Field(nullable=True, description="Sheet of the workbook that was read; NULL: a text")
    source_path: Series[str] = pa.Field(description="File, relative to the register")
    sha256: Series[str] = pa.Field(str_matches=r"^[0-9a-f]{64}$", description="SHA-256 of the file's bytes")
    encoding: Series[str] = pa.Field(
        isin=["utf-8", "utf-8-sig", "cp932", "utf-16"],
        nullable=True,
        description="Character encoding that was recognised; NULL: a workbook",
    )
    newline: Series[str] = pa.Field(
        isin=["lf", "crlf", "cr", "mixed", "none"], nullable=True, description="Line ends in the file; NULL: a workbook"
    )
    line_count: Series[pd.Int64Dtype] = pa.Field(
        ge=1, description="Lines: physical ones of a TSV, records of a CSV, rows of a sheet"
    )
    source_url: Series[str] = pa.Field(nullable=True, description="Where the table was published")
    retrieved_on: Series[str] = pa.Field(nullable=True, description="Date on which it was fetched")
    licence: Series[str] = pa.Field(nullable=True, description="Licence under which it was published")
    note: Series[str] = pa.Field(nullable=True, description="Remark of the register")

    class Config(Contract.Config):
        """Table."""

        name = "raw.document"
        unique = ["document_id"]


class Line(Contract):
    """Grain: one line of an accepted document (of a CSV a record, of a sheet a row), blank ones included."""

    document_id: Series[str] = fields.document_id()
    line_no: Series[pd.Int64Dtype] = fields.line_no()
    kind: Series[str] = pa.Field(isin=names.LINE_KINDS, description="What the line is, found by its content")
    block_no: Series[pd.Int64Dtype] = pa.Field(
        nullable=True,
        description="Run of measure lines of one width under one heading or title, counted from 1",
    )
    heading_line_no: Series[pd.Int64Dtype] = pa.Field(
        nullable=True, description="Line of the heading in force; a heading holds until the next one"
    )
    cell_count: Series[pd.Int64Dtype] = pa.Field(ge=1, description="Cells, blank ones included")
    sha256: Series[str] = pa.Field(description="SHA-256 of the line's text in UTF-8; guard of adjudications")

    class Config(Contract.Config):
        """Table."""

        name = "raw.line"
        unique = ["document_id", "line_no"]


class Cell(Contract):
    """Grain: one cell, blank ones included, with the text that a reader sees. Joined with tabs, the cells of a TSV give
    back their line. What a merged cell covers is blank; the cell it begins with says how far it reaches."""

    document_id: Series[str] = fields.document_id()
    line_no: Series[pd.Int64Dtype] = fields.line_no()
    cell_no: Series[pd.Int64Dtype] = fields.cell_no()
    text: Series[str] = pa.Field(description="The text as printed; empty for a blank cell")
    cell_ref: Series[str] = pa.Field(
        nullable=True, description="Its place in the workbook, 進捗管理表!C12; NULL: a text"
    )
    column_span: Series[pd.Int64Dtype] = pa.Field(ge=1, description="Columns that the cell covers; 1: it is not merged")
    row_span: Series[pd.Int64Dtype] = pa.Field(ge=1, description="Lines that the cell covers; 1: it is not merged")

    class Config(Contract.Config):
        """Table."""

        name = "raw.cell"
        unique = ["document_id", "line_no", "cell_no"]
