"""Which departments a document's readers know: the register's, or, where a city has none, the names printed often."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.facts.departments import DepartmentRecord
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.views.once import once_per_table
from pipeline.values.departments import (
    Department,
    exchanges_word,
    is_bureau_name,
    names_no_department,
    near_name,
    split_departments,
)
from pipeline.values.text import normalise

# Without a register, a name in this many rows is taken as known.
_ROWS_OFTEN = 3
# Without a register, 財務課 beside 税務課 is another section rather than a misreading.
_LONG_ENOUGH = 4
# Without a register, this share of the rows with one section and one bureau tells where the section belongs.
_SHARE_AGREED = 0.75


@dataclass(frozen=True)
class KnownDepartments:
    """The rows of a document and what is known about the departments that they print."""

    rows: Sequence[MeasureRow]
    records: dict[str, DepartmentRecord]
    ids: dict[str, str]

    @cached_property
    def is_registered(self) -> bool:
        """Say whether the city has a register at all."""
        return any(record.is_registered for record in self.records.values())

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Return the registered aliases and the names they stand for."""
        return {alias: record.section_name for record in self.records.values() for alias in record.aliases}

    @cached_property
    def rows_of(self) -> Counter[str]:
        """Return in how many rows each name stands in the section column."""
        return Counter(name for row in self.rows for name in self.names_in(row))

    @cached_property
    def sections(self) -> set[str]:
        """Return the names that a misreading can be one of."""
        if self.is_registered:
            return {name for name, record in self.records.items() if record.is_registered}
        return {name for name, count in self.rows_of.items() if count >= _ROWS_OFTEN and not names_no_department(name)}

    @cached_property
    def bureaus(self) -> set[str]:
        """Return the bureaus of the register and those printed often."""
        printed = Counter(name for row in self.rows for name in set(_names(self.bureaus_in(row))))
        often = {name for name, count in printed.items() if count >= _ROWS_OFTEN and is_bureau_name(name)}
        registered = {record.bureau_name for record in self.records.values() if record.is_registered}
        return {name for name in registered if name} | often

    @cached_property
    def _usual_bureaus(self) -> dict[str, str]:
        """Return, by section, the bureau that most rows print with it, if there are enough of them."""
        pairs: dict[str, Counter[str]] = {}
        for row in self.rows:
            sections, bureaus = self.names_in(row), _names(self.bureaus_in(row))
            if len(sections) == len(bureaus) == 1 and is_bureau_name(bureaus[0]):
                pairs.setdefault(sections[0], Counter())[bureaus[0]] += 1
        usual = {section: counts.most_common(1)[0] for section, counts in pairs.items()}
        return {
            section: bureau
            for section, (bureau, count) in usual.items()
            if count >= _ROWS_OFTEN and count >= _SHARE_AGREED * pairs[section].total()
        }

    @cached_property
    def _narratives(self) -> str:
        """Return everything the rows say, but for the columns that name departments."""
        return "\n".join(
            cell.text
            for row in self.rows
            for (name, _), cells in row.listing.cells.items()
            if name not in ("bureau", "section")
            for cell in cells
        )

    def sections_in(self, row: MeasureRow) -> list[Department]:
        """Return the departments printed in a row's section column."""
        return split_departments(row.text("section") or "", [*self.records, *self.aliases])

    def bureaus_in(self, row: MeasureRow) -> list[Department]:
        """Return the departments printed in a row's bureau column."""
        return split_departments(row.text("bureau") or "")

    def names_in(self, row: MeasureRow) -> list[str]:
        """Return the names in a row's section column, of all its years, each once."""
        printed = [name for d in self.sections_in(row) for name in (d.name, d.renamed_to or "")]
        return list(dict.fromkeys(normalise(name) for name in printed if name and not is_bureau_name(name)))

    def resolved(self, name: str) -> str:
        """Return the section that a printed name means: an alias stands for its section."""
        return self.aliases.get(normalise(name), normalise(name))

    def bureau_of(self, section: str) -> str | None:
        """Return where a section belongs, by the register or, without one, by most of the rows."""
        record = self.records.get(section)
        if record and record.is_registered:
            return record.bureau_name
        return None if self.is_registered else self._usual_bureaus.get(section)

    def misread_section(self, name: str) -> str | None:
        """Return the one known section that an unknown name, or a registered misreading, can be."""
        if (meant := self.aliases.get(name)) is not None:
            return near_name(name, [meant])
        if name in self.sections:
            return None
        if self.is_registered:
            return near_name(name, self.sections, self._narratives)
        # A name that is printed twice confirms itself.
        is_alone = self.rows_of[name] <= 1 and len(name) >= _LONG_ENOUGH
        meant = near_name(name, self.sections, self._narratives) if is_alone else None
        return meant if meant and not exchanges_word(name, meant, self._narratives) else None

    def misread_bureau(self, name: str) -> str | None:
        """Return the one known bureau that an unknown name can be."""
        meant = None if name in self.bureaus else near_name(name, self.bureaus, self._narratives)
        is_other = meant is not None and not self.is_registered and exchanges_word(name, meant, self._narratives)
        return None if is_other else meant


@once_per_table
def known_departments(table: ProgressTable) -> Iterator[KnownDepartments]:
    """Yield what is known for each document."""
    for rows in table.by_document():
        city = f"{rows[0].document.municipality_code}_"
        ids = {record.section_name: name for name, record in table.departments.items() if name.startswith(city)}
        yield KnownDepartments(rows, {name: table.departments[key] for name, key in ids.items()}, ids)


def _names(departments: list[Department]) -> list[str]:
    return [normalise(d.name) for d in departments if d.name]
