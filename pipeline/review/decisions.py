"""A decision to the rows of the seeds that a person would have written by hand, and whether they stand there already.

Nothing is read or written here: `record.py` does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.columns.known import heading_key
from pipeline.contracts.names import DATED_FIELDS, DISPOSITION_FIELDS, FIELDS
from pipeline.errors import InputError
from pipeline.facts.scales import rating_key
from pipeline.inquiry.recorded import Recorded, correction_rows, place_of
from pipeline.inquiry.wording import admitted
from pipeline.review.items import ACCEPTING, Item, Kind
from pipeline.seeds.register import plan_of
from pipeline.seeds.tables import Row, has_controls
from pipeline.seeds.writing import ACCEPTED, ADJUDICATIONS, HEADINGS, LINKS, SCALES
from pipeline.values.achievement import read_achievement
from pipeline.values.fiscal_years import FISCAL_YEARS
from pipeline.values.scales import mark_key

_LONGEST_REASON = 1000
_ORDER_DIVIDERS = str.maketrans(dict.fromkeys(">＞、，,・\t　", " "))


class UnusableDecisionError(InputError):
    """A decision that is no decision yet: what is missing is told, and nothing is written."""


@dataclass(frozen=True)
class Decision:
    """What a person decided: the choice's value, a text they typed, why, who, when (2026-04-01)."""

    choice: str
    text: str
    reason: str
    decided_by: str
    decided_on: str


@dataclass(frozen=True)
class SeedRows:
    """Rows to append to one file of the seeds."""

    name: str
    rows: tuple[Row, ...]


def rows_of(item: Item, decision: Decision, standing: Sequence[Row] = ()) -> SeedRows:
    """Return the rows that a decision about an item comes to; `standing` are those of `file_of` its file now.

    Raises UnusableDecisionError for one that lacks something or that the item does not admit.
    """
    _require_told(decision)
    action, _, value = decision.choice.partition(":")
    if action == "accept":
        return SeedRows(ACCEPTED, (_acceptance(item, decision, value),))
    if action == "place" and item.kind == "cell":
        return SeedRows(ADJUDICATIONS, (_placed(item, decision, value),))
    if action == "text" and item.can_be_corrected:
        return SeedRows(ADJUDICATIONS, tuple(_corrected(item, decision, standing)))
    if action == "relation" and item.kind == "link" and value in ("same", "different"):
        return SeedRows(LINKS, (_link(item, decision, value),))
    if action == "field" and item.kind == "heading" and value in FIELDS:
        return SeedRows(HEADINGS, ({"heading": item.heading, "field": value, "note": _note(decision)},))
    if action == "order" and item.kind == "scale":
        return SeedRows(SCALES, tuple(_scale(item, decision, value)))
    raise _unusable("この項目には使えない選択です。ページを読み込み直してください", "the item has no such choice")


def file_of(item: Item, choice: str) -> str:
    """Return the file of the seeds that a choice would be written to."""
    action = choice.partition(":")[0]
    if action == "accept":
        return ACCEPTED
    return {"link": LINKS, "heading": HEADINGS, "scale": SCALES}.get(item.kind, ADJUDICATIONS)


def is_decided(item: Item, seeds: Mapping[str, Sequence[Row]]) -> bool:
    """Say whether the seeds (rows by the name of their file) hold a decision about an item already."""
    if item.finding_id and any(row["finding_id"] == item.finding_id for row in seeds[ACCEPTED]):
        return True
    if item.kind == "cell" and _is_heading_in(item, seeds[HEADINGS]):
        return True
    return _IS_DECIDED[item.kind](item, seeds[file_of(item, "")])


def _recorded(item: Item, rows: Iterable[Row]) -> list[Row]:
    return Recorded(rows, ()).at(place_of(_base(item)), item.guard)


def _is_order_of(item: Item, row: Row) -> bool:
    municipality_code, plan_code = item.plan_id.split("_", 1)
    is_plan = row["municipality_code"] in ("", municipality_code) and row["plan_code"] in ("", plan_code)
    is_heading = not row["heading"] or rating_key(row["heading"]) == rating_key(item.heading)
    return is_plan and is_heading and bool(row["order_no"])


def _is_link_of(item: Item, row: Row) -> bool:
    names = (plan_of(item.document_id), item.text, item.earlier_name)
    return (row["plan_id"], row["measure_name"], row["earlier_name"]) == names


def _is_heading_in(item: Item, rows: Iterable[Row]) -> bool:
    return bool(item.heading) and any(heading_key(row["heading"]) == heading_key(item.heading) for row in rows)


_IS_DECIDED: Mapping[Kind, Callable[[Item, Sequence[Row]], bool]] = {
    "cell": lambda item, rows: bool(_recorded(item, rows)),
    "value": lambda item, rows: any(row["text"] for row in _recorded(item, rows)),
    "link": lambda item, rows: any(_is_link_of(item, row) for row in rows),
    "heading": _is_heading_in,
    "scale": lambda item, rows: any(_is_order_of(item, row) for row in rows),
    # Nothing but an acceptance decides it.
    "finding": lambda _, __: False,
}


def _require_told(decision: Decision) -> None:
    if not decision.decided_by.strip():
        raise _unusable("「判断者」を記入してください", "say who decides")
    if not decision.reason.strip() and not decision.choice.startswith("accept:"):
        raise _unusable("「理由」を選ぶか、記入してください", "give a reason")
    for name, text in (("判断者", decision.decided_by), ("理由", decision.reason), ("内容", decision.text)):
        if has_controls(text):
            raise _unusable(f"「{name}」に制御文字があります。削除してください", "it holds a control character")
    if len(decision.reason) > _LONGEST_REASON or len(decision.decided_by) > _LONGEST_REASON:
        raise _unusable(f"理由・判断者は {_LONGEST_REASON} 文字以内で記入してください", "the reason is too long")


def _base(item: Item) -> Row:
    """Return what the rows of an adjudication about an item have in common."""
    is_printed = item.cell_no is not None and (item.kind == "cell" or bool(item.cell_nos))
    return {
        "document_id": item.document_id,
        "line_no": str(item.line_no),
        "cell_no": str(item.cell_no) if is_printed else "",
        "guard": item.guard,
        "field": item.field,
        "fiscal_year": str(item.fiscal_year or ""),
        "text": "",
    }


def _by(decision: Decision) -> Row:
    return {
        "reason": decision.reason.strip(),
        "decided_by": decision.decided_by.strip(),
        "decided_on": decision.decided_on,
    }


def _placed(item: Item, decision: Decision, value: str) -> Row:
    field, _, year = value.partition(":")
    if field not in (*FIELDS, *DISPOSITION_FIELDS):
        raise _unusable("欄を選んでください", "choose a field")
    is_year = len(year) == 4 and year.isascii() and year.isdecimal() and int(year) in FISCAL_YEARS
    if field in DATED_FIELDS and not is_year:
        raise _unusable("この欄には年度が要ります。年度を選んでください", "the field needs a fiscal year")
    return _base(item) | {"field": field, "fiscal_year": year if is_year else ""} | _by(decision)


def _corrected(item: Item, decision: Decision, standing: Sequence[Row]) -> Iterable[Row]:
    text = decision.text.strip()
    if not text or text == item.text:
        raise _unusable("訂正後の内容を記入してください（今の記載と同じです）", "type the corrected text")
    # A mark of a scale is no rating that everybody reads.
    is_rating = item.field == "achievement" and read_achievement(item.text or text).kind != "unreadable"
    text = admitted("achievement" if is_rating else "", text)
    base = _base(item)
    taken = Recorded(standing, ()).taken_by(place_of(base), item.guard, base["field"], base["fiscal_year"])
    if taken is not None and not item.cell_nos:
        raise _unusable(
            f"この欄には、{taken['decided_by']}の判断で別のセルを入れています", "another decision fills the field"
        )
    return correction_rows(base | _by(decision), (base["field"], base["fiscal_year"]), item.cell_nos, text)


def _acceptance(item: Item, decision: Decision, value: str) -> Row:
    if not item.finding_id:
        raise _unusable("位置を判断するセルです。欄を選んでください", "a cell in doubt is decided by its field")
    is_listed = value.isdecimal() and int(value) < len(ACCEPTING)
    reason = ACCEPTING[int(value)] if is_listed else decision.reason.strip()
    return {
        "finding_id": item.finding_id,
        "reason": reason,
        "accepted_by": decision.decided_by.strip(),
        "accepted_on": decision.decided_on,
        "expires_on": "",
    }


def _link(item: Item, decision: Decision, relation: str) -> Row:
    names = {"measure_name": item.text, "earlier_name": item.earlier_name}
    return {"plan_id": plan_of(item.document_id), **names, "relation": relation} | _by(decision)


def _note(decision: Decision) -> str:
    """Return reason, person and day for a file that has one column for all of it."""
    return f"{decision.reason.strip()}（{decision.decided_by.strip()}、{decision.decided_on}）"


def _scale(item: Item, decision: Decision, value: str) -> Iterable[Row]:
    """Yield a row for each mark, the best one first."""
    orders = {"listed": list(item.marks), "reversed": list(item.marks)[::-1]}
    marks = orders.get(value) or [mark_key(mark) for mark in decision.text.translate(_ORDER_DIVIDERS).split()]
    if sorted(marks) != sorted(item.marks):
        told = "、".join(item.marks)
        raise _unusable(f"記号（{told}）を、良い順にすべて1回ずつ並べてください", f"order all of the marks: {told}")
    municipality_code, plan_code = item.plan_id.split("_", 1)
    # Of marks that are numbers readers ask which end is the best one.
    is_number = all(mark.isdecimal() for mark in marks)
    is_higher_better = str(int(marks[0]) > int(marks[-1])).lower() if is_number else ""
    for order_no, mark in enumerate(marks, 1):
        yield {
            "municipality_code": municipality_code,
            "plan_code": plan_code,
            "heading": item.heading,
            "mark": mark,
            "order_no": str(order_no),
            "is_higher_better": is_higher_better,
            "note": _note(decision),
        }


def _unusable(what_ja: str, what_en: str) -> UnusableDecisionError:
    return UnusableDecisionError(f"{what_ja}。記録していません。", f"Nothing was recorded: {what_en}.")
