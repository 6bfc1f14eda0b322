"""The asset graph: reviewed as a snapshot, its schedule at its tick, and what a broken contract does to it."""

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg
import pandas as pd
import pytest
from dagster._utils.schedules import schedule_execution_time_iterator

from pipeline.assets.plans import PLANS
from pipeline.assets.resources import Folders
from pipeline.assets.run import run_refresh
from pipeline.definitions import build_definitions, defs
from pipeline.errors import BrokenContractError
from pipeline.plans import tables
from pipeline.settings import PROJECT_ROOT, Settings

SNAPSHOT = Path(__file__).parents[1] / "data" / "asset_graph.json"


def graph() -> dict[str, Any]:
    """Return what a reviewer of the graph wants to see."""
    asset_graph = build_definitions().resolve_asset_graph()
    assets = {
        node.key.to_user_string(): {
            "group": node.group_name,
            "needs": sorted(key.to_user_string() for key in node.parent_keys),
            "checks": sorted(key.name for key in node.check_keys),
            "kinds": sorted(node.kinds),
            "owners": sorted(node.owners),
        }
        for node in asset_graph.asset_nodes
    }
    return dict(sorted(assets.items()))


def test_the_asset_graph_is_the_reviewed_one() -> None:
    """After a wanted change: `python -m tests.contract.test_definitions`, and review the difference."""
    assert graph() == json.loads(SNAPSHOT.read_text("utf-8"))


def test_every_asset_has_group_owner_and_description() -> None:
    for node in build_definitions().resolve_asset_graph().asset_nodes:
        assert node.group_name != "default" and node.owners and node.description, node.key


def test_definitions_load_and_every_check_of_the_warehouse_is_blocking() -> None:
    """Those of a plan hold back that plan alone."""
    dg.Definitions.validate_loadable(defs())
    asset_graph = build_definitions().resolve_asset_graph()
    checks = {key: asset_graph.get_check_spec(key).blocking for key in asset_graph.asset_check_keys}
    assert len(checks) > 20
    assert {key for key, is_blocking in checks.items() if not is_blocking} == {
        key for key in checks if key.name == "contract"
    }


def test_plans_are_partitions_and_the_warehouse_is_of_all_of_them() -> None:
    for node in build_definitions().resolve_asset_graph().asset_nodes:
        is_of_plan = node.group_name in ("documents", "placement", "core", "quality")
        assert (node.partitions_def == PLANS) == is_of_plan, node.key


def test_schedule_runs_the_job_on_the_first_of_june_in_japan() -> None:
    schedule = build_definitions().resolve_schedule_def("yearly_refresh")
    start = datetime.datetime(2027, 1, 1, tzinfo=ZoneInfo("UTC")).timestamp()
    ticks = schedule_execution_time_iterator(start, schedule.cron_schedule, schedule.execution_timezone)
    due = next(ticks)
    assert due == datetime.datetime(2027, 6, 1, 6, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert next(ticks) == datetime.datetime(2028, 6, 1, 6, tzinfo=ZoneInfo("Asia/Tokyo"))
    with dg.instance_for_test() as instance:
        context = dg.build_schedule_context(instance, scheduled_execution_time=due, resources={"folders": Folders()})
        tick = schedule.evaluate_tick(context)
        assert instance.get_dynamic_partitions("plan") == ["132217_jisatsu"]
    (request,) = tick.run_requests or []
    assert set(request.tags.values()) >= {"132217_jisatsu"}
    assert schedule.job_name == "refresh"


def test_a_broken_contract_stops_before_anything_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.of(PROJECT_ROOT / "seeds", tmp_path)
    settings.warehouse.write_bytes(b"published before")
    build = tables.build_core

    def doubled(*arguments: Any) -> dict[str, pd.DataFrame]:
        frames = build(*arguments)
        facts = frames["core.fact_progress"]
        return frames | {"core.fact_progress": pd.concat([facts, facts.head(3)])}

    monkeypatch.setattr(tables, "build_core", doubled)
    with pytest.raises(BrokenContractError) as told:
        run_refresh(settings, lambda _: None)
    assert "core.fact_progress" in told.value.message_ja
    assert settings.warehouse.read_bytes() == b"published before"


def test_a_lost_cell_stops_before_anything_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A placed cell that reaches no table has no disposition: the ledger does not sum."""
    settings = Settings.of(PROJECT_ROOT / "seeds", tmp_path)
    build = tables.build_core

    def forgetful(*arguments: Any) -> dict[str, pd.DataFrame]:
        frames = build(*arguments)
        lineage = frames["quality.lineage"]
        first = lineage.iloc[0]
        is_lost = (lineage["line_no"] == first["line_no"]) & (lineage["cell_no"] == first["cell_no"])
        return frames | {"quality.lineage": lineage[~is_lost]}

    monkeypatch.setattr(tables, "build_core", forgetful)
    with pytest.raises(BrokenContractError) as told:
        run_refresh(settings, lambda _: None)
    assert "quality.cell_ledger" in told.value.message_ja
    assert not settings.warehouse.exists()


def test_reading_and_refreshing_what_is_unchanged_imports_neither_dagster_nor_pandas(kiyose_settings: Settings) -> None:
    program = """
import sys
from typer.testing import CliRunner
from pipeline.cli.app import app
out = sys.argv[1]
for command in (["refresh"], ["status"], ["query", "select 1"], ["trace", "--line", "8", "--year", "2020"]):
    result = CliRunner().invoke(app, [*command, "--output", out])
    assert result.exit_code == 0, result.output
print([name for name in ("dagster", "pandas", "pandera", "pyarrow", "openpyxl") if name in sys.modules])
"""
    command = [sys.executable, "-c", program, str(kiyose_settings.output)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT_ROOT)
    assert result.stdout.splitlines()[-1] == "[]"


if __name__ == "__main__":
    SNAPSHOT.write_text(json.dumps(graph(), ensure_ascii=False, indent=1) + "\n", "utf-8")
