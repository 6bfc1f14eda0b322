"""The tables of the placement benchmark, each as rows to print."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from benchmarks import scrambled
from benchmarks.clean import Table
from benchmarks.damage import ALONE, MIXED, damaged
from benchmarks.fit_weights import fitted_table
from benchmarks.labels import kiyose, labelled_cells
from benchmarks.scoring import (
    KEY,
    judged,
    percent,
    placed_frame,
    positional_frame,
    read_table,
    reliability,
    shares,
    truth_frame,
)
from benchmarks.tables import TABLES, table_of

Rows = list[dict[str, str]]


def label_rows(with_held_out: bool = True) -> Rows:
    """Return the shares on the hand-labelled cells.

    `fitted` uses the committed weights, which were fitted on these very labels; `held out` fits them anew without the
    block it is measured on. `by position` is what an ordinary loader does with the first heading.
    """
    labels = labelled_cells()
    results = {"by position": positional_frame(kiyose().lines, kiyose().headings)}
    if with_held_out:
        results["held out"] = pd.concat(_held_out(labels))
    results["fitted"] = placed_frame(kiyose().lines, kiyose().headings)
    return [{"placement": name, **shares(judged(labels, placed))} for name, placed in results.items()]


def document_rows() -> Rows:
    """Return how much of the whole document, decidable or not, placement alone leaves in doubt."""
    placed = placed_frame(kiyose().lines, kiyose().headings)
    in_doubt, quarantined = placed["is_uncertain"].mean(), (placed["field"] == "quarantined").mean()
    return [{"printed cells": f"{len(placed)}", "doubtful": percent(in_doubt), "quarantined": percent(quarantined)}]


def judged_labels() -> pd.DataFrame:
    """Return the hand-labelled cells with their placement under the committed weights."""
    return judged(labelled_cells(), placed_frame(kiyose().lines, kiyose().headings))


def clean_rows(seeds: Iterable[int]) -> Rows:
    """Return how many cells of undamaged tables were moved; none may be."""
    cells = experiment({}, seeds)
    return [
        {"table": str(name), "cells": f"{len(part)}", "moved": f"{(~part['is_right']).sum()}"}
        | {"doubtful": percent(part["is_uncertain"].mean())}
        for name, part in cells.groupby("table", sort=False)
    ]


def damage_rows(cells: pd.DataFrame) -> Rows:
    """Return the shares per table, naive position beside them, over the cells that a reader could decide."""
    parts = [(str(name), part) for name, part in cells.groupby("table", sort=False)]
    parts.append(("all invented", cells[cells["table"] != "kiyose"]))
    return [{"table": name, **_decidable_shares(part)} for name, part in parts]


def kind_rows(seeds: Iterable[int], names: Sequence[str] = TABLES) -> Rows:
    """Return the shares for each kind of damage alone, tables pooled: of all cells, and of the damaged rows'."""
    found = []
    for kind, rate in ALONE.items():
        cells = experiment({kind: rate}, list(seeds), names)
        hit = cells[cells["kinds"].map(len) > 0]
        in_hit = percent(hit["is_right"][hit["is_decidable"]].mean())
        found.append({"damage": kind, **_decidable_shares(cells), "right in damaged rows": in_hit})
    return found


def scrambled_rows(seeds: Iterable[int]) -> Rows:
    """Return what becomes of rows whose cells were shuffled, all tables pooled."""
    return scrambled.scrambled_rows(scrambled.scrambled_cells((table_of(name, s), s) for s in seeds for name in TABLES))


def field_rows(cells: pd.DataFrame) -> Rows:
    """Return the shares per true field, and what its cells are mostly taken for when they are misplaced."""
    decidable = cells[cells["is_decidable"]]
    return [
        {"field": str(field)}
        | {name: value for name, value in shares(part).items() if name != "rows wholly right"}
        | {"mostly taken for": _mistakes(part)}
        for field, part in decidable.groupby("field_true")
    ]


def reliability_rows(cells: pd.DataFrame) -> Rows:
    """Return the reliability of the posteriors, by bin."""
    return reliability(cells[cells["is_decidable"]] if "is_decidable" in cells else cells)


def experiment(rates: Mapping[str, float], seeds: Iterable[int], names: Sequence[str] = TABLES) -> pd.DataFrame:
    """Return the judged cells of every table under every seed; `is_naively_right` beside `is_right`."""
    cells = [_judged_table(table_of(name, seed), rates, seed) for seed in seeds for name in names]
    return pd.concat(cells, ignore_index=True)


def mixed(seeds: Iterable[int]) -> pd.DataFrame:
    """Return the judged cells under all kinds of damage at once."""
    return experiment(MIXED, seeds)


def _judged_table(table: Table, rates: Mapping[str, float], seed: int) -> pd.DataFrame:
    printed = damaged(table, rates, seed)
    lines, headings = read_table(printed)
    truth = truth_frame(printed)
    cells = judged(truth, placed_frame(lines, headings))
    naive = judged(truth, positional_frame(lines, headings))["is_right"]
    return cells.assign(is_naively_right=naive, table=table.name, document=f"{table.name} {seed}")


def _held_out(labels: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the placements of each block under weights fitted without it."""
    for _, block in labels.groupby("block_no"):
        placed = placed_frame(kiyose().lines, kiyose().headings, fitted_table(labels.drop(block.index)))
        yield placed.merge(block[KEY], on=KEY)


def _decidable_shares(cells: pd.DataFrame) -> dict[str, str]:
    decidable = cells[cells["is_decidable"]]
    naive = percent(decidable["is_naively_right"].mean())
    return {**shares(decidable), "undecidable": percent(1 - cells["is_decidable"].mean()), "by position": naive}


def _mistakes(cells: pd.DataFrame) -> str:
    wrong = cells[~cells["is_right"]]
    names = wrong["field"].fillna("unplaced").where(wrong["field"] != wrong["field_true"], "another year")
    return ", ".join(f"{name} {count}" for name, count in names.value_counts().head(3).items())
