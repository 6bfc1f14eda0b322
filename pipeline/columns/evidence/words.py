"""What the words of a heading mean. Words, meanings and reasons are declared in `words.csv` and `meanings.csv`.

Japanese headings end in what they are about: 計画書ページ is a page, 評価の理由 a reason, 次年度の計画 a plan. So the
word that ends last says most; those before it qualify it.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz, process

from pipeline.columns.years.printed import read_heading_years, without_heading_years
from pipeline.values.text import comparison_key, normalise

# Between the rows of a heading, in `staging.heading_field` too.
ROW_MARK = " / "
# No heading is longer; a sentence is none.
LONGEST_HEADING = 40
_BRACKETS = re.compile(r"[(（\[【〔<＜][^()（）\[\]【】〔〕<>＜＞]*[)）\]】〕>＞]")
_FORMULA = re.compile(r"[(（]?[^/／÷]+[/／÷][^/／÷]+")
# Words for a year: those of years that are over or go on say no more than its number; what lies ahead is a plan.
_SAID_YEARS = re.compile(r"(?:前々年度|一昨年度|前年度|昨年度|今年度|本年度|当年度|当該年度)(?!比|対)")
_NEXT_YEAR = re.compile(r"来年度|翌年度")
# 次年度以降の取組 is the next year's; of a year that is printed, what begins with it lies ahead: 令和7年度以降の取組.
_FROM_NEXT_YEAR, _FROM_A_YEAR = re.compile(r"(?<=次年度)(?:以降|から|以後)の?"), re.compile(r"^(?:以降|以後)の?")
_ANY_YEAR = re.compile(f"{_SAID_YEARS.pattern}|次年度|{_NEXT_YEAR.pattern}")
# 目標値 over 中間（R6）, 最終（R8）: which of them.
_WHICH_TARGET = re.compile(r"中間|最終")
_LETTERS = re.compile(r"[^\W\d_]{2}")
# A sum is called so, in full.
_SUM = "計"
# Endings that add nothing to the word before them.
_EMPTY_ENDING = re.compile(r"(?:名称|名|等|欄|など)$")
# A misread or cut heading of so many letters still shows so much of a word.
_SHORTEST_FUZZY, _FUZZY = 3, 66.0


@dataclass(frozen=True)
class Words:
    """What a heading's words mean. `last` ends it, `others` stand before; `cover` is the share of its letters that
    are known words. `is_exact`: as declared, not only alike."""

    last: str | None = None
    others: frozenset[str] = frozenset()
    cover: float = 0.0
    is_exact: bool = True


@lru_cache(maxsize=20_000)
def read_words(heading: str) -> Words:
    """Read a heading, its rows joined by `ROW_MARK`; the lowest row says most."""
    if len(heading) > LONGEST_HEADING * 3:
        return Words()
    parts = [words for part in heading.split(ROW_MARK) if (words := _read_part(part)).last]
    if not parts:
        return Words()
    if len(parts) > 1 and parts[-2].last == "achievement" and _FORMULA.fullmatch(heading.rsplit(ROW_MARK, 1)[-1]):
        parts.pop()  # 達成率 over 実績／目標: how the rate is reckoned
    others = frozenset(meaning for part in parts[:-1] for meaning in (part.last, *part.others) if meaning)
    lowest = parts[-1]
    is_exact = lowest.is_exact and not _names_something_else(heading)
    return Words(lowest.last, lowest.others | others, lowest.cover, is_exact)


def _names_something_else(heading: str) -> bool:
    """Say whether the lowest of several rows names what no word is known for: 施設の概要 over 延床面積 heads its group,
    and says less of each column in it."""
    above, _, lowest = heading.rpartition(ROW_MARK)
    own = comparison_key(_WHICH_TARGET.sub("", _ANY_YEAR.sub("", without_heading_years(lowest))))
    return bool(above) and _LETTERS.search(own) is not None and _read_part(lowest).last is None


def declared_meanings() -> Mapping[str, Mapping[str, float]]:
    """Return for each meaning the log-odds that it adds to fields, as declared."""
    return _declared()[1]


def _read_part(part: str) -> Words:
    undated = _FROM_A_YEAR.sub("今後の", normalise(without_heading_years(part)))
    bare = _SAID_YEARS.sub("", _FROM_NEXT_YEAR.sub("の", _NEXT_YEAR.sub("次年度", undated)))
    if not bare or len(bare) > LONGEST_HEADING or "。" in bare:
        return Words()
    outside = comparison_key(_BRACKETS.sub("", bare))
    for key in filter(None, (outside, comparison_key(bare))):
        if (found := _exact(key)).last:
            return found
    return _fuzzy(outside or comparison_key(bare))


def _exact(key: str) -> Words:
    matches = list(_matches(key)) or list(_matches(_EMPTY_ENDING.sub("", key)))
    if not matches:
        return Words()
    end = max(end for _, end, _ in matches)
    start = min(start for start, stop, _ in matches if stop == end)
    last = next(meaning for begin, stop, meaning in matches if (begin, stop) == (start, end))
    others = frozenset(meaning for begin, _, meaning in _longest(matches) if begin < start) - {last}
    # 1次評価結果: a rating, but one of several.
    if "rater" in others and last in ("assessment", "achievement"):
        last = "rater"
    return Words(last, others, _covered(matches) / len(key))


def _matches(key: str) -> Iterator[tuple[int, int, str]]:
    words = _declared()[0]
    for start in range(len(key)):
        for end in range(start + 1, len(key) + 1):
            if (meaning := words.get(key[start:end])) is not None and _may_stand(key, start, end):
                yield start, end, meaning


def _longest(matches: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield the words that are no part of a longer one: 計画書 is a book, and no plan of a year."""
    for start, end, meaning in matches:
        if not any(begin <= start and end <= stop and (begin, stop) != (start, end) for begin, stop, _ in matches):
            yield start, end, meaning


def _may_stand(key: str, start: int, end: int) -> bool:
    """A word of one letter (課, 部, 差) is none within another."""
    return end - start > 1 or len(key) == 1


def _covered(matches: list[tuple[int, int, str]]) -> int:
    return len({position for start, end, _ in matches for position in range(start, end)})


def _fuzzy(key: str) -> Words:
    """A word of which a letter is misread, or the end is cut off."""
    if len(key) < _SHORTEST_FUZZY - 1:
        return Words()
    words = _declared()[0]
    long = [word for word in words if len(word) >= _SHORTEST_FUZZY]
    found = process.extractOne(key, long, scorer=fuzz.ratio, score_cutoff=_FUZZY)
    if found is None:
        begun = sorted((word for word in long if word.startswith(key)), key=len)
        found = (begun[0], 0.0, 0) if begun else None
    return Words(words[found[0]], frozenset(), 0.5, is_exact=False) if found else Words()


def names_only_a_year(text: str) -> bool:
    """Say whether a heading names a fiscal year and nothing else: 令和5年度, R6, 昨年度."""
    rest, words = _ANY_YEAR.subn("", without_heading_years(text))
    return bool(read_heading_years(text) or words) and not comparison_key(rest)


def begins_a_word(text: str) -> bool:
    """Say whether a heading is one letter beside its year, with which a word begins: 実 of 実績."""
    key = comparison_key(without_heading_years(text))
    words = _declared()[0]
    return len(key) == 1 and key not in words and key != _SUM and any(word.startswith(key) for word in words)


@cache
def kept_meanings() -> frozenset[str]:
    """Return the meanings of what is kept under its heading: an attribute before anything else."""
    odds = declared_meanings()
    return frozenset(meaning for meaning in odds if max(odds[meaning], key=odds[meaning].__getitem__) == "attribute")


@cache
def _declared() -> tuple[dict[str, str], dict[str, dict[str, float]]]:
    words = {comparison_key(row["word"]): row["meaning"] for row in _rows("words.csv")}
    meanings: dict[str, dict[str, float]] = {}
    for row in _rows("meanings.csv"):
        meanings.setdefault(row["meaning"], {})[row["field"]] = float(row["log_odds"])
    return words, meanings


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return csv.DictReader(text.splitlines())
