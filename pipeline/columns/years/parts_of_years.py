"""Columns that ask the same of parts of a year (上半期, 下半期): the last part is the year's, those before it are kept
beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

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
    for index, column in enumerate(columns):
        text = normalise(column.heading)
        if column.registered is None and _PART.search(text):
            groups.setdefault((heading_key(_PART.sub("", text)), column.year.own), []).append(index)
    found: dict[int, int] = {}
    for members in groups.values():
        parts = [_PART.findall(normalise(columns[index].heading)) for index in members]
        if len({tuple(part) for part in parts}) == len(members):
            found |= dict.fromkeys(members[:-1], members[-1])
    return found


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
