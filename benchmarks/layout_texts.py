"""Texts for the columns of drawn layouts: from real tables, or made as such columns are filled in."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.layout_words import CURT, SCALES, SECTIONS


@dataclass
class Column:
    """A column in the making: how its heading is worded, and what stands in it, row by row. `group`: it belongs to
    the block of a year; `label`: printed above it, once for columns that share it."""

    accepted: str
    heading: str
    texts: list[str]
    fiscal_year: int | None = None
    group: str = ""
    label: str = ""


class ColumnTexts:
    """Draws the texts of columns of `count` rows."""

    def __init__(self, rng: Random, texts: dict[str, list[str]]) -> None:
        self.rng, self.texts = rng, texts
        self.count = rng.randint(12, 60)
        self.is_curt = False

    def _any(self, texts: tuple[str, ...]) -> list[str]:
        return [self.rng.choice(texts) for _ in range(self.count)]

    def _sample(self, name: str, blank: float = 0.0) -> list[str]:
        rng, pool = self.rng, self.texts[name]
        drawn = (
            rng.sample(pool, self.count) if len(pool) >= self.count else [rng.choice(pool) for _ in range(self.count)]
        )
        return ["" if rng.random() < blank else text for text in drawn]

    def _told(self, name: str, heading: str) -> list[str]:
        """Return what is told of a year: at length, or in a few words; a weakness where the heading asks for one."""
        asks_for_weakness = name == "evaluation" and heading.startswith(
            ("課題", "今後の課題", "問題点", "残された課題")
        )
        kind = "weakness" if asks_for_weakness and self.rng.random() < 0.7 else name
        if kind in CURT and (self.is_curt or kind not in self.texts):
            return ["" if self.rng.random() < 0.1 else text for text in self._any(CURT[kind])]
        return self._sample(kind, blank=0.1)

    def _sections(self) -> list[str]:
        """Return sections: now and then those that are called otherwise (係, 室, センター)."""
        return self._any(SECTIONS) if self.rng.random() < 0.15 else self._sample("section")

    def _level_texts(self, level: str) -> list[str]:
        """Names of levels go on for several rows: printed in each, or once."""
        rng, found = self.rng, list[str]()
        is_printed_once = rng.random() < 0.5
        while len(found) < self.count:
            name, length = rng.choice(self.texts[level]), rng.randint(1, 6)
            found += [name, *([""] if is_printed_once else [name]) * (length - 1)]
        return found[: self.count]

    def _pages(self) -> list[str]:
        form = self.rng.choice(("P{}", "{}", "p.{}", "{}ページ", "P.{}"))
        return [form.format(20 + number // 3) for number in range(self.count)]

    def _codes(self) -> list[str]:
        form = self.rng.choice(
            ("{0}", "{0:03}", "{1}-{2}", "A-{0}", "{1}-({2})", "{0:04}", "{1}-1-{2}", "{1}－{2}", "({0})", "{1}.{2}")
        )
        return [form.format(number + 1, number // 5 + 1, number % 5 + 1) for number in range(self.count)]

    def _money(self) -> list[str]:
        form = self.rng.choice(("{}", "{:,}"))
        return [
            form.format(self.rng.choice((self.rng.randint(0, 900), self.rng.randint(1000, 99999))))
            for _ in range(self.count)
        ]

    def _figures(self, blank: float = 0.05) -> list[str]:
        rng = self.rng
        forms = rng.choice(
            (("{:,}",), ("{}",), ("{}", "{}.5", "{}%"), ("{}人", "{}件", "{}%", "{}回"), ("{:,}", "▲{}", "{}.{}"))
        )
        return [
            "" if rng.random() < blank else rng.choice(forms).format(rng.randint(0, rng.choice((9, 100, 3000))), 3)
            for _ in range(self.count)
        ]

    def _scale(self) -> Callable[[], list[str]]:
        rng = self.rng
        if rng.random() < 0.35:
            forms = rng.choice((("{}%",), ("{}%", "実施", "未実施", "-"), ("{}",), ("0.{}",), ("{}％", "－")))
            return lambda: [
                rng.choice(forms).format(rng.choice((100, 80, 95, 50, 75, 60, 90, 88))) for _ in range(self.count)
            ]
        marks = tuple(rng.choice(SCALES))
        return lambda: self._rated_by(marks)

    def _rated_by(self, marks: tuple[str, ...]) -> list[str]:
        return [self.rng.choice((*marks, marks[0], marks[min(1, len(marks) - 1)])) for _ in range(self.count)]
