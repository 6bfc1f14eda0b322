"""Matrix products in parts that one thread makes: for these sizes, to start others costs more than it saves.

The libraries behind NumPy start threads for larger products, and keep them waiting, busily, for the next one.
"""

import numpy as np
from numpy.typing import NDArray

# So many multiplications OpenBLAS makes in one thread; such parts also fit into the processor's cache.
_MOST_AT_ONCE = 2**18


def product(left: NDArray, right: NDArray) -> NDArray:
    """Return left (rows, n) @ right (n, columns), some rows at a time."""
    made = np.empty((len(left), right.shape[1]), dtype=np.result_type(left, right))
    for rows in parts(len(left), right.size):
        np.matmul(left[rows], right, out=made[rows])
    return made


def parts(lines: int, size: int) -> list[slice]:
    """Return the rows (or columns) of a matrix of so many in parts to be multiplied with a matrix of this size."""
    most = max(1, _MOST_AT_ONCE // max(1, size))
    return [slice(start, start + most) for start in range(0, lines, most)]
