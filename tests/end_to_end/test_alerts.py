"""Failed runs: what can pass is tried again, what cannot is told in a file and to a webhook."""

import errno
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import dagster as dg
import pytest

from pipeline.assets.alerts import retrying, tell_failures
from pipeline.assets.automation import every_plan
from pipeline.definitions import build_definitions
from pipeline.errors import BusyError, InputError
from pipeline.settings import Settings
from tests.builders import SeedsFolder


class Step:
    """What `retrying` asks of a step."""

    def __init__(self, retry_number: int) -> None:
        self.retry_number = retry_number


@pytest.mark.parametrize("error", [OSError(errno.EIO, "I/O error"), BusyError("実行中", "another refresh is running")])
def test_what_can_pass_is_tried_again_after_twice_the_wait(error: Exception) -> None:
    waits = []
    for number in range(4):
        with pytest.raises(dg.RetryRequested) as asked, retrying(Step(number)):  # type: ignore[arg-type]
            raise error
        waits.append(asked.value.seconds_to_wait)
    assert waits == [5, 10, 20, 40]
    with pytest.raises(type(error)), retrying(Step(4)):  # type: ignore[arg-type]
        raise error


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), InputError("誤り", "wrong")])
def test_what_cannot_pass_fails_at_once(error: Exception) -> None:
    with pytest.raises(type(error)), retrying(Step(0)):  # type: ignore[arg-type]
        raise error


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[Any]]]:
    """A server that keeps what it is sent."""
    received: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", received
    server.shutdown()


def test_a_failed_run_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, webhook: tuple[str, list[Any]]
) -> None:
    seeds = SeedsFolder(tmp_path / "seeds")
    seeds.add_document(b"")
    settings = Settings.of(seeds.path, tmp_path / "output")
    settings.output.mkdir()
    url, received = webhook
    for name, value in {"SEEDS": settings.seeds, "OUTPUT": settings.output, "WEBHOOK": url}.items():
        monkeypatch.setenv(f"SHINCHOKU_{name}", str(value))
    with dg.instance_for_test() as instance:
        job = build_definitions(settings).resolve_job_def("refresh")
        tags = every_plan(instance, ["012345_jisatsu"])
        result = job.execute_in_process(instance=instance, tags=tags, raise_on_error=False)
        (event,) = [one for one in result.all_events if one.event_type is dg.DagsterEventType.RUN_FAILURE]
        context = dg.build_run_status_sensor_context("tell_failures", event, instance, result.dagster_run)
        tell_failures(context.for_run_failure())
    (line,) = settings.alerts.read_text("utf-8").splitlines()
    assert result.run_id in line and "it is empty" in line
    assert "Traceback" not in line and "Error:" not in line
    assert received == [{"text": line}]
