"""The cookbook over three editions: what the newest one changed, and answers that more editions leave as they were."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.contract.test_cookbook import QUESTIONS, queries
from tests.editions import Edition, replaced
from tests.end_to_end.test_editions import built, first, shared

__all__ = ["first"]
FIRST, SECOND, THIRD = "95.7%", "96.7%", "97.3%"
RESTATED = "スマイル・ベビーきよせ事業"
# What editions change by themselves: restatements, the last year's texts, findings, editions counted, and how cells of
# a table in three editions are placed.
OF_EDITIONS = {2, 3, 5, 8, 12, 15, 16, 20}


@pytest.fixture(scope="module")
def three(first: Edition, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Three editions; the second and the third each print one rating of FY2019 anew."""
    second = first.moved_on().changed(lambda row: FIRST in row, replaced(FIRST, SECOND))
    third = second.moved_on().changed(lambda row: SECOND in row, replaced(SECOND, THIRD))
    settings = built(tmp_path_factory.mktemp("three"), second, third)
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        yield connection


def test_what_the_newest_edition_changed_is_told_and_nothing_that_an_earlier_one_did(
    three: duckdb.DuckDBPyConnection, kiyose: duckdb.DuckDBPyConnection
) -> None:
    assert kiyose.execute(queries()[2]).fetchall() == []
    rows = three.execute(queries()[2]).fetchall()
    assert [row[1:7] for row in rows] == [(RESTATED, 2019, "achievement", "changed", SECOND, THIRD)]
    assert three.execute("select count(*) from mart.restatement where is_counted").fetchone() == (2,)


@pytest.mark.parametrize("no", [no for no in QUESTIONS if no not in OF_EDITIONS])
def test_an_answer_about_closed_years_stays(
    no: int, three: duckdb.DuckDBPyConnection, kiyose: duckdb.DuckDBPyConnection
) -> None:
    told, before = (answers(connection, no) for connection in (three, kiyose))
    assert told == before and told


def answers(connection: duckdb.DuckDBPyConnection, no: int) -> list[tuple[object, ...]]:
    """Return the rows of closed years, without figures that hold the restated rating, and without any cut-off."""
    rows = shared(connection.execute(queries()[no].partition("\nlimit")[0]).fetchall())
    is_of_restated_year = (2019, "令和元年度")
    return [row for row in rows if row[0] not in is_of_restated_year]
