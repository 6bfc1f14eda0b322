"""Findings from run to run, accepted, listed and exported, over an invented city whose table changes."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from pipeline.assets.run import run_refresh
from pipeline.cli.app import app
from pipeline.errors import InputError
from pipeline.quality.rules import RULES
from pipeline.quality.rules.base import Rule
from pipeline.reports.withholding import WITHHELD
from pipeline.settings import PROJECT_ROOT, Settings
from pipeline.warehouse.previous import previous_findings
from tests.builders import HEADINGS, MEASURES, SeedsFolder

ACCEPTED = ("finding_id", "reason", "accepted_by", "accepted_on", "expires_on")
DOCUMENT = "012345_jisatsu_2023"
# The rules that these tests are about; what others find in the table is not their affair.
WATCHED = ("achievement_over_100", "achievement_without_unit", "unreadable_achievement")
WATCHED += ("expired_acceptance", "unmatched_acceptance")
FORMULA = "=cmd|' /C calc'!A0"


def table(*ratings: str, status: str = "12回実施した。") -> list[tuple[str, ...]]:
    """Return the usual table with these ratings in front; one over 100 % or without a unit is a finding."""
    rows = [(*row[:7], rating, row[8]) for row, rating in zip(MEASURES, ratings, strict=False)]
    rows[0] = (*rows[0][:5], status, *rows[0][6:])
    return [HEADINGS, *rows, *MEASURES[len(ratings) :]]


@dataclass
class City:
    """A seeds folder with one document, and what it publishes."""

    settings: Settings

    def publish(self, rows: list[tuple[str, ...]], *accepted: tuple[str, ...]) -> dict[str, str]:
        """Run the job; return the state of what each watched rule finds (one thing each)."""
        seeds = SeedsFolder(self.settings.seeds)
        seeds.add_document(rows)
        seeds.write_table("accepted_findings.csv", [ACCEPTED, *accepted])
        run_refresh(self.settings, lambda _: None, is_all=True)
        return {
            code: state for code, state in self.rows("select rule_code, state from quality.finding") if code in WATCHED
        }

    def rows(self, statement: str) -> list[Any]:
        with duckdb.connect(str(self.settings.warehouse), read_only=True) as connection:
            return connection.execute(statement).fetchall()

    def listed(self, *options: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.printed(*options, "--format", "csv"))))

    def printed(self, *options: str) -> str:
        result = CliRunner().invoke(app, ["findings", *options, "--output", str(self.settings.output)])
        assert result.exit_code == 0, result.output
        return result.output


@pytest.fixture
def city(tmp_path: Path) -> City:
    return City(Settings.of(tmp_path / "seeds", tmp_path / "warehouse"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> City:
    """A city after three runs: one finding is resolved, one persists, one is new, one is accepted."""
    folder = tmp_path_factory.mktemp("city")
    city = City(Settings.of(folder / "seeds", folder / "warehouse"))
    city.publish(table("120%", "80"))
    city.publish(table("120%", "80"))
    (name,) = city.rows("select finding_id from quality.finding where rule_code = 'achievement_over_100'")[0]
    city.publish(table("120%", "80%", "おおむね"), (name, "国の計画どおり", "健康課", "2026-04-01", ""))
    return city


def test_states_follow_the_runs_and_the_last_run_can_be_compared(published: City) -> None:
    runs = published.rows("select run_id, previous_run_id from quality.run")
    found = {row["rule_code"]: row for row in published.listed("--diff") if row["rule_code"] in WATCHED}
    assert {code: (row["change"], row["state"]) for code, row in found.items()} == {
        "achievement_over_100": ("persisting", "accepted"),
        "unreadable_achievement": ("new", "new"),
        "achievement_without_unit": ("resolved", "resolved"),
    }
    assert found["unreadable_achievement"]["first_seen_run"] == runs[0][0]
    assert found["achievement_over_100"]["first_seen_run"] not in runs[0]
    assert found["achievement_without_unit"]["resolved_in_run"] == runs[0][0]


def test_the_terminal_tells_what_changed(published: City) -> None:
    told = published.printed("--diff")
    ((new, resolved),) = published.rows("""
        select (select count(*) from quality.finding where state = 'new'), count(*) from quality.finding_history
    """)
    assert f"新規 new {new}、解消 resolved {resolved}" in told


def test_status_counts_accepted_findings_apart(published: City) -> None:
    result = CliRunner().invoke(app, ["status", "--all", "--output", str(published.settings.output)])
    (line,) = [line for line in result.output.splitlines() if "achievement_over_100" in line]
    assert line.split()[-3:] == ["0", "0", "1"]


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--rule", "achievement_over_100"), {"achievement_over_100"}),
        (("--state", "accepted"), {"achievement_over_100"}),
        (("--severity", "warning"), {"unreadable_achievement"}),
        (("--department", "福祉", "--year", "2023"), {"achievement_over_100", "unreadable_achievement"}),
        (("--department", "健康", "--year", "2023"), set()),
        (("--document", DOCUMENT, "--state", "new"), {"unreadable_achievement"}),
        (("--year", "2022"), set()),
    ],
)
def test_filters_choose(published: City, options: tuple[str, ...], codes: set[str]) -> None:
    assert {row["rule_code"] for row in published.listed(*options)} & set(WATCHED) == codes


def test_no_finding_is_told(published: City) -> None:
    assert "No finding" in published.printed("--year", "1999")
    assert published.listed("--year", "1999") == []


@pytest.mark.parametrize(
    ("option", "value", "known"),
    [
        ("--rule", "lost", "lost_item"),
        ("--severity", "fatal", "error, warning, notice"),
        ("--department", "消防課", "福祉課"),
        ("--state", "resolved", "persisting"),
        ("--document", "nowhere", DOCUMENT),
    ],
)
def test_an_unknown_name_is_told_with_what_exists(published: City, option: str, value: str, known: str) -> None:
    result = CliRunner().invoke(app, ["findings", option, value, "--output", str(published.settings.output)])
    assert isinstance(result.exception, InputError)
    assert value in result.exception.message_ja and value in result.exception.message_en
    assert known in result.exception.message_ja and known in result.exception.message_en


def test_most_severe_first_then_as_in_the_document(published: City) -> None:
    rows = published.listed()
    keys = [(["error", "warning", "notice"].index(row["severity"]), int(row["line_no"])) for row in rows]
    assert keys == sorted(keys)


def test_the_terminal_shows_some_and_says_how_many_more_and_exports_are_whole(published: City, tmp_path: Path) -> None:
    count = len(published.rows("from quality.finding"))
    told = published.printed("--limit", "1")
    assert f"{count} 件" in told and f"ほか {count - 1} 件" in told
    records = json.loads(published.printed("--limit", "1", "--format", "json"))
    assert len(records) == len(published.listed("--limit", "1")) == count
    path = tmp_path / "findings.csv"
    published.printed("--format", "csv", "--output-file", str(path))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(pd.read_csv(path)) == count


def test_listing_imports_neither_dagster_nor_pandas(published: City) -> None:
    program = """
import sys
from typer.testing import CliRunner
from pipeline.cli.app import app
assert CliRunner().invoke(app, ["findings", "--diff", "--output", sys.argv[1]]).exit_code == 0
print([name for name in ("dagster", "pandas", "pandera", "pyarrow") if name in sys.modules])
"""
    command = [sys.executable, "-c", program, str(published.settings.output)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT_ROOT)
    assert result.stdout.splitlines()[-1] == "[]"


def test_content_hash_and_exports_know_nothing_of_runs_and_acceptances(city: City) -> None:
    def outcome() -> tuple[str, dict[str, bytes]]:
        (run,) = city.rows("select content_sha256 from quality.run")
        return run[0], {path.name: path.read_bytes() for path in city.settings.exports.iterdir()}

    assert city.publish(table("120%"))["achievement_over_100"] == "new"
    first = outcome()
    (name,) = city.rows("select finding_id from quality.finding where rule_code = 'achievement_over_100'")[0]
    states = city.publish(
        table("120%"), (name, "理由", "人", "2020-04-01", "2021-03-31"), ("x", "理由", "人", "2020-04-01", "")
    )
    assert states == {
        "achievement_over_100": "persisting",
        "expired_acceptance": "new",
        "unmatched_acceptance": "new",
    }
    assert outcome() == first


def test_a_warehouse_from_before_states_gives_its_findings(city: City) -> None:
    city.publish(table("120%"))
    run = city.rows("select run_id from quality.run")[0][0]
    with duckdb.connect(str(city.settings.warehouse)) as connection:
        connection.execute("alter table quality.finding drop column state")
        connection.execute("alter table quality.finding drop column first_seen_run")
        connection.execute("drop table quality.finding_history")
        connection.execute("alter table quality.run drop column previous_run_id")
    assert city.publish(table("120%", "80")) == {
        "achievement_over_100": "persisting",
        "achievement_without_unit": "new",
    }
    assert (run, "achievement_over_100") in city.rows("select first_seen_run, rule_code from quality.finding")


@pytest.mark.parametrize("content", [b"", b"no database", b"\0" * 8192])
def test_a_warehouse_that_cannot_be_read_tells_no_history(city: City, content: bytes) -> None:
    city.settings.output.mkdir(parents=True)
    city.settings.warehouse.write_bytes(content)
    assert previous_findings(city.settings).run_id is None


def test_another_database_tells_no_history(city: City) -> None:
    city.settings.output.mkdir(parents=True)
    with duckdb.connect(str(city.settings.warehouse)) as connection:
        connection.execute("create schema quality")
        connection.execute("create table quality.run as select 'r' as run_id, 't' as published_at")
        connection.execute("create table quality.finding as select 1 as finding_id")
    assert previous_findings(city.settings).run_id is None


def test_a_warehouse_that_cannot_be_read_breaks_no_refresh(city: City) -> None:
    city.settings.output.mkdir(parents=True)
    city.settings.warehouse.write_bytes(b"no database")
    assert city.publish(table("120%")) == {"achievement_over_100": "new"}


def test_no_exported_cell_begins_like_a_formula(city: City) -> None:
    city.publish(table(FORMULA, "＠SUM(1)", status=FORMULA))
    cells = [cell for row in city.listed() for cell in row.values()]
    for path in city.settings.exports.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(tuple("=+@＝＋＠\t\r\n"))]
    facts = pd.read_parquet(city.settings.exports / "core.fact_progress.parquet")
    assert FORMULA in set(facts["status_text"])


def test_sensitive_texts_stay_inside(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "相談者1名のご家族と、三度にわたり面談を行った。"

    def check(progress: Any) -> Any:
        yield from (
            row.finding("status", year, observed=row.text("status", year))
            for row in progress.rows
            for year in row.years
            if row.text("status", year) == text
        )

    words = dict.fromkeys(("title_ja", "title_en", "rationale", "rationale_ja", "example"), "代役")
    stand_in = Rule(
        code="sensitive_text", severity="notice", message_ja="「{observed}」", message_en="{observed}",
        question_ja="", answer="confirmation", check=check, **words,
    )  # fmt: skip
    monkeypatch.setitem(RULES, "sensitive_text", stand_in)
    city.publish(table("120%", status=text))
    public = [path.read_text("utf-8-sig") for path in city.settings.exports.glob("*.csv")]
    public.append((city.settings.reports / "index.html").read_text("utf-8"))
    assert WITHHELD in "".join(public)
    book = load_workbook(city.settings.exports / "shinchoku.xlsx")
    public += [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [text for text in public if "三度にわたり" in text]
    for path in city.settings.exports.glob("*.parquet"):
        assert "三度にわたり" not in pd.read_parquet(path).to_csv(), path
    assert city.rows("select status_text from core.fact_progress where contains(status_text, '三度にわたり')") == [
        (text,)
    ]
