"""Which texts are kept out of the exports, given findings `sensitive_text` as stand-ins."""

import json
from typing import Any

import pandas as pd

from pipeline.contracts.base import conform
from pipeline.contracts.core import DimMeasure, FactProgress
from pipeline.contracts.marts import RepeatedNarrative
from pipeline.contracts.quality import GatheredFinding, Lineage
from pipeline.reports.withholding import WITHHELD, Withholding

DOCUMENT = "012345_plan_2023"
TEXT = "相談者1名について、ご家族とともに複数回の面談を行った。"
OTHER = "窓口で相談を受け、関係機関と連携した。"


def cells(*rows: tuple[int, int, int | None, str]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [(DOCUMENT, *row) for row in rows], columns=["document_id", "line_no", "cell_no", "fiscal_year", "text"]
    )
    return frame.astype({"fiscal_year": "Int64"})


def values(*rows: tuple[str, str, str, int, int | None, str]) -> pd.DataFrame:
    names = ["core_table", "record_key", "column_name", "line_no", "fiscal_year", "text"]
    return pd.DataFrame(rows, columns=names).assign(document_id=DOCUMENT).astype({"fiscal_year": "Int64"})


def lineage(*rows: tuple[str, str, str, int, int]) -> pd.DataFrame:
    names = ("core_table", "record_key", "column_name", "line_no", "cell_no")
    return conform(Lineage, [dict(zip(names, row, strict=True)) | {"document_id": DOCUMENT} for row in rows])


def finding(name: str, **changes: Any) -> dict[str, Any]:
    row = dict.fromkeys(GatheredFinding.to_schema().columns) | {
        "finding_id": name,
        "rule_code": "repeated",
        "severity": "notice",
        "document_id": DOCUMENT,
        "line_no": 8,
        "message_ja": "前年度と同じです。",
        "message_en": "As the year before.",
        "evidence": "{}",
    }
    return row | changes


def withheld(*findings: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return findings, by id, as they go out when the text of line 7, cell 4, FY2022 is sensitive."""
    withholding = Withholding.of(cells((7, 4, 2022, TEXT)), values(), lineage())
    frame = withholding.applied(GatheredFinding, conform(GatheredFinding, list(findings)))
    return {row["finding_id"]: row for row in frame.to_dict("records")}


def test_every_finding_of_the_cell_loses_its_words_and_keeps_its_place() -> None:
    evidence = json.dumps({"text": TEXT}, ensure_ascii=False)
    row = withheld(finding("a", line_no=7, cell_no=4, fiscal_year=2022, observed=TEXT, evidence=evidence))["a"]
    assert {row[name] for name in ("observed", "message_ja", "message_en")} == {WITHHELD}
    assert json.loads(row["evidence"]) == {"withheld": WITHHELD}
    assert pd.isna(row["expected"])
    assert (row["line_no"], row["cell_no"], row["fiscal_year"], row["rule_code"]) == (7, 4, 2022, "repeated")


def test_findings_elsewhere_that_quote_the_text_lose_their_words() -> None:
    quoting = json.dumps({"places": [{"line_no": 7, "text": TEXT[3:22]}]}, ensure_ascii=False)
    rows = withheld(
        finding("evidence", evidence=quoting),
        finding("message", message_ja=f"「{TEXT[:18]}…」と同じです。"),
        finding("year", line_no=7, cell_no=5, fiscal_year=2022, observed="1名"),
    )
    assert {row["message_ja"] for row in rows.values()} == {WITHHELD}


def test_all_other_findings_are_whole() -> None:
    rows = [
        finding("elsewhere", observed=OTHER),
        finding("another year", line_no=7, cell_no=9, fiscal_year=2021, observed=OTHER),
        finding("no words", line_no=7, cell_no=5, fiscal_year=2022),
        finding("another document", document_id="012346_plan_2023", line_no=7, cell_no=4, observed=OTHER),
    ]
    assert all(row["message_ja"] == "前年度と同じです。" for row in withheld(*rows).values())


def test_values_are_withheld_where_lineage_leads_to_the_cell() -> None:
    key = f"{DOCUMENT}|2022|m1|d1"
    traced = lineage(("core.fact_progress", key, "status_text", 7, 4), ("core.fact_progress", key, "plan_text", 7, 3))
    empty: dict[str, Any] = dict.fromkeys(FactProgress.to_schema().columns)
    fact = empty | {"document_id": DOCUMENT, "fiscal_year": 2022, "measure_id": "m1", "department_id": "d1"}
    rows = [fact | {"status_text": TEXT, "plan_text": OTHER}, fact | {"fiscal_year": 2021, "status_text": OTHER}]
    frame = Withholding.of(cells((7, 4, 2022, TEXT)), values(), traced).applied(FactProgress, pd.DataFrame(rows))
    assert frame["status_text"].tolist() == [WITHHELD, OTHER]
    assert frame["plan_text"][0] == OTHER and pd.isna(frame["plan_text"][1])
    assert frame["fiscal_year"].tolist() == [2022, 2021]


def test_a_mart_that_repeats_the_text_does_not_show_it() -> None:
    frame = pd.DataFrame({"measure_name": ["窓口相談", "電話相談"], "text": [TEXT.replace("、", "、\n"), OTHER]})
    kept = Withholding.of(cells((7, 4, 2022, TEXT)), values(), lineage()).applied(RepeatedNarrative, frame)
    assert kept["text"].tolist() == [WITHHELD, OTHER]
    assert kept["measure_name"].tolist() == ["窓口相談", "電話相談"]


def test_without_sensitive_findings_nothing_changes() -> None:
    frame = conform(GatheredFinding, [finding("a", observed=TEXT)])
    assert Withholding.of(cells(), values(), lineage()).applied(GatheredFinding, frame.copy()).equals(frame)


def test_a_mart_that_shares_a_turn_of_phrase_is_shown() -> None:
    frame = pd.DataFrame({"text": ["ご家族とともに複数回の面談を行った。"]})
    kept = Withholding.of(cells((7, 4, 2022, TEXT)), values(), lineage()).applied(RepeatedNarrative, frame.copy())
    assert kept.equals(frame)


def test_a_value_that_no_cell_holds_is_withheld_like_all_others() -> None:
    supplied = values(("core.dim_measure", "m1", "description", 7, None, TEXT))
    withholding = Withholding.of(cells(), supplied, lineage())
    described = pd.DataFrame({"measure_id": ["m1", "m2"], "description": [TEXT, TEXT]})
    assert withholding.applied(DimMeasure, described)["description"].tolist() == [WITHHELD, TEXT]
    quoting = conform(GatheredFinding, [finding("a", observed=TEXT), finding("b", observed=OTHER)])
    assert withholding.applied(GatheredFinding, quoting)["observed"].tolist() == [WITHHELD, OTHER]
