"""Departments: printed names to ids, with aliases, validity and successors; who answers in which year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.facts.documents import Listing
from pipeline.values.departments import (
    BUREAU_SUFFIXES,
    Department,
    has_department_form,
    is_bureau_name,
    split_departments,
)
from pipeline.values.text import normalise

UNKNOWN = "(不明)"


@dataclass(frozen=True)
class DepartmentRecord:
    """One name of a section, as registered in `seeds/departments.csv` or as printed."""

    section_name: str
    bureau_name: str | None = None
    valid_from_fy: int | None = None
    valid_to_fy: int | None = None
    successor: str | None = None
    aliases: tuple[str, ...] = ()
    is_registered: bool = False


@dataclass
class DepartmentDirectory:
    """The departments of one municipality: registered ones first, others as they are met."""

    municipality_code: str
    records: dict[str, DepartmentRecord] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, municipality_code: str, registered: Iterable[DepartmentRecord]) -> "DepartmentDirectory":
        """Return a directory of the registered departments, and of those that are named as their successors alone."""
        directory = cls(municipality_code)
        for record in registered:
            directory.records[record.section_name] = record
            directory.aliases |= dict.fromkeys(record.aliases, record.section_name)
        for name in [record.successor for record in directory.records.values() if record.successor]:
            directory.records.setdefault(name, DepartmentRecord(name, is_registered=True))
        return directory

    @property
    def names(self) -> list[str]:
        """Return every name and alias by which a text may mean a department."""
        return [*self.records, *self.aliases]

    def resolve(self, printed: str) -> str:
        """Return the section's name for a printed one: aliases resolved, otherwise as printed."""
        name = normalise(printed)
        return self.aliases.get(name, name)

    def id_of(self, section_name: str) -> str:
        """Return the department's id."""
        return f"{self.municipality_code}_{section_name}"

    def present_id(self, section_name: str) -> str:
        """Return the id of the department that the section is today, after all renamings."""
        return self.id_of([section_name, *self._successors(section_name)][-1])

    def meet(self, section_name: str, bureau_name: str | None = None) -> None:
        """Take a name into the directory, or note the first bureau printed with one that has none."""
        record = self.records.setdefault(section_name, DepartmentRecord(section_name))
        if record.bureau_name is None and bureau_name and not record.is_registered:
            self.records[section_name] = replace(record, bureau_name=bureau_name)

    def rename(self, earlier: str, later: str, from_fy: int) -> None:
        """Note a renaming that the document prints, as far as the register does not say otherwise."""
        before, after = self.records[earlier], self.records[later]
        if not before.is_registered:
            self.records[earlier] = replace(before, valid_to_fy=from_fy - 1, successor=later)
        if not after.is_registered:
            self.records[later] = replace(after, valid_from_fy=from_fy)

    def answering(self, section_name: str, responsible: Iterable[str]) -> str | None:
        """Return the responsible section that a name means: itself, or one it was renamed to or from."""
        candidates = dict.fromkeys(responsible)
        later = [section_name, *self._successors(section_name)]
        if found := next((name for name in later if name in candidates), None):
            return found
        return next((name for name in candidates if section_name in self._successors(name)), None)

    def _successors(self, section_name: str) -> Iterator[str]:
        seen = {section_name}
        record = self.records.get(section_name)
        while record and record.successor and record.successor not in seen:
            seen.add(record.successor)
            yield record.successor
            record = self.records.get(record.successor)


@dataclass(frozen=True)
class Responsible:
    """A department that answers for a measure in a year; its bureau as far as that is printed or registered."""

    section_name: str
    bureau_name: str | None


def responsible_departments(listing: Listing, directory: DepartmentDirectory) -> Mapping[int, list[Responsible]]:
    """Return who answers for a measure line in each of its years, and take new names into the directory."""
    text = listing.text("section") or ""
    printed, homes = _with_homes(text, split_departments(text, directory.names))
    bureaus = split_departments(listing.text("bureau") or "", [])
    _note_renamings(printed, directory)
    for section, home in homes.items():
        directory.meet(directory.resolve(section), home)
    by_year = {}
    for fiscal_year in listing.document.years_asked(listing.line):
        sections = [directory.resolve(name) for d in printed if (name := _section_in(d, fiscal_year))]
        names = [name for d in bureaus if is_bureau_name(name := d.in_year(fiscal_year))]
        by_year[fiscal_year] = list(_with_bureaus(list(dict.fromkeys(sections)), names, directory))
    return by_year


def _with_homes(text: str, printed: Sequence[Department]) -> tuple[list[Department], dict[str, str]]:
    """Return the sections of a cell, and the bureaus that stand directly before theirs: 産業部　産業振興課."""
    sections, homes = [], {}
    for department, following in zip(printed, [*printed[1:], None], strict=False):
        is_home = (
            following is not None
            and department.name.endswith(BUREAU_SUFFIXES)
            and not following.name.endswith(BUREAU_SUFFIXES)
            and not text[department.end : following.start].strip()
        )
        if is_home and following:
            homes[following.name] = department.name
        else:
            sections.append(department)
    return sections, homes


def _section_in(department: Department, fiscal_year: int) -> str:
    """課A(令和4年度～X部) tells a new bureau: the section keeps its name."""
    is_move = department.renamed_to is not None and is_bureau_name(department.renamed_to)
    return department.name if is_move else department.in_year(fiscal_year)


def _note_renamings(printed: list[Department], directory: DepartmentDirectory) -> None:
    for department in printed:
        if not department.name:
            continue
        earlier = directory.resolve(department.name)
        directory.meet(earlier)
        later = department.renamed_to
        if later and department.renamed_in and has_department_form(later) and not is_bureau_name(later):
            directory.meet(directory.resolve(later))
            directory.rename(earlier, directory.resolve(later), department.renamed_in)


def _with_bureaus(sections: list[str], bureaus: list[str], directory: DepartmentDirectory) -> Iterator[Responsible]:
    """Pair sections with bureaus: as registered, the only one printed, or one to one in order."""
    in_order = len(sections) == len(bureaus)
    for index, section in enumerate(sections):
        home = directory.records[section].bureau_name if section in directory.records else None
        if len(bureaus) == 1:
            home = bureaus[0]
        elif home not in bureaus and in_order:
            home = bureaus[index]
        directory.meet(section, home)
        yield Responsible(section, home)
