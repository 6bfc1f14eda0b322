"""The round trip on an invented city: questions out as workbooks, answers back, and the loop closed by a refresh."""

import csv
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pipeline.assets.run import run_refresh
from pipeline.inquiry.columns import CONFIRMED, FINDING_ID, QUESTION_SHEET
from pipeline.quality.rules import RULES
from pipeline.settings import PROJECT_ROOT, Settings
from tests.builders import SeedsFolder
from tests.end_to_end.test_bad_input import query, shinchoku
from tests.inquiry_builders import columns_of, filled
from tests.quality_builders import HEADING, measure_row

DOCUMENT = "012345_jisatsu_2023"
FORMULA = '=HYPERLINK("http://example.com","窓口")'
ROWS = (
    ["基本施策1 支援の充実"],
    HEADING,
    measure_row(achievement_2022=""),
    measure_row(item="1-2. 相談の周知", measure="電話相談", section="健康課", achievement_2023="120%"),
    measure_row(item="1-3. 講座", measure="共同講座", section="福祉課 健康課", achievement_2023=""),
    measure_row(item="1-4. 広報", measure="広報紙", section="広報課", status_2022=FORMULA),
    measure_row(item="1-5. 見守り", measure="見守り活動", section="健康課", achievement_2022=""),
)
DEPARTMENTS = [
    ("municipality_code", "section_name", "bureau_name", "valid_from_fy", "valid_to_fy", "successor", "aliases"),
    *(("012345", name, "福祉部", "", "", "", "") for name in ("福祉課", "健康課", "広報課")),
]
KINDS = "select achievement_kind, achievement_pct from core.fact_progress"


class City:
    """A seeds folder and its output, with the commands of the round trip."""

    def __init__(self, folder: Path) -> None:
        self.seeds, self.output = folder / "seeds", folder / "output"
        self.adjudications = self.seeds / "adjudications.csv"
        self.accepted = self.seeds / "accepted_findings.csv"

    def refresh(self) -> None:
        run_refresh(Settings.of(self.seeds, self.output), lambda _: None)

    def export(self, *options: str) -> Any:
        return shinchoku(
            "inquiry", "export", "--output", self.output, "--on", "2026-11-24", "--severity", "notice", *options
        )

    def take_in(self, *files: Path) -> Any:
        dated = ("--on", "2026-12-01")
        return shinchoku("inquiry", "import", *files, "--seeds", self.seeds, "--output", self.output, *dated)

    def workbook(self, section: str) -> Path:
        return self.output / "inquiry" / f"照会票_{section}.xlsx"

    def findings(self, rule: str) -> list[tuple[Any, ...]]:
        return query(self.output, f"select * from quality.finding where rule_code = '{rule}' order by line_no")

    def rating(self, line_no: int, year: int, section: str) -> tuple[Any, ...]:
        where = f"source_line_no = {line_no} and fiscal_year = {year} and department_id = '012345_{section}'"
        (row,) = query(self.output, f"{KINDS} where {where}")
        return row

    def seeds_bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.seeds.glob("*.csv"))}


@pytest.fixture(scope="module", autouse=True)
def asked_about_over_100() -> Iterator[None]:
    """A rule that asks for a confirmation, whatever the rules ask for at present."""
    rule = RULES["achievement_over_100"]
    question = "達成度「{observed}」は100％を超えていますが、この記載でよろしいでしょうか。"
    RULES[rule.code] = replace(rule, question_ja=question, answer="confirmation")
    yield
    RULES[rule.code] = rule


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> City:
    """The city as it is before anybody has answered."""
    folder = tmp_path_factory.mktemp("city")
    seeds = SeedsFolder(folder / "seeds")
    seeds.add_document(ROWS)
    seeds.write_table("departments.csv", DEPARTMENTS)
    city = City(folder)
    city.refresh()
    return city


@pytest.fixture
def city(published: City, tmp_path: Path) -> City:
    """A copy of the city, with its workbooks."""
    for name in ("seeds", "output"):
        shutil.copytree(getattr(published, name), tmp_path / name, symlinks=True)
    copied = City(tmp_path)
    assert copied.export().exit_status == 0
    return copied


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def answers(city: City) -> tuple[Path, Path]:
    """Fill in the workbooks of two sections as they would."""
    welfare = filled(city.workbook("福祉課"), {"missing_rating": ("８５％", None, "集計後に確定")})
    health = filled(
        city.workbook("健康課"), {"missing_rating": ("実施",), "achievement_over_100": (CONFIRMED, None, None)}
    )
    return welfare, health


@pytest.fixture(scope="module")
def answered(published: City, tmp_path_factory: pytest.TempPathFactory) -> City:
    """The city after two sections have answered and what they said was taken in and published; not to be changed."""
    folder = tmp_path_factory.mktemp("answered")
    for name in ("seeds", "output"):
        shutil.copytree(getattr(published, name), folder / name, symlinks=True)
    city = City(folder)
    assert city.export().exit_status == 0
    told = city.take_in(*answers(city))
    assert (told.exit_status, told.told) == (0, "")
    assert "adjudications.csv 4 行" in told.printed and "accepted_findings.csv 1 行" in told.printed
    city.refresh()
    return city


def test_each_section_gets_its_own_questions(city: City) -> None:
    told = city.export("--overwrite")
    assert (told.exit_status, "Traceback" in told.told) == (0, False)
    assert "照会票_福祉課.xlsx" in told.printed and "照会票_健康課.xlsx" in told.printed
    found = {}
    for section in ("福祉課", "健康課"):
        sheet = load_workbook(city.workbook(section))[QUESTION_SHEET]
        columns = columns_of(sheet)
        rows = [[sheet.cell(row, columns[name]).value for name in (FINDING_ID, "line_no")] for row in range(4, 40)]
        found[section] = {(str(name).split("-")[0], line) for name, line in rows if name}
    assert {("missing_rating", "3"), ("missing_rating", "5")} <= found["福祉課"]
    expected = {("missing_rating", "5"), ("missing_rating", "7"), ("achievement_over_100", "4")}
    assert expected <= found["健康課"] and ("missing_rating", "3") not in found["健康課"]


def test_the_same_questions_give_the_same_bytes(city: City, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in (city.output / "inquiry").iterdir()}
    shutil.rmtree(city.output / "inquiry")
    city.export()
    assert {path.name: path.read_bytes() for path in (city.output / "inquiry").iterdir()} == before


def test_no_source_text_becomes_a_formula(city: City) -> None:
    # Asked about or not: the section's rows are in its reference sheet.
    for path in (city.output / "inquiry").iterdir():
        with zipfile.ZipFile(path) as parts:
            sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
        assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


def test_the_loop_closes(published: City, answered: City) -> None:
    assert len(published.findings("missing_rating")) == 3
    city = answered
    assert city.findings("missing_rating") == [] and city.findings("stale_adjudication") == []
    assert city.rating(3, 2022, "福祉課") == ("percent", 85.0)
    assert city.rating(7, 2022, "健康課") == ("implemented", None)
    assert [city.rating(5, 2023, name) for name in ("福祉課", "健康課")] == [("percent", 85.0), ("implemented", None)]
    assert city.rating(4, 2023, "健康課") == ("percent", 120.0)
    supplied = "select line_no, field, fiscal_year, decided_by, decided_on from staging.supplied_value order by all"
    assert query(city.output, supplied) == [
        (3, "achievement", 2022, "福祉課", "2026-12-01"),
        (5, "achievement", 2023, "健康課", "2026-12-01"),
        (7, "achievement", 2022, "健康課", "2026-12-01"),
    ]
    (accepted,) = rows_of(city.accepted)
    assert accepted["finding_id"] == city.findings("achievement_over_100")[0][0]


def test_what_was_answered_is_traced(answered: City) -> None:
    told = shinchoku("trace", "--line", "3", "--year", "2022", "--output", answered.output).printed
    assert "achievement 2022 (adjudicated, 福祉課, 2026-12-01) → fact_progress.achievement_as_printed" in told
    assert "原文に記載なし" in told and "回答 answered: 85%" in told and "集計後に確定" in told


def test_a_corrected_cell_shows_the_printed_and_the_answered_text(city: City) -> None:
    health = filled(city.workbook("健康課"), {"achievement_over_100": ("訂正する", "100%")})
    assert city.take_in(health).exit_status == 0
    city.refresh()
    assert city.rating(4, 2023, "健康課") == ("percent", 100.0)
    assert city.findings("achievement_over_100") == []
    told = shinchoku("trace", "--line", "4", "--year", "2023", "--output", city.output).printed
    assert "      120%\n      訂正後 adjudicated (健康課, 2026-12-01): 100%" in told


def test_answers_change_nothing_the_second_time_before_and_after_a_refresh(city: City) -> None:
    files = answers(city)
    city.take_in(*files)
    before = city.seeds_bytes()
    for _ in range(2):
        again = city.take_in(*files)
        assert again.exit_status == 0 and "新しい回答はありません" in again.printed
        assert "取り込み済み recorded before: 5 件" in again.printed
        assert city.seeds_bytes() == before
        city.refresh()


def test_existing_rows_stay_byte_for_byte(city: City) -> None:
    heading = "document_id,line_no,cell_no,guard,field,fiscal_year,text,reason,decided_by,decided_on,note\r\n"
    guard = query(city.output, "select sha256 from raw.line where line_no = 4")[0][0]
    standing = f'"{DOCUMENT}",4,3,{guard},page,,,"理由, 確認済",maintainer,2026-11-01,"x"\r\n'
    city.adjudications.write_bytes((heading + standing).encode())
    city.take_in(*answers(city))
    assert city.adjudications.read_bytes().startswith((heading + standing).encode())
    city.refresh()
    assert city.findings("stale_adjudication") == []


def test_what_cannot_be_used_is_listed_and_the_rest_is_used(city: City, tmp_path: Path) -> None:
    welfare, health = answers(city)
    workbook = load_workbook(health)
    sheet = workbook[QUESTION_SHEET]
    sheet.title = "回答"
    columns = columns_of(sheet)
    for row in range(4, sheet.max_row + 1):
        finding_id, line_no = (sheet.cell(row, columns[name]).value or "" for name in (FINDING_ID, "line_no"))
        if finding_id.startswith("missing_rating") and line_no == "7":
            sheet.cell(row, columns["ご回答"]).value = "だいたい"
        if finding_id.startswith("achievement_over_100"):
            sheet.cell(row, columns[FINDING_ID]).value = "achievement_over_100-000000000000"
    workbook.save(health)
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(b"PK nothing")
    told = city.take_in(welfare, damaged, health, tmp_path / "none.xlsx")
    assert (told.exit_status, "Traceback" in told.told + told.printed) == (3, False)
    assert "取り込めなかった回答 not usable: 4 件" in told.printed
    for words in (
        "damaged.xlsx: ",
        "none.xlsx: ファイルがありません",
        "回答 G",
        "「だいたい」を達成度として",
        "現在ありません",
    ):
        assert words in told.printed
    texts = [(row["line_no"], row["text"]) for row in rows_of(city.adjudications)]
    assert texts == [("3", "85%"), ("5", "【福祉課】85%"), ("5", "【福祉課】85% 【健康課】実施")]
    assert not city.accepted.exists()


def test_an_answer_about_a_line_that_changed_is_not_taken_and_a_recorded_one_is_an_error(city: City) -> None:
    welfare, health = answers(city)
    city.take_in(welfare)
    (document,) = (city.seeds / "documents").glob("*.tsv")
    lines = document.read_text("utf-8").split("\n")
    for index in (2, 6):
        lines[index] = lines[index].replace("24件", "25件")
    document.write_text("\n".join(lines), "utf-8")
    city.refresh()
    stale = "select severity, line_no, field, fiscal_year from quality.finding where rule_code = 'stale_adjudication'"
    assert query(city.output, stale) == [("error", 3, "achievement", 2022)]
    assert city.rating(3, 2022, "福祉課")[0] == "missing"
    told = city.take_in(health)
    assert told.exit_status == 3 and "原文の行が変わったか" in told.printed


def test_a_returned_workbook_is_not_overwritten_unasked(city: City) -> None:
    welfare, _ = answers(city)
    before = welfare.read_bytes()
    told = city.export()
    assert told.exit_status == 2 and "照会票_福祉課.xlsx" in told.told and "--overwrite" in told.told
    assert welfare.read_bytes() == before
    assert city.export("--overwrite").exit_status == 0
    assert welfare.read_bytes() != before


def test_sections_are_chosen_and_those_without_questions_are_told(city: City) -> None:
    shutil.rmtree(city.output / "inquiry")
    told = city.export("--department", "福祉", "--department", "広報課", "--due", "2026-12-11", "--from", "計画課")
    assert told.exit_status == 0
    assert city.workbook("福祉課").exists() and not city.workbook("健康課").exists()
    cover = "\n".join(str(row[0].value) for row in load_workbook(city.workbook("福祉課")).worksheets[0].iter_rows())
    assert "令和8年12月11日（金）まで" in cover and "計画課" in cover
    unknown = city.export("--department", "総務課")
    assert unknown.exit_status == 2 and "福祉課" in unknown.told
    assert city.export("--due", "12月11日").exit_status == 2
    assert "より前です" in city.export("--due", "2026-11-23").told


def test_a_folder_without_a_warehouse_is_only_written_to(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHINCHOKU_OUTPUT", str(city.output))
    told = shinchoku("inquiry", "export", "--output", tmp_path / "sent")
    assert told.exit_status == 0
    assert "照会票_福祉課.xlsx" in {path.name for path in (tmp_path / "sent").iterdir()}


def test_an_accepted_finding_is_not_asked_again(
    answered: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHINCHOKU_OUTPUT", str(answered.output))
    assert shinchoku("inquiry", "export", "--output", tmp_path, "--severity", "notice").exit_status == 0
    asked = [path for path in tmp_path.iterdir() if "健康課" in path.name]
    ids = [cell.value for path in asked for row in load_workbook(path)[QUESTION_SHEET].iter_rows() for cell in row]
    assert not any(str(value).startswith("achievement_over_100") for value in ids)


def test_neither_command_imports_dagster_or_pandas(city: City) -> None:
    welfare, _ = answers(city)
    program = """
import sys
from typer.testing import CliRunner
from pipeline.cli.app import app
output, seeds, file = sys.argv[1:]
for command in (["inquiry", "export", "--overwrite"], ["inquiry", "import", file, "--seeds", seeds]):
    result = CliRunner().invoke(app, [*command, "--output", output])
    assert result.exit_code == 0, result.output
print([name for name in ("dagster", "pandas", "pandera", "pyarrow") if name in sys.modules])
"""
    command = [sys.executable, "-c", program, str(city.output), str(city.seeds), str(welfare)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT_ROOT)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_by_another_program_is_read_back(city: City, tmp_path: Path) -> None:
    welfare, _ = answers(city)
    saved = tmp_path / "saved"
    command = ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", str(saved), str(welfare)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    told = city.take_in(saved / welfare.name)
    assert told.exit_status == 0
    assert [row["text"] for row in rows_of(city.adjudications)] == ["85%", "【福祉課】85%"]
