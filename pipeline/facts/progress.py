"""Facts: year × measure × department, each value with the cells it came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.facts.departments import UNKNOWN, DepartmentDirectory, Responsible
from pipeline.facts.documents import Listing, Origin, Source
from pipeline.facts.measures import Measure
from pipeline.facts.scales import ColumnScale
from pipeline.quality.findings import Finding
from pipeline.values.achievement import Achievement, Component, Rating, read_ratings
from pipeline.values.departments import split_passages

NARRATIVES = ("plan", "status", "evaluation", "direction")


@dataclass
class Progress:
    """One row of `core.fact_progress` in the making."""

    section_name: str
    bureau_name: str | None
    is_responsible: bool
    achievement: Achievement
    achievement_as_printed: str | None = None
    attribution: str = "own"
    department_count: int = 1
    is_counted: bool = True
    source_line_no: int | None = None
    texts: dict[str, str | None] = field(default_factory=dict)
    sources: dict[str, tuple[Origin, ...]] = field(default_factory=dict)

    @property
    def cells(self) -> list[Origin]:
        """Return every cell and supplied value behind the row."""
        return [cell for cells in self.sources.values() for cell in cells]


def progress_of(
    listing: Listing,
    measure: Measure,
    fiscal_year: int,
    responsible: Sequence[Responsible],
    directory: DepartmentDirectory,
    scale: ColumnScale | None = None,
) -> tuple[list[Progress], list[Finding]]:
    """Return the facts of one measure line and year, a row per department that answers or is named."""
    reader = _YearReader(listing, measure, fiscal_year, responsible, directory, scale)
    reader.rate()
    for name in NARRATIVES:
        reader.narrate(name)
    return list(reader.rows.values()), reader.findings


def share_among_lines(rows: Sequence[Progress], department_count: int, *, is_first: bool) -> None:
    """Mark a rating whose cell is merged over several lines as shared by their sections; the first of them counts it,
    and all have it from the line of the cell."""
    for row in rows:
        row.attribution, row.department_count = "shared", department_count
        row.is_counted = row.is_counted and is_first
        row.source_line_no = row.sources["achievement"][0].line_no


class _YearReader:
    """Reads the cells of one line and year into a row per department."""

    def __init__(
        self,
        listing: Listing,
        measure: Measure,
        fiscal_year: int,
        responsible: Sequence[Responsible],
        directory: DepartmentDirectory,
        scale: ColumnScale | None,
    ) -> None:
        self.scale = scale
        self.listing, self.measure, self.fiscal_year, self.directory = (
            listing,
            measure,
            fiscal_year,
            directory,
        )
        self.findings: list[Finding] = []
        is_asked = "achievement" in listing.document.years_asked(listing.line)[fiscal_year]
        self.unrated = Achievement("missing" if is_asked else "not_due")
        answering = responsible or [Responsible(UNKNOWN, None)]
        rows = [Progress(r.section_name, r.bureau_name, True, self.unrated) for r in answering]
        self.rows = {row.section_name: row for row in rows}

    def rate(self) -> None:
        """Give each department the rating that names it; one without a name is for all others together."""
        source = self.listing.source("achievement", self.fiscal_year)
        ratings = self._ratings(source) if source else [Rating(None, "", self.unrated)]
        unrated = dict(self.rows)
        for rating in ratings:
            if rating.department:
                row = self._row_of(rating.department, source, "achievement")
                _set(row, rating, source)
                unrated.pop(row.section_name, None)
        if (for_all := [rating for rating in ratings if not rating.department]) and unrated:
            _share(list(unrated.values()), for_all[0], source)
        for rating in ratings:
            for rule in _rules(rating.achievement):
                self._report(rule, source, "achievement", rating.printed, rating.department)

    def _ratings(self, source: Source) -> list[Rating]:
        """Read a cell of ratings, by the scale of its column where it has one. A line per indicator may have a rating
        each: those are parts."""
        if len({cell.line_no for cell in source.cells}) > 1:
            parts = [part for cell in source.cells for part in self._ratings(Source(cell.text, (cell,)))]
            if components := _parts_of([part.achievement for part in parts]):
                return [Rating(None, source.text, Achievement("by_component", components=components))]
        text = source.text
        found = read_ratings(text, self.directory.names)
        if self.scale is None:
            return found
        whole = self.scale.read(text, found[0].achievement)
        if whole.kind == "graded":
            return [Rating(None, text, whole)]
        return [replace(rating, achievement=self.scale.read(rating.printed, rating.achievement)) for rating in found]

    def narrate(self, name: str) -> None:
        """Give each department the passages that name it, and those that name nobody."""
        source = self.listing.source(name, self.fiscal_year)
        if not source:
            return
        passages = split_passages(source.text, self.directory.names)
        owners = [self._row_of(p.department, source, name) if p.department else None for p in passages]
        for row in self.rows.values():
            texts = [p.text for p, owner in zip(passages, owners, strict=True) if owner in (None, row) and p.text]
            if texts and (row.is_responsible or row in owners):
                row.texts[name] = "\n".join(texts)
                row.sources[name] = source.cells

    def _row_of(self, printed: str, source: Source | None, field_name: str) -> Progress:
        """Return the row of a department named in a cell; one that does not answer for the measure gets its own."""
        section = self.directory.resolve(printed)
        section = self.directory.answering(section, self.rows) or section
        if section not in self.rows:
            self.directory.meet(section)
            bureau = self.directory.records[section].bureau_name
            self.rows[section] = Progress(
                section, bureau, is_responsible=False, achievement=self.unrated, is_counted=False
            )
        if not self.rows[section].is_responsible:
            # Not the named section: those responsible wrote the row and can say why it stands there.
            self._report("section_not_responsible", source, field_name, printed, None)
        return self.rows[section]

    def _report(self, rule: str, source: Source | None, field_name: str, observed: str, department: str | None) -> None:
        cell = source.cells[0] if source else None
        self.findings.append(
            Finding(
                rule,
                self.listing.document.document_id,
                self.listing.line_no,
                cell.cell_no if cell else None,
                self.measure.measure_id,
                self.fiscal_year,
                self.directory.id_of(self.directory.resolve(department)) if department else None,
                field_name,
                observed,
            )
        )


def _set(row: Progress, rating: Rating, source: Source | None) -> None:
    row.achievement = rating.achievement
    row.is_counted = True
    if source:
        row.achievement_as_printed = rating.printed
        row.sources["achievement"] = source.cells


def _parts_of(found: Sequence[Achievement]) -> tuple[Component, ...]:
    """Return the ratings of the lines of one measure as its parts, marks as their labels and rates by their number;
    empty where they are one rating, or of several kinds. A line with a dash is not rated."""
    kinds = {one.kind for one in found} - {"not_applicable"}
    if len({(one.grade, one.pct) for one in found}) < 2 or kinds not in ({"graded"}, {"percent"}):
        return ()
    return tuple(Component(one.grade or f"({number})", one.kind, one.pct) for number, one in enumerate(found, 1))


def _share(rows: Sequence[Progress], rating: Rating, source: Source | None) -> None:
    """Give a rating to several departments together; it is counted in the first of them."""
    for position, row in enumerate(rows):
        _set(row, rating, source)
        row.attribution = "own" if len(rows) == 1 else "shared"
        row.department_count = len(rows)
        row.is_counted = position == 0


def _rules(achievement: Achievement) -> Iterator[str]:
    if achievement.kind == "unreadable":
        yield "unreadable_achievement"
    if achievement.kind == "percent" and not achievement.has_unit:
        yield "achievement_without_unit"
    percents = [achievement.pct, *(component.pct for component in achievement.components)]
    if any(pct is not None and pct > 100 for pct in percents):
        yield "achievement_over_100"
