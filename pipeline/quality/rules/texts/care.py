"""Family `care`: texts that must not leave the house, since they speak of a single or very few persons."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.facts.documents import UNUSED
from pipeline.prose.care import FewPersons, speaks_of_few_persons
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule

_FIELDS = ("description", "plan", "status", "evaluation", "achievement")


@rule(
    severity="warning",
    title_ja="個人が特定されるおそれ",
    title_en="Text about very few persons",
    rationale="The text counts one to four persons or cases in the company of help, consultation or risk, or tells of "
    "a single case; readers may recognise who is meant. It is kept out of the public report and exports. Counts of "
    "staff, lecturers, audiences, sessions and things are no cases. The finding quotes the count, not the text.",
    rationale_ja="支援・相談・自殺リスク等に関わるごく少数の方または個別の事例についての記載で、公表用の資料には含めません。",
    message_ja="ごく少数の方または個別の事例に関する記載（{observed}）が含まれています。公表用の資料には掲載しません。",
    message_en="The text speaks of very few persons or of a single case ({observed}); it is not published.",
    example="実施状況に「相談者1名を専門機関につないだ。」",
    question_ja="「{observed}」を含む記載は、個人が特定されるおそれがあるため、現在は公表を控えています。記載を改める場合は、改めた文をご記入ください。",
)
def sensitive_text(table: ProgressTable) -> Iterator[Finding]:
    """Report every text that speaks of very few persons, wherever it stands: each cell must be withheld."""
    for row in table.rows:
        for field, fiscal_year in row.listing.cells:
            text = row.text(field, fiscal_year) if field in _FIELDS else None
            if found := speaks_of_few_persons(text or "", row.name or ""):
                yield _finding(row, field, fiscal_year, found)
        for cell in row.document.cells_by_line[row.listing.line_no]:
            if cell.field in UNUSED and (found := speaks_of_few_persons(cell.text, row.name or "")):
                yield replace(_finding(row, cell.field, cell.fiscal_year, found), cell_no=cell.cell_no)


def _finding(row: MeasureRow, field: str, fiscal_year: int | None, found: Sequence[FewPersons]) -> Finding:
    """Quote the counts and nothing else of the text; where it stands is told by its spans."""
    words = "、".join(dict.fromkeys(place.words for place in found))
    spans = [[place.start, place.end] for place in found]
    return row.finding(field, fiscal_year, observed=words, kind=found[0].kind, spans=spans)
