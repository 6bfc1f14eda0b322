"""What readers keep of texts is let go before the next plan is read: memory follows one plan, not all of them."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper
from typing import Any

# A reader that keeps fewer results keeps lists, lexicons and weights, which all plans share.
_OF_TEXTS = 10_000


def forget_texts() -> None:
    """Forget what the readers of texts (`lru_cache` of ten thousand and more) have read: no plan tells it again."""
    for reader in _readers():
        if (reader.cache_parameters()["maxsize"] or 0) >= _OF_TEXTS:
            reader.cache_clear()


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector from looking for cycles: a plan makes hardly any, and to look for them among all that is read
    takes a sixth of its time. What is let go without a cycle is freed all the same."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _readers() -> Iterator["_lru_cache_wrapper[Any]"]:
    own = [module for name, module in sys.modules.items() if name.startswith("pipeline.")]
    for module in own:
        yield from (value for value in vars(module).values() if isinstance(value, _lru_cache_wrapper))
