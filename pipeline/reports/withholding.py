"""What may not leave the house: texts about very few persons, wherever the exported tables repeat them.

Which texts these are is decided by findings of the rule `sensitive_text` and by nothing else; no text is judged here.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import duckdb
import pandas as pd

from pipeline.contracts.base import Contract, key_columns, table_name
from pipeline.contracts.quality import GatheredFinding
from pipeline.contracts.tables import MARTS, OF_EDITIONS
from pipeline.warehouse.statements import reading_statement, rendered

WITHHELD = "（個人に関わる可能性があるため非公開）"
_NARRATIVES = ("plan_text", "status_text", "evaluation_text", "achievement_as_printed", "description")
_WORDS = ("observed", "expected", "message_ja", "message_en")
_CELL = ["document_id", "line_no", "cell_no"]
_YEAR = ["document_id", "line_no", "fiscal_year"]
_VALUE = ["core_table", "record_key", "column_name"]
_EVIDENCE = json.dumps({"withheld": WITHHELD}, ensure_ascii=False)
# As long a run of characters is a quotation; shorter ones (names of measures, turns of phrase) stand in many rows.
_QUOTATION = 15
# Texts are also looked for as a whole, unless they are so short that they say nothing.
_SHORTEST = 6


@dataclass(frozen=True)
class Withholding:
    """What is sensitive: cells by place, lines by year, values by key and column of their core table, and texts."""

    places: frozenset[tuple[Any, ...]]
    years: frozenset[tuple[Any, ...]]
    values: pd.DataFrame
    texts: frozenset[str]
    runs: frozenset[str]

    @classmethod
    def of(cls, cells: pd.DataFrame, values: pd.DataFrame, lineage: pd.DataFrame) -> "Withholding":
        """Return what is withheld because of these cells and values (`sql/reading/sensitive_*.sql`), of which lineage
        adds more; none: nothing is.
        """
        texts = {_squeezed(text) for text in (*cells["text"], *values["text"])}
        traced = lineage.merge(cells[_CELL].drop_duplicates(), on=_CELL)
        return cls(
            frozenset(_tuples(cells, _CELL)),
            frozenset({*_tuples(cells.dropna(), _YEAR), *_tuples(values.dropna(), _YEAR)}),
            pd.concat([traced[_VALUE], values[_VALUE]], ignore_index=True),
            frozenset(text for text in texts if len(text) >= _SHORTEST),
            frozenset(run for text in texts for run in _runs(text)),
        )

    def applied(self, contract: type[Contract], frame: pd.DataFrame) -> pd.DataFrame:
        """Return a table without the texts that are withheld; rows, keys, figures and places stay."""
        if not self.is_needed:
            return frame
        if contract is GatheredFinding:
            return self._without_quotations(frame)
        if contract in (*MARTS, *OF_EDITIONS):
            return self._without_repetitions(frame)
        return self._without_values(contract, frame)

    def of_text(self, text: str) -> str:
        """Return a text in use, or what stands for it: it holds a sensitive one as a whole."""
        return WITHHELD if self._holds(text) else text

    def of_words(self, text: str) -> str:
        """Return words about a cell, or what stands for them: they quote a sensitive text."""
        return WITHHELD if self._holds(text) or self._quotes(text) else text

    def of_cell(self, cell: Mapping[str, Any], text: str) -> str:
        """Return the text of a cell (document_id, line_no, cell_no), or what stands for it."""
        return WITHHELD if tuple(cell[name] for name in _CELL) in self.places else self.of_text(text)

    def of_finding(self, finding: Mapping[str, Any]) -> dict[str, Any]:
        """Return a finding (columns of quality.finding and more) whose words are withheld where they tell too much."""
        if not self.is_needed or not self._is_told_by(finding):
            return dict(finding)
        words = {name: WITHHELD for name in _WORDS if finding[name] is not None}
        return {**finding, **words, "evidence": _EVIDENCE}

    def told(self) -> list[Any]:
        """Return what is withheld as one value: with the same one, the same is."""
        values = sorted(_tuples(self.values.drop_duplicates(), _VALUE))
        return [sorted(map(str, self.places)), sorted(map(str, self.years)), values, sorted(self.texts)]

    @property
    def is_needed(self) -> bool:
        """Say whether anything is sensitive at all."""
        return bool(self.places) or not self.values.empty

    def _without_values(self, contract: type[Contract], frame: pd.DataFrame) -> pd.DataFrame:
        """Withhold the values of a core table that are sensitive or come from a sensitive cell."""
        values = self.values[self.values["core_table"] == table_name(contract)]
        keys = reduce(lambda one, other: one + "|" + other, (frame[name].astype(str) for name in key_columns(contract)))
        for column in sorted(set(values["column_name"]) & set(_NARRATIVES) & set(frame.columns)):
            is_sensitive = keys.isin(values.loc[values["column_name"] == column, "record_key"])
            frame[column] = frame[column].mask(is_sensitive & frame[column].notna(), WITHHELD)
        return frame

    def _without_repetitions(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Withhold texts that hold a sensitive one as a whole: these tables join what they are made from."""
        for column in frame.select_dtypes(["object", "str"]):
            public = {text: WITHHELD if self._holds(text) else text for text in frame[column].dropna().unique()}
            frame[column] = frame[column].map(public.__getitem__, "ignore")
        return frame

    def _without_quotations(self, findings: pd.DataFrame) -> pd.DataFrame:
        """Withhold the words of findings about a sensitive cell, about its line and year, or that quote its text."""
        is_withheld = pd.Series([self._is_told_by(row) for row in findings.to_dict("records")], findings.index, bool)
        for column in _WORDS:
            findings[column] = findings[column].mask(is_withheld & findings[column].notna(), WITHHELD)
        findings["evidence"] = findings["evidence"].mask(is_withheld, _EVIDENCE)
        return findings

    def _is_told_by(self, finding: Mapping[Any, Any]) -> bool:
        line = (finding["document_id"], finding["line_no"])
        if (*line, finding["cell_no"]) in self.places:
            return True
        words = [finding[name] for name in _WORDS if isinstance(finding[name], str)]
        evidence = list(_leaves(json.loads(finding["evidence"])))
        says_more = evidence or any(isinstance(finding[name], str) for name in ("observed", "expected"))
        if (*line, finding["fiscal_year"]) in self.years and says_more:
            return True
        return any(self._holds(text) or self._quotes(text) for text in (*words, *evidence))

    def _holds(self, text: str) -> bool:
        """Say whether a sensitive text stands in another, in one walk over it, however many are sensitive."""
        squeezed = _squeezed(text)
        starts = ((start, squeezed[start : start + _SHORTEST]) for start in range(len(squeezed) - _SHORTEST + 1))
        return any(squeezed.startswith(self._beginnings[head], at) for at, head in starts if head in self._beginnings)

    @cached_property
    def _beginnings(self) -> dict[str, tuple[str, ...]]:
        """Return the sensitive texts by their first characters."""
        found: dict[str, tuple[str, ...]] = {}
        for text in sorted(self.texts):
            found[text[:_SHORTEST]] = (*found.get(text[:_SHORTEST], ()), text)
        return found

    def _quotes(self, text: str) -> bool:
        return any(run in self.runs for run in _runs(_squeezed(text)))


def read_withholding(connection: duckdb.DuckDBPyConnection, municipality_code: str | None = None) -> Withholding:
    """Return what must be withheld of a warehouse, or of one municipality's part of it."""
    connection.execute(rendered("set_variable", name="municipality_code", value=municipality_code))
    names = ("cells", "values", "lineage")
    return Withholding.of(*(connection.execute(reading_statement(f"sensitive_{name}")).df() for name in names))


def _tuples(frame: pd.DataFrame, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    return frame[columns].itertuples(index=False, name=None)


def _leaves(value: Any) -> Iterator[str]:
    """Yield every text in a value read from JSON, the names of its keys apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _leaves(item)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _runs(squeezed: str) -> Iterator[str]:
    for start in range(len(squeezed) - _QUOTATION + 1):
        yield squeezed[start : start + _QUOTATION]
