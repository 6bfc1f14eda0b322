"""How the time of every reader of texts grows with the length of the text: `make bench-readers`.

Each is fed with long texts made of the words that wake it up. Twice the length may take twice the time; four times is
the square, and more is no bound at all.
"""

import argparse
import math
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from tabulate import tabulate

from benchmarks.long_texts import WORDS, long_text
from benchmarks.reading import READERS
from benchmarks.ruling import RULED, rules_of_text

LENGTHS = (2_000, 8_000, 32_000)
# Below this, a call is too short to tell how its time grows, and short enough.
_TELLING_SECONDS = 0.1
# Twice the length in more than so many times the time: beyond linear, with room for caches and a busy machine.
MOST_RATIO = 2.8
_MOST_SECONDS = 10


class Growth(NamedTuple):
    """The seconds that a reader takes for one word in each length (inf: given up)."""

    reader: str
    word: str
    seconds: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Return how many times longer twice the length takes, from the two greatest lengths."""
        before, last = self.seconds[-2:]
        return last if math.isinf(last) else math.sqrt(last / max(before, 1e-6))

    @property
    def is_bounded(self) -> bool:
        """Say whether the time follows the length, or is too short to matter."""
        return self.seconds[-1] < _TELLING_SECONDS or self.ratio <= MOST_RATIO


@contextmanager
def _limited() -> Iterator[None]:
    """Give up after some time: regular expressions hear the signal."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, _MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _seconds(read: Callable[[str], object], text: str) -> float:
    try:
        with _limited():
            began = time.process_time()
            read(text)
            return time.process_time() - began
    except TimeoutError:
        return math.inf


def growths(readers: Mapping[str, Callable[[str], object]]) -> Iterator[Growth]:
    """Yield the growth of every reader with every word; a suspicious one is measured once more."""
    for name, read in readers.items():
        for word in WORDS:
            growth = _growth(name, read, word, "")
            yield growth if growth.is_bounded else _growth(name, read, word, "x")


def rule_growths(only: str) -> Iterator[Growth]:
    """Yield the growth of every rule, of placing and of the facts, for rows whose texts are long."""
    for word in WORDS if any(only in name for name in RULED) else ():
        found = [rules_of_text(long_text(word, length // 4), _seconds) for length in LENGTHS]
        for name in (name for name in found[0] if only in name):
            yield Growth(name, word, tuple(seconds.get(name, math.inf) for seconds in found))


def _growth(name: str, read: Callable[[str], object], word: str, end: str) -> Growth:
    # Another end, so that no cache has the text already.
    return Growth(name, word, tuple(_seconds(read, long_text(word, length) + end) for length in LENGTHS))


def _told(growth: Growth) -> Growth:
    if not growth.is_bounded:
        print(*_row(growth), sep="  ", file=sys.stderr, flush=True)
    return growth


def _row(growth: Growth) -> list[str]:
    return [
        growth.reader,
        repr(growth.word)[1:-1],
        *(f"{seconds:.3f}" for seconds in growth.seconds),
        f"{growth.ratio:.1f}",
    ]


def main() -> None:
    """Print, per reader, its slowest word, and every growth beyond linear; exit status 1 if there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="readers whose name holds this")
    only = parser.parse_args().only
    chosen = {name: read for name, read in READERS.items() if only in name}
    found = [*map(_told, growths(chosen)), *(_told(growth) for growth in rule_growths(only))]
    headings = ["reader", "word", *(f"{length:,} [s]" for length in LENGTHS), "ratio"]
    slowest = {g.reader: g for g in sorted(found, key=lambda growth: growth.seconds[-1])}
    shown = sorted(slowest.values(), key=lambda growth: -growth.seconds[-1])[:15]
    beyond = [growth for growth in found if not growth.is_bounded]
    print(f"{len(found):,} pairs of {len(slowest)} readers and {len(WORDS)} words; the slowest readers:\n")
    print(tabulate([_row(growth) for growth in shown], headings, tablefmt="github", disable_numparse=True))
    print(f"\nBeyond linear: {len(beyond)}\n")
    if beyond:
        print(tabulate([_row(growth) for growth in beyond], headings, tablefmt="github", disable_numparse=True))
        sys.exit(1)


if __name__ == "__main__":
    main()
