"""Whatever text there is: reading loses no character, and classifying never fails."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_headings, read_sheet
from pipeline.contracts.fields import LINE_KINDS
from pipeline.documents.formats.delimited import split_lines
from pipeline.documents.reading import read_document
from pipeline.values.field_names import DATED_FIELDS, FIELDS
from tests.builders import register_entry

# What a decoder can give: everything but surrogates. Rows are cut at tabs and line ends before they are classified.
CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(st.one_of(st.sampled_from("\t\n\r\u2028\x0b\x0c\x85"), CHARACTERS))
# In a file, control characters mark a binary one, and a first U+FEFF is a mark of the encoding.
FILE_CHARACTERS = st.one_of(st.sampled_from("\t\n\r"), st.characters(exclude_categories=["Cs", "Cc"]))
JAPANESE = st.text(st.sampled_from("\t\n\r 計画進捗状況実施達成度①～（）一最需　ー、。ABC019%-・ヴｶﾞ髙"), min_size=1)
PIECES = [
    *("令和5年度", "令和99年度", "平成元年度", "R6", "2023年度", "元", "～", "以降", "1", "1-1.", "①", "²", "٣"),
    *("施策", "事業名", "実績", "計画", "評価", "達成度", "(%)", "担当部署", "担当課", "基本施策", "重点施策"),
    *("-", "--", "---", ":", "\ufffd", " ", "　", "(", ")", "。"),
]
CELLS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=5).map("".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\r")),
)
ROWS = st.lists(CELLS, min_size=1, max_size=12)
KINDS = set(LINE_KINDS)


def ends(text: str) -> list[str]:
    return re.findall(r"\r\n|\n|\r", text)


@given(TEXTS)
def test_lines_and_their_ends_give_any_text_back(text: str) -> None:
    lines, _ = split_lines(text)
    found = ends(text)
    assert len(lines) - len(found) in (0, 1)
    assert "".join(line + end for line, end in zip(lines, [*found, ""], strict=False)) == text


@given(TEXTS)
def test_a_line_holds_no_line_end_and_cells_give_it_back(text: str) -> None:
    for line in split_lines(text)[0]:
        assert "\n" not in line
        assert "\r" not in line
        assert "\t".join(line.split("\t")) == line


@given(st.text(CHARACTERS).filter(lambda text: not ends(text)), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_final_line_end_adds_no_line(text: str, end: str) -> None:
    if text:
        assert split_lines(text + end)[0] == split_lines(text)[0]
    assert split_lines(f"一{end}{text}二{end}")[0] == split_lines(f"一{end}{text}二")[0]


@given(st.text(FILE_CHARACTERS), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_a_file_of_any_text_gives_its_cells_back(tmp_path_factory, text: str, codec: str) -> None:
    assert_read_whole(tmp_path_factory.getbasetemp(), "計画" + text, codec)


@given(JAPANESE, st.sampled_from(["cp932", "utf-16-le", "utf-16-be"]))
def test_a_japanese_file_gives_its_cells_back_without_any_mark(tmp_path_factory, text: str, codec: str) -> None:
    assert_read_whole(tmp_path_factory.getbasetemp(), "計画\t実績\n" + text, codec)


def assert_read_whole(folder, text: str, codec: str) -> None:
    (folder / "table.tsv").write_bytes(text.encode(codec))
    document = read_document(register_entry(path="table.tsv"), folder)
    assert ["\t".join(cells) for cells in document.cells()] == split_lines(text)[0]


@given(st.lists(ROWS, max_size=12))
def test_any_table_is_classified_and_none_of_its_cells_lost(rows: list[list[str]]) -> None:
    lines = read_sheet(rows, KnownHeadings({"施策": "item"}), edition=2023).lines
    assert [list(line.cells) for line in lines] == rows
    assert [line.line_no for line in lines] == list(range(1, len(rows) + 1))
    headings = {line.line_no for line in lines if line.kind == "header"}
    for line in lines:
        assert line.kind in KINDS
        assert (line.kind in ("measure", "continuation")) == (line.block_no is not None)
        assert (line.kind == "blank") == (not "".join(line.cells).strip())
        assert line.heading_line_no is None or line.heading_line_no in headings
        assert line.kind != "measure" or line.heading_line_no is not None


@given(ROWS)
def test_any_row_is_read_as_a_heading_with_each_column_asked_once(cells: list[str]) -> None:
    columns = read_headings(cells, KnownHeadings({}), 2023)
    assert [column.cell_no for column in columns] == list(range(1, len(columns) + 1))
    assert [column.text for column in columns if column.text.strip()] == [text for text in cells if text.strip()]
    asked = [(column.field, column.fiscal_year) for column in columns if column.field != "attribute"]
    assert len(asked) == len(set(asked))
    for field, fiscal_year in asked:
        assert field in FIELDS
        assert field == "target" or (field in DATED_FIELDS) == (fiscal_year is not None)
        assert fiscal_year is None or 1989 <= fiscal_year <= 2100
