"""The statements of `sql/`: files as they are, and those of `sql/ddl` filled in from the contracts."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.settings import SQL_ROOT


def mart_statements() -> dict[str, str]:
    """Return the SELECT of every mart by its name."""
    return _statements(SQL_ROOT / "marts")


def check_statements() -> dict[str, str]:
    """Return every check by its name: a SELECT of the rows that break it."""
    return _statements(SQL_ROOT / "checks")


def reading_statement(name: str) -> str:
    """Return a statement of `sql/reading`, with which commands and reports read the published warehouse."""
    return (SQL_ROOT / "reading" / f"{name}.sql").read_text("utf-8")


def japanese_view_names() -> dict[str, str]:
    """Return the name of the Japanese view over each mart."""
    with (SQL_ROOT / "ja" / "views.csv").open(encoding="utf-8", newline="") as file:
        return {row["mart"]: row["view_name_ja"] for row in csv.DictReader(file)}


def rendered(template: str, **values: object) -> str:
    """Return a statement of `sql/ddl` filled in; names and texts are quoted by its filters."""
    return _environment().get_template(f"{template}.sql").render(**values)


def _statements(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.sql"))}


@cache
def _environment() -> Any:
    # Reading commands need no templates and should start at once.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # These are SQL statements, not pages: quoting is done by the filters below.
    environment = Environment(loader=FileSystemLoader(SQL_ROOT / "ddl"), undefined=StrictUndefined, auto_reload=False)
    environment.filters["identifier"] = lambda name: '"' + str(name).replace('"', '""') + '"'
    environment.filters["literal"] = _literal
    return environment


def _literal(value: str | int | None) -> str:
    if value is None or isinstance(value, int):
        return "null" if value is None else str(value)
    return "'" + value.replace("'", "''") + "'"
