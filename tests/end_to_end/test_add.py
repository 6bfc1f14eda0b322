"""`shinchoku add` and the inbox as they are used: the next edition of the real plan, and what may not be done."""

import shutil
from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.inbox import inbox
from pipeline.assets.resources import Folders
from pipeline.cli import add
from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_sheet
from pipeline.seeds.judgement import read_judgement
from pipeline.seeds.register import read_register
from pipeline.settings import PROJECT_ROOT
from tests.builders import SeedsFolder
from tests.editions import Edition, dropped, replaced
from tests.end_to_end.test_bad_input import PNG, query, refresh, shinchoku
from tests.unit.test_registering import GIVEN, NEXT, OTHER, files, table


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = SeedsFolder(tmp_path / "seeds")
    folder.add_document()
    return folder.path


def test_a_new_edition_is_shown_and_registered(seeds: Path, tmp_path: Path) -> None:
    outcome = shinchoku("add", table(tmp_path, NEXT), "--seeds", seeds, "--yes")
    assert (outcome.exit_status, outcome.told) == (0, "")
    for words in ("最新の版（令和6年度版", "文書台帳 register", "years of the headings", "shinchoku refresh"):
        assert words in outcome.printed
    assert read_register(seeds)[-1].document_id == "012345_jisatsu_2024"


@pytest.fixture
def bundled(tmp_path: Path) -> Path:
    """A copy of the bundled seeds."""
    return shutil.copytree(PROJECT_ROOT / "seeds", tmp_path / "bundled")


@pytest.fixture
def second(bundled: Path, kiyose_document: Path) -> Edition:
    """The next edition of the real document, with a measure renamed, one gone, and no title."""
    lines = [line.split("\t") for line in kiyose_document.read_text("utf-8").split("\n")]
    kinds = [line.kind for line in read_sheet(lines, KnownHeadings(read_judgement(bundled).headings)).lines]
    edition = Edition(lines, kinds, 5).moved_on()
    edition = edition.changed(lambda row: "商工会等育成事業" in row, dropped)
    return edition.changed(lambda row: "発達健診" in row, replaced("発達健診", "発達相談"))


def test_the_next_editions_of_the_real_plan_are_recognised_without_options(
    bundled: Path, second: Edition, tmp_path: Path
) -> None:
    before = (bundled / "documents.csv").read_bytes()
    for edition, encoding in ((second, "utf-8"), (second.moved_on(), "utf-16")):
        path = tmp_path / "届いた表.tsv"
        path.write_text(edition.text, encoding)
        outcome = shinchoku("add", path, "--seeds", bundled, "--yes")
        assert (outcome.exit_status, outcome.told) == (0, "")
        assert f"「清瀬市自殺対策計画」の最新の版（令和{edition.year}年度版" in outcome.printed
        copy = bundled / "documents" / f"132217_jisatsu_{2018 + edition.year}.tsv"
        assert copy.read_bytes() == path.read_bytes()
    assert (bundled / "documents.csv").read_bytes().startswith(before)
    names = {(entry.plan_id, entry.municipality_name, entry.plan_name) for entry in read_register(bundled)}
    assert names == {("132217_jisatsu", "清瀬市", "清瀬市自殺対策計画")}
    assert [entry.edition_fiscal_year for entry in read_register(bundled)] == [2023, 2024, 2025]


def test_running_it_twice_says_so_and_changes_nothing(bundled: Path, second: Edition, tmp_path: Path) -> None:
    path = tmp_path / "r6.tsv"
    path.write_text(second.text, "utf-8")
    assert shinchoku("add", path, "--seeds", bundled, "--yes").exit_status == 0
    before = files(bundled)
    outcome = shinchoku("add", path, "--seeds", bundled, "--yes")
    assert (outcome.exit_status, "registered as 132217_jisatsu_2024 (documents.csv, line 3)" in outcome.told) == (
        2,
        True,
    )
    path.write_text(second.text.replace("継続", "拡充"), "utf-8")
    outcome = shinchoku("add", path, "--seeds", bundled, "--yes")
    assert (
        outcome.exit_status,
        "remove that row and documents/132217_jisatsu_2024.tsv to replace it" in outcome.told,
    ) == (2, True)
    assert files(bundled) == before


def test_the_table_that_is_registered_by_the_bundled_seeds_is_known(bundled: Path, kiyose_document: Path) -> None:
    outcome = shinchoku("add", kiyose_document, "--seeds", bundled, "--yes")
    assert (outcome.exit_status, "132217_jisatsu_2023" in outcome.told) == (2, True)


@pytest.mark.parametrize("content", [PNG, b"", b"\t\n", "番号\t氏名\t住所\n1\t甲\t一丁目\n".encode()])
def test_what_is_no_progress_table_is_refused_with_nothing_changed(
    bundled: Path, tmp_path: Path, content: bytes
) -> None:
    path, before = tmp_path / "表.tsv", files(bundled)
    path.write_bytes(content)
    outcome = shinchoku("add", path, "--seeds", bundled, "--yes")
    assert (outcome.exit_status, outcome.printed, str(path) in outcome.told) == (2, "", True)
    assert "documents.csv" not in outcome.told
    assert files(bundled) == before


def test_what_was_added_is_published_by_the_next_refresh(seeds: Path, tmp_path: Path) -> None:
    assert shinchoku("add", table(tmp_path, NEXT), "--seeds", seeds, "--yes").exit_status == 0
    assert refresh(seeds, tmp_path / "output").exit_status == 0
    editions = "select plan_id, last_edition_fiscal_year, edition_count from core.dim_plan"
    assert query(tmp_path / "output", editions) == [("012345_jisatsu", 2024, 2)]


@pytest.mark.parametrize("is_wanted", [True, False])
def test_on_a_terminal_it_asks(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_wanted: bool
) -> None:
    monkeypatch.setattr(add.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(add.typer, "confirm", lambda *_, **__: is_wanted)
    before = files(seeds)
    outcome = shinchoku("add", table(tmp_path, NEXT), "--seeds", seeds)
    assert (outcome.exit_status, files(seeds) == before) == ((0, False) if is_wanted else (2, True))


def test_without_a_terminal_it_asks_for_yes_and_changes_nothing(seeds: Path, tmp_path: Path) -> None:
    before = files(seeds)
    outcome = shinchoku("add", table(tmp_path, NEXT), "--seeds", seeds)
    assert (outcome.exit_status, "--yes" in outcome.told) == (2, True)
    assert files(seeds) == before


def test_what_cannot_be_told_is_asked_for(seeds: Path, tmp_path: Path) -> None:
    outcome = shinchoku("add", table(tmp_path, OTHER), "--seeds", seeds, "--yes")
    assert (outcome.exit_status, "--municipality-code" in outcome.told) == (2, True)
    options = [part for name, value in GIVEN.items() for part in (f"--{name.replace('_', '-')}", value)]
    assert shinchoku("add", table(tmp_path, OTHER), "--seeds", seeds, "--yes", *options).exit_status == 0
    assert read_register(seeds)[-1].document_id == "099999_midori_2024"


def test_the_inbox_waits_until_a_file_has_stopped_growing(seeds: Path, tmp_path: Path) -> None:
    folders = Folders(seeds=str(seeds), output=str(tmp_path / "output"))
    (seeds / "inbox").mkdir()
    with dg.instance_for_test() as instance:
        cursor: str | None = None

        def look() -> dg.SensorResult | dg.SkipReason:
            nonlocal cursor
            context = dg.build_sensor_context(instance, cursor, resources={"folders": folders})
            told = inbox(context)
            cursor = context.cursor
            assert isinstance(told, (dg.SensorResult, dg.SkipReason))
            return told

        table(seeds / "inbox", NEXT[:-1], "表.tsv")
        assert isinstance(look(), dg.SkipReason)
        table(seeds / "inbox", NEXT, "表.tsv")
        assert isinstance(look(), dg.SkipReason)
        told = look()
        assert isinstance(told, dg.SensorResult)
        (request,) = told.run_requests or []
        assert "012345_jisatsu" in request.tags.values()
        assert instance.get_dynamic_partitions("plan") == ["012345_jisatsu"]
        assert isinstance(look(), dg.SkipReason)
    assert read_register(seeds)[-1].document_id == "012345_jisatsu_2024"
