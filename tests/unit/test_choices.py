"""One rating that is spread over columns: a tick under the mark that it means."""

from pipeline.columns.known import KnownHeadings, rating_key
from pipeline.columns.reading import rating_texts, read_sheet

HEADING = [["番号", "事業名", "担当課", "進捗状況", "", "", "実施内容"], ["", "", "", "完了", "実施中", "未着手", ""]]
SPANS = {(1, 4): (3, 1)} | {(1, number): (1, 2) for number in (1, 2, 3, 7)}


def rows(ticks: list[list[str]]) -> list[list[str]]:
    return [
        *HEADING,
        *([str(n), f"相談会{n}", "福祉課", *ticked, f"相談会を{n}回開催した。"] for n, ticked in enumerate(ticks, 1)),
    ]


def fields(ticks: list[list[str]]) -> list[tuple[str, int | None]]:
    (columns,) = read_sheet(rows(ticks), KnownHeadings({}), SPANS, edition=2024).headings.values()
    return [(column.field, column.fiscal_year) for column in columns[3:6]]


ONE_EACH = [["", "○", ""]] * 6 + [["○", "", ""]] * 2 + [["", "", "○"]] * 2


def test_columns_with_one_tick_a_row_are_one_rating() -> None:
    assert fields(ONE_EACH) == [("achievement", 2024)] * 3
    texts = rating_texts(read_sheet(rows(ONE_EACH), KnownHeadings({}), SPANS, edition=2024))
    assert texts == {"進捗状況": ["実施中"] * 6 + ["完了"] * 2 + ["未着手"] * 2}


def test_columns_with_several_ticks_a_row_are_several_answers() -> None:
    assert fields([["○", "○", ""]] * 8).count(("achievement", 2024)) <= 1


def test_columns_of_marks_are_several_ratings() -> None:
    assert fields([["○", "", ""], ["△", "", ""], ["", "×", ""]] * 4).count(("achievement", 2024)) <= 1


def test_a_rating_is_known_by_the_row_above_its_marks() -> None:
    assert rating_key("令和6年度 / 進捗状況 / 完了") == rating_key("令和5年度 / 進捗状況") == rating_key("進捗状況")
