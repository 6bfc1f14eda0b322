"""Bring plans up to date: compute those whose inputs changed, and hold back what breaks a contract.

A plan that fails never keeps the others from being published: it stays as it was, and that is told.
"""

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.contracts.base import table_name
from pipeline.contracts.checking import failing_rows
from pipeline.contracts.tables import STAGED
from pipeline.plans.folder import Failure, PlanFolder
from pipeline.plans.plan import Plan
from pipeline.plans.tables import Frames, Tell, plan_tables

_MOST_ROWS_TOLD = 20


@dataclass(frozen=True)
class Refreshed:
    """What was done about a plan: `row_counts` of the tables that were computed (empty: nothing had changed)."""

    plan: Plan
    row_counts: dict[str, int]
    broken: dict[str, pd.DataFrame]
    failure: Failure | None = None


def is_up_to_date(plan: Plan, folder: PlanFolder) -> bool:
    """Say whether the plan's inputs are those that were tried last."""
    return folder.attempted() == plan.fingerprint


def refresh_plan(plan: Plan, stage: Path, tell: Tell = lambda _: None, *, is_forced: bool = False) -> Refreshed:
    """Compute a plan's tables if its inputs changed; a failure is kept as such beside the last good state."""
    folder = PlanFolder(stage, plan.plan_id)
    if not is_forced and is_up_to_date(plan, folder):
        return Refreshed(plan, {}, {}, folder.failure)
    if not is_forced and folder.good.fingerprint == plan.fingerprint:
        folder.discard_new()
        return Refreshed(plan, {}, {})
    try:
        frames = plan_tables(plan, tell)
    # A fault of ours in one plan must not cost the others their refresh; what it was stands beside the tables.
    except Exception as error:
        folder.discard_new()
        folder.fail(failure := _internal_failure(plan, error))
        return Refreshed(plan, {}, {}, failure)
    return _written(plan, folder, frames)


def _contract_failure(plan: Plan, broken: dict[str, pd.DataFrame]) -> Failure:
    """Return the failure of a plan whose tables break their contracts."""
    lines = [line for table, rows in broken.items() for line in _told_rows(table, rows)]
    tables = "、".join(broken)
    return Failure(
        plan.fingerprint,
        "contract",
        f"表 {tables} が定められた形式に合いません",
        f"tables break their contracts: {tables}",
        "\n".join(lines[:_MOST_ROWS_TOLD]),
    )


def _written(plan: Plan, folder: PlanFolder, frames: Frames) -> Refreshed:
    broken = {
        name: rows for contract in STAGED if len(rows := failing_rows(contract, frames[name := table_name(contract)]))
    }
    counts = {name: len(frame) for name, frame in frames.items()}
    folder.write(plan.fingerprint, frames)
    if broken:
        folder.fail(failure := _contract_failure(plan, broken))
        return Refreshed(plan, counts, broken, failure)
    return Refreshed(plan, counts, {})


def _internal_failure(plan: Plan, error: Exception) -> Failure:
    return Failure(
        plan.fingerprint,
        "internal",
        "処理中に内部の誤りが発生しました",
        "an internal error occurred",
        "".join(traceback.format_exception(error)),
    )


def _told_rows(table: str, rows: pd.DataFrame) -> Iterator[str]:
    for row in rows.astype(str).to_dict("records"):
        yield f"{table}: {row['column']}: {row['check']}: {row['failure_case']}"
