"""Help as a terminal of 80 columns shows it: nothing cut off, nothing too wide, an example that can be typed."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from rich.cells import cell_len
from typer.main import get_command
from typer.testing import CliRunner

from pipeline.cli.app import app

_EXAMPLE = re.compile(r"^ *例 example: shinchoku (.*)$", re.MULTILINE)


def every_command(command: click.Command, *names: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield names, command
    if isinstance(command, click.Group):
        for name, under in command.commands.items():
            yield from every_command(under, *names, name)


ROOT = get_command(app)
COMMANDS = [pytest.param(names, command, id=" ".join(names) or "shinchoku") for names, command in every_command(ROOT)]


def told(names: tuple[str, ...], columns: int = 80) -> str:
    result = CliRunner().invoke(app, [*names, "--help"], env={"COLUMNS": str(columns)}, terminal_width=columns)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(("names", "command"), COMMANDS)
def test_help_fits_into_80_columns_and_nothing_is_cut_off(names: tuple[str, ...], command: click.Command) -> None:
    shown = told(names)
    assert not [line for line in shown.splitlines() if cell_len(line) > 80]
    assert "…" not in shown and "..." not in re.sub(r"\[ARGS\]\.\.\.|FILES\.\.\.", "", shown)
    letters = re.sub(r"\s", "", shown)
    for text in (command.help, *(getattr(parameter, "help", None) for parameter in command.params)):
        assert re.sub(r"\s", "", text or "") in letters


@pytest.mark.parametrize(("names", "command"), COMMANDS)
def test_help_begins_in_japanese_and_has_an_example(names: tuple[str, ...], command: click.Command) -> None:
    assert re.match(r"[^\x00-\x7f]", command.help or ""), command.help
    assert _EXAMPLE.search(command.help or "")


@pytest.mark.parametrize(("names", "command"), COMMANDS)
def test_examples_are_commands_with_options_that_there_are(names: tuple[str, ...], command: click.Command) -> None:
    for example in _EXAMPLE.findall(command.help or ""):
        arguments = shlex.split(re.split(r" \| ", example)[0])
        assert tuple(arguments[: len(names)]) == names
        parsed, context = ROOT, click.Context(ROOT)
        while isinstance(parsed, click.Group):
            found = parsed.get_command(context, arguments.pop(0))
            assert found is not None, example
            parsed = found
        parsed.make_context(parsed.name, arguments)


def test_every_command_is_listed_with_its_whole_first_paragraph() -> None:
    shown = re.sub(r"\s", "", told(()))
    for names, command in every_command(ROOT):
        if len(names) == 1:
            assert re.sub(r"\s", "", (command.help or "").partition("\n\n")[0]) in shown


@pytest.mark.parametrize("columns", [60, 100])
def test_other_widths_are_kept_to_as_well(columns: int) -> None:
    lines = told(("findings",), columns).splitlines()
    assert max(map(cell_len, lines)) <= columns


@pytest.mark.parametrize("command", ["query", "status", "dictionary", "export", "report", "trace", "findings"])
def test_commands_that_read_import_neither_pandas_nor_dagster(command: str) -> None:
    """They answer at once; pandas alone takes longer than the answer."""
    code = (
        "import sys; from pipeline.cli.app import app\n"
        f"try: app(['{command}', '--help'])\n"
        "finally: print([name for name in ('dagster', 'pandas', 'pyarrow', 'xlsxwriter') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
