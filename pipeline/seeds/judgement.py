"""What an expert may decide: headings, departments, misreadings, cells, findings. A missing file is empty."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.contracts.names import DISPOSITION_FIELDS, FIELDS, is_place
from pipeline.facts.departments import DepartmentRecord
from pipeline.facts.editions.linking import MeasureLink
from pipeline.facts.scales import DeclaredScale
from pipeline.placement.adjudications import Adjudication
from pipeline.quality.acceptance import ACCEPTED_NAME, Acceptance
from pipeline.seeds.rating_scales import read_rating_scales
from pipeline.seeds.register import plan_of
from pipeline.seeds.tables import Row, read_date, read_optional_rows, read_year, seed_error

_MOST_DIGITS = 9
_RELATIONS = ("same", "different")


@dataclass(frozen=True)
class Judgement:
    """The optional tables of a seeds folder; departments by municipality code, adjudications by document."""

    headings: dict[str, str]
    vocabulary: dict[str, str]
    departments: dict[str, list[DepartmentRecord]]
    adjudications: dict[str, list[Adjudication]]
    acceptances: Sequence[Acceptance] = ()
    measure_links: Sequence[MeasureLink] = ()
    rating_scales: Sequence[DeclaredScale] = ()

    def with_strays_in(self, plan_ids: Collection[str], plan_id: str) -> "Judgement":
        """Return the judgement with adjudications of unknown plans under a document of `plan_id` that is none."""
        strays = [row for name, rows in self.adjudications.items() if plan_of(name) not in plan_ids for row in rows]
        known = {name: rows for name, rows in self.adjudications.items() if plan_of(name) in plan_ids}
        return replace(self, adjudications=known | ({f"{plan_id}_": strays} if strays else {}))

    def of_plan(self, plan_id: str, municipality_code: str) -> "Judgement":
        """Return what of it can concern a plan: its documents, its measures, its municipality's departments."""
        codes = ("", municipality_code)
        return replace(
            self,
            departments={code: rows for code, rows in self.departments.items() if code in codes},
            adjudications={name: rows for name, rows in self.adjudications.items() if plan_of(name) == plan_id},
            measure_links=tuple(link for link in self.measure_links if link.plan_id == plan_id),
            rating_scales=tuple(s for s in self.rating_scales if s.is_for(*plan_id.split("_", 1))),
        )


def read_judgement(seeds: Path) -> Judgement:
    """Read the CSV files of `seeds/` beside the register.

    Raises InputError, naming file and line, for a missing column or value, an unknown field, a bad year or date.
    """
    tables = (_headings(seeds), _vocabulary(seeds), _departments(seeds), _adjudications(seeds))
    return Judgement(*tables, _acceptances(seeds), _measure_links(seeds), read_rating_scales(seeds))


def _headings(seeds: Path) -> dict[str, str]:
    path = seeds / "headings.csv"
    rows = read_optional_rows(path, ("heading", "field"), ("heading", "field"))
    for line_no, row in rows:
        _require_field(path, line_no, row["field"], FIELDS)
    return {row["heading"]: row["field"] for _, row in rows}


def _vocabulary(seeds: Path) -> dict[str, str]:
    columns = ("misreading", "reading")
    return {
        row["misreading"]: row["reading"] for _, row in read_optional_rows(seeds / "vocabulary.csv", columns, columns)
    }


def _acceptances(seeds: Path) -> tuple[Acceptance, ...]:
    path = seeds / ACCEPTED_NAME
    required = ("finding_id", "reason", "accepted_by", "accepted_on")
    return tuple(
        Acceptance(
            seeds_line=line_no,
            finding_id=row["finding_id"],
            reason=row["reason"],
            accepted_by=row["accepted_by"],
            accepted_on=read_date(path, line_no, "accepted_on", row["accepted_on"]),
            expires_on=read_date(path, line_no, "expires_on", row["expires_on"]) if row["expires_on"] else None,
        )
        for line_no, row in read_optional_rows(path, (*required, "expires_on"), required)
    )


def _measure_links(seeds: Path) -> tuple[MeasureLink, ...]:
    path = seeds / "measure_links.csv"
    required = ("plan_id", "measure_name", "earlier_name", "relation", "reason", "decided_by", "decided_on")
    rows = read_optional_rows(path, required, required)
    for line_no, row in rows:
        if row["relation"] not in _RELATIONS:
            what_ja = f"relation「{row['relation']}」は same（同じ実施内容）か different（別の実施内容）としてください"
            what_en = f"relation '{row['relation']}' must be same or different"
            raise seed_error(path, line_no, what_ja, what_en)
    return tuple(
        MeasureLink(row["plan_id"], row["measure_name"], row["earlier_name"], row["relation"] == "same")
        for _, row in rows
    )


def _departments(seeds: Path) -> dict[str, list[DepartmentRecord]]:
    path = seeds / "departments.csv"
    columns = (
        "municipality_code",
        "section_name",
        "bureau_name",
        "valid_from_fy",
        "valid_to_fy",
        "successor",
        "aliases",
    )
    records: dict[str, list[DepartmentRecord]] = {}
    for line_no, row in read_optional_rows(path, columns, ("section_name",)):
        records.setdefault(row["municipality_code"], []).append(
            DepartmentRecord(
                section_name=row["section_name"],
                bureau_name=row["bureau_name"] or None,
                valid_from_fy=_optional_year(path, line_no, row, "valid_from_fy"),
                valid_to_fy=_optional_year(path, line_no, row, "valid_to_fy"),
                successor=row["successor"] or None,
                aliases=tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip()),
                is_registered=True,
            )
        )
    return records


def _adjudications(seeds: Path) -> dict[str, list[Adjudication]]:
    path = seeds / "adjudications.csv"
    required = ("document_id", "line_no", "guard", "reason", "decided_by", "decided_on")
    columns = (*required, "cell_no", "field", "fiscal_year", "text")
    decisions: dict[str, list[Adjudication]] = {}
    for line_no, row in read_optional_rows(path, columns, required):
        if row["field"]:
            _require_field(path, line_no, row["field"], [*FIELDS, *DISPOSITION_FIELDS])
        if not (_is_number(row["line_no"]) and (not row["cell_no"] or _is_number(row["cell_no"]))):
            what_ja = "line_no と cell_no は半角数字で書いてください"
            raise seed_error(path, line_no, what_ja, "line_no and cell_no must be numbers")
        if not row["cell_no"]:
            _require_value(path, line_no, row)
        decision = Adjudication(
            document_id=row["document_id"],
            line_no=int(row["line_no"]),
            cell_no=int(row["cell_no"]) if row["cell_no"] else None,
            guard=row["guard"],
            field=row["field"],
            fiscal_year=_optional_year(path, line_no, row, "fiscal_year"),
            text=row["text"],
            reason=row["reason"],
            decided_by=row["decided_by"],
            decided_on=row["decided_on"],
        )
        decisions.setdefault(decision.document_id, []).append(decision)
    return decisions


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MOST_DIGITS


def _optional_year(path: Path, line_no: int, row: Row, column: str) -> int | None:
    return read_year(path, line_no, column, row[column]) if row[column] else None


def _require_field(path: Path, line_no: int, field: str, known: list[str]) -> None:
    if field not in known:
        names = ", ".join(known)
        what_ja = f"field「{field}」は未定義です。次のいずれかにしてください: {names}"
        raise seed_error(path, line_no, what_ja, f"field '{field}' is unknown; it must be one of {names}")


def _require_value(path: Path, line_no: int, row: Row) -> None:
    """Without a cell, a row supplies a value: it must say which field it fills, and with what."""
    if not (is_place(row["field"], row["fiscal_year"]) and row["text"]):
        what_ja = "cell_no が空の行は記載を補う行です。field・text と、年度のある欄では fiscal_year を書いてください"
        what_en = "a row without cell_no supplies a value: give field and text, and fiscal_year for a yearly field"
        raise seed_error(path, line_no, what_ja, what_en)
