"""The Japanese names of the codes that columns of tables hold, by column, as workbooks and pages show them."""

import re
from collections.abc import Mapping

from pipeline.values.field_names import FIELD_NAMES_JA
from pipeline.values.finding_names import SEVERITY_NAMES_JA, STATE_NAMES_JA

KIND_NAMES_JA = {
    "percent": "率",
    "implemented": "実施",
    "not_implemented": "未実施",
    "not_applicable": "該当なし",
    "by_component": "内訳別の率",
    "graded": "評価記号",
    "missing": "未記入",
    "not_due": "未到来",
    "unreadable": "読取不能",
}
POLICY_KIND_NAMES_JA = {"basic": "基本施策", "priority": "重点施策", "other": "その他"}
PART_NAMES_JA = {"own": "単独", "shared": "複数課共通", "narrative_only": "記述のみ", "reprise": "再掲"}
FIELD_STATE_NAMES_JA = {
    "filled": "記入あり",
    "dash": "「-」のみ",
    "blank": "空欄",
    "lost": "欠落",
    "quarantined": "判読不能",
    "not_due": "対象外",
}
RESTATEMENT_NAMES_JA = {"changed": "変更", "filled": "追記", "emptied": "削除"}
LINE_NAMES_JA = {
    "blank": "空行",
    "header": "見出し",
    "separator": "区切り線",
    "title": "表題",
    "policy": "施策名",
    "measure": "実施内容",
    "continuation": "続き",
    "total": "合計・小計",
    "note": "注・凡例",
    "unreadable": "読取不能",
}
SCALE_SOURCE_NAMES_JA = {"declared": "登録", "legend": "凡例", "learnt": "列からの推定"}
_KINDS = (
    "achievement_kind",
    "achievement_kind_before",
    "achievement_kind_by_year",
    "achievement_kinds",
    "first_achievement_kinds",
)
_OF_COLUMNS: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(_KINDS, KIND_NAMES_JA),
    "policy_kind": POLICY_KIND_NAMES_JA,
    "attribution": PART_NAMES_JA,
    "part": PART_NAMES_JA,
    "field": FIELD_NAMES_JA,
    "alternative_field": FIELD_NAMES_JA,
    "severity": SEVERITY_NAMES_JA,
    "source": SCALE_SOURCE_NAMES_JA,
}
# The same name, another meaning: a finding's state is no state of a field.
_OF_TABLES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("raw.line", "kind"): LINE_NAMES_JA,
    ("core.dim_policy", "kind"): POLICY_KIND_NAMES_JA,
    ("core.fact_restatement", "kind"): RESTATEMENT_NAMES_JA,
    ("mart.restatement", "kind"): RESTATEMENT_NAMES_JA,
    ("quality.finding", "state"): STATE_NAMES_JA,
    ("staging.listing_field", "state"): FIELD_STATE_NAMES_JA,
    ("core.current_field", "state"): FIELD_STATE_NAMES_JA,
    ("mart.asked_field", "state"): FIELD_STATE_NAMES_JA,
}
_CODE = re.compile(r"[a-z_]+")


def code_names(table: str, column: str) -> Mapping[str, str]:
    """Return the names of the codes of a column; empty if its texts are no codes."""
    return _OF_TABLES.get((table, column)) or _OF_COLUMNS.get(column, {})


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return a text of codes (`2019: implemented | 2020: percent`) with their names in their place."""
    return _CODE.sub(lambda match: names.get(match.group(), match.group()), text)
