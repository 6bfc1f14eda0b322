"""What tests of the round trip build: questions without a warehouse, and a workbook filled in as a person would."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.inquiry.columns import ANSWER, CORRECTION, FINDING_ID, QUESTION_SHEET, REMARKS
from pipeline.inquiry.letter import Letter
from pipeline.inquiry.outgoing import inquiry_of
from pipeline.inquiry.questions import FieldText, Inquiries, Question, Section
from pipeline.inquiry.workbook import workbook_bytes

DOCUMENT = "012345_jisatsu_2023"
GUARD = "a" * 64
WELFARE = Section("012345_福祉課", "福祉課", ("福祉課", "福祉諜"), True, ((DOCUMENT, 3),))
HEALTH = Section("012345_健康課", "健康課", ("健康課",), True, ((DOCUMENT, 3),))
LETTER = Letter(date(2026, 11, 24), date(2026, 12, 8), ["健康推進課"], ["内線 123"])
MISSING = Question(
    "missing_rating-1",
    DOCUMENT,
    3,
    None,
    "achievement",
    2022,
    GUARD,
    WELFARE.department_id,
    WELFARE.section_name,
    "窓口相談",
    "該当する達成度をご記入ください。",
    "rating",
    "",
)
OVER = replace(
    MISSING,
    finding_id="achievement_over_100-1",
    cell_no=9,
    fiscal_year=2023,
    answer="confirmation",
    printed="120%",
    text="120%",
    cell_nos=(9,),
)
STATUS = replace(
    OVER, finding_id="repeated-1", field="status", cell_no=8, cell_nos=(8,), printed="前年と同じ。", text="前年と同じ。"
)
LOST_PLACE = replace(
    OVER,
    finding_id="quarantined_cell-1",
    cell_no=5,
    field=None,
    fiscal_year=None,
    printed="取組を継続",
    text="",
    cell_nos=(),
    places=(("status", 2022), ("evaluation", 2022)),
)
RENAMED = replace(
    LOST_PLACE,
    finding_id="measure_renamed-1",
    cell_no=None,
    places=(),
    answer="relation",
    printed="こころの健康相談",
    earlier_name="こころの相談",
)
# A measure that is gone has no line in the edition that is asked about.
GONE = replace(
    RENAMED, finding_id="measure_gone-1", line_no=0, guard="", answer="ending", printed="交流会", earlier_name=""
)


def inquiries(*questions: Question, texts: Sequence[FieldText] = ()) -> Inquiries:
    """Return the inquiries that ask these questions."""
    by_section: dict[str, list[Question]] = {}
    for question in questions:
        by_section.setdefault(question.department_id, []).append(question)
    document = {"plan_name": "自殺対策計画", "edition_fiscal_year": 2023}
    sections = {section.department_id: section for section in (WELFARE, HEALTH)}
    return Inquiries(by_section, sections, {DOCUMENT: document}, {(DOCUMENT, 3): texts}, 0)


def sent(folder: Path, *questions: Question, texts: Sequence[FieldText] = ()) -> Path:
    """Write the workbook of the first question's section, and return its path."""
    asked = inquiries(*questions, texts=texts)
    section = asked.sections[questions[0].department_id]
    path = folder / f"照会票_{section.section_name}.xlsx"
    path.write_bytes(workbook_bytes(inquiry_of(asked, section), LETTER))
    return path


def filled(path: Path, answers: Mapping[str, Sequence[Any]]) -> Path:
    """Fill in (answer, correction, remarks) by a finding id or its beginning, as a person does, and save the file."""
    workbook = load_workbook(path)
    sheet = workbook[QUESTION_SHEET]
    columns = columns_of(sheet)
    for row in range(4, sheet.max_row + 1):
        finding_id = sheet.cell(row, columns[FINDING_ID]).value or ""
        for beginning, given in answers.items():
            if any(one.startswith(beginning) for one in finding_id.split()):
                for heading, value in zip((ANSWER, CORRECTION, REMARKS), given, strict=False):
                    sheet.cell(row, columns[heading]).value = value
    workbook.save(path)
    return path


def columns_of(sheet: Worksheet) -> dict[str, int]:
    """Return the columns of the sheet of questions by heading."""
    return {cell.value: cell.column for cell in sheet[3] if cell.value}
