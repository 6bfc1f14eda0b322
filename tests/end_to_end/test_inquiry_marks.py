"""The round trip on a plan that rates by marks: they are asked for, suggested and taken; a percentage is not."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.assets.run import run_refresh
from pipeline.inquiry.columns import COVER_SHEET, QUESTION_SHEET
from pipeline.settings import Settings
from tests.builders import SeedsFolder
from tests.end_to_end.test_bad_input import query, shinchoku
from tests.inquiry_builders import filled

HEADING = ["事業名", "担当課", "令和5年度の取組実績", "令和5年度の評価"]
MARKS = "ABCABBCAD"
LEGEND = ["評価　A：計画どおり実施した　B：おおむね実施した　C：一部実施した　D：実施できなかった"]
DEPARTMENTS = [
    ("municipality_code", "section_name", "bureau_name", "valid_from_fy", "valid_to_fy", "successor", "aliases"),
    ("012345", "福祉課", "", "", "", "", ""),
]


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The folder of a city whose last measure is not rated, with its inquiry."""
    rows = [[f"支援事業{n}", "福祉課", f"相談を{n}5件受けた。", mark] for n, mark in enumerate(MARKS, 1)]
    table = [LEGEND, HEADING, *rows, ["見守り訪問", "福祉課", "高齢者宅を31回訪問した。", ""]]
    seeds = SeedsFolder(tmp_path / "seeds")
    seeds.add_document(table, municipality_code="012345")
    seeds.write_table("departments.csv", DEPARTMENTS)
    assert run_refresh(Settings.of(seeds.path, tmp_path / "output"), lambda _: None)
    assert shinchoku("inquiry", "export", "--output", tmp_path / "output").exit_status == 0
    return tmp_path


def sent(city: Path) -> Path:
    return city / "output" / "inquiry" / "照会票_福祉課.xlsx"


def test_the_marks_are_told_and_suggested(city: Path) -> None:
    book = load_workbook(sent(city))
    letter = "".join(str(cell.value) for row in book[COVER_SHEET].iter_rows() for cell in row)
    assert "A（計画どおり実施した）、B（おおむね実施した）" in letter and "85%" not in letter
    sheet = book[QUESTION_SHEET]
    assert '"A,B,C,D,該当なし"' in [str(one.formula1) for one in sheet.data_validations.dataValidation]
    assert any("この欄の記号: A（計画どおり" in str(cell.value) for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("given", ["B", "Ｂ", "B：おおむね実施した"])
def test_a_mark_is_taken(city: Path, given: str) -> None:
    told = shinchoku(
        "inquiry", "import", filled(sent(city), {"missing_rating": (given,)}),
        "--seeds", city / "seeds", "--output", city / "output",
    )  # fmt: skip
    assert told.exit_status == 0, told.printed
    run_refresh(Settings.of(city / "seeds", city / "output"), lambda _: None)
    graded = "select achievement_grade from core.fact_progress where source_line_no = 12"
    assert query(city / "output", graded) == [("B",)]


@pytest.mark.parametrize("given", ["85%", "85", "E", "優"])
def test_what_is_no_mark_is_refused_with_the_marks(city: Path, given: str) -> None:
    told = shinchoku(
        "inquiry", "import", filled(sent(city), {"missing_rating": (given,)}),
        "--seeds", city / "seeds", "--output", city / "output",
    )  # fmt: skip
    assert told.exit_status == 3 and "A（計画どおり実施した）" in told.printed, told.printed
    assert not (city / "seeds" / "adjudications.csv").exists()
