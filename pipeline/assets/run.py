"""Run the graph in process, for the command line: steps are told as they begin, errors as one sentence."""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import dagster as dg

from pipeline.assets.automation import every_plan
from pipeline.assets.plans import EVERYTHING_TAG
from pipeline.definitions import build_definitions
from pipeline.errors import BrokenContractError, InputError, ShinchokuError
from pipeline.plans.folder import PlanFolder
from pipeline.plans.plan import Plan, read_plans
from pipeline.plans.refreshing import is_up_to_date
from pipeline.settings import Settings
from pipeline.warehouse.inputs import is_published
from pipeline.warehouse.releases.lock import WRITE_ERRORS, writing
from pipeline.warehouse.releases.migration import restore_links
from pipeline.warehouse.releases.release import clear_unfinished, require_places

Progress = Callable[[str], None]
_LONGEST = 600


def run_refresh(settings: Settings, on_step: Progress, *, is_all: bool = False) -> bool:
    """Run the job `refresh` for the plans whose inputs changed; return whether anything was published.

    `on_step` is called with the name of each step, and of each plan's stages, as it begins; with `is_all`, everything
    is computed. Raises InputError for unusable input, BrokenContractError for a failed check, OutputError for an output
    that cannot be written; nothing is published then.
    """
    _make_folder(settings)
    with writing(settings):
        plans = read_plans(settings.seeds)
        clear_unfinished(settings)
        if not is_all and is_published(settings, plans):
            return False
        restore_links(settings)
        require_places(settings)
        try:
            _execute(settings, on_step, _due(settings, plans, is_all=is_all), is_all=is_all)
        finally:
            clear_unfinished(settings)
    return True


def _due(settings: Settings, plans: Sequence[Plan], *, is_all: bool) -> list[str]:
    """Return the plans to compute."""
    folders = {plan.plan_id: PlanFolder(settings.stage, plan.plan_id) for plan in plans}
    return [plan.plan_id for plan in plans if is_all or not is_up_to_date(plan, folders[plan.plan_id])]


def _execute(settings: Settings, on_step: Progress, due: Sequence[str], *, is_all: bool) -> None:
    definitions = build_definitions(settings, loggers={"steps": _step_logger(on_step)})
    job = definitions.resolve_job_def("refresh")
    unpartitioned = [node.key for node in definitions.resolve_asset_graph().asset_nodes if node.partitions_def is None]
    with _instance() as instance:
        tags = ({EVERYTHING_TAG: "true"} if is_all else {}) | (every_plan(instance, due) if due else {})
        try:
            job.execute_in_process(
                instance=instance,
                run_config={"loggers": {"steps": {}}},
                tags=tags,
                asset_selection=None if due else unpartitioned,
            )
        except dg.DagsterError as error:
            failing = list(_failing_checks(instance))
            if not failing:
                raise _told(error) from error
            listed = "\n".join(failing)
            raise BrokenContractError(
                f"検査に合格しなかったため公開していません。公開中のデータは以前のままです。\n{listed}",
                "Checks failed (listed above): nothing was published, the published warehouse is as it was.",
            ) from error


def _instance() -> AbstractContextManager[dg.DagsterInstance]:
    """Return the instance of `DAGSTER_HOME`, whose page shows this run among its own; without one, one for this run."""
    home = os.environ.get("DAGSTER_HOME")
    if home and Path(home).is_dir():
        return dg.DagsterInstance.get()
    return dg.DagsterInstance.ephemeral(settings={"telemetry": {"enabled": False}})


def _told(error: BaseException) -> BaseException:
    """Return the error that Dagster has wrapped if it can be told in a sentence, else the one it raised."""
    cause = error.__cause__
    while cause is not None and not isinstance(cause, (ShinchokuError, *WRITE_ERRORS)):
        cause = cause.__cause__
    return cause or error


def _failing_checks(instance: dg.DagsterInstance) -> Iterator[str]:
    """Yield a line per failed blocking check of the last run: table, check, number of failing rows, and the first."""
    (record,) = instance.get_run_records(limit=1)
    for entry in instance.all_logs(record.dagster_run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION):
        event = entry.dagster_event
        evaluation = event.event_specific_data if event else None
        if isinstance(evaluation, dg.AssetCheckEvaluation) and not evaluation.passed and evaluation.blocking:
            metadata = {name: value.value for name, value in evaluation.metadata.items()}
            table = ".".join(evaluation.asset_key.path)
            told = f"{metadata.get('failing')} rows; {metadata.get('rows')}"
            yield f"  {table}: {evaluation.check_name}: {told}"[:_LONGEST]


def _make_folder(settings: Settings) -> None:
    try:
        settings.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"{settings.output}: 出力先を作成できません（{reason}）。--output で別のフォルダを指定してください。",
            f"{settings.output}: cannot be made ({reason}); name another folder with --output.",
        ) from error


class _StepHandler(logging.Handler):
    """Hears the events of a run and tells the beginning of each step, and of the stages of each plan."""

    def __init__(self, on_step: Progress) -> None:
        super().__init__()
        self._on_step = on_step

    def emit(self, record: logging.LogRecord) -> None:
        told = getattr(record, "dagster_meta", {})
        event = told.get("dagster_event")
        if event is None:
            self._on_step(str(told.get("orig_message", "")))
        elif event.event_type_value == "STEP_START":
            self._on_step(event.step_key)


def _step_logger(on_step: Progress) -> dg.LoggerDefinition:
    def steps(_: dg.InitLoggerContext) -> logging.Logger:
        logger = logging.Logger("shinchoku.steps", logging.DEBUG)
        logger.addHandler(_StepHandler(on_step))
        return logger

    return dg.LoggerDefinition(steps, description="Tells the steps of a run to the command line.")
