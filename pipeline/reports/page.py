"""The report page: one file in Japanese, without network or scripts, for people who do not query.

Figures come from `sql/reading`, words from `templates/index.html.j2`; here stands only what brings the two together.
The same content gives the same page, but for the run and its time at the end and what is new since the run before.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.settings import ReleaseFolder
from pipeline.values.finding_names import SEVERITY_NAMES_JA
from pipeline.values.fiscal_years import fiscal_year_label
from pipeline.values.text import filled, visible
from pipeline.warehouse.connect import read_rows, warehouse_of

Row = dict[str, Any]

_TEMPLATES = Path(__file__).parent / "templates"
_STATEMENTS = {
    "runs": "run",
    "documents": "report_documents",
    "plans": "report_plans",
    "rejected": "rejected_documents",
    "years": "report_years",
    "policies": "report_policies",
    "departments": "report_departments",
    "completeness": "report_completeness",
    "rules": "report_findings",
    "cells": "cells",
}


def write_report(release: ReleaseFolder) -> Path:
    """Write the report from the database of a release; return the file."""
    with warehouse_of(release) as connection:
        context = {name: read_rows(connection, statement) for name, statement in _STATEMENTS.items()}
    return write_page(release.reports / "index.html", render(context))


def write_page(path: Path, html: str) -> Path:
    """Write a page and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, "utf-8")
    return path


def render(context: dict[str, list[Row]]) -> str:
    """Return the page for the rows of every statement, under the names of `_STATEMENTS`."""
    return environment().get_template("index.html.j2").render(context, severities=SEVERITY_NAMES_JA)


def environment() -> Environment:
    """Return where templates are, and the filters they may use."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if isinstance(value, str) else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"number": _number, "percent": _percent, "grouped": _grouped, "question": filled}
    made.filters |= {"year": _year, "label": fiscal_year_label}
    return made


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _percent(value: float | None) -> str:
    """Return a percent to one decimal, 5 rounded up (四捨五入), as readers of official figures expect."""
    return "" if value is None else f"{Decimal(repr(value)).quantize(Decimal('0.1'), ROUND_HALF_UP):,}％"


def _year(value: int | None) -> str:
    return "" if value is None else f"{fiscal_year_label(value)} ({value})"


def _grouped(rows: Iterable[Row], *names: str) -> dict[Any, list[Row]]:
    """Return rows by the value of one column, or by the values of several, in the order of their first row."""
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        key = row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)
        groups.setdefault(key, []).append(row)
    return groups
