"""What the editions of a plan say together: what is current, and from which edition.

An edition prints earlier years again. Of several that ask for the same field of the same year, the newest one tells
what is known now, unless its cell was lost in reading; what was published never disappears.
"""

from collections.abc import Mapping

import pandas as pd

from pipeline.contracts.base import conform
from pipeline.contracts.editions import CurrentField, CurrentProgress, DimPlan

NARRATIVES = ("plan", "status", "evaluation", "direction")
_MEASURE_YEAR = ["plan_id", "fiscal_year", "measure_id"]
_KEY = [*_MEASURE_YEAR, "department_id"]
_UNREAD = ("lost", "quarantined")

Frames = Mapping[str, pd.DataFrame]


def plans(documents: pd.DataFrame) -> pd.DataFrame:
    """Return `core.dim_plan` from `raw.document`: names as in the newest edition."""
    ordered = documents.sort_values("edition_fiscal_year")
    years = ordered.groupby("plan_id")["edition_fiscal_year"].agg(["min", "max", "count"]).reset_index()
    newest = ordered.drop_duplicates("plan_id", keep="last").rename(columns={"document_id": "last_document_id"})
    names = {"min": "first_edition_fiscal_year", "max": "last_edition_fiscal_year", "count": "edition_count"}
    return conform(DimPlan, newest.merge(years.rename(columns=names), on="plan_id"))


def asked_fields(documents: pd.DataFrame, listings: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """Return `staging.listing_field` with plan, edition and measure, oldest edition first."""
    editions = documents[["document_id", "plan_id", "edition_fiscal_year"]]
    measures = listings[["document_id", "line_no", "measure_id"]]
    asked = states.merge(measures, on=["document_id", "line_no"]).merge(editions, on="document_id")
    return asked.assign(is_read=~asked["state"].isin(_UNREAD)).sort_values("edition_fiscal_year", kind="stable")


def current_fields(asked: pd.DataFrame) -> pd.DataFrame:
    """Return `core.current_field` from `asked_fields`: the newest edition that asks, if possible one that was read."""
    ordered = asked.sort_values(["is_read", "edition_fiscal_year"], kind="stable")
    return conform(
        CurrentField, ordered.drop_duplicates(["plan_id", "measure_id", "field", "fiscal_year"], keep="last")
    )


def current_progress(facts: pd.DataFrame, current: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """Return `core.current_progress` from `core.fact_progress` (with `is_current`) and `core.current_field`.

    `frames`: `core.bridge_measure_department` and `core.dim_department`, by name.
    """
    key = ["document_id", "measure_id", "fiscal_year", "department_id"]
    facts = facts.merge(frames["core.bridge_measure_department"], on=key, how="left")
    base = facts[facts["is_current"]]
    present = present_departments(frames["core.dim_department"])
    rows = base.drop(columns=[f"{name}_text" for name in NARRATIVES])
    for name in NARRATIVES:
        rows = _with_text(rows, _texts(name, facts, base, current, present), name)
    for name in (*NARRATIVES, "achievement"):
        edition = _editions_of(name, current).rename(columns={"document_id": f"{name}_document_id"})
        rows = rows.merge(edition, on=_MEASURE_YEAR, how="left")
    return conform(CurrentProgress, rows)


def current_indicators(indicators: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return `core.fact_indicator` with `is_current`: of the newest edition that tells of the measure's indicators."""
    years = dict(zip(documents["document_id"], documents["edition_fiscal_year"], strict=True))
    edition = indicators["document_id"].map(years)
    newest = edition.groupby([indicators["plan_id"], indicators["measure_id"]]).transform("max")
    return indicators.assign(is_current=(edition == newest).astype(bool))


def with_current(facts: pd.DataFrame, current: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return `core.fact_progress` with `is_current`: rows of the edition of the achievement, else of the newest one."""
    rated = _editions_of("achievement", current).rename(columns={"document_id": "rated_document_id"})
    years = documents[["document_id", "edition_fiscal_year"]]
    told = facts[["document_id", *_MEASURE_YEAR]].merge(years, on="document_id").sort_values("edition_fiscal_year")
    newest = told.drop_duplicates(_MEASURE_YEAR, keep="last")
    chosen = newest[["document_id", *_MEASURE_YEAR]].merge(rated, on=_MEASURE_YEAR, how="left")
    chosen["base_document_id"] = chosen["rated_document_id"].fillna(chosen["document_id"])
    bases = facts.merge(chosen[[*_MEASURE_YEAR, "base_document_id"]], on=_MEASURE_YEAR, how="left")["base_document_id"]
    return facts.assign(is_current=(bases == facts["document_id"]).to_numpy())


def present_departments(departments: pd.DataFrame) -> dict[str, str]:
    """Return, for each department, the last one that its successors lead to: equal ones are one section over time."""
    following = dict(zip(departments["department_id"], departments["successor_department_id"], strict=True))
    return {name: _last(name, following) for name in following}


def _last(name: str, following: Mapping[str, str | None]) -> str:
    seen = {name}
    while isinstance(later := following.get(name), str) and later not in seen:
        seen.add(later)
        name = later
    return name


def _editions_of(name: str, current: pd.DataFrame) -> pd.DataFrame:
    return current.loc[current["field"] == name, [*_MEASURE_YEAR, "document_id"]]


def _texts(
    name: str, facts: pd.DataFrame, base: pd.DataFrame, current: pd.DataFrame, present: Mapping[str, str]
) -> pd.DataFrame:
    """Return the current texts of a field, a row per department, under the departments of the base rows."""
    texts = facts.merge(_editions_of(name, current), on=[*_MEASURE_YEAR, "document_id"])
    texts = texts[texts[f"{name}_text"].notna()]
    homes = base[_KEY].assign(present_id=base["department_id"].map(present))
    # Of two sections that lead to the same one, neither can be named for the other.
    homes = homes.drop_duplicates([*_MEASURE_YEAR, "present_id"], keep=False)
    texts = texts.assign(present_id=texts["department_id"].map(present))
    texts = texts.merge(
        homes.rename(columns={"department_id": "home_id"}), on=[*_MEASURE_YEAR, "present_id"], how="left"
    )
    is_home = pd.MultiIndex.from_frame(texts[_KEY]).isin(pd.MultiIndex.from_frame(base[_KEY]))
    texts["department_id"] = texts["department_id"].where(is_home, texts["home_id"].fillna(texts["department_id"]))
    return _joined(texts.drop(columns=["present_id", "home_id"]), f"{name}_text")


def _joined(texts: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return one row per key; where two sections have become one, their different texts stand one below the other."""
    if not texts.duplicated(_KEY).any():
        return texts
    joined = texts.groupby(_KEY)[column].agg(lambda told: "\n".join(dict.fromkeys(told)))
    return texts.drop_duplicates(_KEY).drop(columns=column).merge(joined.reset_index(), on=_KEY)


def _with_text(rows: pd.DataFrame, texts: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the rows with a field's text; a department that only the text names gets a row that is not counted."""
    column = f"{name}_text"
    behind = texts[[*_KEY, column, "min_posterior", "has_uncertain_cell"]]
    merged = rows.merge(behind, on=_KEY, how="left", suffixes=("", "_of_text"))
    merged["min_posterior"] = merged[["min_posterior", "min_posterior_of_text"]].min(axis=1)
    merged["has_uncertain_cell"] |= merged["has_uncertain_cell_of_text"].fillna(value=False).astype(bool)
    merged = merged.drop(columns=["min_posterior_of_text", "has_uncertain_cell_of_text"])
    is_known = pd.MultiIndex.from_frame(texts[_KEY]).isin(pd.MultiIndex.from_frame(rows[_KEY]))
    others = [f"{other}_text" for other in NARRATIVES if other != name]
    return pd.concat([merged, _unrated(texts[~is_known].drop(columns=others))], ignore_index=True)


def _unrated(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of another edition than that of the achievement, without their achievement."""
    kinds = rows["achievement_kind"].where(rows["achievement_kind"] == "not_due", "missing")
    empty = {"achievement_pct": float("nan"), "achievement_as_printed": None, "attribution": "own"}
    return rows.assign(achievement_kind=kinds, **empty, department_count=1, is_counted=False)
