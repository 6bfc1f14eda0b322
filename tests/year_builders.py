"""Rows over four full years, for tests of rules that compare years and listings."""

from collections.abc import Sequence

from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import ProgressTable
from pipeline.quality.rules.base import Rule
from tests.quality_builders import found, table_of

YEARS = (2020, 2021, 2022, 2023)
FOUR_YEARS = ["項目", "事業名", "計画書ページ", "担当部", "担当課", "再掲"]
FOUR_YEARS += [f"令和{n}年度の{name}" for n in (2, 3, 4, 5) for name in ("実施状況", "評価", "達成度")]
STATUSES = (
    "窓口で相談を24件受けた。",
    "来所が難しい方のため、電話による相談も始め、31件を受けた。",
    "夜間の相談日を設け、27件の相談に対応した。",
    "出張相談を地域の集会所で開き、35件を受けた。",
)
EVALUATIONS = (
    "関係機関と連携し、早期の支援につなげることができた。",
    "電話での相談は利用しやすいとの声があり、続けていきたい。",
    "働いている方の利用が増え、夜間に開く効果があった。",
    "会場までの移動が負担となる方にも支援が届いた。",
)
RATINGS = ("80%", "90%", "85%", "95%")


def row_of_years(
    measure: str = "窓口相談",
    statuses: Sequence[str] = STATUSES,
    evaluations: Sequence[str] = EVALUATIONS,
    ratings: Sequence[str] = RATINGS,
    *,
    item: str = "1-1. 相談の充実",
    page: str = "P20",
    section: str = "福祉課",
    reprise: str = "",
) -> list[str]:
    """Return a row with status, evaluation and rating of FY2020 to FY2023."""
    years = zip(statuses, evaluations, ratings, strict=True)
    return [item, measure, page, "福祉部", section, reprise, *(text for year in years for text in year)]


def table_of_years(*rows: Sequence[str]) -> ProgressTable:
    """Return the progress table of rows over four years."""
    return table_of(*rows, heading=FOUR_YEARS)


def found_over_years(rule: Rule, *rows: Sequence[str]) -> list[Finding]:
    """Return what a rule finds in rows over four years."""
    return found(rule, table_of_years(*rows))


def changed(texts: Sequence[str], **by_year: str) -> list[str]:
    """Return texts with those of some years changed: changed(STATUSES, _2021="…")."""
    return [by_year.get(f"_{year}", text) for year, text in zip(YEARS, texts, strict=True)]
