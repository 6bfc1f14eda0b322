"""The page: requests to what the sitting is asked, and back to HTML. No decision is made by looking at it."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from pipeline.contracts.names import DATED_FIELDS
from pipeline.errors import ShinchokuError
from pipeline.review.guard import Guard
from pipeline.review.items import KIND_NAMES, KINDS, REASONS, Kind
from pipeline.review.record import Written
from pipeline.review.session import Session
from pipeline.values.field_names import FIELD_NAMES_JA, place_name
from pipeline.values.finding_names import SEVERITY_NAMES_JA
from pipeline.values.fiscal_years import fiscal_year_label
from pipeline.values.text import visible

_TEMPLATES = Path(__file__).parent / "templates"
_FILES = {"review.css": "text/css", "review.js": "text/javascript"}
_MOST_FIELDS = 20
Handler = Callable[[Request], Awaitable[Response]]


def application(session: Session, token: str, port: int) -> Starlette:
    """Return the application that shows a sitting under `/{token}/` on `127.0.0.1:{port}`."""
    page = Page(session, token)
    routes = [
        Route("/{token}/", page.show, methods=["GET"]),
        Route("/{token}/decide", page.decide, methods=["POST"]),
        Route("/{token}/undo", page.undo, methods=["POST"]),
        Route("/{token}/skip", page.skip, methods=["POST"]),
        *(Route(f"/{{token}}/{name}", _file(name, kind), methods=["GET"]) for name, kind in _FILES.items()),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, token=token, port=port)])


class Page:
    """What the routes do. They run one after the other, so that a sitting is never asked two things at once."""

    def __init__(self, session: Session, token: str) -> None:
        self._session, self._path = session, f"/{token}/"
        self._template = environment().get_template("page.html.j2")
        self._told: tuple[str, str, str] | None = None
        # What was typed for a decision that was refused: the item's key, and the texts, to be mended.
        self._typed: tuple[str, str, str] = ("", "", "")

    async def show(self, request: Request) -> Response:
        """Show the item that is asked for, or the first one."""
        kind = _kind(request.query_params)
        try:
            shown = self._session.shown(request.query_params.get("item", ""), kind)
            counts = self._session.counts()
        except ShinchokuError as error:
            html = self._template.render(self._context(None, kind, {}) | {"told": _refused(error), "is_broken": True})
            return HTMLResponse(html, 500)
        told, self._told = self._told, None
        context = self._context(shown, kind, counts) | {"told": told}
        self._typed = ("", "", "")
        return HTMLResponse(self._template.render(context))

    async def decide(self, request: Request) -> Response:
        """Write a decision, and go on to the next item; what cannot be written is told beside the same one."""
        form = await _form(request)
        kind, key = _kind(form), form.get("item", "")
        reason = form.get("reason_text", "").strip() or form.get("reason", "")
        choice, text = _choice(form)
        after = self._after(key, kind)
        try:
            written = self._session.decide(key, choice, text, reason, form.get("decided_by", ""))
        except ShinchokuError as error:
            self._told = _refused(error)
            self._typed = (key, text, form.get("reason_text", ""))
            return self._to(kind, key)
        self._told = ("done", f"記録しました: {_recorded(written)}", f"Recorded in {written.rows.name}.")
        return self._to(kind, after)

    async def undo(self, request: Request) -> Response:
        """Take the last decision back, and show its item again."""
        form = await _form(request)
        key = form.get("item", "")
        try:
            written = self._session.undo()
        except ShinchokuError as error:
            self._told = _refused(error)
            return self._to(_kind(form), key)
        if written is None:
            self._told = ("refused", "取り消せる判断はありません。", "There is nothing to take back.")
            return self._to(_kind(form), key)
        self._told = ("done", f"取り消しました: {_recorded(written)}", "Taken back.")
        kind = _kind(form)
        return self._to(kind if kind == written.item.kind else None, written.item.key)

    async def skip(self, request: Request) -> Response:
        """Put an item behind the others."""
        form = await _form(request)
        kind, key = _kind(form), form.get("item", "")
        after = self._after(key, kind)
        self._session.skip(key)
        self._told = ("done", "後回しにしました。何も記録していません。", "Skipped; nothing was recorded.")
        return self._to(kind, after)

    def _after(self, key: str, kind: Kind | None) -> str:
        """Return the item below one in the order before it is decided or skipped."""
        keys = [item.key for item in self._session.awaiting(kind)]
        index = keys.index(key) if key in keys else -1
        return keys[index + 1] if 0 <= index < len(keys) - 1 else ""

    def _to(self, kind: Kind | None, key: str) -> Response:
        asked = urlencode({name: value for name, value in (("kind", kind), ("item", key)) if value})
        return RedirectResponse(f"{self._path}?{asked}" if asked else self._path, 303)

    def _context(self, shown: Any, kind: Kind | None, counts: Mapping[Kind, int]) -> dict[str, Any]:
        session = self._session
        is_typed = shown is not None and self._typed[0] == shown.item.key
        own_reason = session.reasons.get(shown.item.kind, "") if shown else ""
        return {
            "shown": shown,
            "kind": kind,
            "counts": counts,
            "path": self._path,
            "seeds": str(session.settings.seeds),
            "decided_by": session.decided_by,
            "own_reason": own_reason,
            "typed_text": self._typed[1] if is_typed else "",
            "typed_reason": self._typed[2] if is_typed else "",
            "reasons": REASONS[shown.item.kind] if shown else (),
            "written": session.written,
            "editions": session.editions(),
            "is_broken": False,
        }


def environment() -> Environment:
    """Return where the template is, and what it may use: every text is escaped, and shows what would be invisible."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if isinstance(value, str) else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "KINDS": KINDS,
        "KIND_NAMES": KIND_NAMES,
        "FIELDS": {name: label for name, label in FIELD_NAMES_JA.items() if name not in ("policy", "quarantined")},
        "DATED_FIELDS": DATED_FIELDS,
        "SEVERITIES": SEVERITY_NAMES_JA,
        "place_name": place_name,
        "year_label": fiscal_year_label,
        "recorded": _recorded,
    }
    return made


def _choice(form: Mapping[str, str]) -> tuple[str, str]:
    """Return the choice of a form and the text that goes with it: that of a listing, or what was typed."""
    choice = form.get("choice", "")
    if choice == "place":
        return f"place:{form.get('field', '')}:{form.get('fiscal_year', '')}", ""
    if choice == "field":
        return f"field:{form.get('field', '')}", ""
    if choice.startswith("text:"):
        return "text", form.get(f"listed_{choice[5:]}", "")
    return choice, form.get("text", "").replace("\r\n", "\n")


def _recorded(written: Written) -> str:
    """Return in a sentence what was written, and where."""
    item, first = written.item, written.rows.rows[0]
    where = " ".join(filter(None, (item.where.split(" (", maxsplit=1)[0], item.measure_name)))
    match written.rows.name:
        case "adjudications.csv":
            place = place_name(first["field"], int(first["fiscal_year"]) if first["fiscal_year"] else None)
            told = f"{where} → {place}" + (f"「{first['text']}」" if first["text"] else "")
        case "accepted_findings.csv":
            told = f"{where} {item.title_ja} → 確認済み（{first['reason']}）"
        case "measure_links.csv":
            told = f"「{item.text}」と「{item.earlier_name}」→ {'同じ' if first['relation'] == 'same' else '別'}"
        case "headings.csv":
            told = f"見出し「{item.heading}」→ {FIELD_NAMES_JA[first['field']]}"
        case _:
            told = f"「{item.heading}」→ {' ＞ '.join(row['mark'] for row in written.rows.rows)}"
    return f"{told}（{written.rows.name}）"


def _refused(error: ShinchokuError) -> tuple[str, str, str]:
    return "refused", error.message_ja, error.message_en


def _kind(values: Mapping[str, str]) -> Kind | None:
    return next((kind for kind in KINDS if kind == values.get("kind")), None)


async def _form(request: Request) -> dict[str, str]:
    """Return the fields of a form, the last of each name; one that is no form has none."""
    body = await request.body()
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError:
        return {}
    return {name: values[-1] for name, values in fields.items()}


def _file(name: str, media_type: str) -> Handler:
    async def answer(_: Request) -> Response:
        return FileResponse(_TEMPLATES / name, media_type=media_type)

    return answer
