"""`shinchoku inspect --init`: what it writes can be opened, corrected and published, and what is left over is told."""

import csv
from pathlib import Path

import pytest

from tests.builders import SeedsFolder, tsv
from tests.end_to_end.test_bad_input import query, shinchoku

HEADING = ["事業名", "担当課", "令和5年度の実施状況", "参加者数（人）", "令和5年度の評価"]
ROWS = [[f"支援事業{n}", "福祉課", f"相談を{n}5件受けた。", f"{n}3", "ABC"[n % 3]] for n in range(1, 9)]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A seeds folder that `inspect --init` has written."""
    table = tmp_path / "表.tsv"
    table.write_text(tsv([HEADING, *ROWS]), "utf-8")
    outcome = shinchoku("inspect", table, "--init", tmp_path / "市の表")
    assert outcome.exit_status == 0, outcome.told
    return tmp_path / "市の表"


def corrected(folder: Path) -> Path:
    """Replace the placeholders, as a spreadsheet program saves the file."""
    path = folder / "documents.csv"
    text = path.read_text("utf-8-sig").replace("000000", "012345").replace("（団体名）", "港市")
    path.write_text(text.replace("（計画名）", "地域福祉計画"), "utf-8")
    return folder


def published(folder: Path) -> tuple[Path, str]:
    output = folder.parent / "市の出力"
    outcome = shinchoku("refresh", "--seeds", folder, "--output", output)
    assert outcome.exit_status == 0, outcome.told
    return output, outcome.printed


def test_the_files_carry_the_mark_by_which_a_spreadsheet_knows_utf_8(made: Path) -> None:
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in made.glob("*.csv"))


def test_placeholders_that_were_left_are_refused_by_file_and_line(made: Path) -> None:
    outcome = shinchoku("refresh", "--seeds", made, "--output", made.parent / "out")
    assert outcome.exit_status == 2 and "documents.csv 2行目" in outcome.told and "000000" in outcome.told


def test_a_heading_registered_as_an_attribute_is_asked_about_no_more(made: Path) -> None:
    asked = "select observed from quality.finding where rule_code = 'unknown_heading'"
    with (made / "headings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "参加者数（人）" in [row["heading"] for row in csv.DictReader(file)]
    output, _ = published(corrected(made))
    assert query(output, asked) == []
    (made / "headings.csv").unlink()
    output, _ = published(made)
    assert query(output, asked) == [("参加者数（人）",)]
    SeedsFolder(made).write_table("headings.csv", [("heading", "field"), ("参加者数（人）", "attribute")])
    output, _ = published(made)
    assert query(output, asked) == []


def test_rows_that_match_nothing_are_named_with_file_and_line(made: Path) -> None:
    folder = SeedsFolder(corrected(made))
    folder.write_table("headings.csv", [("heading", "field"), ("参加人数", "actual"), ("参加者数（人）", "actual")])
    link = ("same", "改称", "福祉課", "2026-04-01")
    names = ("plan_id", "measure_name", "earlier_name", "relation", "reason", "decided_by", "decided_on")
    folder.write_table(
        "measure_links.csv",
        [names, ("099999_x", "a", "b", *link), ("012345_plan", "支援事業1", "支援事業X", *link)],
    )
    _, printed = published(folder.path)
    assert "headings.csv 2行目" in printed and "headings.csv 3行目" not in printed
    # The scales still carry the placeholder of the municipality.
    assert "rating_scales.csv 2行目" in printed and "「000000_plan」に当てはまる計画" in printed
    assert "measure_links.csv 2行目" in printed and "「099999_x」に当てはまる計画" in printed
    assert "measure_links.csv 3行目" in printed and "「支援事業X」はどの版にも" in printed


def test_a_doubtful_column_is_explained(tmp_path: Path) -> None:
    table = tmp_path / "表.tsv"
    table.write_text(tsv([[*HEADING[:3], "結果", HEADING[4]], *ROWS]), "utf-8")
    printed = shinchoku("inspect", table).printed
    assert "その他の項目？ 達成度" in printed and "B の可能性もある列です" in printed
