"""`shinchoku review` as a command, and in a browser: from a doubt, by the keyboard, to the refresh without it."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from pipeline.cli.review import _bound
from pipeline.errors import InputError
from pipeline.review.items import Item
from pipeline.review.session import Session
from pipeline.settings import PROJECT_ROOT, Settings
from tests.browser.conftest import launched
from tests.end_to_end.test_bad_input import shinchoku, shinchoku_process
from tests.review_builders import every_kind

Ended = Callable[[], tuple[int, str]]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return every_kind(tmp_path_factory.mktemp("review"))


@pytest.fixture
def settings(small: Settings, tmp_path: Path) -> Settings:
    """Copies of seeds and warehouse."""
    seeds = Path(shutil.copytree(small.seeds, tmp_path / "seeds"))
    return Settings(seeds, Path(shutil.copytree(small.output, tmp_path / "warehouse", symlinks=True)))


@contextlib.contextmanager
def served(settings: Settings, *options: str) -> Iterator[tuple[str, Ended]]:
    """Run the command; give the URL that it prints, and how to end it by Ctrl+C: its exit status and what it told."""
    command = [sys.executable, "-u", "-m", "pipeline.cli.app", "review", "--no-browser", *options]
    folders = ["--seeds", str(settings.seeds), "--output", str(settings.output)]
    run = subprocess.Popen(
        [*command, *folders], cwd=PROJECT_ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    assert run.stdout is not None

    def ended() -> tuple[int, str]:
        run.send_signal(signal.SIGINT)
        told, _ = run.communicate(timeout=30)
        return run.returncode, told

    try:
        printed = ""
        for line in run.stdout:
            printed += line
            if found := re.search(r"http://\S+", line):
                yield found[0], ended
                return
        pytest.fail(printed)
    finally:
        if run.poll() is None:
            run.kill()
            run.communicate()


def awaiting(settings: Settings) -> list[Item]:
    return Session(settings, lambda: "2026-12-01").awaiting()


def test_it_listens_on_the_loopback_alone_and_ends_without_a_traceback(settings: Settings) -> None:
    with served(settings, "--port", "18790") as (url, ended):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", url)
        port = httpx2.URL(url).port
        assert httpx2.get(url).status_code == 200
        assert httpx2.get(f"http://127.0.0.1:{port}/").status_code == 404
        # The whole of 127.0.0.0/8 leads here, and nothing but the one address answers.
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(url.replace("127.0.0.1", "127.0.0.2"))
        status, told = ended()
    assert (status, "Traceback" in told) == (0, False)
    assert "何も記録していません" in told


def test_the_token_is_another_one_each_time(settings: Settings) -> None:
    with served(settings) as (one, _), served(settings) as (other, _):
        assert one.rsplit("/", 2)[1] != other.rsplit("/", 2)[1]
        assert httpx2.URL(one).port != httpx2.URL(other).port


def test_a_port_that_is_taken_gives_way_to_the_next(settings: Settings) -> None:
    with contextlib.closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with contextlib.closing(_bound(port)) as found:
            assert port < found.getsockname()[1] < port + 50
    with pytest.raises(InputError):
        _bound(65536)


def test_what_is_missing_is_told_in_a_sentence(settings: Settings, tmp_path: Path) -> None:
    told = shinchoku("review", "--no-browser", "--output", tmp_path / "nothing", "--seeds", settings.seeds)
    assert told.exit_status == 2 and "run shinchoku refresh first" in told.told
    told = shinchoku("review", "--no-browser", "--output", settings.output, "--seeds", tmp_path / "nothing")
    assert told.exit_status == 2 and "--seeds" in told.told
    told = shinchoku(
        "review", "--no-browser", "--output", settings.output, "--seeds", settings.seeds, "--document", "x"
    )
    assert told.exit_status == 2 and "012345_jisatsu_2023" in told.told


def test_the_help_has_an_example_and_no_command_waits_for_a_server_library() -> None:
    assert "shinchoku review --by" in shinchoku_process("review", "--help").printed
    program = "import sys, pipeline.cli.app; print({'starlette', 'uvicorn', 'pandas'} & set(sys.modules))"
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT_ROOT).stdout == "set()\n"


@pytest.fixture(scope="module")
def chromium(small: Settings) -> Iterator[Any]:
    """A browser, started when the table is there."""
    with launched() as browser:
        yield browser


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page that fails the test on any error of its scripts or broken policy."""
    page, errors = chromium.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    page.close()
    assert [error for error in errors if "favicon" not in error and "404" not in error] == []


def pressed(page: Any, key: str) -> None:
    """Press a key that leads to another page, and wait for it."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_doubt_is_decided_by_the_keyboard_and_gone_after_the_refresh(page: Any, settings: Settings) -> None:
    before = {item.key for item in awaiting(settings) if item.kind == "cell"}
    with served(settings, "--by", "健康推進課") as (url, ended):
        page.goto(f"{url}?kind=cell")
        key = page.get_attribute("input[name=item]", "value")
        assert page.evaluate("document.activeElement.id") == "asked"
        pressed(page, "1")
        assert "記録しました" in page.inner_text("#told")
        status, told = ended()
    assert status == 0 and "判断を 1 件記録しました。shinchoku refresh で反映されます。" in told
    (row,) = (settings.seeds / "adjudications.csv").read_text("utf-8").splitlines()[1:]
    assert ",健康推進課,20" in row
    assert shinchoku_process("refresh", "--seeds", settings.seeds, "--output", settings.output).exit_status == 0
    # The decision holds for the same line of the later edition, too.
    after = {item.key for item in awaiting(settings) if item.kind == "cell"}
    assert after < before and key in before - after
    findings = "select count(*) as n from quality.finding where rule_code = 'stale_adjudication'"
    assert shinchoku("query", findings, "--format", "csv", "--output", settings.output).printed.split() == ["n", "0"]


def test_every_key_does_what_the_help_says(page: Any, settings: Settings) -> None:
    adjudications, accepted = settings.seeds / "adjudications.csv", settings.seeds / "accepted_findings.csv"
    with served(settings) as (url, _):
        page.goto(f"{url}?kind=cell")
        keys = [item.key for item in awaiting(settings) if item.kind == "cell"]
        here = "input[name=item]"
        # Nobody has said who decides: the key asks for it.
        page.keyboard.press("1")
        assert page.evaluate("document.activeElement.id") == "decided_by" and not adjudications.exists()
        page.keyboard.type("健康推進課 1su")
        # Enter in a field of text sends nothing, and letters in it are no commands.
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        assert not adjudications.exists() and page.get_attribute(here, "value") == keys[0]
        pressed(page, "ArrowRight")
        assert page.get_attribute(here, "value") == keys[1]
        pressed(page, "ArrowLeft")
        pressed(page, "s")
        assert page.get_attribute(here, "value") == keys[1] and not adjudications.exists()
        page.keyboard.press("?")
        assert page.get_attribute("#help", "open") is not None
        page.keyboard.press("o")
        assert page.evaluate("document.activeElement.id") == "field"
        page.keyboard.press("Escape")
        page.fill("#decided_by", "健康推進課")
        page.keyboard.press("Escape")
        pressed(page, "2")
        assert len(adjudications.read_text("utf-8").splitlines()) == 2
        pressed(page, "u")
        assert len(adjudications.read_text("utf-8").splitlines()) == 1
        page.goto(f"{url}?kind=finding")
        page.keyboard.press("a")
        page.keyboard.type("軽い相違のため")
        pressed(page, "Enter")
        assert ",軽い相違のため,健康推進課," in accepted.read_text("utf-8")
        page.goto(f"{url}?kind=value")
        page.keyboard.press("e")
        page.keyboard.type("5回実施した。")
        pressed(page, "Enter")
        # Nobody has said why yet; what was typed is still there.
        assert "理由" in page.inner_text("#told.refused") and page.input_value("#text") == "5回実施した。"
        page.select_option("#reason", "担当課に確認")
        page.keyboard.press("Escape")
        page.focus("#text")
        pressed(page, "Enter")
        assert ",5回実施した。," in adjudications.read_text("utf-8")


def test_a_form_on_another_page_decides_nothing(chromium: Any, settings: Settings) -> None:
    page = chromium.new_page()
    item = next(item for item in awaiting(settings) if item.kind == "cell")
    with served(settings) as (url, _):
        fields = {"item": item.key, "choice": "place:status:2023", "reason": "x", "decided_by": "x"}
        inputs = "".join(f'<input name="{name}" value="{value}">' for name, value in fields.items())
        page.set_content(f'<form method="post" action="{url}decide">{inputs}<button>x</button></form>')
        with page.expect_response(f"{url}decide") as sent:
            page.click("button")
        assert sent.value.status == 403
        page.close()
    assert not (settings.seeds / "adjudications.csv").exists()


def test_hostile_texts_run_nothing(page: Any, settings: Settings) -> None:
    with served(settings) as (url, _):
        page.goto(f"{url}?kind=value")
        assert "<script>document.title='x'</script>" in page.inner_text("blockquote")
        assert page.title() != "x" and page.locator("b[onclick]").count() == 0


def test_without_scripts_everything_can_be_decided_with_buttons(chromium: Any, settings: Settings) -> None:
    with served(settings) as (url, _), contextlib.closing(chromium.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(f"{url}?kind=cell")
        page.fill("#decided_by", "健康推進課")
        page.click("button[data-key='1']")
        assert "記録しました" in page.inner_text("#told")
    assert len((settings.seeds / "adjudications.csv").read_text("utf-8").splitlines()) == 2


def test_the_bundled_seeds_are_never_those_of_a_test(settings: Settings) -> None:
    assert not settings.seeds.is_relative_to(PROJECT_ROOT) and os.environ.get("SHINCHOKU_SEEDS") is None
