"""Two editions whose columns differ: indicators, years that are no longer asked for, answers about dated values."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from pipeline.assets.run import run_refresh
from pipeline.settings import Settings
from tests.builders import SeedsFolder
from tests.end_to_end.test_bad_input import query, shinchoku
from tests.quality_builders import HEADING, measure_row

FIELDS = [("heading", "field"), ("目標（人）", "target"), ("参加者数（人）", "actual"), ("予算（千円）", "attribute")]
NAMES = ("窓口相談", "電話相談", "啓発講座", "職員研修", "養成講座", "交流会", "訪問支援", "手引の作成", "連絡会")


def edition(*years: str) -> list[list[str]]:
    """Return a table with an actual, a target, a cost and a status of each year."""
    asked = ("目標（人）", "参加者数（人）", "予算（千円）", "の実施状況")
    heading = ["事業名", "担当課", *(f"{year}{name}" for year in years for name in asked)]
    return [
        heading,
        *(
            [name, "福祉課", *(text for y in years for text in ("50", f"{n}1", "300", f"{y}は{n}回、{name}を行った。"))]
            for n, name in enumerate(NAMES, 1)
        ),
    ]


def published(folder: Path, *editions: Sequence[Sequence[str]]) -> Settings:
    """Publish editions of one plan, that of 令和5年度 first."""
    seeds = SeedsFolder(folder / "seeds")
    for year, table in enumerate(editions, 2023):
        seeds.add_document(table, municipality_code="012345", edition_fiscal_year=year, path=f"documents/{year}.tsv")
    headings = [(f"令和{year}年度{name}", field) for year in (4, 5, 6) for name, field in FIELDS[1:]]
    seeds.write_table("headings.csv", [FIELDS[0], *headings])
    settings = Settings.of(seeds.path, folder / "output")
    assert run_refresh(settings, lambda _: None)
    return settings


def test_an_edition_without_a_year_of_indicators_says_which_columns_are_gone(tmp_path: Path) -> None:
    settings = published(tmp_path, edition("令和4年度", "令和5年度"), edition("令和5年度", "令和6年度"))
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        codes = connection.execute("select rule_code from quality.finding where severity = 'error'").fetchall()
        told = connection.execute("select observed from quality.finding where rule_code = 'no_longer_asked'")
        assert (codes, told.fetchall()) == ([], [("令和4年度（実施状況・目標値・実績値）",)])


@pytest.mark.parametrize("field", ["target", "actual", "baseline", "attribute"])
def test_a_value_can_be_supplied_for_a_dated_field(tmp_path: Path, field: str) -> None:
    seeds = SeedsFolder(tmp_path)
    columns = ("document_id", "line_no", "cell_no", "guard", "field", "fiscal_year", "text")
    row = ("012345_jisatsu_2023", "2", "", "x", field, "2023", "12", "電話で確認", "福祉課", "2026-04-01")
    seeds.write_table("adjudications.csv", [(*columns, "reason", "decided_by", "decided_on"), row])
    from pipeline.seeds.judgement import read_judgement

    (decision,) = read_judgement(seeds.path).adjudications["012345_jisatsu_2023"]
    assert (decision.field, decision.fiscal_year) == (field, 2023)


def test_status_names_the_findings_that_only_an_earlier_edition_has(tmp_path: Path) -> None:
    older, newer = edition("令和4年度", "令和5年度"), edition("令和5年度", "令和6年度")
    older[3][5] = older[4][5] = ""  # statuses of 令和4年度, which the newer edition does not ask for
    older[5][9] = ""  # a status of 令和5年度, which the newer edition tells
    settings = published(tmp_path, older, newer)
    states = query(settings.output, "select state, count(*) from quality.finding group by all order by all")
    counts = {str(state): int(str(count)) for state, count in states}
    assert counts["superseded"] > 0
    told = f"superseded, in earlier editions alone: {counts['superseded']}"
    assert told in shinchoku("status", "--output", settings.output).printed


def test_a_first_listing_of_which_only_the_repetition_is_left_is_told_and_asked(tmp_path: Path) -> None:
    first, again = measure_row(), measure_row(item="2-1. 見守り", reprise="○")
    other = measure_row(measure="電話相談", status_2022="電話で7件の相談を受けた。")
    titles = ["基本施策1 支援の充実"], ["基本施策2 見守り"]
    whole = [titles[0], HEADING, first, other, titles[1], again]
    settings = published(tmp_path, whole, [row for row in whole if row is not first])
    told = "select document_id, line_no, observed, expected from quality.finding where rule_code = 'first_listing_gone'"
    assert query(settings.output, told) == [("012345_jisatsu_2024", 5, "窓口相談", "1-1. 相談の充実")]
