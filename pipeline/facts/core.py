"""The tables of schema `core`, from placed documents: one pass per document, oldest edition first."""

from collections.abc import Mapping, Sequence

from pipeline.columns.known import rating_key
from pipeline.contracts import core as contracts
from pipeline.facts.attributes import add_attributes
from pipeline.facts.departments import (
    UNKNOWN,
    DepartmentDirectory,
    DepartmentRecord,
    Responsible,
    responsible_departments,
)
from pipeline.facts.documents import Listing, PlacedDocument
from pipeline.facts.editions.linking import Decisions, MeasureLink
from pipeline.facts.editions.succession import Succession
from pipeline.facts.indicators import add_indicators
from pipeline.facts.measures import Measure, MeasureIndex
from pipeline.facts.policies.numbered import places
from pipeline.facts.policies.place import Place
from pipeline.facts.progress import NARRATIVES, Progress, progress_of, share_among_lines
from pipeline.facts.rows import MeasureLines, measure_lines
from pipeline.facts.scales import ColumnScale, DeclaredScale, column_scales, scale_findings, scale_rows
from pipeline.facts.tables import CoreTables, Row, Sources
from pipeline.quality.findings import Finding
from pipeline.values.fiscal_years import fiscal_year_label
from pipeline.values.text import normalise

_UNIT_COLUMNS = {"department_id": "section", "bureau_name": "bureau"}


class CoreBuilder:
    """Reads documents into the core tables; keeps what one edition teaches the next (names, departments)."""

    def __init__(
        self,
        registered: Mapping[str, Sequence[DepartmentRecord]],
        vocabulary: Mapping[str, str],
        measure_links: Sequence[MeasureLink] = (),
        declared_scales: Sequence[DeclaredScale] = (),
    ) -> None:
        """Take the registered departments by municipality code (empty: any), known misreadings, decided links, and
        declared rating scales."""
        self.findings: list[Finding] = []
        self._declared_scales = declared_scales
        self._scales: dict[str, ColumnScale] = {}
        self._measure_links = measure_links
        self._registered, self._vocabulary = registered, vocabulary
        self._tables = CoreTables()
        self._directories: dict[str, DepartmentDirectory] = {}
        self._indexes: dict[str, MeasureIndex] = {}

    def add_document(self, document: PlacedDocument) -> None:
        """Read one document; documents of a plan must come oldest edition first."""
        self._add_scales(document)
        directory, groups = self._directory(document), measure_lines(document)
        rows = [listing for group in groups for listing in group.answering]
        place_of, findings = places(document)
        self.findings += findings
        answering = {listing.line_no: responsible_departments(listing, directory) for listing in rows}
        sections = {line_no: _present_ids(years, directory) for line_no, years in answering.items()}
        named = [(group.first, place_of[group.first.line_no], _of_all(group, sections)) for group in groups]
        measures, findings = self._index(document).identify(named)
        self.findings += findings
        for group in groups:
            measure, place = measures[group.first.line_no], place_of[group.first.line_no]
            for line in group.lines:
                self._add_policy(document, place_of[line.line_no])
                self._add_listing(line, measure)
                for line_no in document.rows_of(line.line_no)[1:]:
                    self._add_row(line, line_no, measure)
            add_indicators(self._tables, group, measure.measure_id)
            add_attributes(self._tables, group, measure.measure_id)
            for listing in group.answering:
                years = answering[listing.line_no]
                self._add_measure(listing, measure, place)
                self._check_departments(listing, measure, _sections(years))
                for fiscal_year, responsible in years.items():
                    sharing = group.sharing(listing, "achievement", fiscal_year)
                    shared_by = [answering[one.line_no][fiscal_year] for one in sharing]
                    shares = (_count(shared_by), sharing[0] is listing) if len(sharing) > 1 else None
                    self._add_year(listing, measure, fiscal_year, responsible, directory, shares)

    def tables(self) -> CoreTables:
        """Return what was read, with the departments as all documents name them."""
        for directory in self._directories.values():
            self._add_departments(directory)
        return self._tables

    def _directory(self, document: PlacedDocument) -> DepartmentDirectory:
        code = document.municipality_code
        if code not in self._directories:
            records = [*self._registered.get(code, ()), *self._registered.get("", ())]
            self._directories[code] = DepartmentDirectory.of(code, records)
        return self._directories[code]

    def _index(self, document: PlacedDocument) -> MeasureIndex:
        if (plan_id := document.plan_id) not in self._indexes:
            succession = Succession(Decisions.of(plan_id, self._measure_links, self._vocabulary))
            self._indexes[plan_id] = MeasureIndex(plan_id, self._vocabulary, succession)
        return self._indexes[plan_id]

    def _add_policy(self, document: PlacedDocument, place: Place) -> None:
        if place.kind is None:
            return
        row: Row = {
            "municipality_code": document.municipality_code,
            "plan_code": document.plan_code,
            "kind": place.kind,
            "number": place.number,
            "name": place.title,
        }
        parent = {"parent_policy_id": place.parent_id(document)}
        policy = parent | {"policy_id": place.parent_id(document), "item_no": None, "item_name": None}
        titles = [place.title_cell] if place.title_cell else []
        self._tables.add_from(document.document_id, contracts.DimPolicy, row | policy, {"name": titles})
        if place.item:
            item = parent | {
                "policy_id": place.policy_id(document),
                "item_no": place.item.item_no or place.item.name,
                "item_name": place.item.name,
            }
            cells = [place.item_cell] if place.item_cell else []
            self._tables.add_from(document.document_id, contracts.DimPolicy, row | item, {"item_name": cells})

    def _add_measure(self, listing: Listing, measure: Measure, place: Place) -> None:
        document = listing.document
        row: Row = {
            "measure_id": measure.measure_id,
            "municipality_code": document.municipality_code,
            "plan_code": document.plan_code,
            "policy_id": place.policy_id(document),
            "name": normalise(measure.name) if measure.name else None,
            "description": listing.text("description"),
            "reprise_of_measure_id": measure.reprise_of_measure_id,
        }
        columns = {"name": "measure", "description": "description", "policy_id": "item"}
        sources = {column: listing.cells_of(field) for column, field in columns.items()}
        self._tables.add_from(document.document_id, contracts.DimMeasure, row, sources)

    def _add_listing(self, listing: Listing, measure: Measure) -> None:
        row: Row = {
            "document_id": listing.document.document_id,
            "line_no": listing.line_no,
            "measure_id": measure.measure_id,
            "name_as_printed": listing.text("measure"),
            "page": _page(listing.text("page")),
            "is_reprise_marked": measure.is_marked,
        }
        columns = {"name_as_printed": "measure", "page": "page", "is_reprise_marked": "reprise"}
        sources = {column: listing.cells_of(field) for column, field in columns.items()}
        self._tables.add_from(listing.document.document_id, contracts.MeasureListing, row, sources)

    def _add_row(self, listing: Listing, line_no: int, measure: Measure) -> None:
        """Add a row that tells of another year of a measure whose first row is listed."""
        row: Row = {
            "document_id": listing.document.document_id,
            "line_no": line_no,
            "measure_id": measure.measure_id,
            "name_as_printed": None,
            "page": None,
            "is_reprise_marked": measure.is_marked,
        }
        self._tables.add_from(listing.document.document_id, contracts.MeasureListing, row, {})

    def _add_year(
        self,
        listing: Listing,
        measure: Measure,
        fiscal_year: int,
        responsible: Sequence[Responsible],
        directory: DepartmentDirectory,
        shares: tuple[int, bool] | None,
    ) -> None:
        rows, findings = progress_of(
            listing, measure, fiscal_year, responsible, directory, self._scale(listing, fiscal_year)
        )
        if shares:
            share_among_lines(rows, shares[0], is_first=shares[1])
        self.findings += findings
        label = {"fiscal_year": fiscal_year, "label": fiscal_year_label(fiscal_year)}
        self._tables.add(contracts.DimFiscalYear, label)
        for progress in rows:
            directory.meet(progress.section_name, progress.bureau_name)
            key: Row = {
                "document_id": listing.document.document_id,
                "fiscal_year": fiscal_year,
                "measure_id": measure.measure_id,
                "department_id": directory.id_of(progress.section_name),
            }
            self._add_bridge(listing, key, progress)
            self._add_fact(listing, key, progress)

    def _scale(self, listing: Listing, fiscal_year: int) -> ColumnScale | None:
        """Return how the ratings of a line and year are read."""
        places = ((column.field, column.fiscal_year, column.text) for column in listing.columns)
        heading = next((text for field, year, text in places if (field, year) == ("achievement", fiscal_year)), "")
        return self._scales.get(rating_key(heading))

    def _add_scales(self, document: PlacedDocument) -> None:
        declared = [s for s in self._declared_scales if s.is_for(document.municipality_code, document.plan_code)]
        self._scales = column_scales(document, [(s.heading, s.scale) for s in declared])
        for column in self._scales.values():
            self.findings += scale_findings(document, column)
            for row in scale_rows(document, column):
                self._tables.add(contracts.DimRatingScale, row)

    def _add_bridge(self, listing: Listing, key: Row, progress: Progress) -> None:
        row = key | {"bureau_name": progress.bureau_name, "is_responsible": progress.is_responsible}
        sources: Sources = {"department_id": progress.cells}
        if progress.is_responsible:
            sources = {name: listing.cells_of(field) for name, field in _UNIT_COLUMNS.items()}
        self._tables.add_from(key["document_id"], contracts.BridgeMeasureDepartment, row, sources)

    def _add_fact(self, listing: Listing, key: Row, progress: Progress) -> None:
        row = key | {
            "plan_id": listing.document.plan_id,
            "is_current": True,  # as long as no other edition is known (editions/current.py)
            "achievement_kind": progress.achievement.kind,
            "achievement_pct": progress.achievement.pct,
            "achievement_grade": progress.achievement.grade,
            "rating_scale_id": progress.achievement.rating_scale_id,
            "achievement_as_printed": progress.achievement_as_printed,
            **{f"{name}_text": progress.texts.get(name) for name in NARRATIVES},
            "attribution": progress.attribution,
            "department_count": progress.department_count,
            "is_counted": progress.is_counted,
            "min_posterior": min((cell.posterior for cell in progress.cells), default=None),
            "has_uncertain_cell": any(cell.is_uncertain for cell in progress.cells),
            "source_line_no": progress.source_line_no or listing.line_no,
        }
        columns = {"achievement": "achievement_as_printed", **{name: f"{name}_text" for name in NARRATIVES}}
        sources = {columns[name]: cells for name, cells in progress.sources.items()}
        self._tables.add_from(key["document_id"], contracts.FactProgress, row, sources)
        for number, part in enumerate(progress.achievement.components, 1):
            values = {"label": part.label, "achievement_kind": part.kind, "achievement_pct": part.pct}
            self._tables.add_from(
                key["document_id"],
                contracts.FactAchievementComponent,
                key | {"component_no": number} | values,
                {"achievement_pct": progress.sources["achievement"]},
            )

    def _add_departments(self, directory: DepartmentDirectory) -> None:
        for record in directory.records.values():
            row: Row = vars(record) | {
                "department_id": directory.id_of(record.section_name),
                "municipality_code": directory.municipality_code,
                "successor_department_id": directory.id_of(record.successor) if record.successor else None,
                "aliases": "|".join(record.aliases) or None,
            }
            self._tables.add(contracts.DimDepartment, row)

    def _check_departments(self, listing: Listing, measure: Measure, sections: set[str]) -> None:
        is_asked = any(column.field in ("section", "bureau") for column in listing.columns)
        if is_asked and not sections:
            cells = listing.cells_of("section")
            place = (listing.document.document_id, listing.line_no, cells[0].cell_no if cells else None)
            self.findings.append(Finding("lost_department", *place, measure.measure_id, field="section"))


def _count(responsible: Sequence[Sequence[Responsible]]) -> int:
    """Return how many departments answer in several lines; one that names nobody counts as one."""
    return sum(len(one) or 1 for one in responsible)


def _of_all(group: MeasureLines, sections: Mapping[int, set[str]]) -> set[str]:
    return {section for listing in group.answering for section in sections[listing.line_no]}


def _sections(answering: Mapping[int, Sequence[Responsible]]) -> set[str]:
    return {r.section_name for responsible in answering.values() for r in responsible} - {UNKNOWN}


def _present_ids(answering: Mapping[int, Sequence[Responsible]], directory: DepartmentDirectory) -> set[str]:
    return {directory.present_id(name) for name in _sections(answering)}


def _page(text: str | None) -> int | None:
    digits = "".join(character for character in normalise(text or "") if character.isdigit())
    return int(digits) if digits and len(digits) <= 4 else None
