"""The Japanese names of fields, as messages and commands print them. How headings are read stands in `documents`."""

from pipeline.values.fiscal_years import fiscal_year_label

FIELD_NAMES_JA = {
    "item": "計画における項目",
    "measure": "実施内容",
    "description": "内容の説明",
    "page": "計画書ページ",
    "bureau": "担当部署",
    "section": "担当課",
    "reprise": "再掲",
    "plan": "実施計画",
    "status": "実施状況",
    "evaluation": "担当課の評価",
    "achievement": "達成度",
    "direction": "今後の方向性",
    "indicator": "指標",
    "unit": "単位",
    "baseline": "基準値",
    "target": "目標値",
    "actual": "実績値",
    "attribute": "その他の項目",
    "policy": "施策名",
    "surplus": "余分な記載",
    "quarantined": "保留",
}


def cell_name(line_no: int, cell_no: int | None = None, cell_ref: str | None = None) -> str:
    """Return the name of a cell or line, in both languages: 3行目 5番目のセル (line 3, cell 5).

    `cell_ref` is its address in a sheet, by which people find it: 進捗管理表!E3.
    """
    if cell_no is None:
        return f"{line_no}行目 (line {line_no})"
    name = f"{line_no}行目 {cell_no}番目のセル (line {line_no}, cell {cell_no})"
    return f"{cell_ref} {name}" if cell_ref else name


def place_name(field: str, fiscal_year: int | None) -> str:
    """Return the name of a place: 令和4年度の担当課の評価."""
    name = FIELD_NAMES_JA.get(field, field)
    return f"{fiscal_year_label(fiscal_year)}の{name}" if fiscal_year else name
