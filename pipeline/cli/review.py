"""`shinchoku review`: decide in a browser about what awaits a decision; the rows go to the CSV files of the seeds."""

import secrets
import socket
import threading
import webbrowser
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from pipeline.cli.options import Output, Seeds
from pipeline.cli.output import console, print_text
from pipeline.cli.published.doubts import require_document
from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.warehouse.connect import published_warehouse

if TYPE_CHECKING:
    from pipeline.review.session import Session

_HOST = "127.0.0.1"
_PORT = 8790
_MOST_PORTS = 50


def review(
    document: Annotated[str | None, typer.Option(help="文書の ID / document id")] = None,
    by: Annotated[str, typer.Option(help="判断者（担当課・氏名） / who decides", show_default="画面で記入")] = "",
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="ポート（使用中なら次の空き番号） / port; if taken, the next free one")
    ] = _PORT,
    is_opened: Annotated[bool, typer.Option("--browser/--no-browser", help="ブラウザを開く / open the browser")] = True,
    seeds: Seeds = None,
    output: Output = None,
) -> None:
    """判断が必要なものを、影響の大きい順にブラウザに表示し、キー 1 つで決めます。 Decide in a browser, one key each.

    位置の疑わしいセル、値、実施内容の異同、未知の見出し、評価記号の順序、確認事項が対象です。
    判断は seeds/ の CSV に 1 件ずつ追記され、shinchoku refresh で反映されます。画面を開くだけでは何も記録されません。
    このコンピュータからだけ開けます。終了は Ctrl+C です。

    Cells in doubt, values, renamed measures, unknown headings, learnt scales and findings are shown, most
    consequential first. Decisions are appended to the CSV files of seeds/, for the next refresh; looking records
    nothing. The page can be opened on this machine alone; end with Ctrl+C.

    例 example: shinchoku review --by 健康推進課
    """
    from pipeline.review.session import Session

    settings = Settings.of(seeds, output)
    if not settings.seeds.is_dir():
        raise InputError(
            f"{settings.seeds}: フォルダがありません。--seeds で文書台帳のあるフォルダを指定してください。",
            f"{settings.seeds}: there is no such folder; name the folder of the register with --seeds.",
        )
    with published_warehouse(settings) as connection:
        require_document(connection, document)
    session = Session(settings, _today, document, by.strip())
    count = len(session.awaiting())
    listening = _bound(port)
    token = secrets.token_urlsafe(24)
    used = listening.getsockname()[1]
    url = f"http://{_HOST}:{used}/{token}/"
    if used != port:
        print_text(console(), f"ポート {port} は使用中のため、{used} を使います。 Port {port} is taken; using {used}.")
    print_text(console(), f"判断が必要なもの {count} 件 awaiting: {url}")
    print_text(
        console(), "この URL は、ほかの人に知らせないでください。終了は Ctrl+C です。 Keep the URL; end with Ctrl+C."
    )
    if is_opened:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
    _serve(session, token, listening)
    _tell_end(session)


def _serve(session: "Session", token: str, listening: socket.socket) -> None:
    """Serve the page until Ctrl+C."""
    import uvicorn

    from pipeline.review.page import application

    made = application(session, token, listening.getsockname()[1])
    # Requests carry the token: they are not logged.
    config = uvicorn.Config(
        made, log_level="warning", access_log=False, lifespan="off", server_header=False, timeout_graceful_shutdown=2
    )
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        # uvicorn has closed everything and sends on the signal that it was given.
        pass
    finally:
        listening.close()


def _tell_end(session: "Session") -> None:
    if count := len(session.written):
        print_text(console(), f"判断を {count} 件記録しました。shinchoku refresh で反映されます。")
        print_text(console(), f"{count} decisions were recorded; run shinchoku refresh to apply them.")
    else:
        print_text(console(), "何も記録していません。 Nothing was recorded.")


def _bound(port: int) -> socket.socket:
    """Return a socket that listens on the loopback: at the port, or the next one that is free."""
    for candidate in range(port, min(port + _MOST_PORTS, 65536)):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listening.bind((_HOST, candidate))
            # The browser may be there before the server answers.
            listening.listen()
        except OSError:
            listening.close()
        else:
            return listening
    raise InputError(
        f"ポート {port} 以降に空きがありません。--port で別の番号を指定してください。",
        f"No port from {port} on is free; name another one with --port.",
    )


def _today() -> str:
    return datetime.now(ZoneInfo("Asia/Tokyo")).date().isoformat()
