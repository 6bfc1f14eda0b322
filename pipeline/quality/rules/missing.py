"""What is missing: a field that the heading asks for and the row does not answer, told apart from what reading lost."""

from collections.abc import Iterator

from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import ProgressTable
from pipeline.quality.rules.base import rule


@rule(
    severity="warning",
    title_ja="達成度の記載なし",
    title_en="Missing rating",
    rationale="The year is asked for and over, but no rating is printed; the year cannot be counted.",
    rationale_ja="終了した年度の達成度が空欄で、集計に含められません。",
    message_ja="達成度が記載されていません。",
    message_en="No achievement is printed.",
    example="実施状況に「年3回実施した。」とあり、達成度の欄が空欄",
    question_ja="達成度の記載がありませんでした。該当する達成度をご記入ください。",
    answer="rating",
)
def missing_rating(table: ProgressTable) -> Iterator[Finding]:
    """Report every year whose rating cell is printed empty."""
    for row in table.rows:
        for fiscal_year in row.years:
            if row.states.get(("achievement", fiscal_year)) == "blank":
                yield row.finding("achievement", fiscal_year)
