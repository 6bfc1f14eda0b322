"""How invented cities write: stock sentences (`data/sentences.csv`) filled in, in three styles.

The stock is written in である調. Nothing in it is taken from a real table.
"""

import csv
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
_WEEKDAYS, _MONTHS = "月火水木金", (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
_PLACES = ["中央公民館", "文化会館", "市民ホール", "総合体育館", "保健センター", "コミュニティプラザ", "図書館"]
_PARTNERS = ["社会福祉協議会", "自治会連合会", "商工会議所", "警察署", "市内の大学", "民生委員協議会", "ＮＰＯ法人"]

# Ends of sentences, である → です・ます; the first that fits.
_POLITE = [
    ("しなかった", "しませんでした"),
    ("なかった", "ませんでした"),
    ("いない", "いません"),
    ("できない", "できません"),
    ("であった", "でした"),
    ("である", "です"),
    ("行った", "行いました"),
    ("立った", "立ちました"),
    ("った", "りました"),
    ("んだ", "みました"),
    ("いだ", "ぎました"),
    ("開いた", "開きました"),
    ("た", "ました"),
    ("しい", "しい状況です"),
    ("する", "します"),
    ("いる", "います"),
    *[(f"{kana}る", f"{kana}ます") for kana in "えけげせてねべめれじ"],
    *zip(("く", "う", "す", "ぶ", "る"), ("きます", "います", "します", "びます", "ります"), strict=True),
]
_NOUN = [
    *[(f"{end}。", end) for end in ("とする", "にする", "越した")],
    ("である。", ""),
    ("を行った。", "を実施"),
    ("を行う。", "を実施"),
    ("した。", ""),
    ("する。", ""),
    ("。", ""),
]


def polite(text: str) -> str:
    """Return a text of である調 in ですます調."""
    return re.sub(r"[^。]+。", lambda match: _with_end(match.group()[:-1], _POLITE) + "。", text)


def noun_ending(text: str) -> str:
    """Return a text of である調 that ends in a noun (体言止め) where its last verb allows it."""
    return _with_end(text, _NOUN)


STYLES: dict[str, Callable[[str], str]] = {"plain": str, "polite": polite, "noun": noun_ending}


@cache
def stock(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV of the stock."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def templates(field: str, kind: str, outcome: str) -> list[str]:
    """Return the sentences that fit; those of a kind stand twice as often as those of any."""
    fitting = [row for row in stock("sentences.csv") if row["field"] == field and row["outcome"] in (outcome, "any")]
    own = [row["template"] for row in fitting if row["kind"] == kind]
    return own * 2 + [row["template"] for row in fitting if row["kind"] == "any"]


def details(rng: random.Random) -> dict[str, str]:
    """Return what a measure keeps over the years: places, partners, months, the size of its counts."""
    first, second = sorted(rng.sample(range(12), 2))
    names = {"place": rng.choice(_PLACES), "partner": rng.choice(_PARTNERS), "weekday": rng.choice(_WEEKDAYS)}
    names |= {"size": str(10 ** rng.uniform(1.2, 3.3)), "often": str(rng.randint(2, 20))}
    return {**names, "month": str(_MONTHS[first]), "month2": str(_MONTHS[second]), "day": str(rng.randint(2, 28))}


def _with_end(text: str, ends: list[tuple[str, str]]) -> str:
    end = next(((old, new) for old, new in ends if text.endswith(old)), ("", ""))
    return text.removesuffix(end[0]) + end[1]
