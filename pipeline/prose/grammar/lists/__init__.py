"""The word lists, as CSV that a city employee can read and mend: each row a word, what it does, an example, the reason.

`events`, `changes`, `judgements`, `no_text`: what words mean (`grammar/lexicon.py`); `grammar`: words that only carry
others; `units`: what is counted in what; `things`: what a plan can name; `persons`: who may be recognised;
`stages`: what comes after what; `halves`: the two parts of a time;
`poles`: what says the opposite of what; `alike`: words that stand for one another.
"""

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a list."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def _roles() -> Mapping[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for row in rows_of("grammar"):
        roles.setdefault(row["role"], set()).add(row["word"])
    return {role: frozenset(words) for role, words in roles.items()}


def role(name: str) -> frozenset[str]:
    """Return the words with a grammatical role: formal nouns, negations, words of reason …"""
    return _roles()[name]


@lru_cache(maxsize=1)
def units() -> Mapping[str, str]:
    """Return the units of counting, and the kind that each counts: 人 and 名 are one."""
    return {row["unit"]: row["kind"] for row in rows_of("units")}


@lru_cache(maxsize=1)
def things() -> Mapping[str, str]:
    """Return the names of what is held or made (講演会, チラシ), and the class of each."""
    return {row["word"]: row["class"] for row in rows_of("things")}


@lru_cache(maxsize=8)
def persons(name: str) -> frozenset[str]:
    """Return the words of a class that matter to who might be recognised: `kin`, `person`, `distress` …"""
    return frozenset(row["word"] for row in rows_of("persons") if row["class"] == name)


@lru_cache(maxsize=1)
def stages() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return pairs of names of counts, of which the second can never be the greater one: 応募, 採択."""
    return tuple((frozenset(row["before"].split()), frozenset(row["after"].split())) for row in rows_of("stages"))


@lru_cache(maxsize=1)
def alike() -> Mapping[str, str]:
    """Return words that stand for one another in texts that say the same, each with the first of its group."""
    return {row["word"]: row["group"] for row in rows_of("alike")}


@lru_cache(maxsize=1)
def halves() -> tuple[tuple[str, str], ...]:
    """Return pairs of names of times that together are the whole: 春, 秋."""
    return tuple((row["first"], row["second"]) for row in rows_of("halves"))
