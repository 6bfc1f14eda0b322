"""Everything a text says, as one list of statements: quantities, rates, events, changes, judgements, references.

Each has its place in the text. This is what `shinchoku explain` prints and what `stage.statement` keeps.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.prose.actors import acting_sections
from pipeline.prose.figures.comparisons import Comparison, read_comparisons
from pipeline.prose.figures.counts import Count, read_counts
from pipeline.prose.figures.rates import read_rates
from pipeline.prose.grammar.events import read_events
from pipeline.prose.judgements import read_judgements, read_told_rates
from pipeline.prose.no_text import no_text
from pipeline.values.fiscal_years import fiscal_year_label, read_dates, read_fiscal_years

KINDS = ("quantity", "rate", "event", "change", "judgement", "reference", "no_text")


@dataclass(frozen=True)
class Statement:
    """One thing that a text says at [start, end). `sense`: total, held, rose …; `label`: what is counted or named.

    `number` in `unit`: of a quantity the count, of a rate percent, of a change the step.
    """

    kind: str
    sense: str
    words: str
    start: int
    end: int
    label: str | None = None
    number: float | None = None
    unit: str | None = None


def read_statements(text: str, fiscal_year: int | None = None) -> list[Statement]:
    """Return what a text says, in its order; `fiscal_year` is that of its column, if it stands in one."""
    if kind := no_text(text):
        return [Statement("no_text", kind, text.strip(), 0, len(text))]
    found = [*_quantities(text), *_rates(text), *_events(text), *_changes(text, fiscal_year)]
    found += [*_judgements(text), *_references(text)]
    return sorted(found, key=lambda one: (one.start, one.end, KINDS.index(one.kind)))


def _quantities(text: str) -> Iterator[Statement]:
    for count in read_counts(text):
        yield Statement("quantity", _sense(count), text[count.start : count.end], *_number(count))


def _number(count: Count) -> tuple[int, int, str | None, float, str]:
    return count.start, count.end, count.name or None, count.value, count.unit


def _sense(count: Count) -> str:
    marks = {
        "change": count.is_change,
        "average": count.is_average,
        "each": count.is_each,
        "total": count.is_total,
        "gross": count.is_gross,
        "net": count.is_net,
        "part": count.is_part,
        "about": not count.is_exact,
    }
    return next((sense for sense, is_so in marks.items() if is_so), "count")


def _rates(text: str) -> Iterator[Statement]:
    for rate in read_rates(text):
        yield Statement(
            "rate", "rate", text[rate.start : rate.end], rate.start, rate.end, rate.label or None, rate.value, "%"
        )


def _events(text: str) -> Iterator[Statement]:
    for event in read_events(text):
        sense = f"{event.kind} (background)" if event.is_background else event.kind
        yield Statement("event", sense, event.words, event.start, event.end, event.act)


def _changes(text: str, fiscal_year: int | None) -> Iterator[Statement]:
    for change in read_comparisons(text, fiscal_year):
        first, last = sorted((change.before, change.now), key=lambda count: count.start)
        step = change.now.value - change.before.value
        words = text[first.start : last.end]
        yield Statement("change", _said(change), words, first.start, last.end, change.printed, step, change.now.unit)


def _said(change: Comparison) -> str:
    told = change.direction or "compared"
    return f"{told}, but the figures differ" if change.contradicts else told


def _judgements(text: str) -> Iterator[Statement]:
    for judgement in read_judgements(text):
        start = text.find(judgement.words)
        yield Statement("judgement", judgement.kind, judgement.words, start, start + len(judgement.words))
    for rate in read_told_rates(text):
        start = max(0, text.find(rate.printed))
        yield Statement("judgement", "achieved", rate.printed, start, start + len(rate.printed), None, rate.pct, "%")


def _references(text: str) -> Iterator[Statement]:
    for sense, mentions in (("fiscal_year", read_fiscal_years(text)), ("date", read_dates(text))):
        for one in mentions:
            label = fiscal_year_label(one.first)
            yield Statement("reference", sense, text[one.start : one.end], one.start, one.end, label, float(one.first))
    for name, _ in acting_sections(text):
        start = text.find(name)
        yield Statement("reference", "section", name, start, start + len(name))
