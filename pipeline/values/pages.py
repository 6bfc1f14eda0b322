"""Pages of a plan as tables print them: P41, 41ページ, P41~43."""

import re

from pipeline.values.text import fold_width

_PAGE = re.compile(
    r"(?:[Pp]{1,2}\.?\s*)?(?P<page>\d{1,3})(?:\s*[~、,・-]\s*(?:[Pp]{1,2}\.?\s*)?\d{1,3})*\s*(?:ページ|頁|[Pp])?"
)


def read_page(text: str) -> int | None:
    """Return the first page that a text names; None for anything else."""
    match = _PAGE.fullmatch(fold_width(text.strip()))
    return int(match["page"]) if match else None
