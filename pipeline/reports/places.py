"""Where things stand in the site of one plan, relative to the plan's folder: measures, and cells of the source."""

from dataclasses import dataclass

# Lines of a document on one page of its source view: a page stays light however long the document is.
LINES_PER_PAGE = 50


@dataclass(frozen=True)
class Places:
    """The places of one plan; what its ids have in common is left out of their names."""

    plan_id: str

    def measure(self, measure_id: str, fiscal_year: int | None = None) -> str:
        """Return the place of a measure, or of one of its years."""
        return f"measures/{self._own(measure_id)}.html" + (f"#y{fiscal_year}" if fiscal_year is not None else "")

    def source_page(self, document_id: str, page_no: int) -> str:
        """Return the place of one page of the source view of a document."""
        return f"source/{self._own(document_id)}-{page_no}.html"

    def source(self, document_id: str, line_no: int | None, cell_no: int | None = None) -> str:
        """Return the place of a line or cell in the source view of its document."""
        page = self.source_page(document_id, source_page_no(line_no or 1))
        if line_no is None:
            return page
        return f"{page}#L{line_no}" + (f"C{cell_no}" if cell_no is not None else "")

    def _own(self, identifier: str) -> str:
        return identifier.removeprefix(f"{self.plan_id}_")


def source_page_no(line_no: int) -> int:
    """Return which page of the source view shows a line, counted from 1."""
    return (line_no - 1) // LINES_PER_PAGE + 1


def anchor(*parts: object) -> str:
    """Return the name of a place in a page: its parts, without blanks, which a name may not hold."""
    return "-".join("_".join(str(part).split()) for part in parts if part is not None)
