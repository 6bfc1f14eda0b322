"""One, two and three editions of the Kiyose plan: what stays the same, what was restated, what is asked again."""

import csv
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from pipeline.assets.run import run_refresh
from pipeline.cli.app import app
from pipeline.inquiry.questions import read_inquiries
from pipeline.settings import PROJECT_ROOT, Settings
from tests.contract.test_readme import QUERY, READMES
from tests.editions import Edition, dropped, replaced

SHARED_YEARS = """
    select fiscal_year, sum(percent_count), round(sum(percent_sum), 6), sum(implemented_count),
        sum(not_implemented_count), sum(missing_count)
    from mart.achievement_by_policy_year where fiscal_year <= 2022 group by all order by all
"""
GONE = "商工会等育成事業"
RENAMED = {"スマイル・ベビーきよせ事業": "スマイルベビーきよせ相談支援事業"}
NEW_SECTION = {"子育て支援課": "こども家庭課"}
NEW = "図書館における啓発展示"
RESTATED = {"95.7%": "96.7%", "97.7%": "79.7%", "96.1%": "-"}


@pytest.fixture(scope="module")
def first(kiyose: duckdb.DuckDBPyConnection, kiyose_document: Path) -> Edition:
    """The real document, as the edition of 令和5年度."""
    kinds = [kind for (kind,) in kiyose.execute("select kind from raw.line order by line_no").fetchall()]
    lines = [line.split("\t") for line in kiyose_document.read_text("utf-8").split("\n")[: len(kinds)]]
    return Edition(lines, kinds, 5)


def built(folder: Path, *editions: Edition, accepted: Sequence[str] = ()) -> Settings:
    """Return the warehouse of the bundled seeds with further editions, each read in a run of its own seeds."""
    seeds = folder / "seeds"
    shutil.copytree(PROJECT_ROOT / "seeds", seeds)
    with (seeds / "documents.csv").open("a", encoding="utf-8", newline="") as file:
        for edition in editions:
            year = 2018 + edition.year
            (seeds / "documents" / f"{year}.tsv").write_text(edition.text, "utf-8")
            row = ["132217", "清瀬市", "jisatsu", "清瀬市自殺対策計画", year, f"documents/{year}.tsv"]
            csv.writer(file).writerow([*row, "", "", "", "", ""])
    with (seeds / "accepted_findings.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((finding_id, "確認済み", "健康推進課", "2026-04-01", "") for finding_id in accepted)
    settings = Settings.of(seeds, folder / "warehouse")
    run_refresh(settings, lambda _: None)
    return settings


@pytest.fixture(scope="module")
def accepted(kiyose: duckdb.DuckDBPyConnection) -> str:
    """A finding about the first edition that somebody lets stand."""
    query = "select min(finding_id) from quality.finding where rule_code = 'status_repeated'"
    ((finding_id,),) = kiyose.execute(query).fetchall()
    return str(finding_id)


@pytest.fixture(scope="module")
def again(
    first: Edition, accepted: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Three editions that print the years they share alike; a finding of the first was accepted."""
    second, folder = first.moved_on(), tmp_path_factory.mktemp("again")
    settings = built(folder, second, second.moved_on(), accepted=(accepted,))
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def changed(first: Edition, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Two editions: three values restated in one row, whose measure and section are renamed; one dropped, one new."""
    second = first.moved_on()
    for before, after in RESTATED.items():
        second = second.changed(lambda row, text=before: text in row, replaced(before, after))
    for before, after in (RENAMED | NEW_SECTION).items():
        second = second.changed(lambda row, text=before: text in row, replaced(before, after))
    second = second.changed(lambda row: GONE in row, dropped).with_new(NEW, "図書館")
    settings = built(tmp_path_factory.mktemp("changed"), second)
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        yield connection


def test_shared_years_give_the_same_figures_with_one_edition_and_with_three(
    kiyose: duckdb.DuckDBPyConnection, again: duckdb.DuckDBPyConnection
) -> None:
    assert again.execute("select edition_count, last_document_id from core.dim_plan").fetchall() == [
        (3, "132217_jisatsu_2025")
    ]
    assert again.execute(SHARED_YEARS).fetchall() == kiyose.execute(SHARED_YEARS).fetchall()
    assert again.execute("select * from mart.restatement").fetchall() == []


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_queries_of_the_readme_give_the_same_figures_for_the_years_both_tell(
    path: Path, kiyose: duckdb.DuckDBPyConnection, again: duckdb.DuckDBPyConnection
) -> None:
    for match in QUERY.finditer(path.read_text("utf-8")):
        every_row = match["sql"].partition("\nlimit")[0]
        told = [shared(connection.execute(every_row).fetchall()) for connection in (kiyose, again)]
        assert told[0] == told[1] and told[0], every_row


def shared(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return the rows of years that the first edition had closed; of years across, those years."""
    later = ("2023", "2024", "2025", "令和5年度", "令和6年度", "令和7年度")
    cut = [tuple(re.split(r" \| 2023", cell)[0] if isinstance(cell, str) else cell for cell in row) for row in rows]
    return [row for row in cut if not any(str(cell) in later for cell in row)]


def test_every_measure_is_the_same_one_in_each_edition(again: duckdb.DuckDBPyConnection) -> None:
    listed = "select count(distinct measure_id) from core.measure_listing group by document_id"
    assert again.execute(listed).fetchall() == [(103,)] * 3
    assert again.execute("select count(*) from core.dim_measure").fetchone() == (103,)


def test_findings_keep_their_ids_and_are_asked_about_the_newest_edition(
    kiyose: duckdb.DuckDBPyConnection, again: duckdb.DuckDBPyConnection
) -> None:
    ids = "select finding_id from quality.finding"
    assert set(kiyose.execute(ids).fetchall()) <= set(again.execute(ids).fetchall())
    open_elsewhere = """
        select document_id from quality.finding
        where state <> 'superseded' and document_id <> '132217_jisatsu_2025'
    """
    assert again.execute(open_elsewhere).fetchall() == []


def test_decisions_about_the_first_edition_hold_in_the_later_ones(again: duckdb.DuckDBPyConnection) -> None:
    decided = "select count(*) from staging.placed_cell where method = 'adjudicated' group by document_id"
    counts = [count for (count,) in again.execute(decided).fetchall()]
    assert len(set(counts)) == 1
    assert again.execute("select * from quality.finding where rule_code = 'stale_adjudication'").fetchall() == []


def test_an_accepted_finding_stays_accepted_in_the_later_editions(
    again: duckdb.DuckDBPyConnection, accepted: str
) -> None:
    found = again.execute("select state, document_id from quality.finding where finding_id = ?", [accepted]).fetchall()
    assert found == [("accepted", "132217_jisatsu_2025")]
    assert again.execute("select * from quality.finding where rule_code = 'unmatched_acceptance'").fetchall() == []


def test_restated_values_are_told_with_both_cells(changed: duckdb.DuckDBPyConnection) -> None:
    told = """
        select fiscal_year, field, kind, before_document_id, before_text, after_document_id, after_text
        from mart.restatement where is_counted order by fiscal_year
    """
    editions = ("132217_jisatsu_2023", "132217_jisatsu_2024")
    assert changed.execute(told).fetchall() == [
        (2019, "achievement", "changed", editions[0], "95.7%", editions[1], "96.7%"),
        (2020, "achievement", "changed", editions[0], "97.7%", editions[1], "79.7%"),
        (2021, "achievement", "emptied", editions[0], "96.1%", editions[1], "-"),
    ]


def test_what_is_current_is_what_the_newest_edition_prints(changed: duckdb.DuckDBPyConnection) -> None:
    current = """
        select fiscal_year, achievement_as_printed, achievement_document_id
        from core.current_progress inner join core.dim_measure using (measure_id)
        where name = ? and fiscal_year in (2019, 2021) order by fiscal_year
    """
    edition = "132217_jisatsu_2024"
    assert changed.execute(current, [*RENAMED.values()]).fetchall() == [(2019, "96.7%", edition), (2021, "-", edition)]


def test_a_measure_that_is_gone_stays_current_with_the_edition_it_comes_from(
    changed: duckdb.DuckDBPyConnection,
) -> None:
    editions = """
        select distinct coalesce(achievement_document_id, status_document_id)
        from core.current_progress inner join core.dim_measure using (measure_id) where name = ?
    """
    assert changed.execute(editions, [GONE]).fetchall() == [("132217_jisatsu_2023",)]


def test_a_renamed_measure_is_one_measure_under_its_new_name(changed: duckdb.DuckDBPyConnection) -> None:
    listed = """
        select name_as_printed from core.measure_listing where measure_id = (
            select measure_id from core.dim_measure where name = ?
        ) order by document_id
    """
    (before, after) = next(iter(RENAMED.items()))
    assert changed.execute(listed, [after]).fetchall() == [(before,), (after,)]
    assert changed.execute("select count(*) from core.dim_measure").fetchone() == (104,)


def test_what_happened_to_measures_and_values_is_told(changed: duckdb.DuckDBPyConnection) -> None:
    told = """
        select rule_code, finding.fiscal_year, observed, expected from quality.finding
        where document_id = '132217_jisatsu_2024' and state = 'new' and rule_code in (
            'measure_renamed', 'measure_perhaps_renamed', 'measure_gone', 'measure_new',
            'restated_rating', 'restated_text', 'emptied_value', 'no_longer_asked'
        ) order by all
    """
    (before, after) = next(iter(RENAMED.items()))
    assert changed.execute(told).fetchall() == [
        ("emptied_value", 2021, "-", "96.1%"),
        ("measure_gone", None, GONE, None),
        ("measure_new", None, NEW, None),
        ("measure_renamed", None, after, before),
        ("restated_rating", 2019, "96.7%", "95.7%"),
        ("restated_rating", 2020, "79.7%", "97.7%"),
    ]


def test_a_measure_that_is_gone_is_asked_of_the_section_that_answered_for_it(
    changed: duckdb.DuckDBPyConnection,
) -> None:
    asked = [question for questions in read_inquiries(changed).questions.values() for question in questions]
    (question,) = [question for question in asked if GONE in question.sentence]
    assert (question.section_name, question.measure_name, question.field) == ("産業振興課", GONE, None)


def test_the_years_of_a_renamed_section_stay_one_row_each(changed: duckdb.DuckDBPyConnection) -> None:
    sections = """
        select distinct section_name from core.current_progress
        inner join core.dim_measure using (measure_id) inner join core.dim_department using (department_id)
        where name = ?
    """
    assert changed.execute(sections, [*RENAMED.values()]).fetchall() == [tuple(NEW_SECTION.values())]


def test_current_and_restated_values_lead_to_the_cells_of_either_edition(changed: duckdb.DuckDBPyConnection) -> None:
    cells = """
        select column_name, cell.document_id, cell.text
        from quality.lineage inner join raw.cell using (document_id, line_no, cell_no)
        where core_table = ? and contains(record_key, '|2019|') and cell.text in ('95.7%', '96.7%') order by all
    """
    before, after = ("132217_jisatsu_2023", "95.7%"), ("132217_jisatsu_2024", "96.7%")
    assert changed.execute(cells, ["core.fact_restatement"]).fetchall() == [
        ("after_text", *after),
        ("before_text", *before),
    ]
    assert changed.execute(cells, ["core.current_progress"]).fetchall() == [("achievement_as_printed", *after)]


def test_trace_shows_both_editions_and_which_is_current(changed: duckdb.DuckDBPyConnection) -> None:
    (path,) = changed.execute("select path from duckdb_databases() where path is not null").fetchone() or ()
    output = Path(path).parent.parent.parent
    result = CliRunner().invoke(app, ["trace", *RENAMED.values(), "--year", "2019", "--output", str(output)])
    told = [line for line in result.output.splitlines() if "96.7%" in line or "95.7%" in line or "| 2019 |" in line]
    assert ["以前の版" in told[0], "95.7%" in told[1]] == [True, True]
    assert any("現在の値" in line for line in told) and any("96.7%" in line for line in told)
