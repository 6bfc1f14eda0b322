"""Columns beside the one that facts are taken from: a rate beside a mark, marks of two bodies under one 評価, and a
schedule, which has a word for a year. They are told as what they are, and kept under their headings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.columns.evidence.measured import Column
from pipeline.columns.headings import HeadingField
from pipeline.columns.neighbours.rates import are_marks, are_rates, are_scores
from pipeline.columns.neighbours.schedules import scheduled

# What heading and contents say together, where only the place is taken.
_SURE = 0.95
_RATING = ("achievement", "assessment", "progress")
# Meanings of who rates, under a heading that says that it is rated.
_BODIES = ("section", "bureau", "partner", None)


def with_others(asked: Sequence[HeadingField], columns: Sequence[Column]) -> Iterator[HeadingField]:
    """Yield what columns ask for, those that were left as attributes because their place is taken as what they are."""
    places = {(column.field, column.fiscal_year): column.posterior for column in asked}
    rated = {year for field, year in places if field == "achievement"}
    printed = {(told.field, told.fiscal_year) for told, column in zip(asked, columns, strict=True) if column.year.own}
    planned = scheduled(columns)
    for index, (told, column) in enumerate(zip(asked, columns, strict=True)):
        if index in planned and column.year.own:
            yield replace(told, field="plan", fiscal_year=column.year.own.first, is_beside=True, alternative_field=None)
            continue
        field = _asked_again(column) if told.field == "attribute" else None
        year = column.year.own.first if column.year.own else next(iter(rated)) if len(rated) == 1 else None
        if not field or year is None or (field, year) not in places:
            yield told
            continue
        # Where others of its kind print their year, its own may be lost.
        is_told = column.year.own is not None or (field, year) not in printed
        posterior = max(told.posterior, _SURE) if is_told else told.posterior
        yield replace(
            told,
            field=field,
            fiscal_year=year,
            posterior=posterior if column.year.own else min(posterior, places[(field, year)]),
            alternative_field="attribute",
            is_beside=True,
        )


def _asked_again(column: Column) -> str | None:
    """Return what a column asks for that is kept only because another one asks for it."""
    if column.registered is not None:
        return None
    words = column.words
    names_a_body = words.last in _BODIES and not words.others.isdisjoint(("assessment", "achievement"))
    is_rating = (words.last in _RATING or names_a_body) and "rater" not in words.others
    holds_ratings = are_marks(column) or are_rates(column) or are_scores(column)
    return "achievement" if is_rating and holds_ratings else None
