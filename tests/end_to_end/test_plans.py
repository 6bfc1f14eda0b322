"""Plans as the unit of work: only what changed is computed, and what fails holds back itself alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pandas as pd
import pytest

from pipeline.assets.automation import every_plan
from pipeline.assets.run import run_refresh
from pipeline.definitions import build_definitions
from pipeline.plans import tables
from pipeline.settings import Settings
from pipeline.warehouse.releases.release import current_run_id
from tests.builders import TABLE, SeedsFolder, published_copy
from tests.end_to_end.test_bad_input import refresh

A, B = "012345_jisatsu", "012346_jisatsu"
CHANGED = (*TABLE[:-1], (*TABLE[-1][:-2], "100%", "実施"))
Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[SeedsFolder, Settings]:
    """Two plans, published; not to be changed."""
    folder = tmp_path_factory.mktemp("two")
    seeds = SeedsFolder(folder / "seeds")
    for _ in range(2):
        seeds.add_document()
    settings = Settings.of(seeds.path, folder / "output")
    assert run_refresh(settings, lambda _: None)
    return seeds, settings


@pytest.fixture
def seeds(two: tuple[SeedsFolder, Settings], tmp_path: Path) -> SeedsFolder:
    return two[0].copied(tmp_path / "seeds")


@pytest.fixture
def settings(two: tuple[SeedsFolder, Settings], seeds: SeedsFolder, tmp_path: Path) -> Settings:
    """A copy of the two plans, published."""
    return published_copy(two[1], seeds.path, tmp_path)


def computed(settings: Settings, *, is_all: bool = False) -> list[str]:
    """Refresh, and return the plans that were computed."""
    told: list[str] = []
    run_refresh(settings, told.append, is_all=is_all)
    return [step.removeprefix("plans ") for step in told if step.startswith("plans ")]


def rows(settings: Settings, query: str) -> list[Any]:
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        return connection.execute(query).fetchall()


def rated(settings: Settings) -> dict[str, int]:
    query = "select plan_id, sum(percent_count) from mart.achievement_by_policy_year group by all"
    return {plan: int(count) for plan, count in rows(settings, query)}


def errors(settings: Settings) -> list[Any]:
    return rows(settings, "select rule_code, document_id from quality.finding where severity = 'error' order by all")


def rewrite(seeds: SeedsFolder, number: str, table: Any = CHANGED) -> None:
    (seeds.path / "documents" / f"{number}.tsv").write_text("".join("\t".join(row) + "\n" for row in table), "utf-8")


def broken_in(plan_id: str, monkeypatch: pytest.MonkeyPatch, change: Callable[[Frames], Frames]) -> None:
    """Make the last stage of one plan give other tables than it should."""
    build = tables.build_quality

    def changed(frames: Frames, *others: Any) -> Frames:
        built = build(frames, *others)
        is_meant = set(frames["raw.document"]["plan_id"]) == {plan_id}
        return change(built) if is_meant else built

    monkeypatch.setattr(tables, "build_quality", changed)


def doubled_ledger(frames: Frames) -> Frames:
    """Break a contract."""
    ledger = frames["quality.cell_ledger"]
    return frames | {"quality.cell_ledger": pd.concat([ledger, ledger.head(1)])}


def short_ledger(frames: Frames) -> Frames:
    """Break a check of the warehouse alone."""
    return frames | {"quality.cell_ledger": frames["quality.cell_ledger"].iloc[1:]}


def internal_error(_: Frames) -> Frames:
    raise RuntimeError("a fault of the program")


def test_without_a_change_nothing_is_published(settings: Settings) -> None:
    before = current_run_id(settings)
    assert not run_refresh(settings, lambda _: None)
    assert current_run_id(settings) == before


def test_what_a_killed_run_has_left_is_removed_though_nothing_changed(settings: Settings) -> None:
    before = current_run_id(settings)
    left = settings.releases / ".removed-earlier"
    left.mkdir()
    assert refresh(settings.seeds, settings.output).exit_status == 0
    assert (current_run_id(settings), left.exists()) == (before, False)


def test_only_the_changed_plan_is_computed(seeds: SeedsFolder, settings: Settings) -> None:
    rewrite(seeds, "012346")
    assert computed(settings) == [B]
    assert rated(settings) == {A: 2, B: 3}
    assert computed(settings, is_all=True) == [A, B]


def test_a_row_of_judgement_concerns_its_own_plan(seeds: SeedsFolder, settings: Settings) -> None:
    columns = (
        "municipality_code",
        "section_name",
        "bureau_name",
        "valid_from_fy",
        "valid_to_fy",
        "successor",
        "aliases",
    )
    seeds.write_table("departments.csv", [columns, ("012346", "福祉課", "健康部", "", "", "", "")])
    assert computed(settings) == [B]


@pytest.mark.parametrize("fault", [doubled_ledger, short_ledger, internal_error])
def test_a_plan_that_fails_keeps_its_last_good_state(
    fault: Callable[[Frames], Frames], seeds: SeedsFolder, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in ("012345", "012346"):
        rewrite(seeds, number)
    with monkeypatch.context() as patch:
        broken_in(B, patch, fault)
        outcome = refresh(settings.seeds, settings.output)
        assert (outcome.exit_status, "Traceback" in outcome.told + outcome.printed) == (3, False)
    assert rated(settings) == {A: 3, B: 2}
    assert errors(settings) == [("plan_not_updated", f"{B}_2023")]
    # The same inputs fail again: there is nothing new to publish, and the fault is still told.
    assert refresh(settings.seeds, settings.output).exit_status == 3


def test_a_plan_that_failed_is_computed_once_the_fault_is_gone(
    seeds: SeedsFolder, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite(seeds, "012346")
    with monkeypatch.context() as patch:
        broken_in(B, patch, internal_error)
        assert refresh(settings.seeds, settings.output).exit_status == 3
    assert computed(settings, is_all=True) == [A, B]
    assert (rated(settings), errors(settings)) == ({A: 2, B: 3}, [])


def test_a_new_plan_that_fails_is_left_out(
    seeds: SeedsFolder, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds.add_document()
    broken_in("012347_jisatsu", monkeypatch, short_ledger)
    assert computed(settings) == ["012347_jisatsu"]
    assert rated(settings) == {A: 2, B: 2}
    assert errors(settings) == [("plan_not_updated", "012347_jisatsu_2023")]


def test_a_plan_that_is_registered_no_more_is_gone(seeds: SeedsFolder, settings: Settings, tmp_path: Path) -> None:
    other = SeedsFolder(tmp_path / "other")
    other.add_document()
    settings = Settings.of(other.path, settings.output)
    run_refresh(settings, lambda _: None)
    assert rated(settings) == {A: 2}
    assert sorted(path.name for path in settings.stage.iterdir() if not path.name.startswith(".")) == [A]


def test_an_acceptance_changes_the_release_but_no_plan(seeds: SeedsFolder, settings: Settings) -> None:
    ((finding_id,),) = rows(settings, "select min(finding_id) from quality.finding")
    columns = ("finding_id", "reason", "accepted_by", "accepted_on", "expires_on")
    seeds.write_table("accepted_findings.csv", [columns, (finding_id, "確認済み", "健康課", "2026-04-01", "")])
    before = current_run_id(settings)
    assert computed(settings) == []
    assert current_run_id(settings) != before
    assert rows(settings, f"select state from quality.finding where finding_id = '{finding_id}'") == [("accepted",)]


def test_a_decision_about_no_registered_plan_is_told(seeds: SeedsFolder, settings: Settings) -> None:
    columns = ("document_id", "line_no", "cell_no", "guard", "field", "fiscal_year", "text")
    told = ("reason", "decided_by", "decided_on")
    row = ("099999_kodomo_2023", "2", "1", "0" * 16, "item", "", "", "誤記", "maintainer", "2026-04-01")
    seeds.write_table("adjudications.csv", [(*columns, *told), row])
    run_refresh(settings, lambda _: None)
    assert errors(settings) == [("stale_adjudication", "099999_kodomo_2023")]


def test_the_page_materializes_one_plan_or_all_in_a_single_run(seeds: SeedsFolder, settings: Settings) -> None:
    job = build_definitions(settings).resolve_job_def("refresh")
    rewrite(seeds, "012346")
    with dg.DagsterInstance.ephemeral(settings={"telemetry": {"enabled": False}}) as instance:
        tags = every_plan(instance, [A, B])
        assert job.execute_in_process(instance=instance, partition_key=B).success
        assert rated(settings) == {A: 2, B: 3}
        rewrite(seeds, "012345")
        assert job.execute_in_process(instance=instance, tags=tags).success
        assert rated(settings) == {A: 3, B: 3}
        assert instance.get_materialized_partitions(dg.AssetKey(["core", "fact_progress"])) == {A, B}
    # What the page published, the command knows.
    assert not run_refresh(settings, lambda _: None)
