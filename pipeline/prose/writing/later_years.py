"""Years to come by their name: in a column of FY2023, 令和6年度に改めて行う is 翌年度に改めて行う.

What a text says of a later year it says in the same way with its number or without; only the column tells which it is.
"""

from functools import lru_cache

from pipeline.values.fiscal_years import read_fiscal_years

_NEXT = "翌年度"


@lru_cache(maxsize=20_000)
def later_years_in_words(text: str, fiscal_year: int) -> str:
    """Return a text, as long as it was, in which years after `fiscal_year` are called the next year."""
    if "年度" not in text:
        return text
    for mention in read_fiscal_years(text):
        width = mention.end - mention.start
        is_single = mention.first == mention.last and text[mention.start : mention.end].endswith("年度")
        if is_single and mention.first > fiscal_year and width > len(_NEXT):
            text = text[: mention.start] + _NEXT.rjust(width) + text[mention.end :]
    return text
