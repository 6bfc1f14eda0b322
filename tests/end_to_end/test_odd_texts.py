"""Every text is shown as text, whatever it would like to be: a formula, markup, SQL, a command to a terminal."""

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import frictionless
import pytest
from openpyxl import load_workbook

from tests.builders import SeedsFolder
from tests.end_to_end.test_bad_input import query, shinchoku
from tests.end_to_end.test_odd_input import refreshed
from tests.quality_builders import DEPARTMENTS, HEADING, ROW, measure_row

FORMULAS = ("=1+1", "@SUM(1+1)", "+1+cmd|' /C calc'!A0", '-1+HYPERLINK("http://example.com")', "＝1+1", "\u200b=1+1")
MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "</td></table><h1>",
    "&lt;",
)
SQL = ("'; drop table core.dim_measure; --", '"; select 1; --', "$1 ? %s {observed}", "[bold]x[/bold] [/i]")
STEERING = ("\x1b[31m赤\x1b[0m", "\u202e逆\u202c順", "\u2066隔\u2069", "\x7f\x85\x9b", "\ufffe\uffff", "\u200f\u061c")
SPECIAL = ("\U0001f468\u200d\U0001f469", "が" + "\u3099" * 50, "\U0010ffff", "\u2028\u2029\x0b\x0c", "ﷺ" * 20, "\u0301")
ODD_TEXTS = (*FORMULAS, *MARKUP, *SQL, *STEERING, *SPECIAL)
NAMES = ("計画\n二行「\"引用'」", "<b>計画</b>", "=1+1")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[SeedsFolder, Path]:
    """A table with every odd text in every field, under odd names, refreshed; questions about it written out."""
    root = tmp_path_factory.mktemp("odd")
    seeds = SeedsFolder(root / "seeds")
    rows = [measure_row(**{field.replace(" 20", "_20"): text for field in ROW}) for text in ODD_TEXTS]
    marked = [measure_row(measure=f"講座{at}", status_2022=text, status_2023=text) for at, text in enumerate(ODD_TEXTS)]
    for number, name in enumerate(NAMES):
        note = "'; drop table x; --\n=1+1,\"<i>"
        seeds.add_document((HEADING, *rows, *marked), plan_code=f"odd{number}", plan_name=name, note=note)
    names = [record.section_name for record in DEPARTMENTS[""]]
    write_judgement(seeds, [*names, *FORMULAS, *MARKUP])
    outcome = refreshed(root, seeds)
    assert outcome.exit_status == 0
    asked = shinchoku("inquiry", "export", "--output", root / "output", "--on", "2026-11-24")
    assert (asked.exit_status, "Traceback" in asked.told) == (0, False), asked.told
    return seeds, root / "output"


def write_judgement(seeds: SeedsFolder, sections: list[str]) -> None:
    """Write every table of judgement, with quotes, commas and line breaks in every text."""
    quoted = 'と"いう",\n二行目\'の=1+1'
    departments = [("", name, f"部{quoted}", "", "", "", f"別名{quoted}") for name in sections]
    columns = (
        "municipality_code",
        "section_name",
        "bureau_name",
        "valid_from_fy",
        "valid_to_fy",
        "successor",
        "aliases",
    )
    seeds.write_table("departments.csv", [columns, *departments])
    seeds.write_table("headings.csv", [("heading", "field", "note"), (f"見出し{quoted}", "item", quoted)])
    seeds.write_table("vocabulary.csv", [("misreading", "reading", "note"), (f"誤{quoted}", f"正{quoted}", quoted)])
    links = ("plan_id", "measure_name", "earlier_name", "relation", "reason", "decided_by", "decided_on")
    seeds.write_table("measure_links.csv", [links, (quoted, quoted, quoted, "same", quoted, quoted, "2026-04-01")])
    acceptances = ("finding_id", "reason", "accepted_by", "accepted_on", "expires_on")
    seeds.write_table("accepted_findings.csv", [acceptances, (quoted, quoted, quoted, "2026-04-01", "")])
    decisions = ("document_id", "line_no", "cell_no", "guard", "field", "fiscal_year", "text", "reason", "decided_by")
    row = (f"x{quoted}", "2", "1", quoted, "item", "", quoted, quoted, quoted, "2026-04-01")
    seeds.write_table("adjudications.csv", [(*decisions, "decided_on"), row])


def test_every_odd_text_is_kept_as_it_was_printed(odd: tuple[SeedsFolder, Path]) -> None:
    _, output = odd
    for text in ODD_TEXTS:
        found = "select count(*) from raw.cell where text = "
        assert query(output, found + "'" + text.replace("'", "''") + "'")[0][0] >= len(ROW) * len(NAMES), text


def test_names_of_the_register_are_kept_as_they_were_written(odd: tuple[SeedsFolder, Path]) -> None:
    _, output = odd
    assert {row[0] for row in query(output, "select plan_name from core.dim_plan")} == set(NAMES)


def test_no_cell_of_an_export_would_run(odd: tuple[SeedsFolder, Path]) -> None:
    _, output = odd
    for path in (output / "exports").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    is_number = re.fullmatch(r"[-+]?[\d,.]+%?|\s*[-－]\s*", cell)
                    assert is_number or not re.match(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]", cell), (path, cell)


def test_no_cell_of_the_workbook_is_a_formula_or_link_to_elsewhere(odd: tuple[SeedsFolder, Path]) -> None:
    _, output = odd
    book = load_workbook(output / "exports" / "shinchoku.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink and cell.hyperlink.target]
    texts = [str(cell.value) for cell in cells]
    assert [formula for formula in FORMULAS if any(formula in text for text in texts)]


def test_the_data_package_of_odd_texts_is_valid(odd: tuple[SeedsFolder, Path]) -> None:
    _, output = odd
    report = frictionless.validate(str(output / "exports" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])[:5]


class Elements(HTMLParser):
    """The elements, attributes and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_pages_show_markup_and_controls_as_text(odd: tuple[SeedsFolder, Path]) -> None:
    _, output = odd
    told = ""
    for path in sorted((output / "reports").resolve().rglob("*.html")):
        page = path.read_text("utf-8")
        elements = Elements(page)
        told += elements.text
        assert not elements.tags & {"img", "i"}
        assert page.count("<script") == page.count("static/") - 1 == 2
        assert not any(attribute.startswith("on") for attribute in elements.attributes)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", page)
    assert "<script>alert(1)</script>" in told
    assert "{{ 7*7 }}" in told
    assert "␛[31m赤␛[0m" in told


def test_workbooks_hold_texts_alone(odd: tuple[SeedsFolder, Path]) -> None:
    _, output = odd
    books = list((output / "inquiry").glob("*.xlsx"))
    assert books
    texts = set()
    for book in books:
        for sheet in load_workbook(book).worksheets:
            for row in sheet.iter_rows():
                assert not any(cell.data_type == "f" or cell.hyperlink for cell in row)
                texts |= {str(cell.value) for cell in row}
    assert any("<script>alert(1)</script>" in text for text in texts)
    assert any("=1+1" in text for text in texts)
    assert not any(re.search("_x00|[\x00-\x08\x0b\x0c\x0e-\x1f]", text) for text in texts)


COMMANDS = [
    ("status",),
    ("findings", "--limit", "10000"),
    ("findings", "--diff", "--limit", "100"),
    ("findings", "--format", "json"),
    ("findings", "--format", "markdown"),
    ("doubts", "--limit", "10000"),
    ("doubts", "--csv"),
    ("trace", "講座", "--limit", "1000"),
    ("query", "select text from raw.cell"),
    ("query", 'select plan_name as "[/b]" from core.dim_plan', "--format", "markdown"),
    ("releases", "--verify"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_commands_print_odd_texts_without_being_steered(
    odd: tuple[SeedsFolder, Path], command: tuple[str, ...]
) -> None:
    _, output = odd
    outcome = shinchoku(*command, "--output", output)
    assert outcome.exit_status == 0
    assert "Traceback" not in outcome.told
    if "--csv" not in command and "json" not in command:
        assert not re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", outcome.printed)
