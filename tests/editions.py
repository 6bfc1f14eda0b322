"""Later editions of a document that was read: headings moved on by a year, rows printed again with the new year."""

from collections.abc import Callable, Collection, Sequence

Row = list[str]
Change = Callable[[Row], Row]
_NEXT_PLAN = "今後(令和{next}年度以降)の実施計画"


class Edition:
    """An edition as its lines with their kinds; `year` is the year of Reiwa whose status is the last one asked for."""

    def __init__(self, lines: Sequence[Row], kinds: Sequence[str], year: int) -> None:
        self.lines, self.kinds, self.year = [list(line) for line in lines], list(kinds), year

    @property
    def text(self) -> str:
        """Return the file's text."""
        return "\n".join("\t".join(line) for line in self.lines)

    def blanked(self, kept: Collection[int]) -> "Edition":
        """Return the edition with nothing printed in its lines of measures, but for those of some numbers."""
        is_kept = [kind != "measure" or number in kept for number, kind in enumerate(self.kinds, 1)]
        lines = [line if stays else [""] for line, stays in zip(self.lines, is_kept, strict=True)]
        kinds = [kind if stays else "blank" for kind, stays in zip(self.kinds, is_kept, strict=True)]
        return Edition(lines, kinds, self.year)

    def moved_on(self) -> "Edition":
        """Return the next edition: the last plan has its year, evaluation and rating of it and a new year follow."""
        year = self.year
        lines = []
        for number, (line, kind) in enumerate(zip(self.lines, self.kinds, strict=True)):
            if kind == "header":
                lines.append([self._heading(cell) for cell in line] + self._new_headings(line))
            else:
                lines.append(line + (_new_cells(number, year) if kind == "measure" else []))
        return Edition(lines, self.kinds, year + 1)

    def changed(self, is_meant: Callable[[Row], bool], change: Change) -> "Edition":
        """Return the edition with `change` applied to the measure rows that are meant; at least one must be."""
        meant = [kind == "measure" and is_meant(line) for line, kind in zip(self.lines, self.kinds, strict=True)]
        assert any(meant)
        lines = [change(list(line)) if is_one else line for line, is_one in zip(self.lines, meant, strict=True)]
        kinds = [kind for kind, line in zip(self.kinds, lines, strict=True) if line]
        return Edition([line for line in lines if line], kinds, self.year)

    def with_new(self, name: str, section: str) -> "Edition":
        """Return the edition with a measure that no earlier one lists, below the last one."""
        last = max(number for number, kind in enumerate(self.kinds) if kind == "measure")
        unit = ["", name, f"{name}を行います。", "P52", "教育部", section, ""]
        years = [
            text if "%" in text else f"{name}を{number}月に実施した。" for number, text in enumerate(self.lines[last])
        ]
        row = unit + years[len(unit) :]
        lines = [*self.lines[: last + 1], row, *self.lines[last + 1 :]]
        return Edition(lines, [*self.kinds[: last + 1], "measure", *self.kinds[last + 1 :]], self.year)

    def _heading(self, cell: str) -> str:
        return f"令和{self.year}年度の実施計画" if cell == _NEXT_PLAN.format(next=self.year) else cell

    def _new_headings(self, line: Row) -> Row:
        if not any(f"令和{self.year}年度の実施状況" in cell for cell in line):
            return []
        told = [f"令和{self.year}年度実施状況に関する担当課の評価", "達成度(%)"]
        return [*told, _NEXT_PLAN.format(next=self.year + 1), f"令和{self.year + 1}年度の実施状況"]


def replaced(old: str, new: str) -> Change:
    """Return the change of a row in which one text stands for another."""
    return lambda row: [new if cell == old else cell for cell in row]


def dropped(_: Row) -> Row:
    """Return nothing: the row is not printed any more."""
    return []


def _new_cells(number: int, year: int) -> Row:
    return [
        f"令和{year}年度は延べ{number + 3}名の参加があり、周知の方法に課題が残った。",
        ("100%", "実施", "85%", "未実施", "90%")[number % 5],
        "引き続き関係機関と連携し、取組を実施する。",
        f"令和{year + 1}年度は{number % 7 + 1}回開催し、参加者から好評であった。",
    ]
