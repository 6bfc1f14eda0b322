"""Which rows are headings, before any column is known: more of their cells look like headings than like contents."""

import re
from collections.abc import Callable, Sequence

from pipeline.columns.evidence.words import Words, names_only_a_year, read_words
from pipeline.columns.sheet.plain_rows import NUMBER, counts_marks, is_legend, is_total, printed_cells
from pipeline.columns.years.printed import is_bare_western, is_western_span
from pipeline.values.departments import has_department_form
from pipeline.values.policies import read_policy_title
from pipeline.values.text import normalise

Known = Callable[[str], bool]

_NUMBERING = re.compile(r"[(（]?(?:[①-⑳㉑-㉟]|\d{1,2}|[A-Za-z]|[ア-ン])[)）]?")
# (ウ)／(イ), ④÷③×100: a column that is reckoned from numbered ones.
_RECKONED = re.compile(rf"{_NUMBERING.pattern}(?:\s*[÷／/×*＋+－\-]\s*(?:{_NUMBERING.pattern}|100))+")
_UNITS_ROW = re.compile(r"[(（【\[][^()（）]{1,8}[)）】\]]")
_LONGEST_HEADING, _LONGEST_LABEL = 40, 16
# A cell that is a known heading, that ends in one, that names a year; one that looks like contents.
_KNOWN, _ENDS_IN_ONE, _YEAR, _CONTENT, _SENTENCE = 2.0, 1.0, 1.5, -1.5, -3.0
_NEARLY_ALL, _HALF = 0.75, 0.4
# A heading must outweigh its doubts by so much; and two columns make a table.
_LEAST_ODDS, _FEWEST_KNOWN, _FEWEST_LABELS = 3.0, 2, 3


def is_heading(cells: Sequence[str], is_registered: Known) -> bool:
    """Say whether a row is one of headings: its cells look so much more like headings than like contents, and name two
    columns. 合計 beside 12事業 counts them."""
    printed = printed_cells(cells)
    if is_legend(printed) or counts_marks(cells):
        return False
    odds, least = _KNOWN * len(printed), max(_LEAST_ODDS, 0.5 * len(printed))
    named: set[str] = set()
    # The longest cells tell soonest that a row is none, whatever the others are.
    for cell in sorted(printed, key=len, reverse=True):
        odd = _cell_odds(cell, is_registered)
        odds -= _KNOWN - odd
        if odds < least:
            return False
        if odd >= _ENDS_IN_ONE:
            named.add(read_words(cell).last or cell)
    return len(named) >= _FEWEST_KNOWN and not is_total(cells)


def contrasts(cells: Sequence[str], body: Sequence[Sequence[str]], is_registered: Known) -> bool:
    """Say whether a row may be a heading although hardly a word of it is known: labels over rows of something else."""
    printed = printed_cells(cells)
    odds = [_cell_odds(cell, is_registered) for cell in printed]
    if len(printed) < _FEWEST_LABELS or max(odds) < _ENDS_IN_ONE or min(odds) <= _CONTENT:
        return False
    longest = [max((len(row[n].strip()) for row in body if n < len(row)), default=0) for n in range(len(cells))]
    is_longer = [longest[n] > 2 * len(cell.strip()) for n, cell in enumerate(cells) if cell.strip()]
    return 2 * sum(is_longer) > len(is_longer)


def may_be_part_of_heading(cells: Sequence[str], is_registered: Known) -> bool:
    """Say whether a row next to a heading belongs to it: labels of groups, years, units, and nothing else."""
    printed = printed_cells(cells)
    if not printed or any(len(cell) > _LONGEST_LABEL * 2 or "。" in cell for cell in printed):
        return False
    if any(map(read_policy_title, printed)):
        return False
    odds = [_cell_odds(cell, is_registered) for cell in printed]
    years = [is_bare_western(cell) or is_western_span(cell) for cell in printed]
    labels = [odd >= _ENDS_IN_ONE or is_year for odd, is_year in zip(odds, years, strict=True)]
    return all(odd > _CONTENT for odd in odds) and 2 * sum(labels) >= len(labels)


def is_numbering(cells: Sequence[str]) -> bool:
    """Say whether a row numbers the columns (①②③ …) or gives their units (（千円）)."""
    printed = printed_cells(cells)
    is_all_units = all(_UNITS_ROW.fullmatch(cell) for cell in printed)
    numbers = [cell for cell in printed if not _RECKONED.fullmatch(cell)]
    is_counting = len(printed) > 2 and len(numbers) > 1 and all(_NUMBERING.fullmatch(cell) for cell in numbers)
    return len(cells) > 1 and bool(printed) and (is_all_units or (is_counting and _counts_up(numbers)))


def _cell_odds(cell: str, is_registered: Known) -> float:
    text = cell.strip()
    if is_registered(text):
        return _KNOWN
    if len(text) > _LONGEST_HEADING or "。" in text:
        return _SENTENCE
    if is_bare_western(text):
        return 0.0  # under a heading a year, else a count
    if names_only_a_year(text):
        return _YEAR
    words, bare = read_words(text), normalise(text)
    if NUMBER.fullmatch(bare) or (has_department_form(bare) and words.last != "section"):
        return _CONTENT
    return _word_odds(words, len(bare))


def _word_odds(words: Words, length: int) -> float:
    if words.last is None or not words.is_exact:
        return 0.0 if length <= _LONGEST_LABEL else _CONTENT
    if words.cover >= _NEARLY_ALL:
        return _KNOWN
    return _ENDS_IN_ONE if words.cover >= _HALF else 0.0


def is_heading_word(text: str) -> bool:
    """Say whether a text is a heading and nothing else."""
    words = read_words(text)
    return words.last is not None and words.is_exact and words.cover >= _NEARLY_ALL


def _counts_up(printed: Sequence[str]) -> bool:
    keys = [re.sub(r"[()（）]", "", cell) for cell in printed]
    return keys == sorted(keys, key=lambda key: (len(key), key)) and len(set(keys)) == len(keys)
