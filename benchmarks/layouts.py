"""Tables laid out as cities lay them out, drawn at random, with the place of every cell: what columns are fitted on.

The texts are those of real tables; headings, order, years, scales and shapes of rows are drawn (data/layout_words.csv).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from benchmarks.layout_texts import ColumnTexts
from benchmarks.layout_words import DIRECTIONS, HEADINGS, KINDS, OTHERS, SCALES, TEXTS, column_texts

Truth = dict[tuple[int, int], set[str]]


@dataclass
class Column:
    """A column in the making: how its heading is worded, and what stands in it, row by row."""

    accepted: str
    heading: str
    texts: list[str]
    fiscal_year: int | None = None
    group: str = ""


@dataclass
class Layout:
    """A drawn table: its rows, merged cells, the truth, and the fiscal year of its edition."""

    rows: list[list[str]]
    truth: Truth
    edition: int
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    headings: int = 1


def drawn_layouts(count: int, seed: int | str = 0) -> Iterator[Layout]:
    """Yield so many layouts."""
    texts = column_texts()
    for number in range(count):
        yield _Drawing(Random(f"{seed}/{number}"), texts).layout()


class _Drawing(ColumnTexts):
    def __init__(self, rng: Random, texts: dict[str, list[str]]) -> None:
        super().__init__(rng, texts)
        self.edition = rng.randint(2020, 2026)
        self.has_section_rows = rng.random() < 0.15
        self.notation = rng.choice(
            ("令和{n}年度", "R{n}", "令和{n}年度", "{y}年度", "令和{n}({y})年度", "Ｒ{n}", "令和{n}年")
        )

    def layout(self) -> Layout:
        columns = [*self._plan_columns(), *(self._indicator_columns() if self.rng.random() < 0.3 else [])]
        columns += self._year_blocks(with_texts=len(columns) < 9 or self.rng.random() < 0.4)
        columns += self._closing_columns()
        if self.rng.random() < 0.25:
            columns = self._department_last(columns)
        return self._written(columns)

    # --- columns

    def _plan_columns(self) -> list[Column]:
        rng, found = self.rng, []
        if rng.random() < 0.35:
            found.append(self._other("code"))
        levels = rng.choice((("policy", "item"), ("policy",), ("item",), (), ("policy",), ("item",)))
        for level in levels:
            found.append(Column(f"{level}:", self._heading(level), self._level_texts(level)))
        found.append(Column("measure:", self._heading("measure"), self._sample("measure")))
        for name, chance in (("kind", 0.15), ("audience", 0.15), ("law", 0.08), ("period", 0.1)):
            if rng.random() < chance:
                found.append(self._other(name))
        if rng.random() < 0.4:
            found.append(Column("description:", self._heading("description"), self._sample("description", blank=0.05)))
        if rng.random() < 0.15:
            found.append(Column("page:", self._heading("page"), self._pages()))
        if rng.random() < 0.12:
            found.append(
                Column(
                    "reprise:",
                    self._heading("reprise"),
                    [rng.choice(("", "", "", "○", "再掲")) for _ in range(self.count)],
                )
            )
        return [*found, *self._departments()]

    def _departments(self) -> list[Column]:
        section = Column("section:", self._heading("section"), self._sample("section"))
        if self.rng.random() < 0.25:
            heading = self.rng.choice(("担当部署", self._heading("bureau"), self._heading("bureau")))
            return [Column("bureau:", heading, self._sample("bureau")), section]
        if self.rng.random() < 0.15:
            return [section, self._other("partner")]
        return [section]

    def _indicator_columns(self) -> list[Column]:
        rng = self.rng
        found = [Column("indicator:", self._heading("indicator"), self._sample("indicator"))]
        if rng.random() < 0.7:
            found.append(Column("unit:", self._heading("unit"), [rng.choice(TEXTS["unit"]) for _ in range(self.count)]))
        base, goal = self._year(self.edition - 4), self._year(self.edition + rng.randint(0, 4))
        if rng.random() < 0.7:
            heading = self._heading("baseline").format(base=base)
            found.append(Column("baseline:*", heading, self._figures()))
        target = Column("target:*", self._heading("target").format(goal=goal), self._figures())
        years = list(range(self.edition - rng.randint(0, 2), self.edition + 1))
        actuals = [
            Column(f"actual:{year}", self._dated(self._heading("actual"), year), self._figures(0.1), year)
            for year in (reversed(years) if rng.random() < 0.15 else years)
        ]
        if len(actuals) > 1 and rng.random() < 0.15:
            actuals.append(self._other("difference"))
        return [*found, *([target, *actuals] if rng.random() < 0.7 else [*actuals, target])]

    def _year_blocks(self, *, with_texts: bool) -> list[Column]:
        rng = self.rng
        fields = rng.choice(
            (
                ("status", "achievement"),
                ("status", "evaluation", "achievement"),
                ("plan", "status", "achievement"),
                ("status", "achievement", "evaluation"),
                ("plan", "status", "evaluation", "achievement"),
                ("status",),
                ("achievement",),
                ("plan", "status"),
                ("status", "evaluation"),
            )
            if with_texts
            else (("achievement",), ("achievement", "evaluation"), ("status",), ())
        )
        headings = {name: self._heading(name, in_block=True) for name in fields}
        scale = self._scale()
        years = list(range(self.edition - rng.choice((0, 0, 1, 1, 2)), self.edition + 1))
        if rng.random() < 0.2:
            years.reverse()
        money = self._other("money") if rng.random() < 0.2 else None
        raters = (
            [self._other("rater") for _ in range(rng.randint(1, 2))]
            if "achievement" in fields and rng.random() < 0.12
            else []
        )
        found = []
        for year in years:
            block = [self._dated_column(name, headings[name], year, scale) for name in fields]
            if money:
                texts = self._money()
                block.insert(
                    rng.randint(0, len(block)), Column("attribute:*", self._dated(money.heading, year), texts, year, "")
                )
            if raters and len(years) == 1:
                at = next(i for i, column in enumerate(block) if column.accepted.startswith("achievement"))
                for rater in raters:
                    rater.texts = scale()
                block[at:at] = raters
            found += block
        return found

    def _dated_column(self, name: str, heading: str, year: int, scale: Callable[[], list[str]]) -> Column:
        texts = scale() if name == "achievement" else self._sample(name, blank=0.1)
        return Column(f"{name}:{year}", heading, texts, year, "block")

    def _closing_columns(self) -> list[Column]:
        rng, found = self.rng, []
        if rng.random() < 0.3:
            marks = rng.choice(DIRECTIONS)
            texts = [rng.choice(marks) for _ in range(self.count)]
            accepted = "|".join(f"direction:{year}" for year in ("", self.edition, self.edition + 1))
            found.append(Column(accepted, self._heading("direction"), texts))
        if rng.random() < 0.3:
            year = self.edition + 1
            heading = self._dated(rng.choice(("取組予定", "実施計画", "の計画", "取組計画", "の予定")), year)
            if rng.random() < 0.4:
                heading = rng.choice(
                    ("次年度の取組", "次年度の計画", "次年度の取組予定", "今後の取組", "今後の予定", "今後の対応")
                )
            found.append(Column(f"plan:{year}", heading, self._sample("plan", blank=0.1)))
        found += [
            self._other(name)
            for name, chance in (("money", 0.12), ("remark", 0.2), ("sdgs", 0.05))
            if rng.random() < chance
        ]
        return found

    def _department_last(self, columns: list[Column]) -> list[Column]:
        units = [column for column in columns if column.accepted in ("section:", "bureau:")]
        return [*(column for column in columns if column not in units), *units]

    def _other(self, name: str) -> Column:
        rng = self.rng
        texts = {
            "code": self._codes,
            "money": self._money,
            "law": lambda: self._any(TEXTS["law"]),
            "period": lambda: self._any(
                ("R3～R7", "平成30年度", "H28", "通年", "令和4年度～", "4月～3月", "昭和55年度", "毎年6月", "2021")
            ),
            "remark": lambda: [rng.choice(TEXTS["remark"]) if rng.random() < 0.4 else "" for _ in range(self.count)],
            "audience": lambda: self._any(TEXTS["audience"]),
            "kind": lambda: self._any(rng.choice(KINDS)),
            "partner": lambda: self._any(TEXTS["partner"]),
            "difference": lambda: [rng.choice(("0", "3", "▲2", "△15", "12", "-4")) for _ in range(self.count)],
            "sdgs": lambda: [
                ",".join(map(str, sorted(rng.sample(range(1, 18), rng.randint(1, 3))))) for _ in range(self.count)
            ],
            "rater": lambda: self._any(tuple(rng.choice(SCALES))),
        }[name]()
        return Column("attribute:*", rng.choice(OTHERS[name]), texts)

    def _heading(self, name: str, *, in_block: bool = False) -> str:
        own = [
            word
            for word in HEADINGS[name]
            if not in_block or not word.startswith(("次年度", "今後の取", "今後の予", "今後の対"))
        ]
        heading = self.rng.choice(own)
        return (
            heading
            if name in ("unit", "page") or self.rng.random() < 0.9
            else self.rng.choice(("【{}】", "{}等", "主な{}", "{}欄")).format(heading)
        )

    def _year(self, year: int) -> str:
        return self.notation.format(n=year - 2018, y=year) if year >= 2020 else f"平成{year - 1988}年度"

    def _dated(self, heading: str, year: int) -> str:
        joint = self.rng.choice(("", "の", " ", ""))
        return f"{self._year(year)}{'' if heading.startswith('の') else joint}{heading}"

    def _written(self, columns: list[Column]) -> Layout:
        rng = self.rng
        years = {column.fiscal_year for column in columns if column.group}
        style = rng.choice(("own", "group", "group") if len(years) > 1 else ("own", "own", "title", "none", "group"))
        above, below = [""] * len(columns), [column.heading.removeprefix("の") for column in columns]
        last = None
        for index, column in enumerate(columns):
            if not column.group or column.fiscal_year is None:
                last = None
            elif style == "own":
                carries = column.fiscal_year == last and rng.random() < 0.2
                below[index] = below[index] if carries else self._dated(column.heading, column.fiscal_year)
                last = column.fiscal_year
            elif style == "group":
                above[index] = self._year(column.fiscal_year) if column.fiscal_year != last else ""
                last = column.fiscal_year
        titles = [[f"{self._year(self.edition)} 進捗状況一覧" if style == "title" else "進捗管理表"], [""]]
        heading_rows = [below] if style != "group" else self._grouped(columns, above, below)
        rows = [*(titles if style == "title" or rng.random() < 0.4 else []), *heading_rows]
        first = len(rows) + 1
        rows += [[column.texts[number] for column in columns] for number in range(self.count)]
        truth = {
            (first + number, index + 1): set(column.accepted.split("|"))
            for index, column in enumerate(columns)
            for number in range(self.count)
            if column.texts[number]
        }
        return Layout(rows, truth, self.edition, {}, len(heading_rows))

    def _grouped(self, columns: list[Column], above: list[str], below: list[str]) -> list[list[str]]:
        """Labels of columns without a year stand in the upper row, or, as often, in the lower one."""
        in_upper = self.rng.random() < 0.7
        if not any(above):
            return [below]
        upper = [
            text or ("" if column.group else heading if in_upper else "")
            for text, heading, column in zip(above, below, columns, strict=True)
        ]
        lower = [
            heading if column.group or not in_upper else "" for heading, column in zip(below, columns, strict=True)
        ]
        return [upper, lower]
