"""What `inspect` finds out by itself is what the register would say: the edition, and so the reading."""

import csv
from pathlib import Path

import pytest

from pipeline.intake.inspecting import Seen, inspect_file
from tests.layout_cities import layouts_in

# Of these only the register knows the edition: their headings ask for years before or after it.
_UNTOLD = {"h2", "h6", "h8", "n6", "r2"}
LAYOUTS = {path.name: path for path in layouts_in("layouts_by_others")}


def read(seen: Seen) -> list[tuple[str, str, int | None]]:
    return [(one.column.text, one.column.field, one.column.fiscal_year) for one in seen.inspection.columns]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_table_is_read_as_it_will_be_once_it_is_registered(name: str) -> None:
    with (LAYOUTS[name] / "seeds" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    path, seeds = LAYOUTS[name] / "seeds" / row["path"], Path(LAYOUTS[name] / "seeds")
    guessed, registered = inspect_file(path, seeds, {}), inspect_file(path, seeds, {}, row["edition_fiscal_year"])
    if name.partition("-")[0] not in _UNTOLD:
        assert guessed.register_row["edition_fiscal_year"] == row["edition_fiscal_year"]
    assert read(guessed) == read(registered)
