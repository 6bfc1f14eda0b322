"""A measure printed again for a section that the line above already names: both lines are kept, each with its own."""

from collections.abc import Iterator

import duckdb
import pytest

from pipeline.assets.run import run_refresh
from pipeline.settings import Settings
from tests.builders import SeedsFolder

HEADING = ("施策", "事業名", "担当課", "令和5年度実績", "令和5年度評価", "令和6年度計画")
SECTIONS = (("福祉課 健康課", "福祉課"), ("総務部 総務課", "総務部 財政課"), ("子育て課、学校教育課", "学校教育課"))
# The second pair answers for two sections of one bureau; of the others one section is named twice.
OVERLAPPING = (0, 2)


def rows() -> Iterator[tuple[str, ...]]:
    for number, pair in enumerate(SECTIONS * 3):
        for place, section in enumerate(pair):
            told = f"相談会を{number + 2 + place}回開催し、{section.split()[-1]}が周知した。"
            yield "相談の充実", f"相談事業{number}", section, told, "AB"[place], "引き続き対象を広げる。"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The table, published."""
    root = tmp_path_factory.mktemp("overlapping")
    SeedsFolder(root / "seeds").add_document((HEADING, *rows()))
    settings = Settings.of(root / "seeds", root / "output")
    assert run_refresh(settings, lambda _: None)
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        yield connection


def test_every_printed_rating_is_kept_at_its_line(city: duckdb.DuckDBPyConnection) -> None:
    kept = """
        select source_line_no, any_value(achievement_grade), count(distinct achievement_grade)
        from core.fact_progress where fiscal_year = 2023 group by all order by all
    """
    lines = [(line_no, "AB"[line_no % 2], 1) for line_no in range(2, 2 + 6 * len(SECTIONS))]
    assert city.execute(kept).fetchall() == lines


def test_a_section_named_twice_makes_a_repetition_and_two_sections_of_a_bureau_do_not(
    city: duckdb.DuckDBPyConnection,
) -> None:
    repeated = """
        select line_no from core.measure_listing inner join core.dim_measure using (measure_id)
        where reprise_of_measure_id is not null order by line_no
    """
    second = [3 + 2 * number for number in range(3 * len(SECTIONS)) if number % len(SECTIONS) in OVERLAPPING]
    assert city.execute(repeated).fetchall() == [(line_no,) for line_no in second]
