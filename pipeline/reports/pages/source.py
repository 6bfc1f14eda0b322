"""The documents line by line: every cell with the field it was placed in, how, and how sure that is."""

from collections.abc import Iterator

from pipeline.reports.places import LINES_PER_PAGE, Places, source_page_no
from pipeline.reports.plan_rows import PlanRows, Row
from pipeline.reports.rendering import Page, grouped


def sources(rows: PlanRows, places: Places) -> Iterator[Page]:
    """Yield the pages of every document of a plan, `LINES_PER_PAGE` lines each."""
    cells = grouped(rows["cells"], "document_id", "line_no")
    lines = grouped(rows["lines"], "document_id")
    names = {row["measure_id"]: row["name"] for row in rows["measures"]}
    for document in rows["documents"]:
        own = [
            _line(line, cells.get((line["document_id"], line["line_no"]), []), names)
            for line in lines.get(document["document_id"], [])
        ]
        yield from _pages(document, own, places)


def _line(line: Row, cells: list[Row], names: dict[str, str | None]) -> Row:
    return line | {"cells": cells, "measure_name": names.get(line["measure_id"])}


def _pages(document: Row, lines: list[Row], places: Places) -> Iterator[Page]:
    page_count = source_page_no(max([1, *(line["line_no"] for line in lines)]))
    by_page: dict[int, list[Row]] = {}
    for line in lines:
        by_page.setdefault(source_page_no(line["line_no"]), []).append(line)
    for page_no in range(1, page_count + 1):
        context = {
            "document": document,
            "lines": by_page.get(page_no, []),
            "page_no": page_no,
            "page_count": page_count,
            "first_line_no": (page_no - 1) * LINES_PER_PAGE + 1,
        }
        yield Page(places.source_page(document["document_id"], page_no), "source", context)
