"""Family `care`: texts that must not leave the house, since they speak of a single or very few persons."""

from collections.abc import Iterator

from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.values.care import speaks_of_few_persons

_FIELDS = ("plan", "status", "evaluation", "achievement")


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
    question_ja="ごく少数の方または個別の事例に関する記載（{observed}）が含まれています。公表して差し支えない表現かご確認ください。",
)
def sensitive_text(table: ProgressTable) -> Iterator[Finding]:
    """Report every text that speaks of very few persons, wherever it stands: each cell must be withheld."""
    for row in table.rows:
        for field, fiscal_year in row.listing.cells:
            text = row.text(field, fiscal_year) if field in _FIELDS else None
            if text and (found := speaks_of_few_persons(text, row.name or "")):
                words = "、".join(dict.fromkeys(place.words for place in found))
                spans = [[place.start, place.end] for place in found]
                yield row.finding(field, fiscal_year, observed=words, kind=found[0].kind, spans=spans)
