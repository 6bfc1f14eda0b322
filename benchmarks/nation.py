"""Seeds folders of many invented plans, written one document at a time: what speed and memory are measured on."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from benchmarks.cities import CITIES, city_table
from benchmarks.clean import Section, Table
from benchmarks.damage import MIXED, DamagedTable, damaged
from pipeline.seeds.register import COLUMNS, REGISTER_NAME

MEASURES = 86
LAYOUTS = ("kirigaoka", "shiomi", "hayase")
_DISTRICTS = ("", "東部", "西部", "南部", "北部", "中央", "臨海", "山手")
# With every kind of damage so often, one row in three is damaged.
_A_THIRD = {kind: 0.3 * rate for kind, rate in MIXED.items()}


def write_seeds(folder: Path, plans: int, measures: int = MEASURES, editions: Sequence[int] = (1,)) -> int:
    """Write a seeds folder of so many plans and return its rows of measures; memory follows one document.

    `editions`: how many editions the plans have, in turn.
    """
    rows = 0
    (folder / "documents").mkdir(parents=True)
    with (folder / REGISTER_NAME).open("w", encoding="utf-8", newline="") as file:
        register = csv.DictWriter(file, COLUMNS, restval="")
        register.writeheader()
        for number in range(plans):
            layout, own_editions = LAYOUTS[number % len(LAYOUTS)], editions[number // len(LAYOUTS) % len(editions)]
            table = invented_table(layout, number, measures)
            for years_back in reversed(range(own_editions)):
                entry = _entry(layout, number, years_back)
                register.writerow(entry)
                (folder / entry["path"]).write_text(printed(as_of(table, years_back), number), "utf-8")
                rows += sum(len(section.rows) for section in table.sections)
    return rows


def invented_table(layout: str, seed: int, measures: int = MEASURES) -> Table:
    """Return a clean table of exactly so many measures, each with a name of its own."""
    sections: list[Section] = []
    for copy in count():
        table = city_table(layout, 1_000 * seed + copy)
        for section in table.sections:
            wanted = measures - sum(len(one.rows) for one in sections)
            if wanted <= 0:
                return replace(table, sections=tuple(sections))
            sections.append(_renamed(section, copy, wanted))
    raise AssertionError


def as_of(table: Table, years_back: int) -> Table:
    """Return the table as it was published so many years before: without the years that had not come."""
    years = [year for _, year in table.headings if year is not None]
    last = max(years) - years_back
    headings = {place: text for place, text in table.headings.items() if place[1] is None or place[1] <= last}
    return replace(table, headings=headings)


def printed(table: Table, seed: int, rates: dict[str, float] | None = None) -> str:
    """Return a table as tab-separated text, a third of its rows damaged."""
    return text_of(damaged(table, _A_THIRD if rates is None else rates, seed))


def text_of(table: DamagedTable) -> str:
    """Return a table as tab-separated text."""
    return "".join("\t".join(cells) + "\n" for cells in table.lines)


def changed(folder: Path, number: int) -> None:
    """Change one cell of the plan's newest document, as an office corrects it."""
    path = folder / _entry(LAYOUTS[number % len(LAYOUTS)], number, 0)["path"]
    text = path.read_text("utf-8")
    at = text.rindex("実施")
    path.write_text(f"{text[:at]}再び{text[at:]}", "utf-8")


def _renamed(section: Section, copy: int, most: int) -> Section:
    """Name the measures of a further copy after a district: two of one name would be one measure."""
    suffix = "".join(f"（{_DISTRICTS[int(digit, 8)]}地区）" for digit in f"{copy:o}") if copy else ""
    rows = ({**texts, ("measure", None): texts["measure", None] + suffix} for texts in section.rows[:most])
    return replace(section, rows=tuple(rows))


def _entry(layout: str, number: int, years_back: int) -> dict[str, str]:
    edition = max(CITIES[layout].years) + 1 - years_back
    return {
        "municipality_code": f"{10_001 + number:06d}",
        "municipality_name": f"試験市{number + 1}",
        "plan_code": "keikaku",
        "plan_name": "試験計画",
        "edition_fiscal_year": str(edition),
        "path": f"documents/{10_001 + number:06d}-{edition}.tsv",
    }
