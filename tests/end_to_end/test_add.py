"""`shinchoku add` and the inbox as they are used: the next edition of the real plan, and what may not be done."""

from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.inbox import inbox
from pipeline.assets.resources import Folders
from pipeline.seeds.register import read_register
from tests.builders import SeedsFolder
from tests.end_to_end.test_bad_input import shinchoku
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
