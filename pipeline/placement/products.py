"""Matrix products and inverses in parts that one thread makes: to start others costs more than it saves here.

The libraries behind NumPy start threads for larger products, and keep them waiting, busily, for the next one.
"""

import numpy as np
from numpy.typing import NDArray

# So many multiplications OpenBLAS makes in one thread; such parts also fit into the processor's cache.
_MOST_AT_ONCE = 2**18
# Larger factors would leave too few rows for each part, and larger matrices are inverted in threads as well.
_LARGEST_FACTOR = 2**13


def product(left: NDArray, right: NDArray) -> NDArray:
    """Return left (rows, n) @ right (n, columns), some rows at a time, and of large factors a half at a time."""
    if right.size > _LARGEST_FACTOR:
        inner, outer = right.shape[0] // 2, right.shape[1] // 2
        if inner > outer:
            return product(left[:, :inner], right[:inner]) + product(left[:, inner:], right[inner:])
        return np.hstack([product(left, right[:, :outer]), product(left, right[:, outer:])])
    made = np.empty((len(left), right.shape[1]), dtype=np.result_type(left, right))
    for rows in parts(len(left), right.size):
        np.matmul(left[rows], right, out=made[rows])
    return made


def inverse(matrix: NDArray) -> NDArray:
    """Return the inverse of a symmetric, positive definite matrix, from those of its halves if it is large."""
    if matrix.size <= _LARGEST_FACTOR:
        return np.linalg.inv(matrix)
    half = len(matrix) // 2
    first, across = inverse(matrix[:half, :half]), matrix[:half, half:]
    shared = product(first, across)
    second = inverse(matrix[half:, half:] - product(across.T, shared))
    corner = -product(shared, second)
    return np.block([[first - product(corner, shared.T), corner], [corner.T, second]])


def parts(lines: int, size: int) -> list[slice]:
    """Return the rows (or columns) of a matrix of so many in parts to be multiplied with a matrix of this size."""
    most = max(1, _MOST_AT_ONCE // max(1, size))
    return [slice(start, start + most) for start in range(0, lines, most)]
