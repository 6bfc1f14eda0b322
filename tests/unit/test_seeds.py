"""The register and the tables of judgement: every mistake is told with file, line and remedy."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.placement.adjudications import Adjudication
from pipeline.quality.acceptance import Acceptance
from pipeline.seeds.judgement import Judgement, read_judgement
from pipeline.seeds.register import read_register
from tests.builders import SeedsFolder

REGISTER = (
    "municipality_code,municipality_name,plan_code,plan_name,edition_fiscal_year,path,sha256,source_url,"
    "retrieved_on,licence,note"
)
ROW = "132217,清瀬市,jisatsu,清瀬市自殺対策計画,2023,documents/a.tsv,,,,,"
DEPARTMENTS = "municipality_code,section_name,bureau_name,valid_from_fy,valid_to_fy,successor,aliases"
ADJUDICATIONS = "document_id,line_no,cell_no,guard,field,fiscal_year,text,reason,decided_by,decided_on"
ACCEPTED = "finding_id,reason,accepted_by,accepted_on,expires_on"


def write(folder: Path, name: str, *lines: str, encoding: str = "utf-8", newline: str = "\n") -> None:
    (folder / name).write_bytes((newline.join(lines) + newline).encode(encoding))


def register_error(folder: Path) -> InputError:
    with pytest.raises(InputError) as raised:
        read_register(folder)
    return raised.value


def judgement_error(folder: Path) -> InputError:
    with pytest.raises(InputError) as raised:
        read_judgement(folder)
    return raised.value


def assert_told(error: InputError, file: Path, line_no: int, what: str, remedy: str) -> None:
    assert error.exit_status == 2
    assert f"{file} {line_no}行目" in error.message_ja
    assert f"{file}, line {line_no}:" in error.message_en
    assert "ください" in error.message_ja
    for message in (error.message_ja, error.message_en):
        assert what in message
    assert remedy in error.message_en


def test_a_register_is_read_oldest_edition_first(tmp_path: Path) -> None:
    seeds = SeedsFolder(tmp_path)
    seeds.add_document(municipality_code="132217", edition_fiscal_year=2024, path="b.tsv")
    seeds.add_document(municipality_code="132217", edition_fiscal_year=2023, path="a.tsv", note="備考, 引用")
    entries = read_register(tmp_path)
    assert [entry.document_id for entry in entries] == ["132217_jisatsu_2023", "132217_jisatsu_2024"]
    assert [(entry.register_line, entry.path, entry.note) for entry in entries] == [
        (3, "a.tsv", "備考, 引用"),
        (2, "b.tsv", ""),
    ]
    assert entries[0].sha256 == ""


@pytest.mark.parametrize(("encoding", "newline"), [("utf-8-sig", "\r\n"), ("utf-8", "\n"), ("utf-8-sig", "\n")])
def test_a_register_saved_by_a_spreadsheet_is_read(tmp_path: Path, encoding: str, newline: str) -> None:
    empty = "," * REGISTER.count(",")
    write(tmp_path, "documents.csv", REGISTER, ROW, empty, "", encoding=encoding, newline=newline)
    assert [entry.municipality_name for entry in read_register(tmp_path)] == ["清瀬市"]


def test_columns_may_stand_in_any_order_beside_others(tmp_path: Path) -> None:
    names, values = REGISTER.split(","), ROW.split(",")
    write(tmp_path, "documents.csv", ",".join(["extra", *names[::-1]]), ",".join(["x", *values[::-1]]))
    assert [entry.path for entry in read_register(tmp_path)] == ["documents/a.tsv"]


def test_a_missing_register_is_told_with_the_option(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "no-such-folder"):
        error = register_error(folder)
        for message in (error.message_ja, error.message_en):
            assert str(folder / "documents.csv") in message
            assert "--seeds" in message


def test_a_folder_in_place_of_the_register_is_told(tmp_path: Path) -> None:
    (tmp_path / "documents.csv").mkdir()
    assert str(tmp_path / "documents.csv") in register_error(tmp_path).message_en


def test_an_empty_register_is_told_to_lack_its_columns(tmp_path: Path) -> None:
    (tmp_path / "documents.csv").write_bytes(b"")
    assert_told(register_error(tmp_path), tmp_path / "documents.csv", 1, "municipality_code", "add")


def test_a_register_without_documents_is_told(tmp_path: Path) -> None:
    write(tmp_path, "documents.csv", REGISTER)
    assert_told(register_error(tmp_path), tmp_path / "documents.csv", 2, "", "add a row")


@pytest.mark.parametrize("column", ["municipality_code", "path", "sha256", "note"])
def test_a_missing_column_is_told(tmp_path: Path, column: str) -> None:
    names = [name for name in REGISTER.split(",") if name != column]
    write(tmp_path, "documents.csv", ",".join(names), ROW)
    assert_told(register_error(tmp_path), tmp_path / "documents.csv", 1, column, "add it to the heading")


@pytest.mark.parametrize(
    "column",
    ["municipality_code", "municipality_name", "plan_code", "plan_name", "edition_fiscal_year", "path"],
)
def test_an_empty_value_is_told(tmp_path: Path, column: str) -> None:
    values = dict(zip(REGISTER.split(","), ROW.split(","), strict=True)) | {column: " "}
    write(tmp_path, "documents.csv", REGISTER, ROW, "", ",".join(values.values()))
    assert_told(register_error(tmp_path), tmp_path / "documents.csv", 4, column, "fill it in")


@pytest.mark.parametrize(
    "year", ["令和5", "R5", "23", "20233", "2023年度", "２０２３", "1988", "1899", "2101", "2023.0"]
)
def test_a_bad_year_is_told(tmp_path: Path, year: str) -> None:
    write(tmp_path, "documents.csv", REGISTER, ROW.replace("2023", year, 1))
    assert_told(register_error(tmp_path), tmp_path / "documents.csv", 2, year, "like 2023")


@pytest.mark.parametrize(
    ("code", "bad"), [("132217", "13 2217"), ("132217", "清瀬"), ("jisatsu", "自殺"), ("jisatsu", "a_b")]
)
def test_a_code_that_cannot_be_part_of_a_name_is_told(tmp_path: Path, code: str, bad: str) -> None:
    write(tmp_path, "documents.csv", REGISTER, ROW.replace(code, bad, 1))
    assert_told(register_error(tmp_path), tmp_path / "documents.csv", 2, bad, "must be letters, digits")


def test_a_document_registered_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    write(tmp_path, "documents.csv", REGISTER, ROW, ROW.replace("2023", "2022", 1), ROW.replace("a.tsv", "b.tsv"))
    error = register_error(tmp_path)
    assert_told(error, tmp_path / "documents.csv", 4, "132217_jisatsu_2023", "remove one")
    assert "line 2" in error.message_en
    assert "2 行目" in error.message_ja


def test_another_encoding_is_told(tmp_path: Path) -> None:
    write(tmp_path, "documents.csv", REGISTER, ROW, encoding="cp932")
    assert_told(register_error(tmp_path), tmp_path / "documents.csv", 2, "UTF-8", "save it as UTF-8")


def test_a_quote_that_is_never_closed_does_not_swallow_the_rows_below(tmp_path: Path) -> None:
    write(tmp_path, "documents.csv", REGISTER, ROW + '"備考', ROW.replace("2023", "2024", 1))
    error = register_error(tmp_path)
    assert str(tmp_path / "documents.csv") in error.message_en
    assert "CSV" in error.message_en


def test_a_row_with_more_cells_than_the_heading_is_told(tmp_path: Path) -> None:
    """A comma that was not quoted moves every value behind it."""
    write(tmp_path, "documents.csv", REGISTER, ROW, ROW.replace("2023", "2024", 1) + "備考,その2")
    assert_told(register_error(tmp_path), tmp_path / "documents.csv", 3, "", "quote")


def test_missing_tables_of_judgement_are_empty(tmp_path: Path) -> None:
    assert read_judgement(tmp_path) == Judgement({}, {}, {}, {})


def test_tables_of_judgement_with_their_heading_alone_are_empty(tmp_path: Path) -> None:
    write(tmp_path, "headings.csv", "heading,field,note")
    write(tmp_path, "vocabulary.csv", "misreading,reading")
    write(tmp_path, "departments.csv", DEPARTMENTS)
    write(tmp_path, "adjudications.csv", ADJUDICATIONS)
    assert read_judgement(tmp_path) == Judgement({}, {}, {}, {})


def test_headings_and_vocabulary_are_read(tmp_path: Path) -> None:
    write(tmp_path, "headings.csv", "heading,field,note", "取組の成果,status,", "めあて,plan,備考")
    write(tmp_path, "vocabulary.csv", "misreading,reading", "グートキーパー,ゲートキーパー")
    judgement = read_judgement(tmp_path)
    assert judgement.headings == {"取組の成果": "status", "めあて": "plan"}
    assert judgement.vocabulary == {"グートキーパー": "ゲートキーパー"}


def test_departments_are_read_by_municipality(tmp_path: Path) -> None:
    rows = [
        "132217,広報課,企画部,,2021,市民協働課,広報課係 | 広報諜",
        "132217,市民協働課,,2022,,,",
        "012345,広報課,,,,,",
    ]
    write(tmp_path, "departments.csv", DEPARTMENTS, *rows)
    departments = read_judgement(tmp_path).departments
    assert [record.section_name for record in departments["132217"]] == ["広報課", "市民協働課"]
    assert [record.section_name for record in departments["012345"]] == ["広報課"]
    first, second = departments["132217"]
    assert (first.bureau_name, first.valid_from_fy, first.valid_to_fy) == ("企画部", None, 2021)
    assert (first.successor, first.aliases) == ("市民協働課", ("広報課係", "広報諜"))
    assert (second.bureau_name, second.valid_from_fy, second.successor, second.aliases) == (None, 2022, None, ())


def test_adjudications_are_read_by_document(tmp_path: Path) -> None:
    row = "132217_jisatsu_2023,8,13,abc,status,2020,,原本で確認,maintainer,2024-06-01"
    write(tmp_path, "adjudications.csv", ADJUDICATIONS, row)
    expected = Adjudication(
        document_id="132217_jisatsu_2023",
        line_no=8,
        cell_no=13,
        guard="abc",
        field="status",
        fiscal_year=2020,
        text="",
        reason="原本で確認",
        decided_by="maintainer",
        decided_on="2024-06-01",
    )
    assert read_judgement(tmp_path).adjudications == {"132217_jisatsu_2023": [expected]}


def test_acceptances_are_read_in_order(tmp_path: Path) -> None:
    rows = ["lost_item-abc,原本どおり,健康推進課,2024-06-01,", "lost_item-abc,再確認,健康推進課,2025-06-01,2026-03-31"]
    write(tmp_path, "accepted_findings.csv", ACCEPTED, *rows)
    first, second = read_judgement(tmp_path).acceptances
    assert first == Acceptance(2, "lost_item-abc", "原本どおり", "健康推進課", date(2024, 6, 1), None)
    assert (second.seeds_line, second.expires_on) == (3, date(2026, 3, 31))


@pytest.mark.parametrize("field", ["surplus", "quarantined", "policy", "achievement"])
def test_an_adjudication_may_name_every_field_of_a_placed_cell(tmp_path: Path, field: str) -> None:
    write(tmp_path, "adjudications.csv", ADJUDICATIONS, f"a_b_2023,8,13,abc,{field},,,理由,maintainer,2024-06-01")
    assert read_judgement(tmp_path).adjudications["a_b_2023"][0].field == field


def test_an_adjudication_without_a_cell_supplies_a_value(tmp_path: Path) -> None:
    row = "a_b_2023,8,,abc,achievement,2020,85%,照会への回答,福祉課,2024-06-01"
    write(tmp_path, "adjudications.csv", ADJUDICATIONS, row)
    (decision,) = read_judgement(tmp_path).adjudications["a_b_2023"]
    assert (decision.cell_no, decision.field, decision.fiscal_year, decision.text) == (None, "achievement", 2020, "85%")


@pytest.mark.parametrize(
    ("name", "heading", "row", "what", "remedy"),
    [
        ("headings.csv", "heading", "成果", "field", "add it to the heading"),
        ("vocabulary.csv", "misreading", "グート", "reading", "add it to the heading"),
        ("departments.csv", DEPARTMENTS.replace(",aliases", ""), "132217,課,,,,", "aliases", "add it to the heading"),
        ("adjudications.csv", ADJUDICATIONS.replace(",reason", ""), "a", "reason", "add it to the heading"),
        ("accepted_findings.csv", ACCEPTED.replace(",expires_on", ""), "a", "expires_on", "add it to the heading"),
    ],
)
def test_a_missing_column_of_judgement_is_told(
    tmp_path: Path, name: str, heading: str, row: str, what: str, remedy: str
) -> None:
    write(tmp_path, name, heading, row)
    assert_told(judgement_error(tmp_path), tmp_path / name, 1, what, remedy)


@pytest.mark.parametrize(
    ("name", "heading", "row", "what", "remedy"),
    [
        ("headings.csv", "heading,field", "成果,outcome", "outcome", "achievement"),
        ("headings.csv", "heading,field", "成果,surplus", "surplus", "must be one of"),
        ("headings.csv", "heading,field", "成果,", "field", "fill it in"),
        ("vocabulary.csv", "misreading,reading", "グート,", "reading", "fill it in"),
        ("vocabulary.csv", "misreading,reading", ",ゲート", "misreading", "fill it in"),
        ("departments.csv", DEPARTMENTS, "132217,,企画部,,,,", "section_name", "fill it in"),
        ("departments.csv", DEPARTMENTS, "132217,広報課,,令和4,,,", "valid_from_fy", "like 2023"),
        ("departments.csv", DEPARTMENTS, "132217,広報課,,,R4,,", "valid_to_fy", "like 2023"),
        ("departments.csv", DEPARTMENTS, "132217,広報課,企画部,,,,,別,名", "", "quote"),
        ("adjudications.csv", ADJUDICATIONS, "d,八,13,abc,plan,,,理由,人,2024-06-01", "line_no", "numbers"),
        ("adjudications.csv", ADJUDICATIONS, "d,8,-1,abc,plan,,,理由,人,2024-06-01", "cell_no", "numbers"),
        (
            "adjudications.csv",
            ADJUDICATIONS,
            "d,8,,abc,plan,2022,,理由,人,2024-06-01",
            "cell_no",
            "give field and text",
        ),
        ("adjudications.csv", ADJUDICATIONS, "d,8,,abc,plan,,続ける,理由,人,2024-06-01", "cell_no", "fiscal_year"),
        ("adjudications.csv", ADJUDICATIONS, "d,8,,abc,page,2022,P3,理由,人,2024-06-01", "cell_no", "fiscal_year"),
        ("adjudications.csv", ADJUDICATIONS, "d,8,,abc,surplus,,余,理由,人,2024-06-01", "cell_no", "give field"),
        ("adjudications.csv", ADJUDICATIONS, "d,8,,abc,,,続ける,理由,人,2024-06-01", "cell_no", "give field"),
        ("adjudications.csv", ADJUDICATIONS, "d,8,13,abc,planned,,,理由,人,2024-06-01", "planned", "must be one of"),
        ("adjudications.csv", ADJUDICATIONS, "d,8,13,abc,plan,R5,,理由,人,2024-06-01", "fiscal_year", "like 2023"),
        ("adjudications.csv", ADJUDICATIONS, "d,8,13,,plan,,,理由,人,2024-06-01", "guard", "fill it in"),
        ("adjudications.csv", ADJUDICATIONS, "d,8,13,abc,plan,,,,人,2024-06-01", "reason", "fill it in"),
        ("adjudications.csv", ADJUDICATIONS, "d,8,13,abc,plan,,,理由,,2024-06-01", "decided_by", "fill it in"),
        ("accepted_findings.csv", ACCEPTED, ",理由,人,2024-06-01,", "finding_id", "fill it in"),
        ("accepted_findings.csv", ACCEPTED, "f,,人,2024-06-01,", "reason", "fill it in"),
        ("accepted_findings.csv", ACCEPTED, "f,理由,,2024-06-01,", "accepted_by", "fill it in"),
        ("accepted_findings.csv", ACCEPTED, "f,理由,人,,", "accepted_on", "fill it in"),
        ("accepted_findings.csv", ACCEPTED, "f,理由,人,2024/6/1,", "accepted_on", "like 2026-04-01"),
        ("accepted_findings.csv", ACCEPTED, "f,理由,人,20240601,", "accepted_on", "like 2026-04-01"),
        ("accepted_findings.csv", ACCEPTED, "f,理由,人,2024-06-31,", "accepted_on", "like 2026-04-01"),
        ("accepted_findings.csv", ACCEPTED, "f,理由,人,2024-06-01,令和7年度末", "expires_on", "like 2026-04-01"),
    ],
)
def test_a_bad_row_of_judgement_is_told(
    tmp_path: Path, name: str, heading: str, row: str, what: str, remedy: str
) -> None:
    write(tmp_path, name, heading, "", row)
    assert_told(judgement_error(tmp_path), tmp_path / name, 3, what, remedy)


@pytest.mark.parametrize(
    "name",
    [*map("{}.csv".format, ("headings", "vocabulary", "departments", "adjudications", "accepted_findings"))],
)
def test_a_folder_or_another_encoding_in_place_of_a_table_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.mkdir()
    error = judgement_error(tmp_path)
    assert str(path) in error.message_ja
    assert str(path) in error.message_en
    path.rmdir()
    write(tmp_path, name, "見出し,欄", encoding="cp932")
    assert_told(judgement_error(tmp_path), path, 1, "UTF-8", "save it as UTF-8")
