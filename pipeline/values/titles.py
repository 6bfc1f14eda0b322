"""Municipality and plan as the title of a table prints them: 東京都清瀬市 第2次自殺対策計画 進捗状況（令和6年度）."""

import re

from pipeline.values.fiscal_years import without_fiscal_years
from pipeline.values.text import comparison_key, normalise

_LETTERS = "一-龥々ヵヶぁ-んァ-ヴー"
_NUMBERED = r"第?\s*[\d一二三四五六七八九十]+\s*[次期]"
# A name begins where no word goes on, or behind 第2次.
_START = rf"(?:(?<![{_LETTERS}])(?![第次期])|(?<=[\d一二三四五六七八九十][次期]))"
_PREFECTURE = r"(?:東京都|北海道|(?:京都|大阪)府|[一-龥]{2,3}県)"
# Words that end like the name of a municipality: 都市計画, 地区, 農村, 中心市街地.
_NO_NAME = r"(?!都市|地区|校区|学区|農村|山村|漁村|市[区町]|中心市)"
# 市 comes first, as names hold the others (東村山市, 十日町市); 市市 is a name (四日市市, 野々市市), and 市民 a word.
_NAMES = (
    rf"[{_LETTERS}]{{1,3}}?[日々]市市",
    rf"[{_LETTERS}]{{1,6}}?市(?!民|街|場|町(?!会|内|づ|並))",
    *(rf"[{_LETTERS}]{{1,6}}?{kind}" for kind in "区町村"),
)
_MUNICIPALITY = re.compile(rf"{_START}{_PREFECTURE}?{_NO_NAME}(?P<name>{'|'.join(_NAMES)})")
_PLAN = re.compile(r"(?P<name>[^\s()「」『』]{2,30}?(?:計画|プラン|戦略|ビジョン))")
# What every plan has, and none is called.
_PARTS_OF_PLANS = frozenset({"実施計画", "行動計画", "基本計画", "事業計画", "年度計画", "年次計画", "推進計画"})


def read_municipality(title: str) -> str:
    """Return the municipality that a title names, without its prefecture; empty if it names none."""
    match = _MUNICIPALITY.search(_undated(title))
    return match["name"] if match else ""


def read_plan(title: str) -> str:
    """Return the plan that a title names; empty if it names none, or only says 実施計画."""
    match = _PLAN.search(re.sub(rf"^{_PREFECTURE}", "", _undated(title)))
    return match["name"] if match and match["name"] not in _PARTS_OF_PLANS else ""


def is_same_plan(name: str, other: str, municipality: str) -> bool:
    """Say whether two names are one, with the name of the municipality or without it."""
    return _bare(name, municipality) == _bare(other, municipality)


def is_alike_plan(name: str, other: str, municipality: str) -> bool:
    """Say whether one of two names holds the other, whatever their numbers: 第2次 is the same plan later."""
    here, there = (_bare(re.sub(_NUMBERED, "", normalise(text)), municipality) for text in (name, other))
    return here in there or there in here


def _undated(title: str) -> str:
    return normalise(without_fiscal_years(title)).replace("()", " ")


def _bare(name: str, municipality: str) -> str:
    return comparison_key(normalise(name).replace(normalise(municipality), ""))
