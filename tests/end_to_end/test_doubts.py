"""`shinchoku doubts`: what it lists and in which order, and the way of a decision from its CSV to the next refresh."""

import csv
import io
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.assets.run import run_refresh
from pipeline.cli.published.doubts import COLUMNS
from pipeline.errors import InputError
from pipeline.settings import PROJECT_ROOT, Settings
from pipeline.warehouse.connect import read_rows
from tests.end_to_end.test_bad_input import assert_refused, query, shinchoku

SEEDS = PROJECT_ROOT / "seeds"
DOCUMENT = "132217_jisatsu_2023"
DOUBTS = "(is_uncertain or field = 'quarantined') and method <> 'adjudicated'"
_HEAD = re.compile(r"^(\d+)行目 (\d+)番目のセル \(line .*?\) \| (.*)$", re.MULTILINE)
DECIDED = {"reason": "原文を読んで判断", "decided_by": "健康推進課", "decided_on": "2026-04-01"}


def seeds_copy(folder: Path, adjudications: str) -> Path:
    """Copy the project's seeds, with other adjudications; the document may be changed."""
    seeds = Path(shutil.copytree(SEEDS, folder))
    (seeds / "adjudications.csv").write_text(adjudications, "utf-8")
    register = seeds / "documents.csv"
    register.write_text(re.sub(r"\b[0-9a-f]{64}\b", "", register.read_text("utf-8")), "utf-8")
    return seeds


def refreshed(seeds: Path) -> Path:
    """Refresh into a folder beside the seeds, and return it."""
    output = seeds.parent / f"{seeds.name}_output"
    run_refresh(Settings.of(seeds, output), lambda _: None)
    return output


def listed(output: Path, *options: str) -> list[tuple[int, int]]:
    """Return line and cell of the doubts that are shown, in their order."""
    told = shinchoku("doubts", "--limit", "9999", "--output", output, *options)
    assert told.exit_status == 0
    return [(int(line_no), int(cell_no)) for line_no, cell_no, _ in _HEAD.findall(told.printed)]


def rows_of(output: Path, *options: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(shinchoku("doubts", "--csv", "--output", output, *options).printed)))


@pytest.fixture(scope="module")
def undecided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the real document as it is before anybody has decided anything."""
    return refreshed(seeds_copy(tmp_path_factory.mktemp("undecided") / "seeds", ",".join(COLUMNS) + "\n"))


@pytest.fixture(scope="module")
def known(undecided: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the warehouse in which exactly these six cells are in doubt."""
    output = tmp_path_factory.mktemp("known")
    shutil.copy(undecided / "shinchoku.duckdb", output)
    alternatives: dict[int, tuple[Any, ...]] = {
        2: ("measure", None, 0.8, "item", None, 0.2),
        3: ("page", None, 0.4, "surplus", None, 0.3),
        9: ("achievement", 2019, 0.6, "surplus", None, 0.4),
        12: ("achievement", 2020, 0.55, "achievement", 2019, 0.45),
        14: ("quarantined", None, 0.3, "evaluation", 2021, 0.3),
        17: ("status", 2022, 0.7, "evaluation", 2022, 0.25),
    }
    with duckdb.connect(str(output / "shinchoku.duckdb")) as connection:
        cells = "update staging.placed_cell set"
        connection.execute(f"{cells} method = 'adjudicated' where {DOUBTS}")
        connection.execute(f"{cells} field = 'evaluation', fiscal_year = 2022 where line_no = 9 and cell_no = 18")
        for cell_no, place in alternatives.items():
            connection.execute(
                f"{cells} method = 'aligned', is_uncertain = true, field = ?, fiscal_year = ?, posterior = ?, "
                "alternative_field = ?, alternative_fiscal_year = ?, alternative_posterior = ? "
                "where line_no = 9 and cell_no = ?",
                [*place, cell_no],
            )
    return output


def test_every_cell_in_doubt_is_listed_once_and_no_adjudicated_one(undecided: Path, kiyose_settings: Settings) -> None:
    for output in (undecided, kiyose_settings.output):
        cells = query(output, f"select line_no, cell_no from staging.placed_cell where {DOUBTS}")
        assert Counter(listed(output)) == Counter(cells)
    assert len(listed(undecided)) > 2


def test_names_come_before_ratings_ratings_before_texts_and_the_less_probable_first(known: Path) -> None:
    # The name holds for every year; then two years' rating, one year's rating, one year's texts, and the page.
    assert [cell_no for _, cell_no in listed(known)] == [2, 12, 9, 14, 17, 3]


def test_among_equal_consequences_the_smaller_posterior_comes_first(undecided: Path) -> None:
    with duckdb.connect(str(undecided / "shinchoku.duckdb"), read_only=True) as connection:
        rows = read_rows(connection, "doubts", {"document_id": None, "line_no": None})
    keys = [(-row["rating_count"], -row["fact_count"], row["posterior"]) for row in rows]
    assert keys == sorted(keys) and len({key[:2] for key in keys}) < len(set(keys))
    assert [(row["line_no"], row["cell_no"]) for row in rows] == listed(undecided)


def test_the_consequence_is_the_number_of_facts_of_the_line_in_the_years_in_question(known: Path) -> None:
    facts = Counter(
        year for (year,) in query(known, "select fiscal_year from core.fact_progress where source_line_no = 9")
    )
    printed = shinchoku("doubts", "--output", known).printed
    found = re.findall(r"達成度 (\d+) 件 ratings、値 (\d+) 件 facts", printed)
    rated = [sum(facts.values()), facts[2019] + facts[2020], facts[2019]]
    expected = [*((count, count) for count in rated), (0, facts[2021]), (0, facts[2022]), (0, 0)]
    assert [(int(ratings), int(values)) for ratings, values in found] == expected


def test_a_doubt_shows_what_a_decision_needs(known: Path) -> None:
    printed = shinchoku("doubts", "--output", known, "--line", "9").printed
    told = {int(cell_no): text for cell_no, text in re.findall(r"行目 (\d+)番目のセル(.*?)\n\n", printed, re.DOTALL)}
    ((text,),) = query(known, "select text from raw.cell where line_no = 9 and cell_no = 17")
    assert "市民活動団体・NPOとのネットワークの構築・強化" in told[17] and DOCUMENT in told[17]
    assert len(text) > 50 and text in told[17]
    assert "令和4年度の実施状況 0.70 [status, 2022]" in told[17]
    assert "令和4年度の担当課の評価 0.25 [evaluation, 2022] ← 18番目のセルが入っています「市民協働課80%" in told[17]
    assert "16番目 令和4年度の実施計画「(シティプロモーション課)" in told[17]
    assert "18番目 令和4年度の担当課の評価「市民協働課80%" in told[17]
    assert "保留 [quarantined]" in told[14] and "令和3年度の担当課の評価 0.30 [evaluation, 2021] ← 空いて" in told[14]
    assert "余分な記載 0.40 [surplus]" in told[9]


def test_line_document_and_limit_choose(undecided: Path) -> None:
    every = listed(undecided)
    line_no = every[-1][0]
    assert listed(undecided, "--line", str(line_no)) == [place for place in every if place[0] == line_no]
    assert listed(undecided, "--document", DOCUMENT) == every
    two = shinchoku("doubts", "--limit", "2", "--output", undecided)
    assert [(int(line), int(cell)) for line, cell, _ in _HEAD.findall(two.printed)] == every[:2]
    assert f"ほか {len(every) - 2} 件" in two.told
    assert "判断を待つセルはありません" in shinchoku("doubts", "--line", "1", "--output", undecided).printed


def test_what_cannot_be_listed_is_told(undecided: Path, tmp_path: Path) -> None:
    told = shinchoku("doubts", "--document", "999999_x_2023", "--output", undecided)
    assert (told.exit_status, "Traceback" in told.told) == (2, False)
    assert "999999_x_2023" in told.told and DOCUMENT in told.told
    assert_refused(shinchoku("doubts", "--output", tmp_path), tmp_path, "run shinchoku refresh first")


def test_the_csv_has_the_columns_of_the_seeds_and_the_present_place(undecided: Path, known: Path) -> None:
    heading = (SEEDS / "adjudications.csv").read_text("utf-8-sig").splitlines()[0]
    assert heading == ",".join(COLUMNS)
    rows = rows_of(undecided, "--limit", "9999")
    assert [(int(row["line_no"]), int(row["cell_no"])) for row in rows] == listed(undecided)
    guards = dict(query(undecided, "select line_no, sha256 from raw.line"))
    assert all(row["guard"] == guards[int(row["line_no"])] for row in rows)
    assert all(row[name] == "" for row in rows for name in ("text", "reason", "decided_by", "decided_on"))
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())
    places = {int(row["cell_no"]): (row["field"], row["fiscal_year"]) for row in rows_of(known)}
    assert places[17] == ("status", "2022") and places[2] == ("measure", "") and places[14] == ("quarantined", "")


def test_the_csv_is_plain_utf8_and_neither_dagster_nor_pandas_is_imported_for_it(undecided: Path) -> None:
    program = """
import sys
from typer.testing import CliRunner
from pipeline.cli.app import app
result = CliRunner().invoke(app, ["doubts", "--csv", "--output", sys.argv[1]])
sys.stdout.buffer.write(result.stdout_bytes)
assert not {"dagster", "pandas", "pandera", "pyarrow"} & set(sys.modules)
"""
    command = [sys.executable, "-c", program, str(undecided)]
    printed = subprocess.run(command, capture_output=True, check=True, cwd=PROJECT_ROOT).stdout
    assert printed.startswith(b"document_id,line_no,") and printed.endswith(b"\n") and b"\r" not in printed


def decisions(undecided: Path) -> list[dict[str, str]]:
    """Return two rows of the CSV, of different lines, completed: a status is an evaluation, or the other way round."""
    moves = {"status": "evaluation", "evaluation": "status"}
    by_line = {row["line_no"]: row for row in rows_of(undecided, "--limit", "9999") if row["field"] in moves}
    first, second = list(by_line.values())[:2]
    return [row | DECIDED | {"field": moves[row["field"]]} for row in (first, second)]


def appended(heading: str, rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    csv.DictWriter(text, COLUMNS, lineterminator="\n").writerows(rows)
    return heading + text.getvalue()


def adjudicated(output: Path) -> list[tuple[Any, ...]]:
    columns = "line_no, cell_no, field, fiscal_year"
    return query(output, f"select {columns} from staging.placed_cell where method = 'adjudicated' order by all")


def as_placed(rows: list[dict[str, str]]) -> list[tuple[Any, ...]]:
    return sorted((int(r["line_no"]), int(r["cell_no"]), r["field"], int(r["fiscal_year"])) for r in rows)


def test_a_completed_row_decides_and_one_about_a_line_that_changed_is_an_error(undecided: Path, tmp_path: Path) -> None:
    good, stale = decisions(undecided)
    seeds = seeds_copy(tmp_path / "seeds", appended(",".join(COLUMNS) + "\n", [good, stale]))
    (path,) = (seeds / "documents").glob("*.tsv")
    lines = path.read_text("utf-8").split("\n")
    lines[int(stale["line_no"]) - 1] += "。"
    path.write_text("\n".join(lines), "utf-8")
    output = tmp_path / "output"
    assert shinchoku("refresh", "--seeds", seeds, "--output", output).exit_status == 0
    assert adjudicated(output) == as_placed([good])
    assert not {place[:2] for place in as_placed([good])} & set(listed(output))
    findings = "select severity, line_no, cell_no from quality.finding where rule_code = 'stale_adjudication'"
    assert query(output, findings) == [("error", int(stale["line_no"]), int(stale["cell_no"]))]
    facts = "select count(*) from core.fact_progress"
    assert query(output, facts) == query(undecided, facts)
    ((line_no, cell_no, field, year),) = as_placed([good])
    told = shinchoku("trace", "--line", str(line_no), "--year", str(year), "--output", output).printed
    where = f"{line_no}行目 {cell_no}番目のセル (line {line_no}, cell {cell_no})"
    assert f"{where}: {field} {year} (adjudicated, 1.000) → " in told


@pytest.mark.parametrize("missing", DECIDED)
def test_a_row_that_is_not_completed_is_refused(undecided: Path, tmp_path: Path, missing: str) -> None:
    good, unfinished = decisions(undecided)
    heading = ",".join(COLUMNS) + "\n"
    seeds = seeds_copy(tmp_path / "seeds", appended(heading, [good, unfinished | {missing: ""}]))
    with pytest.raises(InputError) as told:
        run_refresh(Settings.of(seeds, tmp_path / "output"), lambda _: None)
    assert f"adjudications.csv, line 3: {missing} is empty" in told.value.message_en
