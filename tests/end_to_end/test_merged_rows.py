"""A workbook in which one rating is merged downwards over the sections of a measure: one value, shared by all."""

from collections.abc import Iterator
from io import BytesIO

import duckdb
import pytest
from openpyxl import Workbook

from pipeline.assets.run import run_refresh
from pipeline.settings import Settings
from pipeline.warehouse.connect import read_rows
from tests.builders import SeedsFolder

HEADING = ["施策", "事業名", "担当課", "R5実績", "R5評価", "R6計画"]
SECTIONS = (["福祉課", "健康課", "子育て課"], ["福祉課", "高齢課"], ["健康課"], ["健康課", "学校教育課"])


def workbook() -> bytes:
    """Return a workbook with two measures for each of SECTIONS, all but sections and plans merged over lines."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADING)
    for number, sections in enumerate(SECTIONS * 2):
        first = sheet.max_row + 1
        for section in sections:
            own = ["相談の充実", f"相談事業{number}", section, f"相談会を{number + 2}回開催した。", "ABC"[number % 3]]
            is_first = section == sections[0]
            printed = own if is_first else ["", "", section, "", ""]
            sheet.append([*printed, f"{section}で対象を広げる。"])
        for column in (2, 4, 5) if len(sections) > 1 else ():
            sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=column, end_column=column)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The workbook, published."""
    root = tmp_path_factory.mktemp("merged")
    SeedsFolder(root / "seeds").add_document(workbook(), path="documents/table.xlsx")
    settings = Settings.of(root / "seeds", root / "output")
    assert run_refresh(settings, lambda _: None)
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        yield connection


def test_a_measure_on_several_lines_is_told_as_one(city: duckdb.DuckDBPyConnection) -> None:
    (document,) = read_rows(city, "documents")
    assert document["measure_count"] == len(SECTIONS) * 2


def test_the_sections_share_the_rating_and_the_result(city: duckdb.DuckDBPyConnection) -> None:
    shared = """
        select section_name, achievement_grade, status_text, attribution, department_count, source_line_no
        from core.fact_progress inner join core.dim_department using (department_id)
        where source_line_no = 2 and fiscal_year = 2023 order by section_name
    """
    one = ("A", "相談会を2回開催した。", "shared", 3, 2)
    assert city.execute(shared).fetchall() == [("健康課", *one), ("子育て課", *one), ("福祉課", *one)]


def test_it_is_counted_once_and_nobody_is_asked_for_it(city: duckdb.DuckDBPyConnection) -> None:
    assert city.execute("select sum(graded_count) from mart.grade_by_policy_year").fetchone() == (len(SECTIONS) * 2,)
    asked = "select count(*) from quality.finding where rule_code like 'missing%'"
    assert city.execute(asked).fetchone() == (0,)


def test_what_each_section_prints_itself_stays_its_own(city: duckdb.DuckDBPyConnection) -> None:
    own = "select count(*) from core.fact_progress where fiscal_year = 2024 and attribution = 'own' and plan_text <> ''"
    assert city.execute(own).fetchone() == (sum(map(len, SECTIONS)) * 2,)
