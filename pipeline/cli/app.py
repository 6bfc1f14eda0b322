"""The app: its commands, and how an error reaches the user (one sentence, an exit status, no traceback)."""

import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli import add, explain, inquiry, inspect, refresh, review
from pipeline.cli.help import Command, Group
from pipeline.cli.output import error_console
from pipeline.cli.published import dictionary, doubts, export, findings, query, releases, report, status, trace
from pipeline.errors import InputError, ShinchokuError
from pipeline.values.text import visible

app = typer.Typer(
    help="進捗: 自治体計画の進捗状況表を、信頼して照会できるデータにします。\n"
    "Turns progress tables of municipal plans into a warehouse.\n\n"
    "例 example: shinchoku refresh\n例 example: shinchoku status",
    cls=Group,
    no_args_is_help=True,
    rich_markup_mode=None,
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


# In the order in which they are used.
_COMMANDS: dict[str, Callable[..., None]] = {
    "inspect": inspect.inspect,
    "add": add.add,
    "refresh": refresh.refresh,
    "status": status.status,
    "report": report.report,
    "findings": findings.findings,
    "query": query.query,
    "dictionary": dictionary.dictionary,
    "export": export.export,
    "trace": trace.trace,
    "explain": explain.explain,
    "doubts": doubts.doubts,
    "review": review.review,
    "releases": releases.releases,
    "rollback": releases.rollback,
}
for _name, _command in _COMMANDS.items():
    app.command(_name, cls=Command)(_command)
app.add_typer(inquiry.app, name="inquiry")


def main() -> None:
    """Run the command line; a `ShinchokuError` is told in Japanese and English."""
    _prepare_streams()
    try:
        _require_text(sys.argv[1:])
        app()
    except ShinchokuError as error:
        _tell(error.message_ja, error.message_en)
        sys.exit(error.exit_status)
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
        _tell(f"読み書きできません（{reason}）。", f"Reading or writing failed ({reason}).")
        sys.exit(1)


def _tell(*messages: str) -> None:
    for message in messages:
        error_console().print(visible(message), markup=False, highlight=False, soft_wrap=True)


def _prepare_streams() -> None:
    """A terminal or file of another encoding shows what it lacks as a code, and does not end the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _require_text(arguments: list[str]) -> None:
    """Bytes that are no text reach Python as lone surrogates, which no file or database takes."""
    for argument in arguments:
        if not argument.isascii() and any("\ud800" <= character <= "\udfff" for character in argument):
            told = argument.encode("utf-8", "replace").decode()
            raise InputError(
                f"引数「{told}」に UTF-8 でない文字があります。UTF-8 で指定してください。",
                f"The argument '{told}' is not UTF-8; give it in UTF-8.",
            )


if __name__ == "__main__":
    main()
