"""docs/tour.py runs from top to bottom without a screen, on the warehouse that was published."""

import os
import runpy
import subprocess
import sys

import pytest

from pipeline.settings import PROJECT_ROOT, Settings

TOUR = PROJECT_ROOT / "docs" / "tour.py"


def test_the_tour_runs_as_a_script(kiyose_settings: Settings) -> None:
    run = subprocess.run(
        [sys.executable, str(TOUR)],
        env=os.environ | {"SHINCHOKU_OUTPUT": str(kiyose_settings.output), "PYTHONPATH": str(PROJECT_ROOT)},
        cwd=kiyose_settings.output, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")


def test_the_tour_shows_what_the_warehouse_holds(kiyose_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHINCHOKU_OUTPUT", str(kiyose_settings.output))
    outputs, shown = runpy.run_path(str(TOUR))["app"].run()
    assert len([output for output in outputs if output is not None]) == 8
    assert list(shown["plans"]["団体"]) == ["清瀬市"]
    assert list(shown["years"]["年度"]) == [2019, 2020, 2021, 2022, 2023]
    assert list(shown["counts"]["数えるべき達成度"]) == [94, 92, 95, 95, 92]
    for name in ("timeline", "sources", "findings"):
        assert len(shown[name]) > 0, name
