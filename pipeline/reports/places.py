"""Where things stand in the site of one plan, relative to the plan's folder: measures, and cells of the source."""

# Lines of a document on one page of its source view: a page stays light however long the document is.
LINES_PER_PAGE = 50


def measure_path(measure_id: str, fiscal_year: int | None = None) -> str:
    """Return the place of a measure, or of one of its years; within a plan the end of its id tells it."""
    return f"measures/{_end(measure_id)}.html" + (f"#y{fiscal_year}" if fiscal_year is not None else "")


def source_page_no(line_no: int) -> int:
    """Return which page of the source view shows a line, counted from 1."""
    return (line_no - 1) // LINES_PER_PAGE + 1


def source_page_path(document_id: str, page_no: int) -> str:
    """Return the place of one page of the source view; within a plan the edition tells the document."""
    return f"source/{_end(document_id)}-{page_no}.html"


def source_path(document_id: str, line_no: int | None, cell_no: int | None = None) -> str:
    """Return the place of a line or cell in the source view of its document."""
    page = source_page_path(document_id, source_page_no(line_no or 1))
    if line_no is None:
        return page
    return f"{page}#L{line_no}" + (f"C{cell_no}" if cell_no is not None else "")


def _end(identifier: str) -> str:
    return identifier.rsplit("_", 1)[-1]


def anchor(*parts: object) -> str:
    """Return the name of a place in a page: its parts, without blanks, which a name may not hold."""
    return "-".join("_".join(str(part).split()) for part in parts if part is not None)
