"""A file that is not registered yet, and what its row in the register would be: as told, as printed, as registered."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.documents.frames import LinedDocument
from pipeline.documents.headings import HeadingReader
from pipeline.documents.reading import DocumentText
from pipeline.documents.stage import read_registered
from pipeline.errors import DocumentError
from pipeline.seeds.register import RegisterEntry
from pipeline.values.fiscal_years import read_fiscal_years
from pipeline.values.text import comparison_key, normalise

# Of the measures of a table, so many stand in another edition of the same plan, and hardly any in another plan.
_SAME_PLAN = 0.5
# Names of sections and ratings stand in every plan.
_LONG = 8
_MUNICIPALITY = re.compile(r"(?:^|[\s(（「])(?:.{2,3}[都道府県])?(?P<name>[^\s都道府県()（）「」]{1,7}[市区町村])")
_PLAN = re.compile(r"(?P<name>[^\s()（）「」]{2,30}?(?:計画|プラン|戦略|ビジョン))(?!の?進捗管理票)")
_REPORTED = ("status", "evaluation", "achievement")


@dataclass(frozen=True)
class Value:
    """A value of a register row, and where it comes from: given, title, headings, register (empty: nowhere)."""

    text: str = ""
    source: str = ""


@dataclass(frozen=True)
class Candidate:
    """A file as it was read: its text and table, and what it and the register say for its row."""

    text: DocumentText
    document: LinedDocument
    values: Mapping[str, Value]


def read_candidate(
    path: Path, given: Mapping[str, str], entries: Sequence[RegisterEntry], seeds: Path, known: Mapping[str, str]
) -> Candidate:
    """Read a file with the headings known to `seeds`. Raises DocumentError if it is no table that can be read."""
    reader = HeadingReader(known)
    text, document = read_registered(unregistered(path), path.parent, reader)
    values = {name: Value(value, "given") for name, value in given.items() if value}
    values = _titled(document) | values
    plan = _registered_plan(values, document, entries, seeds, reader)
    values = values | {name: value for name, value in plan.items() if values.get(name, Value()).source != "given"}
    return Candidate(text, document, _edition(document) | values)


def unregistered(path: Path) -> RegisterEntry:
    """Return an entry for a file that stands in no register."""
    return RegisterEntry(0, "", "", "", "", 0, path.name, "", "", "", "", "")


def _titled(document: LinedDocument) -> dict[str, Value]:
    """Return what the lines above the first heading say: municipality and plan."""
    first = min(document.headings)
    titles = [normalise(cell) for line in document.lines[: first - 1] for cell in line.cells if cell.strip()]
    found = {
        "municipality_name": next((match["name"] for title in titles if (match := _MUNICIPALITY.search(title))), ""),
        "plan_name": next((match["name"] for title in titles if (match := _PLAN.search(title))), ""),
    }
    return {name: Value(text, "title") for name, text in found.items() if text}


def _edition(document: LinedDocument) -> dict[str, Value]:
    """Return the newest year that a heading asks a result for; without any, the newest year of a heading."""
    columns = [column for row in document.headings.values() for column in row if column.fiscal_year]
    reported = [column.fiscal_year for column in columns if column.field in _REPORTED]
    years = reported or [column.fiscal_year for column in columns]
    return {"edition_fiscal_year": Value(str(max(filter(None, years))), "headings")} if years else {}


def _registered_plan(
    values: Mapping[str, Value],
    document: LinedDocument,
    entries: Sequence[RegisterEntry],
    seeds: Path,
    reader: HeadingReader,
) -> dict[str, Value]:
    """Return code and names of the registered plan that the file is an edition of, as far as that can be told."""
    newest = {entry.plan_id: entry for entry in entries}
    fitting = [entry for entry in newest.values() if _fits(entry, values)]
    named = [entry for entry in fitting if _is_named(entry, values)]
    same = named or [entry for entry in fitting if _shares_measures(entry, document, seeds, reader)]
    if len(same) == 1:
        return _columns_of(same[0], ("municipality_code", "municipality_name", "plan_code", "plan_name"))
    of_municipality = [entry for entry in fitting if _is_of_municipality(entry, values)]
    return _columns_of(of_municipality[0], ("municipality_code", "municipality_name")) if of_municipality else {}


def _columns_of(entry: RegisterEntry, names: Iterable[str]) -> dict[str, Value]:
    return {name: Value(str(getattr(entry, name)), "register") for name in names}


def _fits(entry: RegisterEntry, values: Mapping[str, Value]) -> bool:
    """Say whether nothing that was given speaks against a registered plan."""
    given = {name: value.text for name, value in values.items() if value.source == "given"}
    names = ("municipality_code", "municipality_name", "plan_code", "plan_name")
    return all(given.get(name, getattr(entry, name)) == getattr(entry, name) for name in names)


def _is_of_municipality(entry: RegisterEntry, values: Mapping[str, Value]) -> bool:
    told = {name: values[name].text for name in ("municipality_code", "municipality_name") if name in values}
    return any(getattr(entry, name) == text for name, text in told.items())


def _is_named(entry: RegisterEntry, values: Mapping[str, Value]) -> bool:
    """Say whether municipality and plan are those that were told or printed, with its municipality's name or not."""
    plan = values.get("plan_name", Value()).text or values.get("plan_code", Value()).text
    bare = {name.removeprefix(entry.municipality_name) for name in (entry.plan_name, entry.plan_code)}
    return _is_of_municipality(entry, values) and plan.removeprefix(entry.municipality_name) in bare


def _shares_measures(entry: RegisterEntry, document: LinedDocument, seeds: Path, reader: HeadingReader) -> bool:
    try:
        _, registered = read_registered(entry, seeds, reader)
    except DocumentError:
        return False
    own, other = _texts(document), _texts(registered)
    return sum((own & other).values()) >= _SAME_PLAN * max(1, min(own.total(), other.total()))


def _texts(document: LinedDocument) -> Counter[str]:
    """Return the texts of the measure lines, whatever their columns: years told before are told again word for word."""
    cells = (cell for line in document.lines if line.kind == "measure" for cell in line.cells)
    return Counter(comparison_key(cell) for cell in cells if len(cell) >= _LONG)


def edition_year(text: str) -> str:
    """Return the year of an edition written as 2024, 令和6年度 or R6; as it stands if it is none of them."""
    years = read_fiscal_years(text) or read_fiscal_years(f"{text}年度")
    return str(years[0].first) if len(years) == 1 else text
