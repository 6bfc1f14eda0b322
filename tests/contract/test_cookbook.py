"""docs/cookbook.md shows what its queries give on the bundled document: each is run and compared.

After a wanted change: `make cookbook` (or `python -m tests.contract.test_cookbook`), and review the difference.
"""

import re
import tempfile
from pathlib import Path

import duckdb
import pytest

from pipeline.contracts.tables import BY_NAME
from pipeline.settings import PROJECT_ROOT, Settings
from tests.contract.test_readme import QUERY, filled

PAGE = PROJECT_ROOT / "docs" / "cookbook.md"
QUESTIONS = {int(no): text for no, text in re.findall(r"^### (\d+)\. (.+)$", PAGE.read_text("utf-8"), re.MULTILINE)}
_SECTION = re.compile(r"^### (\d+)\. ", re.MULTILINE)
# Questions to which the bundled document, in its one edition, has no answer yet.
EMPTY = {2}


def queries() -> dict[int, str]:
    """Return the SQL of each question by its number."""
    _, *parts = _SECTION.split(PAGE.read_text("utf-8"))
    return {int(no): QUERY.findall(part)[0][1] for no, part in zip(parts[::2], parts[1::2], strict=True)}


def test_there_are_twenty_questions_each_with_one_query() -> None:
    assert list(QUESTIONS) == list(queries()) == list(range(1, 21))
    assert len(QUERY.findall(PAGE.read_text("utf-8"))) == 20


def test_the_results_are_those_the_page_shows(kiyose: duckdb.DuckDBPyConnection) -> None:
    text = PAGE.read_text("utf-8")
    assert filled(text, kiyose, {}) == text, "run make cookbook and review the difference"


@pytest.mark.parametrize("no", range(1, 21))
def test_a_question_has_an_answer(no: int, kiyose: duckdb.DuckDBPyConnection) -> None:
    rows = kiyose.execute(queries()[no]).fetchall()
    assert bool(rows) == (no not in EMPTY), QUESTIONS[no]


@pytest.mark.parametrize("no", range(1, 21))
def test_a_query_reads_whole_tables_by_step_and_orders_its_rows(no: int) -> None:
    sql = queries()[no]
    read = set(re.findall(r"\b(?:from|join)\s+((?:raw|staging|core|mart|quality)\.\w+)", sql))
    assert read and read <= set(BY_NAME)
    if sql.startswith("with"):
        assert "\nselect * from final\norder by" in sql
    assert "order by" in sql or " group by" not in sql


if __name__ == "__main__":
    from pipeline.assets.run import run_refresh

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.of(PROJECT_ROOT / "seeds", Path(folder))
        run_refresh(settings, lambda _: None)
        with duckdb.connect(str(settings.warehouse), read_only=True) as opened:
            PAGE.write_text(filled(PAGE.read_text("utf-8"), opened, {}), "utf-8")
