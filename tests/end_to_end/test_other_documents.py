"""The whole job on three small documents written for the test: another city, a clean table, a next edition."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.assets.run import run_refresh
from pipeline.settings import Settings
from tests.builders import SeedsFolder, tsv

# Another city, other years, other headings, no seeds/headings.csv: one row lost its item cell, one its evaluation.
HARBOUR_HEADING = ["施策の柱", "事業名", "掲載頁", "担当課", "再掲"]
HARBOUR_HEADING += ["2020年度の取組状況", "評価", "達成率", "R3計画", "R3実績", "評価", "達成率", "令和4年度以降の計画"]
HARBOUR = [
    ["重点目標1 地域で支える仕組み"],
    HARBOUR_HEADING,
    ["1-1 相談の充実", "電話相談", "P.3", "保健センター", "", "相談を延べ120件受けた。", "周知が課題である。"]
    + [
        "80％",
        "相談を継続する。",
        "相談を延べ150件受けた。",
        "前年度より相談しやすくなった。",
        "90％",
        "継続する予定。",
    ],
    ["", "窓口相談", "P.3", "福祉課保健センター", "", "窓口で30件の相談を受けた。", "連携を図ることができた。"]
    + ["福祉課 50% 保健センター 実施", "窓口を継続する。", "窓口で41件の相談を受けた。", "連携を図ることができた。"]
    + ["１００％", "継続する予定。"],
    ["啓発講座", "P.4", "保健センター", "", "講座を2回開催した。", "参加者から好評であった。"]
    + [
        "100%",
        "講座を開催予定。",
        "講座は感染症のため中止した。",
        "開催方法の検討が必要である。",
        "未実施",
        "開催を検討する。",
    ],
    ["1-2 居場所づくり", "サロン活動", "P.5", "福祉課", "", "サロンを12回開催した。", "-"]
    + ["100%", "サロンを継続する。", "サロンを10回開催した。", "83%", "継続する予定。"],
    ["", "電話相談", "P.6", "保健センター", "○", "相談を延べ120件受けた。", "周知が課題である。"]
    + [
        "80％",
        "相談を継続する。",
        "相談を延べ150件受けた。",
        "前年度より相談しやすくなった。",
        "85％",
        "継続する予定。",
    ],
]
CLEAN_HEADING = ["項目", "事業名", "計画書ページ", "担当部", "担当課", "再掲"]
CLEAN_HEADING += ["令和5年度の実施計画", "令和5年度の実施状況", "令和5年度の評価", "達成度", "令和6年度の実施計画"]


def clean_rows(count: int) -> list[list[str]]:
    """Return measure rows as they should be: each text in its own column."""
    return [
        [f"1-{n}. 支援の充実" if n % 3 == 1 else "", f"支援事業{n}", f"P{20 + n}", "福祉部", "福祉課", ""]
        + [f"年{n}回実施予定。", f"年{n}回実施した。参加者{10 * n}名。", "参加者の理解を深めることができた。"]
        + [f"{50 + n}%", "実施を継続する。"]
        for n in range(1, count + 1)
    ]


def next_edition(count: int) -> list[list[str]]:
    """Return the same table a year later: a year's columns more, one measure renamed by a misread character."""
    heading = [*CLEAN_HEADING[:-1], "令和6年度の実施計画", "令和6年度の実施状況", "令和6年度の評価", "達成度"]
    rows = [[*row, "計画どおり実施した。", "目標に届くことができた。", "100%"] for row in clean_rows(count)]
    return [["基本施策1 支援の充実"], heading, *rows]


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("cities")
    seeds = SeedsFolder(folder / "seeds")
    harbour = tsv(HARBOUR, "\r\n").encode("cp932")
    seeds.add_document(harbour, municipality_code="999001", municipality_name="みなと市", edition_fiscal_year=2021)
    clean = [["基本施策1 支援の充実"], CLEAN_HEADING, *clean_rows(12)]
    seeds.add_document(clean, municipality_code="999002", municipality_name="やまと市", path="documents/a.tsv")
    seeds.add_document(
        next_edition(12),
        municipality_code="999002",
        municipality_name="やまと市",
        edition_fiscal_year=2024,
        path="documents/b.tsv",
    )
    settings = Settings.of(Path(seeds.path), folder / "warehouse")
    run_refresh(settings, lambda _: None)
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        yield connection


def facts_of(connection: duckdb.DuckDBPyConnection, line_no: int, fiscal_year: int) -> dict[str, tuple[Any, ...]]:
    statement = """
        select section_name, achievement_kind, achievement_pct, plan_text, status_text, evaluation_text
        from core.fact_progress
        inner join core.dim_department using (department_id)
        where document_id = '999001_jisatsu_2021' and source_line_no = ? and fiscal_year = ?
    """
    return {row[0]: row[1:] for row in connection.execute(statement, [line_no, fiscal_year]).fetchall()}


def test_another_city_is_read_without_a_line_of_configuration(connection: duckdb.DuckDBPyConnection) -> None:
    document = connection.execute("select encoding, newline, line_count from raw.document order by all").fetchone()
    assert document == ("cp932", "crlf", 7)
    assert facts_of(connection, 3, 2020) == {
        "保健センター": ("percent", 80.0, None, "相談を延べ120件受けた。", "周知が課題である。")
    }
    assert facts_of(connection, 3, 2022) == {"保健センター": ("not_due", None, "継続する予定。", None, None)}


def test_glued_sections_and_their_ratings_are_told_apart(connection: duckdb.DuckDBPyConnection) -> None:
    found = {section: fact[:2] for section, fact in facts_of(connection, 4, 2020).items()}
    assert found == {"福祉課": ("percent", 50.0), "保健センター": ("implemented", None)}
    shared = {section: fact[:2] for section, fact in facts_of(connection, 4, 2021).items()}
    assert shared == {"福祉課": ("percent", 100.0), "保健センター": ("percent", 100.0)}


def test_a_row_without_its_first_cell_is_set_right(connection: duckdb.DuckDBPyConnection) -> None:
    name = "select name_as_printed from core.measure_listing where document_id = '999001_jisatsu_2021' and line_no = 5"
    assert connection.execute(name).fetchone() == ("啓発講座",)
    assert facts_of(connection, 5, 2021)["保健センター"] == (
        "not_implemented",
        None,
        "講座を開催予定。",
        "講座は感染症のため中止した。",
        "開催方法の検討が必要である。",
    )


def test_a_lost_evaluation_leaves_the_rest_in_place(connection: duckdb.DuckDBPyConnection) -> None:
    fact = ("percent", 83.0, "サロンを継続する。", "サロンを10回開催した。", None)
    assert facts_of(connection, 6, 2021) == {"福祉課": fact}


def test_a_marked_repetition_is_linked_and_counted_once(connection: duckdb.DuckDBPyConnection) -> None:
    repeated = """
        select repeated.name, first.name
        from core.dim_measure as repeated
        inner join core.dim_measure as first on repeated.reprise_of_measure_id = first.measure_id
    """
    assert connection.execute(repeated).fetchall() == [("電話相談", "電話相談")]
    counted = """
        select sum(percent_count), sum(percent_sum) from mart.achievement_by_policy_year
        where plan_id = '999001_jisatsu' and fiscal_year = 2021
    """
    assert connection.execute(counted).fetchone() == (3, 90.0 + 100.0 + 83.0)


def test_clean_rows_stay_as_they_are(connection: duckdb.DuckDBPyConnection) -> None:
    moved = """
        select placed.* from staging.placed_cell as placed
        inner join staging.heading_field as heading
            on placed.document_id = heading.document_id and placed.cell_no = heading.cell_no
        where placed.document_id like '999002%' and
            (placed.field, placed.fiscal_year, placed.method)
            is distinct from (heading.field, heading.fiscal_year, 'positional')
    """
    assert connection.execute(moved).fetchall() == []


def test_measures_keep_their_ids_in_the_next_edition(connection: duckdb.DuckDBPyConnection) -> None:
    ids = """
        select count(distinct measure_id), count(*) from core.measure_listing where document_id like '999002%'
    """
    assert connection.execute(ids).fetchone() == (12, 24)
    years = "select list(distinct fiscal_year order by fiscal_year) from core.fact_progress where document_id like ?"
    assert connection.execute(years, ["999002%2024"]).fetchone() == ([2023, 2024],)


def test_two_cities_do_not_mix(connection: duckdb.DuckDBPyConnection) -> None:
    mixed = """
        select fact.* from core.fact_progress as fact
        inner join core.dim_department as department using (department_id)
        where not starts_with(fact.document_id, department.municipality_code)
    """
    assert connection.execute(mixed).fetchall() == []


def test_a_table_without_any_year_tells_of_that_of_its_edition(tmp_path: Path) -> None:
    seeds = SeedsFolder(tmp_path / "seeds")
    heading = ("施策", "事業名", "担当課", "取組", "各課の評点")
    seeds.add_document((heading, *(("1 商業", f"商店街の支援{n}", "商工課", "支援した。", "B") for n in range(5))))
    settings = Settings.of(seeds.path, tmp_path / "output")
    run_refresh(settings, lambda _: None)
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        told = "select distinct fiscal_year, section_name, achievement_kind from core.current_progress"
        facts = connection.execute(f"{told} inner join core.dim_department using (department_id)").fetchall()
    assert facts == [(2023, "商工課", "graded")]
