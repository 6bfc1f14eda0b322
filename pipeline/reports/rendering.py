"""Templates into pages: what a template may call, and how one file of the site is written."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from pipeline.reports import words
from pipeline.reports.words import Words, policy_words, year_words
from pipeline.values.fiscal_years import fiscal_year_label
from pipeline.values.text import filled, visible

Row = dict[str, Any]
_TOP, _INTERNAL_TITLE = '<header class="site">\n', "【庁内限り】"
_TEMPLATES = Path(__file__).parent / "templates"
_NAMES = (
    "FIELDS",
    "SEVERITIES",
    "STATES",
    "RATINGS",
    "HOLES",
    "METHODS",
    "RESTATEMENT_KINDS",
    "LINE_KINDS",
    "DISPOSITIONS",
)


@dataclass(frozen=True)
class Page:
    """One page of the site: its path below the site's root, its template (`<name>.html.j2`), what it tells."""

    path: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """Return the way from this page to the site's root."""
        return "../" * self.path.count("/")


class Renderer:
    """Renders pages, and collects the English of the phrases in them: Japanese stands in the pages themselves."""

    def __init__(self) -> None:
        self.phrases: dict[str, str] = {}

    def text(self, page: Page, shared: Mapping[str, Any]) -> str:
        """Return a page of the public site, with what all its pages share."""
        own = {"page": page, "root": page.root}
        return self._rendered(page.template, {**shared, **page.context, **own})

    def internal(self, text: str) -> str:
        """Return the same page marked as one that may not leave the house, in its title and at its top."""
        # No text of a plan can hold a tag: the first of each is the page's own.
        titled = text.replace("<title>", f"<title>{_INTERNAL_TITLE}", 1)
        return titled.replace(_TOP, f"{_TOP}{self._rendered('internal', {})}", 1)

    def english(self) -> str:
        """Return the script that tells `static/site.js` the English of every phrase that was written."""
        phrases = dict(sorted({**self.phrases, "検索": "Search"}.items()))
        return f"window.shinchokuEnglish = {json.dumps(phrases, ensure_ascii=False, indent=0)};\n"

    def _rendered(self, template: str, context: Mapping[str, Any]) -> str:
        words = {"t": self._phrase, "tw": lambda name: self._phrase(*name)}
        return _environment().get_template(f"{template}.html.j2").render({**context, **words})

    def _phrase(self, ja: str, en: str) -> Markup:
        """Return a phrase of the site's own; it has one English wherever it stands (a test holds templates to it)."""
        self.phrases.setdefault(ja, en)
        return _marked(ja)


def write_page(site: Path, path: str, text: str) -> None:
    """Write a page below the folder of a site."""
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, "utf-8")


# Compiled once for all sites of a process: what belongs to one site is in the context of its pages.
@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"number": _number, "percent": _percent, "share": _share, "grouped": grouped, "question": filled}
    made.filters |= {"most_due": _most_due}
    made.filters |= {"label": fiscal_year_label, "year": _year}
    made.globals |= {"plain": plain, "policy_words": policy_words, "told": _told}
    made.globals |= {name.lower(): getattr(words, name) for name in _NAMES}
    return made


@cache
def _marked(ja: str) -> Markup:
    return Markup("<t-x>{}</t-x>").format(ja)


def _told(ja: str, en: str) -> Markup | str:
    """Return a text that holds what a plan says, with its English beside it."""
    if ja == en:
        return ja
    return Markup('<span data-en="{}">{}</span>').format(visible(en), visible(ja))


def plain(name: Words) -> str:
    """Return a name in both languages where no markup can stand: in an attribute or a list of choices."""
    return name.ja if name.ja == name.en else f"{name.ja} / {name.en}"


def grouped(rows: Iterable[Row], *names: str) -> dict[Any, list[Row]]:
    """Return rows by the value of one column, or by the values of several, in the order of their first row."""
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        key = row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)
        groups.setdefault(key, []).append(row)
    return groups


def _most_due(rows: Iterable[Row], count: str, not_due_count: str) -> int:
    """Return the greatest count of what was due in a row: the length of a whole bar."""
    return max((row[count] - row[not_due_count] for row in rows), default=0)


@pass_context
def _year(context: Context, fiscal_year: int) -> Markup:
    return context["t"](*year_words(fiscal_year))


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _percent(value: float | None) -> str:
    """Return a percent to one decimal, 5 rounded up (四捨五入), as readers of official figures expect."""
    return "" if value is None else f"{Decimal(repr(value)).quantize(Decimal('0.1'), ROUND_HALF_UP):,}％"


def _share(value: float | None) -> str:
    """Return a probability in whole percent; what is not certain is not rounded up to it."""
    if value is None:
        return ""
    percent = Decimal(repr(float(value))) * 100
    return "100％" if percent == 100 else f"{min(percent.quantize(Decimal(1), ROUND_HALF_UP), Decimal(99))}％"
