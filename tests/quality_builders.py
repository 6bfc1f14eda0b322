"""What tests of rules build: a progress table from rows of text, without Dagster or DuckDB."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.columns.known import KnownHeadings
from pipeline.documents.formats.delimited import read_text
from pipeline.documents.frames import document_frame
from pipeline.documents.reading import DocumentText
from pipeline.facts.departments import DepartmentRecord
from pipeline.facts.stage import build_core, placed_documents
from pipeline.intake.frames import cell_frame, heading_frame, line_frame, with_lines
from pipeline.placement.adjudications import Adjudication
from pipeline.placement.stage import place_all
from pipeline.quality.examination import progress_table
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import ProgressTable
from pipeline.quality.rules.base import Rule
from pipeline.seeds.judgement import Judgement
from tests.builders import Table, register_entry, tsv

# Two full years and the plan of a third, as such tables have them.
HEADING = ["項目", "事業名", "計画書ページ", "担当部", "担当課", "再掲"]
HEADING += ["令和4年度の実施状況", "令和4年度の評価", "達成度"]
HEADING += ["令和5年度の実施計画", "令和5年度の実施状況", "令和5年度の評価", "達成度", "令和6年度の実施計画"]
FIELDS = {"項目": "item", "の実施計画": "plan", "の実施状況": "status", "の評価": "evaluation", "達成度": "achievement"}
# A row in which no rule finds anything; tests change single cells of it.
ROW = {
    "item": "1-1. 相談の充実",
    "measure": "窓口相談",
    "page": "P20",
    "bureau": "福祉部",
    "section": "福祉課",
    "reprise": "",
    "status 2022": "窓口で相談を24件受けた。",
    "evaluation 2022": "関係機関と連携し、早期の支援につなげることができた。",
    "achievement 2022": "90%",
    "plan 2023": "窓口での相談を継続する。",
    "status 2023": "窓口で相談を31件受け、うち5件を専門機関に引き継いだ。",
    "evaluation 2023": "相談しやすい窓口として定着が図られた。",
    "achievement 2023": "95%",
    "plan 2024": "相談時間を延長する予定。",
}
DEPARTMENTS = {"": [DepartmentRecord("福祉課", "福祉部", is_registered=True)]}


def measure_row(**changes: str) -> list[str]:
    """Return the cells of `ROW` with fields changed: measure_row(measure="講座", achievement_2022="")."""
    wanted = {name.replace("_20", " 20"): text for name, text in changes.items()}
    assert wanted.keys() <= ROW.keys(), wanted.keys() - ROW.keys()
    return list((ROW | wanted).values())


def heading_of(edition: int) -> list[str]:
    """Return `HEADING` as it is for another edition."""
    return [re.sub(r"令和(\d)", lambda year: f"令和{int(year[1]) + edition - 2023}", text) for text in HEADING]


def table_of(
    *rows: Sequence[str],
    heading: Sequence[str] = HEADING,
    title: str = "基本施策1 支援の充実",
    departments: Mapping[str, list[DepartmentRecord]] = DEPARTMENTS,
    vocabulary: Mapping[str, str] | None = None,
    adjudications: Mapping[str, list[Adjudication]] | None = None,
    edition: int = 2023,
) -> ProgressTable:
    """Return the progress table of one document: a policy title on line 1, the heading on line 2, then `rows`."""
    text = _written([[title], heading, *rows])
    judgement = Judgement(FIELDS, dict(vocabulary or {}), dict(departments), dict(adjudications or {}))
    documents, frames = _read([[title], heading, *rows], text, judgement, edition)
    return progress_table(documents, frames, judgement.vocabulary)


def found(rule: Rule, table: ProgressTable) -> list[Finding]:
    """Return what a rule finds in a table."""
    assert rule.check is not None
    return list(rule.check(table))


def _written(rows: Table) -> str:
    """Return rows between tabs; as CSV where a cell has a line break, which would end a line between tabs."""
    if not any("\n" in cell for row in rows for cell in row):
        return tsv(rows)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _read(rows: Table, text: str, judgement: Judgement, edition: int) -> tuple[Any, dict[str, Any]]:
    document_text = DocumentText(
        register_entry(edition_fiscal_year=edition), "0" * 64, read_text(text.removesuffix("\n"), "utf-8")
    )
    document = with_lines(document_text, KnownHeadings(judgement.headings))
    raw = (line_frame([document]), cell_frame([document]), heading_frame([document]))
    placed = place_all(*raw, judgement.adjudications)
    registered = document_frame([document_text])
    documents = placed_documents(registered, *raw, placed["staging.placed_cell"], placed["staging.supplied_value"])
    core = build_core(registered, documents, placed["staging.listing_field"], judgement)
    return documents, {"raw.document": registered, **placed, **core}
