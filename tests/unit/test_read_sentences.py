"""Two hundred sentences of the real document, read by a reader: quantities, and what was done, not done, planned.

`tests/data/read_sentences.csv`: drawn at random; a reader went through what the program had read, one by one, and put
down what the sentence says. `done` includes what was done in part, `planned` what was only prepared.
"""

import csv
from pathlib import Path

from pipeline.prose.figures.counts import read_counts
from pipeline.prose.grammar.events import UNDONE, read_events

SENTENCES = Path(__file__).parent.parent / "data" / "read_sentences.csv"
LEAST_QUANTITIES, LEAST_EVENTS = 0.95, 0.90
_GROUPS = {"preparing": "planned", "planned": "planned", "smaller": ""}


def rows() -> list[dict[str, str]]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def groups(text: str) -> set[str]:
    kinds = {event.kind for event in read_events(text) if not event.is_background}
    return {"undone" if kind in UNDONE else _GROUPS.get(kind, "done") for kind in kinds} - {""}


def test_quantities_are_those_of_a_reader() -> None:
    read = rows()
    right = [r for r in read if [f"{c.value:g}{c.unit}" for c in read_counts(r["text"])] == r["quantities"].split()]
    assert len(read) == 200
    assert len(right) >= LEAST_QUANTITIES * len(read)


def test_events_are_those_of_a_reader() -> None:
    wrong = [row["text"] for row in rows() if groups(row["text"]) != set(row["events"].split())]
    assert len(wrong) <= (1 - LEAST_EVENTS) * 200, wrong
