"""Figures that do not add up, second part: totals and their parts, wholes and shares, stated changes."""

from collections.abc import Iterator, Sequence

from pipeline.prose.figures.changes_told import share_words
from pipeline.prose.figures.comparisons import gives_change
from pipeline.prose.figures.counts import Count, parts_of, read_counts
from pipeline.prose.figures.ratios import part_and_whole
from pipeline.prose.figures.shares import net_and_gross, read_shares
from pipeline.prose.figures.totals import read_sums
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.narratives import NARRATIVES, certain_text, own_texts
from pipeline.values.achievement import read_achievement


@rule(
    severity="warning",
    title_ja="内訳と一致しない合計",
    title_en="Parts that do not sum to the stated total",
    rationale="The text prints a total and its parts in the same unit, and they do not add up.",
    rationale_ja="合計とその内訳が記載されていますが、足し合わせた数と一致しません。",
    message_ja="合計「{observed}」は、内訳の和（{expected}）と一致しません。",
    message_en="The total '{observed}' is not the sum of its parts ({expected}).",
    example="「小学校16回 中学校3回 全31回開催した。」",
    question_ja="合計「{observed}」と内訳（{expected}）が一致していないようです。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def parts_not_total(table: ProgressTable) -> Iterator[Finding]:
    """Report totals that their parts do not make up; with others unnamed, parts that exceed the total."""
    for row, field, fiscal_year, text in own_texts(table):
        for found in read_sums(text):
            if not found.is_right:
                observed = f"{found.total.label}{found.total.printed}"
                yield row.finding(field, fiscal_year, observed=observed, expected=found.printed, text=text)


@rule(
    severity="warning",
    title_ja="全体を超える内数",
    title_en="Share greater than its whole",
    rationale="What is told as part of a number (うち, or those who came of all entitled) is greater than the number.",
    rationale_ja="内数（うち何件、対象者に対する受診者など）が、全体の数を超えています。",
    message_ja="「{observed}」が、全体の「{expected}」を超えています。",
    message_en="'{observed}' exceeds its whole, '{expected}'.",
    example="「相談を31件受け、うち45件を専門機関に引き継いだ。」",
    question_ja="「{observed}」が、全体の「{expected}」を超えているようです。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def share_exceeds_whole(table: ProgressTable) -> Iterator[Finding]:
    """Report shares that exceed their whole, unless the rating beside them says so, too (over 100 percent)."""
    for row, field, fiscal_year, text in own_texts(table):
        for part, whole in (*read_shares(text), *_entitled(row, field, fiscal_year, text)):
            if part.value > whole.value:
                observed, expected = f"{part.label}{part.printed}", f"{whole.label}{whole.printed}"
                yield row.finding(field, fiscal_year, observed=observed, expected=expected, text=text)


@rule(
    severity="warning",
    title_ja="延べ数を超える実数",
    title_en="Net number above the gross",
    rationale="The number of different persons or cases (実人数) is greater than the gross number (延べ) of the same.",
    rationale_ja="実人数（実数）が、同じものの延べ数を超えています。",
    message_ja="実数「{observed}」が、延べ数「{expected}」を超えています。",
    message_en="The net number '{observed}' exceeds the gross number '{expected}'.",
    example="「延べ45人（実人数60人）が利用した。」",
    question_ja="実数「{observed}」が延べ数「{expected}」を超えているようです。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def net_exceeds_gross(table: ProgressTable) -> Iterator[Finding]:
    """Report net numbers above every gross number of their kind in the text."""
    for row, field, fiscal_year, text in own_texts(table):
        pairs = net_and_gross(text)
        if pairs and all(net.value > gross.value for net, gross in pairs):
            net, gross = pairs[0]
            yield row.finding(field, fiscal_year, observed=net.printed, expected=gross.printed, text=text)


@rule(
    severity="warning",
    title_ja="前年度の数値と合わない増減",
    title_en="Stated change that two years' figures do not give",
    rationale="The text says by how many a figure changed since the year before; the figures of the two years differ "
    "by another number.",
    rationale_ja="前年度からの増減が記載されていますが、両年度の数値の差と一致しません。",
    message_ja="前年度からの増減「{observed}」は、両年度の数値の差（{expected}）と一致しません。",
    message_en="The stated change '{observed}' is not the difference of the two years' figures ({expected}).",
    example="前年度「相談件数820件」、当年度「相談件数900件。前年度に比べ120件増加した。」",
    question_ja="前年度からの増減「{observed}」と、両年度の数値（{expected}）の差が一致していないようです。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def change_not_from_years(table: ProgressTable) -> Iterator[Finding]:
    """Report stated changes that no quantity told in both years made."""
    for row, field, fiscal_year, text in own_texts(table, ("status", "evaluation")):
        changes = [count for count in read_counts(text) if count.is_change]
        told = {kind: _both_years(row, fiscal_year, kind) for kind in {change.kind for change in changes}}
        for change in changes:
            pairs = told[change.kind]
            if pairs and not any(gives_change(change, text, *pair) for pair in pairs):
                before, now = pairs[0]
                expected = f"{before.printed}→{now.printed}"
                yield row.finding(field, fiscal_year, observed=change.printed, expected=expected, text=text)


def _entitled(row: MeasureRow, field: str, fiscal_year: int, text: str) -> Iterator[tuple[Count, Count]]:
    achievement = read_achievement(row.text("achievement", fiscal_year) or "")
    pcts = [achievement.pct, *(component.pct for component in achievement.components)]
    if field != "status" or any(pct is not None and pct > 100 for pct in pcts):
        return
    for words in parts_of(text).values():
        ratio = part_and_whole(read_counts(words))
        if ratio and "対象" in ratio.whole.words and ratio.part.is_in_listed_unit and not ratio.part.is_gross:
            yield ratio.part, ratio.whole


def _both_years(row: MeasureRow, fiscal_year: int, kind: str) -> list[tuple[Count, Count]]:
    """Return the quantities that the row tells in the year and the year before, of one kind."""
    now, before = _told(row, fiscal_year, kind), _told(row, fiscal_year - 1, kind)
    pairs = [(before[key], now[key]) for key in now if key in before]
    if not pairs and len(before) == len(now) == 1:
        pairs = [pair for pair in zip(before.values(), now.values(), strict=True) if share_words(*_names(pair))]
    return pairs


def _names(counts: Sequence[Count]) -> list[str]:
    return [count.words for count in counts]


def _told(row: MeasureRow, fiscal_year: int, kind: str) -> dict[tuple[str, str, str], Count]:
    texts: Sequence[str] = [certain_text(row, field, fiscal_year) or "" for field in NARRATIVES[1:]]
    counts = [count for text in texts for count in read_counts(text)]
    return {count.key: count for count in counts if count.kind == kind and count.is_plain}
