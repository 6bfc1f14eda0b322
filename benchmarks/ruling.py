"""Facts and rules over a small table in which every narrative is one long text."""

import re
from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from pipeline.columns.known import KnownHeadings
from pipeline.documents.formats.delimited import read_text
from pipeline.documents.frames import document_frame
from pipeline.documents.reading import DocumentText
from pipeline.facts.stage import build_core, placed_documents
from pipeline.intake.frames import cell_frame, heading_frame, line_frame, with_lines
from pipeline.placement.stage import place_all
from pipeline.quality.examination import progress_table
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import ProgressTable
from pipeline.quality.rules import RULES
from pipeline.quality.rules.base import Check
from pipeline.seeds.judgement import Judgement
from tests.builders import register_entry, tsv
from tests.quality_builders import DEPARTMENTS, HEADING, measure_row

_JUDGEMENT = Judgement({}, {"グート": "ゲート"}, DEPARTMENTS, {})
_ROWS = (measure_row(), measure_row(item="1-2. 講座", measure="講座の開催"), measure_row(measure="見守り活動"))
_LONG = ("description", "plan", "status", "evaluation", "achievement", "measure", "item", "section")
Raw = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]
Seconds = Callable[[Callable[[str], object], str], float]

RULED = ("placement.place_all", "facts.build_core", *(f"rule {code}" for code, rule in RULES.items() if rule.check))


def rules_of_text(text: str, seconds: Seconds) -> dict[str, float]:
    """Return the seconds that placing, facts and every rule take, by name."""
    long_rows = [measure_row(status_2023=text, evaluation_2023=text), measure_row(status_2022=text)]
    raw, _ = _read([_ROWS[0], *long_rows])
    found = {"placement.place_all": seconds(lambda _: place_all(*raw, {}), text)}
    tables: list[ProgressTable] = []
    read, placed = _placed(text)
    found["facts.build_core"] = seconds(lambda _: tables.append(_table(read, placed)), text)
    for code, rule in RULES.items():
        if rule.check and tables:
            found[f"rule {code}"] = seconds(partial(_all, rule.check, tables[0]), text)
    return found


def _all(check: Check, table: ProgressTable, _: str) -> list[Finding]:
    return list(check(table))


def _read(rows: Sequence[Sequence[str]]) -> tuple[Raw, DocumentText]:
    plain = [[" ".join(re.split(r"[\t\n]", cell)) for cell in row] for row in rows]
    lines = tuple(tsv([["基本施策1 支援の充実"], HEADING, *plain]).split("\n")[:-1])
    document = DocumentText(register_entry(), "0" * 64, read_text("\n".join(lines), "utf-8"))
    lined = with_lines(document, KnownHeadings({}))
    return (line_frame([lined]), cell_frame([lined]), heading_frame([lined])), document


def _placed(text: str) -> tuple[list[pd.DataFrame], dict[str, pd.DataFrame]]:
    """Return an ordinary table, read and placed; then two of its rows get the text, in every year another end."""
    raw, document = _read(_ROWS)
    placed = place_all(*raw, {})
    cells = placed["staging.placed_cell"]
    is_long = cells["field"].isin(_LONG) & (cells["line_no"] > 3)
    ends = cells["line_no"].astype(str) + cells["fiscal_year"].fillna(0).astype(str).str[-1:]
    placed["staging.placed_cell"] = cells.assign(text=cells["text"].where(~is_long, text + ends))
    return [document_frame([document]), *raw], placed


def _table(read: list[pd.DataFrame], placed: dict[str, pd.DataFrame]) -> ProgressTable:
    cells, supplied = placed["staging.placed_cell"], placed["staging.supplied_value"]
    documents = placed_documents(*read, cells, supplied)
    core = build_core(read[0], documents, placed["staging.listing_field"], _JUDGEMENT)
    return progress_table(documents, {"raw.document": read[0], **placed, **core}, _JUDGEMENT.vocabulary)
