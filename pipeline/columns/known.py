"""The headings that `seeds/headings.csv` knows: they come before anything that is inferred."""

import re
from collections.abc import Mapping

from pipeline.columns.evidence.contents import PATTERNS
from pipeline.columns.evidence.words import ROW_MARK, read_words
from pipeline.columns.years.printed import without_heading_years
from pipeline.values.text import comparison_key, normalise

_BODIES, _RATING = ("section", "bureau"), ("achievement", "assessment", "progress")
# Patterns of what may stand in a rating, and so head one of the columns over which it is spread.
_MARKS = ("letter_mark", "shape_mark", "state_word", "result_word")


class KnownHeadings:
    """Headings → fields as an expert wrote them down; years and punctuation in them do not matter."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Take the table of `seeds/headings.csv`."""
        self._fields = {heading_key(heading): field for heading, field in fields.items()}

    def field_of(self, heading: str) -> str | None:
        """Return the field of a heading, its rows joined: as a whole, or else as its lowest row."""
        if not heading.strip():
            return None
        above, _, lowest = heading.rpartition(ROW_MARK)
        field = self._fields.get(heading_key(heading)) or self._fields.get(heading_key(lowest))
        return None if _is_rating_of(above, field) else field

    def __contains__(self, heading: str) -> bool:
        """Say whether a heading is known."""
        return self.field_of(heading) is not None


def _is_rating_of(above: str, field: str | None) -> bool:
    """Say whether the rows above make a rating of what names a body: 評価 over 担当課 is how that one rates."""
    return field in _BODIES and read_words(above).last in _RATING


def heading_key(heading: str) -> str:
    """Return a heading without its years and punctuation: equal for the columns of a field over the years."""
    return comparison_key(without_heading_years(heading))


def rating_row(heading: str) -> str:
    """Return the row of a heading that says what is rated: the lowest, or where that is a mark, the one above."""
    rows = heading.split(ROW_MARK)
    is_mark = len(rows) > 1 and any(re.fullmatch(PATTERNS[name], normalise(rows[-1])) for name in _MARKS)
    return rows[-2] if is_mark else rows[-1]


def rating_key(heading: str) -> str:
    """Return what the columns of one rating share over the years: the lowest row of their headings."""
    return heading_key(rating_row(heading))
