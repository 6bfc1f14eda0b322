"""The database of a release in the making: built from all plans, checked, and built again without what breaks it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.contracts.tables import MARTS
from pipeline.errors import BrokenContractError, InputError
from pipeline.plans.folder import Failure, PlanFolder
from pipeline.plans.plan import Plan
from pipeline.quality.acceptance import Acceptance
from pipeline.quality.stage import STAGE_FINDINGS
from pipeline.settings import ReleaseFolder, Settings
from pipeline.warehouse.build import build_warehouse, run_checks
from pipeline.warehouse.previous import previous_findings
from pipeline.warehouse.stage import TAKEN_IN, Part, Parts, frames_of_run

Rows = list[tuple[Any, ...]]
_MOST_ROWS_TOLD = 5


@dataclass(frozen=True)
class Candidate:
    """A built database: its parts, rows by table, and the checks that fail on it (with rows that name no plan)."""

    parts: Parts
    counts: dict[str, int]
    failing: dict[str, Rows]


def build_candidate(
    settings: Settings, release: ReleaseFolder, plans: Sequence[Plan], acceptances: Sequence[Acceptance], run_id: str
) -> Candidate:
    """Build the database of a release. A plan that fails a check is held back: its last good state stays, or none.

    Raises BrokenContractError if no plan is as new as its inputs, InputError if no document can be read: there is
    nothing new to publish.
    """
    parts = Parts([Part.of(plan, settings.stage) for plan in plans])
    while True:
        _require_any(parts)
        _require_documents(parts, settings.seeds)
        counts = _built(settings, release.warehouse, parts, acceptances, run_id)
        failing = run_checks(release.warehouse)
        blamed = _blamed(failing, [part.plan.plan_id for part in parts.parts if part.tables])
        if not blamed:
            return Candidate(parts, counts, failing)
        parts = Parts([_held_back(part, blamed.get(part.plan.plan_id), settings.stage) for part in parts.parts])


def _built(
    settings: Settings, path: Path, parts: Parts, acceptances: Sequence[Acceptance], run_id: str
) -> dict[str, int]:
    previous = previous_findings(settings)
    files = {contract: parts.files(contract) for contract in TAKEN_IN}
    return build_warehouse(
        path, files, lambda counts: frames_of_run(parts, previous, acceptances, run_id, counts), MARTS
    )


def _blamed(failing: Mapping[str, Rows], plan_ids: Sequence[str]) -> dict[str, dict[str, Rows]]:
    """Return the failing rows by plan and check; none if a row names no plan, for then none can be held back for it."""
    blamed: dict[str, dict[str, Rows]] = {}
    for check, rows in failing.items():
        for row in rows:
            plan_id = _plan_of(row, plan_ids)
            if plan_id is None:
                return {}
            blamed.setdefault(plan_id, {}).setdefault(check, []).append(row)
    return blamed


def _plan_of(row: Sequence[object], plan_ids: Sequence[str]) -> str | None:
    """Return the plan that a row's ids begin with; a check selects an id of a document, measure, policy or plan."""
    texts = [f"{value}|" for value in row if isinstance(value, str)]
    named = [name for name in plan_ids for text in texts if text.startswith((f"{name}_", f"{name}|"))]
    return max(named, key=len, default=None)


def _held_back(part: Part, checks: Mapping[str, Rows] | None, stage: Path) -> Part:
    """Return the part with the last good state of the plan; without any, if that is what breaks the check."""
    if not checks:
        return part
    failure = Failure(
        part.plan.fingerprint,
        "、".join(checks),
        f"検査 {'、'.join(checks)} に合格しませんでした",
        f"checks failed: {', '.join(checks)}",
        "\n".join(_told_rows(checks)),
    )
    folder = PlanFolder(stage, part.plan.plan_id)
    folder.fail(failure)
    was_good = part.tables == folder.good
    return replace(part, tables=None if was_good else folder.chosen(), failure=failure)


def _told_rows(checks: Mapping[str, Rows]) -> Iterator[str]:
    for check, rows in checks.items():
        yield from (f"{check}: {row}" for row in rows[:_MOST_ROWS_TOLD])


def _require_any(parts: Parts) -> None:
    if any(part.failure is None for part in parts.parts):
        return
    failures = [(part.plan.name, part.failure) for part in parts.parts if part.failure]
    ja = "\n".join(
        f"「{name}」を更新できませんでした。{failure.told_ja}。\n{failure.shown}".rstrip() for name, failure in failures
    )
    en = "\n".join(f"'{name}' could not be updated: {failure.told_en}." for name, failure in failures)
    raise BrokenContractError(
        f"更新できた計画がないため、公開していません。公開中のデータは以前のままです。\n{ja}",
        f"No plan could be updated: nothing was published, the published warehouse is as it was.\n{en}",
    )


def _require_documents(parts: Parts, seeds: Path) -> None:
    tables = [part.tables for part in parts.parts if part.tables]
    if any(one.row_count("raw.document") for one in tables):
        return
    told = pd.concat([pd.read_parquet(one.table(STAGE_FINDINGS[0])) for one in tables]).to_dict("records")
    # What is published names no path of the machine; the terminal does.
    ja, en = (
        "\n".join(row[name].replace(row["observed"], str(seeds / row["observed"]), 1) for row in told)
        for name in ("message_ja", "message_en")
    )
    raise InputError(ja, en)
