"""Columns of which nothing is left that says what they ask for: a blank heading, a year or a letter
alone."""

from pipeline.columns.evidence.measured import Column
from pipeline.columns.evidence.words import ROW_MARK, begins_a_word, kept_meanings, names_only_a_year
from pipeline.columns.neighbours.choices import is_tick
from pipeline.columns.years.column_years import without_unreadable_year


def is_unnamed(column: Column, field: str) -> bool:
    """Say whether a column is kept as an attribute though neither a word nor a name says that it is one, or of which
    year."""
    if field != "attribute" or column.registered is not None or not any(text.strip() for text in column.texts):
        return False
    if column.heading and column.year.is_lost:
        return True
    words = column.words
    if words.last in kept_meanings() or words.others & kept_meanings():
        return False
    lowest = without_unreadable_year(column.heading.rpartition(ROW_MARK)[2])
    is_cut = begins_a_word(lowest) and not any(is_tick(text) for text in column.texts)
    return not lowest or names_only_a_year(lowest) or is_cut
