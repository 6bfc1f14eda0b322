"""Rows of the seeds that nothing matches: they look like decisions, and do nothing.

Adjudications and acceptances that match nothing are findings (`stale_adjudication`, `unmatched_acceptance`).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.columns.known import heading_key, rating_key
from pipeline.seeds.tables import Row, read_optional_rows
from pipeline.seeds.writing import LINKS, SCALES
from pipeline.values.text import comparison_key


@dataclass(frozen=True)
class Registered:
    """What rows can speak of: measure names and headings as printed, by plan (`{municipality_code}_{plan_code}`)."""

    headings: Mapping[str, Collection[str]]
    ratings: Mapping[str, Collection[str]]
    measures: Mapping[str, Collection[str]]

    @property
    def municipalities(self) -> set[str]:
        """Return the codes of the municipalities that have a plan."""
        return {plan_id.partition("_")[0] for plan_id in self.headings}


@dataclass(frozen=True)
class UnusedRow:
    """A row that nothing matches: its file and line, and why, in both languages."""

    file: str
    line_no: int
    why_ja: str
    why_en: str


def unused_rows(seeds: Path, registered: Registered) -> list[UnusedRow]:
    """Return the rows of headings, scales, links and departments that match no plan, document or measure.

    Raises InputError for a file that cannot be read.
    """
    return [
        *_headings(seeds, registered),
        *_scales(seeds, registered),
        *_links(seeds, registered),
        *_departments(seeds, registered),
    ]


def _rows(seeds: Path, name: str, *columns: str) -> Iterator[tuple[int, Row]]:
    yield from read_optional_rows(seeds / name, columns, ())


def _headings(seeds: Path, registered: Registered) -> Iterator[UnusedRow]:
    printed = {
        key(text) for texts in registered.headings.values() for text in texts for key in (heading_key, rating_key)
    }
    for line_no, row in _rows(seeds, "headings.csv", "heading"):
        if heading_key(row["heading"]) not in printed:
            yield _without_heading("headings.csv", line_no, row["heading"])


def _scales(seeds: Path, registered: Registered) -> Iterator[UnusedRow]:
    for line_no, row in _rows(seeds, SCALES, "municipality_code", "plan_code", "heading"):
        wanted = row["municipality_code"], row["plan_code"]
        plans = [
            plan_id
            for plan_id in registered.ratings
            if all(text in ("", own) for text, own in zip(wanted, plan_id.split("_", 1), strict=True))
        ]
        if not plans:
            yield _without_plan(SCALES, line_no, "_".join(filter(None, wanted)))
        elif row["heading"] and not any(
            rating_key(row["heading"]) == rating_key(text) for plan_id in plans for text in registered.ratings[plan_id]
        ):
            yield _without_heading(SCALES, line_no, row["heading"])


def _links(seeds: Path, registered: Registered) -> Iterator[UnusedRow]:
    for line_no, row in _rows(seeds, LINKS, "plan_id", "measure_name", "earlier_name"):
        if row["plan_id"] not in registered.measures:
            yield _without_plan(LINKS, line_no, row["plan_id"])
            continue
        known = {comparison_key(name) for name in registered.measures[row["plan_id"]]}
        for name in (row["measure_name"], row["earlier_name"]):
            if comparison_key(name) not in known:
                ja = f"実施内容「{name}」はどの版にもありません"
                yield UnusedRow(LINKS, line_no, ja, f"no edition lists the measure '{name}'")


def _departments(seeds: Path, registered: Registered) -> Iterator[UnusedRow]:
    name = "departments.csv"
    for line_no, row in _rows(seeds, name, "municipality_code"):
        if row["municipality_code"] and row["municipality_code"] not in registered.municipalities:
            yield _without_plan(name, line_no, row["municipality_code"])


def _without_heading(file: str, line_no: int, heading: str) -> UnusedRow:
    return UnusedRow(
        file, line_no, f"見出し「{heading}」はどの文書にもありません", f"no document has the heading '{heading}'"
    )


def _without_plan(file: str, line_no: int, plan: str) -> UnusedRow:
    ja = f"「{plan}」に当てはまる計画は登録されていません"
    return UnusedRow(file, line_no, ja, f"no plan is registered that '{plan}' fits")
