"""Bring plans up to date: compute those whose inputs changed, and hold back what breaks a contract.

A plan that fails never keeps the others from being published: it stays as it was, and that is told.
"""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from pipeline.plans.folder import INTERNAL, Failure, PlanFolder
from pipeline.plans.memory import forget_texts
from pipeline.plans.plan import Plan
from pipeline.plans.tables import BrokenTablesError, Frames, plan_tables
from pipeline.plans.workers import done_at_once
from pipeline.values.field_names import cell_name

_MOST_ROWS_TOLD = 20


@dataclass(frozen=True)
class Refreshed:
    """What was done about a plan: `row_counts` of the tables that were computed (empty: nothing had changed, or it was
    held back), and what breaks contracts, by table.
    """

    plan: Plan
    row_counts: dict[str, int]
    failing: Frames
    failure: Failure | None = None


def is_up_to_date(plan: Plan, folder: PlanFolder) -> bool:
    """Say whether the plan's inputs are those that were tried last."""
    return folder.attempted() == plan.fingerprint


def refresh_plans(
    plans: Sequence[Plan],
    stage: Path,
    tell: Callable[[str], None] = lambda _: None,
    *,
    is_forced: bool = False,
    workers: int = 1,
) -> list[Refreshed]:
    """Compute the tables of the plans whose inputs changed, several at once in `workers` processes.

    `tell` is called with the id of each plan that was computed, when it is done.
    """
    refreshed = {} if is_forced else {plan.plan_id: kept for plan in plans if (kept := _kept(plan, stage))}
    due = [plan for plan in plans if plan.plan_id not in refreshed]
    for _, one in done_at_once(partial(compute_plan, stage=stage), due, workers):
        tell(one.plan.plan_id)
        refreshed[one.plan.plan_id] = one
    return [refreshed[plan.plan_id] for plan in plans]


def _kept(plan: Plan, stage: Path) -> Refreshed | None:
    """Return what there is of a plan whose inputs did not change; None if it must be computed."""
    folder = PlanFolder(stage, plan.plan_id)
    if is_up_to_date(plan, folder):
        return Refreshed(plan, {}, {}, folder.failure)
    if folder.good.fingerprint == plan.fingerprint:
        folder.discard_new()
        return Refreshed(plan, {}, {})
    return None


def compute_plan(plan: Plan, stage: Path) -> Refreshed:
    """Compute a plan's tables; a failure is kept as such beside the last good state."""
    folder = PlanFolder(stage, plan.plan_id)
    forget_texts()
    try:
        frames = plan_tables(plan)
    except BrokenTablesError as error:
        return _held_back(plan, folder, _contract_failure(plan, error.failing), error.failing)
    # A fault of ours in one plan must not cost the others their refresh; what it was stands beside the tables.
    except Exception as error:
        return _held_back(plan, folder, _internal_failure(plan, error, folder.failure_place), {})
    folder.write(plan.fingerprint, frames)
    return Refreshed(plan, {name: len(frame) for name, frame in frames.items()}, {})


def _held_back(plan: Plan, folder: PlanFolder, failure: Failure, failing: Frames) -> Refreshed:
    folder.discard_new()
    folder.fail(failure)
    return Refreshed(plan, {}, failing, failure)


def _contract_failure(plan: Plan, failing: Frames) -> Failure:
    lines = [line for table, rows in failing.items() for line in _told_rows(table, rows)]
    tables = "、".join(failing)
    return Failure(
        plan.fingerprint,
        "contract",
        f"表 {tables} が定められた形式に合いません（{len(lines)}件、最初は {lines[0]}）",
        f"tables break their contracts: {tables} ({len(lines)} rows, the first: {lines[0]})",
        "\n".join(lines[:_MOST_ROWS_TOLD]),
    )


def _internal_failure(plan: Plan, error: Exception, where: str) -> Failure:
    return Failure(
        plan.fingerprint,
        INTERNAL,
        f"処理中に内部エラーが発生しました（詳細は出力先フォルダ（--output、既定は warehouse/）の {where}）",
        f"an internal error occurred (details: {where} in the output folder, --output or warehouse/)",
        "".join(traceback.format_exception(error)),
    )


def _told_rows(table: str, rows: pd.DataFrame) -> Iterator[str]:
    """Yield a line per failing value: where it stands, and what is wrong with it."""
    for row in rows.astype("object").where(rows.notna(), None).to_dict("records"):
        place = [str(row["document_id"])] if row.get("document_id") else []
        place += [cell_name(row["line_no"], row.get("cell_no"))] if row.get("line_no") else []
        yield f"{' '.join(place)}: {table}.{row['column']}: {row['check']}: {row['failure_case']}".removeprefix(": ")
