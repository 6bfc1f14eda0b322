"""Names of responsible sections (課) and bureaus (部): splitting glued lists, reading renamings.

Also the two notations in which a cell speaks for several sections: `(企画課) … (健康推進課) …`,
`【徴収課】未実施 【下水道課】50%`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.values.fiscal_years import read_fiscal_years, without_fiscal_years

BUREAU_SUFFIXES = ("部", "局")
# 関係各課, 開催場所, 資産課税課 and 農業委員会事務局 are one word each: no name ends within them.
_SUFFIXES = r"課(?!税課|題|程|外)|(?<!教)室|センター|(?<!関)係|館|(?<!場)所|委員会(?:事務局)?|グループ|担当|部|局"
# を stands in sentences, never in a name.
_NAME = re.compile(rf"[^\s、，,/()（）【】\[\]。:：を]+?(?:{_SUFFIXES})")
_UNKNOWN = re.compile(r"[^\s、，,/／()（）]+")
_SEPARATORS = re.compile(r"[\s、，,/／・]+")
_NOTE = re.compile(r"\s*[(（](?P<words>[^()（）]*)(?P<closing>[)）]|$)")
_UNTIL = re.compile(r"^\s*[～~〜]|まで")
_FROM = re.compile(r"^[\s～~〜]*(?:から|より)?[は、,\s]*|[\s～~〜]+$")
_BRACKETED = re.compile(r"[(（【\[［]\s*(?P<name>[^()（）【】\[\]［］\s]+?)\s*[)）】\]］]")
# 500部, 3か所: copies and places are counted with the endings of departments.
_COUNT = re.compile(rf"\d[かヶケカヵ箇]?(?:{_SUFFIXES})$")
# 関係各課, 庁内全課: whoever is concerned, and nobody by name.
_NOBODY = re.compile(r"(?:[市町村区]|庁内)*(?:関係|関連|該当|担当|全|各)+(?:部署|所属|機関|団体|[部局課室係庁])+等?")
_MOST_EDITS = 2
# Two characters are a word: 一部, 本館, 支所.
_SHORTEST_NAME, _LONGEST_NAME = 3, 20


@dataclass(frozen=True)
class Department:
    """A printed name at [start, end) of its text; `name` is empty where only a renaming was printed.

    `renamed_to` is the name from fiscal year `renamed_in` on: 課A(令和4年度～課B).
    """

    name: str
    start: int
    end: int
    renamed_to: str | None = None
    renamed_in: int | None = None

    def in_year(self, fiscal_year: int) -> str:
        """Return the name that is valid in `fiscal_year` (may be empty: not printed)."""
        if self.renamed_to and self.renamed_in is not None and fiscal_year >= self.renamed_in:
            return self.renamed_to
        return self.name


@dataclass(frozen=True)
class Passage:
    """A stretch [start, end) of a cell that speaks for one department (None: for all of them)."""

    department: str | None
    text: str
    start: int
    end: int


def has_department_form(text: str) -> bool:
    """Say whether `text` is one word ending like the name of a section or bureau."""
    is_name = _NAME.fullmatch(text) and not _COUNT.search(text)
    return bool(is_name) and _SHORTEST_NAME <= len(text) <= _LONGEST_NAME


def is_bureau_name(name: str) -> bool:
    """Say whether a name ends like that of a bureau (部, 局) and not of a section within one."""
    return name.endswith(BUREAU_SUFFIXES) and not name.endswith("事務局")


def names_no_department(name: str) -> bool:
    """Say whether a text points to departments without naming one: 関係各課, 全課."""
    return bool(_NOBODY.fullmatch(name))


def near_name(name: str, known_names: Iterable[str], words: str = "") -> str | None:
    """Return the only known name within two edits of `name` that a misreading can explain, or None.

    Sections differ by whole words (生活福祉課, 障害福祉課): a word that stands in `words`, too, is no misreading.
    """
    near = [known for known in known_names if known != name and _is_near(name, known, words)]
    return near[0] if len(near) == 1 else None


def exchanges_word(name: str, known: str, words: str) -> bool:
    """Say whether `name` puts another word in place of one of `known`'s: both characters differ (農村, 森林), or one
    does and what it makes stands in `words`, too (対策, 政策). Where no register tells, that is another section."""
    positions = [edit.src_pos for edit in Levenshtein.editops(name, known)]
    if len(positions) == 1 and len(name) == len(known):
        start = positions[0]
        return any(name[at : at + 2] in words for at in (start - 1, start) if at >= 0 and at + 2 < len(name))
    return len(positions) == _MOST_EDITS and positions[-1] - positions[0] <= 1


def _is_near(name: str, known: str, words: str) -> bool:
    edits = Levenshtein.editops(name, known, score_hint=_MOST_EDITS)
    if not 0 < len(edits) <= _MOST_EDITS or 2 * len(edits) >= len(known):
        return False
    return len(edits) == 1 or not _exchanges_word(name, known, [edit.src_pos for edit in edits], words)


def _exchanges_word(name: str, known: str, positions: list[int], words: str) -> bool:
    """Say whether both edits together put another word of two characters, or leave one out."""
    first, last = positions[0], positions[-1]
    if len(name) != len(known):
        return abs(len(name) - len(known)) == _MOST_EDITS and last - first <= 1
    return last - first == 1 and name[first : last + 1] in words


def split_departments(text: str, known_names: Iterable[str] = ()) -> list[Department]:
    """Split a cell that lists departments, glued together or not, into its names, in order.

    A known name wins over the suffixes (課, 部, センター …); a word that ends like none of them
    (東京都) is kept as a name of its own. Every character but separators lies in one of the results.
    """
    known = sorted({name for name in known_names if name}, key=len, reverse=True)
    departments, position = [], 0
    while (position := _skip(text, position)) < len(text):
        end = _name_end(text, position, known)
        departments.append(_with_renaming(text, position, end))
        position = departments[-1].end
    return departments


def split_passages(text: str, known_names: Iterable[str] = ()) -> list[Passage]:
    """Split a narrative at its bracketed section names; without any it is one passage for all.

    The passages cover the text without gap or overlap; `text` leaves out the bracketed name, unless that is all.
    """
    known = set(known_names)
    marks = [mark for mark in _BRACKETED.finditer(text) if _names_department(mark["name"], known)]
    bounds = [mark.start() for mark in marks] + [len(text)]
    passages = [Passage(None, text[: bounds[0]].strip(), 0, bounds[0])] if bounds[0] > 0 or not marks else []
    for mark, end in zip(marks, bounds[1:], strict=True):
        words = text[mark.end() : end].strip() or mark.group()
        passages.append(Passage(mark["name"], words, mark.start(), end))
    return passages


def _names_department(name: str, known: set[str]) -> bool:
    return name in known or (has_department_form(name) and not read_fiscal_years(name))


def _skip(text: str, position: int) -> int:
    separators = _SEPARATORS.match(text, position)
    return separators.end() if separators else position


def _name_end(text: str, position: int, known: list[str]) -> int:
    if text[position] in "(（)）":
        return position
    for name in known:
        if text.startswith(name, position):
            return position + len(name)
    match = _NAME.match(text, position) or _UNKNOWN.match(text, position)
    return match.end() if match else position + 1


def _with_renaming(text: str, start: int, name_end: int) -> Department:
    """Take the bracketed note behind a name with it, and read the renaming it may tell.

    A note whose closing bracket is lost is one only if it speaks of a year; otherwise names follow.
    """
    name = text[start:name_end]
    note = _NOTE.match(text, name_end)
    years = read_fiscal_years(note["words"]) if note else []
    if not note or not (note["closing"] or years):
        return Department(name, start, max(name_end, start + 1))
    renamed_to = _FROM.sub("", without_fiscal_years(note["words"]))
    if years and renamed_to and not _UNTIL.search(note["words"]):
        return Department(name, start, note.end(), renamed_to, years[0].first)
    return Department(name, start, note.end())
