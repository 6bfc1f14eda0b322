"""Views that several rules look at are made once for a table: `@once_per_table` keeps what a view yields."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from pipeline.quality.progress_table import ProgressTable

Seen = TypeVar("Seen")


def once_per_table(view: Callable[..., Iterable[Seen]]) -> Callable[..., tuple[Seen, ...]]:
    """Return a view whose results are kept for as long as its table is; its other arguments must be hashable."""
    kept: WeakKeyDictionary[ProgressTable, dict[tuple[Any, ...], tuple[Seen, ...]]] = WeakKeyDictionary()

    @wraps(view)
    def seen(table: ProgressTable, *arguments: Any) -> tuple[Seen, ...]:
        of_table = kept.setdefault(table, {})
        if arguments not in of_table:
            of_table[arguments] = tuple(view(table, *arguments))
        return of_table[arguments]

    return seen
