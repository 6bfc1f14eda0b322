"""The words of the site, in both languages: what a code of the warehouse is called where people read it.

Sentences stand in the templates; here stands what several pages call by name.
"""

from typing import NamedTuple

from pipeline.values.code_names import FIELD_STATE_NAMES_JA, KIND_NAMES_JA, LINE_NAMES_JA, RESTATEMENT_NAMES_JA
from pipeline.values.field_names import FIELD_NAMES_JA
from pipeline.values.finding_names import SEVERITY_NAMES_JA, STATE_NAMES_JA
from pipeline.values.fiscal_years import fiscal_year_label


class Words(NamedTuple):
    """One name in Japanese and in English."""

    ja: str
    en: str


class Mark(NamedTuple):
    """How one kind of rating is shown: a shape that is told apart without colour, and its name."""

    shape: str
    name: Words


_FIELD_NAMES_EN = {
    "item": "Item of the plan",
    "measure": "Measure",
    "description": "Description",
    "page": "Page of the plan",
    "bureau": "Bureau",
    "section": "Section",
    "reprise": "Repeated listing",
    "plan": "Plan for the year",
    "status": "Status",
    "evaluation": "Evaluation by the section",
    "achievement": "Achievement",
    "direction": "Direction from here",
    "indicator": "Indicator",
    "unit": "Unit",
    "baseline": "Baseline",
    "target": "Target",
    "actual": "Actual",
    "attribute": "Other column",
    "policy": "Policy",
    "surplus": "Surplus: kept, not used",
    "quarantined": "Place unknown: kept, not used",
}
_SEVERITY_NAMES_EN = {"error": "Error", "warning": "To be confirmed", "notice": "For information"}
_STATE_NAMES_EN = {
    "new": "New",
    "persisting": "Persisting",
    "accepted": "Confirmed as it is",
    "superseded": "Settled by a newer edition",
    "resolved": "Resolved",
}

FIELDS = {field: Words(name, _FIELD_NAMES_EN[field]) for field, name in FIELD_NAMES_JA.items()}
SEVERITIES = {severity: Words(name, _SEVERITY_NAMES_EN[severity]) for severity, name in SEVERITY_NAMES_JA.items()}
STATES = {state: Words(name, _STATE_NAMES_EN[state]) for state, name in STATE_NAMES_JA.items()}
RATINGS = {
    kind: Mark(shape, Words(KIND_NAMES_JA[kind], english))
    for kind, shape, english in (
        ("percent", "■", "Percentage"),
        ("implemented", "●", "Implemented"),
        ("not_implemented", "○", "Not implemented"),
        ("by_component", "①", "By component"),
        ("graded", "◆", "Mark of a scale"),
        ("not_applicable", "－", "Not applicable"),
        ("unreadable", "？", "Unreadable"),
        ("missing", "□", "Missing"),
        ("not_due", "…", "Not yet due"),
    )
}
HOLES = {
    "dash": Words(FIELD_STATE_NAMES_JA["dash"], "A dash only"),
    "blank": Words(FIELD_STATE_NAMES_JA["blank"], "Printed blank"),
    "lost": Words(FIELD_STATE_NAMES_JA["lost"], "Lost"),
    "quarantined": Words(FIELD_STATE_NAMES_JA["quarantined"], "Cannot be placed"),
    "elsewhere": Words("他の課の記載のみ", "Filled for other sections only"),
}
# What a finding has found, under the names that `quality.finding.evidence` gives it; the rest is for programs.
EVIDENCE = {
    "text": Words("記載", "Printed"),
    "texts": Words("記載", "Printed"),
    "other_text": Words("ほかの記載", "Printed elsewhere"),
    "other_measure": Words("ほかの実施内容", "Other measure"),
    "other_line_no": Words("その行", "Its line"),
    "compared_with": Words("比べたもの", "Compared with"),
    "years": Words("年度", "Year"),
    "fiscal_years": Words("年度", "Year"),
    "years_filled": Words("記入のある年度", "Years that are filled"),
    "years_outside": Words("名称のない年度", "Years without the name"),
    "states": Words("状態", "State"),
    "state": Words("状態", "State"),
    "sentence": Words("文", "Sentence"),
    "posterior": Words("確からしさ", "Certainty"),
    "alternative_field": Words("次の候補", "Next candidate"),
    "alternative_fiscal_year": Words("次の候補の年度", "Year of the next candidate"),
    "alternative_posterior": Words("次の候補の確からしさ", "Certainty of the next candidate"),
    "status": FIELDS["status"],
    "plan": FIELDS["plan"],
    "other": Words("ほかの記載", "Printed elsewhere"),
}
METHODS = {
    "positional": Words("位置どおり", "By position"),
    "aligned": Words("推定", "Inferred"),
    "adjudicated": Words("人の判断", "Decided by a reader"),
}
RESTATEMENT_KINDS = {
    "changed": Words(RESTATEMENT_NAMES_JA["changed"], "Changed"),
    "filled": Words(RESTATEMENT_NAMES_JA["filled"], "Filled"),
    "emptied": Words(RESTATEMENT_NAMES_JA["emptied"], "Emptied"),
}
LINE_KINDS = {
    "header": Words(LINE_NAMES_JA["header"], "Heading"),
    "separator": Words(LINE_NAMES_JA["separator"], "Separator"),
    "title": Words(LINE_NAMES_JA["title"], "Title"),
    "policy": Words(LINE_NAMES_JA["policy"], "Policy"),
    "measure": Words(LINE_NAMES_JA["measure"], "Measure"),
    "continuation": Words(LINE_NAMES_JA["continuation"], "Continuation"),
    "total": Words(LINE_NAMES_JA["total"], "Total"),
    "note": Words(LINE_NAMES_JA["note"], "Note"),
    "unreadable": Words(LINE_NAMES_JA["unreadable"], "Unreadable"),
}
DISPOSITIONS = {
    "heading": Words("見出し", "Heading"),
    "separator": Words("区切り線", "Separator"),
    "title": Words("表題", "Title"),
    "policy": Words("施策名", "Policy"),
    "total": Words("合計・小計", "Total"),
    "note": Words("注・凡例", "Note"),
    "surplus": Words("重複・混入：使用せず保管", "A double or a stray: kept, not used"),
    "quarantined": Words("欄が不明：使用せず保管", "Place unknown: kept, not used"),
    "unread": Words("行を読み取れず保管", "Row not read: kept"),
}


def year_words(fiscal_year: int) -> Words:
    """Return the name of a fiscal year: 令和4年度 / FY2022."""
    return Words(fiscal_year_label(fiscal_year), f"FY{fiscal_year}")


def policy_words(kind: str | None, number: int | None, name: str | None) -> Words:
    """Return the name of a policy, as printed where it is known."""
    if name:
        return Words(name, name)
    if number is None:
        return Words("（施策不明）", "(policy unknown)")
    kinds = {"basic": ("基本施策", "Basic policy "), "priority": ("重点施策", "Priority policy ")}
    ja, en = kinds.get(kind or "", ("その他の施策", "Policy "))
    return Words(f"{ja}{number}（施策名不明）", f"{en}{number} (name unknown)")
