"""Pages of the plan: whether they run on as the measures do. A cell that is no page is a doubtful cell."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.values.pages import read_page

# A table of which a fifth of the pages stand out of order is not ordered by page.
_SHARE_IN_ORDER = 0.8
_FEWEST_ROWS = 3

Paged = tuple[MeasureRow, int]


@rule(
    severity="notice",
    title_ja="計画書ページの逆行",
    title_en="Pages run backwards",
    rationale="The table follows the plan page by page, but this page stands before or after its place; a row may have "
    "moved, or a digit is misread. Repetitions keep the first listing's page and are left out.",
    rationale_ja="計画書のページ順に並ぶ表の中で、このページだけ前後しています。",
    message_ja="計画書ページ「{observed}」が前後の順序（{expected}）と合いません。",
    message_en="Page '{observed}' is out of order between its neighbours ({expected}).",
    example="P41とP42の間の行に「P14」",
    question_ja="計画書ページ「{observed}」をご確認のうえ、正しいページをお知らせください。",
    answer="text",
)
def page_runs_backwards(table: ProgressTable) -> Iterator[Finding]:
    """Report the fewest pages that must go for the rest to run forwards: over the table, else within each policy."""
    for rows in table.by_document():
        paged = [(row, page) for row in rows if not _repeats(row) and (page := _page(row)) is not None]
        policies = [list(within) for _, within in groupby(paged, key=lambda pair: pair[0].policy_id)]
        groups = next((groups for groups in ([paged], policies) if _are_ordered(groups)), [])
        for group in groups:
            yield from _misplaced(group)


def _page(row: MeasureRow) -> int | None:
    return read_page(row.text("page") or "") if row.is_certain("page") else None


def _repeats(row: MeasureRow) -> bool:
    return row.is_repetition or row.is_reprise_marked


def _are_ordered(groups: Sequence[Sequence[Paged]]) -> bool:
    count, kept = sum(map(len, groups)), sum(len(_in_order(group)) for group in groups)
    return count >= _FEWEST_ROWS and kept >= min(_SHARE_IN_ORDER * count, count - 1)


def _misplaced(paged: Sequence[Paged]) -> Iterator[Finding]:
    kept = _in_order(paged)
    for position, (row, _) in enumerate(paged):
        if position not in kept:
            before = [paged[index][1] for index in kept if index < position][-1:]
            after = [paged[index][1] for index in kept if index > position][:1]
            expected = "～".join(f"P{page}" for page in (*before, *after))
            yield row.finding("page", observed=row.text("page"), expected=expected)


def _in_order(paged: Sequence[Paged]) -> list[int]:
    """Return the positions of a longest run of pages that do not fall (patience sorting).

    Read from the end: of two runs of one length the one that keeps the earlier row wins, so that the row at which the
    pages fall is the one that is reported.
    """
    tops: list[int] = []
    ends: list[int] = []
    following: dict[int, int | None] = {}
    for position in reversed(range(len(paged))):
        page = paged[position][1]
        pile = bisect_right(tops, -page)
        following[position] = ends[pile - 1] if pile else None
        tops[pile : pile + 1] = [-page]
        ends[pile : pile + 1] = [position]
    run: list[int] = []
    step = ends[-1] if ends else None
    while step is not None:
        run.append(step)
        step = following[step]
    return run
