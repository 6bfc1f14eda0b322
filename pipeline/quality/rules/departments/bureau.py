"""Bureaus and sections: whether they belong together, and whether each stands in its own column."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.known_departments import KnownDepartments, known_departments
from pipeline.values.departments import BUREAU_SUFFIXES, Department, is_bureau_name, names_no_department
from pipeline.values.text import normalise

_SECTION_SUFFIXES = ("課", "係")
# 消防本部 and 水道局 belong to no bureau and may answer for themselves.
_ON_THEIR_OWN = ("本部", "水道局", "交通局")


# A section, the bureau it belongs to, and its id.
Homeless = tuple[str, str, str | None]


@dataclass(frozen=True)
class Pairing:
    """The bureaus and sections of a row in one year: sections without their bureau, bureaus without a section."""

    fiscal_year: int
    homeless: tuple[Homeless, ...]
    orphaned: tuple[str, ...]


@rule(
    severity="warning",
    title_ja="担当部と担当課の不一致",
    title_en="Bureau and section do not belong together",
    rationale="The register, or most rows of the table, put the section into another bureau than the one printed.",
    rationale_ja="登録または表中の多くの行では、担当課は別の部に属しています。",
    message_ja="「{observed}」と記載されていますが、登録または他の行ではこの課は「{expected}」に属しています。",
    message_en="'{observed}' is printed, but elsewhere the section belongs to '{expected}'.",
    example="担当部「教育部」、担当課「福祉課」（登録では福祉部）",
    question_ja="「{observed}」と記載されています。現在の担当部をお知らせください。",
    answer="text",
)
def bureau_section_mismatch(table: ProgressTable) -> Iterator[Finding]:
    """Report every section whose bureau is not printed while a bureau stands there to which no section belongs."""
    for row, pairings in _pairings(table):
        pairs = {
            (" / ".join(pairing.orphaned), homeless): None
            for pairing in pairings
            if pairing.orphaned
            for homeless in pairing.homeless
        }
        for bureaus, homeless in pairs:
            years = [p.fiscal_year for p in pairings if p.orphaned and homeless in p.homeless]
            section, home, section_id = homeless
            yield _since(row, years, f"{bureaus} {section}", home, section_id)


@rule(
    severity="notice",
    title_ja="属する課のない担当部",
    title_en="Bureau without a section",
    rationale="A bureau is printed to which none of the printed sections belongs; its section may have been lost.",
    rationale_ja="担当部に属する課が記載されておらず、課名が失われている可能性があります。",
    message_ja="担当部「{observed}」に属する課が担当課の欄にありません。",
    message_en="No printed section belongs to bureau '{observed}'.",
    example="担当部「福祉部 教育部」、担当課「福祉課」のみ",
    question_ja="担当部「{observed}」の担当課名をお知らせください。",
    answer="text",
)
def bureau_without_section(table: ProgressTable) -> Iterator[Finding]:
    """Report every bureau of a row to which no section belongs while every section has its bureau."""
    for row, pairings in _pairings(table):
        for bureau in dict.fromkeys(name for p in pairings if not p.homeless for name in p.orphaned):
            years = [p.fiscal_year for p in pairings if not p.homeless and bureau in p.orphaned]
            yield _since(row, years, bureau)


@rule(
    severity="notice",
    title_ja="担当部の記載漏れ",
    title_en="Section without its bureau",
    rationale="Other rows with several sections print the bureau of each; here one of them is not printed.",
    rationale_ja="複数の課を掲げる他の行では各課の部が記載されていますが、この行では記載がありません。",
    message_ja="担当課「{observed}」の属する「{expected}」が担当部の欄にありません。",
    message_en="Bureau '{expected}' of section '{observed}' is not printed.",
    example="担当部「福祉部」、担当課「福祉課 教育課」（教育部の記載なし）",
    question_ja="担当課「{observed}」の担当部は「{expected}」でよろしいでしょうか。",
)
def section_without_bureau(table: ProgressTable) -> Iterator[Finding]:
    """Report every section whose bureau is not printed beside others, unless the table mostly names one bureau only."""
    rows = list(_pairings(table))
    lacking = [(row, pairings) for row, pairings in rows if any(_lacks(p) for p in pairings)]
    by_document = Counter(row.document.document_id for row, _ in lacking)
    with_several = Counter(row.document.document_id for row, _ in rows if _bureau_count(row) > 1)
    for row, pairings in lacking:
        if by_document[row.document.document_id] > max(1, with_several[row.document.document_id]):
            continue
        for homeless in dict.fromkeys(homeless for p in pairings if _lacks(p) for homeless in p.homeless):
            years = [p.fiscal_year for p in pairings if _lacks(p) and homeless in p.homeless]
            yield _since(row, years, *homeless)


@rule(
    severity="warning",
    title_ja="担当課の欄に部の名称",
    title_en="Bureau in the section's column",
    rationale="The section column holds a bureau; which section answers is not printed.",
    rationale_ja="担当課の欄に部の名称があり、担当課を特定できません。",
    message_ja="担当課の欄に部の名称「{observed}」が記載されています。",
    message_en="Bureau '{observed}' stands in the section's column.",
    example="担当課の欄に「福祉部」",
    question_ja="担当課の欄に「{observed}」と記載されています。担当課名をお知らせください。",
    answer="text",
)
def bureau_in_section_column(table: ProgressTable) -> Iterator[Finding]:
    """Report every bureau in the section column of a table that has a column for bureaus, too."""
    for known in known_departments(table):
        for row in known.rows:
            departments = known.sections_in(row)
            printed = [name for d in departments for name in (d.name, d.renamed_to or "")]
            for name in dict.fromkeys(printed):
                is_bureau = is_bureau_name(name) and not name.endswith(_ON_THEIR_OWN)
                is_asked = is_bureau and not (names_no_department(name) or _leads_to_section(name, departments))
                if row.asks("bureau") and is_asked:
                    yield row.finding("section", observed=name)


@rule(
    severity="warning",
    title_ja="担当部の欄に課の名称",
    title_en="Section in the bureau's column",
    rationale="The bureau column holds a section; columns may have been exchanged, or the name is misread.",
    rationale_ja="担当部の欄に課の名称があり、欄の取り違えまたは誤記の可能性があります。",
    message_ja="担当部の欄に課の名称「{observed}」が記載されています。",
    message_en="Section '{observed}' stands in the bureau's column.",
    example="担当部の欄に「企画課」",
    question_ja="担当部の欄に「{observed}」と記載されています。正しい担当部名をお知らせください。",
    answer="text",
)
def section_in_bureau_column(table: ProgressTable) -> Iterator[Finding]:
    """Report every section in the bureau column of a table that has a column for sections, too."""
    for known in known_departments(table):
        for row in known.rows:
            names = dict.fromkeys(name for d in known.bureaus_in(row) for name in (d.name, d.renamed_to or ""))
            for name in names if row.asks("section") else ():
                is_section = name.endswith(_SECTION_SUFFIXES) or name in known.sections
                if is_section and not is_bureau_name(name) and not names_no_department(name):
                    yield row.finding("bureau", observed=name, expected=_bureau_like(name, known))


def _leads_to_section(name: str, departments: Sequence[Department]) -> bool:
    """Say whether a section is printed right behind each bureau of a name, as one word with it: 消防局予防課."""
    places = [position for position, d in enumerate(departments) if d.name == name]
    behind = [(departments[place], *departments[place + 1 : place + 2]) for place in places]
    return bool(behind) and all(
        len(pair) > 1 and pair[0].end == pair[1].start and pair[1].name.endswith(_SECTION_SUFFIXES) for pair in behind
    )


def _bureau_like(name: str, known: KnownDepartments) -> str | None:
    return next((name[:-1] + suffix for suffix in BUREAU_SUFFIXES if name[:-1] + suffix in known.bureaus), None)


def _pairings(table: ProgressTable) -> Iterator[tuple[MeasureRow, list[Pairing]]]:
    """Yield rows with what does not pair up in each year in which bureaus are printed."""
    for known in known_departments(table):
        for row in known.rows:
            bureaus, sections = known.bureaus_in(row), known.sections_in(row)
            yield row, [p for year in row.years if (p := _pairing(bureaus, sections, year, known))]


def _pairing(
    printed_bureaus: list[Department], printed: list[Department], year: int, known: KnownDepartments
) -> Pairing | None:
    bureaus = {normalise(name) for d in printed_bureaus if (name := d.in_year(year))}
    bureaus = {known.misread_bureau(name) or name for name in bureaus if is_bureau_name(name)}
    printed = [d for d in printed if not is_bureau_name(d.name)]
    names = [d.name if is_bureau_name(d.renamed_to or "") else d.in_year(year) for d in printed]
    sections = [known.misread_section(name) or known.resolved(name) for name in names if name]
    named = {name for name in bureaus if not names_no_department(name)}
    if not named or not sections:
        return None
    homes = {section: known.bureau_of(section) for section in sections}
    homeless = tuple((name, home, known.ids.get(name)) for name, home in homes.items() if home and home not in bureaus)
    if named != bureaus:  # 関係各部 may be any of them.
        return None
    orphaned = () if None in homes.values() else tuple(sorted(named - set(homes.values())))
    return Pairing(year, homeless, orphaned)


def _lacks(pairing: Pairing) -> bool:
    return bool(pairing.homeless) and not pairing.orphaned


def _bureau_count(row: MeasureRow) -> int:
    return sum(map((row.text("bureau") or "").count, BUREAU_SUFFIXES))


def _since(
    row: MeasureRow, years: list[int], observed: str, expected: str | None = None, department_id: str | None = None
) -> Finding:
    """Return a finding about the bureau column: of all years, or from the first in question on."""
    finding = row.finding(
        "bureau", observed=observed, expected=expected, department_id=department_id, fiscal_years=years
    )
    return finding if years == row.years else replace(finding, fiscal_year=years[0])
