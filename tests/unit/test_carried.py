"""Decisions about an older edition in a newer one: only where the cell is the one that was judged."""

from collections.abc import Sequence

from pipeline.columns.headings import HeadingField
from pipeline.documents.frames import text_hash
from pipeline.documents.lines import Line
from pipeline.intake.frames import LinedDocument
from pipeline.placement.adjudications import Adjudication
from pipeline.placement.carried import ReadEdition, carried
from pipeline.placement.cells import PlacedCell

Place = tuple[str, int | None]
UNIT: list[Place] = [("measure", None), ("section", None)]
OLD: list[Place] = [*UNIT, ("status", 2022), ("achievement", 2022), ("plan", 2023), ("status", 2023)]
NEW: list[Place] = [*UNIT, ("status", 2023), ("achievement", 2023), ("plan", 2024), ("status", 2024)]
BOTH: list[Place] = [*OLD[:5], *NEW[2:]]
PHRASE = "取組を継続。"
# Rows that hold the phrase, too: it tells no cell of the document from another.
OTHERS = [[f"事業{n}", "福祉課", PHRASE, "実施", PHRASE, PHRASE] for n in range(3)]


def edition(year: int, asked: Sequence[Place], row: Sequence[str], doubtful: Sequence[int] = ()) -> ReadEdition:
    """Return an edition whose cells are placed by position; those at `doubtful` are not sure."""
    name = f"012345_jisatsu_{year}"
    rows = [list(row), *OTHERS]
    lines = [Line(n, "measure", 1, 1, tuple(cells)) for n, cells in enumerate(rows, 2)]
    heading = Line(1, "header", 1, None, tuple(f"{field}{year or ''}" for field, year in asked))
    columns = [
        HeadingField(n, text, *place) for n, (place, text) in enumerate(zip(asked, heading.cells, strict=True), 1)
    ]
    cells = [
        PlacedCell(n, c, *asked[c - 1], text, "aligned", 0.99, n == 2 and c in doubtful)
        for n, texts in enumerate(rows, 2)
        for c, text in enumerate(texts, 1)
        if text
    ]
    return ReadEdition(LinedDocument(name, (heading, *lines), {1: columns}), cells)


def judged(row: Sequence[str], cell_no: int, field: str, fiscal_year: int | None) -> Adjudication:
    guard = text_hash("\t".join(row))
    return Adjudication(
        "012345_jisatsu_2023", 2, cell_no, guard, field, fiscal_year, "", "read", "福祉課", "2026-04-01"
    )


def carried_to(decision: Adjudication, old: ReadEdition, new: ReadEdition) -> list[tuple[int | None, bool]]:
    return [(one.decision.cell_no, one.is_certain) for one in carried([decision], old, new)]


ROW = ["見守り訪問", "福祉課", "高齢者宅を31回訪問した。", "90%", "民生委員との連携を続ける。", PHRASE]


def test_a_row_that_goes_on_keeps_all_that_was_decided() -> None:
    new = edition(2024, BOTH, [*ROW, "80%", PHRASE, PHRASE])
    for cell_no, place in ((6, ("status", 2023)), (3, ("plan", 2023)), (4, ("surplus", None))):
        assert carried_to(judged(ROW, cell_no, *place), edition(2023, OLD, ROW), new) == [(cell_no, True)]


def test_a_phrase_under_the_heading_of_another_year_is_handed_back() -> None:
    row = ["見守り訪問", "福祉課", "高齢者宅を45回訪問した。", "95%", ROW[4], PHRASE]
    assert carried_to(judged(ROW, 6, "status", 2023), edition(2023, OLD, ROW), edition(2024, NEW, row)) == [(6, False)]


def test_a_long_text_of_the_running_year_is_not_taken_for_the_next_one() -> None:
    old = [*ROW[:5], "認知症の人の家族を含めて訪問を始めた。"]
    new = ["見守り訪問", "福祉課", "高齢者宅を45回訪問した。", "95%", ROW[4], old[5]]
    assert carried_to(judged(old, 6, "status", 2023), edition(2023, OLD, old), edition(2024, NEW, new)) == [(6, False)]


def test_a_phrase_is_known_where_it_stands_between_the_same_cells_in_their_places() -> None:
    row = ["見守り訪問", "福祉課", ROW[2], PHRASE, ROW[4], "訪問を予定"]
    new = [*row[:5], "訪問を28回行った。", "85%", PHRASE, PHRASE]
    dropped = [place for place in BOTH if place != ("status", 2022)]
    assert carried_to(judged(row, 4, "achievement", 2022), edition(2023, OLD, row), edition(2024, BOTH, new)) == [
        (4, True)
    ]
    short = [text for n, text in enumerate(new) if n != 2]
    assert carried_to(judged(row, 4, "achievement", 2022), edition(2023, OLD, row), edition(2024, dropped, short)) == [
        (3, False)
    ]


def test_a_text_of_a_year_that_is_over_keeps_its_decision_where_the_placement_is_in_doubt() -> None:
    moved = [("status", 2022), *BOTH[3:]]
    new = ["見守り訪問", ROW[2], "88%", ROW[4], "訪問を28回行った。", "85%", PHRASE, PHRASE]
    asked = [("measure", None), ("achievement", 2022), *moved[:1], *moved[2:]]
    old = edition(2023, OLD, ROW)
    for doubtful, expected in (([2], True), ([], False)):
        found = carried_to(judged(ROW, 3, "status", 2022), old, edition(2024, asked, new, doubtful))
        assert found == [(2, expected)]


def test_a_decision_is_dropped_where_the_year_is_not_asked_for_or_the_text_is_gone() -> None:
    old = edition(2023, OLD, ROW)
    assert carried_to(judged(ROW, 3, "status", 2022), old, edition(2024, NEW, ROW)) == []
    other = [*ROW[:2], "訪問を休止した。", *ROW[3:]]
    assert carried_to(judged(ROW, 3, "status", 2022), old, edition(2024, OLD, other)) == []
