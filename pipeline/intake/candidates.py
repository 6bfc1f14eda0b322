"""A file that is not registered yet, and what its row in the register would be: as told, as printed, as registered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.columns.known import KnownHeadings
from pipeline.columns.years.printed import read_heading_years
from pipeline.documents.reading import DocumentText
from pipeline.errors import DocumentError
from pipeline.intake.frames import LinedDocument
from pipeline.intake.stage import read_registered
from pipeline.seeds.register import RegisterEntry
from pipeline.values.fiscal_years import read_fiscal_years
from pipeline.values.text import comparison_key, normalise
from pipeline.values.titles import is_alike_plan, is_same_plan, read_municipality, read_plan

# Of the measures of a table, so many stand in another edition of the same plan, and hardly any in another plan.
_SAME_PLAN = 0.5
# Names of sections and ratings stand in every plan.
_LONG = 8
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
    reader = KnownHeadings(known)
    text, document = read_registered(unregistered(path), path.parent, reader)
    told = {name: Value(value, "given") for name, value in given.items() if value}
    values = _titled(document) | _edition(document) | told
    plan = _registered_plan(values, document, entries, seeds, reader)
    return Candidate(text, document, values | plan | told)


def unregistered(path: Path) -> RegisterEntry:
    """Return an entry for a file that stands in no register."""
    return RegisterEntry(0, "", "", "", "", 0, path.name, "", "", "", "", "")


def _titled(document: LinedDocument) -> dict[str, Value]:
    """Return what the lines above the first heading say: municipality, plan and year."""
    first = min(document.headings)
    titles = [normalise(cell) for line in document.lines[: first - 1] for cell in line.cells if cell.strip()]
    years = {(year.first, year.last) for title in titles for year in read_fiscal_years(title)}
    found = {
        "municipality_name": next(filter(None, map(read_municipality, titles)), ""),
        "plan_name": next(filter(None, map(read_plan, titles)), ""),
        # Of several years, or a span, nobody knows which one the edition is of.
        "edition_fiscal_year": next((str(first) for first, last in years if len(years) == 1 and first == last), ""),
    }
    return {name: Value(text, "title") for name, text in found.items() if text}


def _edition(document: LinedDocument) -> dict[str, Value]:
    """Return the newest year that a heading asks a result for, those in doubt last; without any, that of a heading."""
    dated = [column for row in document.headings.values() for column in row if column.fiscal_year]
    columns = [column for column in dated if read_fiscal_years(column.text)]
    # ５年度 without its era tells the edition if a result is asked for; a target may lie ahead.
    columns = columns or [c for c in dated if c.field in _REPORTED and read_heading_years(c.text)]
    reported = [column for column in columns if column.field in _REPORTED]
    # 数値目標(令和7年度) that may be a result must not make the edition a year older than what was done.
    certain = [column for column in reported if not column.is_uncertain]
    years = [column.fiscal_year for column in certain or reported or columns]
    return {"edition_fiscal_year": Value(str(max(filter(None, years))), "headings")} if years else {}


def _registered_plan(
    values: Mapping[str, Value],
    document: LinedDocument,
    entries: Sequence[RegisterEntry],
    seeds: Path,
    reader: KnownHeadings,
) -> dict[str, Value]:
    """Return code and names of the registered plan that the file is an edition of, as far as that can be told."""
    newest = {entry.plan_id: entry for entry in entries}
    own = [entry for entry in newest.values() if _is_municipality(entry, values) is not False]
    fitting = [entry for entry in own if _is_plan(entry, values) is not False]
    same = [entry for entry in fitting if _is_municipality(entry, values) and _is_plan(entry, values)]
    if len(same) != 1:
        same = [entry for entry in same or fitting if _shares_measures(entry, document, seeds, reader)]
    if len(same) == 1:
        return _columns_of(same[0], ("municipality_code", "municipality_name", "plan_code", "plan_name"))
    known = [entry for entry in own if _is_municipality(entry, values)]
    return _columns_of(known[0], ("municipality_code", "municipality_name")) if known else {}


def _columns_of(entry: RegisterEntry, names: Iterable[str]) -> dict[str, Value]:
    return {name: Value(str(getattr(entry, name)), "register") for name in names}


def _is_municipality(entry: RegisterEntry, values: Mapping[str, Value]) -> bool | None:
    """Say whether a registered document is of the municipality that was told or printed; None: neither was."""
    told = (name for name in ("municipality_code", "municipality_name") if name in values)
    return next((values[name].text == getattr(entry, name) for name in told), None)


def _is_plan(entry: RegisterEntry, values: Mapping[str, Value]) -> bool | None:
    """Say the same of the plan. A title may say more or less than the registered name, what was given may not."""
    if code := values.get("plan_code"):
        return code.text == entry.plan_code
    if not (name := values.get("plan_name")):
        return None
    is_one = is_alike_plan if name.source == "title" else is_same_plan
    return is_one(name.text, entry.plan_name, entry.municipality_name)


def _shares_measures(entry: RegisterEntry, document: LinedDocument, seeds: Path, reader: KnownHeadings) -> bool:
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
    """Return the year of an edition written as 2024, 令和6年度 or R6; as it stands if it is no single year."""
    years = read_fiscal_years(text) or read_fiscal_years(f"{text}年度")
    return str(years[0].first) if len(years) == 1 and years[0].first == years[0].last else text
