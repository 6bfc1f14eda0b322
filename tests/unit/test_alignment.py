"""The alignment against brute force: every alignment of small matrices, enumerated and weighed."""

from itertools import combinations

import numpy as np
import pytest

from pipeline.placement.alignment import IMPOSSIBLE, align, mixed_with_position


def every_alignment(cells, slots):
    """Return every way to place cells in slots in order: a tuple with a slot (−1: surplus) per cell."""
    found = []
    for size in range(min(cells, slots) + 1):
        for chosen in combinations(range(cells), size):
            for places in combinations(range(slots), size):
                placed = dict(zip(chosen, places, strict=True))
                found.append(tuple(placed.get(cell, -1) for cell in range(cells)))
    return found


def log_weight(path, match, lost, surplus, run=None):
    placed = sum(match[cell, slot] if slot >= 0 else surplus[cell] for cell, slot in enumerate(path))
    together = sum(run[i] for i in range(len(path) - 1) if path[i] == path[i + 1] == -1) if run is not None else 0
    return placed + together + sum(lost[slot] for slot in range(len(lost)) if slot not in path)


def enumerated(match, lost, surplus, run=None):
    """Return exact posteriors (match, surplus, lost) and the log-likelihood of one row."""
    paths = every_alignment(*match.shape)
    return weighed(paths, np.array([log_weight(path, match, lost, surplus, run) for path in paths]), match.shape)


def weighed(paths, scores, shape):
    cells, slots = shape
    total = np.logaddexp.reduce(scores)
    weights = np.exp(scores - total)
    placed = np.array(
        [[sum(weights[k] for k, p in enumerate(paths) if p[i] == j) for j in range(slots)] for i in range(cells)]
    )
    stray = np.array([sum(weights[k] for k, p in enumerate(paths) if p[i] == -1) for i in range(cells)])
    empty = np.array([sum(weights[k] for k, p in enumerate(paths) if j not in p) for j in range(slots)])
    return placed, stray, empty, total


def expected_accuracy(path, placed, stray):
    return sum(placed[i, j] if j >= 0 else stray[i] for i, j in enumerate(path))


def random_row(cells, slots, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(0, 2, (cells, slots)), rng.normal(-1, 1, slots), rng.normal(-1, 1, cells)


def batch(*rows):
    return tuple(np.stack(parts) for parts in zip(*rows, strict=True))


SHAPES = [(1, 1), (1, 4), (4, 1), (3, 3), (4, 4), (3, 5), (5, 3), (5, 6)]


@pytest.mark.parametrize(("cells", "slots"), SHAPES, ids=[f"{cells}-cells-{slots}-slots" for cells, slots in SHAPES])
@pytest.mark.parametrize("seed", range(3))
def test_posteriors_are_exact(cells, slots, seed):
    row = random_row(cells, slots, seed)
    placed, stray, empty, total = enumerated(*row)
    result = align(*batch(row))
    np.testing.assert_allclose(result.match[0], placed, atol=1e-12)
    np.testing.assert_allclose(result.surplus[0], stray, atol=1e-12)
    np.testing.assert_allclose(result.lost[0], empty, atol=1e-12)
    np.testing.assert_allclose(result.log_likelihood[0], total, rtol=1e-12)


@pytest.mark.parametrize(("cells", "slots"), SHAPES, ids=[f"{cells}-cells-{slots}-slots" for cells, slots in SHAPES])
@pytest.mark.parametrize("seed", range(3))
def test_the_path_has_the_greatest_expected_accuracy(cells, slots, seed):
    row = random_row(cells, slots, seed)
    placed, stray, _, _ = enumerated(*row)
    best = max(every_alignment(cells, slots), key=lambda path: expected_accuracy(path, placed, stray))
    assert tuple(align(*batch(row)).slot[0]) == best


def test_the_path_is_that_of_the_posteriors_not_the_likeliest_alignment():
    row = random_row(2, 3, seed=7)
    match, lost, surplus = row
    placed, stray, _, _ = enumerated(*row)
    likeliest = max(every_alignment(2, 3), key=lambda path: log_weight(path, match, lost, surplus))
    found = tuple(align(*batch(row)).slot[0])
    assert found != likeliest
    assert expected_accuracy(found, placed, stray) > expected_accuracy(likeliest, placed, stray)


def clear_match(cells, slots, pairs):
    match = np.full((cells, slots), -20.0)
    for cell, slot in pairs:
        match[cell, slot] = 8.0
    return match, np.full(slots, -3.0), np.full(cells, -3.0)


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
def test_a_damaged_row_is_read_as_it_was_damaged(cells, slots, expected):
    row = clear_match(cells, slots, [(cell, slot) for cell, slot in enumerate(expected) if slot >= 0])
    result = align(*batch(row))
    assert result.slot[0].tolist() == expected
    chosen = np.where(result.slot[0] >= 0, result.match[0].max(axis=1), result.surplus[0])
    assert chosen.min() > 0.99


def test_doubt_between_two_slots_is_shared():
    """A cell that fits two slots equally well, with nothing else to tell them apart."""
    row = np.array([[3.0, 3.0]]), np.array([-1.0, -1.0]), np.array([-4.0])
    result = align(*batch(row))
    assert result.match[0, 0, 0] == pytest.approx(result.match[0, 0, 1])
    assert result.match[0].sum() + result.surplus[0, 0] == pytest.approx(1)


def test_moved_cells_are_not_both_placed():
    """Order is kept: of two cells that changed places, at most one stands in its slot."""
    result = align(*batch(clear_match(2, 2, [(0, 1), (1, 0)])))
    assert sorted(result.slot[0].tolist())[0] == -1


def test_rows_of_a_batch_do_not_touch_each_other():
    rows = [random_row(3, 4, seed) for seed in range(5)]
    together = align(*batch(*rows))
    for number, row in enumerate(rows):
        alone = align(*batch(row))
        np.testing.assert_allclose(together.match[number], alone.match[0])
        np.testing.assert_allclose(together.lost[number], alone.lost[0])
        assert together.slot[number].tolist() == alone.slot[0].tolist()


def test_an_impossible_slot_stays_empty():
    match, lost, surplus = random_row(3, 4)
    match[:, 2] = IMPOSSIBLE
    result = align(*batch((match, lost, surplus)))
    assert result.match[0, :, 2].max() == 0
    assert result.lost[0, 2] == pytest.approx(1)
    assert 2 not in result.slot[0]


def test_long_rows_keep_their_probabilities():
    """Thirty cells, twenty-six slots, strong scores: still finite, still summing to one."""
    rng = np.random.default_rng(1)
    row = rng.normal(0, 30, (30, 26)), rng.normal(-3, 1, 26), rng.normal(-3, 1, 30)
    result = align(*batch(row))
    np.testing.assert_allclose(result.match[0].sum(axis=1) + result.surplus[0], 1, atol=1e-9)
    np.testing.assert_allclose(result.match[0].sum(axis=0) + result.lost[0], 1, atol=1e-9)
    placed = result.slot[0][result.slot[0] >= 0]
    assert (np.diff(placed) > 0).all()


@pytest.mark.parametrize(("cells", "slots"), [(0, 3), (3, 0)], ids=["no-cells", "no-slots"])
def test_an_empty_side_leaves_everything_unmatched(cells, slots):
    lost, surplus = np.full((1, slots), -2.0), np.full((1, cells), -2.0)
    result = align(np.zeros((1, cells, slots)), lost, surplus)
    assert result.slot.tolist() == [[-1] * cells]
    assert result.log_likelihood[0] == pytest.approx(-6.0)
    assert result.lost.tolist() == [[1.0] * slots]
    assert result.surplus.tolist() == [[1.0] * cells]


# --- strays in company


@pytest.mark.parametrize(("cells", "slots"), SHAPES, ids=[f"{cells}-cells-{slots}-slots" for cells, slots in SHAPES])
@pytest.mark.parametrize("seed", range(3))
def test_posteriors_with_company_are_exact(cells, slots, seed):
    row = random_row(cells, slots, seed)
    run = np.random.default_rng(seed + 100).normal(1, 1, cells - 1)
    placed, stray, empty, total = enumerated(*row, run)
    result = align(*batch((*row, run)))
    np.testing.assert_allclose(result.match[0], placed, atol=1e-12)
    np.testing.assert_allclose(result.surplus[0], stray, atol=1e-12)
    np.testing.assert_allclose(result.lost[0], empty, atol=1e-12)
    np.testing.assert_allclose(result.log_likelihood[0], total, rtol=1e-12)


def test_company_of_zero_is_no_company():
    row = random_row(4, 3)
    with_zeros, without = align(*batch((*row, np.zeros(3)))), align(*batch(row))
    np.testing.assert_allclose(with_zeros.match, without.match, atol=1e-12)
    np.testing.assert_allclose(with_zeros.log_likelihood, without.log_likelihood)


def test_company_helps_the_neighbours_it_is_for_and_not_the_others():
    """Four cells that could each be a stray: what the last two gain together makes the last two strays."""
    match, lost, surplus = np.zeros((4, 2)), np.full(2, -6.0), np.full(4, -1.0)
    result = align(*batch((match, lost, surplus, np.array([0.0, 0.0, 8.0]))))
    assert result.slot[0].tolist() == [0, 1, -1, -1]
    assert result.surplus[0, 2:].min() > 0.99


# --- the reading by position


def by_position(cells, asked):
    return tuple(asked[i] if i < len(asked) else -1 for i in range(cells))


def enumerated_with_position(row, asked, log_odds):
    """The reading by position stands among the alignments once more, with a weight of its own."""
    cells, slots = row[0].shape
    paths = every_alignment(cells, slots)
    extra = by_position(cells, asked)
    scores = [*(log_weight(path, *row) for path in paths), log_weight(extra, *row) + log_odds]
    return weighed([*paths, extra], np.array(scores), (cells, slots))


POSITIONS = [
    pytest.param(3, 3, [0, 1, 2], id="every-slot-asked"),
    pytest.param(3, 5, [0, 2, 4], id="columns-without-heading-between"),
    pytest.param(2, 4, [0, 1, 3], id="cells-lost-at-the-end"),
    pytest.param(5, 4, [0, 2, 3], id="padding-at-the-end"),
    pytest.param(1, 1, [0], id="one-cell"),
]


@pytest.mark.parametrize(("cells", "slots", "asked"), POSITIONS)
@pytest.mark.parametrize("log_odds", [-2.0, 0.0, 3.0])
@pytest.mark.parametrize("seed", range(3))
def test_the_mixture_with_position_is_exact(cells, slots, asked, log_odds, seed):
    row = random_row(cells, slots, seed)
    placed, stray, empty, _ = enumerated_with_position(row, asked, log_odds)
    scores = batch(row)
    result = mixed_with_position(align(*scores), scores, asked, log_odds)
    np.testing.assert_allclose(result.match[0], placed, atol=1e-12)
    np.testing.assert_allclose(result.surplus[0], stray, atol=1e-12)
    np.testing.assert_allclose(result.lost[0], empty, atol=1e-12)


@pytest.mark.parametrize(("cells", "slots", "asked"), POSITIONS)
@pytest.mark.parametrize("seed", range(3))
def test_the_path_of_the_mixture_has_the_greatest_expected_accuracy(cells, slots, asked, seed):
    row = random_row(cells, slots, seed)
    placed, stray, _, _ = enumerated_with_position(row, asked, 1.0)
    best = max(expected_accuracy(path, placed, stray) for path in every_alignment(cells, slots))
    scores = batch(row)
    found = tuple(mixed_with_position(align(*scores), scores, asked, 1.0).slot[0])
    assert expected_accuracy(found, placed, stray) == pytest.approx(best)


def test_a_tie_goes_to_the_reading_by_position():
    """Two cells alike in three slots: nothing but the position tells them apart."""
    scores = batch((np.zeros((2, 3)), np.full(3, -2.0), np.full(2, -4.0)))
    result = mixed_with_position(align(*scores), scores, [0, 1, 2], 1.0)
    assert result.slot[0].tolist() == [0, 1]


def test_overwhelming_odds_leave_one_reading():
    scores = batch(random_row(3, 4))
    alignment = align(*scores)
    np.testing.assert_allclose(mixed_with_position(alignment, scores, [0, 1, 2, 3], -1e6).match, alignment.match)
    assert mixed_with_position(alignment, scores, [0, 1, 2, 3], 1e6).slot[0].tolist() == [0, 1, 2]


def test_a_row_that_contradicts_its_positions_is_not_read_by_them():
    scores = batch(clear_match(3, 4, [(0, 0), (1, 2), (2, 3)]))
    result = mixed_with_position(align(*scores), scores, [0, 1, 2, 3], 1.0)
    assert result.slot[0].tolist() == [0, 2, 3]
    assert result.match[0].max(axis=1).min() > 0.99


def test_each_row_of_a_batch_has_its_own_share_of_the_position():
    rows = [clear_match(3, 4, [(0, 0), (1, 2), (2, 3)]), clear_match(3, 4, [(0, 0), (1, 1), (2, 2)])]
    scores = batch(*rows)
    result = mixed_with_position(align(*scores), scores, [0, 1, 2, 3], 1.0)
    assert result.slot.tolist() == [[0, 2, 3], [0, 1, 2]]
