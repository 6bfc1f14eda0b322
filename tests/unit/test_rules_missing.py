"""Rules of the family `missing`: what a row does not answer."""

from pipeline.quality.rules.missing import missing_rating
from tests.quality_builders import found, measure_row, table_of


def test_a_complete_row_lacks_nothing() -> None:
    assert found(missing_rating, table_of(measure_row())) == []


def test_an_empty_rating_of_a_past_year_is_missing() -> None:
    (finding,) = found(missing_rating, table_of(measure_row(achievement_2022="")))
    assert (finding.fiscal_year, finding.field, finding.line_no) == (2022, "achievement", 3)


def test_a_dash_is_an_answer() -> None:
    assert found(missing_rating, table_of(measure_row(achievement_2022="－"))) == []
