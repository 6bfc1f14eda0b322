"""What happens when a run fails: it is told where the operator looks, and tried again where a fault can pass."""

import errno
import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg

from pipeline.assets.resources import Folders
from pipeline.errors import BusyError, ShinchokuError
from pipeline.settings import Automation

# Network drives and busy machines; a full disk or a missing permission does not pass by itself.
_PASSING = {
    getattr(errno, name)
    for name in ("EIO", "EAGAIN", "EBUSY", "ESTALE", "ETIMEDOUT", "ENETDOWN", "ENETUNREACH", "EHOSTDOWN", "EREMOTEIO")
    if hasattr(errno, name)
}
_MOST_RETRIES, _FIRST_WAIT_SECONDS = 4, 5
_WEBHOOK_SECONDS = 10


@contextmanager
def retrying(context: dg.AssetExecutionContext) -> Iterator[None]:
    """Ask for the step to be run again, each time after twice the wait, if what fails in it can pass."""
    try:
        yield
    except (OSError, ShinchokuError) as error:
        if not _can_pass(error) or context.retry_number >= _MOST_RETRIES:
            raise
        wait = _FIRST_WAIT_SECONDS * 2**context.retry_number
        raise dg.RetryRequested(max_retries=_MOST_RETRIES, seconds_to_wait=wait) from error


def _can_pass(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, BusyError) or (isinstance(error, OSError) and error.errno in _PASSING):
            return True
        error = error.__cause__
    return False


@dg.run_failure_sensor(
    name="tell_failures",
    description="Writes a line about every failed run into alerts.log, and to the webhook if one is set.",
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def tell_failures(context: dg.RunFailureSensorContext) -> None:
    """Tell of a failed run in one line: when, which, where and why."""
    settings = Folders().settings
    line = _line(context)
    _append(settings.alerts, line)
    if url := Automation.of_environment().webhook:
        _post(url, line, context)


def _line(context: dg.RunFailureSensorContext) -> str:
    now = datetime.now(ZoneInfo("Asia/Tokyo")).isoformat(timespec="seconds")
    failures = [event for event in context.get_step_failure_events() if event.step_failure_data.error]
    causes = [_reason(event.step_failure_data.error) for event in failures]
    told = "; ".join(dict.fromkeys(causes)) or context.failure_event.message or "?"
    return f"{now} 更新（refresh）に失敗しました。 A run failed: {context.dagster_run.run_id}: {told}"


def _reason(error: Any) -> str:
    """Return the innermost message of an error, without its class."""
    while error is not None and error.cause is not None:
        error = error.cause
    return " ".join((error.message if error else "?").partition(": ")[2].split())


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def _post(url: str, line: str, context: dg.RunFailureSensorContext) -> None:
    """Send {"text": …}, as chat services take it; that it cannot be sent must not hide the failure itself."""
    data = json.dumps({"text": line}, ensure_ascii=False).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=_WEBHOOK_SECONDS):
            pass
    except (OSError, ValueError) as error:
        context.log.warning(f"the webhook did not take the message: {error}")
