"""Columns that ask the same of parts of a year (上半期, 下半期): the last part is the year's, those before it are kept
beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from pipeline.columns.evidence.measured import Column
from pipeline.columns.headings import HeadingField
from pipeline.columns.known import heading_key
from pipeline.values.text import normalise

_PART = re.compile(
    r"(?:上半期|下半期|上半年|下半年|上期|下期|前期|後期|年度前半|年度後半|前半|後半|第?[1-4一二三四]四半期)"
    r"(?:の|分)?(?:\([^()]*\))?"
)


def earlier_parts(columns: Sequence[Column]) -> dict[int, int]:
    """Return which columns ask what a later one asks of a later part of the same year: from 0, to that one."""
    groups: dict[tuple[str, object], list[int]] = {}
    for index in _parts(columns):
        groups.setdefault((_asked(columns[index]), columns[index].year.own), []).append(index)
    found: dict[int, int] = {}
    for members in groups.values():
        parts = [_PART.findall(normalise(columns[index].heading)) for index in members]
        if len({tuple(part) for part in parts}) == len(members):
            found |= dict.fromkeys(members[:-1], members[-1])
    return found | dict(_cut_parts(columns, found))


def in_full(columns: Sequence[Column], earlier: Mapping[int, int]) -> list[Column]:
    """Return the columns, a part of a year whose heading is cut off with that of its earlier part. It stays in doubt:
    what it prints of its year counts as lost."""
    full = list(columns)
    for index, later in earlier.items():
        own, other = columns[later], columns[index]
        if _asked(own) != _asked(other):
            heading = max(own.heading, other.heading, key=len)
            full[later] = replace(own, heading=heading, year=replace(own.year, is_lost=True))
    return full


def _parts(columns: Sequence[Column]) -> list[int]:
    return [n for n, one in enumerate(columns) if one.registered is None and _PART.search(normalise(one.heading))]


def _asked(column: Column) -> str:
    return heading_key(_PART.sub("", normalise(column.heading)))


def _cut_parts(columns: Sequence[Column], paired: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a year of which one heading goes on where the other is cut off, each once."""
    alone = [index for index in _parts(columns) if index not in {*paired, *paired.values()}]
    taken: set[int] = set()
    for earlier, later in combinations(alone, 2):
        if taken.isdisjoint((earlier, later)) and _is_cut(columns[earlier], columns[later]):
            taken |= {earlier, later}
            yield earlier, later


def _is_cut(column: Column, later: Column) -> bool:
    parts = [_PART.findall(normalise(one.heading)) for one in (column, later)]
    short, long = sorted((_asked(column), _asked(later)), key=len)
    return parts[0] != parts[1] and column.year.own == later.year.own and long.startswith(short)


def with_parts(
    asked: Sequence[HeadingField], columns: Sequence[Column], earlier: Mapping[int, int]
) -> list[HeadingField]:
    """Return what all columns ask for, given it for those that are no earlier parts of a year."""
    told = dict(zip((index for index in range(len(columns)) if index not in earlier), asked, strict=True))
    return [
        told[index]
        if index in told
        else replace(
            told[earlier[index]],
            cell_no=column.cell_no,
            text=column.heading,
            is_beside=told[earlier[index]].field not in ("attribute",),
        )
        for index, column in enumerate(columns)
    ]
