"""Rows appended to the seeds: what stands there stays byte for byte."""

import stat
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.seeds.writing import ACCEPTANCE_COLUMNS, append_rows, recorded_rows

ROW = {"finding_id": "a-1", "reason": 'はい, "確認"済', "accepted_by": "福祉課", "accepted_on": "2026-12-01"}
LINE = 'a-1,"はい, ""確認""済",福祉課,2026-12-01,'
HEADING = ",".join(ACCEPTANCE_COLUMNS)


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(f"{HEADING}\n", id="heading-alone"),
        pytest.param(f'{HEADING}\n"b-1","quoted","x",2026-01-01,\n', id="quoted"),
        pytest.param(f"{HEADING}\nb-1,理由,x,2026-01-01,", id="no-last-line-end"),
        pytest.param(f"{HEADING}\r\nb-1,理由,x,2026-01-01,\r\n", id="crlf"),
        pytest.param(f"\ufeff{HEADING}\nb-1,理由,x,2026-01-01,\n", id="byte-order-mark"),
    ],
)
def test_what_stands_there_stays(tmp_path: Path, before: str) -> None:
    path = tmp_path / "accepted_findings.csv"
    path.write_bytes(before.encode())
    append_rows(path, ACCEPTANCE_COLUMNS, [ROW])
    newline = "\r\n" if "\r\n" in before else "\n"
    expected = before if before.endswith("\n") else before + newline
    assert path.read_bytes() == (expected + LINE + newline).encode()
    assert recorded_rows(path, ACCEPTANCE_COLUMNS)[-1]["reason"] == ROW["reason"]


def test_a_missing_file_is_written_with_its_heading_and_nothing_leaves_it_missing(tmp_path: Path) -> None:
    path = tmp_path / "accepted_findings.csv"
    append_rows(path, ACCEPTANCE_COLUMNS, [])
    assert not path.exists()
    append_rows(path, ACCEPTANCE_COLUMNS, [ROW])
    # With the mark by which a spreadsheet program knows UTF-8.
    assert path.read_text("utf-8") == f"\ufeff{HEADING}\n{LINE}\n"
    append_rows(path, ACCEPTANCE_COLUMNS, [ROW])
    assert path.read_text("utf-8") == f"\ufeff{HEADING}\n{LINE}\n{LINE}\n"


def test_columns_are_filled_by_name_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "accepted_findings.csv"
    path.write_text("note,accepted_by,finding_id,reason,accepted_on,expires_on\n", "utf-8")
    append_rows(path, ACCEPTANCE_COLUMNS, [ROW | {"reason": "はい"}])
    assert path.read_text("utf-8").splitlines()[1] == ",福祉課,a-1,はい,2026-12-01,"


def test_permissions_stay_and_no_partial_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "accepted_findings.csv"
    path.write_text(f"{HEADING}\n", "utf-8")
    path.chmod(0o640)
    append_rows(path, ACCEPTANCE_COLUMNS, [ROW])
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        append_rows(tmp_path / "none" / "accepted_findings.csv", ACCEPTANCE_COLUMNS, [ROW])
    assert "書き込めません" in told.value.message_ja
