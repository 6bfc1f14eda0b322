"""What breaks a contract is found, whatever it is; what breaks none is let through without asking pandera."""

from collections.abc import Callable

import pandas as pd
import pytest

from pipeline.contracts import checking
from pipeline.contracts.base import conform, key_columns, table_name
from pipeline.contracts.checking import failing_rows
from pipeline.contracts.raw import Line
from pipeline.contracts.tables import STAGED

ROW = {
    "document_id": "a_b_2023",
    "line_no": 1,
    "kind": "measure",
    "block_no": None,
    "heading_line_no": None,
    "cell_count": 3,
    "sha256": "0" * 64,
}


def lines(**changes: object) -> pd.DataFrame:
    return conform(Line, [ROW | changes, ROW | {"line_no": 2}])


def test_a_right_table_is_told_right_without_pandera(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Line, "validate", None)
    assert failing_rows(Line, lines()).empty


@pytest.mark.parametrize(
    "broken",
    [
        lambda: lines(line_no=0),
        lambda: lines(line_no=2),
        lambda: lines(kind="poem"),
        lambda: lines(kind=None),
        lambda: lines().drop(columns="kind"),
        lambda: lines().assign(other=1),
        lambda: lines().assign(line_no="one"),
        lambda: pd.concat([lines(), lines().head(1)]),
    ],
)
def test_what_breaks_a_contract_is_told(broken: Callable[[], pd.DataFrame]) -> None:
    assert len(failing_rows(Line, broken()))


def test_a_failing_value_is_told_with_its_place() -> None:
    (row,) = failing_rows(Line, lines(kind="poem")).to_dict("records")
    assert (row["document_id"], row["line_no"], row["column"], row["failure_case"]) == ("a_b_2023", 1, "kind", "poem")


@pytest.mark.parametrize("contract", [pytest.param(one, id=table_name(one)) for one in STAGED])
def test_no_contract_asks_what_only_pandera_knows(contract: type[checking.Contract]) -> None:
    schema = contract.to_schema()
    assert {check.name for column in schema.columns.values() for check in column.checks} <= set(checking._HOLDS)
    assert not schema.checks and schema.unique == key_columns(contract)


def test_a_value_that_no_record_has_is_told() -> None:
    with pytest.raises(KeyError, match="sha256"):
        conform(Line, [{name: value for name, value in ROW.items() if name != "sha256"}])
