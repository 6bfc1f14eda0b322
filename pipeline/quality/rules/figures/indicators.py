"""Indicators: whether a printed rate follows from the target and the actual value beside it."""

from collections.abc import Iterator

from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.values.achievement import read_achievement
from pipeline.values.quantities import read_figure

# Rates are printed rounded, to a whole percent or to one decimal.
_ROUNDING = 0.6
_PERCENT = 100.0


@rule(
    severity="warning",
    title_ja="目標値・実績値と合わない達成率",
    title_en="Rate that does not follow from target and actual",
    rationale="The rate printed is neither the actual value by the target, nor the part of the way from baseline to "
    "the target, nor (where less is better) the target by the actual value.",
    rationale_ja="印字された達成率が、実績値÷目標値、基準値から目標値までの進み具合、目標値÷実績値のいずれとも合いません。",
    message_ja="達成率「{observed}」は、目標値と実績値から計算した値（{expected}）と合いません。",
    message_en="The rate '{observed}' does not follow from target and actual ({expected}).",
    example="目標値100人、実績値80人で達成率95%",
    question_ja="達成率「{observed}」が目標値・実績値（計算値 {expected}）と合いません。正しい値をお知らせください。",
    answer="rating",
)
def rate_not_from_indicator(table: ProgressTable) -> Iterator[Finding]:
    """Report rates of lines with one indicator whose printed figures give another rate."""
    for row in table.rows:
        if not row.text("indicator"):
            continue
        for fiscal_year in row.years:
            printed, expected = row.text("achievement", fiscal_year), _rates(row, fiscal_year)
            rate = read_achievement(printed or "")
            if rate.pct is None or not rate.has_unit or not row.is_certain("achievement", fiscal_year):
                continue
            if expected and all(abs(rate.pct - value) > _ROUNDING for value in expected):
                yield row.finding("achievement", fiscal_year, observed=printed, expected=f"{expected[0]:.1f}%")


def _rates(row: MeasureRow, fiscal_year: int) -> list[float]:
    """Return the rates that target and actual give, read as they may be meant; none where a figure is missing."""
    actual = _number(row, "actual", fiscal_year)
    targets = [_number(row, "target", year) for field, year in row.listing.cells if field == "target"]
    if actual is None or not targets or None in targets:
        return []
    baseline = _number(row, "baseline", None)
    found = []
    for target in filter(None, targets):
        found.append(actual / target)
        if actual:
            found.append(target / actual)
        if baseline is not None and target != baseline:
            found.append((actual - baseline) / (target - baseline))
    return [_PERCENT * value for value in found]


def _number(row: MeasureRow, field: str, fiscal_year: int | None) -> float | None:
    figure = read_figure(row.text(field, fiscal_year) or "")
    return figure.number if figure and row.is_certain(field, fiscal_year) else None
