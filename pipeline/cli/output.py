"""How commands print: tables on a terminal, plain formats for other programs."""

import csv
import json
import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.values.text import visible

_UNLIMITED = 2000
_LABEL_WIDTH = 15
# An ASCII word or a Japanese letter, with the marks that may not end or begin a line.
_UNBROKEN = re.compile(r"[「（(\[]*(?:[!-~]+|.)[、。」）)\]]*\s*", re.DOTALL)
Rows = Sequence[Sequence[Any]]


class Format(StrEnum):
    """Formats of a printed table."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


def console() -> Console:
    """Return the console for results: as wide as the terminal, or, into a file or pipe, as wide as it takes."""
    return Console(width=None if sys.stdout.isatty() else _UNLIMITED, markup=False)


def error_console() -> Console:
    """Return the console for messages; results stay clean."""
    return Console(stderr=True, markup=False)


def table_of(title: str | None, headings: Sequence[str], rows: Rows) -> Table:
    """Return a table for the terminal; numbers stand to the right, an empty value is blank, nothing is markup."""
    table = Table(
        title=None if title is None else Text(title),
        title_justify="left",
        title_style="bold",
        header_style="bold",
        box=SIMPLE_HEAD,
    )
    for index, heading in enumerate(headings):
        is_number = bool(rows) and all(isinstance(row[index], int | float) or row[index] is None for row in rows)
        table.add_column(Text(heading), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    return table


def print_rows(headings: Sequence[str], rows: Rows, form: Format) -> None:
    """Print a result in the chosen format."""
    if form is Format.TABLE:
        console().print(table_of(None, headings, rows), markup=False)
    elif form is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)
    elif form is Format.JSON:
        records = [dict(zip(headings, row, strict=True)) for row in rows]
        print(json.dumps(records, ensure_ascii=False, indent=2, default=str))
    else:
        print(markdown(headings, rows))


def markdown(headings: Sequence[str], rows: Rows) -> str:
    """Return a result as a Markdown table; whatever would break one is replaced."""
    from tabulate import tabulate

    shown = [[_shown(value).replace("|", "\\|").replace("\n", " ") for value in row] for row in rows]
    return tabulate(shown, headings, tablefmt="github", disable_numparse=True)


def print_labelled(out: Console, label: str, text: str, style: str = "") -> None:
    """Print a text beside its label; what does not fit goes on below its beginning."""
    hanging = f"\n{' ' * _LABEL_WIDTH}".join(folded(text, out.width - _LABEL_WIDTH))
    print_text(out, f"{set_cell_size(f'  {label}', _LABEL_WIDTH)}{hanging}", style)


def folded(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns (one unbreakable piece at least)."""
    lines = [""]
    for piece in _UNBROKEN.findall(text):
        if lines[-1] and cell_len(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def print_text(out: Console, text: str, style: str = "") -> None:
    """Print a text as it is: nothing in it is markup, and the terminal breaks what is too long."""
    out.print(Text(visible(text), style=style), soft_wrap=True)


def _shown(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else visible(str(value))
