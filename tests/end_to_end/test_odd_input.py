"""Odd input: bytes that are no text, tables beyond bounds, files that are none: one sentence, or a finding."""

import os
import re
from pathlib import Path

import pytest

from tests.builders import HEADINGS, MEASURES, TABLE, SeedsFolder, tsv
from tests.end_to_end.test_bad_input import Outcome, assert_refused, query, refresh, shinchoku

MANY = (HEADINGS, *(MEASURES * 10))


def refreshed(root: Path, seeds: SeedsFolder) -> Outcome:
    outcome = refresh(seeds.path, root / "output")
    assert "Traceback" not in outcome.told + outcome.printed
    assert not re.search(r"<\w[\w.]* object at 0x|\bNone\b|\bnan\b", outcome.told + outcome.printed)
    return outcome


# What is too large, and the words that tell it.
TOO_LARGE = {
    "a cell of 50 MB": ((*TABLE, ["あ" * (50_000_000 // 3)]), "line 5 is too long"),
    "a cell of 60,000 characters": ((*TABLE, ["あ" * 60_000]), "line 5 has a cell of 60,000 characters"),
    "100,000 cells in a row": ((*TABLE, ["実施"] * 100_000), "line 5 is too long (100,000 cells"),
    "a million lines": (tsv(TABLE).encode() + b"\n" * 1_000_000, "1,000,004 lines"),
    "three million blanks": (tsv((*TABLE, *([[""] * 480] * 6_300))).encode(), "cells (at most 2,000,000)"),
}


@pytest.mark.parametrize(("content", "words"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_is_too_large_is_one_sentence(tmp_path: Path, content: object, words: str) -> None:
    seeds = SeedsFolder(tmp_path / "seeds")
    seeds.add_document(content)  # type: ignore[arg-type]
    assert_refused(refreshed(tmp_path, seeds), tmp_path / "output", words, "確認してください")


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of which a few bytes cannot be read, in every encoding; nothing of them is rejected."""
    root = tmp_path_factory.mktemp("damaged")
    seeds = SeedsFolder(root / "seeds")
    good = tsv(MANY)
    where = good.index("12回", 800)
    cut = {codec: len(good[:where].encode(codec)) for codec in ("utf-8", "cp932", "utf-16-le")}
    damages = [("utf-8", b"\xff"), ("utf-8", b"\x00"), ("utf-8", b"\xed\xa0\x80"), ("cp932", b"\xff")]
    for number, (codec, damage) in enumerate([*damages, ("utf-16-le", b"\x00\xdc")]):
        data = good.encode(codec)
        data = data[: cut[codec]] + damage + data[cut[codec] :]
        seeds.add_document((b"\xff\xfe" if codec == "utf-16-le" else b"") + data, plan_code=f"damaged{number}")
    heading = good.replace("担当課", "担\x00課", 1)
    seeds.add_document(heading.encode(), plan_code="heading")
    outcome = refreshed(root, seeds)
    assert outcome.exit_status == 0
    return root / "output"


def test_a_few_bad_bytes_cost_their_line_alone(damaged: Path) -> None:
    lines = (
        "select document_id, count(*) filter (kind = 'measure'), count(*) filter (kind = 'unreadable') from raw.line"
    )
    found = query(damaged, f"{lines} where document_id not like '%heading%' group by all")
    assert [row[1:] for row in found] == [(29, 1)] * 5
    told = query(
        damaged, "select line_no, message_ja, message_en from quality.finding where rule_code = 'unreadable_line'"
    )
    assert len(told) == 6
    line = tsv(MANY)[: tsv(MANY).index("12回", 800)].count("\n") + 1
    assert {row[0] for row in told} == {line, 1}
    for line_no, message_ja, message_en in told:
        assert "読み取れない文字" in message_ja
        assert f"Cell {4 if line_no == 1 else 5} has unreadable characters" in message_en
        assert ("使用していません" in message_ja) == (line_no != 1)


def test_damage_in_the_heading_does_not_cost_the_table(damaged: Path) -> None:
    where = "where document_id like '%heading%'"
    assert query(damaged, f"select count(*) filter (kind = 'measure') from raw.line {where}") == [(30,)]
    told = f"select line_no from quality.finding {where} and rule_code = 'unreadable_line'"
    assert query(damaged, told) == [(1,)]


def test_a_file_in_which_much_cannot_be_read_is_rejected(tmp_path: Path) -> None:
    seeds = SeedsFolder(tmp_path / "seeds")
    seeds.add_document(tsv(MANY).replace("実施した", "\x01").encode())
    assert_refused(refreshed(tmp_path, seeds), tmp_path / "output", "it is neither a text table")


@pytest.mark.parametrize("argument", ["\udcff", "select '\udce3'", "\ud800"])
def test_an_argument_that_is_no_text_is_told(tmp_path: Path, argument: str) -> None:
    outcome = shinchoku("query", argument, "--output", tmp_path)
    assert_refused(outcome, tmp_path, "UTF-8 で指定してください", "give it in UTF-8")


# What stands in the place of a document, and the words that tell it.
IRREGULAR = {
    "pipe": (os.mkfifo, "not a regular file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "outside the seeds folder"),
    "folder": (lambda path: path.mkdir(), "it is a folder"),
    "link out": (lambda path: path.symlink_to("/etc/passwd"), "outside the seeds folder"),
    "link to nothing": (lambda path: path.symlink_to("nothing"), "there is no such file"),
    "link to itself": (lambda path: path.symlink_to(path.name), "it cannot be read"),
}


def test_a_register_of_pipes_devices_and_links_costs_none_of_the_others(tmp_path: Path) -> None:
    seeds = SeedsFolder(tmp_path / "seeds")
    seeds.add_document()
    for make, _ in IRREGULAR.values():
        make(seeds.add_document(None))
    outcome = refreshed(tmp_path, seeds)
    assert outcome.exit_status == 3
    for line_no, (_, words) in enumerate(IRREGULAR.values(), 3):
        assert re.search(rf"line {line_no}\): [^\n]*{words}", outcome.printed), words
    assert query(tmp_path / "output", "select count(*) from raw.document") == [(1,)]


@pytest.mark.parametrize("name", ["documents.csv", "headings.csv", "adjudications.csv", "accepted_findings.csv"])
@pytest.mark.parametrize("kind", IRREGULAR)
def test_a_table_of_the_seeds_that_is_no_file_is_told(tmp_path: Path, name: str, kind: str) -> None:
    seeds = SeedsFolder(tmp_path / "seeds")
    seeds.add_document()
    (seeds.path / name).unlink(missing_ok=True)
    IRREGULAR[kind][0](seeds.path / name)
    assert_refused(refreshed(tmp_path, seeds), tmp_path / "output", str(seeds.path / name))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"heading,field\n\xff,item\n", "headings.csv, line 2: it is not UTF-8"),
        (b"heading,field\n\x00,item\n", "line 2: it holds a control character (U+0000)"),
        (b"heading,field\nx,item\n\x1b[31m,item\n", "line 3: it holds a control character (U+001B)"),
        (b'heading,field\n"open,item\n', "it is no valid CSV"),
        (b"heading,field\n" + b"x" * 200_000 + b",item\n", "it is no valid CSV"),
    ],
)
def test_a_table_of_the_seeds_with_odd_bytes_is_told_with_its_line(tmp_path: Path, content: bytes, words: str) -> None:
    seeds = SeedsFolder(tmp_path / "seeds")
    seeds.add_document()
    (seeds.path / "headings.csv").write_bytes(content)
    assert_refused(refreshed(tmp_path, seeds), tmp_path / "output", words)


def test_a_document_that_vanishes_while_others_are_read_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = SeedsFolder(tmp_path / "seeds")
    seeds.add_document()
    lost = seeds.add_document()
    opened = os.open

    def vanishing(path: object, *arguments: int, **options: int) -> int:
        if str(path).endswith(lost.name):
            lost.unlink(missing_ok=True)
        return opened(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", vanishing)
    outcome = refreshed(tmp_path, seeds)
    assert outcome.exit_status == 3
    assert "there is no such file" in outcome.printed


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_document_that_may_not_be_read_is_a_finding(tmp_path: Path) -> None:
    seeds = SeedsFolder(tmp_path / "seeds")
    seeds.add_document()
    seeds.add_document().chmod(0)
    outcome = refreshed(tmp_path, seeds)
    assert outcome.exit_status == 3
    assert "it cannot be read (Permission denied)" in outcome.printed
