"""Ratings in the lines of one measure: parts of its rating, never joined into one text nobody can read."""

import pytest

from tests.quality_builders import measure_row, table_of

NAMES = ["相談", "講座", "訪問", "研修", "啓発", "見守り", "居場所", "調査"]


def parts(first: str, second: str) -> list[tuple[str, float | None]]:
    rows = [measure_row(measure=name, achievement_2022="70%") for name in NAMES]
    rows[0] = measure_row(measure="相談", achievement_2022=first)
    rows.insert(1, measure_row(item="", measure="", achievement_2022=second))
    row = min(table_of(*rows).rows, key=lambda row: row.listing.line_no)
    return list(row.rated[2022][0].components)


@pytest.mark.parametrize(("first", "second", "pct"), [("80%", "65%", [80.0, 65.0]), ("100%", "71.7%", [100.0, 71.7])])
def test_rates_of_several_lines_are_numbered_parts(first: str, second: str, pct: list[float]) -> None:
    assert parts(first, second) == [("(1)", pct[0]), ("(2)", pct[1])]


def test_one_rate_printed_twice_is_one_rate() -> None:
    assert parts("80%", "80%") == []
