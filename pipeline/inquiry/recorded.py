"""What the seeds already hold of decisions, looked up by place: the cell, or the field and year where there is none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.seeds.tables import Row

REASON = "照会への回答"
# Document, line, and the cell, or field and year where there is none.
SeedPlace = tuple[str, str, str, str, str]


class Recorded:
    """The rows of `adjudications.csv`, `accepted_findings.csv`, `measure_links.csv`; new ones are added behind."""

    def __init__(self, adjudications: Iterable[Row], acceptances: Iterable[Row], links: Iterable[Row] = ()) -> None:
        """Take the rows as they stand in the files."""
        self.adjudications, self.acceptances, self.links = list(adjudications), list(acceptances), list(links)

    def at(self, place: SeedPlace, guard: str) -> list[Row]:
        """Return what was decided about a place of a line that is unchanged, oldest first."""
        return [row for row in self.adjudications if row["guard"] == guard and place_of(row) == place]

    def taken_by(self, place: SeedPlace, guard: str, field: str, fiscal_year: str) -> Row | None:
        """Return the decision that puts something else of the line into a field and year, if one does."""
        latest = {
            place_of(row): row
            for row in self.adjudications
            if (row["document_id"], row["line_no"], row["guard"]) == (*place[:2], guard)
        }
        wanted = (field, fiscal_year)
        return next(
            (row for other, row in latest.items() if other != place and (row["field"], row["fiscal_year"]) == wanted),
            None,
        )

    def is_accepted(self, finding_id: str, section_name: str) -> bool:
        """Say whether a section has said that what a finding is about is right as printed."""
        by = (finding_id, section_name)
        return any((row["finding_id"], row["accepted_by"]) == by for row in self.acceptances)

    def corrected_by_another(self, finding_id: str, section_name: str) -> str | None:
        """Return the name of another section that has answered a finding with a correction, or None."""
        for row in self.adjudications:
            if is_answer_to(row, finding_id) and row["decided_by"] != section_name:
                return row["decided_by"]
        return None


def is_answer_to(row: Row, finding_id: str) -> bool:
    """Say whether an adjudication or a link answers a finding: its reason names it."""
    return row["reason"].split("（", 1)[0] == f"{REASON} {finding_id}"


def place_of(row: Mapping[str, str]) -> SeedPlace:
    """Return the place that a row of the seeds, or the hidden columns of a question, speak of."""
    if row["cell_no"]:
        return row["document_id"], row["line_no"], row["cell_no"], "", ""
    return row["document_id"], row["line_no"], "", row["field"], row["fiscal_year"]


def columns_of(place: tuple[str, int | None] | None) -> tuple[str, str]:
    """Return a field and year as the seeds write them."""
    name, year = place or ("", None)
    return name, str(year or "")


def correction_rows(row: Row, place: tuple[str, str], cell_nos: Sequence[int], text: str) -> Iterator[Row]:
    """Yield the adjudications of a correction: it stands in the first cell of the field, in place of all.

    `row` is what they have in common, its cell that first one (empty: none is printed), `place` field and year.
    """
    name, year = place
    yield row | {"field": name, "fiscal_year": year, "text": text}
    for cell_no in cell_nos[1:]:
        yield row | {"cell_no": str(cell_no), "field": "surplus", "fiscal_year": "", "text": ""}
