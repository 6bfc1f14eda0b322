"""Layouts of tests/data as the plans of cities: one seeds folder, published together."""

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

from pipeline.assets.run import run_refresh
from pipeline.settings import Settings

DATA = Path(__file__).parent / "data"


def layouts_in(folder: str) -> list[Path]:
    """Return the layouts of a folder of tests/data, by name."""
    return sorted(path for path in (DATA / folder).iterdir() if path.is_dir())


def municipality_codes(layouts: Sequence[Path]) -> dict[str, str]:
    """Return the code that each layout is published under, by the first part of its name."""
    first = 1_000_000 - 10 ** len(str(len(layouts)))
    return {path.name.split("-")[0]: str(first + number) for number, path in enumerate(layouts, 1)}


def published(layouts: Sequence[Path], root: Path) -> Settings:
    """Publish layouts, each as the plan of a city of its own, below `root`."""
    (root / "seeds" / "documents").mkdir(parents=True)
    rows = []
    for path, code in zip(layouts, municipality_codes(layouts).values(), strict=True):
        with (path / "seeds" / "documents.csv").open(encoding="utf-8", newline="") as file:
            row = next(csv.DictReader(file))
        table = f"documents/{path.name}{Path(row['path']).suffix}"
        shutil.copy(path / "seeds" / row["path"], root / "seeds" / table)
        rows.append(row | {"municipality_code": code, "path": table})
    with (root / "seeds" / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    settings = Settings.of(root / "seeds", root / "output")
    assert run_refresh(settings, lambda _: None)
    return settings
