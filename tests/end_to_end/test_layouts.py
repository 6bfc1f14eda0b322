"""Tables of seven cities, each laid out in its own way, in one warehouse that passes every check."""

from collections.abc import Iterator

import duckdb
import pytest

from pipeline.contracts.base import Contract, key_columns, table_name
from pipeline.contracts.tables import MARTS
from tests.layout_cities import layouts_in, municipality_codes, published

LAYOUTS = layouts_in("layouts")
CODES = municipality_codes(LAYOUTS)


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """All layouts as the plans of seven cities, published together."""
    settings = published(LAYOUTS, tmp_path_factory.mktemp("cities"))
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        yield connection


def counts(cities: duckdb.DuckDBPyConnection, table: str, what: str = "count(*)") -> dict[str, int]:
    """Return a count per layout; tables of documents are counted by their plan."""
    code = f"regexp_extract(coalesce({'plan_id' if 'document' not in table else 'document_id'}, ''), '^[0-9]+')"
    found = dict(cities.execute(f"select {code}, {what} from {table} group by all").fetchall())
    return {name: found[code] for name, code in CODES.items() if code in found}


def test_formats_and_sheets_are_told(cities: duckdb.DuckDBPyConnection) -> None:
    told = cities.execute("select format, sheet, encoding from raw.document order by document_id").fetchall()
    assert [name for name, _, _ in told] == ["tsv", "tsv", "tsv", "tsv", "csv", "xlsx", "csv"]
    assert told[4:] == [("csv", None, "utf-8-sig"), ("xlsx", "進捗管理表", None), ("csv", None, "cp932")]


def test_merged_cells_and_places_in_the_sheet_are_recorded(cities: duckdb.DuckDBPyConnection) -> None:
    merged = "select cell_ref, column_span, row_span from raw.cell where line_no = 2 and column_span > 1 order by all"
    assert cities.execute(merged).fetchall() == [("進捗管理表!D2", 2, 1), ("進捗管理表!F2", 2, 1)]


def test_measures_are_counted_once_whatever_the_rows(cities: duckdb.DuckDBPyConnection) -> None:
    measures = "core.measure_listing inner join raw.document using (document_id)"
    assert counts(cities, f"({measures})", "count(distinct measure_id)") == {
        "p1": 60,
        "p2": 38,
        "p3": 60,
        "p4": 60,
        "p5": 60,
        "p6": 60,
        "p7": 60,
    }
    assert cities.execute(
        "select count(*) from core.dim_measure where reprise_of_measure_id is not null"
    ).fetchone() == (0,)


def test_a_measure_has_a_row_for_each_of_its_sections(cities: duckdb.DuckDBPyConnection) -> None:
    told = """
        select section_name, achievement_grade, source_line_no
        from core.fact_progress inner join core.dim_department using (department_id)
        where plan_id like '999994%' and source_line_no in (3, 4) order by source_line_no
    """
    assert cities.execute(told).fetchall() == [("東港振興室", "B", 3), ("産業観光課", "A", 4)]


def test_totals_and_legends_are_counted_nowhere(cities: duckdb.DuckDBPyConnection) -> None:
    kinds = "select kind, count(*) from raw.line where document_id like '999991%' group by all order by kind"
    assert dict(cities.execute(kinds).fetchall()) == {
        "blank": 1,
        "header": 1,
        "measure": 60,
        "note": 1,
        "title": 1,
        "total": 1,
    }


def test_scales_come_from_the_legend_or_are_learnt(cities: duckdb.DuckDBPyConnection) -> None:
    told = """
        select plan_id, string_agg(mark, '' order by mark), any_value(source)
        from core.dim_rating_scale group by plan_id, rating_scale_id order by all
    """
    scales = {(code[:6], marks): source for code, marks, source in cities.execute(told).fetchall()}
    assert scales[("999991", "ABCD")] == "legend"
    assert scales[("999992", "×△○◎")] == "learnt"
    assert scales[("999994", "ABC")] == "learnt"
    assert scales[("999996", "12345")] == "learnt"
    better = "select distinct is_higher_better from core.dim_rating_scale where plan_id like '999996%'"
    assert cities.execute(better).fetchall() == [(True,)]


def test_marks_are_counted_and_no_percentages(cities: duckdb.DuckDBPyConnection) -> None:
    told = "select sum(graded_count) from mart.grade_by_policy_year where plan_id like '999991%'"
    assert cities.execute(told).fetchone() == (60,)
    graded = "select count(*) from core.fact_progress where achievement_kind = 'graded' and achievement_pct is not null"
    assert cities.execute(graded).fetchone() == (0,)


def test_indicators_are_figures_by_year(cities: duckdb.DuckDBPyConnection) -> None:
    told = """
        select fiscal_year, unit, baseline_number, target_number, actual_number
        from mart.indicator_timeline where indicator_name = '商工会会員数' order by fiscal_year
    """
    assert cities.execute(told).fetchall() == [
        (2023, "人", 301.0, None, 301.0),
        (2024, "人", 301.0, None, 301.0),
        (2026, "人", 301.0, 301.0, None),
    ]


def test_what_fits_no_field_is_kept_under_its_heading(cities: duckdb.DuckDBPyConnection) -> None:
    told = """
        select heading, fiscal_year, text, number from core.fact_attribute
        where document_id like '999991%' and heading like '%決算%' order by line_no limit 1
    """
    assert cities.execute(told).fetchall() == [("令和6年度決算額（千円）", 2024, "7000", 7000.0)]
    codes = (
        "select text from core.fact_attribute where document_id like '999995%' and heading = '事業コード' order by 1"
    )
    assert cities.execute(codes).fetchone() == ("0001",)


def test_the_direction_is_that_of_the_year(cities: duckdb.DuckDBPyConnection) -> None:
    told = "select count(*) from core.current_progress where direction_text = '現状継続' and plan_id like '999996%'"
    assert cities.execute(told).fetchone() != (0,)


def test_policies_without_numbers_are_named(cities: duckdb.DuckDBPyConnection) -> None:
    named = "select count(*) from core.dim_policy where policy_id like '999991%' and item_no is null"
    table = (LAYOUTS[0] / "seeds" / "documents" / "table.tsv").read_text("utf-8").split("\n")
    names = {line.split("\t")[0] for line in table[3:63]}
    assert cities.execute(named).fetchone() == (len(names),)


def test_findings_are_about_the_text_and_few(cities: duckdb.DuckDBPyConnection) -> None:
    rows = sum(
        counts(cities, "(select * from core.measure_listing inner join raw.document using (document_id))").values()
    )
    warnings = cities.execute("select count(*) from quality.finding where severity <> 'notice'").fetchone()
    assert warnings and warnings[0] < 0.2 * rows
    about_us = "select count(*) from quality.finding where rule_code in ('unreadable_achievement', 'unknown_heading')"
    assert cities.execute(about_us).fetchone() == (0,)


@pytest.mark.parametrize("contract", MARTS, ids=table_name)
def test_the_key_of_a_mart_tells_its_rows_apart(cities: duckdb.DuckDBPyConnection, contract: type[Contract]) -> None:
    """Rows that share a key would stand in the exports in the order of chance."""
    key = ", ".join(f'"{name}"' for name in key_columns(contract))
    shared = f"select {key}, count(*) from {table_name(contract)} group by all having count(*) > 1"
    assert cities.execute(shared).fetchall() == []
