"""What a text says about the field it belongs to: yes-or-no evidence, each with its reason, and its weight.

`features` turns texts into a 0/1 matrix; `weights.csv` (fitted by `benchmarks/fit_weights.py`) holds, per evidence
and field, the log-odds it contributes. A new form is a line in `EVIDENCE` and a new fit.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib import resources
from io import StringIO

import numpy as np
import pandas as pd

from pipeline.values.achievement import is_rating_form
from pipeline.values.departments import has_department_form, is_bureau_name, split_departments
from pipeline.values.fiscal_years import read_date_years, read_fiscal_years
from pipeline.values.policies import read_items, read_policy_title
from pipeline.values.text import fold_width, is_blank, is_dash

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
_LONG, _VERY_LONG, _SHORT = 40, 100, 20
# Tables repeat their texts from year to year; a bound keeps memory flat over many documents.
_TEXTS_REMEMBERED = 20_000


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: bool(compiled.search(text))


# Name → test on the text with widths folded. The comment on each group is the reason it tells fields apart.
EVIDENCE: dict[str, Callable[[str], bool]] = {
    # Nothing printed: usual for items (printed once per group) and 再掲, rare elsewhere.
    "blank": is_blank,
    # Words: never in the column of a mark.
    "words": _matches(r"[^\W\d_○◯〇]{2}"),
    # A dash answers a yearly question with "nothing".
    "dash": is_dash,
    # Closed forms: a page, a mark, a rating, a numbered heading of the plan.
    "page_mark": _matches(r"^\s*(?:[pP]\s*\.?\s*\d{1,3}|\d{1,3}\s*(?:ページ|頁))\s*(?:[-~,、]\s*[pP]?\.?\d{1,3})?\s*$"),
    "bare_number": _matches(r"^\s*\d+(?:\.\d+)?\s*$"),
    "reprise_mark": _matches(r"^\s*(?:[○◯〇●◎]|再掲|有|レ|✓)\s*$"),
    "rating": lambda text: len(text) <= _VERY_LONG and not is_blank(text) and is_rating_form(text),
    "item_number": lambda text: bool(read_items(text)) or read_policy_title(text) is not None,
    # Lists of organisational units, and whether they are bureaus.
    "bureaus": lambda text: _is_list_of_departments(text, is_bureau_name),
    "sections": lambda text: _is_list_of_departments(text, lambda name: not is_bureau_name(name)),
    # Length and punctuation: names are short and carry no full stop.
    "one_phrase": lambda text: len(text) <= _SHORT and "。" not in text,
    "no_full_stop": lambda text: "。" not in text and not is_blank(text),
    "long": lambda text: len(text) > _LONG,
    "very_long": lambda text: len(text) > _VERY_LONG,
    # How a Japanese plan writes: descriptions in the polite present (…します。), plans as intentions, status as
    # what was done with counts and dates, evaluations as what could be achieved or remains to do.
    "polite_present": _matches(r"ます[。.]?\s*$"),
    "polite_past": _matches(r"ました[。.]?\s*$"),
    "carry_on": _matches(
        r"^(?:\S{0,12}(?:継続|実施)(?:する|していく|して実施|実施)?(?:中)?|継続|引き続き実施)[。.]?\s*$"
    ),
    "intention": _matches(
        r"(?:予定|検討(?:する|中)?|いく|目指す|図る|努める|する|おく|進める|行う|継続)(?:[。.]|\s*\(?[^()]{0,6}\)?)?\s*$"
    ),
    "from_now_on": _matches(r"今後|引き続き|次年度|来年度|予定"),
    "done": _matches(r"(?:した|行った|図った|努めた|開催|配布|掲載|いる|おいて実施|である)[。.]?\s*$"),
    "counted": _matches(r"\d\s*(?:人|名|件|回|部|校|団体|か所|ヶ所|箇所|世帯|機関|日間|コース|%)"),
    "dated": _matches(r"\d{1,2}\s*月|\d{1,2}\s*日"),
    "achieved": _matches(r"(?:でき|出来)(?:た|ている)|つながっ|繋がっ|図れ|図られ|好評|効果|深ま|高ま|促す"),
    "wanting": _matches(r"必要|課題|難し|できなか|困難|求め|減少|増加|増え|減ら|不足|少な|多かっ"),
    "cancelled": _matches(r"中止|延期|廃止|見送|実施せず"),
    # A list of marked parts, of sections or of components, is a narrative or a list of ratings.
    "marked_parts": _matches(r"^\s*(?:[(【\[][^)】\]]{2,15}[)】\]]|①)"),
    "quoted": _matches(r"「|『"),
}
# How the years in a text lie to the column's year; their weights stand in the same table under these names.
YEAR_EVIDENCE = ("year_is_mentioned", "only_other_years_mentioned")


def features(texts: Sequence[str]) -> np.ndarray:
    """Return the evidence of each text: shape (texts, EVIDENCE), 0 or 1."""
    return np.array([_features_of(text) for text in texts], dtype=np.float64).reshape(len(texts), len(EVIDENCE))


def mentioned_years(text: str) -> frozenset[int]:
    """Return the fiscal years that a text names, directly or by a date (open ranges by their start)."""
    spans = [year for span in read_fiscal_years(text) for year in range(span.first, (span.last or span.first) + 1)]
    return frozenset([*spans, *read_date_years(text)])


def field_scores(texts: Sequence[str], weights: pd.DataFrame) -> np.ndarray:
    """Return log P(text | field) − log P(text): shape (texts, FIELDS)."""
    logits = features(texts) @ weights.loc[list(EVIDENCE)].to_numpy() + weights.loc["bias"].to_numpy()
    log_posterior = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    return np.asarray(log_posterior - weights.loc["log_prior"].to_numpy())


def year_scores(texts: Sequence[str], fiscal_years: Sequence[int | None], weights: pd.DataFrame) -> np.ndarray:
    """Return the log-odds that the years named in each text add for each column's year: (texts, columns)."""
    same, other = weights.loc[list(YEAR_EVIDENCE)].to_numpy(dtype=np.float64)[:, 0]
    scores = np.zeros((len(texts), len(fiscal_years)))
    for row, text in enumerate(texts):
        if years := mentioned_years(text):
            scores[row] = [0.0 if year is None else same if year in years else other for year in fiscal_years]
    return scores


@cache
def fitted_weights() -> pd.DataFrame:
    """Return the table `weights.csv`: a row per evidence, a column per field, log-odds."""
    text = resources.files(__package__).joinpath("weights.csv").read_text("utf-8")
    return pd.read_csv(StringIO(text), index_col="evidence")[list(FIELDS)]


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def _features_of(text: str) -> tuple[float, ...]:
    folded = fold_width(text)
    return tuple(float(test(folded)) for test in EVIDENCE.values())


def _is_list_of_departments(text: str, accepts: Callable[[str], bool]) -> bool:
    if len(text) > _VERY_LONG or is_blank(text) or "。" in text:
        return False
    names = [department.name for department in split_departments(text) if department.name]
    return bool(names) and has_department_form(names[0]) and accepts(names[0])
