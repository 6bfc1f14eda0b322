"""The round trip about a second edition of the Kiyose plan: what it says otherwise is asked, answered, and settled."""

import csv
import re
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.settings import PROJECT_ROOT
from tests.builders import SeedsFolder
from tests.editions import Edition, dropped, replaced
from tests.end_to_end.test_bad_input import query
from tests.end_to_end.test_inquiry import City, rows_of
from tests.inquiry_builders import filled

NAME, NEW_NAME = "スマイル・ベビーきよせ事業", "スマイルベビーきよせ相談支援事業"
GONE = "商工会等育成事業"
RULES_ASKED = ("measure_renamed", "measure_gone", "restated_rating", "emptied_value", "measure_new")
# So that a refresh takes little: lines around those that change; the others are blank.
NEARBY = {*range(45, 61), *range(100, 113)}
OPEN = "select rule_code, state, fiscal_year from quality.finding where document_id = '132217_jisatsu_2024'"


class Kiyose(City):
    """The round trip on the bundled seeds with an edition more; every workbook is filled in alike."""

    def answer(self, answers: dict[str, Sequence[Any]]) -> Any:
        """Fill in all workbooks, take them in, and refresh."""
        files = [filled(path, answers) for path in sorted((self.output / "inquiry").glob("*.xlsx"))]
        told = self.take_in(*files)
        self.refresh()
        return told

    def told(self) -> list[tuple[Any, ...]]:
        return [row for row in query(self.output, f"{OPEN} order by all") if row[0] in RULES_ASKED]

    def measure_count(self) -> int:
        return int(query(self.output, "select count(*) from core.dim_measure")[0][0])


def only_of(seeds: Path, line_nos: Collection[int]) -> None:
    """Leave only the adjudications of some lines, and forget what the document's bytes were."""
    with (seeds / "adjudications.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    SeedsFolder(seeds).write_table("adjudications.csv", [heading, *(row for row in rows if int(row[1]) in line_nos)])
    register = seeds / "documents.csv"
    register.write_text(re.sub(r"\b[0-9a-f]{64}\b", "", register.read_text("utf-8")), "utf-8")


@pytest.fixture(scope="module")
def published(
    kiyose: duckdb.DuckDBPyConnection, kiyose_document: Path, tmp_path_factory: pytest.TempPathFactory
) -> Kiyose:
    """Two editions: a measure renamed, one dropped, two ratings changed and one emptied; nobody has answered."""
    kinds = [kind for (kind,) in kiyose.execute("select kind from raw.line order by line_no").fetchall()]
    lines = [line.split("\t") for line in kiyose_document.read_text("utf-8").split("\n")[: len(kinds)]]
    first = Edition(lines, kinds, 5).blanked(NEARBY)
    second = first.moved_on()
    for before, after in {"95.7%": "96.7%", "97.7%": "79.7%", "96.1%": "-", NAME: NEW_NAME}.items():
        second = second.changed(lambda row, text=before: text in row, replaced(before, after))
    second = second.changed(lambda row: GONE in row, dropped)
    city = Kiyose(tmp_path_factory.mktemp("kiyose_editions"))
    shutil.copytree(PROJECT_ROOT / "seeds", city.seeds)
    (city.seeds / "documents" / kiyose_document.name).write_text(first.text, "utf-8")
    only_of(city.seeds, NEARBY)
    (city.seeds / "documents" / "2024.tsv").write_text(second.text, "utf-8")
    with (city.seeds / "documents.csv").open("a", encoding="utf-8", newline="") as file:
        row = ["132217", "清瀬市", "jisatsu", "清瀬市自殺対策計画", 2024, "documents/2024.tsv"]
        csv.writer(file).writerow([*row, *[""] * 5])
    city.refresh()
    city.export()
    return city


@pytest.fixture
def city(published: Kiyose, tmp_path: Path) -> Kiyose:
    """A copy of the city with its workbooks."""
    for name in ("seeds", "output"):
        shutil.copytree(getattr(published, name), tmp_path / name, symlinks=True)
    return Kiyose(tmp_path)


def test_what_differs_is_asked(city: Kiyose) -> None:
    assert city.told() == [
        ("emptied_value", "new", 2021),
        ("measure_gone", "new", None),
        ("measure_renamed", "new", None),
        ("restated_rating", "new", 2019),
        ("restated_rating", "new", 2020),
    ]


def test_answers_settle_what_was_asked(city: Kiyose) -> None:
    before = city.measure_count()
    told = city.answer(
        {
            "measure_renamed": ("同じ", None, "名称のみ変更"),
            "measure_gone": ("終了", None, "令和5年度末で終了"),
            "restated_rating": ("98%", None, None),
            "emptied_value": ("該当なし", None, None),
        }
    )
    assert (told.exit_status, "measure_links.csv 1 行" in told.printed) == (0, True), told.printed
    assert city.told() == [("measure_gone", "accepted", None)]
    assert city.measure_count() == before
    (link,) = rows_of(city.seeds / "measure_links.csv")
    assert [link[name] for name in ("measure_name", "earlier_name", "relation")] == [NEW_NAME, NAME, "same"]
    assert (link["plan_id"], link["decided_by"]) == ("132217_jisatsu", "子育て支援課")
    assert rows_of(city.accepted)[-1]["reason"] == "照会への回答: 終了（備考: 令和5年度末で終了）"
    emptied = "select achievement_kind from core.current_progress join core.dim_measure using (measure_id)"
    assert query(city.output, f"{emptied} where name = '{NEW_NAME}' and fiscal_year = 2021") == [("not_applicable",)]
    files = sorted((city.output / "inquiry").glob("*.xlsx"))
    again = city.take_in(*files)
    assert again.exit_status == 0 and "新しい回答はありません" in again.printed, again.printed


def test_another_measure_is_counted_apart_at_the_next_refresh(city: Kiyose) -> None:
    before = city.measure_count()
    assert city.answer({"measure_renamed": ("別", None, "新規の事業")}).exit_status == 0
    assert city.measure_count() == before + 1
    codes = [row[0] for row in city.told()]
    assert "measure_renamed" not in codes and codes.count("measure_gone") == 2 and "measure_new" in codes


def test_an_answer_that_is_neither_changes_nothing(city: Kiyose) -> None:
    before = city.seeds_bytes()
    told = city.answer({"measure_renamed": ("こころの相談です", None, None)})
    assert told.exit_status == 3 and "「同じ」または「別」" in told.printed
    assert city.seeds_bytes() == before
