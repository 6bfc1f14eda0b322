"""What figures do from year to year: unchanged for years, off by a digit, told otherwise later."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.prose.figures.counts import Count, CountKey, read_single_counts
from pipeline.prose.figures.quantities import counts_by_year, is_set
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.listings import is_told_first, rows_by_id
from pipeline.quality.views.narratives import certain_text
from pipeline.values.fiscal_years import fiscal_year_label, fiscal_years_label

# A lost or doubled digit makes a figure about ten times another; the others lie within a factor of five.
_LEAST_FACTOR, _MOST_FACTOR, _SPREAD = 5.5, 16.0, 5.0
# 3 and 30 are too few to tell a slip from a year that went otherwise.
_LEAST_LARGE = 30
_UNCHANGED_YEARS = 3
# What is counted anew each year and hardly ever twice the same: people, cases, copies, many times. Places, schools,
# courses stay the same for good reason.
_LEAST_VARYING = {"人名": 10, "件": 10, "世帯": 10, "回": 20, "": 20, "部": 100}


@rule(
    severity="notice",
    title_ja="3年以上同じ数値",
    title_en="Figures unchanged over three years or more",
    rationale="Numbers of people, cases or copies that are counted anew each year are hardly ever the same three years "
    "running; a notice, for they can be.",
    rationale_ja="毎年変わるはずの人数・件数などが3年以上同じで、更新されていない可能性があります。",
    message_ja="{expected}の数値「{observed}」が変わっていません。",
    message_en="The figures '{observed}' are the same in {expected}.",
    example="3年続けて「子育てひろば：1,332回、参加者876人」",
    question_ja="「{observed}」が{expected}で同じ数値となっています。各年度の実績として差し支えないか、ご確認ください。",
    answer="text",
)
def figures_unchanged(table: ProgressTable) -> Iterator[Finding]:
    """Report, once per field and run of years, counts that keep their figure."""
    rows = rows_by_id(table)
    for row in table.rows:
        for field in ("status", "evaluation"):
            for years, counts in unchanged_figures(row, field).items():
                if is_told_first(row, rows, [(field, year) for year in years]):
                    continue
                observed = "、".join(f"{count.label}{count.printed}" for count in counts)
                expected = fiscal_years_label(years[0], years[-1])
                texts = {str(year): row.text(field, year) for year in years}
                yield row.finding(field, years[-1], observed=observed, expected=expected, texts=texts)


@rule(
    severity="warning",
    title_ja="桁の違いが疑われる数値",
    title_en="Figure about ten times another year's",
    rationale="In one year a quantity is about a tenth or ten times what it is in all others, which are near one "
    "another: likely a lost or doubled digit.",
    rationale_ja="ある年度だけ数値が他の年度の約10分の1または約10倍で、桁の誤りが疑われます。",
    message_ja="「{observed}」は、他の年度（{expected}）と桁が異なっています。",
    message_en="'{observed}' is about a factor of ten away from the other years ({expected}).",
    example="相談件数が「1,166件」「820件」「72件」",
    question_ja="「{observed}」は、他の年度（{expected}）と桁が異なっています。このとおりでよろしいか、ご確認ください。",
    answer="text",
)
def figure_off_by_ten(table: ProgressTable) -> Iterator[Finding]:
    """Report figures that stand about a factor of ten away from those of the other years."""
    rows = rows_by_id(table)
    for row in table.rows:
        for field in ("status", "evaluation"):
            for series in _by_key(_series(row, field, with_rounded=True)).values():
                for year, count in series.items():
                    others = [series[other] for other in series if other != year]
                    if _is_off(count, others) and not is_told_first(row, rows, [(field, year)]):
                        expected = "、".join(
                            f"{fiscal_year_label(y)} {c.printed}" for y, c in series.items() if y != year
                        )
                        observed = f"{count.label}{count.printed}"
                        text = row.text(field, year)
                        yield row.finding(field, year, observed=observed, expected=expected, text=text)


@rule(
    severity="warning",
    title_ja="年度をまたいで異なる数値",
    title_en="Figure of one year told otherwise in another column",
    rationale="A text gives a figure for a named fiscal year that the column of another year gives otherwise.",
    rationale_ja="年度を明示した数値が、別の年度の欄に記載された同じ年度の数値と異なっています。",
    message_ja="「{observed}」は、他の年度の欄では「{expected}」となっています。",
    message_en="'{observed}' is '{expected}' in another year's column.",
    example="令和元年度の欄に「【R1】認定者数927人」、令和2年度の欄に「【R1】認定者数870人」",
    question_ja="「{observed}」は、他の年度の欄では「{expected}」となっています。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def figure_of_year_differs(table: ProgressTable) -> Iterator[Finding]:
    """Report figures given for a named year that differ from those an earlier column gives for it."""
    rows = rows_by_id(table)
    for row in table.rows:
        told: dict[tuple[int, CountKey], tuple[Count, int]] = {}
        for column in row.years:
            text = certain_text(row, "status", column) or ""
            for year, count in counts_by_year(text, column):
                other, other_column = told.setdefault((year, count.key), (count, column))
                is_other = other.value != count.value and other_column != column
                if is_other and not is_told_first(row, rows, [("status", column)]):
                    label = fiscal_year_label(year)
                    observed, expected = (f"{label} {c.label}{c.printed}" for c in (count, other))
                    texts = {str(y): row.text("status", y) for y in (other_column, column)}
                    yield row.finding("status", column, observed=observed, expected=expected, texts=texts)


def _series(row: MeasureRow, field: str, *, with_rounded: bool = False) -> dict[int, dict[CountKey, Count]]:
    texts = {year: certain_text(row, field, year) or "" for year in row.years}
    return {year: read_single_counts(text, with_rounded=with_rounded) for year, text in texts.items()}


def _by_key(series: Mapping[int, Mapping[CountKey, Count]]) -> dict[CountKey, dict[int, Count]]:
    found: dict[CountKey, dict[int, Count]] = {}
    for year, counts in series.items():
        for key, count in counts.items():
            found.setdefault(key, {})[year] = count
    return found


def unchanged_figures(row: MeasureRow, field: str) -> dict[tuple[int, ...], list[Count]]:
    """Return the counts that keep their figure for three years or more, by the run of years in which they do."""
    found: dict[tuple[int, ...], list[Count]] = {}
    for years_of in _by_key(_series(row, field)).values():
        for run in _runs(years_of):
            count = years_of[run[0]]
            is_varying = count.value >= _LEAST_VARYING.get(count.kind, float("inf")) and not is_set(count)
            if len(run) >= _UNCHANGED_YEARS and is_varying:
                found.setdefault(run, []).append(count)
    return found


def _runs(counts: Mapping[int, Count]) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    for year in sorted(counts):
        if run and (year != run[-1] + 1 or counts[year].value != counts[run[-1]].value):
            yield tuple(run)
            run = []
        run.append(year)
    yield tuple(run)


def _is_off(count: Count, others: Sequence[Count]) -> bool:
    """All others lie on one side of the count, the nearest of them about a factor of ten away."""
    values = [other.value for other in others if other.value > 0]
    if len(values) < 2 or count.value <= 0 or max(values) > _SPREAD * min(values):
        return False
    factor = max(count.value / max(values), min(values) / count.value)
    return _LEAST_FACTOR <= factor <= _MOST_FACTOR and max(count.value, *values) >= _LEAST_LARGE
