"""Columns of which a blank says nothing: those in doubt, and those that not every row has to fill.

What is wanting (課題), or why a measure is late, is told of the measures that want something. Where the table writes a
dash or 特になし for none, a blank is still an answer that is missing.
"""

import re
from collections.abc import Iterable

from pipeline.columns.evidence.words import read_words
from pipeline.columns.headings import HeadingField
from pipeline.facts.documents import PlacedDocument
from pipeline.values.text import is_dash, normalise

Place = tuple[str, int | None]

_WHY_NOT = re.compile(
    r"(?:遅れ|遅延|未達|未実施|休止|中止|延期|でき(?:ない|なかった)|至らなかった).*(?:理由|要因|原因|事情)"
)
_NONE = re.compile(r"(?:特に|特段)?(?:なし|無し|ありません|ない)|該当(?:なし|無し)|-")


def unasked_places(document: PlacedDocument) -> dict[int, frozenset[Place]]:
    """Return for each heading, by the last line that names its columns, the places of which a blank says nothing."""
    return {line_no: frozenset(_unasked(document, line_no)) for line_no in document.headings}


def _unasked(document: PlacedDocument, line_no: int) -> Iterable[Place]:
    for column in document.headings[line_no]:
        if column.is_uncertain or (_asks_some(column) and not _prints_none(document, column)):
            yield column.field, column.fiscal_year


def _asks_some(column: HeadingField) -> bool:
    """Say whether a heading asks for what is wanting, or for why something did not come about."""
    return read_words(column.text).last == "weakness" or _WHY_NOT.search(normalise(column.text)) is not None


def _prints_none(document: PlacedDocument, column: HeadingField) -> bool:
    """Say whether a cell of a column says that there is nothing to tell."""
    place = (column.field, column.fiscal_year)
    texts = {normalise(cell.text).rstrip("。") for cell in document.cells if (cell.field, cell.fiscal_year) == place}
    return any(is_dash(text) or _NONE.fullmatch(text) for text in texts)
