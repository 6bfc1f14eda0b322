"""Listings of one measure (再掲) that disagree. Figures in texts of one wording stand in `figures/numbers.py`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as with_default
from functools import partial

from pipeline.prose.outcome import denies
from pipeline.prose.writing.likeness import is_alike, is_same_but_figures, is_standing_phrase
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.listings import compared, listing_groups, odd_one
from pipeline.quality.views.narratives import NARRATIVES
from pipeline.values.achievement import Achievement, read_ratings
from pipeline.values.departments import split_passages
from pipeline.values.text import comparison_key, fold_width, is_dash

# As far apart may two readings of one printed text be.
ALIKE = 88.0


@dataclass(frozen=True)
class _Rating:
    """A rating as it compares: per section its kind and number, per numbered part its number."""

    by_section: dict[str | None, tuple[object, ...]] = with_default(hash=False)
    printed: str


@rule(
    severity="warning",
    title_ja="再掲間で異なる達成度",
    title_en="Ratings that differ between listings",
    rationale="A measure that is listed again has one achievement a year; its listings print different ones.",
    rationale_ja="再掲された同じ実施内容の同じ年度の達成度が、掲載箇所により異なっています。",
    message_ja="同じ実施内容の他の掲載箇所では達成度が「{expected}」ですが、ここでは「{observed}」となっています。",
    message_en="Another listing of the measure is rated '{expected}', this one '{observed}'.",
    example="同じ実施内容の令和4年度の達成度が、一方では「実施」、再掲では「未実施」",
    question_ja="同じ実施内容の他の掲載箇所では達成度が「{expected}」ですが、ここでは「{observed}」となっています。いずれによるべきか、ご確認のうえご記入ください。",
    answer="rating",
)
def listing_rating_differs(table: ProgressTable) -> Iterator[Finding]:
    """Report, once per year, listings whose rating is another's for the same sections."""
    for group in listing_groups(table):
        for fiscal_year in _years(group):
            if odd := odd_one(group, partial(_rating, fiscal_year=fiscal_year), _is_same_rating):
                row, rating, other, other_rating = odd
                observed, expected = rating.printed, other_rating.printed
                evidence = compared(row, observed, other, expected)
                yield row.finding("achievement", fiscal_year, observed=observed, expected=expected, **evidence)


@rule(
    severity="warning",
    title_ja="再掲間で異なる記載",
    title_en="Texts that differ between listings",
    rationale="A measure that is listed again has one plan, status and evaluation a year; its listings tell different "
    "ones, or one has a dash. Misread characters and standing phrases are no difference.",
    rationale_ja="再掲された同じ実施内容の同じ年度の記載が、掲載箇所により異なっています（文字の読み違い程度の差は除きます）。",
    message_ja="同じ実施内容の他の掲載箇所では「{expected}」ですが、ここでは「{observed}」となっています。",
    message_en="Another listing of the measure says '{expected}', this one '{observed}'.",
    example="同じ年度の実施状況が、一方では「関係部署で事例を検討した。」、再掲では「－」",
    question_ja="同じ実施内容の他の掲載箇所では「{expected}」ですが、ここでは「{observed}」となっています。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def listing_text_differs(table: ProgressTable) -> Iterator[Finding]:
    """Report, once per field and year, listings that tell something else than another."""
    for group in listing_groups(table):
        for fiscal_year in _years(group):
            for field in NARRATIVES:
                told = partial(_told, field=field, fiscal_year=fiscal_year)
                if odd := odd_one(group, told, _tells_the_same):
                    row, text, other, other_text = odd
                    evidence = compared(row, text, other, other_text)
                    yield row.finding(field, fiscal_year, observed=text, expected=other_text, **evidence)


@rule(
    severity="notice",
    title_ja="再掲間で異なる計画書ページ",
    title_en="Page numbers that differ between listings",
    rationale="Where a document prints the page of the first listing again, another page is likely a slip. Where each "
    "listing has the page on which the plan lists it, pages differ for good reason and nothing is reported.",
    rationale_ja="再掲に初出と同じページを記載している文書で、ページが異なっています（掲載箇所ごとのページを記載する文書は除きます）。",
    message_ja="同じ実施内容の他の掲載箇所ではページが「{expected}」ですが、ここでは「{observed}」となっています。",
    message_en="Another listing of the measure gives page '{expected}', this one '{observed}'.",
    example="他の再掲は初出と同じページであるのに、この再掲のみページが異なる",
    question_ja="同じ実施内容の他の掲載箇所では計画書ページが「{expected}」ですが、ここでは「{observed}」となっています。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def listing_page_differs(table: ProgressTable) -> Iterator[Finding]:
    """Report pages that differ from another listing's where most listings have the page of the first."""
    for rows in table.by_document():
        groups = [group for group in listing_groups(ProgressTable(rows)) if sum(map(bool, map(_page, group))) > 1]
        odds = [odd_one(group, _page, str.__eq__) for group in groups]
        if 2 * sum(odd is not None for odd in odds) >= len(groups):
            continue
        for row, page, other, other_page in (odd for odd in odds if odd):
            yield row.finding("page", observed=page, expected=other_page, **compared(row, page, other, other_page))


@rule(
    severity="warning",
    title_ja="再掲間で異なる担当課",
    title_en="Departments that differ between listings",
    rationale="A measure that is listed again has the same responsible sections; its listings name different ones.",
    rationale_ja="再掲された同じ実施内容の担当課が、掲載箇所により異なっています。",
    message_ja="同じ実施内容の他の掲載箇所では担当課が「{expected}」ですが、ここでは「{observed}」となっています。",
    message_en="Another listing of the measure names '{expected}' as responsible, this one '{observed}'.",
    example="初出の担当課が「子ども家庭支援センター、児童センター」、再掲では「子ども家庭支援センター」",
    question_ja="同じ実施内容の他の掲載箇所では担当課が「{expected}」ですが、ここでは「{observed}」となっています。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def listing_department_differs(table: ProgressTable) -> Iterator[Finding]:
    """Report listings that name other sections than another, in the last year that both ask for."""
    for group in listing_groups(table):
        fiscal_year = min(max(row.years) for row in group)
        if odd := odd_one(group, partial(_sections, fiscal_year=fiscal_year), frozenset.__eq__):
            row, _, other, _ = odd
            observed, expected = _printed(row, "section"), _printed(other, "section")
            evidence = compared(row, observed, other, expected)
            yield row.finding("section", observed=observed, expected=expected, **evidence)


def _years(group: Sequence[MeasureRow]) -> list[int]:
    return sorted({fiscal_year for row in group for fiscal_year in row.years})


def _printed(row: MeasureRow, field: str, fiscal_year: int | None = None) -> str:
    """Return what is certainly printed in a field, a dash too; empty where nothing is or its place is in doubt."""
    source = row.source(field, fiscal_year) if row.is_certain(field, fiscal_year) else None
    return " ".join(source.text.split()) if source else ""


def _rating(row: MeasureRow, fiscal_year: int) -> _Rating | None:
    printed = _printed(row, "achievement", fiscal_year)
    if not printed:
        return None
    ratings = read_ratings(printed)
    if any(rating.achievement.kind in ("unreadable", "missing") for rating in ratings):
        return None
    return _Rating({r.department: _value(r.achievement) for r in ratings}, printed)


def _value(achievement: Achievement) -> tuple[object, ...]:
    parts = tuple((part.label, part.kind, part.pct) for part in achievement.components)
    return achievement.kind, achievement.pct, parts


def _is_same_rating(rating: _Rating, other: _Rating) -> bool:
    """Ratings of different sections do not contradict each other; one for all is that of each."""
    shared = rating.by_section.keys() & other.by_section.keys()
    if shared:
        return all(rating.by_section[name] == other.by_section[name] for name in shared)
    one, several = sorted((rating.by_section, other.by_section), key=lambda sections: None not in sections)
    return None not in one or one[None] in several.values()


def _told(row: MeasureRow, field: str, fiscal_year: int) -> str | None:
    return _printed(row, field, fiscal_year) or None


def _tells_the_same(text: str, other: str) -> bool:
    """A dash beside words is a difference; a standing phrase (取組を継続) beside them is only shorter."""
    is_short, is_other_short = is_standing_phrase(text), is_standing_phrase(other)
    if is_dash(text) or is_dash(other):
        return (is_dash(text) or is_short) and (is_dash(other) or is_other_short)
    if is_short or is_other_short:
        return denies(text) == denies(other)
    return any(_is_one_text(here, there) for here in _readings(text) for there in _readings(other))


def _readings(text: str) -> list[str]:
    """Return a text without the names of sections, and what it says for each: a listing may speak for one of two."""
    passages = [passage.text for passage in split_passages(text)]
    return ["".join(passages), *passages]


def _is_one_text(text: str, other: str) -> bool:
    has_one_outcome = denies(text) == denies(other)
    return has_one_outcome and (is_same_but_figures(text, other) or is_alike(text, other, ALIKE))


def _page(row: MeasureRow) -> str | None:
    return comparison_key(fold_width(_printed(row, "page"))).lstrip("p") or None


def _sections(row: MeasureRow, fiscal_year: int) -> frozenset[str] | None:
    sections = row.departments.get(fiscal_year) if _printed(row, "section") else None
    return frozenset(sections) if sections else None
