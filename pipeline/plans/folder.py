"""The folder of a plan in `stage/`: its tables as Parquet, and from which inputs they were made.

What was computed stands aside (`stage/.new/<plan>`) until it is published; so the last good state is always there.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_STATE_NAME, _FAILURE_NAME = "plan.json", "failure.json"
_NEW = ".new"
# The check of a failure that no check has found: an error of the program.
INTERNAL = "internal"


@dataclass(frozen=True)
class Failure:
    """Why the new state of a plan is not used: a check with its failing rows, or an error; `told` in both languages."""

    fingerprint: str
    check: str
    told_ja: str
    told_en: str
    detail: str = ""

    @property
    def shown(self) -> str:
        """Return the failing rows; what only a programmer can read stays in the file."""
        return "" if self.check == INTERNAL else self.detail


@dataclass(frozen=True)
class Tables:
    """The tables of a plan, whole, in a folder."""

    path: Path

    @property
    def fingerprint(self) -> str | None:
        """Return the fingerprint of the inputs they were made from; None: there are none, or not all of them."""
        return _read(self.path / _STATE_NAME).get("fingerprint")

    def table(self, name: str) -> Path:
        """Return the Parquet file of a table."""
        return self.path / f"{name}.parquet"

    def row_count(self, name: str) -> int:
        """Return how many rows a table has."""
        return int(_read(self.path / _STATE_NAME).get("row_counts", {}).get(name, 0))


@dataclass(frozen=True)
class PlanFolder:
    """Where a plan's tables stand: `good` were published, `new` are waiting for it, or failed."""

    stage: Path
    plan_id: str

    @property
    def good(self) -> Tables:
        """Return the tables that were published last."""
        return Tables(self.stage / self.plan_id)

    @property
    def new(self) -> Tables:
        """Return the tables that were computed and wait for a publication."""
        return Tables(self.stage / _NEW / self.plan_id)

    @property
    def failure(self) -> Failure | None:
        """Return why the newest inputs gave no usable tables; None if nothing failed."""
        told = _read(self.new.path / _FAILURE_NAME)
        try:
            return Failure(**told) if told else None
        except TypeError:
            return None

    @property
    def failure_place(self) -> str:
        """Return where a failure is noted, within the output folder."""
        return (self.new.path / _FAILURE_NAME).relative_to(self.stage.parent).as_posix()

    def chosen(self) -> Tables | None:
        """Return the tables to build the warehouse from: the new ones, if there are any, else the last good ones."""
        usable = (self.good,) if self.failure else (self.new, self.good)
        return next((tables for tables in usable if tables.fingerprint), None)

    def attempted(self) -> str | None:
        """Return the fingerprint of the inputs that were tried last, whether they gave tables or not."""
        return self.failure.fingerprint if self.failure else self.new.fingerprint or self.good.fingerprint

    def write(self, fingerprint: str, frames: "Mapping[str, pd.DataFrame]") -> None:
        """Keep tables as the new state, whole or not at all."""
        partial = _emptied(self.stage / _NEW / f".partial-{self.plan_id}")
        for name, frame in frames.items():
            frame.to_parquet(partial / f"{name}.parquet", index=False)
        counts = {name: len(frame) for name, frame in frames.items()}
        state = {"fingerprint": fingerprint, "row_counts": counts}
        (partial / _STATE_NAME).write_text(json.dumps(state, indent=1), "utf-8")
        self.discard_new()
        partial.rename(self.new.path)

    def fail(self, failure: Failure) -> None:
        """Note that the new state cannot be used, and why."""
        self.new.path.mkdir(parents=True, exist_ok=True)
        path = self.new.path / _FAILURE_NAME
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(asdict(failure), ensure_ascii=False, indent=1), "utf-8")
        partial.replace(path)

    def discard_new(self) -> None:
        """Forget the new state, at once: half of one would look like a whole one."""
        if self.new.path.exists():
            aside = _emptied(self.stage / _NEW / f".discarded-{self.plan_id}")
            self.new.path.rename(aside / "new")
            shutil.rmtree(aside)

    def keep(self) -> None:
        """Make the new state the last good one: it has been published. What failed stays aside, as told."""
        if self.failure or not self.new.fingerprint:
            return
        # Out of the way at once: whoever is stopped here leaves a whole state, and never half of one.
        before = self.stage / _NEW / f".before-{self.plan_id}"
        _emptied(before)
        if self.good.path.exists():
            self.good.path.rename(before / "good")
        self.new.path.rename(self.good.path)
        shutil.rmtree(before)


def keep_published(stage: Path, plan_ids: Sequence[str]) -> None:
    """Make the new states the last good ones; remove what others have left: plans that are gone, older programs."""
    known = {*plan_ids, _NEW}
    # The publication is done; what the disk refuses now is done after the next one.
    with suppress(OSError):
        for plan_id in plan_ids:
            PlanFolder(stage, plan_id).keep()
        for path in stage.iterdir() if stage.is_dir() else ():
            if path.is_dir() and path.name not in known:
                shutil.rmtree(path)
            elif path.suffix == ".parquet":
                path.unlink()


def _emptied(path: Path) -> Path:
    if path.exists():
        shutil.rmtree(path)
    path.mkdir(parents=True)
    return path


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
