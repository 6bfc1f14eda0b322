"""The app: its commands, and how an error reaches the user (one sentence, an exit status, no traceback)."""

import sys
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli import add, doubts, findings, inquiry, query, refresh, releases, status, trace
from pipeline.cli.output import error_console
from pipeline.errors import ShinchokuError

app = typer.Typer(
    help="進捗: 自治体計画の進捗状況表を、信頼して照会できるデータにします。"
    " Turns progress tables of municipal plans into a warehouse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"shinchoku {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="版を表示して終了 / tell the version"),
    ] = False,
) -> None:
    """Options of the program itself; what it is for is told by the help of `app`."""


app.add_typer(inquiry.app, name="inquiry")
app.command("add")(add.add)
app.command("refresh")(refresh.refresh)
app.command("status")(status.status)
app.command("findings")(findings.findings)
app.command("query")(query.query)
app.command("trace")(trace.trace)
app.command("doubts")(doubts.doubts)
app.command("releases")(releases.releases)
app.command("rollback")(releases.rollback)


def main() -> None:
    """Run the command line; a `ShinchokuError` is told in Japanese and English."""
    try:
        app()
    except ShinchokuError as error:
        error_console().print(error.message_ja, markup=False, highlight=False, soft_wrap=True)
        error_console().print(error.message_en, markup=False, highlight=False, soft_wrap=True)
        sys.exit(error.exit_status)


if __name__ == "__main__":
    main()
