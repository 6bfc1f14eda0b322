"""What the contents of a column look like: shares of its texts, each with the reason why it tells fields apart."""

import csv
import io
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.values.departments import has_department_form, split_departments
from pipeline.values.text import is_blank, is_dash, normalise

# More texts of a column tell nothing new.
_MOST_TEXTS = 400
# How a text begins and ends tells what it is; what stands between may be long.
_MOST_READ, _ENDING = 400, 100


def _declared() -> dict[str, str]:
    text = resources.files(__package__).joinpath("contents.csv").read_text("utf-8")
    return {row["name"]: row["pattern"] for row in csv.DictReader(io.StringIO(text))}


# Name → pattern, tried on the whole normalised text; the table gives the reason why each tells columns apart.
PATTERNS = _declared()
_READ = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
SHAPES = (
    "departments",
    "bureaus",
    "blank",
    "distinct",
    "few_distinct",
    "repeats_above",
    "constant",
    "ascending",
    "mean_length",
)
CONTENTS = (*PATTERNS, *SHAPES)


def contents(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return what a column's texts, top to bottom, look like: shares (CONTENTS) from 0 to 1; zeros for none."""
    step = len(texts) // _MOST_TEXTS + 1
    printed = [normalise(text) for text in texts[::step] if not is_blank(text)]
    if not printed:
        return np.zeros(len(CONTENTS))
    shares = np.mean([_matches(text) for text in printed], axis=0)
    return np.concatenate([shares, _shapes([normalise(text) for text in texts[::step]], printed)])


@lru_cache(maxsize=50_000)
def _matches(text: str) -> tuple[bool, ...]:
    text = text if len(text) <= _MOST_READ else text[: _MOST_READ - _ENDING] + text[-_ENDING:]
    return tuple(pattern.fullmatch(text) is not None for pattern in _READ.values())


def _shapes(texts: Sequence[str], printed: Sequence[str]) -> list[float]:
    units = [_units(text) for text in printed]
    distinct = len(set(printed)) / len(printed)
    above = sum(one == other for one, other in pairwise(printed)) / len(printed)
    return [
        units.count("section") / len(printed),
        units.count("bureau") / len(printed),
        1 - len(printed) / len(texts),
        distinct,
        float(len(set(printed)) <= max(2, 0.25 * len(printed)) and len(printed) >= 5),
        above,
        float(len(set(printed)) == 1 and len(printed) > 2),
        _ascending(printed),
        min(1.0, float(np.mean([len(text) for text in printed])) / 100),
    ]


def _ascending(printed: Sequence[str]) -> float:
    """Return how often a number is greater by one than the one above: numbers of rows."""
    numbers = [int(text) for text in printed if text.isascii() and text.isdigit() and len(text) < 9]
    if len(numbers) < 0.8 * len(printed) or len(numbers) < 3:
        return 0.0
    return sum(b == a + 1 for a, b in pairwise(numbers)) / (len(numbers) - 1)


@lru_cache(maxsize=50_000)
def _units(text: str) -> str | None:
    if len(text) > 80 or "。" in text or is_dash(text):
        return None
    names = [department.name for department in split_departments(text) if department.name]
    if not names or not all(map(has_department_form, names)):
        return None
    return "bureau" if all(name.endswith(("部", "局", "本部")) for name in names) else "section"
