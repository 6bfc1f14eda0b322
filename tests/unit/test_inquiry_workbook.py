"""The workbook that is sent: texts that stay texts, cells that are protected, bytes that stay the same."""

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.inquiry.answers import has_answers, read_answers
from pipeline.inquiry.columns import ANSWER, COLUMNS, CONFIRMED, CORRECTION, QUESTION_SHEET, REMARKS, UNNEEDED, choices
from pipeline.inquiry.letter import cover, japanese_date
from pipeline.inquiry.outgoing import file_names
from pipeline.inquiry.questions import FieldText, Section, one_per_place
from tests.inquiry_builders import (
    DOCUMENT,
    LETTER,
    LOST_PLACE,
    MISSING,
    OVER,
    STATUS,
    WELFARE,
    columns_of,
    filled,
    sent,
)

DANGEROUS = ("=1+1", "+81-3", "-2+3", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://example.com")', "http://example.com")


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_a_formula_or_a_link_whatever_it_begins_with(tmp_path: Path, text: str) -> None:
    question = replace(MISSING, measure_name=text, printed=text, sentence=text)
    texts = [FieldText("measure", None, "filled", text), FieldText("status", 2022, "filled", text)]
    path = sent(tmp_path, question, texts=texts)
    with zipfile.ZipFile(path) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in sheet or "<f " in sheet or "<hyperlink" in sheet for sheet in sheets)
    workbook = load_workbook(path)
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sum(cell.value == text for cell in cells) >= 3


def test_only_the_cells_of_answers_can_be_written(tmp_path: Path) -> None:
    workbook = load_workbook(sent(tmp_path, MISSING, OVER))
    assert all(sheet.protection.sheet for sheet in workbook)
    sheet = workbook[QUESTION_SHEET]
    columns = columns_of(sheet)
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    expected = {
        sheet.cell(row, columns[heading]).coordinate for row in (5, 6) for heading in (ANSWER, CORRECTION, REMARKS)
    }
    assert open_cells == expected


def test_sheets_print_on_a4_landscape_with_their_headings(tmp_path: Path) -> None:
    workbook = load_workbook(sent(tmp_path, MISSING))
    for sheet in workbook:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1)
        assert "&P" in sheet.oddFooter.center.text or sheet.oddFooter.center.text.startswith("&")
    assert [sheet.print_title_rows for sheet in workbook][1:] == ["$3:$3", "$3:$3"]


def test_ids_are_texts_and_what_only_the_program_needs_is_hidden(tmp_path: Path) -> None:
    sheet = load_workbook(sent(tmp_path, OVER))[QUESTION_SHEET]
    columns = columns_of(sheet)
    for column in COLUMNS:
        letter = sheet.cell(3, columns[column.heading]).column_letter
        dimension = next(d for d in sheet.column_dimensions.values() if d.min <= columns[column.heading] <= d.max)
        assert bool(dimension.hidden) == column.is_hidden, letter
    assert sheet.cell(5, columns["line_no"]).value == "3" and sheet.cell(5, columns["cell_no"]).value == "9"


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    assert sent(first, MISSING, OVER).read_bytes() == sent(second, MISSING, OVER).read_bytes()


def test_suggestions_fit_the_question_and_forbid_nothing(tmp_path: Path) -> None:
    assert choices(MISSING) == ("実施", "未実施", "該当なし")
    assert choices(OVER)[0] == CONFIRMED
    assert choices(LOST_PLACE) == (UNNEEDED, "令和4年度の実施状況", "令和4年度の担当課の評価")
    many = replace(LOST_PLACE, places=tuple(("evaluation", year) for year in range(2000, 2040)))
    assert len(",".join(choices(many))) <= 255
    sheet = load_workbook(sent(tmp_path, MISSING))[QUESTION_SHEET]
    (validation,) = sheet.data_validations.dataValidation
    assert validation.type == "list" and not validation.showErrorMessage


def test_a_text_that_is_too_long_for_a_cell_is_cut(tmp_path: Path) -> None:
    path = sent(tmp_path, replace(STATUS, printed="長" * 40_000))
    assert any(len(str(cell.value)) > 31_000 for row in load_workbook(path)[QUESTION_SHEET].iter_rows() for cell in row)


def test_the_cover_says_what_is_asked_by_when_by_whom_and_how_to_answer() -> None:
    text = "\n".join(paragraph.text for paragraph in cover(LETTER, "福祉課", 3, ["自殺対策計画"], ["進捗状況"]))
    for words in ("福祉課　御中", "令和8年12月8日（火）", "健康推進課", "内線 123", "3件", "水色の欄", "依頼"):
        assert words in text


def test_dates_are_written_as_in_letters() -> None:
    assert japanese_date(date(2019, 5, 7)) == "令和元年5月7日（火）"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("福祉課", "照会票_福祉課.xlsx"),
        ("福祉/介護課:第1*係?", "照会票_福祉_介護課_第1_係_.xlsx"),
        ("../課", "照会票__課.xlsx"),
    ],
)
def test_file_names_are_safe(name: str, expected: str) -> None:
    assert list(file_names([Section("012345_x", name, ())]).values()) == [expected]


def test_equal_names_of_two_cities_are_told_apart() -> None:
    names = file_names([WELFARE, replace(WELFARE, department_id="099999_福祉課")])
    assert sorted(names.values()) == ["照会票_福祉課_012345_福祉課.xlsx", "照会票_福祉課_099999_福祉課.xlsx"]


# --- reading back


def test_answers_are_read_with_their_place(tmp_path: Path) -> None:
    path = filled(sent(tmp_path, MISSING, OVER), {MISSING.finding_id: ("85%", None, "確認済")})
    answers, problems = read_answers(path)
    assert problems == []
    first, second = answers
    assert (first.answer, first.correction, first.remarks, first.is_empty) == ("85%", "", "確認済", False)
    assert (first.where.file, first.where.sheet, first.where.cell) == (path.name, QUESTION_SHEET, "G5")
    assert first.ids == {
        "document_id": DOCUMENT,
        "line_no": "3",
        "cell_no": "",
        "field": "achievement",
        "fiscal_year": "2022",
        "guard": "a" * 64,
        "department_id": "012345_福祉課",
    }
    assert second.is_empty


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (0.85, "0%", "85%"),
        (85, "General", "85"),
        (0.957, "0.0%", "95.7%"),
        ("85\n％", "@", "85 ％"),
        (True, "@", "TRUE"),
    ],
)
def test_numbers_are_read_as_they_are_shown(tmp_path: Path, value: object, number_format: str, expected: str) -> None:
    path = sent(tmp_path, MISSING)
    workbook = load_workbook(path)
    cell = workbook[QUESTION_SHEET]["G5"]
    cell.value, cell.number_format = value, number_format
    workbook.save(path)
    (answer,) = read_answers(path)[0]
    assert answer.answer == expected


def test_a_renamed_sheet_and_moved_rows_and_columns_are_read(tmp_path: Path) -> None:
    path = filled(sent(tmp_path, MISSING, OVER), {OVER.finding_id: ("100%",)})
    workbook = load_workbook(path)
    sheet = workbook[QUESTION_SHEET]
    sheet.title = "回答済み"
    sheet.insert_rows(2, 3)
    sheet.insert_cols(1)
    workbook.save(path)
    answers, problems = read_answers(path)
    assert problems == []
    assert [answer.answer for answer in answers] == ["", "100%"]


def test_a_formula_is_told_and_not_taken_for_empty(tmp_path: Path) -> None:
    path = filled(sent(tmp_path, MISSING, OVER), {MISSING.finding_id: ("=1-0.15",)})
    answers, problems = read_answers(path)
    assert len(answers) == 1 and "数式" in problems[0].message_ja and problems[0].where.cell == "G5"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0 an old workbook", b"a,b\n1,2\n"])
def test_a_file_that_is_no_workbook_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "回答.xlsx"
    path.write_bytes(content)
    answers, (problem,) = read_answers(path)
    assert answers == [] and ".xlsx" in problem.message_ja and problem.message_en
    assert has_answers(path)


def test_a_truncated_workbook_and_a_missing_file_are_told(tmp_path: Path) -> None:
    path = sent(tmp_path, MISSING)
    path.write_bytes(path.read_bytes()[:3000])
    assert len(read_answers(path)[1]) == 1
    assert "ファイルがありません" in read_answers(tmp_path / "none.xlsx")[1][0].message_ja


def test_a_workbook_of_something_else_is_told(tmp_path: Path) -> None:
    path = sent(tmp_path, MISSING)
    workbook = load_workbook(path)
    del workbook[QUESTION_SHEET]
    workbook.save(path)
    assert "照会事項のシートがありません" in read_answers(path)[1][0].message_ja


def test_an_answer_in_a_row_without_a_question_is_told(tmp_path: Path) -> None:
    path = sent(tmp_path, MISSING)
    workbook = load_workbook(path)
    workbook[QUESTION_SHEET]["G9"] = "90%"
    workbook.save(path)
    assert [problem.where.cell for problem in read_answers(path)[1]] == ["G9"]


def test_an_empty_inquiry_may_be_overwritten_and_an_answered_one_not(tmp_path: Path) -> None:
    path = sent(tmp_path, MISSING)
    assert not has_answers(path)
    assert has_answers(filled(path, {MISSING.finding_id: (None, None, "確認中")}))


def test_what_is_asked_about_one_cell_is_one_question_and_its_answer_is_for_all(tmp_path: Path) -> None:
    other = replace(
        STATUS, finding_id="other_fiscal_year-1", sentence="別の年度のことではありませんか。", severity="error"
    )
    elsewhere = replace(STATUS, finding_id="truncated_text-1", fiscal_year=2021)
    asked = one_per_place([STATUS, other, elsewhere])
    assert [question.finding_ids for question in asked] == [
        (other.finding_id, STATUS.finding_id),
        (elsewhere.finding_id,),
    ]
    assert asked[0].sentence.split("\n") == [other.sentence, STATUS.sentence]
    path = filled(sent(tmp_path, *asked), {STATUS.finding_id: (CONFIRMED, None, None)})
    answers, problems = read_answers(path)
    assert problems == []
    assert [(answer.finding_id, answer.answer) for answer in answers if not answer.is_empty] == [
        (other.finding_id, CONFIRMED),
        (STATUS.finding_id, CONFIRMED),
    ]
