"""Policies (基本施策 n, 重点施策 n) and their items (1-2 …) as they are printed."""

import re
from dataclasses import dataclass

from pipeline.values.text import DASHES, fold_width, normalise

_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# Behind 施策 or 目標 alone, a number that runs into a word is a count (目標50人) or a part of it (施策一覧).
_TITLE = re.compile(
    r"(?P<kind>基本|重点|個別|生きる支援関連)?(?:施策|目標|方針)\s*"
    r"(?P<number>\d{1,2}|[一二三四五六七八九])(?!\d)(?(kind)|(?=[\s.:、]|$)).*"
)
# 【基本施策1 …】
_ENCLOSED = re.compile(r"[\[【〔<《「『]([^\[\]【】〔〕<>《》「」『』]*)[\]】〕>》」』]")
# The number of a policy, a hyphen, the number of the item: 1-1. / 2-1 / 3－2
_HYPHEN = rf"\s*[{re.escape(''.join(sorted(DASHES)))}]\s*"
_ITEM = re.compile(rf"(?<![\d.,])(?P<no>\d{{1,2}}{_HYPHEN}\d{{1,2}})(?![\d日月年%])[.:．、]?\s*")


@dataclass(frozen=True)
class PolicyTitle:
    """A policy's title: its word tells the kind (`basic`, `priority`, `other`)."""

    kind: str
    number: int
    name: str


@dataclass(frozen=True)
class Item:
    """An item of a policy: its number as `policy-item`, and its title."""

    item_no: str
    name: str

    @property
    def policy_number(self) -> int:
        """Return the number of the policy the item belongs to."""
        return int(self.item_no.split("-")[0])


def read_policy_title(text: str) -> PolicyTitle | None:
    """Return the policy whose title `text` begins with, or None."""
    printed = normalise(text)
    bare = enclosed[1].strip() if (enclosed := _ENCLOSED.fullmatch(printed)) else printed
    match = _TITLE.fullmatch(bare)
    if not match:
        return None
    kind = {"基本": "basic", "重点": "priority"}.get(match["kind"], "other")
    number = _DIGITS.get(match["number"]) or int(match["number"])
    return PolicyTitle(kind, number, bare)


def read_items(text: str) -> list[Item]:
    """Return the items whose numbers and titles are printed in `text`; empty if it begins with none."""
    folded = fold_width(text.strip())
    marks = list(_ITEM.finditer(folded))
    if not marks or marks[0].start() != 0:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(folded)]
    return [
        Item(re.sub(_HYPHEN, "-", mark["no"]), text.strip()[mark.end() : end].strip())
        for mark, end in zip(marks, ends, strict=True)
    ]
