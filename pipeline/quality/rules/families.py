"""The families in which findings are counted where there is no room for every rule."""

from dataclasses import dataclass
from types import ModuleType

from pipeline.quality.rules import BY_FAMILY, acceptances
from pipeline.quality.rules.absence import lost, missing, placeholders
from pipeline.quality.rules.departments import bureau, department
from pipeline.quality.rules.figures import arithmetic, changes, indicators, numbers, rating, series, totals
from pipeline.quality.rules.listings import editions, reprise
from pipeline.quality.rules.reading import columns, misreading, pages, stages, strangers, truncation
from pipeline.quality.rules.texts import care, claims, narrative, repetition, year


@dataclass(frozen=True)
class Family:
    """A family of rules, with its place in the order in which a reader would ask."""

    family_no: int
    family_ja: str
    family_en: str


_MEMBERS: tuple[tuple[str, str, tuple[ModuleType, ...]], ...] = (
    ("記載漏れ", "Missing entries", (missing,)),
    ("読み取り・欠落", "Reading and losses", (stages, columns, lost, strangers, truncation, misreading, pages)),
    ("版の間の相違", "Between editions", (editions,)),
    ("達成度・数値", "Ratings and figures", (rating, arithmetic, totals, numbers, series, changes, indicators)),
    ("記載内容", "Texts", (narrative, claims, placeholders, year, repetition)),
    ("再掲", "Repeated listings", (reprise,)),
    ("担当部署", "Departments", (department, bureau)),
    ("配慮を要する記載", "Sensitive texts", (care,)),
    ("確認済みの扱い", "Acceptances", (acceptances,)),
)
FAMILY_OF: dict[str, Family] = {
    rule.code: Family(number, ja, en)
    for number, (ja, en, modules) in enumerate(_MEMBERS, 1)
    for module in modules
    for rule in BY_FAMILY[module]
}
