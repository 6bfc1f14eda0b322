"""The file as analysts find it: every table as its contract says, commented, keyed, and nothing besides."""

from typing import get_args

import duckdb
import pytest

from pipeline.contracts.base import Contract, columns, key_columns, table_comment, table_name
from pipeline.contracts.names import ACHIEVEMENT_KINDS
from pipeline.contracts.tables import BY_NAME, MARTS
from pipeline.settings import Settings
from pipeline.values.achievement import Kind
from pipeline.warehouse.build import run_checks
from pipeline.warehouse.statements import check_statements, japanese_view_names, mart_statements

CONTRACTS = [pytest.param(contract, id=name) for name, contract in BY_NAME.items()]


@pytest.mark.parametrize("contract", CONTRACTS)
def test_table_has_the_columns_types_and_comments_of_its_contract(
    kiyose: duckdb.DuckDBPyConnection, contract: type[Contract]
) -> None:
    schema, _, name = table_name(contract).partition(".")
    found = kiyose.execute(
        """
        select column_name, data_type, is_nullable, comment from duckdb_columns()
        where schema_name = ? and table_name = ? order by column_index
        """,
        [schema, name],
    ).fetchall()
    keyed = not any(column.is_nullable for column in columns(contract) if column.is_key)
    assert found == [
        (c.name, c.duckdb_type, c.is_nullable and not (c.is_key and keyed), c.comment) for c in columns(contract)
    ]
    comment = "select comment from duckdb_tables() where schema_name = ? and table_name = ?"
    assert kiyose.execute(comment, [schema, name]).fetchone() == (table_comment(contract),)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_rows_meet_their_contract(kiyose: duckdb.DuckDBPyConnection, contract: type[Contract]) -> None:
    frame = kiyose.table(table_name(contract)).df()
    contract.validate(frame, lazy=True)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_rows_keep_their_grain(kiyose: duckdb.DuckDBPyConnection, contract: type[Contract]) -> None:
    keys = kiyose.table(table_name(contract)).df()[key_columns(contract)]
    assert not keys.duplicated().any()


def test_every_table_has_a_contract(kiyose: duckdb.DuckDBPyConnection) -> None:
    tables = kiyose.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
    assert {name for (name,) in tables} == set(BY_NAME)


def test_every_mart_has_a_statement_and_a_japanese_view(kiyose: duckdb.DuckDBPyConnection) -> None:
    names = {table_name(contract).removeprefix("mart.") for contract in MARTS}
    assert set(mart_statements()) == names == set(japanese_view_names())
    views = kiyose.execute("select view_name from duckdb_views() where schema_name = 'ja'").fetchall()
    assert {name for (name,) in views} == set(japanese_view_names().values())


@pytest.mark.parametrize("contract", [pytest.param(mart, id=table_name(mart)) for mart in MARTS])
def test_every_column_of_a_mart_has_a_japanese_heading_of_its_own(contract: type[Contract]) -> None:
    headings = [column.heading_ja for column in columns(contract)]
    assert all(headings)
    assert len(set(headings)) == len(headings)


def test_no_check_fails_and_there_are_checks(kiyose_settings: Settings, kiyose: duckdb.DuckDBPyConnection) -> None:
    assert len(check_statements()) >= 10
    assert run_checks(kiyose_settings.warehouse) == {}


def test_the_warehouse_is_of_the_contract_named_in_the_design() -> None:
    """DESIGN §4: analysts and outside tests read these names."""
    named = """
        raw.document raw.line raw.cell staging.placed_cell core.dim_fiscal_year core.dim_policy core.dim_department
        core.dim_measure core.measure_listing core.bridge_measure_department core.fact_progress
        core.fact_achievement_component mart.achievement_by_department_year mart.achievement_by_policy_year
        mart.achievement_by_bureau_year mart.measure_timeline mart.achievement_change
        mart.completeness_by_year_field mart.completeness_by_department_year mart.completeness_by_policy_year
        mart.reprise_agreement mart.repeated_narrative quality.rule quality.finding quality.cell_ledger quality.run
        quality.lineage
    """
    assert set(named.split()) <= set(BY_NAME)


def test_the_kinds_of_ratings_are_those_that_readers_tell() -> None:
    assert list(get_args(Kind)) == ACHIEVEMENT_KINDS
