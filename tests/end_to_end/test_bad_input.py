"""What the command does with unusable input: one sentence, an exit status, and nothing published that was not whole."""

import contextlib
import hashlib
import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from pipeline.assets.run import run_refresh
from pipeline.cli.app import main
from pipeline.errors import InputError
from pipeline.settings import PROJECT_ROOT, Settings
from tests.builders import HEADINGS, MEASURES, TABLE, SeedsFolder, tsv

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
UNKNOWN_TABLE = (("番号", "氏名", "住所"), ("1", "甲", "一丁目"), ("2", "乙", "二丁目"))


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its exit status, what it told (stderr) and what it printed (stdout)."""

    exit_status: int
    told: str
    printed: str


def shinchoku(*arguments: str | Path) -> Outcome:
    """Run the command as its console script does, in this process."""
    told, printed = io.StringIO(), io.StringIO()
    status = 0
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(told), contextlib.redirect_stdout(printed):
        patch.setattr(sys, "argv", ["shinchoku", *map(str, arguments)])
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
    return Outcome(status, told.getvalue(), printed.getvalue())


def shinchoku_process(*arguments: str | Path) -> Outcome:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "pipeline.cli.app", *map(str, arguments)]
    run = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    return Outcome(run.returncode, run.stderr, run.stdout)


def refresh(seeds: Path, output: Path, *options: str) -> Outcome:
    return shinchoku("refresh", "--seeds", seeds, "--output", output, *options)


def published_files(output: Path) -> dict[str, str]:
    """Hash what readers use; the stage, the lock and a candidate are nobody's."""
    files = [output / "shinchoku.duckdb", *(output / "exports").rglob("*"), *(output / "reports").rglob("*")]
    files += (output / "releases").rglob("*")
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()}


def query(output: Path, statement: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(output / "shinchoku.duckdb"), read_only=True) as connection:
        return connection.execute(statement).fetchall()


def assert_refused(outcome: Outcome, output: Path, *words: str) -> None:
    assert outcome.exit_status == 2
    assert "Traceback" not in outcome.told + outcome.printed
    for word in words:
        assert word in outcome.told
    assert published_files(output) == {}


Spoil = Callable[[SeedsFolder], Any]
# How the document is registered, and what to do about it.
BAD_DOCUMENTS: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "missing": ({"content": None}, ("ファイルを置くか", "put it there or correct its path")),
    "empty": ({"content": b""}, ("正しいファイルに替えてください", "replace it by the right file")),
    "folder": ({"content": None, "path": "."}, ("ファイルを指定してください", "name a file")),
    "binary": ({"content": PNG}, ("TSV・CSV・.xlsx で保存してください", "save it as TSV, CSV or .xlsx")),
    "unknown_heading": (
        {"content": UNKNOWN_TABLE},
        ("見出しを headings.csv に追加", "add its headings to headings.csv"),
    ),
    "outside": (
        {"content": None, "path": "../../outside.tsv"},
        ("seeds フォルダの外", "outside the seeds folder"),
    ),
    "too_wide": (
        {"content": (*TABLE, ["実施"] * 20_000)},
        ("5行目が長すぎます", "line 5 is too long (20,000 cells"),
    ),
    "too_long": ({"content": (*TABLE, ["あ" * 2_000_000])}, ("5行目が長すぎます", "line 5 is too long")),
    "wrong_sha256": ({"sha256": "0" * 64}, ("台帳の値を正しいものに", "restore the file or correct the register")),
}
# What is done to a seeds folder with one good document, and the words that tell it.
BAD_SEEDS: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "no_register": (lambda seeds: seeds.register.unlink(), ("documents.csv", "--seeds で", "with --seeds")),
    "empty_register": (
        lambda seeds: seeds.register.write_bytes(b""),
        ("documents.csv, line 1", "municipality_code", "追加してください", "add it to the heading"),
    ),
    "missing_column": (
        lambda seeds: seeds.register.write_text(seeds.register.read_text("utf-8").replace("sha256", "hash"), "utf-8"),
        ("documents.csv, line 1", "sha256", "追加してください", "add it to the heading"),
    ),
    "empty_value": (
        lambda seeds: seeds.add_document(plan_name=""),
        ("documents.csv, line 3", "plan_name", "値を入れてください", "fill it in"),
    ),
    "bad_year": (
        lambda seeds: seeds.add_document(edition_fiscal_year="令和5"),
        ("documents.csv, line 3", "令和5", "西暦4桁", "a year like 2023"),
    ),
    "duplicate": (
        lambda seeds: seeds.add_document(municipality_code="012345", path="documents/again.tsv"),
        ("documents.csv, line 3", "012345_jisatsu_2023", "on line 2", "削除してください", "remove one"),
    ),
    "unknown_field": (
        lambda seeds: seeds.write_table("headings.csv", [("heading", "field"), ("めあて", "aim")]),
        ("headings.csv, line 2", "aim", "いずれかにしてください", "must be one of"),
    ),
}


@pytest.mark.parametrize(("document", "remedies"), BAD_DOCUMENTS.values(), ids=BAD_DOCUMENTS)
def test_a_bad_document_alone_is_refused(tmp_path: Path, document: dict[str, Any], remedies: tuple[str, str]) -> None:
    seeds, output = SeedsFolder(tmp_path / "seeds"), tmp_path / "output"
    path = seeds.add_document(**document)
    place = (str(path), "documents.csv 2行目", "documents.csv, line 2")
    assert_refused(refresh(seeds.path, output), output, *place, *remedies)


def test_every_bad_document_is_told_at_once(tmp_path: Path) -> None:
    seeds, output = SeedsFolder(tmp_path / "seeds"), tmp_path / "output"
    paths = [seeds.add_document(**document) for document, _ in BAD_DOCUMENTS.values()]
    lines = [f"documents.csv, line {line_no}" for line_no, _ in enumerate(paths, 2)]
    assert_refused(refresh(seeds.path, output), output, *map(str, paths), *lines)


@pytest.mark.parametrize(("spoil", "words"), BAD_SEEDS.values(), ids=BAD_SEEDS)
def test_unusable_seeds_are_refused_although_the_document_is_good(
    tmp_path: Path, spoil: Spoil, words: tuple[str, ...]
) -> None:
    seeds, output = SeedsFolder(tmp_path / "seeds"), tmp_path / "output"
    seeds.add_document()
    spoil(seeds)
    assert_refused(refresh(seeds.path, output), output, str(seeds.path), *words)


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert_refused(refresh(tmp_path / "none", output), output, str(tmp_path / "none" / "documents.csv"), "--seeds")


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    seeds, output = SeedsFolder(tmp_path / "seeds"), tmp_path / "output"
    seeds.add_document()
    output.write_text("a file")
    assert_refused(refresh(seeds.path, output), output, str(output), "--output")
    assert output.read_text() == "a file"


def test_a_second_refresh_at_the_same_time_is_refused(tmp_path: Path) -> None:
    seeds, output = SeedsFolder(tmp_path / "seeds"), tmp_path / "output"
    seeds.add_document()
    output.mkdir()
    with FileLock(Settings.of(seeds.path, output).lock):
        assert_refused(refresh(seeds.path, output), output, str(output), "try again")


@pytest.mark.parametrize("arguments", [("status",), ("query", "select 1"), ("trace", "相談")])
def test_reading_commands_say_that_nothing_is_published(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    outcome = shinchoku(*arguments, "--output", tmp_path)
    assert_refused(outcome, tmp_path, "shinchoku.duckdb", "refresh を実行してください", "run shinchoku refresh first")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], Path, Outcome]:
    """A refresh, in a process of its own, of one good document and every kind of bad one."""
    root = tmp_path_factory.mktemp("mixed")
    seeds = SeedsFolder(root / "seeds")
    seeds.add_document()
    paths = [seeds.add_document(**document) for document, _ in BAD_DOCUMENTS.values()]
    outcome = shinchoku_process("refresh", "--seeds", seeds.path, "--output", root / "output")
    return paths, root / "output", outcome


def test_bad_documents_beside_a_good_one_end_with_status_3(mixed: tuple[list[Path], Path, Outcome]) -> None:
    paths, _, outcome = mixed
    assert outcome.exit_status == 3
    assert "Traceback" not in outcome.told + outcome.printed
    for line_no, (path, (_, (remedy_ja, _))) in enumerate(zip(paths, BAD_DOCUMENTS.values(), strict=True), 3):
        assert f"documents.csv {line_no}行目" in outcome.printed
        # As registered: a finding is published, and no path of this machine with it.
        assert str(path) not in outcome.printed
        assert remedy_ja in outcome.printed


def test_the_good_document_is_published_and_each_bad_one_a_finding(mixed: tuple[list[Path], Path, Outcome]) -> None:
    _, output, _ = mixed
    assert query(output, "select document_id from raw.document") == [("012345_jisatsu_2023",)]
    told = "select document_id, message_en from quality.finding where rule_code = 'document_rejected' order by all"
    rejected = query(output, told)
    assert [document for document, _ in rejected] == [
        f"{12345 + n:06d}_jisatsu_2023" for n in range(1, len(BAD_DOCUMENTS) + 1)
    ]
    for line_no, (_, message) in enumerate(rejected, 3):
        assert f"documents.csv, line {line_no}" in message
    for (_, message), (_, (_, remedy_en)) in zip(rejected, BAD_DOCUMENTS.values(), strict=True):
        assert remedy_en in message


def test_the_good_document_has_its_facts(mixed: tuple[list[Path], Path, Outcome]) -> None:
    _, output, _ = mixed
    values = "select achievement_kind, achievement_pct, status_text from core.fact_progress"
    facts = query(output, f"{values} where fiscal_year = 2023 order by source_line_no")
    assert facts == [
        ("percent", 100.0, "12回実施した。"),
        ("percent", 75.0, "3回実施した。"),
        ("not_implemented", None, "中止した。"),
    ]


def test_a_refusal_looks_the_same_from_outside(tmp_path: Path) -> None:
    seeds, output = SeedsFolder(tmp_path / "seeds"), tmp_path / "output"
    path = seeds.add_document(PNG)
    outcome = shinchoku_process("refresh", "--seeds", seeds.path, "--output", output)
    assert_refused(outcome, output, str(path), "documents.csv, line 2", *BAD_DOCUMENTS["binary"][1])


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A published warehouse, and the hashes of its files."""
    output = tmp_path_factory.mktemp("published") / "output"
    seeds = SeedsFolder(output.parent / "seeds")
    seeds.add_document()
    run_refresh(Settings.of(seeds.path, output), lambda _: None)
    return output, published_files(output)


@pytest.mark.parametrize("name", [*BAD_DOCUMENTS, *BAD_SEEDS])
def test_what_was_published_stays_when_a_later_refresh_is_refused(
    tmp_path: Path, published: tuple[Path, dict[str, str]], name: str
) -> None:
    output, files = published
    assert str(output / "shinchoku.duckdb") in files
    seeds = SeedsFolder(tmp_path)
    if name in BAD_DOCUMENTS:
        seeds.add_document(**BAD_DOCUMENTS[name][0])
    else:
        seeds.add_document()
        BAD_SEEDS[name][0](seeds)
    with pytest.raises(InputError):
        run_refresh(Settings.of(seeds.path, output), lambda _: None)
    assert published_files(output) == files


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """A refresh of documents that look odd and can be read all the same."""
    root = tmp_path_factory.mktemp("odd")
    seeds = SeedsFolder(root / "seeds")
    seeds.add_document(tsv(TABLE, "\r\n").encode("cp932"), plan_code="cp932")
    seeds.add_document(b"\xff\xfe" + tsv(TABLE).encode("utf-16-le"), plan_code="utf16")
    seeds.add_document(tsv(TABLE, "\r").removesuffix("\r").encode("utf-8-sig"), plan_code="cr")
    damaged = [("", "\ufffd相談", *MEASURES[0][2:]), *MEASURES, MEASURES[1][:4], (*MEASURES[2], "", "余り")]
    misread = (*HEADINGS, "備考", "令和99年度実績")
    seeds.add_document([MEASURES[0], misread, ("---",) * 9, *damaged], plan_code="damaged")
    seeds.add_document([HEADINGS], plan_code="heading-alone")
    return root / "output", refresh(seeds.path, root / "output")


def test_odd_documents_are_published(odd: tuple[Path, Outcome]) -> None:
    output, outcome = odd
    assert (outcome.exit_status, "Traceback" in outcome.told) == (0, False)
    assert query(output, "select plan_code, encoding, newline from raw.document order by document_id") == [
        ("cp932", "cp932", "crlf"),
        ("utf16", "utf-16", "lf"),
        ("cr", "utf-8-sig", "cr"),
        ("damaged", "utf-8", "lf"),
        ("heading-alone", "utf-8", "lf"),
    ]


def test_an_encoding_does_not_change_the_facts(odd: tuple[Path, Outcome]) -> None:
    output, _ = odd
    values = "select fiscal_year, plan_text, status_text, achievement_as_printed from core.fact_progress"
    order = "order by source_line_no, fiscal_year"
    codes = ("cp932", "utf16", "cr")
    facts = [query(output, f"{values} where document_id like '%_{code}_2023' {order}") for code in codes]
    assert facts[0] == facts[1] == facts[2]
    assert [(row[0], row[3]) for row in facts[0] if row[0] == 2023] == [(2023, "100%"), (2023, "75%"), (2023, "未実施")]


def test_damaged_lines_and_headings_are_findings(odd: tuple[Path, Outcome]) -> None:
    output, _ = odd
    damage = "from quality.finding where rule_code in ('unreadable_line', 'unknown_heading')"
    assert query(output, f"select rule_code, line_no, cell_no {damage} order by all") == [
        ("unreadable_line", 1, None),
        ("unreadable_line", 4, None),
    ]


def test_an_absolute_path_is_not_read(tmp_path: Path) -> None:
    seeds = SeedsFolder(tmp_path / "seeds")
    seeds.add_document(path=tmp_path / "outside.tsv")
    assert_refused(refresh(seeds.path, tmp_path / "output"), tmp_path / "output", "outside the seeds folder")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.tsv"
    outside.write_text(tsv(TABLE), "utf-8")
    seeds = SeedsFolder(tmp_path / "seeds")
    seeds.add_document(None, path="documents/link.tsv").symlink_to(outside)
    outcome = refresh(seeds.path, tmp_path / "output")
    assert_refused(outcome, tmp_path / "output", "outside the seeds folder")


@pytest.mark.parametrize("statement", ["", "  ", "/* nothing */", ";"])
def test_a_query_of_nothing_is_told(tmp_path: Path, kiyose_settings: Settings, statement: str) -> None:
    outcome = shinchoku("query", statement, "--output", kiyose_settings.output)
    assert (outcome.exit_status, outcome.printed) == (2, "")
    assert "There is no SQL" in outcome.told
