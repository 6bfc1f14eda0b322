"""What becomes of findings from run to run. Days are arguments, so that nothing here depends on the clock."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest

from pipeline.quality.acceptance import Acceptance
from pipeline.quality.finding_frames import finding_frame
from pipeline.quality.findings import Finding
from pipeline.quality.gathering import gathered
from pipeline.quality.progress_table import ProgressTable
from pipeline.quality.states import Previous, settled

TODAY = date(2026, 4, 1)


def found(*texts: str) -> pd.DataFrame:
    """Return gathered findings: one unknown department per text."""
    findings = [
        Finding("unknown_department", "012345_plan_2023", 7, 3, fiscal_year=2022, field="section", observed=text)
        for text in texts
    ]
    return gathered([finding_frame(findings)], ProgressTable([]))["stage.gathered_finding"]


def ids(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["observed"], frame["finding_id"], strict=True))


def published(
    found: pd.DataFrame, previous: Previous, run: str, acceptances: Sequence[Acceptance] = (), today: date = TODAY
) -> Previous:
    findings, history = settled(found, previous, acceptances, run, today)
    return Previous(run, "2026-04-01T09:00:00+09:00", findings, history)


def states(result: Previous) -> dict[str, tuple[str, str]]:
    rows = result.findings
    return dict(zip(rows["observed"], zip(rows["state"], rows["first_seen_run"], strict=True), strict=True))


def acceptance(finding_id: str, expires_on: date | None = None) -> Acceptance:
    return Acceptance(2, finding_id, "そのままで差し支えない", "健康課", date(2026, 1, 5), expires_on)


def test_in_the_first_run_everything_is_new() -> None:
    assert states(published(found("甲課"), Previous.none(), "run1")) == {"甲課": ("new", "run1")}


def test_what_stays_is_persisting_and_keeps_the_run_that_saw_it_first() -> None:
    first = published(found("甲課"), Previous.none(), "run1")
    third = published(found("甲課", "乙課"), published(found("甲課"), first, "run2"), "run3")
    assert states(third) == {"甲課": ("persisting", "run1"), "乙課": ("new", "run3")}


def test_what_is_gone_moves_to_the_history_and_stays_there() -> None:
    first = published(found("甲課", "乙課"), Previous.none(), "run1")
    third = published(found("乙課"), published(found("乙課"), first, "run2"), "run3")
    (row,) = third.history.to_dict("records")
    assert (row["observed"], row["first_seen_run"], row["resolved_in_run"]) == ("甲課", "run1", "run2")
    assert "state" not in row
    assert row["fiscal_year"] == 2022


def test_what_comes_back_leaves_the_history_and_is_new() -> None:
    gone = published(found(), published(found("甲課"), Previous.none(), "run1"), "run2")
    back = published(found("甲課"), gone, "run3")
    assert states(back) == {"甲課": ("new", "run3")}
    assert back.history.empty


def test_an_accepted_finding_stays_with_its_first_run() -> None:
    first = published(found("甲課", "乙課"), Previous.none(), "run1")
    accepted = [acceptance(ids(found("甲課"))["甲課"])]
    assert states(published(found("甲課", "乙課"), first, "run2", accepted)) == {
        "甲課": ("accepted", "run1"),
        "乙課": ("persisting", "run1"),
    }


@pytest.mark.parametrize(("expires_on", "state"), [(date(2026, 4, 1), "accepted"), (date(2026, 3, 31), "new")])
def test_an_acceptance_holds_through_its_last_day(expires_on: date, state: str) -> None:
    accepted = [acceptance(ids(found("甲課"))["甲課"], expires_on)]
    result = published(found("甲課"), Previous.none(), "run1", accepted).findings
    assert result.loc[result["observed"] == "甲課", "state"].tolist() == [state]


def test_an_expired_acceptance_is_a_finding_where_its_finding_stands() -> None:
    name = ids(found("甲課"))["甲課"]
    result = published(found("甲課"), Previous.none(), "run1", [acceptance(name, date(2026, 3, 31))]).findings
    (row,) = result[result["rule_code"] == "expired_acceptance"].to_dict("records")
    assert (row["severity"], row["observed"], row["expected"]) == ("warning", name, "2026-03-31")
    assert (row["document_id"], row["line_no"], row["fiscal_year"]) == ("012345_plan_2023", 7, 2022)
    assert name in row["message_ja"] and "2026-03-31" in row["message_en"]
    assert "そのままで差し支えない" in row["evidence"]


def test_an_acceptance_of_nothing_is_one_finding_expired_or_not() -> None:
    for expires_on in (None, date(2026, 3, 31)):
        result = published(found("甲課"), Previous.none(), "run1", [acceptance("typo-1", expires_on)]).findings
        (row,) = result[result["observed"] == "typo-1"].to_dict("records")
        assert (row["rule_code"], row["severity"]) == ("unmatched_acceptance", "warning")
        assert row["document_id"] == "accepted_findings.csv"


def test_a_renewed_acceptance_replaces_the_expired_one() -> None:
    name = ids(found("甲課"))["甲課"]
    both = [acceptance(name, date(2026, 3, 31)), acceptance(name)]
    assert states(published(found("甲課"), Previous.none(), "run1", both)) == {"甲課": ("accepted", "run1")}


def test_findings_about_acceptances_persist_like_all_others() -> None:
    first = published(found("甲課"), Previous.none(), "run1", [acceptance("typo-1")])
    second = published(found("甲課"), first, "run2", [acceptance("typo-1")])
    assert states(second)["typo-1"] == ("persisting", "run1")
