"""What a contract is, and what derives from one: DDL, comments, column schemas; records as its frame, and back.

A contract is a pandera model; its docstring is the table's comment, its fields' titles and
descriptions are the columns'. What they mean in Japanese stands in `japanese.csv`. Nothing about
a table is written down a second time anywhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
from pandas.api.extensions import ExtensionArray, ExtensionDtype
from pandera.api.pandas.model_config import BaseConfig

from pipeline.contracts.japanese import column_meaning, table_meaning

_DUCKDB_TYPES = {
    "str": "VARCHAR",
    "string[pyarrow]": "VARCHAR",
    "Int64": "INTEGER",
    "int64": "INTEGER",
    "float64": "DOUBLE",
    "bool": "BOOLEAN",
    "boolean": "BOOLEAN",
}


class Contract(pandera.DataFrameModel):
    """A table: exactly these columns, of these types, one row per key (`Config.unique`)."""

    class Config(BaseConfig):
        """Strict about columns; types are coerced, so that Parquet and pandas agree."""

        strict = True
        coerce = True


@dataclass(frozen=True)
class Column:
    """A column as the database and the dictionary show it."""

    name: str
    duckdb_type: str
    is_nullable: bool
    is_key: bool
    heading_ja: str | None
    description: str
    meaning_ja: str
    allowed: tuple[str, ...]

    @property
    def comment(self) -> str:
        """Return the column's comment: a line in Japanese, one in English with the printed heading if there is one."""
        english = f"{self.description} [{self.heading_ja}]" if self.heading_ja else self.description
        return _bilingual(self.meaning_ja, english)


@cache
def table_name(contract: type[Contract]) -> str:
    """Return the qualified name, `schema.table`."""
    return str(contract.to_schema().name)


def table_description(contract: type[Contract]) -> str:
    """Return what a table holds, in English: the contract's docstring as one paragraph."""
    return " ".join((contract.__doc__ or "").split())


def table_comment(contract: type[Contract]) -> str:
    """Return the table's comment: a paragraph in Japanese, one in English."""
    return _bilingual(table_meaning(table_name(contract)), table_description(contract))


def key_columns(contract: type[Contract]) -> list[str]:
    """Return the columns that identify a row, in order."""
    return list(_keys(contract))


# Asked for every row that is collected.
@cache
def _keys(contract: type[Contract]) -> tuple[str, ...]:
    return tuple(str(name) for name in contract.to_schema().unique or [])


def columns(contract: type[Contract]) -> list[Column]:
    """Return the columns in their order."""
    schema, keys = contract.to_schema(), key_columns(contract)
    return [_column(str(schema.name), str(name), spec, str(name) in keys) for name, spec in schema.columns.items()]


def conform(contract: type[Contract], rows: pd.DataFrame | list[dict[str, Any]]) -> pd.DataFrame:
    """Return `rows` as a frame with the contract's columns, order and types, sorted by its key.

    Shape only: values are checked where the table is published. Raises KeyError for a missing column.
    """
    if isinstance(rows, pd.DataFrame):
        types = _types(contract)
        frame, keys = rows[list(types)].astype(types), key_columns(contract)
        return frame.sort_values(keys, ignore_index=True) if keys else frame.reset_index(drop=True)
    if rows and (missing := [name for name in _types(contract) if not any(name in row for row in rows)]):
        raise KeyError(missing)
    return framed(contract, {name: [row.get(name) for row in rows] for name in _types(contract)})


def framed(contract: type[Contract], values: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Return a frame from the plain values of each column of the contract, None for what is missing; sorted by its key.

    A table is a few hundred rows: they are sorted as plain values, and each column is made as what it shall be.
    """
    keys = [values[name] for name in _keys(contract)]
    order = key_order(list(zip(*keys, strict=True))) if keys else None
    columns = values if order is None else {name: [column[n] for n in order] for name, column in values.items()}
    return pd.DataFrame({name: _array(columns[name], kind) for name, kind in _types(contract).items()}, copy=False)


def key_order(keys: Sequence[tuple[Any, ...]]) -> list[int] | None:
    """Return the numbers of keys in their order, what is missing last, equal ones as they come; None: as they stand."""
    try:
        order = sorted(range(len(keys)), key=keys.__getitem__)
    except TypeError:  # None beside a value
        known = [tuple((value is None, value) for value in key) for key in keys]
        order = sorted(range(len(keys)), key=known.__getitem__)
    return None if order == list(range(len(keys))) else order


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries of plain values, with None for what is missing."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*(plain_values(frame[n]) for n in names), strict=True)]


def plain_values(column: "pd.Series[Any]") -> list[Any]:
    """Return the values of a column, with None for what is missing."""
    array: Any = column.array
    if isinstance(column.dtype, ExtensionDtype):
        return list(array.to_numpy(object, na_value=None))
    values, is_missing = column.tolist(), column.isna().to_numpy()
    if not is_missing.any():
        return values
    return [None if missing else value for value, missing in zip(values, is_missing.tolist(), strict=True)]


def _array(values: Sequence[Any], kind: Any) -> ExtensionArray:
    # Pandas looks at every text by itself; Arrow takes them all at once.
    known = pa.array(values, pa.large_string()) if isinstance(kind, pd.StringDtype) else values
    return pd.array(known, dtype=kind)


@cache
def _types(contract: type[Contract]) -> Mapping[str, Any]:
    return {str(name): spec.dtype.type for name, spec in contract.to_schema().columns.items()}


def _column(table: str, name: str, spec: Any, is_key: bool) -> Column:
    allowed = [check.statistics["allowed_values"] for check in spec.checks if "allowed_values" in check.statistics]
    return Column(
        name=name,
        duckdb_type=_DUCKDB_TYPES[str(spec.dtype)],
        is_nullable=bool(spec.nullable),
        is_key=is_key,
        heading_ja=spec.title,
        description=spec.description or "",
        meaning_ja=column_meaning(table, name),
        allowed=tuple(str(value) for values in allowed for value in values),
    )


def _bilingual(japanese: str, english: str) -> str:
    return f"{japanese}\n{english}" if japanese else english
