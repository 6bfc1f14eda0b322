"""What kind of row each is, before any column is known: headings, titles, totals, notes, and rows of the table.

Found by what rows hold and never by their number. A row of headings is one in which more cells look like headings than
like contents; see `is_heading`.
"""

import re
from collections.abc import Callable, Sequence

from pipeline.columns.evidence.contents import PATTERNS
from pipeline.columns.evidence.words import Words, names_only_a_year, read_words
from pipeline.columns.years.printed import is_bare_western, is_western_span
from pipeline.documents.decoding import DAMAGED
from pipeline.values.departments import has_department_form
from pipeline.values.policies import read_policy_title
from pipeline.values.scales import read_legend
from pipeline.values.text import DASHES, normalise

Known = Callable[[str], bool]

_SEPARATOR = re.compile(rf"[:|]?[{re.escape(''.join(sorted(DASHES)))}=_]{{2,}}[:|]?")
_NUMBER = re.compile(r"[▲△+\-]?\d[\d,.]*%?|[A-ES]|[◎○〇◯●△▲×]|[-‐―－ー]")
_NUMBERING = re.compile(r"[(（]?(?:[①-⑳㉑-㉟]|\d{1,2}|[A-Za-z]|[ア-ン])[)）]?")
# (ウ)／(イ), ④÷③×100: a column that is reckoned from numbered ones.
_RECKONED = re.compile(rf"{_NUMBERING.pattern}(?:\s*[÷／/×*＋+－\-]\s*(?:{_NUMBERING.pattern}|100))+")
# Ａ 3　Ｂ 16　Ｃ 4, ◎：5件 ○：2件: how many have which mark.
_TALLY = re.compile(r"(?:(?:[A-ESa-e]|[◎○〇◯●△▲×★☆]+|[^\W\d]{1,6})\s*[:：]?\s*\d{1,4}\s*件?[\s、,/／]*){2,}")
# 33取組, 指標数 8: how many there are, as a row of totals counts what stands above it.
_COUNT = re.compile(r"(?:[^\W\d]{1,8}\s*[:：]?\s*)?\d[\d,.]*\s*[^\W\d]{0,4}")
_UNITS_ROW = re.compile(r"[(（【\[][^()（）]{1,8}[)）】\]]")
_TOTAL = re.compile(
    r"(?:[^。]{0,20}[\s　・]|[^。]{0,12})?"
    r"(?:総?合計|小計|総計|累計|平均(?:値|進捗率|達成率)?|計)(?:[(（][^()（）]*[)）])?"
    r"|[(（【\[](?:集計|総?合計|小計|総計|計)[)）】\]][^。\d]{0,12}"
)
_NOTE = re.compile(
    r"(?:[※＊*]|[(（【\[「]?\s*(?:注|備考|凡例|評価(?:基準|区分)?の?(?:見方|説明|基準)|注意|出典|資料)\s*\d*\s*[)）】\]」:：)]"
    r"|[「『【\[]?(?:[A-ES]|[◎○〇◯●△▲×]|[1-5]|[^\w\s])[」』】\]]?\s*[:：=＝…]"
    r"|[(（【\[「][^()（）【】\[\]「」]{1,12}(?:区分|凡例|基準|見方)[)）】\]」][\s　]*\S)"
)
# ☆☆＝策定時より改善: in a cell of a table nothing stands so but the meaning of a mark.
_MARK_DIVIDED = re.compile(r"(?:^|[\s　、：:])(?:[A-EＡ-Ｅ]|[◎○〇◯●△▲×★☆]+|[-－ー―])\s*[=＝]")
# ①完了・達成, A：順調, a cell each: the marks of a legend, over the columns of the table.
_ENTRY = re.compile(r"(?P<mark>[①-⑨]|[A-Ea-eS1-5Ａ-ＥＳ１-５](?=\s*[:：=＝…])|[◎○〇◯●△▲×★☆]+)[\s:：=＝…]*[^\W\d].*")
_LEGEND = re.compile(r"[(（【\[「]?[^。]{0,12}(?:凡例|見方)[)）】\]」]?[:：]?")
_FEWEST_ENTRIES = 3
_TALLIED = re.compile(r"[^。]{0,16}(?:集計|内訳|件数)[^。]{0,4}")
_MARKS = ("letter_mark", "shape_mark", "state_word", "result_word")
_LONGEST_HEADING, _LONGEST_LABEL = 40, 16
# A cell that is a known heading, that ends in one, that names a year; one that looks like contents.
_KNOWN, _ENDS_IN_ONE, _YEAR, _CONTENT, _SENTENCE = 2.0, 1.0, 1.5, -1.5, -3.0
_NEARLY_ALL, _HALF = 0.75, 0.4
# A heading must outweigh its doubts by so much; and two columns make a table.
_LEAST_ODDS, _FEWEST_KNOWN, _FEWEST_LABELS = 3.0, 2, 3


def printed_cells(cells: Sequence[str]) -> list[str]:
    """Return the texts of a row that are not blank, trimmed."""
    return [text for cell in cells if (text := cell.strip())]


def is_heading(cells: Sequence[str], is_registered: Known) -> bool:
    """Say whether a row is one of headings: its cells look so much more like headings than like contents, and name two
    columns. 合計 beside 12事業 counts them."""
    printed = printed_cells(cells)
    if _is_legend(printed) or counts_marks(cells):
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


def plain_kind(cells: Sequence[str], *, is_first_of_row: bool = True) -> str:
    """Return the kind of a row that is no heading: blank, unreadable, separator, title, total, note or measure."""
    printed = printed_cells(cells)
    if not printed:
        return "blank"
    if any(DAMAGED in cell for cell in printed):
        return "unreadable"
    if all(_SEPARATOR.fullmatch(cell) for cell in printed) and (len(cells) == 1 or any(len(c) > 2 for c in printed)):
        return "separator"
    # 凡例, and what the marks mean in one cell beside it.
    if is_note(cells) or (len(printed) == 2 and _LEGEND.fullmatch(printed[0])):
        return "note"
    if is_total(cells):
        return "total"
    return "title" if len(cells) == 1 else "measure"


def is_note(cells: Sequence[str]) -> bool:
    """Say whether a row is a note or part of a legend: it says so, and hardly anything but marks stands beside it."""
    printed = printed_cells(cells)
    says_so = any(_NOTE.match(cell) for cell in printed)
    is_said = len(printed) <= 2 and says_so and (len(cells) == 1 or len(printed[0]) > 1)
    return is_said or _is_legend(printed) or _explains_marks(cells, printed)


def _explains_marks(cells: Sequence[str], printed: Sequence[str]) -> bool:
    """Say whether a row explains marks in its first column and prints nothing else: Ａ＝達成　Ｂ＝未達成."""
    is_alone = len(printed) == 1 and bool(cells[0].strip())
    return is_alone and len(_MARK_DIVIDED.findall(printed[0])) > 1 and read_legend(printed) is not None


def _is_legend(printed: Sequence[str]) -> bool:
    """Say whether a row explains marks, one in each cell, and says before them at most what they are marks of."""
    found = [_ENTRY.fullmatch(text) for text in printed]
    if not found or len(printed[0]) > _LONGEST_LABEL:
        return False
    marks = [entry["mark"] for entry in found[found[0] is None :] if entry]
    is_all = len(marks) == len(found) - (found[0] is None) == len(set(marks))
    return is_all and (len(marks) >= _FEWEST_ENTRIES or _LEGEND.fullmatch(printed[0]) is not None)


def counts_marks(cells: Sequence[str]) -> bool:
    """Say whether a row heads a tally of marks, which is printed below it: 評価の集計, 達成, 一部達成, 未達成."""
    printed = printed_cells(cells)
    if len(printed) < _FEWEST_ENTRIES or not _TALLIED.fullmatch(printed[0]):
        return False
    marks = [any(re.fullmatch(PATTERNS[name], normalise(cell)) for name in _MARKS) for cell in printed[1:]]
    return 3 * sum(marks) >= 2 * len(marks)


def is_total(cells: Sequence[str]) -> bool:
    """Say whether a row sums others up: it is called so beside figures, or nothing but tallies of marks stand in it."""
    printed = [normalise(cell) for cell in printed_cells(cells)]
    if counts_marks(cells) or (len(printed) > 1 and all(_TALLY.fullmatch(cell) for cell in printed[1:])):
        return True
    names = [cell for cell in printed[:3] if _TOTAL.fullmatch(cell.replace(" ", "")) and not read_policy_title(cell)]
    others = [cell for cell in printed if cell not in names]
    figures = sum(any(form.fullmatch(cell) for form in (_NUMBER, _COUNT, _TALLY)) for cell in others)
    return bool(names) and len(cells) > 1 and figures >= len(others) - 1 and (figures > 0 or len(printed) == 1)


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
    if _NUMBER.fullmatch(bare) or (has_department_form(bare) and words.last != "section"):
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
