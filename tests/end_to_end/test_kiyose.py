"""The whole job on the real document. Expected numbers are counted from the file; expected facts were read by eye."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.assets.run import run_refresh
from pipeline.settings import PROJECT_ROOT, Settings
from pipeline.values.policies import read_policy_title
from pipeline.warehouse.connect import read_rows

DATA = Path(__file__).parents[1] / "data"
FACTS = list(csv.DictReader((DATA / "kiyose_2023_facts.csv").open(encoding="utf-8")))


def scalar(connection: duckdb.DuckDBPyConnection, statement: str) -> Any:
    return connection.execute(statement).fetchone()[0]


@pytest.fixture(scope="module")
def printed(kiyose_document: Path) -> list[list[str]]:
    return [line.split("\t") for line in kiyose_document.read_text("utf-8").split("\n")]


def test_every_line_and_cell_is_in_raw(kiyose: duckdb.DuckDBPyConnection, printed: list[list[str]]) -> None:
    cells = [(line_no, cell_no, text) for line_no, row in enumerate(printed, 1) for cell_no, text in enumerate(row, 1)]
    stored = kiyose.execute("select line_no, cell_no, text from raw.cell order by all").fetchall()
    assert stored == sorted(cells)
    assert scalar(kiyose, "select count(*) from raw.line") == len(printed)


def test_kinds_of_lines_agree_with_the_file(kiyose: duckdb.DuckDBPyConnection, printed: list[list[str]]) -> None:
    def kind(row: list[str]) -> str:
        texts = [text for text in row if text.strip()]
        if not texts:
            return "blank"
        if set("".join(texts)) == {"-"}:
            return "separator"
        if texts[0] == "計画における項目":
            return "header"
        if len(row) == 1:
            return "title"
        return "policy" if len(texts) < 3 and read_policy_title(texts[0]) else "measure"

    found = dict(kiyose.execute("select kind, count(*) from raw.line group by kind").fetchall())
    assert found == Counter(map(kind, printed))
    assert found == {"blank": 22, "header": 9, "separator": 3, "title": 4, "policy": 3, "measure": 103}


def test_ledger_accounts_for_every_printed_cell_once(
    kiyose: duckdb.DuckDBPyConnection, printed: list[list[str]]
) -> None:
    places = [
        (line_no, cell_no)
        for line_no, row in enumerate(printed, 1)
        for cell_no, text in enumerate(row, 1)
        if text.strip()
    ]
    ledger = kiyose.execute("select line_no, cell_no from quality.cell_ledger order by all").fetchall()
    assert ledger == places
    assert len(places) == 2224


def test_every_measure_line_is_one_measure(kiyose: duckdb.DuckDBPyConnection) -> None:
    assert scalar(kiyose, "select count(*) from core.dim_measure") == 103
    assert scalar(kiyose, "select count(distinct line_no) from core.measure_listing") == 103


@pytest.mark.parametrize("expected", FACTS, ids=lambda e: f"{e['line_no']}-{e['fiscal_year']}-{e['section_name']}")
def test_facts_read_by_eye_trace_to_their_cells(kiyose: duckdb.DuckDBPyConnection, expected: dict[str, str]) -> None:
    conditions = {
        "measure": None,
        "fiscal_year": int(expected["fiscal_year"]),
        "department": expected["section_name"],
        "line_no": int(expected["line_no"]),
        "document_id": None,
    }
    (fact,) = read_rows(kiyose, "trace_facts", conditions)
    assert fact["achievement_kind"] == expected["achievement_kind"]
    assert fact["achievement_pct"] == (float(expected["achievement_pct"]) if expected["achievement_pct"] else None)
    assert fact["attribution"] == expected["attribution"]

    key = {name: fact[name] for name in ("document_id", "fiscal_year", "measure_id", "department_id")}
    cells = read_rows(kiyose, "trace_cells", key)
    source = {row["column_name"]: row["cell_no"] for row in cells if row["core_table"] == "core.fact_progress"}
    assert all(row["line_no"] == int(expected["line_no"]) for row in cells)
    columns = {"achievement_as_printed": "achievement", "plan_text": "plan"}
    columns |= {"status_text": "status", "evaluation_text": "evaluation"}
    traced = {name: str(source.get(column, "")) for column, name in columns.items()}
    assert traced == {name: expected[f"{name}_cell"] for name in columns.values()}


def test_same_seeds_give_byte_identical_exports(kiyose_settings: Settings, tmp_path: Path) -> None:
    again = Settings.of(PROJECT_ROOT / "seeds", tmp_path)
    run_refresh(again, lambda _: None)
    first = {path.name: path.read_bytes() for path in kiyose_settings.exports.iterdir()}
    assert {path.name: path.read_bytes() for path in again.exports.iterdir()} == first
    assert "core.fact_progress.parquet" in first


def test_nothing_is_wrong_in_silence(kiyose: duckdb.DuckDBPyConnection) -> None:
    """Every cell that is in doubt, set aside or unused is also a finding."""
    doubted = """
        select line_no, cell_no from staging.placed_cell
        where is_uncertain or field in ('surplus', 'quarantined')
        except
        select line_no, cell_no from quality.finding
        where rule_code in ('doubtful_cell', 'surplus_cell', 'quarantined_cell')
    """
    assert kiyose.execute(doubted).fetchall() == []
