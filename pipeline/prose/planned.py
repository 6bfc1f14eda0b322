"""What a plan names, and whether a status tells of it: 講演会とパンフレット planned, 講演会 told."""

import re

from pipeline.prose.grammar.lists import things
from pipeline.prose.grammar.pairs import content_pairs
from pipeline.values.text import fold_width

# What is said of a thing is no plan to hold it: 訪問が多くなった.
_THINGS = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, things()), key=len, reverse=True))})(?![がは]|も多)")
_FEWEST, _SHARED = 2, 3


def planned_and_not_told(plan: str, told: str) -> list[str]:
    """Return the things of a plan that a text leaves out, where it tells of others; empty where it names none of them.

    A thing is told if it or another of its class is named (チラシ is a leaflet as リーフレット is).
    """
    planned = _named(plan)
    named = set(_named(told).values())
    missing = [word for word, kind in planned.items() if kind not in named and word not in fold_width(told)]
    is_named = any(kind in named for kind in planned.values())
    is_partly_told = is_named or len(content_pairs(plan) & content_pairs(told)) >= _SHARED
    return missing if len(set(planned.values())) >= _FEWEST and is_partly_told else []


def _named(text: str) -> dict[str, str]:
    return {match.group(): things()[match.group()] for match in _THINGS.finditer(fold_width(text))}
