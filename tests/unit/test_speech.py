"""Content pairs as numbers: the same as those that are compared one text at a time."""

import numpy as np
import pyarrow as pa
import pytest

from pipeline.placement.lessons.speech import content_pairs_of, spread
from pipeline.prose.grammar.pairs import content_pairs

TEXTS = ["市民農園の区画", "区画", "", "CDの貸出 CD", "カード々A", "𠮷野家と野菜", "を、。", "\0農園\0", "農", "園"]


def test_texts_share_pairs_as_they_do_one_at_a_time() -> None:
    pair, owner, _ = content_pairs_of(pa.array(TEXTS, pa.string()))
    found = [set(pair[owner == number].tolist()) for number in range(len(TEXTS))]
    expected = [content_pairs(text) for text in TEXTS]
    assert [len(pairs) for pairs in found] == [len(pairs) for pairs in expected]
    assert [[len(a & b) for b in found] for a in found] == [[len(a & b) for b in expected] for a in expected]


def test_pairs_are_less_than_their_bound() -> None:
    pair, _, bound = content_pairs_of(pa.array(TEXTS, pa.string()))
    assert 0 <= pair.min() <= pair.max() < bound


@pytest.mark.parametrize(
    ("start", "size", "expected"),
    [([5, 0], [2, 3], ([5, 6, 0, 1, 2], [0, 0, 1, 1, 1])), ([7, 4], [0, 1], ([4], [1])), ([], [], ([], []))],
)
def test_ranges_are_spread_one_behind_the_other(
    start: list[int], size: list[int], expected: tuple[list[int], list[int]]
) -> None:
    numbers, owner = spread(np.array(start, dtype=np.int64), np.array(size, dtype=np.int64))
    assert (numbers.tolist(), owner.tolist()) == expected
