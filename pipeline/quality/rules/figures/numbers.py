"""The same quantity with another figure in two listings, two measures or two fields of one year.

What figures do from year to year stands in `series.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.prose.figures.counts import Count, read_counts, read_single_counts
from pipeline.prose.figures.quantities import Figures, is_wished, named_figures, only_ones
from pipeline.prose.figures.shares_told import is_of_undone
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.listings import compared, listing_groups, odd_one
from pipeline.quality.views.narratives import NARRATIVES, certain_text, own_texts


@dataclass(frozen=True)
class _Told:
    row: MeasureRow
    field: str
    fiscal_year: int
    text: str
    figures: Figures


@rule(
    severity="warning",
    title_ja="再掲間で異なる数値",
    title_en="Figures that differ between listings of a measure",
    rationale="A measure that is listed again tells the same year in the same words but with other figures.",
    rationale_ja="再掲された同じ実施内容の同じ年度の記載で、数値が異なっています。",
    message_ja="同じ実施内容の他の掲載箇所では「{expected}」ですが、ここでは「{observed}」となっています。",
    message_en="Another listing of the measure tells '{expected}', this one '{observed}'.",
    example="同じ年度の受診者数が、掲載箇所により「5,996人」と「5,596人」",
    question_ja="同じ実施内容の他の掲載箇所では「{expected}」ですが、ここでは「{observed}」となっています。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def count_differs_in_listing(table: ProgressTable) -> Iterator[Finding]:
    """Report, once per field and year, listings whose text equals another's but for its figures."""
    for group in listing_groups(table):
        for fiscal_year in group[0].years:
            for field in NARRATIVES:
                odd = odd_one(group, partial(certain_text, field=field, fiscal_year=fiscal_year), _has_same_figures)
                if odd:
                    row, text, other, other_text = odd
                    observed, expected = _unlike(text, other_text)
                    evidence = compared(row, text, other, other_text)
                    yield row.finding(field, fiscal_year, observed=observed, expected=expected, **evidence)


@rule(
    severity="warning",
    title_ja="実施内容間で異なる数値",
    title_en="Figures that differ between measures",
    rationale="Two measures name the same quantity in the same year (by heading, label and unit, or in the same "
    "sentence) with different figures.",
    rationale_ja="二つの実施内容が同じ年度の同じ数値を記載していると見られますが、値が異なっています。",
    message_ja="他の実施内容の記載では「{expected}」ですが、ここでは「{observed}」となっています。",
    message_en="Another measure tells '{expected}', this one '{observed}'.",
    example="同じ年度のシニアクラブの会員数が、ある実施内容では「935人」、別の実施内容では「767人」",
    question_ja="他の実施内容の記載では「{expected}」ですが、ここでは「{observed}」となっています。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def count_differs_between_measures(table: ProgressTable) -> Iterator[Finding]:
    """Report figures that a measure above tells otherwise; in both rows where two sections must be asked."""
    seen: dict[tuple[str, int, str], _Told] = {}
    for row, field, fiscal_year, text in own_texts(table, ("status", "evaluation")):
        if row.is_repetition:
            continue
        unlike: dict[int, tuple[_Told, _Told]] = {}
        for name, figures in named_figures(text).items():
            here = _Told(row, field, fiscal_year, text, figures)
            there = seen.setdefault((row.document.document_id, fiscal_year, name), here)
            if there.figures.values != figures.values and there.row is not row:
                unlike.setdefault(there.row.listing.line_no, (here, there))
        for here, there in unlike.values():
            yield _unlike_finding(here, there)
            if row.departments.get(fiscal_year) != there.row.departments.get(fiscal_year):
                yield _unlike_finding(there, here)


@rule(
    severity="warning",
    title_ja="実施状況と評価で異なる数値",
    title_en="Figures that differ between status and evaluation",
    rationale="Status and evaluation of one year name the same quantity with different figures.",
    rationale_ja="同じ年度の実施状況と評価で、同じ数値の値が異なっています。",
    message_ja="実施状況では「{expected}」ですが、評価では「{observed}」となっています。",
    message_en="The status tells '{expected}', the evaluation '{observed}'.",
    example="実施状況に「初参加者が13名」、評価に「初参加者も15名と多かった」",
    question_ja="実施状況では「{expected}」ですが、評価では「{observed}」となっています。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def count_differs_within_year(table: ProgressTable) -> Iterator[Finding]:
    """Report counts of an evaluation that the status of the year tells otherwise, by name or in the same words."""
    for row, field, fiscal_year, text in own_texts(table, ("evaluation",)):
        status = certain_text(row, "status", fiscal_year) or ""
        for count, other in _same_quantities(text, status):
            if is_of_undone(count, text) or is_of_undone(other, status) or is_wished(count):
                continue
            if other.value != count.value and count.is_gross == other.is_gross:
                observed, expected = f"{count.label}{count.printed}", f"{other.label}{other.printed}"
                yield row.finding(field, fiscal_year, observed=observed, expected=expected, text=text, status=status)


def _same_quantities(text: str, status: str) -> Iterator[tuple[Count, Count]]:
    told = {count.key: count for count in read_single_counts(status).values() if count.label}
    here = read_single_counts(text)
    named = {key: count for key, count in here.items() if key in told}
    yield from ((count, told[key]) for key, count in named.items())
    kinds = {count.kind for count in named.values()}
    yield from ((one, other) for one, other in only_ones(text, status) if one.kind not in kinds)


def _unlike_finding(here: _Told, there: _Told) -> Finding:
    evidence = compared(here.row, here.text, there.row, there.text)
    observed, expected = here.figures.printed, there.figures.printed
    return here.row.finding(here.field, here.fiscal_year, observed=observed, expected=expected, **evidence)


def _has_same_figures(text: str, other: str) -> bool:
    """Texts that differ in more than figures are another rule's affair."""
    return not _unlike(text, other)[0]


def _unlike(text: str, other: str) -> tuple[str, str]:
    """Return the counts in which two texts of one wording differ, as quoted; nothing where their wording differs."""
    here, there = read_counts(text), read_counts(other)
    if [count.kind for count in here] != [count.kind for count in there]:
        return "", ""
    pairs = [(a, b) for a, b in zip(here, there, strict=True) if a.value != b.value]
    if not pairs or not _is_one_wording(here, there):
        return "", ""
    return tuple("、".join(f"{c.label}{c.printed}" for c in side) for side in zip(*pairs, strict=True))  # type: ignore


def _is_one_wording(here: Sequence[Count], there: Sequence[Count]) -> bool:
    """Labels misread in a character or two are the same: at least half of their characters are."""
    pairs = zip(here, there, strict=True)
    return all(len(set(a.words) & set(b.words)) >= 0.5 * max(len(set(a.words)), len(set(b.words))) for a, b in pairs)
