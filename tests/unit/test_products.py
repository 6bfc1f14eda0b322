"""Products and inverses in parts: the same as at once."""

import numpy as np
import pytest

from pipeline.placement.products import inverse, parts, product


@pytest.mark.parametrize(
    ("rows", "inner", "columns"), [(3, 2, 4), (5000, 40, 11), (300, 2000, 290), (11, 300, 300), (0, 4, 3), (4, 0, 3)]
)
def test_a_product_in_parts_is_the_product(rows: int, inner: int, columns: int) -> None:
    random = np.random.default_rng(rows)
    left, right = random.normal(size=(rows, inner)), random.normal(size=(inner, columns))
    assert np.allclose(product(left, right), left @ right)


@pytest.mark.parametrize("size", [1, 7, 199, 201, 433])
def test_an_inverse_from_halves_is_the_inverse(size: int) -> None:
    looks = np.random.default_rng(size).normal(size=(2 * size, size))
    matrix = looks.T @ looks + 10 * np.eye(size)
    assert np.allclose(inverse(matrix), np.linalg.inv(matrix))


def test_parts_cover_every_line_once() -> None:
    assert [line for part in parts(1000, 2000) for line in range(1000)[part]] == list(range(1000))
    assert parts(0, 5) == []
