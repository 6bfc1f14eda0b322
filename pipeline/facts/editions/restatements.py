"""Restatements: values of a year that a later edition prints differently than the edition before it."""

import re
from collections.abc import Mapping

import pandas as pd

from pipeline.contracts.base import conform
from pipeline.contracts.editions import FactRestatement
from pipeline.contracts.names import YEARLY_FIELDS
from pipeline.values.text import is_dash, normalise

_PLACE = ["plan_id", "measure_id", "fiscal_year", "field"]
_PAIR = [*_PLACE, "before_document_id", "after_document_id"]
_SIDES = ("before", "after")
# Marks that differ from printing to printing where the words do not; marks between digits tell numbers apart.
_NOTATION = re.compile(
    r"(?<!\d)[、。・,.:;…「」『』()\[\]【】〈〉《》“”\"'~\s-]+|[、。・,.:;…「」『』()\[\]【】〈〉《》“”\"'~\s-]+(?!\d)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


def restatements(facts: pd.DataFrame, asked: pd.DataFrame, present: Mapping[str, str]) -> pd.DataFrame:
    """Return `core.fact_restatement` from `core.fact_progress` and `editions.asked_fields`.

    `present` leads from each department to its last successor: a renamed section is compared with itself.
    """
    pairs = _pairs(asked)
    values = _values(facts)
    values["present_id"] = values["department_id"].map(present)
    told = {side: _told(pairs, values, side) for side in _SIDES}
    compared = _sections_paired(told["before"], told["after"])
    restated = compared[~(compared["is_elsewhere"] | (compared["before_key"] == compared["after_key"]))]
    return conform(FactRestatement, _counted(restated.assign(kind=restated.apply(_kind, axis=1))))


def value_key(text: str | None) -> str:
    """Return what two texts must share to be the same value: width, blanks and notation aside; blank for a dash."""
    if text is None or is_dash(text):
        return ""
    return _NOTATION.sub("", _THOUSANDS.sub("", normalise(text))).casefold()


def _pairs(asked: pd.DataFrame) -> pd.DataFrame:
    """Return every place that two successive editions ask for and that was read in both, with their lines."""
    read = asked[asked["is_read"] & asked["field"].isin(YEARLY_FIELDS)]
    earlier = read.groupby(_PLACE)[["document_id", "line_no"]].shift()
    paired = read.assign(before_document_id=earlier["document_id"], before_line_no=earlier["line_no"])
    names = {"document_id": "after_document_id", "line_no": "after_line_no"}
    return paired[earlier["document_id"].notna()].rename(columns=names)


def _values(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the printed texts of facts, a row per field, each with the key by which it is compared."""
    keys = ["document_id", "measure_id", "fiscal_year", "department_id"]
    texts = facts.assign(achievement_text=facts["achievement_as_printed"])
    long = pd.concat(
        [texts[keys].assign(field=name, text=texts[f"{name}_text"]) for name in YEARLY_FIELDS], ignore_index=True
    )
    known = {text: value_key(text) for text in long["text"].dropna().unique()}
    long["key"] = long["text"].map(known).astype("object").fillna("")
    percents = facts["achievement_pct"].map("{:g}%".format).where(facts["achievement_pct"].notna())
    is_rating = long["field"] == "achievement"
    long.loc[is_rating, "key"] = percents.fillna(long.loc[is_rating, "key"].set_axis(facts.index)).to_numpy()
    return long


def _told(pairs: pd.DataFrame, values: pd.DataFrame, side: str) -> pd.DataFrame:
    """Return what one edition of each pair says, a row per department."""
    names = {"document_id": f"{side}_document_id", "text": f"{side}_text", "key": f"{side}_key"}
    on = [f"{side}_document_id", "measure_id", "fiscal_year", "field"]
    lines = [f"{name}_line_no" for name in _SIDES]
    told = pairs[[*_PAIR, *lines]].merge(values.rename(columns=names), on=on)
    return told.rename(columns={"department_id": f"{side}_department_id"})


def _sections_paired(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return both sides of each pair, a row per section.

    Where each edition names one section, it is the same responsibility whatever the name. A text that has no
    counterpart but stands under another section of the other edition has moved: it is not restated (`is_elsewhere`).
    """
    alone = [side.groupby(_PAIR)["present_id"].transform("size") == 1 for side in (before, after)]
    singles = before.loc[alone[0], _PAIR].merge(after.loc[alone[1], _PAIR], on=_PAIR)
    is_single = [
        pd.MultiIndex.from_frame(side[_PAIR]).isin(pd.MultiIndex.from_frame(singles)) for side in (before, after)
    ]
    before, after = (
        side.assign(present_id=side["present_id"].mask(single, "")).drop_duplicates([*_PAIR, "present_id"])
        for side, single in zip((before, after), is_single, strict=True)
    )
    lines = [f"{side}_line_no" for side in _SIDES]
    both = before.merge(after, on=[*_PAIR, *lines, "present_id"], how="outer")
    both["department_id"] = both["after_department_id"].fillna(both["before_department_id"])
    both["is_elsewhere"] = _is_told(both, "before", after) | _is_told(both, "after", before)
    return both.fillna({"before_key": "", "after_key": ""})


def _is_told(rows: pd.DataFrame, side: str, others: pd.DataFrame) -> "pd.Series[bool]":
    """Say of each row that only one edition has whether the other one says the same of another section."""
    other = "after" if side == "before" else "before"
    said = pd.MultiIndex.from_frame(others[[*_PAIR, f"{other}_key"]])
    is_said = pd.MultiIndex.from_frame(rows[[*_PAIR, f"{side}_key"]]).isin(said)
    return rows[f"{other}_department_id"].isna() & is_said


def _kind(row: "pd.Series") -> str:
    if row["before_key"] and row["after_key"]:
        return "changed"
    return "emptied" if row["before_key"] else "filled"


def _counted(rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the first of the departments that share a restated cell."""
    ordered = rows.sort_values([*_PAIR, "department_id"])
    is_shared = ordered.duplicated([*_PAIR, "before_key", "after_key"])
    return ordered.assign(is_counted=~is_shared)
