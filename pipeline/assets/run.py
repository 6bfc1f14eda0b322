"""Run the graph in process, for the command line: steps are told as they begin, errors as one sentence."""

import logging
from collections.abc import Callable, Iterator

import dagster as dg

from pipeline.definitions import build_definitions
from pipeline.errors import BrokenContractError, InputError, ShinchokuError
from pipeline.settings import Settings
from pipeline.warehouse.lock import WRITE_ERRORS, writing
from pipeline.warehouse.migration import restore_links
from pipeline.warehouse.release import clear_unfinished, require_places

Progress = Callable[[str], None]
_LONGEST = 600


def run_refresh(settings: Settings, on_step: Progress) -> None:
    """Run the job `refresh`; `on_step` is called with the name of each step as it begins.

    Raises InputError for unusable input, BrokenContractError for a failed check, OutputError for an output that
    cannot be written; nothing is published then.
    """
    _make_folder(settings)
    with writing(settings):
        restore_links(settings)
        require_places(settings)
        clear_unfinished(settings)
        try:
            _execute(settings, on_step)
        finally:
            clear_unfinished(settings)


def _execute(settings: Settings, on_step: Progress) -> None:
    job = build_definitions(settings, loggers={"steps": _step_logger(on_step)}).resolve_job_def("refresh")
    with dg.DagsterInstance.ephemeral(settings={"telemetry": {"enabled": False}}) as instance:
        try:
            job.execute_in_process(instance=instance, run_config={"loggers": {"steps": {}}})
        except dg.DagsterError as error:
            failing = list(_failing_checks(instance))
            if not failing:
                raise _told(error) from error
            listed = "\n".join(failing)
            raise BrokenContractError(
                f"検査に合格しなかったため公開していません。公開済みのデータは以前のままです。\n{listed}",
                "Checks failed (listed above): nothing was published, the published warehouse is as it was.",
            ) from error


def _told(error: BaseException) -> BaseException:
    """Return the error that Dagster has wrapped if it can be told in a sentence, else the one it raised."""
    cause = error.__cause__
    while cause is not None and not isinstance(cause, (ShinchokuError, *WRITE_ERRORS)):
        cause = cause.__cause__
    return cause or error


def _failing_checks(instance: dg.DagsterInstance) -> Iterator[str]:
    """Yield a line per failed check: table, check, number of failing rows, and the first of them."""
    (run,) = instance.get_runs()
    for entry in instance.all_logs(run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION):
        event = entry.dagster_event
        evaluation = event.event_specific_data if event else None
        if isinstance(evaluation, dg.AssetCheckEvaluation) and not evaluation.passed:
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
    """Hears the events of a run and tells the beginning of each step."""

    def __init__(self, on_step: Progress) -> None:
        super().__init__()
        self._on_step = on_step

    def emit(self, record: logging.LogRecord) -> None:
        event = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is not None and event.event_type_value == "STEP_START":
            self._on_step(event.step_key)


def _step_logger(on_step: Progress) -> dg.LoggerDefinition:
    def steps(_: dg.InitLoggerContext) -> logging.Logger:
        logger = logging.Logger("shinchoku.steps", logging.DEBUG)
        logger.addHandler(_StepHandler(on_step))
        return logger

    return dg.LoggerDefinition(steps, description="Tells the steps of a run to the command line.")
