"""The round trip on a plan that rates by marks: they are asked for, suggested and taken; a percentage is not."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.assets.run import run_refresh
from pipeline.inquiry.columns import COVER_SHEET, QUESTION_SHEET
from pipeline.settings import Settings
from tests.builders import SeedsFolder
from tests.end_to_end.test_bad_input import Outcome, query, shinchoku
from tests.end_to_end.test_inquiry import rows_of
from tests.inquiry_builders import filled

HEADING = ["事業名", "担当課", "令和5年度の取組実績", "令和5年度の評価"]
MARKS = "ABCABBCAD"
LEGEND = ["評価　A：計画どおり実施した　B：おおむね実施した　C：一部実施した　D：実施できなかった"]
DEPARTMENTS = [
    ("municipality_code", "section_name", "bureau_name", "valid_from_fy", "valid_to_fy", "successor", "aliases"),
    ("012345", "福祉課", "", "", "", "", ""),
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a city whose last measure is not rated, with its inquiry."""
    folder = tmp_path_factory.mktemp("marks")
    rows = [[f"支援事業{n}", "福祉課", f"相談を{n}5件受けた。", mark] for n, mark in enumerate(MARKS, 1)]
    table = [LEGEND, HEADING, *rows, ["見守り訪問", "福祉課", "高齢者宅を31回訪問した。", ""]]
    seeds = SeedsFolder(folder / "seeds")
    seeds.add_document(table, municipality_code="012345")
    seeds.write_table("departments.csv", DEPARTMENTS)
    assert run_refresh(Settings.of(seeds.path, folder / "output"), lambda _: None)
    assert shinchoku("inquiry", "export", "--output", folder / "output").exit_status == 0
    return folder


@pytest.fixture
def city(asked: Path, tmp_path: Path) -> Path:
    """A copy of the city."""
    return Path(shutil.copytree(asked, tmp_path / "city", symlinks=True))


def sent(city: Path) -> Path:
    return city / "output" / "inquiry" / "照会票_福祉課.xlsx"


def test_the_marks_are_told_and_suggested(city: Path) -> None:
    book = load_workbook(sent(city))
    letter = "".join(str(cell.value) for row in book[COVER_SHEET].iter_rows() for cell in row)
    assert "A（計画どおり実施した）、B（おおむね実施した）" in letter and "85%" not in letter
    sheet = book[QUESTION_SHEET]
    assert '"A,B,C,D,該当なし"' in [str(one.formula1) for one in sheet.data_validations.dataValidation]
    assert any("この欄の記号: A（計画どおり" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def answer(city: Path, given: str) -> Outcome:
    """Answer with a mark, and take that in."""
    returned = filled(sent(city), {"missing_rating": (given,)})
    return shinchoku("inquiry", "import", returned, "--seeds", city / "seeds", "--output", city / "output")


@pytest.mark.parametrize("given", ["B", "Ｂ", "B：おおむね実施した"])
def test_a_mark_is_taken(city: Path, given: str) -> None:
    told = answer(city, given)
    assert told.exit_status == 0, told.printed
    (row,) = rows_of(city / "seeds" / "adjudications.csv")
    assert (row["line_no"], row["field"], row["text"]) == ("12", "achievement", "B")


def test_a_mark_that_was_taken_is_published_by_the_next_refresh(city: Path) -> None:
    answer(city, "Ｂ")
    run_refresh(Settings.of(city / "seeds", city / "output"), lambda _: None)
    graded = "select achievement_grade from core.fact_progress where source_line_no = 12"
    assert query(city / "output", graded) == [("B",)]


@pytest.mark.parametrize("given", ["85%", "85", "E", "優"])
def test_what_is_no_mark_is_refused_with_the_marks(city: Path, given: str) -> None:
    told = answer(city, given)
    assert told.exit_status == 3 and "A（計画どおり実施した）" in told.printed, told.printed
    assert not (city / "seeds" / "adjudications.csv").exists()
