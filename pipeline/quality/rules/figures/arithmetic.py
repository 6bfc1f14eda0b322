"""Figures that do not add up within a row and year: rates that do not follow from the counts beside them.

Totals and changes stand in `totals.py`.
"""

from collections.abc import Iterator, Sequence

from pipeline.prose.figures.counts import Count, parts_of, read_counts
from pipeline.prose.figures.rates import Rate, read_averages, read_rates, read_tenths
from pipeline.prose.figures.ratios import Ratio, computed_share, part_and_whole, ratios_of, times_held
from pipeline.prose.figures.shares_told import share_told
from pipeline.prose.grammar.pairs import telling_pairs
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.listings import is_told_first, rows_by_id
from pipeline.quality.views.narratives import certain_text, own_texts
from pipeline.values.achievement import fold_labels, read_achievement


@rule(
    severity="warning",
    title_ja="件数と一致しない率",
    title_en="Rate that does not follow from its counts",
    rationale="The text prints a rate together with the counts it is the rate of; recomputed, it is another "
    "(one unit of the last printed place is tolerated).",
    rationale_ja="記載された率が、同じ欄の件数から計算した率と一致しません（末位1の差は許容します）。",
    message_ja="「{observed}」は、同じ欄の件数から計算すると{expected}となり、一致しません。",
    message_en="'{observed}' does not follow from the counts beside it, which give {expected}.",
    example="「対象者200人、受診者150人、受診率85.0%」（150／200は75.0%）",
    question_ja="「{observed}」は、同じ欄の件数から計算すると{expected}となります。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def rate_not_from_counts(table: ProgressTable) -> Iterator[Finding]:
    """Report, once per text, printed rates that none of the counts they can be the rate of gives."""
    for row, field, fiscal_year, text in own_texts(table):
        wrong = [found for words in parts_of(text).values() for found in _wrong_rates(words)]
        if wrong:
            observed = "、".join(_printed_rate(rate) for rate, _ in wrong)
            shares = [_share(ratio, rate.decimals) for rate, ratio in wrong]
            expected = shares[0] if len(shares) == 1 else "、".join(share.partition("=")[2] for share in shares)
            yield row.finding(field, fiscal_year, observed=observed, expected=expected, text=text, shares=shares)


@rule(
    severity="warning",
    title_ja="件数と一致しない達成度",
    title_en="Rating that does not follow from the counts",
    rationale="The rating is clearly the rate of the counts in the text (it is printed to a decimal or for a numbered "
    "part, or was that rate in two other years), but recomputed it is another.",
    rationale_ja="達成度が実施状況の件数の率で記載されていると見られますが、計算した率と一致しません。",
    message_ja="達成度「{observed}」は、実施状況の件数から計算すると{expected}となり、一致しません。",
    message_en="The rating '{observed}' does not follow from the counts in the text, which give {expected}.",
    example="実施状況に「届出数200件 面接数190件」とあり、達成度が「59.0%」（190／200は95.0%）",
    question_ja="達成度は「{observed}」ですが、実施状況の件数から計算すると{expected}となります。いずれによるべきか、ご確認のうえご記入ください。",
    answer="rating",
)
def rating_not_from_counts(table: ProgressTable) -> Iterator[Finding]:
    """Report ratings that are the rate of a part and its whole by their form or habit, but not of these."""
    rows = rows_by_id(table)
    for row in table.rows:
        compared = {fiscal_year: list(_rated_parts(row, fiscal_year)) for fiscal_year in row.years}
        for fiscal_year, pairs in compared.items():
            if is_told_first(row, rows, [("status", fiscal_year), ("achievement", fiscal_year)]):
                continue
            is_habit = _habitual_years(compared, fiscal_year) >= _HABIT
            for label, rate, ratio in pairs:
                is_of_plan = ratio.whole.printed not in (row.text("status", fiscal_year) or "")
                if is_of_plan or _follows(rate, [ratio]) or not (is_habit or _is_to_decimal(label, rate)):
                    continue
                observed = f"{label}{_number(rate)}"
                expected = _share(ratio, rate.decimals)
                text = row.text("status", fiscal_year)
                yield row.finding("achievement", fiscal_year, observed=observed, expected=expected, text=text)


@rule(
    severity="notice",
    title_ja="予定数・実績数と達成度の相違",
    title_en="Rating above the share of what was planned",
    rationale="Plan and status say how many were planned or entitled and how many there were; the rating claims more. "
    "A notice: a section may rate by more than the number.",
    rationale_ja="予定数と実績数から見た割合より達成度が高くなっています（数以外を含めた評価の可能性があります）。",
    message_ja="達成度は「{observed}」ですが、予定と実績の数からは{expected}となります。",
    message_en="The rating is '{observed}', but planned and actual numbers give {expected}.",
    example="実施状況に「年3回の予定のうち2回を開催した。」とあり、達成度が「100%」",
    question_ja="達成度は「{observed}」ですが、予定と実績の数からは{expected}となります。達成度は、数以外の観点も含めたものでしょうか。含めていない場合は、達成度をご確認ください。",
    answer="rating",
)
def rating_not_from_times(table: ProgressTable) -> Iterator[Finding]:
    """Report percent ratings that differ from planned and held times, where nothing says they are computed."""
    rows = rows_by_id(table)
    for row in table.rows:
        for fiscal_year in row.years:
            if is_told_first(row, rows, [("status", fiscal_year), ("achievement", fiscal_year)]):
                continue
            for label, rate, ratio in _rated_parts(row, fiscal_year):
                if label or _is_to_decimal(label, rate):
                    continue
                # A little less than the share is a judgement of more than the number; who judges in steps of one has
                # computed.
                least = _ROUNDED if _is_computed(label, rate) else _FAR
                is_odd = ratio.pct - rate.value > least and (least == _ROUNDED or ratio.pct <= _ALL)
                if is_odd or rate.value - ratio.pct > _ROUNDED:
                    texts = {name: row.text(name, fiscal_year) for name in ("plan", "status")}
                    observed, expected = _number(rate), _share(ratio, rate.decimals)
                    yield row.finding("achievement", fiscal_year, observed=observed, expected=expected, **texts)


@rule(
    severity="warning",
    title_ja="合計と一致しない平均",
    title_en="Average that total and times do not give",
    rationale="The text prints a total, a number of times and an average per time, which does not follow (rounding is "
    "tolerated).",
    rationale_ja="合計・回数・1回当たりの平均が記載されていますが、平均が計算した値と一致しません。",
    message_ja="平均「{observed}」は、合計と回数から計算した値（{expected}）と一致しません。",
    message_en="The average '{observed}' is not what total and times give ({expected}).",
    example="「10回開催し延べ150人が参加、1回平均25人であった。」",
    question_ja="平均「{observed}」は、合計と回数から計算すると{expected}となります。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def average_not_from_total(table: ProgressTable) -> Iterator[Finding]:
    """Report averages that the one total and the one number of times of the text do not give."""
    for row, field, fiscal_year, text in own_texts(table):
        for average, total, times in read_averages(text) or _averages_of_status(row, field, fiscal_year, text):
            computed = total.value / times.value
            if abs(average.value - computed) > max(1, _ROUNDING * computed):
                expected = f"{total.printed}÷{times.printed}={computed:.1f}{total.unit}"
                yield row.finding(field, fiscal_year, observed=average.printed, expected=expected, text=text)


def _averages_of_status(row: MeasureRow, field: str, fiscal_year: int, text: str) -> list[tuple[Count, Count, Count]]:
    """Return an average of the evaluation with total and times of the status: 計50回、延べ900人, 1回平均30人."""
    status = certain_text(row, "status", fiscal_year) or ""
    if field != "evaluation" or not status or any(count.is_average for count in read_counts(status)):
        return []
    found = read_averages(f"{status}。{text}")
    return [one for one in found if all(count.end <= len(status) for count in one[1:])]


# An average is rounded, or of those that were counted.
_ROUNDING = 0.05
# Of more counts, some two give any rate by chance.
_MOST_COUNTS = 40
# A rating in steps of five or ten: 67 % is rounded to 65 or 70.
_ROUNDED = 5.0
# So much less than nearly all of them came or was done is no judgement of the rest.
_FAR = 14.0
_ALL = 100.0
# One year may agree by chance.
_HABIT = 2


@rule(
    severity="notice",
    title_ja="件数から確認できない率",
    title_en="Rate that no counts of the year give",
    rationale="The rate speaks of what counts of the same year speak of, too, but no two of them (nor the sum of two) "
    "give it. A notice: the rate may rest on figures that are not printed.",
    rationale_ja="同じ年度の件数のどの組合せからも率を確認できません（記載のない数値による率の可能性があります）。",
    message_ja="「{observed}」は、同じ年度に記載された件数からは確認できません（例：{expected}）。",
    message_en="'{observed}' cannot be reproduced from the counts of the same year (for one: {expected}).",
    example="実施状況に「対象142名のうち71人を把握した。」とあり、評価に「約81%を把握できた。」",
    question_ja="「{observed}」の算出のもととした件数をお知らせください。",
    answer="text",
)
def rate_unlike_counts(table: ProgressTable) -> Iterator[Finding]:
    """Report rates of the evaluation whose words return in a count of the status, where no ratio gives them."""
    for row, field, fiscal_year, text in own_texts(table, ("evaluation",)):
        status = certain_text(row, "status", fiscal_year) or ""
        counts = [count for count in read_counts(f"{status}。{text}") if count.is_plain and count.value]
        if len(counts) > _MOST_COUNTS:
            continue
        for rate in read_rates(text):
            if rate.is_bracketed or rate.part or ratios_of(rate, read_counts(text)):
                continue
            kin = [
                count for count in counts if telling_pairs(rate.label + " " + rate.after) & telling_pairs(count.words)
            ]
            shares = [share for part in kin for share in _shares(part, counts)]
            if shares and not any(abs(rate.value - pct) <= rate.tolerance for pct, _ in shares):
                nearest = min(shares, key=lambda share: abs(rate.value - share[0]))
                observed, expected = _printed_rate(rate), f"{nearest[1]}={nearest[0]:.{rate.decimals}f}%"
                yield row.finding(
                    field, fiscal_year, observed=observed, expected=expected, text=text, status=status or None
                )


def _wrong_rates(words: str) -> Iterator[tuple[Rate, Ratio]]:
    counts = read_counts(words)
    for rate in (*read_rates(words), *read_tenths(words)):
        if (ratios := ratios_of(rate, counts)) and not _follows(rate, ratios):
            yield rate, ratios[0]


def _follows(rate: Rate, ratios: Sequence[Ratio]) -> bool:
    return any(rate.follows_from(ratio.part.value, ratio.whole.value) for ratio in ratios)


def _rated_parts(row: MeasureRow, fiscal_year: int) -> Iterator[tuple[str, Rate, Ratio]]:
    """Yield the percentages of a rating with the part and whole that the status counts, numbered parts one by one."""
    status, printed = certain_text(row, "status", fiscal_year), certain_text(row, "achievement", fiscal_year)
    if not (status and printed):
        return
    achievement, stretches = read_achievement(printed), parts_of(status)
    labels = {"": achievement.pct} if achievement.kind == "percent" else {}
    labels |= {component.label: component.pct for component in achievement.components}
    printed_parts = parts_of(fold_labels(printed))
    for label, pct in labels.items():
        ratio = _ratio(stretches[label], printed) if label in stretches else None
        ratio = ratio or (None if label else times_held(certain_text(row, "plan", fiscal_year) or "", status))
        if ratio and any(rate.follows_from(ratio.part.value, ratio.whole.value) for rate in read_rates(status)):
            # The text prints the share itself (受診率43.0%): the rating is of something else, such as an aim.
            continue
        rates = read_rates(printed_parts.get(label, ""))
        if ratio and pct is not None and len(rates) == 1:
            yield label, rates[0], ratio


def _ratio(words: str, rating: str) -> Ratio | None:
    """Return the share that a text tells; that of its only two counts, where the rating is to a decimal."""
    told = part_and_whole(read_counts(words)) or share_told(words)
    is_decimal = any(rate.decimals > 0 for rate in read_rates(rating))
    return told or (computed_share(words) if is_decimal else None)


def _habitual_years(compared: dict[int, list[tuple[str, Rate, Ratio]]], fiscal_year: int) -> int:
    return sum(any(map(_is_telling, pairs)) for year, pairs in compared.items() if year != fiscal_year)


def _is_telling(pair: tuple[str, Rate, Ratio]) -> bool:
    """A rating of 100 % or of nothing is that of many counts by chance."""
    _, rate, ratio = pair
    return 0 < rate.value != 100 and _follows(rate, [ratio])


def _is_computed(label: str, rate: Rate) -> bool:
    """Nobody judges in decimals or in steps of less than five; those of numbered parts are computed, too."""
    return bool(label) or rate.decimals > 0 or rate.value % 5 != 0


def _is_to_decimal(label: str, rate: Rate) -> bool:
    """Decimals are those of a share of counts; 96% may be how much of an aim was reached."""
    return bool(label) or rate.decimals > 0


def _number(rate: Rate) -> str:
    if rate.step:
        return f"{rate.value / 10:g}割"
    return f"{rate.value:.{rate.decimals}f}%"


def _printed_rate(rate: Rate) -> str:
    symbols = f"({rate.part}/{rate.whole})：" if rate.part else ""
    return f"{rate.label}{symbols}{_number(rate)}"


def _share(ratio: Ratio, decimals: int) -> str:
    return f"{ratio.printed}={ratio.pct:.{decimals}f}%"


def _shares(part: Count, counts: Sequence[Count]) -> Iterator[tuple[float, str]]:
    """Yield what a count, alone or with one other, is of every greater one, in percent and as quoted."""
    alike = [count for count in counts if count.kind == part.kind]
    for whole in alike:
        others = [count for count in alike if count is not whole and count is not part]
        if whole.value > part.value:
            yield 100 * part.value / whole.value, f"{part.printed}／{whole.printed}"
        for other in others:
            if (both := part.value + other.value) <= whole.value and whole is not part:
                yield 100 * both / whole.value, f"({part.printed}+{other.printed})／{whole.printed}"
