"""The register `documents.csv`: which tables there are, of which municipality, plan and edition."""

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.seeds.tables import Row, read_rows, read_year, seed_error

REGISTER_NAME = "documents.csv"
REQUIRED = ("municipality_code", "municipality_name", "plan_code", "plan_name", "edition_fiscal_year", "path")
COLUMNS = (*REQUIRED, "sha256", "source_url", "retrieved_on", "licence", "note")
# A register of tables that are no workbooks need not have it.
OPTIONAL = ("sheet",)
# What `shinchoku inspect --init` writes where neither file nor options tell it: to be corrected, and no plan's.
PLACEHOLDERS = {"municipality_code": "000000", "municipality_name": "（団体名）", "plan_name": "（計画名）"}
_CODE = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True)
class RegisterEntry:
    """One row of the register: a document, and the register's line it stands on."""

    register_line: int
    municipality_code: str
    municipality_name: str
    plan_code: str
    plan_name: str
    edition_fiscal_year: int
    path: str
    sha256: str
    source_url: str
    retrieved_on: str
    licence: str
    note: str
    sheet: str = ""

    @property
    def plan_id(self) -> str:
        """Return the name of the plan, of which the document is an edition."""
        return f"{self.municipality_code}_{self.plan_code}"

    @property
    def document_id(self) -> str:
        """Return the document's name for ever."""
        return f"{self.plan_id}_{self.edition_fiscal_year}"


def plan_of(document_id: str) -> str:
    """Return the plan that a document is an edition of."""
    return document_id.rpartition("_")[0]


def read_register(seeds: Path, *, may_be_empty: bool = False) -> list[RegisterEntry]:
    """Return the documents registered in `seeds`, oldest edition first.

    Raises InputError, naming file and line, for a register that is missing or empty (unless it may be), lacks a column
    or a value, or lists a document twice.
    """
    path = seeds / REGISTER_NAME
    if may_be_empty and not path.exists():
        return []
    if not path.is_file():
        raise InputError(
            f"{path}: 文書台帳がありません。--seeds で {REGISTER_NAME} を含むフォルダを指定してください。",
            f"{path}: the register is missing; name a folder that holds {REGISTER_NAME} with --seeds.",
        )
    entries = [valid_entry(path, line_no, row) for line_no, row in read_rows(path, COLUMNS, REQUIRED, OPTIONAL)]
    if not entries and not may_be_empty:
        what_ja = "文書が1件も登録されていません。1文書を1行で追加してください"
        raise seed_error(path, 2, what_ja, "no document is registered; add a row for each")
    _refuse_duplicates(path, entries)
    return sorted(entries, key=lambda entry: (entry.edition_fiscal_year, entry.document_id))


def is_code(text: str) -> bool:
    """Say whether a text can be the code of a municipality or plan: it stands in ids and file names."""
    return bool(_CODE.fullmatch(text))


def valid_entry(path: Path, line_no: int, row: Row) -> RegisterEntry:
    """Return the entry of a row. Raises InputError for a code or a year that is none, or a placeholder."""
    for name in ("municipality_code", "plan_code"):
        if not is_code(row[name]):
            what_ja = f"{name}「{row[name]}」は半角英数字とハイフンで書いてください"
            raise seed_error(path, line_no, what_ja, f"{name} '{row[name]}' must be letters, digits and hyphens")
    for name, placeholder in PLACEHOLDERS.items():
        if row[name] == placeholder:
            what_ja = f"{name} が仮の値「{placeholder}」のままです。正しい値に直してください"
            raise seed_error(path, line_no, what_ja, f"{name} is still the placeholder '{placeholder}'; correct it")
    year = read_year(path, line_no, "edition_fiscal_year", row["edition_fiscal_year"])
    texts = {name: text for name, text in row.items() if name != "edition_fiscal_year"}
    return RegisterEntry(register_line=line_no, edition_fiscal_year=year, **texts)


def _refuse_duplicates(path: Path, entries: list[RegisterEntry]) -> None:
    first: dict[str, int] = {}
    for entry in entries:
        earlier = first.setdefault(entry.document_id, entry.register_line)
        if earlier != entry.register_line:
            raise seed_error(
                path,
                entry.register_line,
                f"文書 {entry.document_id} は {earlier} 行目にも登録されています。どちらかを削除してください",
                f"document {entry.document_id} is already registered on line {earlier}; remove one of the two",
            )
