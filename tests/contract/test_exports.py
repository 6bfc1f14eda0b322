"""The exports as other programs take them: a valid data package, and a workbook whose cells are what they say."""

import csv
import json
import shutil
from pathlib import Path

import duckdb
import frictionless
import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.contracts.base import columns, table_name
from pipeline.contracts.tables import BY_NAME, MARTS
from pipeline.exports import contents, writing
from pipeline.exports.contents import EXPORTED, exported_name
from pipeline.exports.workbook import COLUMNS_SHEET, FIRST_SHEET
from pipeline.settings import ReleaseFolder, Settings
from pipeline.warehouse.statements import japanese_view_names


@pytest.fixture(scope="module")
def book(kiyose_settings: Settings) -> Workbook:
    return openpyxl.load_workbook(kiyose_settings.exports / "shinchoku.xlsx")


def headings(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[1]]


def column(sheet: Worksheet, heading: str) -> list[object]:
    index = headings(sheet).index(heading)
    return [row[index].value for row in sheet.iter_rows(min_row=2)]


def test_frictionless_finds_the_data_package_valid(kiyose_settings: Settings) -> None:
    report = frictionless.validate(str(kiyose_settings.exports / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])[:5]
    assert {Path(task.place).stem for task in report.tasks} == {exported_name(contract) for contract in EXPORTED}
    assert min(len(task.labels) for task in report.tasks) > 1


BROKEN = {
    "a text where a number belongs": ("core.fact_progress.csv", "achievement_pct", "実施", "type-error"),
    "a code that nobody knows": ("mart.achievement.csv", "achievement_kind", "done", "constraint-error"),
    "a measure that is not there": ("core.current_progress.csv", "measure_id", "none", "foreign-key"),
    "nothing where something must be": ("quality.finding.csv", "rule_code", "", "constraint-error"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_the_data_package_tells_what_is_wrong(case: str, kiyose_settings: Settings, tmp_path: Path) -> None:
    name, broken, value, error = BROKEN[case]
    shutil.copytree(kiyose_settings.exports, tmp_path / "exports")
    path = tmp_path / "exports" / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading, first, *rest = csv.reader(file)
    first[heading.index(broken)] = value
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([heading, first, *rest])
    report = frictionless.validate(str(tmp_path / "exports" / "datapackage.json"))
    assert error in [code for (code,) in report.flatten(["type"])]


def test_the_data_package_names_keys_sources_and_missing_values(kiyose_settings: Settings) -> None:
    package = json.loads((kiyose_settings.exports / "datapackage.json").read_text("utf-8"))
    assert [source["title"] for source in package["sources"]] == ["清瀬市 清瀬市自殺対策計画 令和5年度版"]
    assert "利用条件" in package["description"]
    for resource in package["resources"]:
        contract = BY_NAME[resource["path"].removesuffix(".csv")]
        assert resource["schema"]["missingValues"] == [""]
        assert resource["schema"]["primaryKey"] == list(contract.to_schema().unique or [])
        assert all(field["description"] for field in resource["schema"]["fields"])
    (facts,) = (one for one in package["resources"] if one["name"] == "core-fact-progress")
    referred = {key["fields"][0]: key["reference"]["resource"] for key in facts["schema"]["foreignKeys"]}
    assert referred["measure_id"] == "core-dim-measure"
    assert referred["department_id"] == "core-dim-department"


def test_the_workbook_has_a_sheet_per_mart_with_every_row(book: Workbook, kiyose: duckdb.DuckDBPyConnection) -> None:
    names = japanese_view_names()
    assert book.sheetnames == [FIRST_SHEET, *(names[table_name(m).removeprefix("mart.")] for m in MARTS), COLUMNS_SHEET]
    assert max(map(len, book.sheetnames)) <= 31
    for mart in MARTS:
        sheet = book[names[table_name(mart).removeprefix("mart.")]]
        (count,) = kiyose.execute(f"select count(*) from {table_name(mart)}").fetchone() or (0,)
        assert sheet.max_row == count + 1, sheet.title
        assert sorted(headings(sheet)) == sorted(str(column.heading_ja) for column in columns(mart))


def test_every_heading_tells_what_it_means_and_stays_in_view(book: Workbook) -> None:
    meanings = {(row[0].value, row[1].value): row[2].value for row in book[COLUMNS_SHEET].iter_rows(min_row=2)}
    for sheet in book.worksheets[1:-1]:
        assert str(sheet.freeze_panes).endswith("2"), sheet.title
        assert sheet.auto_filter.ref, sheet.title
        for cell in sheet[1]:
            meaning = meanings[sheet.title, cell.value]
            assert meaning and cell.comment and str(meaning) in cell.comment.text, (sheet.title, cell.value)


def test_numbers_are_numbers_and_percents_have_one_decimal(book: Workbook, kiyose: duckdb.DuckDBPyConnection) -> None:
    sheet = book["達成度_施策別"]
    for heading, name in (("率の件数", "percent_count"), ("率の合計", "percent_sum"), ("未到来", "not_due_count")):
        (total,) = kiyose.execute(f"select sum({name}) from mart.achievement_by_policy_year").fetchone() or (0,)
        assert sum(float(str(value)) for value in column(sheet, heading)) == pytest.approx(float(total))
    index = headings(sheet).index("率の平均")
    shown = [row[index] for row in sheet.iter_rows(min_row=2) if row[index].value is not None]
    assert shown and all(isinstance(cell.value, int | float) for cell in shown)
    assert {cell.number_format for cell in shown} == {'#,##0.0"%"'}


def test_codes_are_shown_by_their_japanese_names(book: Workbook) -> None:
    assert {"率", "実施", "未実施", "未到来"} <= set(column(book["達成度_一覧"], "種類"))
    assert set(column(book["達成度_一覧"], "集計対象")) == {"○", None}
    assert "対象外" in column(book["記入状況_一覧"], "状態")
    assert set(column(book["記入状況_年度項目別"], "項目")) >= {"実施状況", "達成度"}
    first = str(column(book["実施内容_年度推移"], "種類の推移")[0])
    assert first.startswith("2019: ") and not any("a" <= character <= "z" for character in first)


def test_notes_name_codes_as_the_sheet_shows_them(book: Workbook) -> None:
    told = {(row[0].value, row[1].value): str(row[2].value) for row in book[COLUMNS_SHEET].iter_rows(min_row=2)}
    assert "percent" not in told["達成度_一覧", "種類"] and "内訳別の率" in told["達成度_一覧", "種類"]
    assert told["達成度_一覧", "帰属"] == "帰属：単独 はこの課だけの達成度、複数課共通 は複数の課に共通の達成度"


def test_rows_are_as_high_as_their_texts(book: Workbook) -> None:
    sheet = book["同文_繰返し"]
    index = headings(sheet).index("本文")
    longest = max(sheet.iter_rows(min_row=2), key=lambda row: len(str(row[index].value)))[index]
    width = sheet.column_dimensions[longest.column_letter].width
    lines = 2 * len(str(longest.value)) / width
    assert lines > 2 and float(sheet.row_dimensions[longest.row].height) >= 13 * lines


def test_the_first_sheet_tells_how_to_read_it(book: Workbook) -> None:
    told = "\n".join(str(cell.value) for row in book[FIRST_SHEET].iter_rows() for cell in row if cell.value)
    for word in (
        "再掲",
        "複数課共通",
        "実施・未実施",
        "未到来・対象外",
        "令和5年度版",
        "利用条件",
        "優劣を示すものではなく",
    ):
        assert word in told
    links = [cell.hyperlink.location for row in book[FIRST_SHEET].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_nothing_in_the_workbook_would_run(book: Workbook) -> None:
    assert {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_table_written_in_parts_is_the_same_table(
    kiyose_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shinchoku.duckdb").symlink_to(kiyose_settings.warehouse.resolve())
    monkeypatch.setattr(contents, "_VECTORS", 1)
    writing.write_exports(release := ReleaseFolder(tmp_path))
    for path in sorted(kiyose_settings.exports.iterdir()):
        part = release.exports / path.name
        if path.suffix == ".parquet":
            pd.testing.assert_frame_equal(pd.read_parquet(part), pd.read_parquet(path))
        else:
            assert part.read_bytes() == path.read_bytes(), path.name


def test_tables_written_in_several_processes_are_the_same_files(
    kiyose_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shinchoku.duckdb").symlink_to(kiyose_settings.warehouse.resolve())
    monkeypatch.setattr(writing, "_FEWEST_DOCUMENTS", 0)
    written = writing.write_exports(ReleaseFolder(tmp_path), workers=2)
    assert {path.name for path in written} == {path.name for path in kiyose_settings.exports.iterdir()}
    assert all(path.read_bytes() == (kiyose_settings.exports / path.name).read_bytes() for path in written)
