"""`shinchoku report`: where the published report is, and open it."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Output
from pipeline.cli.output import console, error_console, print_text
from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.warehouse.connect import current_release


def report(
    is_opened: Annotated[bool, typer.Option("--open", help="ブラウザで開く / open it in the browser")] = False,
    is_internal: Annotated[bool, typer.Option("--internal", help="庁内限りのページ / the internal pages")] = False,
    output: Output = None,
) -> None:
    """公開中の閲覧用ページの場所を表示します。 Tell where the published pages are, or open them.

    例 example: shinchoku report --open
    例 example: shinchoku report --internal --open
    """
    path = _page(Settings.of(output=output), is_internal)
    print_text(console(), str(path))
    if is_opened and not webbrowser.open(path.as_uri()):
        print_text(
            error_console(),
            "ブラウザを起動できません。上のファイルをブラウザで開いてください。\n"
            "No browser can be started; open the file above in one.",
        )


def _page(settings: Settings, is_internal: bool) -> Path:
    """Return the page by the path people know. Raises InputError if none is published."""
    name = Path("internal", "index.html") if is_internal else Path("index.html")
    if not (current_release(settings).reports / name).is_file():
        raise InputError(
            f"{settings.reports / name}: まだ公開されていません。先に shinchoku refresh を実行してください。",
            f"{settings.reports / name}: is not published yet; run shinchoku refresh first.",
        )
    return settings.reports / name
