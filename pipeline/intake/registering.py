"""Put a file into the seeds folder and its row into the register; what cannot be registered changes nothing."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.documents.reading import file_hash
from pipeline.errors import InputError
from pipeline.intake.candidates import Candidate, Value, edition_year, read_candidate
from pipeline.seeds.files import read_inside
from pipeline.seeds.judgement import read_judgement
from pipeline.seeds.register import COLUMNS, REGISTER_NAME, REQUIRED, RegisterEntry, is_code, read_register, valid_entry
from pipeline.seeds.writing import append_rows, locked, write_whole
from pipeline.settings import INBOX_NAME
from pipeline.values.fiscal_years import FISCAL_YEARS, fiscal_year_label

_DOCUMENTS = "documents"
# What a person has to tell if neither the table nor the register does, with the option that tells it.
OPTIONS = {
    "municipality_code": "--municipality-code",
    "municipality_name": "--municipality-name",
    "plan_code": "--plan-code",
    "plan_name": "--plan-name",
    "edition_fiscal_year": "--edition",
}
# A row of the register is one line, which people read and edit.
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


@dataclass(frozen=True)
class Proposal:
    """A row for the register, where each of its values comes from, and the editions of its plan that are there.

    `unread_sheets` names the sheets of the workbook that will not be read.
    """

    source: Path
    entry: RegisterEntry
    values: Mapping[str, Value]
    editions: Sequence[RegisterEntry]
    unread_sheets: str = ""

    @property
    def told(self) -> tuple[str, str]:
        """Return what the file will be, in both languages."""
        year = self.entry.edition_fiscal_year
        label, plan = fiscal_year_label(year), self._plan
        if not self.editions:
            return (
                f"新しい計画「{plan}」の最初の進捗状況表（{label}版）",
                f"the first progress table of a new plan, {plan} (edition FY{year})",
            )
        is_newest = year > max(edition.edition_fiscal_year for edition in self.editions)
        ja, en = ("最新の版", "the newest edition") if is_newest else ("以前の版", "an earlier edition")
        number = len(self.editions) + 1
        return f"「{plan}」の{ja}（{label}版、登録は{number}件目）", f"{en} of {plan} (FY{year}; {number} with it)"

    @property
    def _plan(self) -> str:
        municipality, plan = self.entry.municipality_name, self.entry.plan_name
        return plan if municipality in plan else f"{municipality} {plan}"


def propose(seeds: Path, path: Path, given: Mapping[str, str]) -> Proposal:
    """Return the register row of a file: `given` values first, then what its table and the register say.

    Raises InputError if a value is missing, the file or its edition is registered already, or it cannot be read.
    """
    _require_folder(seeds)
    entries = read_register(seeds, may_be_empty=True)
    told = {name: _UNPRINTED.sub(" ", value).strip() for name, value in given.items()}
    if told.get("edition_fiscal_year"):
        told["edition_fiscal_year"] = edition_year(told["edition_fiscal_year"])
    _require_usable(path, told)
    place = _found(path)
    candidate = read_candidate(place, told, entries, seeds, read_judgement(seeds).headings)
    _require_values(path, candidate.values)
    entry = valid_entry(seeds / REGISTER_NAME, len(entries) + 2, _row(seeds, place, candidate, told))
    _require_new(place, entry, entries, seeds)
    editions = [one for one in entries if one.plan_id == entry.plan_id]
    return Proposal(place, entry, candidate.values, editions, candidate.text.grid.unread_told)


def register(seeds: Path, proposal: Proposal) -> Path:
    """Copy the file into `seeds/documents/` unless it stands in the folder, append its row, and return its place.

    Raises InputError, with the folder as it was, if file or register have changed since, or cannot be written.
    """
    with locked(seeds / REGISTER_NAME):
        return _registered(seeds, proposal)


def _registered(seeds: Path, proposal: Proposal) -> Path:
    target = seeds / proposal.entry.path
    # While a person was asked, another one may have registered it.
    _require_new(proposal.source, proposal.entry, read_register(seeds, may_be_empty=True), seeds)
    is_copied = _copied(proposal.source, target, proposal.entry.sha256)
    try:
        row = {name: str(getattr(proposal.entry, name)) for name in COLUMNS}
        append_rows(seeds / REGISTER_NAME, COLUMNS, [row])
    except BaseException:
        if is_copied:
            target.unlink(missing_ok=True)
        raise
    return target


def _row(seeds: Path, path: Path, candidate: Candidate, given: Mapping[str, str]) -> dict[str, str]:
    values = {name: candidate.values[name].text for name in REQUIRED if name in candidate.values}
    document = "_".join(values[name] for name in ("municipality_code", "plan_code", "edition_fiscal_year"))
    place = _place_within(path, seeds) or f"{_DOCUMENTS}/{document}{path.suffix.lower()}"
    today = datetime.now(ZoneInfo("Asia/Tokyo")).date().isoformat()
    row = dict.fromkeys(COLUMNS, "") | values | {"path": place, "sha256": candidate.text.sha256, "retrieved_on": today}
    return row | {name: given[name] for name in ("source_url", "licence", "note") if given.get(name)}


def _place_within(path: Path, seeds: Path) -> str:
    """Return the path of a file that stands in the seeds folder for good; empty for one outside, or in the inbox."""
    if not path.is_relative_to(seeds.resolve()):
        return ""
    place = path.relative_to(seeds.resolve())
    # Blanks at the ends of a value of the register do not count.
    is_kept = place.parts[0] != INBOX_NAME and place.as_posix() == _UNPRINTED.sub("", place.as_posix()).strip()
    return place.as_posix() if is_kept else ""


def _require_folder(seeds: Path) -> None:
    if not seeds.is_dir():
        raise InputError(
            f"{seeds}: フォルダがありません。--seeds の指定を確認するか、フォルダを作成してください。",
            f"{seeds}: there is no such folder; check --seeds, or create it.",
        )


def _found(path: Path) -> Path:
    """Return the place of a file, links followed: whoever names a file outside the folder means it."""
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{path}: ファイルを開けません（{reason}）。ファイル名を確認してください。",
            f"{path}: there is no file that can be opened ({reason}); check its name.",
        ) from error


def _require_usable(path: Path, given: Mapping[str, str]) -> None:
    """Refuse what was given and could not stand in the register, by the option that gives it."""
    for name in ("municipality_code", "plan_code"):
        if given.get(name) and not is_code(given[name]):
            raise InputError(
                f"{path}: {OPTIONS[name]}（{name}）「{given[name]}」は半角英数字とハイフンで指定してください。",
                f"{path}: {OPTIONS[name]} ({name}) '{given[name]}' must be letters, digits and hyphens.",
            )
    year = given.get("edition_fiscal_year")
    if year and year not in map(str, FISCAL_YEARS):
        raise InputError(
            f"{path}: --edition（edition_fiscal_year）「{year}」は、「2024」「令和6年度」のように"
            "一つの年度で指定してください。",
            f"{path}: --edition (edition_fiscal_year) '{year}' must be one fiscal year like 2024 or 令和6年度.",
        )


def _require_values(path: Path, values: Mapping[str, Value]) -> None:
    missing = [option for name, option in OPTIONS.items() if not values.get(name, Value()).text]
    if missing:
        options = " ".join(missing)
        raise InputError(
            f"{path}: 表からも文書台帳からも読み取れない項目があります。{options} で指定してください。",
            f"{path}: neither the table nor the register tells everything; give {options}.",
        )


def _require_new(source: Path, entry: RegisterEntry, entries: Sequence[RegisterEntry], seeds: Path) -> None:
    for other in entries:
        ja, en = f"{REGISTER_NAME} {other.register_line}行目", f"{REGISTER_NAME}, line {other.register_line}"
        is_here = seeds.resolve() / other.path == source
        if is_here or (other.sha256.lower() or file_hash(other, seeds)) == entry.sha256:
            raise InputError(
                f"{source}: 同じファイルが {other.document_id} として登録済みです（{ja}）。",
                f"{source}: the same file is registered as {other.document_id} ({en}).",
            )
        if other.document_id == entry.document_id:
            raise InputError(
                f"{source}: {entry.document_id} は別のファイルで登録済みです（{ja}）。"
                "年度が違う場合は、--edition で正しい年度を指定してください。"
                f"差し替える場合は、先にその行と {other.path} を削除してください。",
                f"{source}: {entry.document_id} is registered with another file ({en}); "
                f"give another --edition, or remove that row and {other.path} to replace it.",
            )


def _copied(source: Path, target: Path, sha256: str) -> bool:
    """Copy a file that is still the one that was read; say whether it was not there before. Nothing is overwritten."""
    try:
        data = read_inside(source, source.parent)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise InputError(
                f"{source}: 確認の間にファイルが変更されました。もう一度実行してください。何も変更していません。",
                f"{source}: the file has changed since it was read; run the command again. Nothing was changed.",
            )
        if target.exists():
            _require_same(target, data)
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"{target}: コピーできません（{reason}）。文書台帳は変更していません。",
            f"{target}: cannot be copied there ({reason}); the register is as it was.",
        ) from error
    return True


def _require_same(target: Path, data: bytes) -> None:
    """An interrupted run may have left its copy; any other file of that name is somebody's."""
    if not (target.is_file() and target.read_bytes() == data):
        raise InputError(
            f"{target}: 同名の別のファイルがあります。内容を確認のうえ、別の場所に移してください。",
            f"{target}: there is another file of that name; look at it and move it away.",
        )
