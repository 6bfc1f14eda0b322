"""The columns of drawn layouts: those of the plan, its years, and what closes a row."""

from collections.abc import Callable, Sequence
from random import Random

from benchmarks.layout_texts import Column, ColumnTexts
from benchmarks.layout_words import BLOCK_HEADINGS, DIRECTIONS, HEADINGS, KINDS, OTHERS, SCALES, TEXTS

_NOTATIONS = (
    *("令和{n}年度", "R{n}", "令和{n}年度", "{y}年度", "令和{n}({y})年度", "Ｒ{n}", "令和{n}年", "{n}年度", "(R{n})"),
)
# Blocks of a year; the last ones of those with texts are what a table of the last and this year asks for.
_BLOCKS = (
    ("status", "achievement"),
    ("status", "evaluation", "achievement"),
    ("plan", "status", "achievement"),
    ("status", "achievement", "evaluation"),
    ("plan", "status", "evaluation", "achievement"),
    ("status", "achievement", "evaluation"),
    ("status",),
    ("achievement",),
    ("plan", "status"),
    ("status", "evaluation"),
    # Beside a reason, what is wanting is kept under its heading.
    ("status", "evaluation", "achievement", "weakness"),
)
_SHORT_BLOCKS = (("achievement",), ("achievement", "evaluation"), ("status",), ())
_AHEAD = ("次年度", "今後の取", "今後の予", "今後の対")


class DrawnColumns(ColumnTexts):
    """Draws the columns of one table."""

    def __init__(self, rng: Random, texts: dict[str, list[str]]) -> None:
        """Draw what holds for all of its columns: how years are written, whether its texts are curt."""
        super().__init__(rng, texts)
        self.edition = rng.randint(2020, 2026)
        self.notation = rng.choice(_NOTATIONS)
        # 昨年度の実績, 今年度の取組結果.
        self.in_words = rng.random() < 0.12
        self.is_curt = rng.random() < 0.35

    def plan_columns(self) -> list[Column]:
        """Return the levels of the plan, the measures, what describes them, and who answers."""
        rng, found = self.rng, []
        levels = rng.choice((("policy", "item"), ("policy",), ("item",), (), ("policy",), ("item",)))
        for level in levels:
            found.append(Column(f"{level}:", self.heading(level), self._level_texts(level)))
        if rng.random() < 0.35:
            found.insert(rng.choice((0, 0, len(found))), self.other("code"))
        found.append(Column("measure:", self.heading("measure"), self._sample("measure")))
        for name, chance in (("kind", 0.15), ("audience", 0.15), ("law", 0.08), ("period", 0.1)):
            if rng.random() < chance:
                found.append(self.other(name))
        found += self._about_measures()
        if rng.random() < 0.06:
            return [*self._departments(), *found]
        return [*found, *self._departments()]

    def _about_measures(self) -> list[Column]:
        rng, found = self.rng, []
        if rng.random() < 0.4:
            found.append(Column("description:", self.heading("description"), self._sample("description", blank=0.05)))
        if rng.random() < 0.15:
            found.append(Column("page:", self.heading("page"), self._pages()))
        if rng.random() < 0.15:
            marks = rng.choice((("", "", "", "○", "再掲"), ("", "", "", "", "", "○"), ("", "", "", "●")))
            found.append(Column("reprise:", self.heading("reprise"), self._any(marks)))
        rng.shuffle(found)
        return found

    def _departments(self) -> list[Column]:
        section = Column("section:", self.heading("section"), self._sections())
        if self.rng.random() < 0.25:
            heading = self.rng.choice(("担当部署", self.heading("bureau"), self.heading("bureau")))
            bureau, label = Column("bureau:", heading, self._sample("bureau")), ""
            if self.rng.random() < 0.25:
                label = self.rng.choice(("担当", "所管", "担当部署"))
                bureau.heading = self.rng.choice(("部", "部局", "部名"))
                section.heading = self.rng.choice(("課", "課・室", "課名", "課室", "課等"))
            bureau.label = section.label = label
            return [bureau, section]
        if self.rng.random() < 0.15:
            return [section, self.other("partner")]
        return [section]

    def year_blocks(self, *, with_texts: bool) -> list[Column]:
        """Return the columns that are asked for year by year."""
        rng = self.rng
        fields = rng.choice(_BLOCKS if with_texts else _SHORT_BLOCKS)
        years = list(range(self.edition - rng.choice((0, 0, 1, 1, 2)), self.edition + 1))
        if self.in_words:
            years = [self.edition - 1, self.edition]
        elif rng.random() < 0.2:
            years.reverse()
        headings = {name: self.heading(name, in_block=True, of_years=len(years) > 1) for name in fields}
        if "weakness" in fields:
            headings["evaluation"] = rng.choice(HEADINGS["reason"])
        scale, money = self._scale(), self.other("money") if rng.random() < 0.2 else None
        found = []
        for year in years:
            block = [self._dated_column(name, headings[name], year, scale) for name in fields]
            if money:
                column = Column("attribute:*", self.dated(money.heading, year), self._money(), year)
                block.insert(rng.randint(0, len(block)), column)
            found += block
        if len(years) == 1 and "achievement" in fields and rng.random() < 0.15:
            self._add_raters(found, scale)
        return found

    def _add_raters(self, columns: list[Column], scale: Callable[[], list[str]]) -> None:
        """Put one or two raters before the rating, now and then under one label (評価: 一次, 二次)."""
        at = next(i for i, column in enumerate(columns) if column.accepted.startswith("achievement"))
        raters = [self.other("rater") for _ in range(self.rng.randint(1, 2))]
        for rater in raters:
            rater.texts = scale()
        if self.rng.random() < 0.4:
            own = columns.pop(at)
            both = "|".join((own.accepted, "attribute:*"))
            names = self.rng.choice((("一次", "二次"), ("1次", "2次"), ("一次評価", "二次評価"), ("内部", "外部")))
            raters = [Column(both, name, scale(), label="評価") for name in names]
        columns[at:at] = raters

    def _dated_column(self, name: str, heading: str, year: int, scale: Callable[[], list[str]]) -> Column:
        texts = scale() if name == "achievement" else self._told(name, heading)
        accepted = f"attribute:*|evaluation:{year}" if name == "weakness" else f"{name}:{year}"
        return Column(accepted, heading, texts, year, "block")

    def closing_columns(self, *, is_evaluated: bool) -> list[Column]:
        """Return what a row ends with: what is wanting, whether the measure goes on, what is planned, remarks."""
        rng, found = self.rng, []
        following = self.edition + 1
        if rng.random() < 0.12:
            heading = rng.choice(HEADINGS["weakness"])
            accepted = f"evaluation:{self.edition}" + ("|attribute:*" if is_evaluated else "")
            found.append(Column(accepted, heading, self._told("weakness", heading)))
        if rng.random() < 0.3:
            accepted = "|".join(f"direction:{year}" for year in ("", self.edition, following))
            found.append(Column(accepted, self.heading("direction"), self._any(rng.choice(DIRECTIONS))))
        elif rng.random() < 0.1:
            # In sentences it is a plan as well as a direction.
            accepted = "|".join((f"direction:{self.edition}", f"direction:{following}", f"plan:{following}"))
            heading = rng.choice(("次年度の方針", "今後の方針", "今後の方向性", "今後の取組方針", "次年度の方向性"))
            found.append(Column(accepted, heading, self._told("plan", heading)))
        if rng.random() < 0.3:
            heading = self.dated(rng.choice(("取組予定", "実施計画", "の計画", "取組計画", "の予定")), following)
            if self.in_words or rng.random() < 0.4:
                heading = rng.choice(HEADINGS["next"])
            found.append(Column(f"plan:{following}", heading, self._told("plan", heading)))
        chances = (("money", 0.12), ("remark", 0.2), ("sdgs", 0.05))
        return [*found, *(self.other(name) for name, chance in chances if rng.random() < chance)]

    def other(self, name: str) -> Column:
        """Return a column that is no progress, kept under its heading."""
        rng = self.rng
        texts: dict[str, Callable[[], Sequence[str]]] = {
            "code": self._codes,
            "money": self._money,
            "remark": lambda: [rng.choice(TEXTS["remark"]) if rng.random() < 0.4 else "" for _ in range(self.count)],
            "kind": lambda: self._any(rng.choice(KINDS)),
            "sdgs": lambda: [
                ",".join(map(str, sorted(rng.sample(range(1, 18), rng.randint(1, 3))))) for _ in range(self.count)
            ],
            "rater": lambda: self._any(rng.choice(SCALES)),
        }
        accepted = "attribute:*|item:" if name == "code" else "attribute:*"
        drawn = texts[name]() if name in texts else self._any(TEXTS[name])
        return Column(accepted, rng.choice(OTHERS[name]), list(drawn))

    def heading(self, name: str, *, in_block: bool = False, of_years: bool = False) -> str:
        """Return a wording; `of_years`: where several years stand side by side, words that elsewhere head others."""
        if of_years and self.rng.random() < 0.25 and name in BLOCK_HEADINGS:
            return self.rng.choice(BLOCK_HEADINGS[name])
        own = [word for word in HEADINGS[name] if not in_block or not word.startswith(_AHEAD)]
        heading = self.rng.choice(own)
        if name in ("unit", "page") or self.rng.random() < 0.9:
            return heading
        return self.rng.choice(("【{}】", "{}等", "主な{}", "{}欄")).format(heading)

    def year(self, year: int) -> str:
        """Return how the table writes a fiscal year."""
        if self.in_words and year in (self.edition - 1, self.edition):
            last, this = (("昨年度", "今年度"), ("前年度", "本年度"), ("前年度", "当年度"))[self.count % 3]
            return this if year == self.edition else last
        return self.notation.format(n=year - 2018, y=year) if year >= 2020 else f"平成{year - 1988}年度"

    def dated(self, heading: str, year: int) -> str:
        """Return a heading with its year before it."""
        joint = self.rng.choice(("", "の", " ", ""))
        return f"{self.year(year)}{'' if heading.startswith('の') else joint}{heading}"
