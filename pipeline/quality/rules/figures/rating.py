"""Ratings that do not go together: with those of other years, or with what stands beside them in the row.

Single ratings that cannot be read, have no unit or are over 100 are reported where they are read (`reading/stages.py`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.prose.outcome import has_shortfall, tells_of_end, told_as_done, told_as_prepared
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.listings import told_once
from pipeline.quality.views.narratives import narrative_key
from pipeline.quality.views.ratings import YearRating, successive, timelines
from pipeline.values.text import is_dash

_JUMP = 50
_COMPARED = ("percent", "implemented", "not_implemented", "by_component")
# Shorter ones (継続, 年1回実施) say so little that they may well be right for two different years.
_SHORTEST_NARRATIVE = 10
_FULL = 100
_FEWEST_FOR_AN_ODD_ONE = 3
_FEWEST_FOR_A_HABIT = 10
Pair = tuple[YearRating, YearRating]


@rule(
    severity="notice",
    title_ja="達成度の表記が年度により異なる",
    title_en="Notation of the rating changes",
    rationale="A percentage in one year and 実施 in another cannot be compared. A notice: the form itself allows both.",
    rationale_ja="率（％）で示された年度と「実施」とのみ示された年度は、達成度の推移として比較できません。",
    message_ja="この年度の達成度は「{observed}」ですが、他の年度には「{expected}」とあり、表記が異なります。",
    message_en="The achievement is '{observed}' in this year and '{expected}' in another: not the same notation.",
    example="令和元～2年度は「実施」、令和3年度から「100%」",
    question_ja="達成度の表記が年度により異なります（「{observed}」と「{expected}」）。統一できる場合は、この年度の達成度をご記入ください。",
    answer="rating",
)
def rating_notation_changes(table: ProgressTable) -> Iterator[Finding]:
    """Report once per measure the year whose notation differs: the odd one, else the first that changes.

    Where most measures of a document mix notations, mixing is its habit and nobody's slip: nothing is reported.
    """
    mixing = {rows[0].document.document_id for rows in table.by_document() if _is_habit(rows, table)}

    def changes(row: MeasureRow) -> Iterator[Finding]:
        for line in timelines(row, table) if row.document.document_id not in mixing else ():
            notated = [rating for rating in line if rating.notation]
            pair = _odd_one(notated) or _first_change(notated)
            if pair and pair not in _same_narrative(row, line):
                yield _compared(row, *pair, years=_as_told(line))

    yield from told_once(table, changes)


@rule(
    severity="warning",
    title_ja="同じ記載で異なる達成度",
    title_en="Same narrative, other rating",
    rationale="Status and evaluation are word for word those of another year, but the rating is not.",
    rationale_ja="実施状況と評価の文章が他の年度と同じですが、達成度が異なります。",
    message_ja="実施状況・評価が他の年度と同じ文章ですが、達成度は「{observed}」と「{expected}」で異なります。",
    message_en="Status and evaluation read as in another year, but the achievement is '{observed}', not '{expected}'.",
    example="令和2年度と令和3年度の文章が同じで、達成度が80%と60%",
    question_ja="他の年度と同じ文章ですが、達成度が異なります（「{observed}」と「{expected}」）。いずれによるべきか、ご確認のうえご記入ください。",
    answer="rating",
)
def same_narrative_other_rating(table: ProgressTable) -> Iterator[Finding]:
    """Report every year whose narrative is that of an earlier one while the rating differs."""
    yield from told_once(
        table,
        lambda row: (
            _compared(row, later, earlier, status=row.text("status", later.fiscal_year))
            for line in timelines(row, table)
            for later, earlier in _same_narrative(row, line)
        ),
    )


@rule(
    severity="warning",
    title_ja="達成度の大きな変動",
    title_en="Jump of the rating",
    rationale="50 points or more from one year to the next, without a text that tells of a year not held.",
    rationale_ja="前年度から50ポイント以上変動しています。中止等の記載がある年度との差は除いています。",
    message_ja="達成度が前年度の「{expected}」から「{observed}」へ大きく変動しています。",
    message_en="The achievement went from '{expected}' to '{observed}' within a year.",
    example="令和3年度が30%、令和4年度が100%",
    question_ja="達成度が前年度の「{expected}」から「{observed}」へ大きく変動しています。このとおりでよろしいか、ご確認ください。",
    answer="rating",
)
def rating_jumps(table: ProgressTable) -> Iterator[Finding]:
    """Report every rating, or part of one, that lies 50 points or more from that of the year before.

    The way back from a single year that fell or rose is not told again.
    """

    def jumps(row: MeasureRow) -> Iterator[Finding]:
        for line in timelines(row, table):
            before: dict[str, float] = {}
            for earlier, later in successive(line):
                steps = _steps(earlier, later)
                back = {label for label, step in steps.items() if abs(step + before.get(label, 0)) < abs(step)}
                before = {label: step for label, step in steps.items() if label not in back}
                if before and not _is_explained(row, line, earlier, later, before):
                    yield _compared(row, later, earlier, steps=before)

    yield from told_once(table, jumps)


@rule(
    severity="warning",
    title_ja="実施状況が「－」の年度の達成度",
    title_en="Rated, but a dash for status",
    rationale="A year is rated as held, or with a percentage, while its status says that there is nothing to say.",
    rationale_ja="達成度は記載されていますが、実施状況は「－」です。",
    message_ja="実施状況が「－」ですが、達成度は「{observed}」とあります。",
    message_en="The status is a dash, but the achievement is '{observed}'.",
    example="実施状況に「－」、達成度に「100%」",
    question_ja="実施状況が「－」で、達成度は「{observed}」とあります。実施した内容をご記入ください。",
    answer="text",
)
def rated_without_status(table: ProgressTable) -> Iterator[Finding]:
    """Report every year rated 実施 or above 0 percent with a dash for status."""
    yield from told_once(table, lambda row: _without_status(row, table))


@rule(
    severity="warning",
    title_ja="実施した年度の達成度が「－」",
    title_en="Status told, but a dash for the rating",
    rationale="The status tells what was done, but the rating is a dash; the year is not counted.",
    rationale_ja="実施状況は記載されていますが、達成度が「－」のため集計に含められません。",
    message_ja="実施状況の記載がありますが、達成度は「{observed}」です。",
    message_en="A status is told, but the achievement is '{observed}'.",
    example="実施状況に「年2回開催した。」、達成度に「－」",
    question_ja="実施状況の記載がありますが、達成度が「{observed}」となっています。該当する達成度をご記入ください。",
    answer="rating",
)
def dash_for_rating(table: ProgressTable) -> Iterator[Finding]:
    """Report every year with a status and a dash for the rating, unless the text says that nothing was held."""

    def dashes(row: MeasureRow) -> Iterator[Finding]:
        for fiscal_year in row.years:
            status, place = row.text("status", fiscal_year), ("achievement", fiscal_year)
            if status is None or not (row.is_certain("status", fiscal_year) and row.is_certain(*place)):
                continue
            printed, plan = row.listing.text(*place), row.listing.text("plan", fiscal_year)
            # Where nothing was planned, nothing is rated.
            is_unplanned = plan is not None and is_dash(plan)
            if (
                printed
                and is_dash(printed)
                and not is_unplanned
                and told_as_done(status)
                and not (has_shortfall(status) or tells_of_end(status))
            ):
                yield row.finding(*place, observed=printed, status=status)

    yield from told_once(table, dashes)


def _without_status(row: MeasureRow, table: ProgressTable) -> Iterator[Finding]:
    ratings = {rating.fiscal_year: rating for line in timelines(row, table) for rating in line}
    for fiscal_year, rating in ratings.items():
        is_held = rating.rated.kind in ("implemented", "by_component") or (rating.rated.pct or 0) > 0
        if is_held and row.states.get(("status", fiscal_year)) == "dash" and row.is_certain("status", fiscal_year):
            yield row.finding("achievement", fiscal_year, observed=row.text("achievement", fiscal_year))


def _compared(row: MeasureRow, here: YearRating, there: YearRating, **evidence: object) -> Finding:
    return row.finding(
        "achievement",
        here.fiscal_year,
        observed=here.printed,
        expected=there.printed,
        department_id=here.department_id,
        compared_with=there.fiscal_year,
        **evidence,
    )


def _as_told(line: Sequence[YearRating]) -> dict[str, str]:
    return {str(rating.fiscal_year): rating.printed for rating in line}


def _is_habit(rows: Sequence[MeasureRow], table: ProgressTable) -> bool:
    notations = [{rating.notation for line in timelines(row, table) for rating in line} - {None} for row in rows]
    mixing, rated = sum(len(found) > 1 for found in notations), sum(bool(found) for found in notations)
    return mixing >= _FEWEST_FOR_A_HABIT and 2 * mixing > rated


def _odd_one(notated: Sequence[YearRating]) -> Pair | None:
    """Return the one rating written unlike all others, and its neighbour."""
    counts = Counter(rating.notation for rating in notated)
    if len(notated) < _FEWEST_FOR_AN_ODD_ONE or sorted(counts.values()) != [1, len(notated) - 1]:
        return None
    position = next(i for i, rating in enumerate(notated) if counts[rating.notation] == 1)
    return notated[position], notated[position - 1 if position else 1]


def _first_change(notated: Sequence[YearRating]) -> Pair | None:
    return next(((later, earlier) for earlier, later in pairwise(notated) if earlier.notation != later.notation), None)


def _same_narrative(row: MeasureRow, line: Sequence[YearRating]) -> list[Pair]:
    """Return each year and the last one before it that has its narrative, where their ratings differ."""
    last: dict[tuple[str, str], YearRating] = {}
    pairs = []
    for rating in line:
        key = narrative_key(row, rating.fiscal_year)
        if key is None or len("".join(key)) < _SHORTEST_NARRATIVE or rating.rated.kind not in _COMPARED:
            continue
        if _is_contradicted(row, rating):
            continue
        if (before := last.get(key)) and _differ(before, rating):
            pairs.append((rating, before))
        last[key] = rating
    return pairs


def _differ(one: YearRating, other: YearRating) -> bool:
    """Say whether two ratings differ in more than the notation: 実施 and 100% may mean the same."""
    is_notation = {one.rated.kind, other.rated.kind} == {"implemented", "percent"}
    if is_notation and max(one.rated.pct or 0, other.rated.pct or 0) >= _FULL:
        return False
    return one.value != other.value


def _steps(earlier: YearRating, later: YearRating) -> dict[str, float]:
    """Return the steps of 50 points or more, by the label of the part (empty: the rating as a whole)."""
    before, after = (dict(rating.parts) for rating in (earlier, later))
    # How far above 100 % may differ widely: of 20 planned, 24 or 36 were held.
    steps = {label: min(pct, _FULL) - min(before[label], _FULL) for label, pct in after.items() if label in before}
    return {label: step for label, step in steps.items() if abs(step) >= _JUMP}


def _is_explained(
    row: MeasureRow, line: Sequence[YearRating], earlier: YearRating, later: YearRating, steps: dict[str, float]
) -> bool:
    """Say whether the lower year's narrative tells that it was not wholly held, or another rule tells the fault."""
    lower = earlier if sum(steps.values()) > 0 else later
    texts = [row.text(name, lower.fiscal_year) for name in ("status", "evaluation")]
    is_told = _is_contradicted(row, lower) or (later, earlier) in _same_narrative(row, line)
    # What was prepared in one year is opened in the next.
    is_prepared = lower is earlier and bool(texts[0]) and told_as_prepared(texts[0] or "") is not None
    return is_told or is_prepared or any(text and has_shortfall(text) for text in texts)


def _is_contradicted(row: MeasureRow, rating: YearRating) -> bool:
    """Say whether the year is rated as not implemented while its status tells of work (`work_told_but_not_rated`)."""
    is_none = rating.rated.kind == "not_implemented" or rating.rated.pct == 0
    return is_none and bool(told_as_done(row.text("status", rating.fiscal_year) or ""))
