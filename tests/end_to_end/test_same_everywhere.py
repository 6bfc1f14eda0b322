"""The same seeds give the same bytes, wherever they are refreshed, and in whatever order they are listed."""

import csv
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.settings import PROJECT_ROOT
from tests.builders import HEADINGS, MEASURES, SeedsFolder
from tests.end_to_end.test_bad_input import query

pytestmark = pytest.mark.long

# Machines of other people. Locales that are not installed fall back to C, which is another one, too.
MACHINES: Mapping[str, Mapping[str, str]] = {
    "here": {"PYTHONHASHSEED": "0", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
    "there": {"PYTHONHASHSEED": "4711", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    "old": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
}
DEPARTMENTS = (
    "municipality_code",
    "section_name",
    "bureau_name",
    "valid_from_fy",
    "valid_to_fy",
    "successor",
    "aliases",
)
RENAMED = [
    ("012345", "福祉課", "福祉部", "", "2023", "地域福祉課", "福祉諜"),
    ("012345", "健康課", "保健部", "", "", "", ""),
]


def seeds_of(folder: Path) -> SeedsFolder:
    """Three plans, one of them in two editions, one document that cannot be read, and a section that was renamed."""
    seeds = SeedsFolder(folder)
    newer = [cell.replace("令和5年度", "令和6年度").replace("R6", "R7") for cell in HEADINGS]
    for code in ("012345", "098765"):
        seeds.add_document(municipality_code=code, path=f"documents/{code}-2023.tsv")
    changed = [(*row[:5], f"{row[5]}変更", *row[6:]) for row in MEASURES]
    edition = {"municipality_code": "012345", "edition_fiscal_year": 2024, "path": "documents/012345-2024.tsv"}
    seeds.add_document((newer, *changed), **edition)
    seeds.add_document((HEADINGS, *reversed(MEASURES)), municipality_code="054321", plan_code="kenko")
    seeds.add_document(b"\x00" * 100, municipality_code="054321", plan_code="unread")
    seeds.write_table("departments.csv", [DEPARTMENTS, *RENAMED])
    return seeds


def turned_around(seeds: SeedsFolder, name: str) -> None:
    """Write the rows of a table in the opposite order."""
    path = seeds.path / name
    with path.open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    seeds.write_table(name, [heading, *reversed(rows)])


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same seeds refreshed on each machine; on the last, with their tables turned around."""
    root = tmp_path_factory.mktemp("everywhere")
    found = {}
    for name, environment in MACHINES.items():
        seeds = seeds_of(root / name / "seeds")
        if name == "old":
            turned_around(seeds, "documents.csv")
            turned_around(seeds, "departments.csv")
        found[name] = root / name / "output"
        command = ["refresh", "--seeds", str(seeds.path), "--output", str(found[name])]
        told = subprocess.run(
            [sys.executable, "-m", "pipeline.cli.app", *command],
            env={**os.environ, **environment},
            cwd=PROJECT_ROOT,
            capture_output=True,
            check=False,
        )
        assert told.returncode == 3, told.stderr.decode("utf-8", "replace")
        assert b"Traceback" not in told.stderr
    return found


def exported(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((output / "exports").iterdir())}


def message_lines(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out the findings, whose messages name the line of the register."""
    return {name: content for name, content in files.items() if not name.startswith("quality.finding.")}


def test_hash_seed_time_zone_and_locale_change_no_byte(outputs: dict[str, Path]) -> None:
    assert exported(outputs["here"]) == exported(outputs["there"])


def test_the_order_of_the_register_changes_no_byte(outputs: dict[str, Path]) -> None:
    here, old = message_lines(exported(outputs["here"])), message_lines(exported(outputs["old"]))
    assert here.keys() == old.keys()
    assert [name for name in here if here[name] != old[name]] == []


def test_the_order_of_the_register_changes_no_finding_but_the_line_it_names(outputs: dict[str, Path]) -> None:
    columns = (
        "select columns(* exclude (message_ja, message_en, first_seen_run)) from quality.finding order by finding_id"
    )
    assert query(outputs["here"], columns) == query(outputs["old"], columns)


def test_the_content_hash_is_the_same(outputs: dict[str, Path]) -> None:
    found = {name: query(output, "select content_sha256 from quality.run") for name, output in outputs.items()}
    assert found["here"] == found["there"]
