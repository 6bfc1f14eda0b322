"""Fit the weights of the evidence about columns: `make fit-columns`.

Labelled columns: those of tables drawn at random (benchmarks/layouts.py), each several times with headings lost or
misread and rows left out, so that contents and neighbours are learnt as well as words. A logistic regression that
starts from the declared meanings of words and is drawn to them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.layouts import Layout, drawn_layouts
from pipeline.columns.evidence.measured import EVIDENCE, Column, evidence
from pipeline.columns.evidence.words import declared_meanings
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import table_columns
from pipeline.columns.years.column_years import read_column_year
from pipeline.contracts.names import FIELDS

Array = NDArray[np.float64]

WEIGHTS = Path(__file__).parents[1] / "pipeline" / "columns" / "weights.csv"
_LAYOUTS, _COPIES = 400, 5
# How strongly the weights are drawn to what is declared; a word before the last says a tenth of what it says there.
_PENALTY, _SHARE_OF_OTHERS = 2.0, 0.1
_STEPS, _RATE = 400, 0.03
# Of the headings of a copy, so many are lost, cut off or misread.
_NOISE = 0.4
_MISREAD = "口日目田由甲"


@dataclass(frozen=True)
class Labelled:
    """A table's columns, and for each the fields that a reader would accept (None: nothing stands in it)."""

    columns: Sequence[Column]
    accepted: Sequence[set[str] | None]


def main() -> None:
    """Fit and write the weights."""
    tables = [labelled for layout in drawn_layouts(_LAYOUTS) for labelled in labelled_columns(layout)]
    found, accepted = training_data(tables, Random(0))
    fit(found, accepted).round(3).rename_axis("evidence").to_csv(WEIGHTS)


def labelled_columns(layout: Layout) -> Iterator[Labelled]:
    """Yield the columns of each table of a layout with their labels."""
    for table, columns, body in table_columns(layout.rows, layout.spans, KnownHeadings({})):
        del table
        yield Labelled(columns, [_accepted(layout, number, body) for number in range(1, len(columns) + 1)])


def _accepted(layout: Layout, cell_no: int, lines: Sequence[int]) -> set[str] | None:
    """Return the fields that most cells of a column may be of."""
    told = [layout.truth[(line_no, cell_no)] for line_no in lines if (line_no, cell_no) in layout.truth]
    fields = [{place.split(":")[0] for place in places} for places in told]
    return {field for field in FIELDS if 2 * sum(field in one for one in fields) > len(fields)} or None


def training_data(tables: Sequence[Labelled], rng: Random) -> tuple[Array, Array]:
    """Return the evidence of all columns, (columns, EVIDENCE), and which fields they may be of, (columns, FIELDS)."""
    found, accepted = [], []
    for table in tables:
        for columns in (table.columns, *(_copy(table.columns, rng) for _ in range(_COPIES))):
            for row, fields in zip(evidence(columns), table.accepted, strict=True):
                if fields:
                    found.append(row)
                    accepted.append([float(field in fields) for field in FIELDS])
    return np.array(found), np.array(accepted)


def _copy(columns: Sequence[Column], rng: Random) -> list[Column]:
    """Return the columns with some headings damaged, and with some of their rows alone, or none."""
    count = len(columns[0].texts)
    kept = min(count, rng.choice((0, 0, 1, 2, 4, *[rng.randint(min(8, count), count)] * 2, count)))
    rows = sorted(rng.sample(range(count), kept))
    if not rows:
        return [replace(column, texts=()) for column in columns]
    return [replace(damaged(column, rng, _NOISE), texts=[column.texts[row] for row in rows]) for column in columns]


def damaged(column: Column, rng: Random, rate: float) -> Column:
    """Return a column whose heading is, at this rate, lost, cut off or misread."""
    heading = column.heading
    if not heading or rng.random() >= rate:
        return column
    kind = rng.choice(("lost", "cut", "misread"))
    if kind == "misread":
        at = rng.randrange(len(heading))
        heading = heading[:at] + rng.choice(_MISREAD) + heading[at + 1 :]
    else:
        heading = "" if kind == "lost" else heading[: max(1, len(heading) // 2)]
    return replace(column, heading=heading, year=read_column_year(heading))


def declared() -> pd.DataFrame:
    """Return the weights as declared: words alone."""
    weights = pd.DataFrame(0.0, index=[*EVIDENCE, "bias"], columns=list(FIELDS))
    for meaning, fields in declared_meanings().items():
        for field, log_odds in fields.items():
            weights.loc[f"ends_in_{meaning}", field] = log_odds
            weights.loc[f"has_{meaning}", field] = _SHARE_OF_OTHERS * log_odds
    return weights


def fit(found: Array, accepted: Array) -> pd.DataFrame:
    """Return the weights (EVIDENCE and bias, FIELDS) that make the accepted fields likeliest (Adam)."""
    start = declared()
    prior, weights = start.to_numpy(), start.to_numpy().copy()
    looks = np.hstack([found, np.ones((len(found), 1))])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        share = _softmax(looks @ weights)
        wanted = share * accepted
        wanted /= wanted.sum(axis=1, keepdims=True) + 1e-12
        slope = (looks.T @ (share - wanted) + _PENALTY * (weights - prior)) / len(looks)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return pd.DataFrame(weights, index=start.index, columns=start.columns)


def _softmax(logits: Array) -> Array:
    share = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(share / share.sum(axis=1, keepdims=True))


if __name__ == "__main__":
    main()
