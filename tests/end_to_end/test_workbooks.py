"""A workbook as an office has it: merged cells downwards, a percent format, a hidden column, a cover sheet."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from pipeline.assets.run import run_refresh
from pipeline.settings import Settings
from tests.builders import SeedsFolder
from tests.end_to_end.test_bad_input import shinchoku

ROWS = [
    ("安心の地域づくり", "窓口相談", "福祉課", "相談を24件受けた。", 0.9),
    (None, "電話相談", None, "相談を延べ120件受けた。", 0.85),
    (None, "啓発講座", "健康課", "講座を2回開催し、参加者は40人であった。", 1),
    ("人材の育成", "職員研修", "人事課", "研修を3回開催し、延べ66人が受講した。", 0.8),
    (None, None, "教育課", "教職員の研修を1回開催した。", 0.5),
    (None, "養成講座", "福祉課", "講座を1回開催し、修了者は12人であった。", 1),
    (None, "手引の作成", "福祉課", "手引を500部作成し、関係機関に配布した。", 0.95),
    (None, "交流会", "福祉課", "交流会を4回開催した。", 1),
]


@pytest.fixture(scope="module")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook."""
    book = Workbook()
    book.active.title = "表紙"
    book.active.append(["令和6年度 進捗管理表"])
    sheet = book.create_sheet("進捗")
    sheet.append(["基本目標", "事業名", "担当課", "令和6年度の取組実績", "達成率"])
    for row in ROWS:
        sheet.append(row)
    for row in sheet.iter_rows(min_row=2, min_col=5):
        row[0].number_format = "0%"
    for area in ("A2:A4", "C2:C3", "A5:A9", "B5:B6"):
        sheet.merge_cells(area)
    sheet.row_dimensions[9].hidden = True
    second = book.create_sheet("基本目標Ⅱ")
    for row in sheet.iter_rows(max_row=4, values_only=True):
        second.append(row)
    path = tmp_path_factory.mktemp("sent") / "進捗.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def office(office_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The workbook, published."""
    root = tmp_path_factory.mktemp("office")
    seeds = SeedsFolder(root / "seeds")
    seeds.add_document(office_file.read_bytes(), path="documents/table.xlsx")
    settings = Settings.of(seeds.path, root / "output")
    assert run_refresh(settings, lambda _: None)
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        yield connection


def test_a_section_that_is_merged_down_answers_for_each_measure(office: duckdb.DuckDBPyConnection) -> None:
    told = """
        select name, section_name, achievement_pct
        from core.fact_progress
        inner join core.dim_measure using (measure_id) inner join core.dim_department using (department_id)
        where source_line_no in (2, 3, 4) order by source_line_no
    """
    assert office.execute(told).fetchall() == [
        ("窓口相談", "福祉課", 90.0),
        ("電話相談", "福祉課", 85.0),
        ("啓発講座", "健康課", 100.0),
    ]


def test_a_measure_that_is_merged_down_has_a_row_per_section(office: duckdb.DuckDBPyConnection) -> None:
    told = """
        select section_name, achievement_pct from core.fact_progress
        inner join core.dim_measure using (measure_id) inner join core.dim_department using (department_id)
        where name = '職員研修' order by source_line_no
    """
    assert office.execute(told).fetchall() == [("人事課", 80.0), ("教育課", 50.0)]


def test_the_policy_that_is_merged_down_holds_for_all_its_measures(office: duckdb.DuckDBPyConnection) -> None:
    told = """
        select dim_policy.name, count(distinct measure_id) from core.dim_measure
        inner join core.dim_policy using (policy_id) group by all order by 2
    """
    assert office.execute(told).fetchall() == [("安心の地域づくり", 3), ("人材の育成", 4)]


def test_what_is_merged_down_counts_as_filled(office: duckdb.DuckDBPyConnection) -> None:
    told = """
        select field, asked_count, filled_count, blank_count from mart.completeness_by_year_field
        where field in ('policy', 'section') order by field
    """
    assert office.execute(told).fetchall() == [("policy", 7, 7, 0), ("section", 7, 7, 0)]


def test_what_is_hidden_is_read_and_told(office: duckdb.DuckDBPyConnection) -> None:
    assert office.execute("select count(*) from core.fact_progress where source_line_no = 9").fetchone() == (1,)
    told = "select message_en from quality.finding where rule_code = 'hidden_lines'"
    assert "Hidden rows (9)" in str(office.execute(told).fetchone())


def test_sheets_that_are_not_read_are_told_where_they_hold_a_table_as_a_warning(
    office: duckdb.DuckDBPyConnection,
) -> None:
    told = "select rule_code, severity, observed, expected from quality.finding where rule_code like '%_not_read'"
    assert office.execute(f"{told} order by 1").fetchall() == [
        ("sheet_not_read", "notice", "表紙", "進捗"),
        ("table_not_read", "warning", "基本目標Ⅱ", "進捗"),
    ]


def test_sheets_that_are_not_read_are_shown_before_anything_is_registered(office_file: Path, tmp_path: Path) -> None:
    told = "読み取らないシート sheets not read: 表紙、基本目標Ⅱ（進捗状況の表あり holds a table）"
    SeedsFolder(tmp_path / "市の表").add_document()
    options = ("--municipality-code", "099999", "--municipality-name", "港市", "--plan-code", "kodomo")
    options = (*options, "--plan-name", "計画", "--yes", "--seeds", tmp_path / "市の表")
    for command in (("inspect", office_file), ("inspect", office_file, "--init", tmp_path / "new")):
        assert told in shinchoku(*command).printed
    added = shinchoku("add", office_file, *options).printed
    assert told in added and f"shinchoku refresh --seeds {tmp_path}/市の表" in added.replace("'", "")


def test_lineage_leads_to_the_cell_that_holds_the_text(office: duckdb.DuckDBPyConnection) -> None:
    told = """
        select distinct cell_ref from quality.lineage inner join raw.cell using (document_id, line_no, cell_no)
        where core_table = 'core.bridge_measure_department' and cell_ref like '%C%' and line_no < 4
    """
    assert office.execute(told).fetchall() == [("進捗!C2",)]
