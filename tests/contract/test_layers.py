"""The rooms that read a table stand on one another, each on those before it and on none behind."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PIPELINE = Path(__file__).parents[2] / "pipeline"
# From the bytes of a file to the places of its cells.
ROOMS = ("documents", "columns", "intake", "placement")


def imported(room: str) -> Iterator[str]:
    """Yield the rooms that the modules of a room import."""
    for path in (PIPELINE / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            yield from (name.split(".")[1] for name in names if name.startswith("pipeline."))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_none_that_stands_on_it(room: str) -> None:
    assert set(ROOMS[ROOMS.index(room) + 1 :]) & set(imported(room)) == set()
    assert room in set(imported(room))
