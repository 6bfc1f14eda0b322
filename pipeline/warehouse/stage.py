"""The tables of all plans as the warehouse takes them in, and what depends on the run: states of findings, the run."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from pipeline import __version__
from pipeline.contracts.base import Contract, conform, table_name
from pipeline.contracts.quality import Finding, FindingHistory, GatheredFinding, Run
from pipeline.contracts.tables import STAGED
from pipeline.plans.folder import Failure, PlanFolder, Tables
from pipeline.plans.plan import Plan
from pipeline.quality.acceptance import Acceptance
from pipeline.quality.finding_frames import finding_frame
from pipeline.quality.findings import Finding as Told
from pipeline.quality.gathering import gathered
from pipeline.quality.progress_table import ProgressTable
from pipeline.quality.states import Previous, settled

_LIBRARIES = ("dagster", "duckdb", "pandas", "pandera", "pyarrow")
TAKEN_IN = tuple(contract for contract in STAGED if contract is not GatheredFinding)
_MOST_ROWS_TOLD = 5
Frames = dict[type[Contract], pd.DataFrame]


@dataclass(frozen=True)
class Part:
    """A plan's part in a release: its tables (None: no state of it is usable), and why they are not the newest."""

    plan: Plan
    tables: Tables | None
    failure: Failure | None

    @classmethod
    def of(cls, plan: Plan, stage: Path) -> "Part":
        """Return the part of a plan as its folder has it."""
        folder = PlanFolder(stage, plan.plan_id)
        return cls(plan, folder.chosen(), folder.failure)


@dataclass(frozen=True)
class Parts:
    """What a release is made of: the parts of all plans, in the order of their ids."""

    parts: Sequence[Part]

    def files(self, contract: type[Contract]) -> list[Path]:
        """Return the Parquet files of a table, a file per plan."""
        return [tables.table(table_name(contract)) for tables in self._tables()]

    @property
    def is_empty(self) -> bool:
        """Say whether no plan has a usable state."""
        return not any(True for _ in self._tables())

    def content_hash(self) -> str:
        """Return a hash over the tables: it does not depend on when or where the job ran, or on what ran before."""
        digest = hashlib.sha256()
        for contract in STAGED:
            digest.update(table_name(contract).encode())
            for path in self.files(contract):
                digest.update(path.read_bytes())
        return digest.hexdigest()

    def findings(self) -> pd.DataFrame:
        """Return the gathered findings of all plans, and of those that are not as new as their inputs."""
        frames = [pd.read_parquet(path) for path in self.files(GatheredFinding)]
        told = finding_frame(_not_updated(self.parts))
        return pd.concat([*frames, gathered([told], ProgressTable([]))["stage.gathered_finding"]], ignore_index=True)

    def _tables(self) -> Iterator[Tables]:
        return (part.tables for part in self.parts if part.tables is not None)


def frames_of_run(
    parts: Parts, previous: Previous, acceptances: Sequence[Acceptance], run_id: str, counts: Mapping[str, int]
) -> Frames:
    """Return the tables that depend on the run. Acceptances are judged by the day it is in Japan.

    `counts`: rows of the tables that were taken in, by name.
    """
    now = datetime.now(ZoneInfo("Asia/Tokyo"))
    findings, history = settled(parts.findings(), previous, acceptances, run_id, now.date())
    frames: Frames = {Finding: findings, FindingHistory: history}
    all_counts = {**counts, **{table_name(contract): len(frame) for contract, frame in frames.items()}}
    return frames | {Run: _run_record(parts, findings, previous, all_counts, run_id, now)}


def _not_updated(parts: Iterable[Part]) -> Iterator[Told]:
    for part in parts:
        if part.failure is not None:
            yield Told(
                "plan_not_updated",
                part.plan.newest_document_id,
                observed=part.failure.check,
                evidence={"rows": part.failure.shown.splitlines()[:_MOST_ROWS_TOLD]},
                messages=_told_failure(part, part.failure),
            )


def _told_failure(part: Part, failure: Failure) -> tuple[str, str]:
    """Say what failed and what stands there instead."""
    ja, en = ("前回公開した内容のままです", "what was published last stays") if part.tables else _LEFT_OUT
    return (
        f"「{part.plan.name}」を更新できませんでした。{failure.told_ja}。この計画は{ja}。",
        f"'{part.plan.name}' could not be updated: {failure.told_en}; {en}.",
    )


_LEFT_OUT = ("今回の公開に含まれていません", "it is left out of the release")


def _run_record(
    parts: Parts, findings: pd.DataFrame, previous: Previous, counts: Mapping[str, int], run_id: str, now: datetime
) -> pd.DataFrame:
    row = {
        "run_id": run_id,
        "previous_run_id": previous.run_id,
        "previous_published_at": previous.published_at,
        "published_at": now.isoformat(timespec="seconds"),
        "shinchoku_version": __version__,
        "library_versions": json.dumps({name: version(name) for name in _LIBRARIES}),
        "document_count": counts["raw.document"],
        "rejected_document_count": int((findings["rule_code"] == "document_rejected").sum()),
        "row_counts": json.dumps(counts),
        "content_sha256": parts.content_hash(),
    }
    return conform(Run, [row])
