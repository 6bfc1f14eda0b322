"""Achievement (達成度): percentages, 実施 / 未実施, dashes, lists by component or by section.

実施 is a kind of its own and never becomes a number.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.values.departments import has_department_form, split_passages
from pipeline.values.text import DASHES, is_blank, is_dash

Kind = Literal[
    "percent",
    "implemented",
    "not_implemented",
    "not_applicable",
    "by_component",
    "graded",
    "missing",
    "not_due",
    "unreadable",
]
IMPLEMENTED = frozenset({"実施", "実施済", "実施済み", "実施した", "実施中"})
NOT_IMPLEMENTED = frozenset({"未実施", "不実施", "実施せず", "実施なし", "実施していない", "実施しなかった"})
NOT_APPLICABLE = frozenset({"該当なし", "対象外", "評価対象外", "評価不可"})

_PERCENT = re.compile(r"約?\s*(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>%|パーセント)?\s*(?:程度)?")
# A longer number is damaged, and beyond what a float can hold.
_MOST_DIGITS = 15
# Without a unit, four digits are a count or a year.
_IS_COUNT = re.compile(r"^\d{4}|,")
# 95%, 実施 …: what may stand behind the name of a section or the label of a component.
# A long vowel mark behind katakana (センター) is no dash.
_DASH = rf"-|(?<![ァ-ー])[{re.escape(''.join(sorted(DASHES)))}]"
_RATING = rf"(?:約?\d+(?:\.\d+)?\s*%?|未実施|実施済み?|実施|{_DASH})"
_CIRCLES = "①-⑳㉑-㉟㊱-㊿"
_CIRCLED = re.compile(rf"([{_CIRCLES}])")
_LABEL = rf"[{_CIRCLES}]|\(\d{{1,2}}\)|[ア-オ][.)．]"
_COMPONENTS = re.compile(rf"(?:\s*(?:{_LABEL})\s*{_RATING}\s*[、,]?)+")
_COMPONENT = re.compile(rf"\s*(?P<label>{_LABEL})\s*(?P<rating>{_RATING})")
_NAMED = re.compile(
    rf"\s*(?P<name>[^\s\d%{_CIRCLES}()【】、,:：]+?)\s*[:：]?\s*(?P<rating>{_RATING})(?:(?<=%)|(?=[\s、,・/]|$))"
)


@dataclass(frozen=True)
class Component:
    """One labelled part of an achievement: ①92.5%; of a list of marks (a line per indicator), the mark is the label."""

    label: str
    kind: Kind
    pct: float | None


@dataclass(frozen=True)
class Achievement:
    """What an achievement cell says; `pct` in percent points, only where a number was printed; `grade`: the mark of a
    rating scale."""

    kind: Kind
    pct: float | None = None
    has_unit: bool = True
    components: tuple[Component, ...] = ()
    grade: str | None = None
    rating_scale_id: str | None = None


@dataclass(frozen=True)
class Rating:
    """An achievement and the section it is given for (None: for all that answer for the measure)."""

    department: str | None
    printed: str
    achievement: Achievement


@lru_cache(maxsize=20_000)
def read_achievement(text: str) -> Achievement:
    """Read one achievement; whatever is not one of the known forms is `unreadable`, never guessed."""
    if is_blank(text):
        return Achievement("missing")
    if is_dash(text):
        return Achievement("not_applicable")
    plain = fold_labels(text).rstrip("。")
    if (kind := _word_kind(plain)) is not None:
        return Achievement(kind)
    if (match := _PERCENT.fullmatch(plain)) and _is_percentage(match["number"], match["unit"]):
        return Achievement("percent", float(match["number"].replace(",", "")), bool(match["unit"]))
    if _COMPONENTS.fullmatch(plain):
        return Achievement("by_component", components=_components(plain))
    return Achievement("unreadable")


def read_ratings(text: str, known_names: Iterable[str] = ()) -> list[Rating]:
    """Read an achievement cell that may rate several sections: one rating per section it names.

    Reads `企画課 80% 福祉総務課 実施`, `市民協働課80% 福祉総務課実施`, `【徴収課】未実施 【下水道課】50%`.
    """
    known = list(known_names)
    passages = split_passages(text, known)
    if any(passage.department for passage in passages):
        return [
            Rating(passage.department, text[passage.start : passage.end].strip(), read_achievement(passage.text))
            for passage in passages
            if passage.department or passage.text
        ]
    return _named_ratings(text, set(known)) or [Rating(None, text, read_achievement(text))]


def is_rating_form(text: str) -> bool:
    """Say whether `text` as a whole is an achievement in one of the known forms (a dash is not told apart)."""
    ratings = read_ratings(text)
    return all(rating.achievement.kind not in ("unreadable", "missing", "not_applicable") for rating in ratings)


def fold_labels(text: str) -> str:
    """Return `text` normalised but for circled numbers: NFKC would turn ①50% into 150%."""
    parts = _CIRCLED.split(text)
    folded = (part if _CIRCLED.fullmatch(part) else unicodedata.normalize("NFKC", part) for part in parts)
    return " ".join("".join(folded).split())


def _is_percentage(number: str, unit: str | None) -> bool:
    return len(number) <= _MOST_DIGITS and (unit is not None or not _IS_COUNT.search(number))


def _word_kind(plain: str) -> Kind | None:
    if plain in IMPLEMENTED:
        return "implemented"
    if plain in NOT_IMPLEMENTED:
        return "not_implemented"
    return "not_applicable" if plain in NOT_APPLICABLE else None


def _components(text: str) -> tuple[Component, ...]:
    found = []
    for match in _COMPONENT.finditer(text):
        part = read_achievement(match["rating"])
        found.append(Component(match["label"], part.kind, part.pct))
    return tuple(found)


def _named_ratings(text: str, known: set[str]) -> list[Rating]:
    """Read `name rating name rating …`; empty unless that covers the whole text."""
    plain, position, found = fold_labels(text), 0, []
    while match := _NAMED.match(plain, position):
        if match["name"] not in known and not has_department_form(match["name"]):
            return []
        found.append(Rating(match["name"], match.group().strip(), read_achievement(match["rating"])))
        position = match.end()
        while position < len(plain) and plain[position] in " 、,・/":
            position += 1
    return found if position == len(plain) else []
