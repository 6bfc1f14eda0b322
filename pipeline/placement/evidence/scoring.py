"""What the evidence is worth: texts against fields, and the years they name against the years of columns."""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from io import StringIO

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.placement.evidence.forms import EVIDENCE
from pipeline.placement.evidence.texts import Texts
from pipeline.values.fiscal_years import read_date_years, read_fiscal_years

FIELDS = (
    "item",
    "measure",
    "description",
    "page",
    "bureau",
    "section",
    "reprise",
    "plan",
    "status",
    "evaluation",
    "achievement",
)
# Fields that hold one of these forms and nothing else: a page, a mark.
CLOSED = {"page": ("page_mark", "bare_number", "dash", "blank"), "reprise": ("reprise_mark", "dash", "blank")}
# Fields that hold names of units. Not every unit has a known ending (関係各課, 社会福祉協議会), but none is a clause.
UNITS = ("bureau", "section")
UNIT_FORMS = ("bureaus", "sections", "dash", "blank")
_NO_UNIT, _NO_NAME = -3.0, -6.0
# Forms that a narrative never has: then the cell is a stray.
NO_NARRATIVE = ("page_mark", "bureaus", "sections")
NARRATIVES = ("description", "plan", "status", "evaluation")
_NOT_ITS_FORM = -6.0
# How the years in a text lie to the column's year; their weights stand in the same table under these names.
YEAR_EVIDENCE = ("year_is_mentioned", "only_other_years_mentioned")
_NAMES_A_YEAR = r"(?:令和?|平成?|昭和|[RrHh])\.?\s?[元\d]|(?:19|20)\d{2}"


def field_scores(evidence: NDArray[np.float64], weights: pd.DataFrame) -> NDArray[np.float64]:
    """Return log P(text | field) − log P(text), (texts, FIELDS), from the evidence of the texts."""
    logits = evidence @ weights.loc[list(EVIDENCE)].to_numpy() + weights.loc["bias"].to_numpy()
    log_posterior = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    scores = np.asarray(log_posterior - weights.loc["log_prior"].to_numpy())
    for field, forms in CLOSED.items():
        has_form = evidence[:, [EVIDENCE.index(form) for form in forms]].any(axis=1)
        scores[~has_form, FIELDS.index(field)] = _NOT_ITS_FORM
    has_form = evidence[:, [EVIDENCE.index(form) for form in UNIT_FORMS]].any(axis=1)
    is_clause = evidence[:, [EVIDENCE.index(form) for form in ("verbal_end", "counted")]].any(axis=1)
    for field in UNITS:
        scores[~has_form, FIELDS.index(field)] = _NO_UNIT
        scores[~has_form & is_clause, FIELDS.index(field)] = _NO_NAME
    is_none = evidence[:, [EVIDENCE.index(form) for form in NO_NARRATIVE]].any(axis=1)
    for field in NARRATIVES:
        scores[is_none, FIELDS.index(field)] = 2 * _NOT_ITS_FORM
    return scores


def year_scores(texts: Texts, fiscal_years: Sequence[int | None], weights: pd.DataFrame) -> NDArray[np.float64]:
    """Return the log-odds that the years named in each text add for each column's year: (texts, columns)."""
    same, other = weights.loc[list(YEAR_EVIDENCE)].to_numpy(dtype=np.float64)[:, 0]
    scores = np.zeros((len(texts.distinct), len(fiscal_years)))
    may_name_one = pc.match_substring_regex(texts.normalised, _NAMES_A_YEAR).to_numpy(zero_copy_only=False)
    for code in np.flatnonzero(may_name_one):
        if years := mentioned_years(texts.distinct[int(code)]):
            scores[code] = [0.0 if year is None else same if year in years else other for year in fiscal_years]
    return scores


@lru_cache(maxsize=20_000)
def mentioned_years(text: str) -> frozenset[int]:
    """Return the fiscal years that a text names, directly or by a date (open ranges by their start)."""
    spans = [year for span in read_fiscal_years(text) for year in range(span.first, (span.last or span.first) + 1)]
    return frozenset([*spans, *read_date_years(text)])


@cache
def fitted_weights() -> pd.DataFrame:
    """Return the table `weights.csv`: a row per evidence, a column per field, log-odds."""
    text = resources.files(__package__).joinpath("weights.csv").read_text("utf-8")
    return pd.read_csv(StringIO(text), index_col="evidence")[list(FIELDS)]
