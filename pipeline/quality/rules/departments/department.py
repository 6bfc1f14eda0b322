"""Names of departments: unknown, misread, printed twice, used outside their years, or pointing to nobody."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.facts.departments import DepartmentRecord
from pipeline.prose.actors import acting_sections
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.known_departments import KnownDepartments, known_departments
from pipeline.quality.views.listings import told_once
from pipeline.quality.views.narratives import certain_texts
from pipeline.values.achievement import read_ratings
from pipeline.values.departments import is_bureau_name, names_no_department, split_passages
from pipeline.values.fiscal_years import fiscal_year_label

# The name from a fiscal year on.
Renaming = tuple[str, int]
# A plan was written the year before and may still use the name of then.
_FIELDS_OF_THEIR_YEAR = ("status", "evaluation", "achievement")
# A table in which this many rows, and most of those that print the name, leave the renaming out does so on purpose.
_ROWS_OF_A_HABIT = 5


@rule(
    severity="notice",
    title_ja="未登録の担当課",
    title_en="Unregistered department",
    rationale="A name outside seeds/departments.csv may be new, outside the city, or misread. "
    "Where a city has no register, names printed in a single row are reported.",
    rationale_ja="登録されていない名称は、新設・庁外の組織または誤記の可能性があります。",
    message_ja="担当課「{observed}」は登録されていません。正しい名称かご確認ください。",
    message_en="Department '{observed}' is not registered in seeds/departments.csv; it may be new or misread.",
    example="担当課「企画財政課」が登録になく、似た名称の課もない",
    question_ja="担当課の名称「{observed}」は登録されていません。このままでよろしいか、異なる場合は正しい名称をお知らせください。",
)
def unknown_department(table: ProgressTable) -> Iterator[Finding]:
    """Report every name in the section column that is not known and is no misreading of a known one."""
    for known in known_departments(table):
        for row in known.rows:
            for name in known.names_in(row):
                # Without a register, a name that stands in two rows confirms itself.
                if _is_unknown(name, known) and (known.is_registered or known.rows_of[name] == 1):
                    found = row.finding("section", observed=name)
                    yield found if known.is_registered else replace(found, messages=_in_one_row(name))


def _in_one_row(name: str) -> tuple[str, str]:
    """Return the messages where no section is registered, so that its being the only row is what is odd."""
    return (
        f"担当課「{name}」は、この表では1行だけにあります（担当課の登録はありません）。正しい名称かご確認ください。",
        f"Department '{name}' is printed in one row alone, and no department is registered; is the name right?",
    )


@rule(
    severity="warning",
    title_ja="担当部署名の誤読の可能性",
    title_en="Department's name probably misread",
    rationale="The name differs from exactly one known name by one or two characters; that name is proposed.",
    rationale_ja="登録された名称と1、2文字だけ異なり、似た名称がほかにありません。",
    message_ja="「{observed}」は「{expected}」の誤記または誤読の可能性があります。",
    message_en="'{observed}' is probably a misreading of '{expected}'.",
    example="担当課「健康推准課」（登録されている名称は「健康推進課」）",
    question_ja="担当部署名「{observed}」は「{expected}」でよろしいでしょうか。",
    answer="text",
)
def misread_department(table: ProgressTable) -> Iterator[Finding]:
    """Report every section or bureau that can be read as exactly one known name."""
    for known in known_departments(table):
        for row in known.rows:
            for name in known.names_in(row):
                if meant := known.misread_section(name):
                    yield row.finding("section", observed=name, expected=meant)
            for name in dict.fromkeys(d.name for d in known.bureaus_in(row)):
                if is_bureau_name(name) and (meant := known.misread_bureau(name)):
                    yield row.finding("bureau", observed=name, expected=meant)


@rule(
    severity="notice",
    title_ja="担当課の特定不可",
    title_en="Department not named",
    rationale="関係各課 and the like name nobody who could be asked or counted.",
    rationale_ja="「関係各課」等の記載では、照会先や集計先の課を特定できません。",
    message_ja="「{observed}」に当たる課が確認できません。",
    message_en="'{observed}' does not say which sections are meant.",
    example="担当課の欄に「健康推進課 関係各課」",
    question_ja="「{observed}」に当たる課の名称をお知らせください。",
    answer="text",
)
def unnamed_department(table: ProgressTable) -> Iterator[Finding]:
    """Report every section column that points to sections without naming them."""
    for known in known_departments(table):
        for row in known.rows:
            for name in filter(names_no_department, known.names_in(row)):
                yield row.finding("section", observed=name)


@rule(
    severity="notice",
    title_ja="担当部署名の重複",
    title_en="Department printed twice",
    rationale="The second name may stand in the place of another one that was lost.",
    rationale_ja="同じ名称が二度記載されており、別の名称が失われている可能性があります。",
    message_ja="「{observed}」が重複して記載されています。",
    message_en="'{observed}' is printed twice.",
    example="担当部の欄に「福祉部福祉部」",
    question_ja="「{observed}」が重複して記載されています。正しい担当部署名をお知らせください。",
    answer="text",
)
def repeated_department(table: ProgressTable) -> Iterator[Finding]:
    """Report every name that stands twice in one bureau or section column."""
    for known in known_departments(table):
        for row in known.rows:
            for column, printed in (("bureau", known.bureaus_in(row)), ("section", known.sections_in(row))):
                counts = Counter(department.name for department in printed if department.name)
                for name in (name for name, count in counts.items() if count > 1):
                    yield row.finding(column, observed=name)


@rule(
    severity="notice",
    title_ja="改称前の名称の欠落",
    title_en="Renaming without the earlier name",
    rationale="Only the name from a certain year on is printed; who answered before is lost.",
    rationale_ja="改称後の名称だけが記載され、それ以前の担当部署が確認できません。",
    message_ja="「{observed}」の前の名称が記載されていません。",
    message_en="The name before '{observed}' is not printed.",
    example="担当部の欄に「（令和5年度～市民部）」のみ",
    question_ja="「{observed}」より前の担当部署名をお知らせください。",
    answer="text",
)
def renaming_without_earlier_name(table: ProgressTable) -> Iterator[Finding]:
    """Report every bureau or section of which only the later name is printed."""
    for known in known_departments(table):
        for row in known.rows:
            for column, printed in (("bureau", known.bureaus_in(row)), ("section", known.sections_in(row))):
                for department in printed:
                    if department.renamed_to and not department.name:
                        since = fiscal_year_label(department.renamed_in or 0)
                        yield row.finding(column, observed=f"{since}～{department.renamed_to}")


@rule(
    severity="warning",
    title_ja="改称の記載の相違",
    title_en="Renaming told differently",
    rationale="The year or the new name of a renaming differs from the register or from most other rows.",
    rationale_ja="改称の年度または改称後の名称が、登録または他の行の記載と異なります。",
    message_ja="改称の記載「{observed}」が、他の記載「{expected}」と異なります。",
    message_en="Renaming '{observed}' is told as '{expected}' elsewhere.",
    example="他の行は「広報課(令和4年度～広聴課)」、この行だけ「広報課(令和3年度～広聴課)」",
    question_ja="「{observed}」と記載されています。正しい改称年度と名称をお知らせください。",
    answer="text",
)
def renaming_told_differently(table: ProgressTable) -> Iterator[Finding]:
    """Report every renaming of a section in whose year or new name a row differs from the register or the others."""
    for known in known_departments(table):
        renamings = [(row, *told) for row in known.rows for told in _renamings(row, known)]
        counts = Counter((name, later) for _, name, later in renamings)
        usual = {name: later for (name, later), _ in reversed(counts.most_common())}
        for row, name, later in renamings:
            expected = _registered_renaming(known.records.get(name)) or usual[name]
            if later != expected:
                yield row.finding("section", observed=_told(name, later), expected=_told(name, expected))


@rule(
    severity="warning",
    title_ja="存在しない年度の課名",
    title_en="Name used outside its years",
    rationale="The register, or a renaming printed in the table, says that the name was not in use in that year.",
    rationale_ja="登録または表中の改称の記載によれば、その年度にはない名称です。",
    message_ja="「{observed}」は{expected}の名称ですが、その範囲外の年度の担当課として記載されています。",
    message_en="'{observed}' was the name in {expected} but stands for a year outside.",
    example="令和3年度までの課名が、改称の記載なしに令和4年度にも使われている",
    question_ja="「{observed}」は{expected}の名称と承知しております。当該年度の担当課名をお知らせください。",
    answer="text",
)
def department_outside_its_years(table: ProgressTable) -> Iterator[Finding]:
    """Report names that a row uses in years in which they were not valid: the section column first, then its texts."""
    for known in known_departments(table):
        columns = [found for row in known.rows for found in _outside_in_column(row, known)]
        silent = {name for name in known.records if _is_habit(name, columns, known)}
        told = {(finding.line_no, finding.observed) for finding in columns if finding.observed not in silent}
        yield from (finding for finding in columns if finding.observed not in silent)
        for row in known.rows:
            for finding in _outside_in_texts(row, known):
                if (finding.line_no, finding.observed) not in told:
                    yield finding


def _is_unknown(name: str, known: KnownDepartments) -> bool:
    is_known = name in known.sections or name in known.aliases or names_no_department(name)
    return not is_known and known.misread_section(name) is None


def _renamings(row: MeasureRow, known: KnownDepartments) -> Iterator[tuple[str, Renaming]]:
    for department in known.sections_in(row):
        later = department.renamed_to
        if later and department.renamed_in and department.name and not is_bureau_name(later):
            yield known.resolved(department.name), (known.resolved(later), department.renamed_in)


def _registered_renaming(record: DepartmentRecord | None) -> Renaming | None:
    if record and record.is_registered and record.successor and record.valid_to_fy:
        return record.successor, record.valid_to_fy + 1
    return None


def _told(name: str, renaming: Renaming) -> str:
    later, since = renaming
    return f"{name}({fiscal_year_label(since)}～{later})"


def _outside_in_column(row: MeasureRow, known: KnownDepartments) -> Iterator[Finding]:
    """Yield the names that stand without a renaming; where one is printed, it may be told differently elsewhere."""
    for department in known.sections_in(row):
        name = known.resolved(department.name)
        if not department.renamed_to and (outside := _outside(name, row.years, known)):
            yield _outside_finding(row, "section", outside, name, known)


def _outside(name: str, years: list[int], known: KnownDepartments) -> list[int]:
    record = known.records.get(name)
    if record is None:
        return []
    return [year for year in years if year < (record.valid_from_fy or year) or year > (record.valid_to_fy or year)]


def _is_habit(name: str, columns: list[Finding], known: KnownDepartments) -> bool:
    count = sum(finding.observed == name for finding in columns)
    return count >= _ROWS_OF_A_HABIT and 2 * count > known.rows_of[name]


def _outside_in_texts(row: MeasureRow, known: KnownDepartments) -> Iterator[Finding]:
    names = [*known.records, *known.aliases]
    for year in row.years:
        for column in _FIELDS_OF_THEIR_YEAR:
            text = row.text(column, year)
            if not text or row.is_repetition or not row.is_certain(column, year):
                continue
            passages = read_ratings(text, names) if column == "achievement" else split_passages(text, names)
            for printed in dict.fromkeys(passage.department for passage in passages if passage.department):
                name = known.resolved(printed)
                if outside := _outside(name, [year], known):
                    yield _outside_finding(row, column, outside, name, known)


def _outside_finding(row: MeasureRow, column: str, outside: list[int], name: str, known: KnownDepartments) -> Finding:
    record = known.records[name]
    since = f"{fiscal_year_label(record.valid_from_fy)}から" if record.valid_from_fy else ""
    until = f"{fiscal_year_label(record.valid_to_fy)}まで" if record.valid_to_fy else ""
    year = None if column == "section" else outside[0]
    finding = row.finding(
        column,
        year,
        observed=name,
        expected=since + until,
        department_id=known.ids.get(name),
        years_outside=outside,
    )
    return replace(finding, fiscal_year=outside[0])


@rule(
    severity="warning",
    title_ja="担当課欄にない課による実施の記載",
    title_en="Another section told as acting",
    rationale="The text says that a section carried it out which the section column of the measure does not name "
    "(partners are left out): the column, or the text, may be wrong.",
    rationale_ja="担当課欄にない課が実施したと記載されています（連携・協力先としての記載を除きます）。",
    message_ja="「{observed}」が実施したと記載されていますが、担当課欄は「{expected}」です。",
    message_en="The text says that '{observed}' acted; the section column says '{expected}'.",
    example="担当課欄は「福祉課」、実施状況に「介護保険課において講座を開催した。」",
    question_ja="「{observed}」が実施したと記載されていますが、担当課欄には「{expected}」とあります。担当課に含めるべきか、お知らせください。",
)
def other_section_acts(table: ProgressTable) -> Iterator[Finding]:
    """Report sections that act in status or evaluation and are not responsible under any of their names."""

    def acting(row: MeasureRow) -> Iterator[Finding]:
        for field, fiscal_year, text in certain_texts(row, "status", "evaluation"):
            names = [name for name in row.departments.get(fiscal_year, ()) if name in table.departments]
            printed = row.text("section") or ""
            for name, words in acting_sections(text) if names else ():
                if not any(_is_name_of(name, table.departments[one]) for one in names) and name not in printed:
                    yield row.finding(field, fiscal_year, observed=name, expected=printed, sentence=words)
                    break

    yield from told_once(table, acting)


def _is_name_of(name: str, record: DepartmentRecord) -> bool:
    """Say whether a printed name is that of a section, in full or without what stands before it (推進課, 係)."""
    known = (record.section_name, *record.aliases)
    return any(name in one or one in name for one in known)
