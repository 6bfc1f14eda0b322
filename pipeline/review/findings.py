"""Open findings as items: a value that may be wrong, an open link, an unknown heading, a learnt scale, or any other.

Which of them a finding is, follows from what an answer to its rule can be; only columns and scales are known by name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.review.items import ACCEPTING, Choice, Item, Kind
from pipeline.values.field_names import FIELD_NAMES_JA
from pipeline.values.text import filled

Row = dict[str, Any]
_COLUMNS = ("doubtful_column", "unknown_heading")
_SCALE = "rating_scale_learnt"
_VALUES = ("rating", "text")
# Facts carry it, and marts count it.
_RATING_FIELDS = (None, "achievement")
_MOST_TEXTS = 4
# Offered for a column, below what it was read as; any other field can be chosen from the list of all.
_USUAL_FIELDS = ("plan", "status", "evaluation", "achievement", "target", "actual")


@dataclass(frozen=True)
class Listed:
    """A text of another listing of the measure: the document and line it stands in."""

    document_id: str
    line_no: int
    text: str


def finding_item(row: Row) -> Item:
    """Return the item of a row of `sql/reading/review_findings.sql`."""
    kind = kind_of(row)
    is_of_rating = row["answer"] == "rating" or row["field"] in _RATING_FIELDS
    # A column can be made anything, and a scale is one of ratings.
    is_rated = kind in ("heading", "scale") or (kind == "value" and is_of_rating)
    return Item(
        kind,
        row["document_id"],
        row["line_no"] or 0,
        row["cell_nos"][0] if row["cell_nos"] else row["cell_no"],
        row["guard"] or "",
        (row["text"] if kind == "value" else row["observed"]) or "",
        row["title_ja"],
        row["title_en"],
        _choices(kind, row),
        field="achievement" if row["answer"] == "rating" else row["field"] or "",
        fiscal_year=row["fiscal_year"],
        measure_name=row["measure_name"] or "",
        section_names=row["section_names"] or "",
        told_ja=filled(row["question_ja"], row) if kind == "link" else row["message_ja"],
        told_en=row["message_en"],
        rating_count=row["fact_count"] if is_rated else 0,
        fact_count=0 if kind == "finding" else row["fact_count"],
        posterior=row["posterior"] if kind == "heading" else 1.0,
        severity=row["severity"],
        finding_id=row["finding_id"],
        plan_id=row["plan_id"] or "",
        heading=_heading(kind, row),
        marks=tuple(row["marks"] or ()),
        earlier_name=(row["expected"] or "") if kind == "link" else "",
        cell_nos=tuple(row["cell_nos"]),
        can_be_corrected=kind == "value",
    )


def kind_of(row: Row) -> Kind:
    """Return what kind of decision a finding awaits."""
    if row["rule_code"] in _COLUMNS and row["heading"]:
        return "heading"
    if row["rule_code"] == _SCALE and row["marks"]:
        return "scale"
    if row["answer"] == "relation" and row["line_no"] and row["expected"]:
        return "link"
    is_field = bool(row["field"]) or row["answer"] == "rating"
    return "value" if row["answer"] in _VALUES and row["line_no"] and row["guard"] and is_field else "finding"


def text_choices(item: Item, listed: Iterable[Listed]) -> tuple[Choice, ...]:
    """Return, before the item's own choices, the texts that other listings print in the same place."""
    texts: dict[str, Listed] = {}
    for one in listed:
        if one.text.strip() and one.text != item.text:
            texts.setdefault(one.text, one)
    offered = (
        Choice("text", f"「{text}」に訂正", text=text, note=f"{one.document_id} {one.line_no}行目の記載")
        for text, one in list(texts.items())[:_MOST_TEXTS]
    )
    return (*offered, *item.choices)


def _heading(kind: Kind, row: Row) -> str:
    if kind == "heading":
        return str(row["heading"])
    return row["observed"] or "" if kind == "scale" else ""


def _choices(kind: Kind, row: Row) -> tuple[Choice, ...]:
    match kind:
        case "link":
            return (
                Choice("relation:same", "同じ実施内容である", "same"),
                Choice("relation:different", "別の実施内容である", "different"),
            )
        case "heading":
            return tuple(_fields(row))
        case "scale":
            return tuple(_orders(row["marks"]))
    return accepting()


def accepting() -> tuple[Choice, ...]:
    """Return the reasons for which a finding may stand, each a decision of its own."""
    return tuple(Choice(f"accept:{number}", reason, "accept") for number, reason in enumerate(ACCEPTING))


def _fields(row: Row) -> Iterator[Choice]:
    likely: Mapping[str, float | None] = {row["field"]: row["posterior"], row["alternative_field"] or "attribute": None}
    for field in dict.fromkeys([*likely, "attribute", *_USUAL_FIELDS]):
        name = FIELD_NAMES_JA[field] + ("（集計に使わない）" if field == "attribute" else "")
        yield Choice(f"field:{field}", name, field, likely.get(field), is_present=field == row["field"])


def _orders(marks: list[str]) -> Iterator[Choice]:
    for value, ordered in (("order:listed", marks), ("order:reversed", marks[::-1])):
        yield Choice(value, f"良い順に {' ＞ '.join(ordered)}", f"best first: {', '.join(ordered)}")
