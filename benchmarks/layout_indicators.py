"""The indicators of drawn layouts: beside measures, under labels of groups, or in a table of their own."""

from benchmarks.layout_columns import DrawnColumns
from benchmarks.layout_texts import Column
from benchmarks.layout_words import TEXTS


class DrawnIndicators(DrawnColumns):
    """Draws indicators and their figures."""

    def indicator_columns(self) -> list[Column]:
        """Return an indicator with its figures."""
        drawn = self.rng.random()
        if drawn < 0.15:
            return self._in_groups()
        if drawn < 0.3:
            return self._of_one_year()
        return self._in_a_row()

    def indicators_alone(self) -> list[Column]:
        """Return a table without measures: levels of the plan, their indicators, who answers."""
        level = self.rng.choice(("policy", "item"))
        # The finest level is what the indicators are of.
        found = [Column("policy:|item:|measure:|attribute:*", self.heading(level), self._level_texts(level))]
        figures = self._in_a_row()
        figures[0].accepted = "indicator:|measure:"
        section = [Column("section:", self.heading("section"), self._sections())] if self.rng.random() < 0.6 else []
        return [*found, *section, *figures] if self.rng.random() < 0.4 else [*found, *figures, *section]

    def _named(self) -> list[Column]:
        found = [Column("indicator:", self.heading("indicator"), self._sample("indicator"))]
        if self.rng.random() < 0.7:
            units = self._any(TEXTS["unit"])
            return [*found, Column("unit:", self.heading("unit"), units)]
        if self.rng.random() < 0.3:
            found[0].heading += self.rng.choice(("（単位）", "(単位)"))
        return found

    def _years(self) -> list[int]:
        years = list(range(self.edition - self.rng.randint(0, 2), self.edition + 1))
        return years[::-1] if self.rng.random() < 0.15 else years

    def _in_a_row(self) -> list[Column]:
        rng, found = self.rng, self._named()
        base, goal = self.year(self.edition - 4), self.year(self.edition + rng.choice((0, 1, 2, 3, 4, 7)))
        bases = []
        if rng.random() < 0.7:
            heading = self.heading("baseline").format(base=base)
            bases.append(Column("baseline:*", heading, self._figures()))
        targets = [Column("target:*", self.heading("target").format(goal=goal), self._figures())]
        if rng.random() < 0.15:
            targets = [
                Column("target:*", f"{name}目標（{year}）", self._figures())
                for name, year in (("中間", self.year(self.edition - 1)), ("最終", goal))
            ]
        actuals = [
            Column(f"actual:{year}", self._with_year(self.heading("actual"), year), self._figures(0.1), year)
            for year in self._years()
        ]
        if len(actuals) > 1 and rng.random() < 0.15:
            actuals.append(self.other("difference"))
        orders = ((bases, targets, actuals),) * 3 + ((bases, actuals, targets), (actuals, bases, targets))
        return [*found, *(column for part in rng.choice(orders) for column in part)]

    def _with_year(self, heading: str, year: int) -> str:
        """Return a heading with its year before or behind it, or the year alone."""
        drawn = self.rng.random()
        if drawn < 0.1 and not self.in_words:
            return self.year(year)
        return f"{heading}（{self.year(year)}）" if drawn < 0.3 else self.dated(heading, year)

    def _in_groups(self) -> list[Column]:
        """目標 over 中間 and 最終, 実績値 over years."""
        rng = self.rng
        goals = sorted({self.edition + rng.randint(-2, 1), self.edition + rng.randint(2, 5)})
        target, actual = rng.choice(("目標", "目標値")), rng.choice(("実績", "実績値", "実績の推移"))
        bases = []
        if rng.random() < 0.6:
            bases = [Column("baseline:*", rng.choice(("策定時", "現状値", "策定時の値", "基準値")), self._figures())]
        targets = [Column(f"target:{year}", self.year(year), self._figures(), label=target) for year in goals]
        actuals = [Column(f"actual:{year}", self.year(year), self._figures(), label=actual) for year in self._years()]
        return [*self._named(), *bases, *targets, *actuals]

    def _of_one_year(self) -> list[Column]:
        """令和4年度活動指標 over 指標名, 目標, 実績 and 達成率."""
        rng, year = self.rng, self.edition
        label = self.dated(rng.choice(("活動指標", "成果指標", "指標", "数値目標", "活動実績")), year)
        found = self._named()
        found[0].heading = rng.choice(("指標名", "指標", "指標名（単位）", "項目"))
        found += [
            Column(f"target:{year}", rng.choice(("目標", "目標値", "計画")), self._figures(), year),
            Column(f"actual:{year}", rng.choice(("実績", "実績値")), self._figures(), year),
        ]
        if rng.random() < 0.5:
            rates = [f"{rng.randint(300, 1300) / 10}" for _ in range(self.count)]
            found.append(Column(f"achievement:{year}|attribute:*", rng.choice(("達成率", "達成率（％）")), rates, year))
        for column in found:
            column.label = label
        return found
