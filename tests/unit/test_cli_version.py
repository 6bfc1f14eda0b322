"""The program tells which one it is, as a question about an installation needs it first."""

from typer.testing import CliRunner

from pipeline import __version__
from pipeline.cli.app import app


def test_the_version_is_told() -> None:
    told = CliRunner().invoke(app, ["--version"])
    assert (told.exit_code, told.stdout) == (0, f"shinchoku {__version__}\n")
