"""What kind of row each is by its own cells alone, headings aside: blank, separator, note, legend, total, tally.

Found by what rows hold and never by their number; what is none of these is a row of the table, or a title.
"""

import re
from collections.abc import Sequence

from pipeline.columns.evidence.contents import PATTERNS
from pipeline.documents.decoding import DAMAGED
from pipeline.values.policies import read_policy_title
from pipeline.values.scales import read_legend
from pipeline.values.text import DASHES, normalise

NUMBER = re.compile(r"[▲△+\-]?\d[\d,.]*%?|[A-ES]|[◎○〇◯●△▲×]|[-‐―－ー]")
_SEPARATOR = re.compile(rf"[:|]?[{re.escape(''.join(sorted(DASHES)))}=_]{{2,}}[:|]?")
# Ａ 3　Ｂ 16　Ｃ 4, ◎：5件 ○：2件: how many have which mark.
_TALLY = re.compile(r"(?:(?:[A-ESa-e]|[◎○〇◯●△▲×★☆]+|[^\W\d]{1,6})\s*[:：]?\s*\d{1,4}\s*件?[\s、,/／]*){2,}")
# 33取組, 指標数 8: how many there are, as a row of totals counts what stands above it.
_COUNT = re.compile(r"(?:[^\W\d]{1,8}\s*[:：]?\s*)?\d[\d,.]*\s*[^\W\d]{0,4}")
# 特別会計, 実施設計 and 人口推計 end in the word for a total, and are none.
_TOTAL = re.compile(
    r"(?:[^。]{0,20}[\s　・]|[^。]{0,12})?"
    r"(?:総?合計|小計|総計|累計|平均(?:値|進捗率|達成率)?|(?<![設統会家時推温])計)(?:[(（][^()（）]*[)）])?"
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
_FEWEST_ENTRIES, _MANY_FIGURES = 3, 4
_TALLIED = re.compile(r"[^。]{0,16}(?:集計|内訳|件数)[^。]{0,4}")
_MARKS = ("letter_mark", "shape_mark", "state_word", "result_word")
_SCORE = re.compile(r"[1-9]")
# So long is a label of a legend at most.
_LONGEST_LABEL = 16


def printed_cells(cells: Sequence[str]) -> list[str]:
    """Return the texts of a row that are not blank, trimmed."""
    return [text for cell in cells if (text := cell.strip())]


def plain_kind(cells: Sequence[str]) -> str:
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
    return is_said or is_legend(printed) or _explains_marks(cells, printed)


def _explains_marks(cells: Sequence[str], printed: Sequence[str]) -> bool:
    """Say whether a row explains marks in its first column and prints nothing else: Ａ＝達成　Ｂ＝未達成."""
    is_alone = len(printed) == 1 and bool(cells[0].strip())
    return is_alone and len(_MARK_DIVIDED.findall(printed[0])) > 1 and read_legend(printed) is not None


def is_legend(printed: Sequence[str]) -> bool:
    """Say whether a row explains marks, one in each cell, and says before them at most what they are marks of."""
    found = [_ENTRY.fullmatch(text) for text in printed]
    if not found or len(printed[0]) > _LONGEST_LABEL:
        return False
    marks = [entry["mark"] for entry in found[found[0] is None :] if entry]
    is_all = len(marks) == len(found) - (found[0] is None) == len(set(marks))
    return is_all and (len(marks) >= _FEWEST_ENTRIES or _LEGEND.fullmatch(printed[0]) is not None)


def counts_marks(cells: Sequence[str]) -> bool:
    """Say whether a row heads a tally of marks, which is printed below it: 評価の集計, 達成, 一部達成, 未達成; or
    評価, 4, 3, 2, 1, 計."""
    printed = printed_cells(cells)
    is_summed = bool(printed) and _TOTAL.fullmatch(printed[-1]) is not None
    if len(printed) < _FEWEST_ENTRIES or not (is_summed or _TALLIED.fullmatch(printed[0])):
        return False
    marks = [_is_mark(cell) for cell in printed[1 : len(printed) - is_summed]]
    return 3 * sum(marks) >= 2 * len(marks)


def _is_mark(cell: str) -> bool:
    text = normalise(cell)
    return _SCORE.fullmatch(text) is not None or any(re.fullmatch(PATTERNS[name], text) for name in _MARKS)


def _tallies_marks(printed: Sequence[str]) -> bool:
    """Say whether a label is followed by how many have which mark, in one cell (A 3) or in two (A, 3, 合計, 18)."""
    marks, counts = printed[1::2], printed[2::2]
    # A measure may be rated and counted in turn; it has no total, and is not called a tally.
    sums = [mark for mark in marks if _TOTAL.fullmatch(mark)]
    are_marks = all(_is_mark(mark) for mark in marks if mark not in sums) and bool(sums or _TALLIED.match(printed[0]))
    is_paired = len(marks) == len(counts) > 1 and are_marks and all(count.isdecimal() for count in counts)
    return is_paired or (len(printed) > 1 and all(_TALLY.fullmatch(cell) for cell in printed[1:]))


def is_total(cells: Sequence[str]) -> bool:
    """Say whether a row sums others up: it is called so beside figures, or nothing but tallies of marks stand in it."""
    printed = [normalise(cell) for cell in printed_cells(cells)]
    if counts_marks(cells) or _tallies_marks(printed):
        return True
    names = [cell for cell in printed[:3] if _TOTAL.fullmatch(cell.replace(" ", "")) and not read_policy_title(cell)]
    others = [cell for cell in printed if cell not in names]
    figures = sum(any(form.fullmatch(cell) for form in (NUMBER, _COUNT, _TALLY)) for cell in others)
    # Beside many figures there may be two words: what is counted, and its unit.
    is_of_figures = figures >= len(others) - (2 if figures >= _MANY_FIGURES else 1)
    return bool(names) and len(cells) > 1 and is_of_figures and (figures > 0 or len(printed) == 1)
