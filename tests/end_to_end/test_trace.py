"""`shinchoku trace` and the places it and `findings` print: names of every edition, addresses of a sheet."""

import io
import re
import shlex
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.assets.run import run_refresh
from pipeline.settings import PROJECT_ROOT, Settings
from tests.builders import SeedsFolder
from tests.end_to_end.test_bad_input import shinchoku

HEADING = ["事業名", "担当課", "令和5年度の実施状況", "令和5年度の達成度"]


def sheet(name: str) -> bytes:
    """Return a workbook of eight measures, the first under a name of its own."""
    book = Workbook()
    book.active.title = "進捗管理表"
    book.active.append(HEADING)
    for number in range(1, 9):
        texts = [
            name if number == 1 else f"支援事業{number}",
            "福祉課",
            f"相談を{number}5件受けた。",
            f"{number + 100}%",
        ]
        book.active.append(texts)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions of a plan as workbooks; a measure is renamed by decision."""
    root = tmp_path_factory.mktemp("office")
    seeds = SeedsFolder(root / "seeds")
    for year, name in ((2023, "心の相談窓口"), (2024, "メンタルヘルス事業")):
        columns = {"municipality_code": "012345", "edition_fiscal_year": year}
        seeds.add_document(sheet(name), path=f"documents/{year}.xlsx", **columns)
    names = ("plan_id", "measure_name", "earlier_name", "relation", "reason", "decided_by", "decided_on")
    row = ("012345_jisatsu", "メンタルヘルス事業", "心の相談窓口", "same", "改称", "福祉課", "2026-04-01")
    seeds.write_table("measure_links.csv", [names, row])
    run_refresh(Settings.of(seeds.path, root / "output"), lambda _: None)
    return root / "output"


@pytest.mark.parametrize("name", ["心の相談", "メンタルヘルス"])
def test_a_renamed_measure_is_found_by_either_name(office: Path, name: str) -> None:
    outcome = shinchoku("trace", name, "--output", office)
    assert outcome.exit_status == 0 and "012345_jisatsu_2023" in outcome.printed and "_2024" in outcome.printed


def test_places_are_told_by_their_address_in_the_sheet(office: Path) -> None:
    assert "進捗管理表!D2 2行目 4番目のセル" in shinchoku("trace", "メンタル", "--output", office).printed
    found = shinchoku("findings", "--rule", "achievement_over_100", "--output", office).printed
    assert "進捗管理表!D2 2行目 4番目のセル" in found


def test_the_example_of_the_guide_finds_something(kiyose_settings: Settings) -> None:
    text = (PROJECT_ROOT / "docs" / "next-year.md").read_text("utf-8")
    commands = re.findall(r"^    shinchoku (trace .*)$", text, re.MULTILINE)
    assert commands
    for command in commands:
        outcome = shinchoku(*shlex.split(command), "--output", kiyose_settings.output)
        assert outcome.exit_status == 0, outcome.told
