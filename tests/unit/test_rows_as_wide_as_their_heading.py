"""Rows as wide as their heading whose cells have moved all the same: filled up after they lost a cell, or shuffled."""

import pytest

from pipeline.columns.headings import HeadingField
from pipeline.documents.lines import Line
from pipeline.placement.cells import PlacedCell
from pipeline.placement.further import doubted
from pipeline.placement.undamaged import undamaged_lines

COLUMNS = [HeadingField(n, "", "attribute", None) for n in range(1, 7)]
HEADINGS = {1: COLUMNS}
WHOLE = [[f"事業{n}の実施", "件", f"{n * 3}", f"{n * 5}", f"{90 + n / 10}%", "達成"] for n in range(1, 41)]


def read_by_position(rows: list[list[str]]) -> list[PlacedCell]:
    lines = [Line(no, "measure", None, 1, tuple(row)) for no, row in enumerate(rows, 2)]
    cells = [
        PlacedCell(line.line_no, no, "attribute", None, text, "aligned", 1.0, is_uncertain=False, heading_cell_no=no)
        for line in lines
        for no, text in enumerate(line.cells, 1)
        if text and no <= len(COLUMNS)
    ]
    return list(doubted(cells, lines, HEADINGS))


def in_doubt(rows: list[list[str]]) -> list[tuple[int, int]]:
    return [(cell.line_no, cell.cell_no) for cell in read_by_position(rows) if cell.is_uncertain]


def test_whole_rows_stay_as_sure_as_they_are() -> None:
    assert in_doubt(WHOLE) == []


def test_a_row_that_lost_a_figure_is_in_doubt_from_the_first_cell_that_may_have_moved() -> None:
    lost = [*WHOLE[4][:3], *WHOLE[4][4:], ""]
    doubts = in_doubt([*WHOLE[:4], lost, *WHOLE[5:]])
    assert {line_no for line_no, _ in doubts} == {6}
    assert {(6, 4), (6, 5)} <= set(doubts)
    assert (6, 1) not in doubts


def test_rows_of_many_widths_were_filled_up_by_nobody() -> None:
    ragged = [row[: 6 - n % 2] for n, row in enumerate(WHOLE)]
    assert in_doubt([*ragged[:4], [*WHOLE[4][:3], *WHOLE[4][4:]], *ragged[5:]]) == []


def test_rows_that_stand_under_none_of_its_headings_column_by_column_teach_nothing() -> None:
    wider = [[*row[:2], "追加の列", *row[2:]] for row in WHOLE]
    assert in_doubt(wider) == []


@pytest.mark.parametrize("is_repeated", [False, True])
def test_rows_that_look_like_none_of_their_columns_are_not_read_by_position(is_repeated: bool) -> None:
    order = [4, 5, 0, 3, 1, 2]
    rows = [*WHOLE[:9], [WHOLE[9][n] for n in order], *WHOLE[10:]]
    # A heading that stands over every fifth row is one.
    lines = [Line(no, "measure", None, 1 + no % 5 * is_repeated, tuple(row)) for no, row in enumerate(rows, 7)]
    kept = undamaged_lines(lines, dict.fromkeys(range(1, 6), COLUMNS))
    assert [line.line_no for line in lines if line not in kept] == [16]


def test_neighbours_that_changed_places_are_not_read_by_position() -> None:
    rows = [list(row) for row in WHOLE]
    rows[9][4:] = rows[9][:3:-1]
    lines = [Line(no, "measure", None, 1, tuple(row)) for no, row in enumerate(rows, 7)]
    kept = undamaged_lines(lines, HEADINGS)
    assert [line.line_no for line in lines if line not in kept] == [16]
