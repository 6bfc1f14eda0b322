"""Who may speak to the page: only the browser that was given its address, and only a page of that address.

The server listens on the loopback alone. Any page in the same browser, and any program of the machine, can still send
requests there: they do not know the token, and a browser tells where a request comes from.
"""

import hmac

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
# Nothing but the page's own two files is loaded, and no form leads elsewhere.
_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; " + (
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    # With no-referrer, browsers would not tell the origin of a form either.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_READING = ("GET", "HEAD")
_MOST_BYTES = 100_000


class Guard:
    """Around an application: refuses requests without the token, for other hosts, and decisions from other pages."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app, self._token = app, token
        self._hosts = [f"{host}:{port}" for host in HOSTS]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it; every answer carries the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refused = self._refusal(scope)
        await (self._app if refused is None else refused)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        # A name that an attacker's server resolves to the loopback (DNS rebinding) is none of these.
        if host not in self._hosts:
            return _refused("このホスト名では使用できません。 Unknown host.", 421)
        token = scope["path"].split("/")[1:2]
        if not token or not hmac.compare_digest(token[0].encode(), self._token.encode()):
            return _refused("表示された URL をすべて入力してください。 Use the whole URL that was printed.", 404)
        if scope["method"] not in _READING and not _is_of_page(headers, host):
            return _refused("このページ以外からの操作は受け付けません。 Refused: not sent by this page.", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _MOST_BYTES or "transfer-encoding" in headers:
            return _refused("内容が長すぎます。 Too long.", 413)
        return None


def _is_of_page(headers: Headers, host: str) -> bool:
    """Say whether a browser tells that its own page sends a form; one that tells nothing is not believed."""
    origin = headers.get("origin")
    return origin == f"http://{host}" and headers.get("sec-fetch-site", "same-origin") == "same-origin"


def _refused(told: str, status: int) -> PlainTextResponse:
    return PlainTextResponse(told, status)
