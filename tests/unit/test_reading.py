"""Bytes to lines and cells: encodings, line ends, and what is no text table at all."""

import hashlib
import re
from pathlib import Path

import pytest

from pipeline.documents.formats.delimited import split_lines
from pipeline.documents.reading import DocumentText, read_document
from pipeline.errors import DocumentError
from pipeline.seeds.register import RegisterEntry
from tests.builders import register_entry

TEXT = "計画における項目\t実施内容\t達成度(%)\n\n1-1. 相談\t窓口相談～①\t100%\n\t　\t\n"
NEWLINES = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
# The eight bytes every PNG begins with, and its first chunk.
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


def read(tmp_path: Path, data: bytes, **register_columns: object) -> DocumentText:
    entry = register_entry(path="table.tsv", **register_columns)
    (tmp_path / "table.tsv").write_bytes(data)
    return read_document(entry, tmp_path)


def rejection(entry: RegisterEntry, seeds: Path) -> DocumentError:
    with pytest.raises(DocumentError) as raised:
        read_document(entry, seeds)
    return raised.value


def assert_names_place(error: DocumentError, file: str, register_line: int) -> None:
    assert file in error.message_ja
    assert file in error.message_en
    assert f"documents.csv {register_line}行目" in error.message_ja
    assert f"documents.csv, line {register_line}" in error.message_en


@pytest.mark.parametrize(
    ("codec", "mark", "encoding"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("cp932", b"", "cp932"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-16-le", b"", "utf-16"),
        ("utf-16-be", b"", "utf-16"),
    ],
)
@pytest.mark.parametrize("newline", NEWLINES)
def test_every_encoding_and_line_end_gives_the_same_cells(
    tmp_path: Path, codec: str, mark: bytes, encoding: str, newline: str
) -> None:
    document = read(tmp_path, mark + TEXT.replace("\n", NEWLINES[newline]).encode(codec))
    assert document.grid.encoding == encoding
    assert document.grid.newline == newline
    assert document.cells() == [
        ["計画における項目", "実施内容", "達成度(%)"],
        [""],
        ["1-1. 相談", "窓口相談～①", "100%"],
        ["", "　", ""],
    ]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_mark_is_told_by_its_tabs_not_by_its_ideographic_spaces(tmp_path: Path, codec: str) -> None:
    text = "事　業　名　　　　\t担　当　課　　　　\t達　成　度　　　　\n"
    assert read(tmp_path, text.encode(codec)).cells() == [text.removesuffix("\n").split("\t")]


@pytest.mark.parametrize("newline", NEWLINES.values(), ids=NEWLINES)
@pytest.mark.parametrize("text", ["一\t二\n三\t四", "\n\n一\n\n", "一", "\t\t\n \t "])
def test_joined_cells_and_lines_give_the_text_back(tmp_path: Path, text: str, newline: str) -> None:
    ended = text.removesuffix("\n").replace("\n", newline) + newline
    document = read(tmp_path, ("見出し" + ended).encode())
    assert newline.join("\t".join(cells) for cells in document.cells()) + newline == "見出し" + ended


@pytest.mark.parametrize("newline", NEWLINES.values(), ids=NEWLINES)
def test_the_last_line_counts_the_same_with_and_without_its_end(newline: str) -> None:
    assert split_lines(f"一{newline}二{newline}")[0] == split_lines(f"一{newline}二")[0] == ["一", "二"]


@pytest.mark.parametrize("newline", NEWLINES.values(), ids=NEWLINES)
def test_an_empty_line_is_a_line(newline: str) -> None:
    assert split_lines(newline.join(["", "一", "", "", "二", "", ""]))[0] == ["", "一", "", "", "二", ""]
    assert split_lines(newline)[0] == [""]


def test_mixed_line_ends_are_each_one_end() -> None:
    assert split_lines("一\r\n二\n三\r四\r\n") == (["一", "二", "三", "四"], "mixed")


def test_a_text_without_line_end_is_one_line() -> None:
    assert split_lines("一\t二") == (["一\t二"], "none")


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\u3000"])
def test_only_line_ends_end_a_line(character: str) -> None:
    assert split_lines(f"一{character}二\n三")[0] == [f"一{character}二", "三"]


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + TEXT.encode()
    assert read(tmp_path, data).sha256 == hashlib.sha256(data).hexdigest()


def test_a_registered_hash_is_accepted_in_either_case(tmp_path: Path) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    for registered in (digest, digest.upper()):
        assert read(tmp_path, TEXT.encode(), sha256=registered).sha256 == digest


def test_another_hash_than_the_registered_one_is_told_with_both_remedies(tmp_path: Path) -> None:
    (tmp_path / "table.tsv").write_text(TEXT, "utf-8", newline="")
    error = rejection(register_entry(path="table.tsv", sha256="0" * 64, register_line=7), tmp_path)
    assert_names_place(error, "table.tsv", 7)
    actual = hashlib.sha256(TEXT.encode()).hexdigest()
    assert actual in error.message_en
    assert re.search("restore the file or correct the register", error.message_en)
    assert "替えてください" in error.message_ja


@pytest.mark.parametrize("path", ["missing.tsv", "no/such/folder.tsv", f"{'長' * 100}.tsv", "x" * 5000, "nul\0.tsv"])
def test_a_file_that_cannot_be_there_is_told_with_its_place(tmp_path: Path, path: str) -> None:
    error = rejection(register_entry(path=path, register_line=5), tmp_path)
    assert_names_place(error, path, 5)
    assert "ください" in error.message_ja


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "table.tsv").mkdir()
    error = rejection(register_entry(path="table.tsv"), tmp_path)
    assert_names_place(error, "table.tsv", 2)
    assert "folder; name a file" in error.message_en


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"\xff\xfe", "　\n".encode()])
def test_a_file_that_holds_nothing_is_told_as_empty(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "table.tsv").write_bytes(data)
    error = rejection(register_entry(path="table.tsv"), tmp_path)
    assert_names_place(error, "table.tsv", 2)
    assert "empty; replace it" in error.message_en
    assert "空" in error.message_ja


@pytest.mark.parametrize(
    "data",
    [PNG, bytes(64), TEXT.encode("utf-32")],
    ids=["png", "zeros", "utf-32"],
)
def test_what_is_no_text_table_is_told_with_the_encodings_that_are(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "table.tsv").write_bytes(data)
    error = rejection(register_entry(path="table.tsv", register_line=3), tmp_path)
    assert_names_place(error, "table.tsv", 3)
    for message in (error.message_ja, error.message_en):
        assert all(name in message for name in ("UTF-8", "CP932", "UTF-16"))
    assert "save it as" in error.message_en
