"""Rows that are no sequence any more: all cells of some rows shuffled. Nobody could tell the years of most of them."""

import random
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from benchmarks.clean import Table
from benchmarks.damage import DamagedTable, damaged
from benchmarks.scoring import judged, percent, placed_frame, read_table, truth_frame

# One row in eight: enough to count, few enough that the rest still teaches how the document writes.
_SHARE = 0.125


def scrambled_cells(tables: Iterable[tuple[Table, int]]) -> pd.DataFrame:
    """Return the judged cells of the shuffled rows of each table, shuffled by its seed."""
    return pd.concat([_judged_rows(table, seed) for table, seed in tables], ignore_index=True)


def scrambled_rows(cells: pd.DataFrame) -> list[dict[str, str]]:
    """Return what became of them: certain and right, doubtful, of these without any place, certain and wrong."""
    is_certain = ~cells["is_uncertain"]
    return [
        {
            "cells": f"{len(cells)}",
            "certain and right": percent((is_certain & cells["is_right"]).mean()),
            "doubtful": percent(cells["is_uncertain"].mean()),
            "of these quarantined": percent((cells["field"] == "quarantined").mean()),
            "wrong but certain": percent((is_certain & ~cells["is_right"]).mean(), 2),
        }
    ]


def _judged_rows(table: Table, seed: int) -> pd.DataFrame:
    printed, hit = _shuffled(damaged(table, {}, seed), random.Random(f"{table.name}-{seed}"))
    lines, headings = read_table(printed)
    truth = truth_frame(printed)
    return judged(truth[truth["line_no"].isin(hit)].reset_index(drop=True), placed_frame(lines, headings))


def _shuffled(table: DamagedTable, rng: random.Random) -> tuple[DamagedTable, set[int]]:
    measures = sorted({truth.line_no for truth in table.truth if truth.place[0] == "measure"})
    order_of = {line_no: _order(len(table.lines[line_no - 1]), rng) for line_no in measures if rng.random() < _SHARE}
    lines = [
        tuple(cells[i] for i in order_of[line_no]) if line_no in order_of else cells
        for line_no, cells in enumerate(table.lines, 1)
    ]
    truth = [
        replace(cell, cell_no=order_of[cell.line_no].index(cell.cell_no - 1) + 1) if cell.line_no in order_of else cell
        for cell in table.truth
    ]
    return DamagedTable(table.name, tuple(lines), tuple(truth)), set(order_of)


def _order(width: int, rng: random.Random) -> list[int]:
    order = list(range(width))
    rng.shuffle(order)
    return order
