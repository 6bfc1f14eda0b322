"""What is published, taken out by commands: exports, the report, the dictionary; and names completed by the shell."""

import json
import os
import subprocess
import sys
import webbrowser
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest
from click.testing import Result
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.errors import InputError, OutputError
from pipeline.settings import PROJECT_ROOT, Settings
from pipeline.warehouse.statements import japanese_view_names


def shinchoku(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--output", str(settings.output)], catch_exceptions=False)


def test_a_table_is_written_as_the_release_exports_it(kiyose_settings: Settings, tmp_path: Path) -> None:
    for form in ("csv", "parquet"):
        result = shinchoku(kiyose_settings, "export", "core.fact_progress", "--format", form, "--to", str(tmp_path))
        assert result.exit_code == 0
        path = tmp_path / f"core.fact_progress.{form}"
        assert f"書き出しました written: {path}" in result.output.replace("\n", "")
        assert path.read_bytes() == (kiyose_settings.exports / path.name).read_bytes()


@pytest.mark.parametrize("name", ["達成度_部署別", "ja.達成度_部署別", "achievement_by_department_year"])
def test_a_mart_can_be_named_by_its_japanese_view(name: str, kiyose_settings: Settings, tmp_path: Path) -> None:
    shinchoku(kiyose_settings, "export", name, "--format", "xlsx", "--to", str(tmp_path / "new"))
    book = openpyxl.load_workbook(tmp_path / "new" / "mart.achievement_by_department_year.xlsx")
    assert book.sheetnames == ["お読みください", "達成度_部署別", "列の説明"]


def test_a_core_table_as_a_workbook_has_its_own_columns(kiyose_settings: Settings, tmp_path: Path) -> None:
    shinchoku(kiyose_settings, "export", "core.dim_department", "--format", "xlsx", "--to", str(tmp_path))
    sheet = openpyxl.load_workbook(tmp_path / "core.dim_department.xlsx")["core.dim_department"]
    frame = pd.read_parquet(kiyose_settings.exports / "core.dim_department.parquet")
    assert sorted(str(cell.value) for cell in sheet[1]) == sorted(frame.columns)
    assert sheet.max_row == len(frame) + 1


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_all_of_them_are_what_the_release_has(form: str, kiyose_settings: Settings, tmp_path: Path) -> None:
    assert shinchoku(kiyose_settings, "export", "all", "--format", form, "--to", str(tmp_path)).exit_code == 0
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    expected = {path.name: path.read_bytes() for path in kiyose_settings.exports.glob(f"*.{form}")}
    if form == "csv":
        expected["datapackage.json"] = (kiyose_settings.exports / "datapackage.json").read_bytes()
    assert written == expected and written


def test_a_file_that_is_there_is_replaced_only_where_that_is_said(kiyose_settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "core.dim_plan.csv"
    path.write_text("mine")
    with pytest.raises(InputError, match="--overwrite"):
        shinchoku(kiyose_settings, "export", "all", "--to", str(tmp_path))
    assert [found.name for found in tmp_path.iterdir()] == [path.name] and path.read_text() == "mine"
    assert shinchoku(kiyose_settings, "export", "core.dim_plan", "--overwrite", "--to", str(tmp_path)).exit_code == 0
    assert path.read_text("utf-8-sig").startswith("plan_id")
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_what_cannot_be_written_or_is_not_exported_is_told(kiyose_settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="書き込めません"):
        shinchoku(kiyose_settings, "export", "core.dim_plan", "--to", str(tmp_path / "file"))
    with pytest.raises(InputError, match=r"core\.dim_plan, "):
        shinchoku(kiyose_settings, "export", "raw.cell", "--to", str(tmp_path))
    with pytest.raises(InputError, match="shinchoku refresh"):
        shinchoku(Settings.of(output=tmp_path / "nothing"), "export", "core.dim_plan", "--to", str(tmp_path))


def test_the_report_is_told_and_opened(kiyose_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    page = kiyose_settings.reports / "index.html"
    assert shinchoku(kiyose_settings, "report").output == f"{page}\n"
    assert opened == []
    shinchoku(kiyose_settings, "report", "--open")
    shinchoku(kiyose_settings, "report", "--internal", "--open")
    assert opened == [page.as_uri(), (page.parent / "internal" / "index.html").as_uri()]
    with pytest.raises(InputError, match="shinchoku refresh"):
        shinchoku(Settings.of(output=kiyose_settings.output / "nothing"), "report")


def test_without_a_browser_the_path_is_still_told(kiyose_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    result = shinchoku(kiyose_settings, "report", "--open")
    assert (result.exit_code, "ブラウザを起動できません" in result.stderr) == (0, True)
    assert result.stdout.strip() == str(kiyose_settings.reports / "index.html")


def test_the_dictionary_lists_every_table_and_view(
    kiyose_settings: Settings, kiyose: duckdb.DuckDBPyConnection
) -> None:
    tables = json.loads(shinchoku(kiyose_settings, "dictionary", "--format", "json").stdout)
    found = kiyose.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
    views = [row["table_name"] for row in tables if row["table_name"].startswith("ja.")]
    assert {row["table_name"] for row in tables} == {name for (name,) in found} | set(views)
    assert {name.removeprefix("ja.") for name in views} == set(japanese_view_names().values())
    assert all(row["meaning_ja"] for row in tables)


@pytest.mark.parametrize("name", ["core.fact_progress", "fact_progress"])
def test_the_dictionary_tells_what_columns_mean_in_both_languages(name: str, kiyose_settings: Settings) -> None:
    columns = json.loads(shinchoku(kiyose_settings, "dictionary", name, "--format", "json").stdout)
    (pct,) = (column for column in columns if column["column_name"] == "achievement_pct")
    assert "100％に読み替えることはありません" in pct["meaning_ja"]
    assert pct["meaning_en"].startswith("Percent")
    assert float(pct["example"]) >= 0
    assert [column["column_name"] for column in columns if column["is_key"]] == [
        "document_id", "fiscal_year", "measure_id", "department_id",
    ]  # fmt: skip


def test_the_dictionary_shows_japanese_views_and_refuses_other_names(kiyose_settings: Settings) -> None:
    shown = shinchoku(kiyose_settings, "dictionary", "ja.達成度_部署別").stdout
    assert "単独:率の平均" in shown and "単純平均" in shown
    with pytest.raises(InputError, match=r"mart\.achievement, "):
        shinchoku(kiyose_settings, "dictionary", "fact")


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("shinchoku export 達成度_部", ["達成度_部署別", "達成度_部局別"]),
        ("shinchoku export core.dim_p", ["core.dim_plan", "core.dim_policy"]),
        ("shinchoku dictionary raw.", ["raw.document", "raw.line", "raw.cell"]),
        ("shinchoku dic", ["dictionary"]),
        ("shinchoku export --f", ["--format"]),
    ],
)
def test_the_shell_completes_commands_options_and_tables(
    words: str, completed: list[str], kiyose_settings: Settings
) -> None:
    code = "import sys; sys.argv[0] = 'shinchoku'; from pipeline.cli.app import app; app(prog_name='shinchoku')"
    environment = {
        "_SHINCHOKU_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
        "SHINCHOKU_OUTPUT": str(kiyose_settings.output),
    }
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | environment, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert sorted(run.stdout.split()) == sorted(completed), run.stderr


def test_completing_without_a_warehouse_is_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.cli.published import dictionary, export

    monkeypatch.setenv("SHINCHOKU_OUTPUT", str(tmp_path))
    assert dictionary.completed_tables("core") == []
    assert export.completed_tables("core") == []
