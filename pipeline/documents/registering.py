"""Put a file into the seeds folder and its row into the register; what cannot be registered changes nothing."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.documents.candidates import Candidate, Value, edition_year, read_candidate
from pipeline.documents.reading import file_hash
from pipeline.errors import InputError
from pipeline.seeds.judgement import read_judgement
from pipeline.seeds.register import COLUMNS, REGISTER_NAME, REQUIRED, RegisterEntry, read_register, valid_entry
from pipeline.seeds.writing import append_rows
from pipeline.values.fiscal_years import fiscal_year_label

_DOCUMENTS = "documents"
# What a person has to tell if neither the table nor the register does, with the option that tells it.
OPTIONS = {
    "municipality_code": "--municipality-code",
    "municipality_name": "--municipality-name",
    "plan_code": "--plan-code",
    "plan_name": "--plan-name",
    "edition_fiscal_year": "--edition",
}


@dataclass(frozen=True)
class Proposal:
    """A row for the register, where each of its values comes from, and the editions of its plan that are there."""

    source: Path
    entry: RegisterEntry
    values: Mapping[str, Value]
    editions: Sequence[RegisterEntry]

    @property
    def told(self) -> tuple[str, str]:
        """Return what the file will be, in both languages."""
        label = fiscal_year_label(self.entry.edition_fiscal_year)
        if not self.editions:
            return f"新しい計画「{self._plan}」の最初の版（{label}版）", f"the first edition of a new plan, {label}"
        is_newest = self.entry.edition_fiscal_year > max(edition.edition_fiscal_year for edition in self.editions)
        ja, en = ("最新の版", "the newest edition") if is_newest else ("以前の版", "an earlier edition")
        number = len(self.editions) + 1
        return f"「{self._plan}」の{ja}（{label}版、登録は{number}件目）", f"{en} of a registered plan, {label}"

    @property
    def _plan(self) -> str:
        return f"{self.entry.municipality_name} {self.entry.plan_name}"


def propose(seeds: Path, path: Path, given: Mapping[str, str]) -> Proposal:
    """Return the register row of a file: `given` values first, then what its table and the register say.

    Raises InputError if a value is missing, the file or its edition is registered already, or it cannot be read.
    """
    entries = read_register(seeds, may_be_empty=True)
    told = dict(given)
    if told.get("edition_fiscal_year"):
        told["edition_fiscal_year"] = edition_year(told["edition_fiscal_year"])
    candidate = read_candidate(path.absolute(), told, entries, seeds, read_judgement(seeds).headings)
    _require_values(path, candidate.values)
    entry = valid_entry(seeds / REGISTER_NAME, len(entries) + 2, _row(seeds, path, candidate, told))
    _require_new(path, entry, entries, seeds)
    return Proposal(path, entry, candidate.values, [one for one in entries if one.plan_id == entry.plan_id])


def register(seeds: Path, proposal: Proposal) -> Path:
    """Copy the file into `seeds/documents/` unless it stands there, append its row, and return its place."""
    target = seeds / proposal.entry.path
    if target.resolve() != proposal.source.resolve():
        _copy(proposal.source, target)
    row = {name: str(getattr(proposal.entry, name)) for name in COLUMNS}
    append_rows(seeds / REGISTER_NAME, COLUMNS, [row])
    return target


def _row(seeds: Path, path: Path, candidate: Candidate, given: Mapping[str, str]) -> dict[str, str]:
    values = {name: candidate.values[name].text for name in REQUIRED if name in candidate.values}
    document = "_".join(values[name] for name in ("municipality_code", "plan_code", "edition_fiscal_year"))
    place = f"{_DOCUMENTS}/{document}{path.suffix.lower()}"
    if path.resolve().is_relative_to((seeds / _DOCUMENTS).resolve()):
        place = path.resolve().relative_to(seeds.resolve()).as_posix()
    today = datetime.now(ZoneInfo("Asia/Tokyo")).date().isoformat()
    row = dict.fromkeys(COLUMNS, "") | values | {"path": place, "sha256": candidate.text.sha256, "retrieved_on": today}
    return row | {name: given[name] for name in ("source_url", "licence", "note") if given.get(name)}


def _require_values(path: Path, values: Mapping[str, Value]) -> None:
    missing = [option for name, option in OPTIONS.items() if not values.get(name, Value()).text]
    if missing:
        options = " ".join(missing)
        raise InputError(
            f"{path}: 表からも文書台帳からも読み取れない項目があります。{options} で指定してください。",
            f"{path}: neither the table nor the register tells everything; give {options}.",
        )


def _require_new(path: Path, entry: RegisterEntry, entries: Sequence[RegisterEntry], seeds: Path) -> None:
    for other in entries:
        ja, en = f"{REGISTER_NAME} {other.register_line}行目", f"{REGISTER_NAME}, line {other.register_line}"
        if (other.sha256.lower() or file_hash(other, seeds)) == entry.sha256 or other.path == entry.path:
            raise InputError(
                f"{path}: 同じファイルが {other.document_id} として登録済みです（{ja}）。",
                f"{path}: the same file is registered as {other.document_id} ({en}).",
            )
        if other.document_id == entry.document_id:
            raise InputError(
                f"{path}: {entry.document_id} は別のファイルで登録済みです（{ja}）。"
                "年度版が違う場合は --edition で指定し、差し替える場合は先にその行を削除してください。",
                f"{path}: {entry.document_id} is registered with another file ({en}); "
                "give another --edition, or remove that row to replace it.",
            )


def _copy(source: Path, target: Path) -> None:
    if target.exists():
        raise InputError(
            f"{target}: 同じ名前のファイルがあります。確認のうえ、別の場所に移してください。",
            f"{target}: there is such a file; look at it and move it away.",
        )
    partial = target.with_name(f".{target.name}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, partial)
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise InputError(
            f"{target}: コピーできません（{reason}）。文書台帳は変更していません。",
            f"{target}: cannot be copied there ({reason}); the register is as it was.",
        ) from error
