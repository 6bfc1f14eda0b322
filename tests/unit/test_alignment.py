"""The alignment against brute force: every alignment of small matrices, enumerated and weighed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest

from pipeline.placement.alignment.pair_hmm import (
    Alignment,
    Array,
    Pair,
    Scores,
    align,
    mixed_with_position,
    printed_over,
    share_of_position,
)

# What each cell of a row holds: a slot, a pair of slots, or nothing (it is surplus).
Path = tuple[tuple[int, ...], ...]
NEVER = -50.0
EXACT = {"rtol": 0, "atol": 1e-9}


class Row(NamedTuple):
    """The scores of one row: those of `Scores`, without the axis of the rows."""

    match: Array
    lost: Array
    surplus: Array
    run: Array
    swap: Array
    pairs: Sequence[Pair] = ()
    merge: Array | None = None


def every_alignment(cells: int, slots: int, pairs: Sequence[Pair] = (), first: int = 0) -> Iterator[Path]:
    """Yield every way in which cells can stand in the slots from `first` on, neighbours swapped and pairs merged."""
    if not cells:
        yield ()
        return
    held: list[Path] = [((),), *(((j,),) for j in range(first, slots))]
    held += [((j, k),) for j, k, _ in pairs if j >= first]
    held += [((j + 1,), (j,)) for j in range(first, slots - 1) if cells > 1]
    for begin in held:
        taken = [slot for cell in begin for slot in cell]
        for rest in every_alignment(cells - len(begin), slots, pairs, max(taken, default=first - 1) + 1):
            yield begin + rest


def log_weight(path: Path, row: Row) -> float:
    taken = {slot for cell in path for slot in cell}
    score = sum(row.lost[slot] for slot in range(len(row.lost)) if slot not in taken)
    score += sum(_cell_weight(number, cell, row) for number, cell in enumerate(path))
    for number, (cell, following) in enumerate(pairwise(path)):
        if not cell and not following:
            score += row.run[number]
        if cell and following and following[0] < cell[0]:
            score += row.swap[following[0]]
    return float(score)


def _cell_weight(number: int, cell: tuple[int, ...], row: Row) -> float:
    if not cell:
        return row.surplus[number]
    if len(cell) == 1:
        return row.match[number, cell[0]]
    assert row.merge is not None
    return row.merge[number, [pair[:2] for pair in row.pairs].index(cell)]


class Posteriors(NamedTuple):
    match: Array
    surplus: Array
    lost: Array
    log_likelihood: float


def enumerated(row: Row) -> Posteriors:
    """Return the exact posteriors and the log-likelihood of one row."""
    paths = list(every_alignment(*row.match.shape, row.pairs))
    return weighed(paths, [log_weight(path, row) for path in paths], row)


def weighed(paths: Sequence[Path], scores: Sequence[float], row: Row) -> Posteriors:
    total = np.logaddexp.reduce(scores)
    placed = np.zeros(row.match.shape)
    for path, weight in zip(paths, np.exp(scores - total), strict=True):
        for number, cell in enumerate(path):
            for slot, share in _shares(cell, row.pairs):
                placed[number, slot] += weight * share
    return Posteriors(placed, 1 - placed.sum(axis=1), 1 - placed.sum(axis=0), float(total))


def _shares(cell: tuple[int, ...], pairs: Sequence[Pair]) -> list[tuple[int, float]]:
    """Return how far a cell counts for each of its slots."""
    if len(cell) < 2:
        return [(slot, 1.0) for slot in cell]
    share = next(share for j, k, share in pairs if (j, k) == cell)
    return [(cell[0], share), (cell[1], 1 - share)]


def expected_accuracy(slots: Sequence[int], exact: Posteriors) -> float:
    return sum(exact.match[i, j] if j >= 0 else exact.surplus[i] for i, j in enumerate(slots))


def best_accuracy(exact: Posteriors) -> float:
    """Return the greatest expected accuracy of any path: a slot per cell, neighbours may be swapped."""
    paths = (tuple(cell[0] if cell else -1 for cell in path) for path in every_alignment(*exact.match.shape))
    return max(expected_accuracy(path, exact) for path in paths)


def random_row(cells: int, slots: int, seed: int = 0, swap: float = NEVER, pairs: Sequence[Pair] = ()) -> Row:
    rng = np.random.default_rng(seed)
    match, lost, surplus = rng.normal(0, 2, (cells, slots)), rng.normal(-1, 1, slots), rng.normal(-1, 1, cells)
    merge = rng.normal(0, 2, (cells, len(pairs))) if pairs else None
    return Row(match, lost, surplus, np.zeros(cells - 1), np.full(slots - 1, swap), pairs, merge)


def batch(*rows: Row) -> Scores:
    """Put rows side by side; narrower ones are padded with cells whose scores are noise."""
    width = max(len(row.match) for row in rows)
    side_by_side = [np.stack([_padded(row[part], width) for row in rows], axis=-1) for part in (0, 2)]
    run = np.stack([_padded(row.run, max(width - 1, 0), noise=0.0) for row in rows], axis=-1)
    merges = [row.merge for row in rows if row.merge is not None]
    merge = np.stack([_padded(part, width) for part in merges], axis=-1) if merges else None
    is_padding = np.arange(width)[:, None] >= [len(row.match) for row in rows]
    lost = np.stack([row.lost for row in rows], axis=-1)
    return Scores(side_by_side[0], lost, side_by_side[1], run, rows[0].swap, is_padding, rows[0].pairs, merge)


def _padded(part: Array, width: int, noise: float = 5.0) -> Array:
    padding = np.random.default_rng(1).normal(noise, noise, (width - len(part), *part.shape[1:]))
    return np.concatenate([part, padding])


def assert_exact(result: Alignment, exact: Posteriors, number: int = 0) -> None:
    """Compare one row of a batch with what was enumerated."""
    width = len(exact.match)
    np.testing.assert_allclose(result.match[:width, :, number], exact.match, **EXACT)
    np.testing.assert_allclose(result.surplus[:width, number], exact.surplus, **EXACT)
    np.testing.assert_allclose(result.lost[:, number], exact.lost, **EXACT)
    np.testing.assert_allclose(result.log_likelihood[number], exact.log_likelihood, **EXACT)


def path_of(result: Alignment, number: int = 0) -> list[int]:
    return result.slot[:, number].tolist()


# Cells, slots, and the pairs that may be merged: neighbours, slots with one or two between them, overlapping ones.
SHAPES = [
    pytest.param(1, 1, [], id="one-of-each"),
    pytest.param(1, 4, [(0, 1, 0.6), (1, 3, 1.0)], id="one-cell"),
    pytest.param(4, 1, [], id="one-slot"),
    pytest.param(3, 3, [(0, 1, 0.5), (1, 2, 0.6)], id="square"),
    pytest.param(4, 4, [(0, 3, 0.6)], id="the-whole-row-in-one-cell"),
    pytest.param(3, 5, [(0, 2, 0.6), (2, 3, 0.0), (3, 4, 1.0)], id="more-slots"),
    pytest.param(5, 3, [(0, 1, 0.3), (0, 2, 0.6)], id="more-cells"),
    pytest.param(4, 6, [(0, 1, 0.6), (1, 4, 0.6), (4, 5, 0.6), (3, 4, 1.0)], id="slots-between"),
]
SEEDS = pytest.mark.parametrize("seed", range(3))


# --- matches, lost and surplus cells


@pytest.mark.parametrize(("cells", "slots", "_pairs"), SHAPES)
@SEEDS
def test_posteriors_are_exact(cells: int, slots: int, _pairs: Sequence[Pair], seed: int) -> None:
    row = random_row(cells, slots, seed)
    assert_exact(align(batch(row)), enumerated(row))


@pytest.mark.parametrize(("cells", "slots", "_pairs"), SHAPES)
@SEEDS
def test_the_path_has_the_greatest_expected_accuracy(cells: int, slots: int, _pairs: Sequence[Pair], seed: int) -> None:
    row = random_row(cells, slots, seed)
    exact = enumerated(row)
    assert expected_accuracy(path_of(align(batch(row))), exact) == pytest.approx(best_accuracy(exact))


def test_where_no_exchange_is_asked_for_there_is_none() -> None:
    row = random_row(4, 4, 1, pairs=[(0, 1, 0.6)])
    assert_exact(align(replace(batch(row), swap=None)), enumerated(row))


def test_the_path_is_that_of_the_posteriors_not_the_likeliest_alignment() -> None:
    row = random_row(2, 3, seed=7)
    exact = enumerated(row)
    likeliest = max(every_alignment(2, 3), key=lambda path: log_weight(path, row))
    slots = [cell[0] if cell else -1 for cell in likeliest]
    found = path_of(align(batch(row)))
    assert found != slots
    assert expected_accuracy(found, exact) > expected_accuracy(slots, exact)


def clear_row(cells: int, slots: int, places: Sequence[tuple[int, int]], swap: float = NEVER) -> Row:
    match = np.full((cells, slots), -20.0)
    for cell, slot in places:
        match[cell, slot] = 8.0
    swaps = np.full(slots - 1, swap)
    return Row(match, np.full(slots, -3.0), np.full(cells, -3.0), np.zeros(cells - 1), swaps)


@pytest.mark.parametrize(
    ("cells", "slots", "expected"),
    [
        pytest.param(4, 4, [0, 1, 2, 3], id="clean-row-by-position"),
        pytest.param(3, 4, [0, 2, 3], id="lost-cell-shifts-the-rest-left"),
        pytest.param(2, 5, [1, 3], id="lost-at-both-ends"),
        pytest.param(4, 3, [0, 1, -1, 2], id="stray-cell-has-no-slot"),
        pytest.param(4, 4, [0, -1, 1, 3], id="one-stray-one-lost"),
        pytest.param(2, 2, [-1, -1], id="nothing-fits"),
    ],
)
def test_a_damaged_row_is_read_as_it_was_damaged(cells: int, slots: int, expected: list[int]) -> None:
    result = align(batch(clear_row(cells, slots, [(i, j) for i, j in enumerate(expected) if j >= 0])))
    assert path_of(result) == expected
    chosen = np.where(result.slot[:, 0] >= 0, result.match[:, :, 0].max(axis=1), result.surplus[:, 0])
    assert chosen.min() > 0.99


def test_doubt_between_two_slots_is_shared() -> None:
    """A cell that fits two slots equally well, with nothing else to tell them apart."""
    row = Row(np.array([[3.0, 3.0]]), np.full(2, -1.0), np.array([-4.0]), np.zeros(0), np.full(1, NEVER))
    result = align(batch(row))
    assert result.match[0, 0, 0] == pytest.approx(result.match[0, 1, 0])
    assert result.match[0].sum() + result.surplus[0, 0] == pytest.approx(1)


def test_rows_of_a_batch_do_not_touch_each_other() -> None:
    rows = [random_row(3, 4, seed, swap=-1.0, pairs=[(1, 3, 0.6)]) for seed in range(5)]
    together = align(batch(*rows))
    for number, row in enumerate(rows):
        alone = align(batch(row))
        np.testing.assert_allclose(together.match[..., number], alone.match[..., 0], **EXACT)
        np.testing.assert_allclose(together.lost[:, number], alone.lost[:, 0], **EXACT)
        assert path_of(together, number) == path_of(alone)


def test_a_slot_that_no_text_fits_stays_empty() -> None:
    row = random_row(3, 4)
    row.match[:, 2] = -1e9
    result = align(batch(row))
    assert result.match[:, 2, 0].max() < 1e-6
    assert result.lost[2, 0] == pytest.approx(1, abs=1e-6)
    assert 2 not in path_of(result)


def test_long_rows_keep_their_probabilities() -> None:
    """Thirty cells, twenty-six slots, strong scores: still finite, still summing to one."""
    rng = np.random.default_rng(1)
    match, lost, surplus = rng.normal(0, 30, (30, 26)), rng.normal(-3, 1, 26), rng.normal(-3, 1, 30)
    result = align(batch(Row(match, lost, surplus, np.zeros(29), np.full(25, NEVER))))
    assert np.isfinite(result.log_likelihood).all()
    np.testing.assert_allclose(result.match.sum(axis=1) + result.surplus, 1, atol=1e-9)
    np.testing.assert_allclose(result.match.sum(axis=0) + result.lost, 1, atol=1e-9)
    placed = [slot for slot in path_of(result) if slot >= 0]
    assert len(placed) == len(set(placed))


def test_a_wide_heading_over_a_short_row_keeps_its_probabilities() -> None:
    """Ten years of fields whose cells are hardly ever lost, and a row that has lost nearly all of them."""
    row = clear_row(2, 60, [(0, 10), (1, 50)])._replace(lost=np.full(60, -9.0))
    result = align(batch(row))
    assert path_of(result) == [10, 50]
    assert np.isfinite(result.log_likelihood).all()


@pytest.mark.parametrize(("cells", "slots"), [(0, 3), (3, 0)], ids=["no-cells", "no-slots"])
def test_an_empty_side_leaves_everything_unmatched(cells: int, slots: int) -> None:
    sizes = np.zeros((cells, slots)), np.full(slots, -2.0), np.full(cells, -2.0)
    row = Row(*sizes, np.zeros(max(cells - 1, 0)), np.zeros(max(slots - 1, 0)))
    result = align(batch(row))
    assert path_of(result) == [-1] * cells
    assert result.log_likelihood[0] == pytest.approx(-6.0)
    assert result.lost.tolist() == [[1.0]] * slots
    assert result.surplus.tolist() == [[1.0]] * cells


def test_two_cells_of_one_text_do_not_change_places() -> None:
    scores = batch(random_row(3, 3, 4, swap=-0.5))
    never = replace(scores, swap=np.full_like(scores.swap, NEVER))
    found = align(replace(scores, is_double=np.ones((2, 1), dtype=bool)))
    np.testing.assert_allclose(found.match, align(never).match, atol=1e-9)
    assert abs(align(scores).match - found.match).max() > 0.01


# --- strays in company


def with_company(row: Row, seed: int) -> Row:
    return row._replace(run=np.random.default_rng(seed + 100).normal(1, 1, len(row.run)))


@pytest.mark.parametrize(("cells", "slots", "_pairs"), SHAPES)
@SEEDS
def test_posteriors_with_company_are_exact(cells: int, slots: int, _pairs: Sequence[Pair], seed: int) -> None:
    row = with_company(random_row(cells, slots, seed), seed)
    assert_exact(align(batch(row)), enumerated(row))


def test_company_helps_the_neighbours_it_is_for_and_not_the_others() -> None:
    """Four cells that could each be a stray: what the last two gain together makes the last two strays."""
    run = np.array([0.0, 0.0, 8.0])
    result = align(batch(Row(np.zeros((4, 2)), np.full(2, -6.0), np.full(4, -1.0), run, np.full(1, NEVER))))
    assert path_of(result) == [0, 1, -1, -1]
    assert result.surplus[2:].min() > 0.99


# --- neighbours that changed places


@pytest.mark.parametrize(("cells", "slots", "_pairs"), SHAPES)
@pytest.mark.parametrize("swap", [-3.0, 0.0, 2.0])
@SEEDS
def test_posteriors_with_swaps_are_exact(
    cells: int, slots: int, _pairs: Sequence[Pair], swap: float, seed: int
) -> None:
    row = with_company(random_row(cells, slots, seed, swap), seed)
    exact, result = enumerated(row), align(batch(row))
    assert_exact(result, exact)
    assert expected_accuracy(path_of(result), exact) == pytest.approx(best_accuracy(exact))


def test_each_pair_of_slots_has_its_own_odds_of_a_swap() -> None:
    row = random_row(4, 5)._replace(swap=np.array([NEVER, 1.0, -2.0, 0.5]))
    assert_exact(align(batch(row)), enumerated(row))


def test_where_neighbours_never_change_places_they_are_not_both_placed() -> None:
    """Order is kept: of two cells that changed places, at most one stands in its slot."""
    found = path_of(align(batch(clear_row(2, 2, [(0, 1), (1, 0)], swap=NEVER))))
    assert sorted(found)[0] == -1


def test_neighbours_that_changed_places_are_each_read_in_their_own() -> None:
    result = align(batch(clear_row(4, 4, [(0, 0), (1, 2), (2, 1), (3, 3)], swap=-6.0)))
    assert path_of(result) == [0, 2, 1, 3]
    assert result.match.max(axis=1).min() > 0.99


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        pytest.param(3, [(0, 2), (1, 1), (2, 0)], id="three-turned-round"),
        pytest.param(2, [(0, 2), (1, 0)], id="slots-that-are-no-neighbours"),
    ],
)
def test_only_neighbours_change_places(cells: int, places: list[tuple[int, int]]) -> None:
    found = path_of(align(batch(clear_row(cells, 3, places, swap=-1.0))))
    assert found != [slot for _, slot in places]
    assert -1 in found


def test_a_stray_between_two_cells_keeps_them_from_changing_places() -> None:
    found = path_of(align(batch(clear_row(3, 2, [(0, 1), (2, 0)], swap=-1.0))))
    assert found.count(-1) >= 2


# --- two texts in one cell


@pytest.mark.parametrize(("cells", "slots", "pairs"), SHAPES)
@pytest.mark.parametrize("swap", [NEVER, 0.0])
@SEEDS
def test_posteriors_with_merged_cells_are_exact(
    cells: int, slots: int, pairs: Sequence[Pair], swap: float, seed: int
) -> None:
    row = with_company(random_row(cells, slots, seed, swap, pairs), seed)
    exact, result = enumerated(row), align(batch(row))
    assert_exact(result, exact)
    assert expected_accuracy(path_of(result), exact) == pytest.approx(best_accuracy(exact))


def merged_row(share: float, slots: int = 3, second: int = 1) -> Row:
    """Two cells: the first fits no slot, but is two in one; the second stands in the last slot."""
    row = clear_row(2, slots, [(1, slots - 1)])
    return row._replace(pairs=[(0, second, share)], merge=np.array([[8.0], [-np.inf]]))


def test_a_merged_cell_stands_in_the_first_slot_and_leaves_neither_certain() -> None:
    result = align(batch(merged_row(0.6)))
    assert path_of(result) == [0, 2]
    np.testing.assert_allclose(result.match[0, :, 0], [0.6, 0.4, 0.0], atol=1e-3)
    np.testing.assert_allclose(result.lost[:, 0], [0.4, 0.6, 0.0], atol=1e-3)


def test_a_merged_cell_may_count_for_the_first_slot_alone() -> None:
    """What covers another cell is itself no less certain for it."""
    result = align(batch(merged_row(1.0)))
    assert path_of(result) == [0, 2]
    np.testing.assert_allclose(result.match[0, :, 0], [1.0, 0.0, 0.0], atol=1e-3)
    np.testing.assert_allclose(result.lost[:, 0], [0.0, 1.0, 0.0], atol=1e-3)


def test_what_lies_between_the_slots_of_a_merged_cell_is_lost() -> None:
    free, dear = merged_row(0.6, slots=4, second=2), merged_row(0.6, slots=4, second=2)
    dear.lost[1] = -19.0
    assert align(batch(free)).lost[1, 0] == pytest.approx(1, abs=1e-3)
    assert align(batch(dear)).match[0, 0, 0] < align(batch(free)).match[0, 0, 0]


def test_a_cell_that_cannot_be_two_is_none() -> None:
    row = random_row(3, 4, pairs=[(0, 1, 0.6), (1, 3, 0.6)])._replace(merge=np.full((3, 2), -np.inf))
    assert_exact(align(batch(row)), enumerated(row._replace(pairs=(), merge=None)))


def test_a_heading_without_pairs_merges_nothing() -> None:
    row = random_row(2, 1)
    assert_exact(align(batch(row._replace(merge=np.zeros((2, 0))))), enumerated(row))


# --- rows of different widths


@SEEDS
def test_rows_of_different_widths_are_each_as_exact_as_alone(seed: int) -> None:
    pairs = [(0, 1, 0.6), (1, 3, 1.0)]
    rows = [with_company(random_row(cells, 4, seed + cells, -1.0, pairs), cells) for cells in (2, 5, 1, 4)]
    result = align(batch(*rows))
    for number, row in enumerate(rows):
        exact = enumerated(row)
        assert_exact(result, exact, number)
        assert expected_accuracy(path_of(result, number)[: len(row.match)], exact) == pytest.approx(
            best_accuracy(exact)
        )


def test_cells_that_a_row_does_not_have_stand_nowhere() -> None:
    result = align(batch(random_row(2, 4, swap=0.0), random_row(5, 4, swap=0.0)))
    assert result.match[2:, :, 0].max() == 0
    assert path_of(result)[2:] == [-1, -1, -1]


# --- the reading by position


def by_position(cells: int, asked: Sequence[int]) -> Path:
    return tuple((asked[i],) if i < len(asked) else () for i in range(cells))


def enumerated_with_position(row: Row, asked: Sequence[int], log_odds: float) -> Posteriors:
    """The reading by position stands among the alignments once more, with a weight of its own; its surplus cells are
    padding, each by itself."""
    paths = list(every_alignment(*row.match.shape, row.pairs))
    extra = by_position(len(row.match), asked)
    scores = [log_weight(path, row) for path in paths]
    by_itself = log_weight(extra, row._replace(run=np.zeros(len(row.run))))
    return weighed([*paths, extra], [*scores, by_itself + log_odds], row)


def assert_mixed(result: Alignment, exact: Posteriors, number: int = 0) -> None:
    """Compare one row with what was enumerated; the likelihood is that of the alignment alone."""
    likelihood = float(result.log_likelihood[number])
    assert_exact(result, exact._replace(log_likelihood=likelihood), number)
    path = path_of(result, number)[: len(exact.match)]
    assert expected_accuracy(path, exact) == pytest.approx(best_accuracy(exact))


def mixed(scores: Scores, asked: Sequence[int], log_odds: float = 1.0) -> Alignment:
    alignment = align(scores)
    return mixed_with_position(alignment, scores, asked, share_of_position(alignment, scores, asked, log_odds))


POSITIONS = [
    pytest.param(3, 3, [0, 1, 2], id="every-slot-asked"),
    pytest.param(3, 5, [0, 2, 4], id="columns-without-heading-between"),
    pytest.param(2, 4, [0, 1, 3], id="cells-lost-at-the-end"),
    pytest.param(5, 4, [0, 2, 3], id="padding-at-the-end"),
    pytest.param(1, 1, [0], id="one-cell"),
]


@pytest.mark.parametrize(("cells", "slots", "asked"), POSITIONS)
@pytest.mark.parametrize("log_odds", [-2.0, 0.0, 3.0])
@SEEDS
def test_the_mixture_with_position_is_exact(
    cells: int, slots: int, asked: list[int], log_odds: float, seed: int
) -> None:
    row = with_company(random_row(cells, slots, seed, swap=-1.0), seed)
    assert_mixed(mixed(batch(row), asked, log_odds), enumerated_with_position(row, asked, log_odds))


def test_the_mixture_of_rows_of_different_widths_is_exact() -> None:
    rows = [random_row(cells, 4, cells, swap=-1.0, pairs=[(0, 2, 0.6)]) for cells in (1, 5, 3)]
    result = mixed(batch(*rows), [0, 2, 3])
    for number, row in enumerate(rows):
        assert_mixed(result, enumerated_with_position(row, [0, 2, 3], 1.0), number)


def test_a_tie_goes_to_the_reading_by_position() -> None:
    """Two cells alike in three slots: nothing but the position tells them apart."""
    row = Row(np.zeros((2, 3)), np.full(3, -2.0), np.full(2, -4.0), np.zeros(1), np.full(2, NEVER))
    assert path_of(mixed(batch(row), [0, 1, 2])) == [0, 1]


def test_overwhelming_odds_leave_one_reading() -> None:
    scores = batch(random_row(3, 4))
    np.testing.assert_allclose(mixed(scores, [0, 1, 2, 3], -1e6).match, align(scores).match)
    assert path_of(mixed(scores, [0, 1, 2, 3], 1e6)) == [0, 1, 2]


def test_a_row_that_contradicts_its_positions_is_not_read_by_them() -> None:
    result = mixed(batch(clear_row(3, 4, [(0, 0), (1, 2), (2, 3)])), [0, 1, 2, 3])
    assert path_of(result) == [0, 2, 3]
    assert result.match.max(axis=1).min() > 0.99


def test_each_row_of_a_batch_has_its_own_share_of_the_position() -> None:
    rows = [clear_row(3, 4, [(0, 0), (1, 2), (2, 3)]), clear_row(3, 4, [(0, 0), (1, 1), (2, 2)])]
    result = mixed(batch(*rows), [0, 1, 2, 3])
    assert [path_of(result, number) for number in (0, 1)] == [[0, 2, 3], [0, 1, 2]]


# --- cells printed over the ones that belong there


def test_a_cell_printed_over_another_leaves_its_slot_lost() -> None:
    alignment = align(batch(random_row(3, 3, 1, swap=NEVER)))
    log_odds = np.array([[-np.inf], [np.log(3.0)], [-np.inf]])
    found = printed_over(alignment, log_odds)
    np.testing.assert_allclose(found.match[[0, 2]], alignment.match[[0, 2]])
    np.testing.assert_allclose(found.match[1], alignment.match[1] / 4)
    np.testing.assert_allclose(found.surplus[1], 1 - alignment.match[1].sum(axis=0) / 4)
    np.testing.assert_allclose(found.lost, 1 - found.match.sum(axis=0), atol=1e-12)


def test_nothing_is_printed_over_anything_without_odds() -> None:
    alignment = align(batch(random_row(3, 4, 2, swap=NEVER)))
    found = printed_over(alignment, np.full((3, 1), -np.inf))
    np.testing.assert_allclose(found.match, alignment.match)
