"""The damage generator keeps its books: whatever it does to a table, it knows where every printed cell belongs."""

import random

import pytest

from benchmarks.cities import CITIES, city_table
from benchmarks.clean import DESCRIPTION, Cell, Table, kiyose_table
from benchmarks.damage import ALONE, MIXED, ROW_DAMAGES, SURPLUS, DamagedTable, Row, damaged
from benchmarks.decidable import decidable_cells
from benchmarks.scoring import judged, positional_frame, read_table, truth_frame
from benchmarks.sentences import noun_ending, polite

NAMES = ("kiyose", *CITIES)


def _table(name: str, seed: int = 1) -> Table:
    return kiyose_table() if name == "kiyose" else city_table(name, seed)


def _printed(table: DamagedTable) -> dict[tuple[int, int], str]:
    lines, _ = read_table(table)
    return {
        (line.line_no, cell_no): text
        for line in lines
        if line.kind in ("measure", "policy")
        for cell_no, text in enumerate(line.cells, 1)
        if text.strip()
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_printed_cell_has_exactly_one_truth(name: str, seed: int) -> None:
    table = damaged(_table(name, seed), MIXED, seed)
    books = [((cell.line_no, cell.cell_no), cell.text) for cell in table.truth]
    assert len(dict(books)) == len(books)
    assert dict(books) == _printed(table)


@pytest.mark.parametrize("kind", ALONE)
def test_every_kind_of_damage_happens_and_is_booked(kind: str) -> None:
    clean, hit = damaged(_table("shiomi"), {}, 1), damaged(_table("shiomi"), {kind: 1.0}, 1)
    assert clean.lines != hit.lines
    assert {found for cell in hit.truth for found in cell.kinds} == {kind}


@pytest.mark.parametrize("name", NAMES)
def test_no_two_cells_of_a_row_but_doubles_belong_to_one_place(name: str) -> None:
    rows: dict[int, list[tuple[str, int | None]]] = {}
    for cell in damaged(_table(name), MIXED, 5).truth:
        if cell.place[0] not in ("surplus", "policy"):
            rows.setdefault(cell.line_no, []).append(cell.place)
    assert all(len(set(places)) == len(places) for places in rows.values())


def test_the_same_seed_gives_the_same_table_and_another_seed_another() -> None:
    assert damaged(_table("hayase", 7), MIXED, 7) == damaged(_table("hayase", 7), MIXED, 7)
    assert damaged(_table("hayase", 7), MIXED, 7).lines != damaged(_table("hayase", 7), MIXED, 8).lines
    assert city_table("hayase", 7) == city_table("hayase", 7) != city_table("hayase", 8)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_without_damage_reads_by_position(name: str) -> None:
    table = damaged(_table(name), {}, 1)
    lines, headings = read_table(table)
    assert [(c.field, c.fiscal_year) for c in headings[min(headings)]] == list(_table(name).headings)
    cells = judged(truth_frame(table), positional_frame(lines, headings))
    assert cells[cells["field_true"] != "policy"]["is_right"].all()
    assert cells["is_decidable"].all()


@pytest.mark.parametrize("name", CITIES)
def test_invented_tables_are_as_long_as_real_ones_and_written_by_their_own_hand(name: str) -> None:
    texts = [row for section in _table(name).sections for row in section.rows]
    real = {text for section in kiyose_table().sections for row in section.rows for text in row.values()}
    sentences = {text for row in texts for text in row.values() if len(text) > 12}
    assert 30 <= len(texts) <= 60
    assert not sentences & real
    assert not any("{" in text or "。。" in text for text in sentences)


def _cells(table: Table) -> list[Cell]:
    texts = table.sections[0].rows[1]
    return [Cell(texts.get(place, ""), place) for place in table.headings]


def test_a_double_may_be_taken_either_way_round() -> None:
    table = damaged(_table("shiomi"), {"doubled_cell": 1.0}, 1)
    truth = truth_frame(table)
    swapped = truth.rename(columns={"twin_cell_no": "other"}).assign(posterior=1.0, is_uncertain=False)
    is_twin = swapped["other"].notna()
    swapped.loc[is_twin, "cell_no"] = swapped.loc[is_twin, "other"].astype(int)
    assert is_twin.any()
    assert judged(truth, swapped)["is_right"].all()


def test_a_cell_that_is_not_placed_is_wrong() -> None:
    truth = truth_frame(damaged(_table("shiomi"), {}, 1))
    placed = truth.assign(posterior=1.0, is_uncertain=False)
    cells = judged(truth, placed.drop(index=placed.index[3]))
    assert list(cells.index[~cells["is_right"]]) == [3]


def test_a_lost_evaluation_leaves_all_others_decidable() -> None:
    table = _table("hayase")
    cells = [cell for cell in _cells(table) if cell.place != ("evaluation", 2020)]
    assert all(decidable_cells(cells, table))


def test_a_lost_year_leaves_the_years_around_it_undecidable() -> None:
    table = _table("kirigaoka")
    kept = [cell for cell in _cells(table) if cell.place[1] != 2021]
    undecidable = {cell.place for cell, is_sure in zip(kept, decidable_cells(kept, table), strict=True) if not is_sure}
    assert undecidable == {(f, y) for f in ("status", "evaluation", "achievement") for y in (2020, 2022, 2023)}


def test_strangers_do_not_help_to_count_columns() -> None:
    table = _table("hayase")
    cells = _cells(table)
    cells.insert(6, Cell("健康課", SURPLUS))
    assert all(decidable_cells(cells, table))


def test_a_doubled_rating_stands_on_both_sides_of_the_text_before_it() -> None:
    table = _table("hayase")
    row = Row(_cells(table), table.sections[0].rows[1])
    assert ROW_DAMAGES["doubled_rating"](row, random.Random(1), table)
    first = next(i for i, cell in enumerate(row.cells) if cell.place == SURPLUS)
    assert row.cells[first].text == row.cells[first + 2].text
    assert [cell.place[0] for cell in row.cells[first - 1 : first + 3]] == [
        "status",
        "surplus",
        "evaluation",
        "achievement",
    ]


def test_a_slipped_description_stands_before_the_years() -> None:
    table = _table("kirigaoka")
    row = Row(_cells(table), table.sections[0].rows[1])
    assert ROW_DAMAGES["slipped_description"](row, random.Random(1), table)
    at = next(i for i, cell in enumerate(row.cells) if cell.place == DESCRIPTION)
    assert row.cells[at - 1].place == ("section", None)


@pytest.mark.parametrize(
    ("plain", "in_polite", "in_nouns"),
    [
        ("講座を行った。", "講座を行いました。", "講座を実施"),
        ("実施しなかった。", "実施しませんでした。", "実施しなかった"),
        ("周知が課題である。", "周知が課題です。", "周知が課題"),
        ("計画を作成する。", "計画を作成します。", "計画を作成"),
        ("周知に努める。", "周知に努めます。", "周知に努める"),
    ],
)
def test_sentences_are_written_in_three_styles(plain: str, in_polite: str, in_nouns: str) -> None:
    assert polite(plain) == in_polite
    assert noun_ending(plain) == in_nouns
