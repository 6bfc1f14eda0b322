"""Damage with books: what optical character recognition does to a table, and where every cell belongs all the same.

`damaged` turns a clean table into the lines of a damaged one. Each printed cell of a measure keeps its one truth: the
field it came from, `policy` for a title, `surplus` for a double or a stranger.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from benchmarks.clean import DESCRIPTION, Cell, Section, Table, Texts
from benchmarks.decidable import decidable_cells
from pipeline.placement.slots import Place
from pipeline.values.field_names import YEARLY_FIELDS
from pipeline.values.text import is_blank, is_dash

ITEM: Place = ("item", None)
SURPLUS: Place = ("surplus", None)
_ALIKE = (
    "グゲ ー一 っつ ンソ シツ ロ口 カ力 ニ二 ャヤ ョヨ ュユ ッツ ブプ バパ ポボ ぱば ェエ 未末 績積 人入 検険 微徴 問間"
)
_MISREADINGS = {pair[i]: pair[1 - i] for pair in _ALIKE.split() for i in (0, 1)}
_MISREAD = 0.1
_SENTENCE = 16


@dataclass
class Row:
    """A measure's row on its way from clean to damaged, with what was done to it."""

    cells: list[Cell]
    texts: Texts
    kinds: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Truth:
    """Where a printed cell belongs; `is_decidable`: whether a reader could tell from the row."""

    line_no: int
    cell_no: int
    text: str
    place: Place
    twin_cell_no: int | None
    is_decidable: bool
    kinds: frozenset[str]


@dataclass(frozen=True)
class DamagedTable:
    """The lines of a table as their cells, and the truth about its measures' cells."""

    name: str
    lines: tuple[tuple[str, ...], ...]
    truth: tuple[Truth, ...]


def lost_cells(row: Row, rng: random.Random, table: Table) -> bool:
    """Lose one to three printed cells; the row moves left from there."""
    printed = [cell for cell in row.cells if not is_blank(cell.text)]
    for cell in rng.sample(printed, rng.choice((1, 1, 1, 2, 2, 3))):
        row.cells.remove(cell)
    return True


def lost_blank(row: Row, rng: random.Random, table: Table) -> bool:
    """Lose a blank cell."""
    blanks = [i for i, cell in enumerate(row.cells[:-1]) if is_blank(cell.text)]
    if blanks:
        del row.cells[rng.choice(blanks)]
    return bool(blanks)


def doubled_cell(row: Row, rng: random.Random, table: Table) -> bool:
    """Print a cell twice."""
    single = [i for i, cell in enumerate(row.cells) if _can_double(cell)]
    return bool(single) and _double(row, (i := rng.choice(single)), i)


def doubled_rating(row: Row, rng: random.Random, table: Table) -> bool:
    """Print a rating on both sides of the text before it."""
    ratings = [
        i
        for i, cell in enumerate(row.cells)
        if cell.place[0] == "achievement" and _can_double(cell) and row.cells[i - 1].place[0] in YEARLY_FIELDS
    ]
    return bool(ratings) and _double(row, (i := rng.choice(ratings)), i - 1)


def slipped_description(row: Row, rng: random.Random, table: Table) -> bool:
    """Put the description before the first year's cells; where no column asks for it, half the time over the first."""
    if DESCRIPTION not in row.texts:
        return False
    row.cells = [cell for cell in row.cells if cell.place != DESCRIPTION]
    i = next((i for i, cell in enumerate(row.cells) if cell.place[0] in YEARLY_FIELDS), len(row.cells))
    is_over = DESCRIPTION not in table.headings and rng.random() < 0.5
    row.cells[i : i + is_over] = [Cell(row.texts[DESCRIPTION], DESCRIPTION, is_displaced=True)]
    return True


def merged_neighbours(row: Row, rng: random.Random, table: Table) -> bool:
    """Run two cells into one, which belongs where the first one did."""
    pairs = [i for i in range(len(row.cells) - 1) if all(len(cell.text) > 1 for cell in row.cells[i : i + 2])]
    if pairs:
        first, second = row.cells[(i := rng.choice(pairs)) : i + 2]
        row.cells[i : i + 2] = [replace(first, text=rng.choice(("{} {}", "{}{}")).format(first.text, second.text))]
    return bool(pairs)


def pasted_text(row: Row, rng: random.Random, table: Table) -> bool:
    """Paste in a sentence of another measure."""
    rows = [texts for section in table.sections for texts in section.rows if texts is not row.texts]
    texts = rng.choice(rows)
    sentences = [text for (name, _), text in texts.items() if name in YEARLY_FIELDS and len(text) > _SENTENCE]
    sentences = [text for text in sentences if sum(text in other.values() for other in rows) == 1]
    return bool(sentences) and _insert(row, rng, rng.choice(sentences))


def stray_unit(row: Row, rng: random.Random, table: Table) -> bool:
    """Print the responsible unit again among the years' cells, between them or in place of the first."""
    units = [text for (name, _), text in row.texts.items() if name in ("bureau", "section")]
    if rng.random() < 0.5:
        return _insert(row, rng, rng.choice(units))
    row.cells = [
        replace(cell, text=units[-1], place=SURPLUS) if cell.place == table.first_yearly else cell for cell in row.cells
    ]
    return True


def swapped_cells(row: Row, rng: random.Random, table: Table) -> bool:
    """Exchange two neighbours among the years' cells."""
    yearly = [i for i, cell in enumerate(row.cells) if cell.place[0] in YEARLY_FIELDS and not is_dash(cell.text)]
    pairs = [i for i in yearly if i + 1 in yearly and row.cells[i].place[0] != row.cells[i + 1].place[0]]
    if pairs:
        i = rng.choice(pairs)
        row.cells[i : i + 2] = [replace(cell, is_displaced=True) for cell in (row.cells[i + 1], row.cells[i])]
    return bool(pairs)


def misread_characters(row: Row, rng: random.Random, table: Table) -> bool:
    """Take characters for others that look alike."""

    def misread(text: str) -> str:
        return "".join(_MISREADINGS.get(c, c) if rng.random() < _MISREAD else c for c in text)

    row.cells = [replace(cell, text=misread(cell.text)) if cell.twin is None else cell for cell in row.cells]
    return True


def cut_text(row: Row, rng: random.Random, table: Table) -> bool:
    """Cut a sentence off in the middle."""
    long = [i for i, cell in enumerate(row.cells) if len(cell.text) > _SENTENCE]
    if long:
        cell = row.cells[i := rng.choice(long)]
        row.cells[i] = replace(cell, text=cell.text[: rng.randint(len(cell.text) // 2, len(cell.text) - 2)])
    return bool(long)


def policy_in_item(row: Row, rng: random.Random, table: Table) -> bool:
    """Print a policy's title in the item cell."""
    title = rng.choice(table.sections).titles[0]
    items = [i for i, cell in enumerate(row.cells) if cell.place == ITEM]
    for i in items:
        row.cells[i] = Cell(title, ("policy", None))
    return bool(items)


Damage = Callable[[Row, random.Random, Table], bool]
# In this order: a cell is lost before another is doubled, so that no double outlives its original.
_IN_ORDER: tuple[Damage, ...] = (
    *(policy_in_item, slipped_description, lost_blank, lost_cells, merged_neighbours, swapped_cells),
    *(misread_characters, cut_text, doubled_rating, doubled_cell, stray_unit, pasted_text),
)
ROW_DAMAGES = {damage.__name__: damage for damage in _IN_ORDER}
BLOCK_DAMAGES = ("unlabelled_description", "lost_items", "no_heading", "padded_width")
# Shares of rows, and of blocks for the last four: the kinds of DESIGN §2, so often that, misread characters apart,
# about one row in four comes out untouched and reading by position places as little as on the real document.
MIXED: dict[str, float] = {
    **dict.fromkeys(ROW_DAMAGES, 0.1),
    **{"misread_characters": 0.25, "lost_cells": 0.2, "swapped_cells": 0.03},
    **{"unlabelled_description": 0.2, "lost_items": 0.1, "no_heading": 0.3, "padded_width": 0.4},
}
ALONE = {**dict.fromkeys(ROW_DAMAGES, 0.25), **dict.fromkeys(BLOCK_DAMAGES, 0.5)}


def damaged(table: Table, rates: Mapping[str, float], seed: int) -> DamagedTable:
    """Damage a table; the same table, rates and seed give the same lines. Without rates it is printed clean."""
    rng = random.Random(f"{table.name}-{seed}")
    printer = _Printer(table)
    for section in table.sections:
        kinds = {kind for kind in BLOCK_DAMAGES if rng.random() < rates.get(kind, 0)}
        rows = [_row(table, texts, kinds) for texts in section.rows]
        for row in rows:
            for kind, damage in ROW_DAMAGES.items():
                if rng.random() < rates.get(kind, 0) and damage(row, rng, table):
                    row.kinds.add(kind)
        width = max(len(row.cells) for row in rows) + rng.randint(0, 2) if "padded_width" in kinds else 0
        printer.print_section(section, rows, width, is_headed="no_heading" not in kinds)
    return DamagedTable(table.name, tuple(printer.lines), tuple(printer.truth))


def _row(table: Table, texts: Texts, kinds: set[str]) -> Row:
    """Lay a row out in its columns, with those that its block has too many or too few."""
    places = list(table.headings)
    if "unlabelled_description" in kinds and DESCRIPTION not in places:
        places.insert(places.index(("measure", None)) + 1, DESCRIPTION)
    if "lost_items" in kinds:
        places.remove(ITEM)
    return Row([Cell(texts.get(place, ""), place) for place in places], texts, set(kinds))


def _can_double(cell: Cell) -> bool:
    return cell.twin is None and not is_blank(cell.text) and not is_dash(cell.text)


def _double(row: Row, i: int, at: int) -> bool:
    """Print cell `i` again, before the cell that stands at `at`."""
    twin = sum(cell.twin is not None for cell in row.cells)
    row.cells[i] = replace(row.cells[i], twin=twin)
    row.cells.insert(at, replace(row.cells[i], place=SURPLUS))
    return True


def _insert(row: Row, rng: random.Random, text: str) -> bool:
    """Put a stranger anywhere among the years' cells."""
    yearly = [i for i, cell in enumerate(row.cells) if cell.place[0] in YEARLY_FIELDS]
    if yearly:
        row.cells.insert(rng.choice(yearly), Cell(text, SURPLUS))
    return bool(yearly)


class _Printer:
    """Prints sections line by line and keeps the books."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.lines: list[tuple[str, ...]] = []
        self.truth: list[Truth] = []

    def print_section(self, section: Section, rows: list[Row], width: int, is_headed: bool) -> None:
        """Print the heading (if the block has one), the policy's title and the rows, padded to `width`."""
        if not self.lines or (self._table.repeats_heading and is_headed):
            hidden = {DESCRIPTION} if "unlabelled_description" in rows[0].kinds else set()
            self.lines.append(tuple(text for place, text in self._table.headings.items() if place not in hidden))
        self._print_title(section)
        for row in rows:
            self._print_row(row, width)

    def _print_title(self, section: Section) -> None:
        self.lines.append(section.titles)
        if len(section.titles) > 1:
            title = section.titles[0]
            self.truth.append(Truth(len(self.lines), 1, title, ("policy", None), None, True, frozenset()))

    def _print_row(self, row: Row, width: int) -> None:
        self.lines.append((*(cell.text for cell in row.cells), *[""] * (width - len(row.cells))))
        decidable = decidable_cells(row.cells, self._table)
        for i, cell in enumerate(row.cells):
            twins = [j + 1 for j, other in enumerate(row.cells) if cell.twin is not None and other.twin == cell.twin]
            twin = next((j for j in twins if j != i + 1), None)
            if not is_blank(cell.text):
                kinds = frozenset(row.kinds)
                self.truth.append(Truth(len(self.lines), i + 1, cell.text, cell.place, twin, decidable[i], kinds))
