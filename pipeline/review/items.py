"""What awaits a decision, as the page shows it, and what may be decided about it. How it is found stands elsewhere."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.values.field_names import cell_name

Place = tuple[str, int | None]
Kind = Literal["cell", "value", "link", "heading", "scale", "finding"]
KIND_NAMES: dict[Kind, tuple[str, str]] = {
    "cell": ("セルの位置", "Place of a cell"),
    "value": ("値", "Value"),
    "link": ("実施内容の異同", "Same measure?"),
    "heading": ("見出し", "Heading"),
    "scale": ("評価記号の順序", "Order of marks"),
    "finding": ("確認事項", "Finding"),
}
KINDS: tuple[Kind, ...] = tuple(KIND_NAMES)

_SEEN = ("元の資料（PDF・Excel など）を確認", "担当課に確認")
# Offered beside a text of one's own, and kept until another one is chosen. The first is what looking at the page comes
# to; empty where a decision claims more than that, so that nobody records by default what they did not do.
REASONS: dict[Kind, tuple[str, ...]] = {
    "cell": (
        "前後の欄の並びと記載の内容から判断",
        "他の年度の記載とのつながりから判断",
        "他の掲載箇所・他の版の記載と同じ",
        *_SEEN,
    ),
    "value": ("", *_SEEN, "他の掲載箇所・他の版の記載による", "明らかな誤記・誤読"),
    "link": ("過年度の記載と掲載箇所から判断", "名称と内容から判断", *_SEEN),
    "heading": ("列の記載の内容から判断", *_SEEN),
    "scale": ("", "資料の注・凡例による", *_SEEN),
    "finding": ("", *_SEEN),
}
# Why a finding may stand: one key each.
ACCEPTING = (
    "記載のとおりで正しい（元の資料を確認）",
    "記載のとおりで正しい（担当課に確認）",
    "軽微なため、このままとする",
)


@dataclass(frozen=True)
class Choice:
    """One decision that can be made with one key. `value` is what the page sends; `place` where a cell would go.

    `posterior` is the probability of a place (None: nothing computed it), `note` what stands there, `text` a text that
    would be recorded.
    """

    value: str
    name_ja: str
    name_en: str = ""
    posterior: float | None = None
    note: str = ""
    place: Place | None = None
    text: str = ""
    is_present: bool = False


@dataclass(frozen=True)
class Item:
    """One thing that awaits a decision. `line_no` 0: it stands in no line; `guard` is the hash of its line.

    `rating_count` and `fact_count` tell how many facts a decision can change; `finding_id` the finding it is about.
    `heading` is that of the column in question; of a cell only where its whole column is in doubt.
    """

    kind: Kind
    document_id: str
    line_no: int
    cell_no: int | None
    guard: str
    text: str
    title_ja: str
    title_en: str
    choices: tuple[Choice, ...]
    field: str = ""
    fiscal_year: int | None = None
    measure_name: str = ""
    section_names: str = ""
    told_ja: str = ""
    told_en: str = ""
    rating_count: int = 0
    fact_count: int = 0
    posterior: float = 1.0
    severity: str = "warning"
    finding_id: str = ""
    plan_id: str = ""
    heading: str = ""
    marks: tuple[str, ...] = ()
    earlier_name: str = ""
    cell_nos: tuple[int, ...] = ()
    can_be_corrected: bool = False

    @property
    def key(self) -> str:
        """Return what names the item in the page; another line, or another reading of it, is another item."""
        told = (self.kind, self.finding_id, self.document_id, str(self.line_no), str(self.cell_no), self.guard)
        return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def where(self) -> str:
        """Return where it stands, as other commands print it."""
        return cell_name(self.line_no, self.cell_no) if self.line_no else ""


def most_consequential_first(items: Sequence[Item]) -> list[Item]:
    """Return items in the order in which a person should see them: as `shinchoku doubts`, whatever their kind."""
    return sorted(items, key=_weight)


def _weight(item: Item) -> tuple[object, ...]:
    severity = ("error", "warning", "notice").index(item.severity)
    affected = (-item.rating_count, -item.fact_count, severity, KINDS.index(item.kind), item.posterior)
    return (*affected, item.document_id, item.line_no, item.cell_no or 0, item.finding_id)
