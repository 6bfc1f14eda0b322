"""Every public reader of one text, as a function of the text alone."""

from collections.abc import Callable

import pyarrow as pa

from pipeline.columns.known import KnownHeadings
from pipeline.columns.reading import read_headings, read_sheet
from pipeline.exports.spreadsheet import safe_cell
from pipeline.placement.evidence import forms as evidence
from pipeline.placement.evidence import scoring, texts
from pipeline.placement.lessons import speech
from pipeline.placement.lessons.cuts import KnownTexts, cuts_of
from pipeline.prose import care, contradictions, no_text, outcome, single_persons, statements, year_context
from pipeline.prose.figures import comparisons, counts, rates, ratios, shares, totals
from pipeline.prose.grammar import events, pairs
from pipeline.prose.writing import calendar_days, doubling, likeness, lookalikes, scripts, truncation
from pipeline.values import achievement, blanks, departments, fiscal_years, policies, text, titles

_HEADINGS = KnownHeadings({"施策": "item"})
_HEADER = ("施策", "事業名", "担当課", "令和5年度実績", "評価", "達成度")
_NAMES = ("福祉課", "健康推進課", "福祉・子ども部")


def _ratios(printed: str) -> list[ratios.Ratio]:
    found = counts.read_counts(printed)
    return [ratio for rate in rates.read_rates(printed) for ratio in ratios.ratios_of(rate, found)]


def _cuts(printed: str) -> object:
    normal = text.normalise(printed)
    return cuts_of(normal, KnownTexts.of([normal, normal[:12]]), True)


READERS: dict[str, Callable[[str], object]] = {
    "achievement.read_achievement": achievement.read_achievement,
    "achievement.read_ratings": lambda printed: achievement.read_ratings(printed, _NAMES),
    "achievement.is_rating_form": achievement.is_rating_form,
    "achievement.fold_labels": achievement.fold_labels,
    "blanks.blanks_within_words": lambda printed: list(blanks.blanks_within_words(printed, {"SNS": 9, "ああa": 9})),
    "care.speaks_of_few_persons": lambda printed: care.speaks_of_few_persons(printed, "相談支援"),
    "counts.read_counts": counts.read_counts,
    "counts.read_single_counts": counts.read_single_counts,
    "rates.read_rates": rates.read_rates,
    "counts.parts_of": counts.parts_of,
    "departments.has_department_form": departments.has_department_form,
    "departments.names_no_department": departments.names_no_department,
    "departments.near_name": lambda printed: departments.near_name(printed, _NAMES),
    "departments.split_departments": lambda printed: departments.split_departments(printed, _NAMES),
    "departments.split_passages": lambda printed: departments.split_passages(printed, _NAMES),
    "doubling.doubled_words": lambda printed: list(doubling.doubled_words(printed)),
    "fiscal_years.read_fiscal_years": fiscal_years.read_fiscal_years,
    "fiscal_years.read_dates": fiscal_years.read_dates,
    "fiscal_years.without_fiscal_years": fiscal_years.without_fiscal_years,
    "likeness.is_standing_phrase": likeness.is_standing_phrase,
    "likeness.is_same": lambda printed: likeness.is_same(printed, f"{printed[1:]}x"),
    "likeness.is_same_but_figures": lambda printed: likeness.is_same_but_figures(printed, f"{printed}1"),
    "likeness.says_the_same": lambda printed: likeness.says_the_same(printed, f"x{printed[1:]}", 10),
    "likeness.is_alike": lambda printed: likeness.is_alike(printed, f"x{printed[9:]}", 70),
    "likeness.longest_prose": likeness.longest_prose,
    "pairs.content_pairs": pairs.content_pairs,
    "lookalikes.is_likely_misreading": lambda printed: lookalikes.is_likely_misreading(printed, printed[1:]),
    "events.read_events": events.read_events,
    "comparisons.read_comparisons": comparisons.read_comparisons,
    "no_text.no_text": no_text.no_text,
    "statements.read_statements": statements.read_statements,
    "outcome.told_as_not_done": outcome.told_as_not_done,
    "outcome.told_as_done": outcome.told_as_done,
    "outcome.has_shortfall": outcome.has_shortfall,
    "outcome.tells_of_end": outcome.tells_of_end,
    "outcome.is_only_planned": outcome.is_only_planned,
    "outcome.told_as_past": outcome.told_as_past,
    "contradictions.said_and_denied": contradictions.said_and_denied,
    "single_persons.tells_of_one_person": single_persons.tells_of_one_person,
    "outcome.fewer_than_planned": outcome.fewer_than_planned,
    "policies.read_policy_title": policies.read_policy_title,
    "policies.read_items": policies.read_items,
    "titles.read_municipality": titles.read_municipality,
    "titles.read_plan": titles.read_plan,
    "ratios.ratios_of": _ratios,
    "ratios.part_and_whole": lambda printed: ratios.part_and_whole(counts.read_counts(printed)),
    "ratios.times_held": lambda printed: ratios.times_held(printed, printed),
    "scripts.mixed_scripts": lambda printed: list(scripts.mixed_scripts(printed)),
    "text.normalise": text.normalise,
    "text.comparison_key": lambda printed: text.comparison_key(printed, {"グート": "ゲート"}),
    "text.quoted": text.quoted,
    "text.visible": text.visible,
    "totals.read_sums": totals.read_sums,
    "shares.read_shares": shares.read_shares,
    "truncation.breaks_off": truncation.breaks_off,
    "truncation.name_breaks_off": truncation.name_breaks_off,
    "truncation.begins_midway": truncation.begins_midway,
    "truncation.unpaired_brackets": truncation.unpaired_brackets,
    "year_context.other_years": lambda printed: year_context.other_years(printed, 2019),
    "year_context.other_dates": lambda printed: year_context.other_dates(printed, 2019),
    "calendar_days.impossible_dates": calendar_days.impossible_dates,
    "placement.features": lambda printed: evidence.features(texts.normalised([printed])),
    "placement.words": lambda printed: texts.Texts([printed, ""]).words,
    "placement.content_pairs_of": lambda printed: speech.content_pairs_of(pa.array([printed])),
    "placement.mentioned_years": scoring.mentioned_years,
    "placement.cuts_of": _cuts,
    "columns.read_sheet": lambda printed: read_sheet([_HEADER, [printed, "", "", ""], [printed]], _HEADINGS),
    "columns.read_headings": lambda printed: read_headings([*_HEADER, printed], _HEADINGS),
    "exports.safe_cell": safe_cell,
}
