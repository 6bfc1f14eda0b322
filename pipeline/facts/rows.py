"""The lines of one measure: one, or several where a table prints a line per section or per indicator."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.contracts.names import YEARLY_FIELDS
from pipeline.facts.documents import Listing, Origin, PlacedDocument, listings
from pipeline.values.departments import is_bureau_name, split_departments
from pipeline.values.text import comparison_key

# What the first line of a measure says for those below it, unless they say it themselves.
_SAID_ONCE = ("policy", "item", "measure", "description", "page", "reprise", "bureau")
Cells = Mapping[tuple[str, int | None], tuple[Origin, ...]]


@dataclass(frozen=True)
class MeasureLines:
    """The lines of one measure in a table. `first` names it; `answering` has a listing per section that answers, the
    cells of lines without a section of their own joined to the one above; `lines` are the lines as printed."""

    first: Listing
    answering: tuple[Listing, ...]
    lines: tuple[Listing, ...]

    def sharing(self, listing: Listing, field: str, fiscal_year: int) -> list[Listing]:
        """Return the answering listings that a cell of one of them is merged over; that one alone if it is its own."""
        cells = listing.cells_of(field, fiscal_year)
        return [
            one for one in self.answering if one is listing or (cells and one.cells_of(field, fiscal_year) == cells)
        ]


def measure_lines(document: PlacedDocument) -> list[MeasureLines]:
    """Return the measures of a document, in order, each with its lines."""
    return [MeasureLines(lines[0], tuple(_answering(lines)), tuple(lines)) for lines in _grouped(listings(document))]


def _grouped(rows: Sequence[Listing]) -> Iterator[list[Listing]]:
    group: list[Listing] = []
    for listing in rows:
        if group and (listing.line.kind == "continuation" or _is_same_measure(group, listing)):
            group.append(listing)
            continue
        if group:
            yield group
        group = [listing]
    if group:
        yield group


def _is_same_measure(group: Sequence[Listing], listing: Listing) -> bool:
    """A line that repeats the name of the one above, under the same item, for another section or indicator."""
    first, above = group[0], group[-1]
    if listing.line.heading_line_no != first.line.heading_line_no or not _is_same(first, listing, "measure"):
        return False
    if any(listing.cells_of(level) and not _is_same(first, listing, level) for level in ("policy", "item")):
        return False
    if listing.cells_of("reprise") or listing.line_no != above.line_no + 1:
        return False
    if all(line.cells_of("indicator") for line in (above, listing)):
        return not _is_same(above, listing, "indicator")
    return all(line.cells_of("section") and not _answers_again(line, listing) for line in group)


def _is_same(one: Listing, other: Listing, field: str) -> bool:
    texts = [listing.text(field) for listing in (one, other)]
    return all(texts) and comparison_key(texts[0] or "") == comparison_key(texts[1] or "")


def _answers_again(above: Listing, listing: Listing) -> bool:
    """Say whether a line names a section that one above it names too: it answers for a measure once."""
    return _is_same(above, listing, "section") or not _sections(above).isdisjoint(_sections(listing))


def _sections(listing: Listing) -> set[str]:
    """Return the sections that a line names; a bureau before a section is only where that one belongs."""
    named = split_departments(listing.text("section") or "")
    return {comparison_key(department.name) for department in named if not is_bureau_name(department.name)}


def _answering(lines: Sequence[Listing]) -> Iterator[Listing]:
    by_section: dict[str, Listing] = {}
    section = ""
    for line in lines:
        section = comparison_key(line.text("section") or "") or section
        if section in by_section:
            by_section[section] = replace(by_section[section], cells=_joined(by_section[section].cells, line.cells))
        else:
            by_section[section] = replace(line, cells={**_said_by(lines[0]), **line.cells})
    for line in by_section.values():
        yield replace(line, cells={**_merged_over(line, lines[0], list(by_section)), **line.cells})


def _merged_over(line: Listing, first: Listing, sections: Sequence[str]) -> Cells:
    """Return what a cell of a year says for all sections of a measure that it is merged over; one that names them
    says it of each by itself."""
    merged: dict[tuple[str, int | None], tuple[Origin, ...]] = {}
    for cell in line.document.merged_by_line.get(line.line_no, ()):
        names_sections = any(section and section in comparison_key(cell.text) for section in sections)
        if cell.field in YEARLY_FIELDS and cell.line_no >= first.line_no and not names_sections:
            merged[(cell.field, cell.fiscal_year)] = (cell,)
    return merged


def _said_by(first: Listing) -> Cells:
    return {(field, None): cells for field in _SAID_ONCE if (cells := first.cells_of(field))}


def _joined(cells: Cells, others: Cells) -> Cells:
    return {key: (*cells.get(key, ()), *others.get(key, ())) for key in {**cells, **others}}
