"""Tables laid out as cities lay them out, drawn at random, with the place of every cell: what columns are fitted on.

The texts are those of real tables; headings, order, years, scales and shapes of rows are drawn (data/layout_words.csv).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.layout_columns import DrawnColumns
from benchmarks.layout_indicators import DrawnIndicators
from benchmarks.layout_texts import Column
from benchmarks.layout_words import column_texts

Truth = dict[tuple[int, int], set[str]]


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


class _Drawing(DrawnIndicators, DrawnColumns):
    def layout(self) -> Layout:
        if self.rng.random() < 0.04:
            return self._written(self.indicators_alone())
        columns = [*self.plan_columns(), *(self.indicator_columns() if self.rng.random() < 0.3 else [])]
        columns += self.year_blocks(with_texts=len(columns) < 9 or self.rng.random() < 0.4)
        is_evaluated = any(column.accepted.startswith("evaluation:") for column in columns)
        columns += self.closing_columns(is_evaluated=is_evaluated)
        if self.rng.random() < 0.25:
            columns = self._department_last(columns)
        if self.rng.random() < 0.15:
            self._print_once(columns)
        return self._written(columns)

    def _department_last(self, columns: list[Column]) -> list[Column]:
        units = [column for column in columns if column.accepted in ("section:", "bureau:")]
        return [*(column for column in columns if column not in units), *units]

    def _print_once(self, columns: Sequence[Column]) -> None:
        """Leave blank what the row above says already: a measure of several sections is printed once."""
        again = [number for number in range(1, self.count) if self.rng.random() < 0.3]
        for column in columns:
            if column.accepted in ("policy:", "item:", "measure:", "reprise:", "page:", "attribute:*|item:"):
                column.texts = ["" if number in again else text for number, text in enumerate(column.texts)]

    def _written(self, columns: list[Column]) -> Layout:
        rng = self.rng
        style = self._style(columns)
        heading_rows = self._heading_rows(columns, style)
        titles = [[f"{self._full_year()} 進捗状況一覧" if style == "title" else "進捗管理表"], [""]]
        rows = [*(titles if style == "title" or rng.random() < 0.4 else []), *heading_rows]
        if rng.random() < 0.08:
            rows.append([rng.choice(("({})", "{}")).format(number) for number in range(1, len(columns) + 1)])
        first = len(rows) + 1
        rows += [[column.texts[number] for column in columns] for number in range(self.count)]
        truth = {
            (first + number, index + 1): set(column.accepted.split("|"))
            for index, column in enumerate(columns)
            for number in range(self.count)
            if column.texts[number]
        }
        return Layout(rows, truth, self.edition, {}, len(heading_rows))

    def _full_year(self) -> str:
        return self.rng.choice(
            (f"令和{self.edition - 2018}年度", f"{self.edition}年度", f"令和{self.edition - 2018}年度")
        )

    def _style(self, columns: Sequence[Column]) -> str:
        """Return where the years of blocks are printed: in each heading, above them, in the title, or nowhere."""
        years = {column.fiscal_year for column in columns if column.group}
        if any(column.label for column in columns) and len(years) > 1:
            return "group"
        return self.rng.choice(
            ("own", "group", "group") if len(years) > 1 else ("own", "own", "title", "none", "group")
        )

    def _heading_rows(self, columns: list[Column], style: str) -> list[list[str]]:
        labels, below = [column.label for column in columns], [column.heading.removeprefix("の") for column in columns]
        last = None
        for index, column in enumerate(columns):
            if not column.group or column.fiscal_year is None:
                last = None
                continue
            if style == "own":
                carries = column.fiscal_year == last and self.rng.random() < 0.2
                below[index] = below[index] if carries else self.dated(column.heading, column.fiscal_year)
            elif style == "group":
                labels[index] = self.year(column.fiscal_year)
            last = column.fiscal_year
        return self._grouped(columns, labels, below)

    def _grouped(self, columns: Sequence[Column], labels: Sequence[str], below: list[str]) -> list[list[str]]:
        """Labels of columns without a year stand in the upper row, or, as often, in the lower one."""
        if not any(labels):
            return [below]
        in_upper = self.rng.random() < 0.7 or any(column.label for column in columns)
        above = ["" if n and label == labels[n - 1] else label for n, label in enumerate(labels)]
        upper = [
            label or (heading if in_upper and not own else "")
            for label, heading, own in zip(above, below, labels, strict=True)
        ]
        lower = [heading if own or not in_upper else "" for heading, own in zip(below, labels, strict=True)]
        has_years = all(bool(column.group) == bool(label) for column, label in zip(columns, labels, strict=True))
        if in_upper and has_years and self.rng.random() < 0.3:
            return self._three_rows(labels, upper, lower)
        return [upper, lower]

    def _three_rows(self, labels: Sequence[str], upper: list[str], lower: list[str]) -> list[list[str]]:
        """Put one label over the years of all blocks (各年度の実施状況)."""
        first = next(number for number, label in enumerate(labels) if label)
        name = self.rng.choice(("各年度の実施状況", "年度別の進捗", "実施状況", "進捗状況", "取組の状況"))
        top = ["" if label else heading for label, heading in zip(labels, upper, strict=True)]
        top[first] = name
        years = [heading if label else "" for label, heading in zip(labels, upper, strict=True)]
        return [top, years, lower]
